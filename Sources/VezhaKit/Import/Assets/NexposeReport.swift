/// Nexpose and InsightVM exports, 1.0 and 2.0: `NexposeReport/nodes/node` with names, fingerprints and endpoints.
///
/// The native id is `device-id`: two nodes with one address are two devices, and stay two. Criticality is the
/// importance of the site (`site-importance`). A site is no organization and so no owner. Tests, definitions of
/// vulnerabilities and the configuration of services (banners, certificates, names of users) are passed over. A scan
/// that did not end makes the file incomplete.
final class NexposeReport: AssetFormat {
  static let id = "nexpose"
  static let title = "Nexpose and InsightVM XML 1.0 and 2.0"
  static let takes = "hosts: names, addresses, MACs, endpoints, services, products, site importance"
  static let version = 2

  var output = InventoryOutput()
  private var asset: AssetBuilder?
  private var service: Service?

  static func recognises(_ root: borrowing XMLElement) -> Bool { root.name == "NexposeReport" && root.isIn("") }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    if asset != nil { return startNodePart(element) }
    switch element.name {
    case "NexposeReport", "scans", "nodes": return .children
    case "scan":
      startScan(element)
      return .skip
    case "node":
      startNode(element)
      return .children
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    switch element.name {
    case "name":
      let text = element.text
      if text.isEmpty { return }
      if asset?.name.isEmpty == true { asset?.name = text }
      asset?.add(.host, given: text, line: element.line, to: &output)
    case "endpoint":
      if let service { asset?.add(service, line: element.line, to: &output) }
      service = nil
    case "node": endNode()
    default: break
    }
  }

  func finish() {}

  private func startScan(_ element: borrowing XMLElement) {
    let time = element.text("endTime")
    if let ended = Instant(compact: time) {
      output.observed = max(ended, output.observed ?? ended)
    } else if !time.isEmpty {
      output.skip(line: element.line, "endTime", value: time, reason: "no time such as 20131127T050242739")
    }
    let status = element.lowercased("status")
    if !status.isEmpty, status != "finished" {
      output.incomplete = "the scan did not end: its status is \(element.text("status"))"
    }
  }

  // MARK: node

  private func startNode(_ element: borrowing XMLElement) {
    let line = element.line
    var builder = AssetBuilder(line: line)
    builder.observed = output.observed
    add(.nativeID, element.text("device-id"))
    add(.address, element.text("address"))
    add(.mac, element.text("hardware-address"))
    let importance = element.text("site-importance")
    if !importance.isEmpty {
      builder.criticality = Criticality(words: importance)
      if builder.criticality == nil {
        output.skip(line: line, "site-importance", value: importance, reason: "not on the scale of criticality")
      }
    }
    asset = builder

    func add(_ kind: IdentifierKind, _ given: String) {
      if !given.isEmpty { builder.add(kind, given: given, line: line, to: &output) }
    }
  }

  private func startNodePart(_ element: borrowing XMLElement) -> XMLInterest {
    switch element.name {
    case "names", "fingerprints", "software", "endpoints", "services": return .children
    case "name": return .text
    case "endpoint": return startEndpoint(element)
    case "service":
      if service?.name.isEmpty == true { service?.name = element.text("name") }
      return .children
    case "os":
      addProduct(element)
      return .skip
    case "fingerprint":
      // The first is the most certain.
      if service == nil {
        addProduct(element)
      } else if service?.product.isEmpty == true {
        service?.product = NexposeProduct.name(vendor: element.text("vendor"), product: element.text("product"))
        service?.version = element.text("version")
      }
      return .skip
    default: return .skip
    }
  }

  private func startEndpoint(_ element: borrowing XMLElement) -> XMLInterest {
    let given = element.text("port")
    guard let port = UInt16(given), port > 0 else {
      output.skip(line: element.line, "port", value: given, reason: "no port number from 1 to 65535")
      return .skip
    }
    let state = element.lowercased("status")
    service = Service(
      transport: element.lowercased("protocol"), port: Int(port), state: state.isEmpty ? "open" : state)
    return .children
  }

  private func addProduct(_ element: borrowing XMLElement) {
    let name = NexposeProduct.name(vendor: element.text("vendor"), product: element.text("product"))
    guard !name.isEmpty else { return }
    asset?.add(Product(name: name, version: element.text("version")), line: element.line, to: &output)
  }

  private func endNode() {
    guard let builder = asset else { return }
    asset = nil
    let line = builder.record.line
    if let record = builder.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, "node", value: "", reason: "no address, no name and no id")
    }
  }
}

/// How Nexpose writes a product: vendor and product apart, the vendor often again in the product.
enum NexposeProduct {
  /// One name of both.
  static func name(vendor: String, product: String) -> String {
    if vendor.isEmpty || product.hasPrefix(vendor) { return product }
    return product.isEmpty ? vendor : "\(vendor) \(product)"
  }
}
