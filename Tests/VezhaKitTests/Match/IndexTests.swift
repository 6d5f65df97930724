import Testing

@testable import VezhaKit

/// The indexes against nested loops that share no code with them.
@Suite struct IndexTests {
  @Test(arguments: 0..<40)
  func `ranges and addresses are found as nested loops find them`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let base: UInt32 = 0xc000_0200
    func range() -> AddressRange? {
      let one = UInt32.random(in: 0..<256, using: &random)
      let two = UInt32.random(in: 0..<256, using: &random)
      // Whole blocks, nested and equal ones, single addresses.
      switch Int.random(in: 0..<3, using: &random) {
      case 0: return AddressRange(Address(ipv4: base + min(one, two)), Address(ipv4: base + max(one, two)))
      case 1: return AddressRange(Address(ipv4: base + one), Address(ipv4: base + one))
      default:
        let size = UInt32(1) << UInt32.random(in: 0...8, using: &random)
        let start = base + one / size * size
        return AddressRange(Address(ipv4: start), Address(ipv4: start + size - 1))
      }
    }
    let held = (0..<Int.random(in: 0..<60, using: &random)).compactMap { number in
      range().map { (range: $0, identifier: number) }
    }
    let addresses = (0..<Int.random(in: 0..<60, using: &random)).map { number in
      (address: Address(ipv4: base + UInt32.random(in: 0..<256, using: &random)), identifier: number)
    }
    let ranges = RangeIndex(held)
    let points = AddressIndex(addresses)
    for _ in 0..<200 {
      guard let asked = range() else { continue }
      var found: [Int] = []
      ranges.overlapping(asked) { found.append($1) }
      let expected = held.filter { $0.range.lower <= asked.upper && asked.lower <= $0.range.upper }
      #expect(found.sorted() == expected.map(\.identifier))
      var inside: [Int] = []
      points.inside(asked) { inside.append($1) }
      #expect(
        inside.sorted()
          == addresses.filter { asked.lower <= $0.address && $0.address <= asked.upper }
          .map(\.identifier))
    }
  }

  @Test(arguments: 0..<60)
  func `hosts are judged as nested loops over design section 4 judge them`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) &+ 1000)
    let labels = ["a", "b", "www", "aa", "xa"]
    let tops = ["gov.example", "x.example", "y.example", "example"]
    func name() -> String {
      let count = Int.random(in: 0...3, using: &random)
      let parts = (0..<count).compactMap { _ in labels.randomElement(using: &random) }
      return (parts + [tops.randomElement(using: &random) ?? ""]).joined(separator: ".")
    }
    var held: [(owner: String, kind: String, name: String)] = []
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      let owner = ["one", "two", "three"].randomElement(using: &random) ?? ""
      let kind = ["host", "host", "own-domain"].randomElement(using: &random) ?? ""
      let value = name()
      if value.contains(".") { held.append((owner, kind, value)) }
    }
    let zones = Bool.random(using: &random) ? ["gov.example"] : []
    let world = try MatchWorld(
      held.map { "\($0.owner) \($0.kind) \($0.name)" }.joined(separator: "\n"), constituency: zones)
    let reference = HostReference(held: held, suffixes: ["example", "gov.example"], zones: zones)
    for _ in 0..<120 {
      let listed = name()
      guard listed.contains(".") else { continue }
      let found = Set(
        try world.findings(listed).map { finding in
          "\(finding.organization) \(finding.evidence.map(\.rule).min()?.rawValue ?? "") \(finding.inInventory)"
        })
      #expect(found == reference.judge(listed), "\(listed) against \(held), zones \(zones)")
    }
  }
}

/// Design section 4 for hosts, read literally and slowly.
private struct HostReference {
  var held: [(owner: String, kind: String, name: String)]
  var suffixes: Set<String>
  var zones: [String]

  private func parents(_ name: String) -> [String] {
    var labels = name.split(separator: ".").map(String.init)
    var result: [String] = []
    while labels.count > 1 {
      labels.removeFirst()
      result.append(labels.joined(separator: "."))
    }
    return result
  }

  private func registrable(_ name: String) -> String? {
    if suffixes.contains(name) { return nil }
    var current = name
    for parent in parents(name) {
      if suffixes.contains(parent) { return current }
      current = parent
    }
    return nil
  }

  /// `www.` is a leading label only where two more follow.
  private func bare(_ name: String) -> String? {
    guard name.hasPrefix("www."), name.dropFirst(4).contains(".") else { return nil }
    return String(name.dropFirst(4))
  }

  func judge(_ listed: String) -> Set<String> {
    var claims: [(owner: String, rule: String, length: Int, order: Int)] = []
    let above = parents(listed)
    for item in held {
      if item.name == listed {
        claims.append((item.owner, "host-exact", .max, 0))
      } else if bare(item.name) == listed || bare(listed) == item.name {
        claims.append((item.owner, "host-www", .max, 1))
      } else {
        let base = bare(item.name).flatMap { suffixes.contains($0) ? nil : $0 } ?? item.name
        if !suffixes.contains(base), above.contains(base) {
          claims.append((item.owner, "host-below", base.utf8.count, 2))
        }
      }
    }
    let isCarried = held.contains { item in
      item.kind == "host" && (item.name == listed || bare(item.name) == listed || bare(listed) == item.name)
    }
    if claims.isEmpty, let domain = registrable(listed) {
      let there = held.filter { registrable($0.name) == domain }
      let owners = Set(there.map(\.owner))
      if owners.count == 1, let owner = owners.first {
        let isAbove = there.contains { parents($0.name).contains(listed) }
        claims.append((owner, isAbove ? "host-above" : "host-same-domain", 0, 3))
      } else if owners.count > 1 {
        return ["unassigned constituency false"]
      }
    }
    if claims.isEmpty, zones.contains(where: { $0 == listed || above.contains($0) }) {
      return ["unassigned constituency false"]
    }
    let best = claims.map(\.length).max() ?? 0
    let winners = Set(claims.filter { $0.length == best }.map(\.owner))
    return Set(
      winners.compactMap { winner in
        claims.filter { $0.owner == winner }.min { $0.order < $1.order }.map {
          "\(winner) \($0.rule) \(isCarried)"
        }
      })
  }
}

/// SplitMix64, so that a failing seed can be run again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
