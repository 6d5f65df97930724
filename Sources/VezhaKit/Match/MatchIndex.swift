/// The inventory arranged for matching.
///
/// Built once, then read by any number of documents at the same time.
///
/// Building is O(identifiers); a host costs one hash lookup per label, an address one search.
public struct MatchIndex: Sendable {
  let inventory: Inventory
  let suffixes: PublicSuffixes
  let warnings: WarningLists
  var names = NameTable()
  var ranges = RangeIndex([])
  var addresses = AddressIndex([])
  var exactAddresses = AddressTable([])
  /// Mail domains of ours by their hash: identifiers.
  var mailDomains: [UInt64: [Int]] = [:]
  var organizationNames = OrganizationNames()
  var products = ProductIndex()
  var lookalikes = LookalikeIndex()
  /// Identifiers that identify nobody, by reason.
  public private(set) var unmatchable: [String: Int] = [:]

  /// Arranges an inventory under the settings in force.
  ///
  /// - Parameters:
  ///   - warnings: whose well-known domains imitate nobody.
  ///   - software: what assets run, for advisories; empty where there are none.
  public init(
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
    for zone in settings.constituency {
      let name = zone.utf8.span
      let ends = NameEnds(name)
      names.addAncestors(of: name, ends)
      names.markZone(names.node(name, from: 0, hash: ends.hash))
    }
    var zones = RegistrableZones()
    if listed.isEverything { names.reserve(inventory.identifiers.count) }
    var rangeList: [(range: AddressRange, identifier: Int)] = []
    var addressList: [(address: Address, identifier: Int)] = []
    let bytes = inventory.identifiers.bytes
    let values = bytes.span
    for number in inventory.identifiers.indices {
      let kind = inventory.identifiers.kind(number)
      let value = values.extracting(inventory.identifiers.place(number))
      guard listed.isNear(kind, value) else { continue }
      if let reason = Identifier.unmatchableReason(
        kind, value, documentationSpace: settings.documentationAddresses)
      {
        unmatchable[reason, default: 0] += 1
        continue
      }
      switch kind {
      case .host, .domain:
        add(value, number, &zones)
      case .url:
        guard let parts = ListedURL(value) else { continue }
        let host = value.extracting(parts.host)
        if let address = Address(host) {
          addressList.append((address, number))
        } else {
          add(host, number, &zones)
        }
      case .address:
        if let address = Address(value) { addressList.append((address, number)) }
      case .range:
        if let parsed = AddressRange.parse(value) { rangeList.append((parsed.range, number)) }
      case .emailDomain:
        mailDomains[NameTable.hash(value), default: []].append(number)
      case .mac, .nativeID:
        continue
      }
    }
    if listed.hasImitations { arrangeLookalikes() }
    if listed.hasNames { organizationNames = OrganizationNames(inventory.organizations) }
    ranges = RangeIndex(rangeList)
    addresses = AddressIndex(addressList)
    exactAddresses = AddressTable(addressList)
  }

  private mutating func add(_ span: Span<UInt8>, _ number: Int, _ zones: inout RegistrableZones) {
    let ends = NameEnds(span)
    names.addAncestors(of: span, ends)
    let own = names.node(span, from: 0, hash: ends.hash)
    names.link(number, to: own, .exact)
    let registrableLength = zones.registrableLength(of: span, ends, own, names, suffixes)
    // A leading `www.` of ours is ignored when others lie below; a public suffix is nobody's to be below.
    let isWWW = Self.startsWithWWW(span)
    let start = isWWW ? 4 : 0
    let base = isWWW ? names.node(span, from: 4) : own
    // Where a registrable domain lies at or above the base, the base is no suffix.
    let baseIsSuffix: Bool
    if let registrableLength, registrableLength <= span.count - start {
      baseIsSuffix = false
    } else {
      baseIsSuffix = isWWW ? suffixes.isPublicSuffix(span.extracting(start..<span.count)) : true
    }
    if baseIsSuffix { names.markSuffix(base) }
    if baseIsSuffix, !isWWW, inventory.identifiers.kind(number) == .domain {
      unmatchable["public suffix, nothing below it matches (see constituency)", default: 0] += 1
    }
    names.link(number, to: base, .base)
    if baseIsSuffix && isWWW { names.link(number, to: own, .base) }
    guard let registrableLength else { return }
    let registrableStart = span.count - registrableLength
    let owner = inventory.owner(of: inventory.identifiers.holder(number))
    let registrable = registrableStart == 0 ? own : names.node(span, from: registrableStart)
    zones.note(registrable, length: registrableLength)
    names.count(owner: owner, under: registrable, ended: inventory.identifiers.until(number) != nil)
    guard registrableStart > 0 else { return }
    names.link(number, to: registrable, .beneath)
    for level in 0..<ends.count where ends.starts[level] < registrableStart {
      let ancestor = names.node(span, from: ends.starts[level], hash: ends.hashes[level])
      zones.note(ancestor, length: registrableLength)
      names.link(number, to: ancestor, .beneath)
    }
    // What no real name has: more labels than fit.
    for index in stride(from: ends.rest - 2, to: 0, by: -1)
    where span[index] == UInt8(ascii: ".") && index + 1 < registrableStart {
      names.link(number, to: names.node(span, from: index + 1), .beneath)
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
  /// Position of the asset where it is no identifier's.
  var asset: Int?
  /// Certainty where it is not the rule's.
  var certainty: Certainty?
}
