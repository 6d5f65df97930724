/// Masscan's XML output (`masscan -oX`): one `host` element per answer, so an address comes many times.
///
/// Each element is a record of its own; records with the same key are one asset, which is the address.
final class MasscanXML: NmapRun, AssetFormat {
  static let id = "masscan-xml"
  static let title = "masscan XML"
  static let takes = "addresses and open ports; many records of an address are one asset"
  static let version = 1

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "nmaprun" && root.matches("scanner", "masscan")
  }

  /// Masscan writes the kind of a banner where Nmap writes the service.
  override func serviceName(_ name: String) -> String {
    switch name {
    case "http.server", "title", "html": "http"
    case "X509", "X509CA": "ssl"
    case "vuln", "unknown": ""
    default: name
    }
  }
}
