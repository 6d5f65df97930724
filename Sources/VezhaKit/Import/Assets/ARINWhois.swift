/// ARIN whois XML, as its registration service (Whois-RWS) answers: `net`, `nets`, `org` and `pft`, which holds a
/// network with its organization.
///
/// A network is an asset with its blocks, owned by its `orgRef`; what other answers only refer to (`netRef`) is one
/// too. `org` becomes an organization whose key is its handle. Customers, who may be persons, points of contact,
/// addresses and comments are not read.
final class ARINWhois: AssetFormat {
  static let id = "arin-whois"
  static let title = "ARIN whois XML"
  static let takes = "net, netRef, org: ranges with an owner"
  static let version = 1

  var output = InventoryOutput()
  private var network: Network?
  private var block: Block?
  private var organization: (handle: String, name: String, line: Int)?
  /// Organizations that were handed on, so that each is once.
  private var known: Set<String> = []

  /// A network while it is read.
  private struct Network {
    var line: Int
    var name = ""
    var owner: String?
    var blocks: [Block] = []
  }

  /// One block of a network.
  private struct Block {
    var line: Int
    var start = ""
    var end = ""
    var length = ""

    /// As `start-end`, else as CIDR.
    var text: String { end.isEmpty ? "\(start)/\(length)" : "\(start)-\(end)" }
  }

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    switch root.name {
    case "net", "nets", "org", "orgs", "pft":
      // `pft` holds elements of this namespace and may itself lie in another.
      return root.name == "pft" ? root.namespaceText.contains("://www.arin.net/whoisrws/") : isCore(root)
    default: return false
    }
  }

  private static func isCore(_ element: borrowing XMLElement) -> Bool {
    element.isIn("https://www.arin.net/whoisrws/core/v1") || element.isIn("http://www.arin.net/whoisrws/core/v1")
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    if block != nil { return startBlockPart(element) }
    switch element.name {
    case "nets", "orgs", "pft": return .children
    case "net":
      network = Network(line: element.line)
      return .children
    case "org":
      guard network == nil else { return .skip }
      organization = ("", "", element.line)
      return .children
    case "netRef":
      addReference(element)
      return .skip
    case "orgRef":
      addOwner(element)
      return .skip
    case "netBlocks": return network == nil ? .skip : .children
    case "netBlock":
      guard network != nil else { return .skip }
      block = Block(line: element.line)
      return .children
    case "name", "handle": return network == nil && organization == nil ? .skip : .text
    case "limitExceeded": return .text
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    switch element.name {
    case "startAddress": block?.start = element.text
    case "endAddress": block?.end = element.text
    case "cidrLength": block?.length = element.text
    case "netBlock":
      if let block { network?.blocks.append(block) }
      block = nil
    case "name":
      if network == nil { organization?.name = element.text } else { network?.name = element.text }
    case "handle": if network == nil { organization?.handle = element.text }
    case "limitExceeded":
      if element.text == "true" { output.incomplete = "ARIN cut the list" }
    case "net": endNetwork()
    case "org":
      guard let ended = organization else { return }
      organization = nil
      guard !ended.handle.isEmpty else {
        return output.skip(line: ended.line, "org", value: ended.name, reason: "no handle")
      }
      add(organization: ended.handle, named: ended.name)
    default: break
    }
  }

  func finish() {}

  private func startBlockPart(_ element: borrowing XMLElement) -> XMLInterest {
    switch element.name {
    case "startAddress", "endAddress", "cidrLength": .text
    default: .skip
    }
  }

  /// The owner of the network that is being read; a list of organizations only names them.
  private func addOwner(_ element: borrowing XMLElement) {
    let handle = trimmedXML(element.text("handle"))
    guard !handle.isEmpty else { return }
    if network != nil { network?.owner = handle }
    add(organization: handle, named: trimmedXML(element.text("name")))
  }

  private func add(organization handle: String, named name: String) {
    guard known.insert(handle).inserted else { return }
    let names = name.isEmpty ? [] : [LocalizedName(language: "", text: name)]
    output.records.append(.organization(Organization(key: handle, names: names)))
  }

  /// A network that an answer refers to: an organization's own, where it stands in the organization.
  private func addReference(_ element: borrowing XMLElement) {
    let line = element.line
    var reference = Network(line: line, name: trimmedXML(element.text("name")))
    let handle = organization?.handle ?? ""
    if !handle.isEmpty { reference.owner = handle }
    reference.blocks = [Block(line: line, start: element.text("startAddress"), end: element.text("endAddress"))]
    add(reference)
  }

  private func endNetwork() {
    guard let ended = network else { return }
    network = nil
    add(ended)
  }

  private func add(_ network: Network) {
    var asset = AssetBuilder(line: network.line)
    asset.kind = .network
    asset.name = network.name
    asset.organization = network.owner
    for block in network.blocks { asset.add(.range, given: block.text, line: block.line, to: &output) }
    if let record = asset.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: network.line, "net", value: network.name, reason: "no block of addresses")
    }
  }
}
