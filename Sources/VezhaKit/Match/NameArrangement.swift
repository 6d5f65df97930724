/// Puts the names of an inventory into a table, one after the other.
struct NameArrangement {
  private(set) var names = NameTable()
  /// Own domains that are public suffixes.
  private(set) var suffixes = 0
  private var zones = RegistrableZones()
  private let inventory: Inventory
  private let list: PublicSuffixes

  init(_ inventory: Inventory, _ list: PublicSuffixes) {
    self.inventory = inventory
    self.list = list
  }

  /// Makes room for so many names.
  mutating func reserve(_ count: Int) { names.reserve(count) }

  /// Adds a zone of the constituency.
  mutating func add(zone name: Span<UInt8>) {
    let ends = NameEnds(name)
    names.addAncestors(of: name, ends)
    names.markZone(names.node(name, from: 0, hash: ends.hash))
  }

  /// Adds the name of an identifier.
  mutating func add(_ span: Span<UInt8>, _ number: Int) {
    let ends = NameEnds(span)
    names.addAncestors(of: span, ends)
    let own = names.node(span, from: 0, hash: ends.hash)
    names.link(number, to: own, .exact)
    let registrableLength = zones.registrableLength(of: span, ends, own, names, list)
    // A leading `www.` of ours is ignored when others lie below; a public suffix is nobody's to be below.
    let isWWW = MatchIndex.startsWithWWW(span)
    let start = isWWW ? 4 : 0
    let base = isWWW ? names.node(span, from: 4) : own
    // Where a registrable domain lies at or above the base, the base is no suffix.
    let baseIsSuffix: Bool
    if let registrableLength, registrableLength <= span.count - start {
      baseIsSuffix = false
    } else {
      baseIsSuffix = isWWW ? list.isPublicSuffix(span.extracting(start..<span.count)) : true
    }
    if baseIsSuffix { names.markSuffix(base) }
    if baseIsSuffix, !isWWW, inventory.identifiers.kind(number) == .domain { suffixes += 1 }
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
}
