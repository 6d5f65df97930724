/// sslscan's XML output: root `document` titled "SSLScan Results"; one asset for each `ssltest`.
///
/// The name sent in the handshake (`sniname`) is one we asked that server for, so it is one of its names.
/// Certificates are passed over. The format has no time.
final class SSLScanReport: AssetFormat {
  static let id = "sslscan"
  static let title = "sslscan report"
  static let takes = "TLS servers: hosts, ports"
  static let version = 1

  var output = InventoryOutput()

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "document" && root.lowercased("title").hasPrefix("sslscan")
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "document": return .children
    case "ssltest":
      emit(element)
      return .skip
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {}

  func finish() {}

  private func emit(_ element: borrowing XMLElement) {
    let line = element.line
    var builder = AssetBuilder(line: line)
    builder.add(nameOrAddress: element.text("host"), line: line, to: &output)
    builder.add(nameOrAddress: element.text("sniname"), line: line, to: &output)
    if let port = element.integer("port"), (1...65_535).contains(port) {
      builder.add(Service(transport: "tcp", port: port), line: line, to: &output)
    } else {
      output.skip(line: line, "port", value: element.text("port"), reason: "no port number from 1 to 65535")
    }
    if let record = builder.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, "ssltest", value: "", reason: "no host")
    }
  }
}
