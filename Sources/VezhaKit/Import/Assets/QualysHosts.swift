/// What Qualys' reports and lists of hosts share: `HOST_LIST/HOST` with addresses, names, ids and findings.
///
/// The native id is Qualys' number of the host (`ID`, `HOST_ID`), else the agent's `QG_HOSTID`. The owner is the
/// subscriber (`HEADER/COMPANY`); `OWNER` of a host is a user and is passed over like comments and all texts of
/// findings. A `FQDN` of a finding is a name under which the host answered, and so a name of the host. Criticality is
/// Qualys' score of 1 to 5 on the common scale.
class QualysHosts {
  var output = InventoryOutput()
  private var organization: String?
  private var asset: AssetBuilder?
  private var ports = ObservedPorts()
  private var finding = Finding()
  private var rangeStart = ""
  private var isWarning = false
  /// The parts of a host's name, for hosts that have it in no other form.
  private var names = (isComplete: false, host: "", domain: "")
  private var isInFinding = false

  private struct Finding {
    var port = ""
    var transport = ""
    var service = ""
  }

  required init() {}

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    if asset != nil { return startHostPart(element) }
    switch element.name {
    case "HOST":
      var builder = AssetBuilder(line: element.line)
      builder.organization = organization
      asset = builder
      ports = ObservedPorts()
      names = (false, "", "")
      return .children
    case "HEADER", "TARGET", "COMBINED_IP_LIST", "USER_IP_LIST", "HOST_LIST", "RESPONSE": return .children
    case "COMPANY", "GENERATION_DATETIME", "DATETIME", "START", "END": return .text
    case "RANGE":
      rangeStart = ""
      return .children
    case "WARNING":
      isWarning = true
      return .children
    case "URL":
      // Qualys' own word for a list that goes on elsewhere: "record limit exceeded. Use URL to get next batch".
      if isWarning { output.incomplete = "Qualys cut the list: the file has an address for the rest" }
      return .skip
    case "ID_SET":
      output.incomplete = "the list has ids of hosts and nothing else of them"
      return .skip
    default: return element.depth == 1 ? .children : .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    if asset != nil { return endHostPart(element) }
    let text = element.text
    switch element.name {
    case "COMPANY": organization = text.isEmpty ? nil : text
    case "GENERATION_DATETIME", "DATETIME":
      if let time = Instant(text) { output.observed = time }
    case "START": rangeStart = text
    case "END":
      output.addRange("\(rangeStart)-\(text)", organization: organization, line: element.line)
    case "WARNING": isWarning = false
    default: break
    }
  }

  func finish() {}

  // MARK: host

  private func startHostPart(_ element: borrowing XMLElement) -> XMLInterest {
    switch element.name {
    case "VULN_INFO", "DETECTION":
      finding = Finding()
      isInFinding = true
      return .children
    case "VULN_INFO_LIST", "DETECTION_LIST", "DNS_DATA", "IP_INTERFACES": return .children
    case "IP", "IPV6", "DNS", "FQDN", "HOSTNAME", "DOMAIN", "NETBIOS", "ID", "HOST_ID", "QG_HOSTID", "EC2_INSTANCE_ID",
      "CLOUD_RESOURCE_ID", "OPERATING_SYSTEM", "OS", "OS_CPE", "ASSET_CRITICALITY_SCORE", "LAST_SCAN_DATETIME",
      "LAST_VULN_SCAN_DATETIME", "LAST_VM_SCANNED_DATE", "LAST_FOUND", "PORT", "PROTOCOL", "SERVICE":
      return .text
    default: return .skip
    }
  }

  private func endHostPart(_ element: borrowing XMLElementEnd) {
    let text = element.text
    let line = element.line
    switch element.name {
    case "HOST": return endHost()
    case "VULN_INFO", "DETECTION":
      isInFinding = false
      return endFinding(line: line)
    case "DNS_DATA": return endNames(line: line)
    default: if text.isEmpty { return }
    }
    switch element.name {
    case "IP", "IPV6": asset?.add(.address, given: text, line: line, to: &output)
    case "DNS", "FQDN":
      if !isInFinding { names.isComplete = true }
      asset?.add(target: text, line: line, to: &output)
    case "HOSTNAME": names.host = text
    case "DOMAIN": names.domain = text
    case "NETBIOS": asset?.add(.host, given: text, line: line, to: &output)
    case "ID", "HOST_ID", "QG_HOSTID", "EC2_INSTANCE_ID", "CLOUD_RESOURCE_ID":
      asset?.add(.nativeID, given: text, line: line, to: &output)
    case "OPERATING_SYSTEM", "OS": asset?.add(Product(name: text), line: line, to: &output)
    case "OS_CPE": asset?.add(Product(cpe: text), line: line, to: &output)
    case "ASSET_CRITICALITY_SCORE": endScore(text, line: line)
    case "PORT": finding.port = text
    case "PROTOCOL": finding.transport = text.lowercased()
    case "SERVICE": finding.service = text
    default:
      // The latest of the host's own times is when it was last looked at.
      guard let time = Instant(text) else {
        return output.skip(line: line, "time", value: text, reason: "no RFC 3339 time")
      }
      let before = asset?.observed
      asset?.observed = max(time, before ?? time)
    }
  }

  private func endFinding(line: Int) {
    if finding.port.isEmpty { return }
    guard let port = UInt16(finding.port) else {
      return output.skip(
        line: line, "port", value: finding.port, reason: "no port number from 0 to 65535")
    }
    // Port 0 is the host as a whole.
    guard port > 0 else { return }
    let transport = finding.transport.isEmpty ? "tcp" : finding.transport
    ports.add(Service(transport: transport, port: Int(port), name: finding.service))
  }

  private func endNames(line: Int) {
    guard !names.isComplete, !names.host.isEmpty else { return }
    let domain = names.domain.isEmpty || names.host.contains(".") ? "" : "." + names.domain
    asset?.add(target: names.host + domain, line: line, to: &output)
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
      output.skip(line: line, "HOST", value: "", reason: "no address, no name and no id")
    }
  }

  private func endScore(_ score: String, line: Int) {
    guard let criticality = Criticality(score: score, highest: 5) else {
      return output.skip(line: line, "criticality", value: score, reason: "no score from 1 to 5")
    }
    asset?.criticality = criticality
  }
}

/// Qualys' asset data report, as made from a scan report template: `ASSET_DATA_REPORT`.
///
/// The ranges in its header are assets too, of the same owner.
final class QualysAssetData: QualysHosts, AssetFormat {
  static let id = "qualys-asset-data"
  static let title = "Qualys asset data report"
  static let takes = "hosts: names, addresses, operating system; the company as owner"
  static let version = 2

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "ASSET_DATA_REPORT" && root.isIn("")
  }
}

/// Qualys' list of hosts, from its interface `asset/host`: `HOST_LIST_OUTPUT`.
final class QualysHostList: QualysHosts, AssetFormat {
  static let id = "qualys-host-list"
  static let title = "Qualys host list"
  static let takes = "hosts: names, addresses, criticality score; incomplete where the page was cut"
  static let version = 2

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "HOST_LIST_OUTPUT" && root.isIn("")
  }
}

/// Qualys' list of hosts with what was found on them, from `asset/host/vm/detection`:
/// `HOST_LIST_VM_DETECTION_OUTPUT`.
final class QualysDetection: QualysHosts, AssetFormat {
  static let id = "qualys-detection"
  static let title = "Qualys detection output"
  static let takes = "hosts: names, addresses, open ports; no result texts"
  static let version = 2

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "HOST_LIST_VM_DETECTION_OUTPUT" && root.isIn("")
  }
}
