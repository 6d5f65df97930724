/// OWASP ZAP's XML report (also "XML plus"): root `OWASPZAPReport`, one asset for each `site`.
///
/// The site's name is its url; every address at which an alert was raised is a url of the site too, without query and
/// session id. Requests, responses, cookies and the texts of alerts are passed over.
final class ZAPReport: AssetFormat {
  static let id = "zap"
  static let title = "ZAP report"
  static let takes = "sites: urls, hosts, ports"
  static let version = 2

  var output = InventoryOutput()
  private var asset: AssetBuilder?
  private var site: WebSite?

  static func recognises(_ root: borrowing XMLElement) -> Bool { root.name == "OWASPZAPReport" }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "uri": return asset == nil ? .skip : .text
    case "alerts", "alertitem", "instances", "instance": return asset == nil ? .skip : .children
    case "site":
      guard element.depth == 2 else { return .skip }
      startSite(element)
      return .children
    case "OWASPZAPReport":
      // `created` came with 2.14 and has a zone; `generated` is in the language of the machine.
      output.observed =
        ScannerTime.parse(element.text("created")) ?? ScannerTime.parse(element.text("generated"))
      return .children
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    switch element.name {
    case "uri":
      let text = element.text
      if !text.isEmpty { add(uri: text, line: element.line) }
    case "site":
      guard element.depth == 2, var builder = asset else { return }
      asset = nil
      let line = builder.record.line
      builder.isWebSite()
      if let record = builder.finished() {
        output.records.append(.asset(record))
      } else {
        output.skip(line: line, "site", value: "", reason: "no name and no host")
      }
    default: break
    }
  }

  func finish() {}

  private func startSite(_ element: borrowing XMLElement) {
    let line = element.line
    var builder = AssetBuilder(line: line)
    builder.observed = output.observed
    builder.add(nameOrAddress: element.text("host"), line: line, to: &output)
    let name = Self.siteName(element)
    site = name.isEmpty ? nil : builder.add(site: name, line: line, to: &output)
    if let site {
      builder.add(reached: site, line: line, to: &output)
    } else if let port = element.integer("port"), (1...65_535).contains(port) {
      builder.add(
        Service(transport: "tcp", port: port, name: element.matches("ssl", "true") ? "https" : "http"),
        line: line, to: &output)
    }
    asset = builder
  }

  /// The name, which is the site's url; old versions wrote the host alone, and the rest of the url beside it.
  private static func siteName(_ element: borrowing XMLElement) -> String {
    let name = trimmedXML(element.text("name"))
    guard !name.contains("://") else { return name }
    let host = trimmedXML(element.text("host"))
    guard let port = element.integer("port"), (1...65_535).contains(port), !(host + name).isEmpty else { return name }
    let scheme = element.matches("ssl", "true") ? "https" : "http"
    let text = host.isEmpty ? name : host
    let written = Address(text)?.isIPv4 == false ? "[\(text)]" : text
    let isImplied = ListedURL.defaultPort(scheme).map(Int.init) == port
    return "\(scheme)://\(written)" + (isImplied || text.hasSuffix(":\(port)") ? "" : ":\(port)")
  }

  private func add(uri: String, line: Int) {
    guard let address = WebSite(uri) else {
      return output.skip(line: line, "uri", value: "", reason: "no URL with a host")
    }
    if let site, !address.isSameSite(as: site) {
      return output.skip(line: line, "uri", value: address.url, reason: "not on the site it stands under")
    }
    asset?.add(.url, given: address.url, line: line, to: &output)
  }
}
