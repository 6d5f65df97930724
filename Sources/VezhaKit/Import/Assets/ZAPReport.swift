/// OWASP ZAP's XML report (also "XML plus"): root `OWASPZAPReport`, one asset for each `site`.
///
/// The site's name is its url; every address at which an alert was raised is a url of the site too, without query and
/// session id. Requests, responses, cookies and the texts of alerts are passed over.
final class ZAPReport: AssetFormat {
  static let id = "zap"
  static let title = "ZAP report"
  static let takes = "sites: urls, hosts, ports"
  static let version = 1

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
    let name = element.text("name")
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
