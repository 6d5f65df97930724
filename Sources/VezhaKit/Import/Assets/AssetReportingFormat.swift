/// NIST ARF 1.1 with Asset Identification (AI) 1.1 inside: every asset type of the schema but persons.
///
/// The key is AI's `synthetic-id` (resource and id together), else the board's GUID, else for a circuit, database,
/// software or system, which have no address, its name. `arf:asset/@id` is an id within the file: every OpenSCAP report
/// has the one asset `asset0`. An AI `organization` becomes an organization, and its web sites assets of it; the
/// vocabulary has no relationship that says who owns an asset, so nothing else gets an owner. Of a report about an asset
/// only the platform and the time of its `TestResult` are taken; a result about no asset of the file is an asset itself.
/// Persons, telephone numbers, e-mail addresses, licences, locations and extended information are not read.
final class AssetReportingFormat: AssetFormat {
  static let id = "arf"
  static let title = "ARF 1.1 with AI 1.1"
  static let takes = "computing devices, networks, services, systems, websites, organizations, locations"
  static let version = 2
  static let report: StaticString = "http://scap.nist.gov/schema/asset-reporting-format/1.1"
  static let identification: StaticString = "http://scap.nist.gov/schema/asset-identification/1.1"

  var output = InventoryOutput()
  private var open: Item?
  private var result: XCCDFTestResult?
  /// Keys of the assets that have been read, by their ids in this file.
  private var keys: [String: String] = [:]
  private var assetID = ""

  /// An AI asset while it is read.
  private struct Item {
    var type: String
    var depth: Int
    var asset: AssetBuilder
    /// Name of a circuit, database, software or system, by which it goes where it has no id.
    var name = ""
    var version = ""
    var guid = ""
    var hasID = false
    var rangeStart: String?
    var isInRange = false
    var ports: [(ports: ClosedRange<Int>, line: Int)] = []
    var transport = "tcp"
    var serviceName = ""
    /// Names and web sites of an organization.
    var names: [String] = []
    var sites: [(url: String, line: Int)] = []
  }

  /// Most ports of one stated range; a wider one says what is allowed, not what answers.
  private static let maximumPortRange = 1024

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "asset-report-collection" && root.isIn(report)
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    if result != nil { return result?.start(element, to: &output) ?? .skip }
    if open != nil { return startPart(element) }
    switch element.name {
    case "asset-report-collection", "assets", "reports", "report", "content": return .children
    case "asset":
      assetID = element.text("id")
      return .children
    case "TestResult":
      guard XCCDFTestResult.isXCCDF(element) else { return .skip }
      result = XCCDFTestResult(element)
      return .children
    default: return element.isIn(Self.identification) ? startAsset(element) : .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    if let result {
      guard element.depth == result.depth else {
        self.result?.end(element, to: &output)
        return
      }
      self.result = nil
      endResult(result)
    } else if let item = open {
      guard element.depth == item.depth else { return endPart(element) }
      open = nil
      if item.type == "organization" { endOrganization(item) } else { endAsset(item) }
    }
  }

  func finish() {}

  // MARK: assets

  private func startAsset(_ element: borrowing XMLElement) -> XMLInterest {
    // A person is no asset of this inventory, and nothing of one is kept.
    if element.name == "person" { return .skip }
    var item = Item(type: element.nameText, depth: element.depth, asset: AssetBuilder(line: element.line))
    item.asset.kind = Self.kind(of: item.type)
    element.forEachAttribute { name, _, value in
      if name == "timestamp" { item.asset.observed = Instant(asIfUTC: value) }
    }
    open = item
    return .children
  }

  private func startPart(_ element: borrowing XMLElement) -> XMLInterest {
    switch element.name {
    case "connections", "connection", "ip-address", "host", "OrganisationNameDetails": return .children
    case "ip-net-range":
      open?.isInRange = true
      return .children
    case "ip-net-range-start", "ip-net-range-end": return .children
    case "synthetic-id":
      addID("\(element.text("resource"))/\(element.text("id"))", element.line)
      return .skip
    case "port-range":
      let bounds = (element.integer("lower-bound"), element.integer("upper-bound"))
      guard let lower = bounds.0, let upper = bounds.1, lower <= upper, upper <= 65_535 else {
        return skipPorts(element, "no range of port numbers")
      }
      guard upper - lower < Self.maximumPortRange else {
        return skipPorts(element, "more than \(Self.maximumPortRange) ports")
      }
      open?.ports.append((lower...upper, element.line))
      return .skip
    case "cpe", "fqdn", "hostname", "motherboard-guid", "ip-v4", "ip-v6", "mac-address", "url", "cidr",
      "network-name", "circuit-name", "instance-name", "installation-id", "system-name", "version", "port", "protocol",
      "NameElement", "website-url":
      return .text
    default: return .skip
    }
  }

  private func skipPorts(_ element: borrowing XMLElement, _ reason: String) -> XMLInterest {
    output.skip(
      line: element.line, "port-range", value: "\(element.text("lower-bound"))-\(element.text("upper-bound"))",
      reason: reason)
    return .skip
  }

  private func endPart(_ element: borrowing XMLElementEnd) {
    let text = element.text
    let line = element.line
    switch element.name {
    case "ip-net-range":
      open?.isInRange = false
      open?.rangeStart = nil
      return
    default: if text.isEmpty { return }
    }
    switch element.name {
    case "ip-v4", "ip-v6":
      guard open?.isInRange == true else { return add(.address, text, line) }
      if let start = open?.rangeStart {
        add(.range, "\(start)-\(text)", line)
      } else {
        open?.rangeStart = text
      }
    case "fqdn", "hostname":
      if open?.asset.name.isEmpty == true { open?.asset.name = text }
      add(.host, text, line)
    case "mac-address": add(.mac, text, line)
    case "url": add(.url, text, line)
    case "cidr": add(.range, text, line)
    case "cpe": open?.asset.add(Product(cpe: text), line: line, to: &output)
    case "motherboard-guid": open?.guid = text
    case "network-name": open?.asset.name = text
    case "circuit-name", "instance-name", "installation-id", "system-name":
      if open?.name.isEmpty == true { open?.name = text }
    case "version": open?.version = text
    case "port": addPort(text, line)
    case "protocol": setProtocol(text)
    case "NameElement": open?.names.append(text)
    case "website-url": open?.sites.append((text, line))
    default: break
    }
  }

  private func add(_ kind: IdentifierKind, _ text: String, _ line: Int) {
    open?.asset.add(kind, given: text, line: line, to: &output)
  }

  private func addID(_ text: String, _ line: Int) {
    guard open?.hasID == false else { return }
    open?.hasID = true
    add(.nativeID, text, line)
  }

  private func addPort(_ text: String, _ line: Int) {
    guard let port = Int(text), (0...65_535).contains(port) else {
      return output.skip(line: line, "port", value: text, reason: "no port number from 0 to 65535")
    }
    open?.ports.append((port...port, line))
  }

  /// AI leaves open whether `protocol` is the transport or what is spoken over it.
  private func setProtocol(_ text: String) {
    let name = text.lowercased()
    if ["tcp", "udp", "sctp", "dccp"].contains(name) {
      open?.transport = name
    } else {
      open?.serviceName = name
    }
  }

  private func endAsset(_ ended: Item) {
    var item = ended
    let line = item.asset.record.line
    if !item.hasID {
      // Boards without a GUID of their own report zeros.
      if item.guid.utf8.contains(where: { $0 != UInt8(ascii: "0") && $0 != UInt8(ascii: "-") }) {
        item.asset.add(.nativeID, given: item.guid, line: line, to: &output)
      } else if !item.name.isEmpty {
        item.asset.add(.nativeID, given: item.name, line: line, to: &output)
      }
    }
    if item.asset.name.isEmpty { item.asset.name = item.name }
    if item.type == "system", !item.name.isEmpty {
      item.asset.add(Product(name: item.name, version: item.version), line: line, to: &output)
    }
    for (ports, line) in item.ports {
      for port in ports {
        let service = Service(transport: item.transport, port: port, name: item.serviceName)
        item.asset.add(service, line: line, to: &output)
      }
    }
    guard var record = item.asset.finished() else {
      return output.skip(line: line, item.type, value: item.name, reason: "nothing identifies it")
    }
    if record.kind == nil, item.type == "service" { record.kind = .service }
    keys[assetID] = record.key
    output.records.append(.asset(record))
  }

  private func endOrganization(_ item: Item) {
    let id = item.asset.record.identifiers.first { $0.kind == .nativeID }?.value
    guard let key = id ?? item.names.first else {
      return output.skip(
        line: item.asset.record.line, "organization", value: "", reason: "neither a name nor a synthetic-id")
    }
    let names = item.names.map { LocalizedName(language: "", text: $0) }
    output.records.append(.organization(Organization(key: key, names: names)))
    for (url, line) in item.sites {
      var site = AssetBuilder(line: line)
      site.kind = .web
      site.organization = key
      site.add(.url, given: url, line: line, to: &output)
      if let record = site.finished() { output.records.append(.asset(record)) }
    }
  }

  private func endResult(_ result: XCCDFTestResult) {
    if let time = result.asset.observed { output.observed = max(output.observed ?? time, time) }
    let line = result.asset.record.line
    if let reference = result.reference, let key = keys[reference] {
      // The same key: the platform and the time go to the asset that was tested.
      let part = result.asset.record
      output.records.append(
        .asset(AssetRecord(key: key, observed: part.observed, products: part.products, line: line)))
    } else if let record = result.asset.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, "TestResult", value: "", reason: "nothing identifies the target")
    }
  }

  private static func kind(of type: String) -> AssetKind? {
    switch type {
    case "network", "circuit": .network
    case "website": .web
    case "database": .database
    default: nil
    }
  }
}
