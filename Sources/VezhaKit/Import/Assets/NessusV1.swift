/// Exports of Nessus clients before version 4.2: `NessusClientData/Report/ReportHost`, all values in elements.
///
/// Line ends in values are written as a backslash and an n. Ranges among the targets are assets too. The policies are
/// passed over: they hold user names and passwords. So are the findings' texts.
final class NessusV1: AssetFormat {
  static let id = "nessus-v1"
  static let title = "Nessus v1"
  static let takes = "hosts: names, addresses, open ports; no plugin texts"
  static let version = 2

  var output = InventoryOutput()
  private var asset: AssetBuilder?
  private var ports = ObservedPorts()
  private var hasItems = false
  private var hasReport = false

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "NessusClientData" && root.isIn("")
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "NessusClientData", "Targets", "Target": return .children
    case "Report":
      guard element.depth == 2 else { return .skip }
      hasReport = true
      return .children
    case "value", "StartTime", "StopTime": return .text
    case "ReportHost":
      guard element.depth == 3 else { return .skip }
      asset = AssetBuilder(line: element.line)
      ports = ObservedPorts()
      hasItems = false
      return .children
    case "ReportItem":
      hasItems = true
      return asset == nil ? .skip : .children
    case "HostName", "startTime", "stopTime", "netbios_name", "mac_addr", "dns_name", "os_name", "port":
      return asset == nil ? .skip : .text
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    let line = element.line
    switch element.name {
    case "ReportHost": endHost()
    case "port": endPort(element.text, line: line)
    case "value": output.addScope(Self.unescaped(element.text), line: line)
    case "StartTime", "StopTime":
      if let time = Instant(asctime: element.text) {
        output.observed = max(time, output.observed ?? time)
      }
    case "os_name", "mac_addr":
      // One a line.
      for part in element.text.split(separator: "\\n") {
        endProperty(element.name, trimmedXML(String(part)), line: line)
      }
    default: endProperty(element.name, Self.unescaped(element.text), line: line)
    }
  }

  func finish() {
    // Only a salvaged file ends inside a host. What identifies it stands before its findings.
    if asset != nil, hasItems { endHost() }
    if !hasReport, output.incomplete == nil { output.incomplete = "policies without a report" }
  }

  private func endProperty(_ property: XMLName, _ text: String, line: Int) {
    // What the scanner did not learn is no bad value.
    if text.isEmpty || text == "(unknown)" { return }
    switch property {
    case "HostName":
      asset?.name = text
      asset?.add(target: text, line: line, to: &output)
    case "dns_name": asset?.add(target: text, line: line, to: &output)
    case "netbios_name": asset?.add(.host, given: text, line: line, to: &output)
    case "mac_addr": asset?.add(.mac, given: text, line: line, to: &output)
    case "os_name": asset?.add(Product(name: text), line: line, to: &output)
    case "startTime", "stopTime":
      guard let time = Instant(asctime: text) else {
        return output.skip(line: line, "time", value: text, reason: "no time")
      }
      asset?.observed = time
    default: break
    }
  }

  private func endPort(_ text: String, line: Int) {
    switch FindingPlace(text) {
    case .port(let service): ports.add(service)
    case .host: break
    case nil: output.skip(line: line, "port", value: text, reason: "no port and no protocol")
    }
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
      output.skip(line: line, "ReportHost", value: "", reason: "no address and no name")
    }
  }

  private static func unescaped(_ text: String) -> String {
    trimmedXML(text.replacing("\\n", with: " "))
  }
}
