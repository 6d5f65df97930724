/// RIPE whois XML (`whois-resources`, as the RIPE Database's REST API and exports write it).
///
/// `organisation` becomes an organization whose key is its `ORG-...` handle; `inetnum`, `inet6num`, `route` and `route6`
/// become networks, owned by their `org`. The key is the block, so that a route and the block it announces are one
/// asset. `descr` is free text and `origin` an autonomous system: neither is an owner. Persons, roles, maintainers,
/// contacts and remarks are not read. `last-modified` is when the record was edited, not when it was last true, so an
/// asset has no time.
final class WhoisResources: AssetFormat {
  static let id = "whois-resources"
  static let title = "RIPE whois XML"
  static let takes = "inetnum, inet6num, route with their organisation: ranges with an owner"
  static let version = 1

  var output = InventoryOutput()
  private var object: Object?

  /// A registry object while it is read.
  private struct Object {
    var type: String
    var line: Int
    /// The block or handle, by which the object goes.
    var primary = ""
    var name = ""
    var organization: String?
  }

  static func recognises(_ root: borrowing XMLElement) -> Bool { root.name == "whois-resources" }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "whois-resources", "objects", "errormessages": return .children
    case "errormessage":
      if element.lowercased("severity") == "error" {
        output.incomplete = "the registry answered with an error"
      }
      return .skip
    case "object":
      let type = element.lowercased("type")
      switch type {
      case "inetnum", "inet6num", "route", "route6", "organisation":
        object = Object(type: type, line: element.line)
        return .children
      default: return .skip
      }
    case "attributes": return object == nil ? .skip : .children
    case "attribute":
      addAttribute(element)
      return .skip
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    guard element.name == "object", let ended = object else { return }
    object = nil
    if ended.type == "organisation" { endOrganization(ended) } else { endBlock(ended) }
  }

  func finish() {}

  private func addAttribute(_ element: borrowing XMLElement) {
    guard let type = object?.type else { return }
    let value = trimmedXML(element.text("value"))
    if value.isEmpty { return }
    switch element.text("name") {
    case type: if object?.primary.isEmpty == true { object?.primary = value }
    case "netname", "org-name": if object?.name.isEmpty == true { object?.name = value }
    case "org": if object?.organization == nil { object?.organization = value }
    default: break
    }
  }

  private func endOrganization(_ object: Object) {
    guard !object.primary.isEmpty else {
      return output.skip(line: object.line, "organisation", value: object.name, reason: "no handle")
    }
    let names = object.name.isEmpty ? [] : [LocalizedName(language: "", text: object.name)]
    output.records.append(.organization(Organization(key: object.primary, names: names)))
  }

  private func endBlock(_ object: Object) {
    // What the registry answers for blocks that it does not manage; they belong to nobody it knows.
    for prefix in ["NON-RIPE-NCC-MANAGED", "IANA-BLK", "IANA-NETBLOCK"]
    where object.name.uppercased().hasPrefix(prefix) {
      return output.skip(
        line: object.line, object.type, value: object.primary, reason: "a block of another registry")
    }
    var asset = AssetBuilder(line: object.line)
    asset.kind = .network
    asset.name = object.name
    asset.organization = object.organization
    asset.add(.range, given: object.primary, line: object.line, to: &output)
    if let record = asset.finished() { output.records.append(.asset(record)) }
  }
}
