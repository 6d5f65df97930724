/// The result of one Qualys scan: `SCAN/IP` with the address and the name as attributes.
///
/// The file has no stable id of a host, so the key is the name. The owner is the subscriber (`COMPANY`); the user's
/// name and the texts of findings are passed over. A scan that was cancelled or stopped is incomplete.
final class QualysScan: AssetFormat {
  static let id = "qualys-scan"
  static let title = "Qualys scan"
  static let takes = "hosts: names, addresses, open ports, services"
  static let version = 1

  var output = InventoryOutput()
  private var organization: String?
  private var asset: AssetBuilder?
  private var ports = ObservedPorts()
  private var key = ""

  static func recognises(_ root: borrowing XMLElement) -> Bool { root.name == "SCAN" && root.isIn("") }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "SCAN", "HEADER": return element.depth <= 2 ? .children : .skip
    case "KEY":
      key = element.text("value")
      return key == "COMPANY" || key == "DATE" || key == "TARGET" || key == "STATUS" ? .text : .skip
    case "IP":
      guard element.depth == 2 else { return .skip }
      startHost(element)
      return .children
    case "SERVICES", "INFOS", "VULNS", "PRACTICES": return asset == nil ? .skip : .children
    case "CAT":
      if asset != nil { addCategory(element) }
      return .skip
    case "OS", "OS_CPE", "NETBIOS_HOSTNAME": return asset == nil ? .skip : .text
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    let text = element.text
    let line = element.line
    switch element.name {
    case "KEY": endKey(text, line: line)
    case "IP": endHost()
    case "OS": if !text.isEmpty { asset?.add(Product(name: text), line: line, to: &output) }
    case "OS_CPE": if !text.isEmpty { asset?.add(Product(cpe: text), line: line, to: &output) }
    case "NETBIOS_HOSTNAME": if !text.isEmpty { asset?.add(.host, given: text, line: line, to: &output) }
    default: break
    }
  }

  func finish() {}

  private func endKey(_ text: String, line: Int) {
    switch key {
    case "COMPANY": organization = text.isEmpty ? nil : text
    case "DATE":
      output.observed = Instant(text)
      if output.observed == nil { output.skip(line: line, "DATE", value: text, reason: "no RFC 3339 time") }
    case "TARGET": output.addScope(text, organization: organization, line: line)
    default:
      switch text.uppercased() {
      case "CANCELED", "CANCELLED", "CANCELING", "ERROR", "INTERRUPTED", "PAUSED", "PAUSING", "QUEUED", "RUNNING":
        output.incomplete = "the scan did not end: its status is \(text)"
      default: break
      }
    }
  }

  private func startHost(_ element: borrowing XMLElement) {
    let line = element.line
    var builder = AssetBuilder(line: line)
    builder.organization = organization
    builder.observed = output.observed
    builder.add(.address, given: element.text("value"), line: line, to: &output)
    builder.add(target: element.text("name"), line: line, to: &output)
    asset = builder
    ports = ObservedPorts()
  }

  private func addCategory(_ element: borrowing XMLElement) {
    let line = element.line
    asset?.add(target: element.text("fqdn"), line: line, to: &output)
    guard let given = element.string("port"), !given.isEmpty else { return }
    guard let port = UInt16(given) else {
      return output.skip(line: line, "port", value: given, reason: "no port number from 0 to 65535")
    }
    // Port 0 is the host as a whole.
    guard port > 0 else { return }
    let transport = element.lowercased("protocol")
    ports.add(Service(transport: transport.isEmpty ? "tcp" : transport, port: Int(port)))
  }

  private func endHost() {
    guard var builder = asset else { return }
    asset = nil
    let line = builder.record.line
    for service in ports.services { builder.add(service, line: line, to: &output) }
    ports = ObservedPorts()
    if let record = builder.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, "IP", value: "", reason: "no address and no name")
    }
  }
}
