/// sslyze's XML report (versions 0.7 to 2): root `document` titled "SSLyze Scan Results"; one asset for each `target`.
///
/// What could not be reached (`invalidTarget`) was in our scan, so it is in our inventory. Certificates and the names
/// in them are hearsay and passed over. The format has no time.
final class SSLyzeReport: AssetFormat {
  static let id = "sslyze"
  static let title = "SSLyze report"
  static let takes = "TLS servers: hosts, addresses, ports"
  static let version = 1

  var output = InventoryOutput()

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "document" && (root.has("SSLyzeVersion") || root.text("title").hasPrefix("SSLyze"))
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "document", "results", "invalidTargets": return .children
    case "target":
      emitTarget(element)
      return .skip
    case "invalidTarget": return .text
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    guard element.name == "invalidTarget" else { return }
    // As typed: `host:port{address}`.
    let text = element.text.prefix { $0 != "{" }
    var builder = AssetBuilder(line: element.line)
    if let site = WebSite(String(text)) {
      builder.add(nameOrAddress: site.host, line: element.line, to: &output)
    }
    emit(builder)
  }

  func finish() {}

  private func emitTarget(_ element: borrowing XMLElement) {
    let line = element.line
    var builder = AssetBuilder(line: line)
    builder.add(nameOrAddress: element.text("host"), line: line, to: &output)
    builder.add(nameOrAddress: element.text("ip"), line: line, to: &output)
    if let port = element.integer("port"), (1...65_535).contains(port) {
      builder.add(
        Service(transport: "tcp", port: port, name: element.lowercased("tlsWrappedProtocol")), line: line,
        to: &output)
    } else {
      output.skip(line: line, "port", value: element.text("port"), reason: "no port number from 1 to 65535")
    }
    emit(builder)
  }

  private func emit(_ builder: consuming AssetBuilder) {
    let line = builder.record.line
    if let record = builder.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, "target", value: "", reason: "no address and no name")
    }
  }
}
