/// The inventory arranged for matching.
///
/// Built once, then read by any number of documents at the same time.
///
/// Building is O(identifiers); a host costs one hash lookup per label, an address one search.
public final class MatchIndex: Sendable {
  let inventory: Inventory
  let suffixes: PublicSuffixes
  let warnings: WarningLists
  let names: NameTable
  let ranges: RangeIndex
  let addresses: AddressIndex
  let exactAddresses: AddressTable
  /// Mail domains of ours by their hash: identifiers.
  let mailDomains: [UInt64: [Int]]
  let organizationNames: OrganizationNames
  let products: ProductIndex
  let lookalikes: LookalikeIndex
  /// Identifiers that identify nobody, by reason.
  public let unmatchable: [String: Int]

  /// Arranges an inventory under the settings in force.
  ///
  /// - Parameters:
  ///   - warnings: whose well-known domains imitate nobody.
  ///   - software: what assets run, for advisories; empty where there are none.
  public convenience init(
    inventory: Inventory, settings: Settings, suffixes: PublicSuffixes, warnings: WarningLists = WarningLists(),
    software: [Int: AssetSoftware] = [:]
  ) {
    self.init(
      inventory: inventory, settings: settings, suffixes: suffixes, near: .everything, warnings: warnings,
      software: software)
  }

  /// Arranges what some documents can touch; `unmatchable` then counts only that.
  init(
    inventory: Inventory, settings: Settings, suffixes: PublicSuffixes, near listed: ListedNames,
    warnings: WarningLists = WarningLists(), software: [Int: AssetSoftware] = [:]
  ) {
    self.warnings = warnings
    products = ProductIndex(software)
    self.inventory = inventory
    self.suffixes = suffixes
    var arranged = NameArrangement(inventory, suffixes)
    for zone in settings.constituency { arranged.add(zone: zone.utf8.span) }
    if listed.isEverything { arranged.reserve(inventory.identifiers.count) }
    var unmatchable: [String: Int] = [:]
    var mailDomains: [UInt64: [Int]] = [:]
    var rangeList: [(range: AddressRange, identifier: Int)] = []
    var addressList: [(address: Address, identifier: Int)] = []
    let bytes = inventory.identifiers.bytes
    let values = bytes.span
    for number in inventory.identifiers.indices {
      let kind = inventory.identifiers.kind(number)
      let value = values.extracting(inventory.identifiers.place(number))
      guard listed.isNear(kind, value) else { continue }
      if let reason = Identifier.unmatchableReason(kind, value, documentationSpace: settings.documentationAddresses) {
        unmatchable[reason, default: 0] += 1
        continue
      }
      switch kind {
      case .host, .domain: arranged.add(value, number)
      case .url:
        guard let parts = ListedURL(value) else { continue }
        let host = value.extracting(parts.host)
        if let address = Address(host) { addressList.append((address, number)) } else { arranged.add(host, number) }
      case .address: if let address = Address(value) { addressList.append((address, number)) }
      case .range: if let parsed = AddressRange.parse(value) { rangeList.append((parsed.range, number)) }
      case .emailDomain: mailDomains[NameTable.hash(value), default: []].append(number)
      case .mac, .nativeID: continue
      }
    }
    if arranged.suffixes > 0 {
      unmatchable["public suffix, nothing below it matches (see constituency)"] = arranged.suffixes
    }
    names = arranged.names
    self.unmatchable = unmatchable
    self.mailDomains = mailDomains
    lookalikes = listed.hasImitations ? LookalikeIndex(names, inventory) : LookalikeIndex()
    organizationNames = listed.hasNames ? OrganizationNames(inventory.organizations) : OrganizationNames()
    ranges = RangeIndex(rangeList)
    addresses = AddressIndex(addressList)
    exactAddresses = AddressTable(addressList)
  }

  static func startsWithWWW(_ name: Span<UInt8>) -> Bool {
    guard name.count > 4, name[0] == UInt8(ascii: "w"), name[1] == UInt8(ascii: "w"), name[2] == UInt8(ascii: "w"),
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
  /// Position of the asset where it is no identifier's.
  var asset: Int?
  /// Certainty where it is not the rule's.
  var certainty: Certainty?
}
