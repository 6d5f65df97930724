/// Reports and results of OpenVAS and Greenbone (GMP): `report/report`, `get_reports_response`,
/// `get_results_response`, or one `result`.
///
/// A host stands in three places, the list of ports, the results and its own element, in an order that changes with
/// the version; so the hosts of a report are gathered by address until the report ends. The native id is the
/// `asset_id`. Nothing is kept of users, credentials, certificates and the texts of findings. A report that shows
/// only a page of its results, or whose scan did not end, is incomplete.
final class GVMReport: AssetFormat {
  static let id = "gvm-xml"
  static let title = "OpenVAS and GVM reports"
  static let takes = "hosts: names, addresses, MACs, open ports, CPEs; no result texts"
  static let version = 2

  /// Most hosts that are gathered at a time; one beyond would be the work of an attacker.
  static let maximumHosts = 100_000

  var output = InventoryOutput()
  private var hosts: [String: Host] = [:]
  private var order: [String] = []
  private var open: Open?
  private var place = ""
  private var name = ""
  private var asset = ""
  private var hostName = ""
  private var detail = ""
  private var reportDepth = 0
  private var rows: Int?
  /// Whether anything was there that only a report or result has; other tools have roots of these names too.
  private var hasContent = false

  /// The element whose children are being read.
  private enum Open { case port, result, host }

  private struct Host {
    var builder: AssetBuilder
    var ports = ObservedPorts()
  }

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    guard root.isIn("") else { return false }
    switch root.name {
    case "get_reports_response", "get_results_response": return true
    case "report", "result": return root.has("id")
    default: return false
    }
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch open {
    case .result: return startResultPart(element)
    case .port: return element.name == "host" ? .text : .skip
    case .host: return startHostPart(element)
    case nil: return startReportPart(element)
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    switch open {
    case .result: endResultPart(element)
    case .port:
      if element.name == "host" {
        name = element.text
      } else {
        addPort(Self.own(element.text, without: name), line: element.line)
      }
    case .host: endHostPart(element)
    case nil: endReportPart(element)
    }
  }

  func finish() {
    // Only a salvaged file ends inside a report.
    flush()
    if !hasContent { say("the file has neither hosts nor ports nor results of a scan") }
  }

  // MARK: report

  private func startReportPart(_ element: borrowing XMLElement) -> XMLInterest {
    switch element.name {
    case "ports", "results", "host", "result_count", "scan_run_status": hasContent = true
    default: break
    }
    switch element.name {
    case "report":
      reportDepth = element.depth
      return .children
    case "get_reports_response", "get_results_response", "ports", "result_count":
      return element.name != "result_count" || rows != nil ? .children : .skip
    case "results":
      if let first = element.integer("start"), first > 1 { say("the report shows results from number \(first) on") }
      rows = element.integer("max")
      return .children
    case "result":
      open = .result
      (place, name, asset, hostName) = ("", "", "", "")
      return .children
    case "port":
      open = .port
      name = ""
      return .text
    case "host":
      open = .host
      (name, asset) = ("", "")
      return .children
    case "filtered", "scan_run_status", "creation_time", "scan_end": return .text
    default: return .skip
    }
  }

  private func endReportPart(_ element: borrowing XMLElementEnd) {
    switch element.name {
    case "report":
      // Results may follow in an outer report only if there is no inner one.
      if element.depth == reportDepth { flush() }
    case "get_results_response": flush()
    case "filtered":
      if let rows, let count = Int(element.text), count > rows {
        say("the report shows \(rows) of \(count) results")
      }
    case "scan_run_status":
      let status = element.text
      if status != "Done", status != "Container" { say("the scan did not end: its status is \(status.prefix(40))") }
    case "creation_time", "scan_end":
      if let time = Instant(element.text) { output.observed = max(time, output.observed ?? time) }
    default: break
    }
  }

  private func say(_ reason: String) {
    if output.incomplete == nil { output.incomplete = reason }
  }

  /// Hands on all hosts gathered so far.
  private func flush() {
    for name in order {
      guard var host = hosts[name] else { continue }
      let line = host.builder.record.line
      for service in host.ports.services { host.builder.add(service, line: line, to: &output) }
      if let record = host.builder.finished() {
        output.records.append(.asset(record))
      } else {
        output.skip(line: line, "host", value: name, reason: "no address and no name")
      }
    }
    hosts = [:]
    order = []
  }

  /// Changes the host with this address or name, which is made if it is new.
  private func change(_ name: String, line: Int, _ body: (inout Host, inout InventoryOutput) -> Void) {
    guard !name.isEmpty else { return }
    if hosts[name] == nil {
      if order.count >= Self.maximumHosts {
        output.skip(line: line, "host", value: name, reason: "so many hosts that one may come in two parts")
        flush()
      }
      var builder = AssetBuilder(line: line)
      builder.add(target: name, line: line, to: &output)
      hosts[name] = Host(builder: builder)
      order.append(name)
    }
    // Taken out and put back, so that it is not copied.
    guard var host = hosts.removeValue(forKey: name) else { return }
    body(&host, &output)
    hosts[name] = host
  }

  // MARK: ports and results

  /// The text of an element without that of its one child: GMP writes mixed content, the child after its text or,
  /// since version 8, before it.
  private static func own(_ text: String, without child: String) -> String {
    if text.hasSuffix(child) { return trimmedXML(String(text.dropLast(child.count))) }
    return trimmedXML(String(text.hasPrefix(child) ? text.dropFirst(child.count) : text[...]))
  }

  private func addPort(_ text: String, line: Int) {
    open = nil
    add(text, to: name, line: line)
  }

  private func add(_ text: String, to name: String, line: Int) {
    guard !text.isEmpty, !name.isEmpty else { return }
    switch FindingPlace(text) {
    case .port(let service): change(name, line: line) { host, _ in host.ports.add(service) }
    case .host: change(name, line: line) { _, _ in }
    case nil: output.skip(line: line, "port", value: text, reason: "no port and no protocol")
    }
  }

  private func startResultPart(_ element: borrowing XMLElement) -> XMLInterest {
    switch element.name {
    case "host", "hostname", "port":
      hasContent = true
      return .text
    case "asset":
      asset = element.text("asset_id")
      return .skip
    default: return .skip
    }
  }

  private func endResultPart(_ element: borrowing XMLElementEnd) {
    let line = element.line
    switch element.name {
    case "hostname": hostName = element.text
    case "host": name = Self.own(element.text, without: hostName)
    case "port": place = element.text
    default:
      open = nil
      change(name, line: line) { host, output in
        if !asset.isEmpty { host.builder.add(.nativeID, given: asset, line: line, to: &output) }
        if !hostName.isEmpty { host.builder.add(target: hostName, line: line, to: &output) }
      }
      add(place, to: name, line: line)
    }
  }

  // MARK: host

  private func startHostPart(_ element: borrowing XMLElement) -> XMLInterest {
    switch element.name {
    case "ip", "start", "end": return .text
    case "asset":
      asset = element.text("asset_id")
      return .skip
    case "detail":
      detail = ""
      return .children
    case "name": return .text
    case "value": return Self.details.contains(detail) ? .text : .skip
    default: return .skip
    }
  }

  private func endHostPart(_ element: borrowing XMLElementEnd) {
    let line = element.line
    let text = element.text
    switch element.name {
    case "ip":
      name = text
      change(name, line: line) { _, _ in }
    case "start", "end":
      guard let time = Instant(text) else { return }
      change(name, line: line) { host, _ in host.builder.observed = max(time, host.builder.observed ?? time) }
    case "name": detail = text
    case "value":
      if !text.isEmpty { endDetail(text, line: line) }
    case "detail": detail = ""
    default:
      open = nil
      guard !asset.isEmpty else { return }
      change(name, line: line) { host, output in
        host.builder.add(.nativeID, given: asset, line: line, to: &output)
      }
    }
  }

  /// The details that identify a host or say what runs on it; their names are those of the feed's host details.
  private static let details: Set<String> = [
    "hostname", "MAC", "best_os_cpe", "best_os_txt", "App", "ports", "tcp_ports", "udp_ports", "Services",
  ]

  private func endDetail(_ text: String, line: Int) {
    let detail = detail
    change(name, line: line) { host, output in
      switch detail {
      case "hostname": host.builder.add(target: text, line: line, to: &output)
      case "MAC": host.builder.add(.mac, given: text, line: line, to: &output)
      case "best_os_cpe", "App": host.builder.add(Product(cpe: text), line: line, to: &output)
      case "best_os_txt": host.builder.add(Product(name: text), line: line, to: &output)
      case "Services":
        // `443,tcp,www`
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 3, let port = UInt16(parts[0]), port > 0 else { return }
        host.ports.add(Service(transport: parts[1].lowercased(), port: Int(port), name: String(parts[2])))
      default:
        // `22,80,443`
        for entry in text.split(separator: ",") {
          guard let port = UInt16(trimmedXML(String(entry))), port > 0 else { continue }
          host.ports.add(Service(transport: detail == "udp_ports" ? "udp" : "tcp", port: Int(port)))
        }
      }
    }
  }
}
