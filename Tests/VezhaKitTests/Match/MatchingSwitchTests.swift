import Testing

@testable import VezhaKit

/// What of a series is matched, and how a listing that touches very many assets is told.
@Suite struct MatchingSwitchTests {
  private static func world(_ matching: Matching?) async throws -> World {
    var series = Series(key: "list")
    series.matching = matching
    let world = try World(series: [series])
    try await world.importing([
      organization("fin", name: "Ministry of Finance"), asset("w", of: "fin", "host fin.example", "address 192.0.2.7"),
      asset("a", of: "fin", "address 192.0.2.9"), asset("z", of: "fin", "host zone.example", "address 192.0.2.11"),
    ])
    try await world.receive("2026-05-05T00:00:00Z", ["www.fin.example", "192.0.2.9", "192.0.2.8/29"])
    try await world.receive(
      "2026-05-05T01:00:00Z", couples: [("fin.example", "192.0.2.7"), ("foreign.example", "192.0.2.11")])
    return world
  }

  private static func lines(_ findings: [Finding]) -> [String] {
    findings.map { finding in
      let rules = Set(finding.evidence.map(\.rule)).sorted().map(\.rawValue).joined(separator: "+")
      return "\(finding.subject.value) \(rules)"
    }.sorted()
  }

  @Test(
    arguments: [
      (
        nil,
        [
          "192.0.2.11 shared-address", "192.0.2.8/29 range-over-address", "192.0.2.9 address-exact",
          "fin.example host-exact+address-exact", "www.fin.example host-www",
        ]
      ), (.hosts, ["fin.example host-exact", "www.fin.example host-www"]),
      (
        .addresses,
        [
          "192.0.2.11 shared-address", "192.0.2.7 address-exact", "192.0.2.8/29 range-over-address",
          "192.0.2.9 address-exact",
        ]
      ),
    ] as [(Matching?, [String])])
  func `a series matches what its switch says`(matching: Matching?, expected: [String]) async throws {
    let world = try await Self.world(matching)
    #expect(Self.lines(try await world.findings()) == expected)
  }

  @Test func `a switch counts for what was received before it was set`() async throws {
    let world = try await Self.world(nil)
    world.settings.series[0].matching = .hosts
    world.tick()
    _ = try world.ledger.record(world.settings, known: world.now)
    try await world.pipeline.refresh()
    #expect(Self.lines(try await world.findings()) == ["fin.example host-exact", "www.fin.example host-www"])
  }

  private static func numbered(_ number: Int) -> InventoryRecord {
    let criticality: Criticality = number == 240 ? .critical : number.isMultiple(of: 7) ? .high : .low
    let address = Identifier.canonical(.address, given: "198.51.100.\(number)").identifier
    return .asset(
      AssetRecord(
        key: "b\(1000 + number)", organization: "big", criticality: criticality,
        identifiers: [address].compactMap(\.self)))
  }

  @Test func `a wide range gives one finding for each organization, a hundred assets, and a count of the rest`()
    async throws
  {
    for isReversed in [false, true] {
      let world = try World()
      var records: [InventoryRecord] = [organization("big"), organization("small")]
      let assets = (0..<250).map(Self.numbered)
      records += isReversed ? assets.reversed() : assets
      records.append(asset("s1", of: "small", "address 198.51.100.254"))
      try await world.importing(records)
      try await world.receive("2026-05-05T00:00:00Z", ["198.51.100.0/24"])
      let findings = try await world.findings()
      #expect(
        findings.map { "\($0.organization) \($0.subject.value) \($0.assets.count) \($0.otherAssets)" }.sorted() == [
          "big 198.51.100.0/24 100 150", "small 198.51.100.0/24 1 0",
        ])
      let big = try #require(findings.first { $0.organization == "big" })
      // The most critical first, then by key: 1 critical, 36 high, and the first 63 of the others.
      let others = (0..<250).filter { $0 != 240 }
      let high = others.filter { $0.isMultiple(of: 7) }
      let low = others.filter { !$0.isMultiple(of: 7) }.prefix(63)
      let expected = Set([240] + high + low)
      #expect(big.assets.map(\.key) == expected.sorted().map { "b\(1000 + $0)" })
      #expect(big.impact == .high, "the critical asset counts")
    }
  }

  @Test func `assets of weaker rules are a count`() async throws {
    let world = try World()
    try await world.importing([
      organization("fin"), asset("w", of: "fin", "host fin.example"), asset("f", of: "fin", "address 192.0.2.7"),
      asset("g", of: "fin", "address 192.0.2.7"),
    ])
    try await world.receive("2026-05-05T00:00:00Z", couples: [("fin.example", "192.0.2.7")])
    let finding = try #require(try await world.findings().first)
    #expect(finding.assets.map(\.key) == ["w"] && finding.otherAssets == 2)
  }
}
