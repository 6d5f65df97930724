/// The inventory arranged for matching. Built once, then read by any number of documents at the same time.
///
/// Building is O(identifiers); a host costs one hash lookup per label, an address one search.
public struct MatchIndex: Sendable {
  let inventory: Inventory
  let suffixes: PublicSuffixes
  var names = NameTable()
  var ranges = RangeIndex([])
  var addresses = AddressIndex([])
  var exactAddresses: [Address: [Int32]] = [:]
  /// Identifiers that identify nobody, by reason.
  public private(set) var unmatchable: [String: Int] = [:]

  /// Arranges an inventory under the settings in force.
  public init(inventory: Inventory, settings: Settings, suffixes: PublicSuffixes) {
    self.inventory = inventory
    self.suffixes = suffixes
    for zone in settings.constituency {
      let node = names.node(zone.utf8.span)
      names.markZone(node)
    }
    var rangeList: [(range: AddressRange, identifier: Int)] = []
    var addressList: [(address: Address, identifier: Int)] = []
    for (number, identifier) in inventory.identifiers.enumerated() {
      if let reason = Identifier(kind: identifier.kind, value: identifier.value, given: "")
        .unmatchableReason(documentationSpace: settings.documentationAddresses)
      {
        unmatchable[reason, default: 0] += 1
        continue
      }
      switch identifier.kind {
      case .host, .domain:
        add(name: identifier.value, number, identifier)
      case .url:
        if let host = Identifier.urlHost(identifier.value) {
          if let address = Address(host) {
            addressList.append((address, number))
          } else {
            add(name: host, number, identifier)
          }
        }
      case .address:
        if let address = Address(identifier.value) { addressList.append((address, number)) }
      case .range:
        if let parsed = AddressRange.parse(identifier.value.utf8.span) {
          rangeList.append((parsed.range, number))
        }
      case .emailDomain, .mac, .nativeID:
        continue
      }
    }
    ranges = RangeIndex(rangeList)
    addresses = AddressIndex(addressList)
    exactAddresses.reserveCapacity(addressList.count)
    for (address, number) in addressList { exactAddresses[address, default: []].append(Int32(number)) }
  }

  private mutating func add(name: String, _ number: Int, _ identifier: Inventory.HeldIdentifier) {
    let span = name.utf8.span
    let own = names.node(span)
    names.link(number, to: own, .exact)
    // A leading `www.` of ours is ignored when others lie below; a public suffix is nobody's to be below.
    let isWWW = Self.startsWithWWW(span)
    let start = isWWW ? 4 : 0
    let base = isWWW ? names.node(span, from: 4) : own
    let baseIsSuffix = suffixes.isPublicSuffix(span.extracting(start..<span.count))
    if baseIsSuffix { names.markSuffix(base) }
    names.link(number, to: base, .base)
    if baseIsSuffix && isWWW { names.link(number, to: own, .base) }
    guard let length = suffixes.registrableLength(span) else { return }
    let registrableStart = span.count - length
    let owner = inventory.owner(of: identifier.holder)
    let registrable = registrableStart == 0 ? own : names.node(span, from: registrableStart)
    names.count(owner: owner, under: registrable, ended: identifier.until != nil)
    guard registrableStart > 0 else { return }
    names.link(number, to: registrable, .beneath)
    var index = registrableStart - 1
    while index > 1 {
      index -= 1
      if span[index] == UInt8(ascii: ".") {
        let ancestor = names.node(span, from: index + 1)
        names.link(number, to: ancestor, .beneath)
      }
    }
  }

  static func startsWithWWW(_ name: Span<UInt8>) -> Bool {
    guard name.count > 4, name[0] == UInt8(ascii: "w"), name[1] == UInt8(ascii: "w"),
      name[2] == UInt8(ascii: "w"),
      name[3] == UInt8(ascii: ".")
    else { return false }
    // `www.example` itself has no twin: `example` is no host.
    for index in 4..<name.count where name[index] == UInt8(ascii: ".") { return true }
    return false
  }
}

/// One identifier that speaks for an organization, by one rule.
struct Claim {
  var rule: Rule
  /// Position of the identifier, or -1 for a zone.
  var identifier: Int
  /// Position of the organization.
  var organization: Int
  /// The larger, the more specific: of all organizations only the most specific keep a listing.
  var specificity: UInt128
  /// The address it rests on.
  var address: Address?
  /// Canonical name of what matched where it is no identifier (a zone).
  var zone: String = ""
}
