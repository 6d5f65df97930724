/// Nmap's XML output (`nmap -oX`), every version since 3.
final class NmapXML: NmapRun, AssetFormat {
  static let id = "nmap-xml"
  static let title = "Nmap XML"
  static let takes =
    "hosts with all names and addresses, MACs, open ports, services, products, CPEs; incomplete without `runstats`"
  static let version = 1

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "nmaprun" && !root.matches("scanner", "masscan")
  }
}
