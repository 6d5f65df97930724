/// Nessus and Tenable exports: `NessusClientData_v2/Report/ReportHost` with properties and findings.
///
/// The native id is `host-uuid`, which Tenable gives a machine once; `bios-uuid` is none, since copies of a virtual
/// machine share it. The ranges of the policy's `TARGET` are assets too; nothing else of a policy is looked at, as it
/// holds user names and passwords. Of a finding only its port and the CPE names of its plugin count.
final class NessusV2: AssetFormat {
  static let id = "nessus-v2"
  static let title = "Nessus v2"
  static let takes = "hosts: names, addresses, MACs, open ports, services, CPEs; no plugin texts"
  static let version = 2

  var output = InventoryOutput()
  private var asset: AssetBuilder?
  private var ports = ObservedPorts()
  private var item: Service?
  private var property = ""
  private var preference: String?
  private var started: Instant?
  private var hasProperties = false
  private var hasReport = false

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "NessusClientData_v2" && root.isIn("")
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "ReportItem": return startItem(element)
    case "cpe": return item == nil ? .skip : .text
    case "tag": return startProperty(element)
    case "HostProperties": return asset == nil ? .skip : .children
    case "ReportHost":
      guard element.depth == 3, hasReport else { return .skip }
      startHost(element)
      return .children
    case "Report":
      guard element.depth == 2 else { return .skip }
      hasReport = true
      return .children
    case "preference":
      preference = ""
      return .children
    case "name": return preference == nil ? .skip : .text
    case "value": return preference == "TARGET" ? .text : .skip
    case "NessusClientData_v2", "Policy", "Preferences", "ServerPreferences": return .children
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    switch element.name {
    case "cpe":
      for line in element.text.split(separator: "\n") { item?.cpe.append(NessusCPE(line).cpe) }
    case "ReportItem": endItem(line: element.line)
    case "tag": endProperty(element.text, line: element.line)
    case "HostProperties":
      hasProperties = true
      if asset?.observed == nil { asset?.observed = started }
    case "ReportHost": endHost()
    case "name": preference = element.text
    case "value": output.addScope(element.text, line: element.line)
    case "preference": preference = nil
    default: break
    }
  }

  func finish() {
    // Only a salvaged file ends inside a host. What identifies it stands before its findings.
    if asset != nil, hasProperties { endHost() }
    if !hasReport, output.incomplete == nil { output.incomplete = "a policy without a report" }
  }

  // MARK: host

  private func startHost(_ element: borrowing XMLElement) {
    let line = element.line
    let name = trimmedXML(element.text("name"))
    var builder = AssetBuilder(line: line)
    builder.name = name
    builder.add(target: name, line: line, to: &output)
    asset = builder
    ports = ObservedPorts()
    started = nil
    hasProperties = false
  }

  private func endHost() {
    guard var builder = asset else { return }
    asset = nil
    let line = builder.record.line
    let name = builder.name
    for service in ports.services { builder.add(service, line: line, to: &output) }
    ports = ObservedPorts()
    if let observed = builder.observed { output.observed = max(observed, output.observed ?? observed) }
    if let record = builder.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, "ReportHost", value: name, reason: "no address and no name")
    }
  }

  // MARK: properties

  private func startProperty(_ element: borrowing XMLElement) -> XMLInterest {
    guard asset != nil, !hasProperties else { return .skip }
    property = element.text("name")
    switch property {
    case "host-ip", "host-fqdn", "host-fqdns", "host-rdns", "hostname", "netbios-name", "mac-address",
      "host-uuid", "operating-system", "system-type", "cpe", "HOST_START", "HOST_START_TIMESTAMP",
      "HOST_END", "HOST_END_TIMESTAMP":
      return .text
    default: return property.hasPrefix("cpe-") ? .text : .skip
    }
  }

  private func endProperty(_ text: String, line: Int) {
    if text.isEmpty { return }
    switch property {
    case "host-ip", "host-fqdn", "host-rdns", "hostname": asset?.add(target: text, line: line, to: &output)
    case "host-fqdns":
      for name in Self.names(inList: text) { asset?.add(target: name, line: line, to: &output) }
    case "netbios-name":
      // `DOMAIN\NAME` where the host is a member of a domain.
      let name = text.split(separator: "\\").last ?? ""
      asset?.add(.host, given: String(name), line: line, to: &output)
    case "mac-address":
      for mac in text.split(whereSeparator: \.isWhitespace) {
        asset?.add(.mac, given: String(mac), line: line, to: &output)
      }
    case "host-uuid": asset?.add(.nativeID, given: text, line: line, to: &output)
    case "operating-system":
      for name in text.split(whereSeparator: \.isNewline) {
        asset?.add(Product(name: trimmedXML(String(name))), line: line, to: &output)
      }
    case "system-type": asset?.kind = Self.kind(ofSystem: text)
    case "HOST_END_TIMESTAMP": setObserved(Instant(epochSeconds: text), text, line: line)
    case "HOST_END":
      // The other one is in UTC, this one in the scanner's time; web scans write RFC 3339.
      if asset?.observed == nil { setObserved(Instant(asctime: text) ?? Instant(text), text, line: line) }
    case "HOST_START_TIMESTAMP": started = Instant(epochSeconds: text)
    case "HOST_START": started = started ?? Instant(asctime: text) ?? Instant(text)
    default:
      let name = NessusCPE(text[...])
      asset?.add(Product(name: name.label, cpe: name.cpe), line: line, to: &output)
    }
  }

  private func setObserved(_ time: Instant?, _ text: String, line: Int) {
    guard let time else { return output.skip(line: line, property, value: text, reason: "no time") }
    asset?.observed = time
  }

  /// The names in `host-fqdns`, a JSON list of objects: `[{"FQDN":"a.example","sources":["get_host_fqdn()"]}]`.
  ///
  /// No name has a character that JSON escapes; one that does is counted as a bad name.
  private static func names(inList text: String) -> [String] {
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.indices.compactMap { index in
      // Of `"FQDN":"a.example"` the quotes leave FQDN, a colon, and the name.
      guard parts[index] == "FQDN", index + 2 < parts.count, trimmedXML(String(parts[index + 1])) == ":" else {
        return nil
      }
      return String(parts[index + 2])
    }
  }

  /// What the scanner takes a system for; `general-purpose` and the like say nothing, the ports then decide.
  private static func kind(ofSystem type: String) -> AssetKind? {
    switch type {
    case "firewall", "load-balancer", "packet-shaper", "router", "switch", "wireless-access-point": .network
    case "web_application": .web
    default: nil
    }
  }

  // MARK: findings

  private func startItem(_ element: borrowing XMLElement) -> XMLInterest {
    guard asset != nil else { return .skip }
    guard let port = element.integer("port"), port <= 65_535 else {
      output.skip(
        line: element.line, "port", value: element.text("port"), reason: "no port number from 0 to 65535")
      return .skip
    }
    item = Service(transport: element.lowercased("protocol"), port: port, name: element.text("svc_name"))
    return .children
  }

  private func endItem(line: Int) {
    guard let item else { return }
    self.item = nil
    if item.port > 0 { return ports.add(item) }
    // Port 0 is the host as a whole.
    for cpe in item.cpe { asset?.add(Product(cpe: cpe), line: line, to: &output) }
  }
}

/// A CPE name as Nessus writes it: `cpe:/a:php:php:5.6.40 -> PHP PHP`, or without what stands behind the arrow.
private struct NessusCPE {
  var cpe: String
  var label = ""

  init(_ text: Substring) {
    guard let arrow = text.firstRange(of: " -> ") else {
      cpe = trimmedXML(String(text))
      return
    }
    cpe = trimmedXML(String(text[..<arrow.lowerBound]))
    label = trimmedXML(String(text[arrow.upperBound...]))
  }
}
