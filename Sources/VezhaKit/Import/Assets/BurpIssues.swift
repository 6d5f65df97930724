/// Burp Suite's XML export of issues: root `issues` with `burpVersion`.
///
/// Each issue gives its `host` (scheme, name, port; the address in `@ip`) and `path`; records of one host merge into
/// one asset. `location` names parameters, and requests, responses and texts are the scanner's: passed over.
final class BurpIssues: AssetFormat {
  static let id = "burp"
  static let title = "Burp issues"
  static let takes = "sites: urls, hosts, addresses, ports"
  static let version = 1

  var output = InventoryOutput()
  private var line = 0
  private var address = ""
  private var host = ""
  private var path = ""
  /// What was emitted lately: an issue more at the same place says nothing new.
  private var seen: Set<String> = []

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "issues" && root.has("burpVersion")
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "issues":
      guard element.depth == 1 else { return .skip }
      output.observed = ScannerTime.parse(element.text("exportTime"))
      return .children
    case "issue":
      guard element.depth == 2 else { return .skip }
      (line, address, host, path) = (element.line, "", "", "")
      return .children
    case "host":
      address = element.text("ip")
      return .text
    case "path": return .text
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    switch element.name {
    case "host": host = element.text
    case "path": path = element.text
    case "issue": endIssue()
    default: break
    }
  }

  func finish() {}

  private func endIssue() {
    let site = WebSite(host)
    let place = path.hasPrefix("/") ? WebSite((site?.url ?? "") + path)?.url : nil
    if seen.count >= 10_000 { seen.removeAll(keepingCapacity: true) }
    guard seen.insert("\(address) \(site?.url ?? host) \(place ?? "")").inserted else { return }
    var builder = AssetBuilder(line: line)
    builder.observed = output.observed
    if let site = host.isEmpty ? nil : builder.add(site: host, line: line, to: &output) {
      builder.add(reached: site, line: line, to: &output)
    }
    if !address.isEmpty { builder.add(.address, given: address, line: line, to: &output) }
    if let place, site?.scheme.isEmpty == false { builder.add(.url, given: place, line: line, to: &output) }
    builder.isWebSite()
    if let record = builder.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, "issue", value: "", reason: "no host and no address")
    }
  }
}
