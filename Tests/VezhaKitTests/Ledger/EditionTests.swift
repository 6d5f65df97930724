import Foundation
import Testing

@testable import VezhaKit

/// Editions as design section 2 has them.
@Suite struct EditionTests {
  private static func four() -> [InventoryRecord] {
    [
      asset("a", of: "fin", "host a.example"), asset("b", of: "fin", "host b.example"),
      asset("c", of: "fin", "host c.example"), asset("d", of: "fin", "host d.example"),
    ]
  }

  @Test func `an edition says what is new, changed, retired and as before`() async throws {
    let world = try World()
    let first = try await world.importing(Self.four(), observed: "2026-05-01")
    #expect(
      first.changes.map { [$0.added, $0.changed, $0.retired, $0.unchanged, $0.moved] } == [4, 0, 0, 0, 0])
    let second = try await world.importing(
      [
        asset("a", of: "fin", "host a.example"), asset("b", of: "fin", "host bb.example"),
        asset("c", of: "tax", "host c.example"), asset("e", of: "fin", "host e.example"),
      ], observed: "2026-05-02")
    #expect(second.isComplete)
    // The owner named in the file is a fact of the asset, so c changed and moved.
    #expect(
      second.changes.map { [$0.added, $0.changed, $0.retired, $0.unchanged, $0.moved] } == [1, 2, 1, 1, 1])
    #expect(
      try world.assets() == ["a: fin a.example", "b: fin bb.example", "c: tax c.example", "e: fin e.example"])
  }

  @Test func `more than half is retired only when asked, also with the very same files`() async throws {
    let world = try World()
    try await world.importing(Self.four(), observed: "2026-05-01")
    let small = try world.inventory([asset("a", of: "fin", "host a.example")], observed: "2026-05-02")
    let refused = try await world.importing([small])
    #expect(refused.changes?.retired == 0)
    #expect(refused.changes?.retirementRefused != nil)
    #expect(!refused.isComplete)
    #expect(try world.assets().count == 4)
    let again = try await world.importing([small])
    #expect(again.isKnown, "the same files say nothing new")
    let asked = try await world.importing([small], retire: true)
    #expect(!asked.isKnown)
    #expect(asked.changes?.retired == 3)
    #expect(try world.assets() == ["a: fin a.example"])
    #expect(try world.ledger.verify().faults == [])
  }

  @Test func `an edition with a file that still is refused is read again and adds nothing`() async throws {
    let world = try World()
    let good = try world.inventory(Self.four(), observed: "2026-05-01")
    let bad = try world.file("bad.xml", "<nmaprun><host>")
    #expect(try await world.importing([good, bad]).changes?.added == 4)
    let entries = try world.ledger.head().sequence
    for _ in 0..<3 {
      let again = try await world.importing([good, bad])
      #expect(!again.isKnown, "a file that was refused is read again")
      #expect(again.refusals.count == 1)
      #expect(again.changes == nil)
    }
    #expect(try world.ledger.head().sequence == entries)
    let other = try world.file("bad.xml", "<nmaprun><host><")
    #expect(try await world.importing([good, other]).changes?.unchanged == 4)
    #expect(try await world.importing([good]).isComplete)
  }

  @Test func `an organization that is retired keeps its past`() async throws {
    let world = try World()
    let file = { (domains: [String], observed: String) in
      try world.inventory(
        domains.isEmpty ? [organization("b")] : [organization("a", domains: domains), organization("b")],
        observed: observed)
    }
    try await world.importing([organization("a", domains: ["two.example"]), organization("c")], observed: "2026-05-01")
    try await world.importing(
      [try file(["one.example"], "2026-05-01")], source: "organizations", isOrganizations: true)
    try await world.receive("2026-05-04T07:00:00Z", ["x.one.example"])
    #expect(try await world.named() == ["a x.one.example 1"])
    try await world.importing(
      [try file(["other.example"], "2026-05-10")], source: "organizations", isOrganizations: true)
    #expect(try await world.named() == ["a x.one.example 1"])
    try await world.importing([try file([], "2026-05-20")], source: "organizations", isOrganizations: true)
    #expect(try await world.named() == ["a x.one.example 1"])
  }

  @Test func `exactly half is retired without asking`() async throws {
    let world = try World()
    try await world.importing(Self.four(), observed: "2026-05-01")
    let outcome = try await world.importing(Array(Self.four().prefix(2)), observed: "2026-05-02")
    #expect(outcome.changes?.retired == 2)
  }

  @Test func `an incomplete edition retires nothing and drops nothing`() async throws {
    let world = try World()
    try await world.importing([
      asset("a", "host a.example", "address 192.0.2.1"), asset("b", "host b.example"),
    ])
    let outcome = try await world.importing(
      [asset("a", "host a.example", "host aa.example")], complete: false)
    #expect(outcome.changes?.retired == 0)
    #expect(!outcome.isComplete)
    #expect(
      try world.assets()
        == ["a: unassigned 192.0.2.1 a.example aa.example", "b: unassigned b.example"])
    try await world.importing([asset("a", "host a.example"), asset("b", "host b.example")])
    #expect(try world.assets() == ["a: unassigned a.example", "b: unassigned b.example"])
  }

  @Test func `an incomplete edition drops no domain of an organization, a complete one ends it`() async throws {
    let world = try World()
    try await world.importing(
      [organization("fin", domains: ["fin.example", "old.example"])], observed: "2026-05-01")
    try await world.receive("2026-05-05", ["old.example"])
    let outcome = try await world.importing(
      [organization("fin", domains: ["fin.example"])], observed: "2026-05-02", complete: false)
    #expect(!outcome.isComplete)
    #expect(try await world.named() == ["fin old.example 1"])
    try await world.importing([organization("fin", domains: ["fin.example"])], observed: "2026-05-10")
    #expect(
      try await world.named() == ["fin old.example 1"], "it was published before the edition that dropped it")
    try await world.receive("2026-05-11", ["old.example"])
    #expect(try await world.named() == ["fin old.example 1"], "this one was not")
    #expect(try world.ledger.verify().faults == [])
  }

  @Test func `an identifier ends at the observed time of the edition that dropped it, and may return`()
    async throws
  {
    let world = try World()
    let both = [
      asset("a", of: "fin", "host a.example", "host b.example"), asset("c", of: "fin", "host c.example"),
    ]
    try await world.importing(both, observed: "2026-05-01")
    for day in ["2026-04-01", "2026-05-09", "2026-05-10", "2026-05-11"] {
      try await world.receive(day, ["b.example"])
    }
    #expect(try await world.named() == ["fin b.example 4"])
    try await world.importing(
      [asset("a", of: "fin", "host a.example"), asset("c", of: "fin", "host c.example")],
      observed: "2026-05-10")
    #expect(try await world.named() == ["fin b.example 2"], "before the 10th, however early")
    try await world.importing(both, observed: "2026-05-20")
    #expect(try await world.named() == ["fin b.example 4"], "it is held again, so it counts for all")
    let evidence = try await world.findings().flatMap(\.evidence)
    #expect(evidence.count == 4, "one entry for each document, though the identifier is held twice")
  }

  @Test func `a retired asset counts for what was published before, and may return`() async throws {
    let world = try World()
    try await world.importing(Self.four(), observed: "2026-05-01")
    for day in ["2026-05-09", "2026-05-11"] { try await world.receive(day, ["d.example"]) }
    try await world.importing(Array(Self.four().prefix(3)), observed: "2026-05-10")
    #expect(try await world.named() == ["fin d.example 1"])
    let back = try await world.importing(Self.four(), observed: "2026-05-20")
    #expect(back.changes?.retired == 0)
    #expect(try world.assets().count == 4)
    #expect(try await world.named() == ["fin d.example 2"])
  }

  @Test func `equal keys merge whatever the order of records and files`() async throws {
    func service(_ state: String, _ product: String, _ version: String, _ cpe: [String]) -> Service {
      Service(
        transport: "tcp", port: 443, state: state, name: "https", product: product, version: version, cpe: cpe
      )
    }
    func record(_ name: String, _ owner: String?, _ host: String, _ service: Service, _ kind: AssetKind?)
      -> InventoryRecord
    {
      .asset(
        AssetRecord(
          key: "a", name: name, organization: owner, kind: kind,
          identifiers: [Identifier(kind: .host, value: "\(host).example", given: "\(host).example")],
          services: [service, Service(transport: "tcp", port: 80)]))
    }
    let records = [
      record("One", "fin", "a", service("filtered", "", "", ["cpe:/a:one"]), .web),
      record("Two", nil, "b", service("open", "nginx", "1.2", ["cpe:/a:two"]), nil),
      record("Three", "tax", "a", service("closed", "apache", "2.4", []), .mail),
    ]
    let filler = (0..<700).map { asset("filler-\($0)", of: "fin", "host filler-\($0).example") }
    var seen = Set<String>()
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [0, 2, 1]] {
      for layout in 0..<3 {
        let world = try World()
        let ordered = order.map { records[$0] }
        let files: [[InventoryRecord]] =
          switch layout {
          case 0: [ordered]
          case 1: ordered.map { [$0] }
          // Far apart in one file: other assets lie between.
          default: [[ordered[0]] + filler + [ordered[1]], [ordered[2]] + filler]
          }
        try await world.importing(try files.map { try world.inventory($0, observed: "2026-05-01") })
        #expect(try world.ledger.verify().faults == [])
        try world.ledger.forEachAsset { listing in
          guard listing.record.key == "a" else { return }
          let record = listing.record
          let services = record.services.sorted { $0.port < $1.port }
          let identifiers = record.identifiers.map(\.value).sorted()
          seen.insert(
            "\(record.name) \(record.organization ?? "") \(record.kind?.rawValue ?? "") \(identifiers) \(services)"
          )
        }
      }
    }
    #expect(seen.count == 1, "\(seen)")
  }

  @Test func `an organization in two files is one, whatever the order`() async throws {
    let one = organization("fin", domains: ["one.example"], name: "One")
    let two = organization("fin", domains: ["two.example"], name: "Two")
    var seen = Set<[Organization]>()
    for order in [[one, two], [two, one]] {
      let world = try World()
      try await world.importing(try order.map { try world.inventory([$0], observed: "2026-05-01") })
      try await world.receive("2026-05-05", ["one.example", "two.example"])
      #expect(try await world.named() == ["fin one.example 1", "fin two.example 1"])
      seen.insert(try world.ledger.organizations())
    }
    #expect(seen.count == 1)
  }

  @Test func `a refused file in the middle leaves nothing and the others go on`() async throws {
    let world = try World()
    let broken = try world.file(
      "broken.xml",
      """
      <inventory xmlns="urn:vezha:inventory:1"><organization key="bad"><name>Bad</name></organization>
      <asset organization="fin"><host>bad.example</host></asset>
      <asset organization="fin"><host>a.example</host><host>worse.example</host></asset><asset>
      """)
    let outcome = try await world.importing([
      try world.inventory([asset("a.example", of: "fin", "host a.example")]), broken,
      try world.inventory([asset("c", of: "fin", "host c.example")]),
    ])
    #expect(outcome.refusals.count == 1)
    #expect(!outcome.isComplete)
    #expect(outcome.changes?.added == 2)
    #expect(outcome.changes?.organizations == 0)
    #expect(try world.assets() == ["a.example: fin a.example", "c: fin c.example"])
    #expect(try world.ledger.organizations().isEmpty)
    #expect(try world.ledger.verify().faults == [])
  }

  @Test func `an edition of refused files only, a dry run and an identical edition add nothing`() async throws {
    let world = try World()
    let files = [
      try world.inventory(Self.four()), try world.inventory([asset("e", of: "fin", "host e.example")]),
    ]
    try await world.importing(files)
    let head = try world.ledger.head()
    #expect(try await world.importing(files).isKnown)
    #expect(try await world.importing(files.reversed()).isKnown, "in whatever order")
    let broken = try world.file("broken.xml", "<inventory")
    #expect(try await world.importing([broken]).changes == nil)
    let dry = try await world.importing(
      [try world.inventory([asset("z", of: "new", "host z.example")])], isDryRun: true)
    #expect(dry.changes?.added == 1)
    #expect(dry.files.first?.assets.map(\.key) == ["z"])
    #expect(try world.ledger.head() == head)
    #expect(try world.ledger.verify().faults == [])
    #expect(
      try await !world.importing(files, organization: "tax").isKnown, "another default is another edition")
  }

  @Test func `one command is one entry, owners included`() async throws {
    let world = try World()
    try await world.importing([asset("a", "host a.fin.example"), asset("b", "address 192.0.2.1")])
    let before = try world.ledger.head().sequence
    let outcome = try await world.importing(
      [organization("fin", domains: ["fin.example"], ranges: ["192.0.2.0/24"])], source: "register")
    #expect(outcome.changes?.moved == 2)
    #expect(
      try world.ledger.head().sequence == before + 1, "a kill between two entries would leave old owners")
    #expect(try world.assets() == ["a: fin a.fin.example", "b: fin 192.0.2.1"])
  }

  @Test(
    arguments: [
      (["host x.fin.example"], nil, "fin"), (["host x.tax.fin.example"], nil, "tax"),
      (["host tax.fin.example"], nil, "tax"), (["host xtax.fin.example"], nil, "fin"),
      (["host x.elsewhere.example"], nil, "default"), (["host x.fin.example"], "named", "named"),
      (["address 192.0.2.1"], nil, "fin"), (["address 192.0.2.200"], nil, "tax"),
      (["address 192.0.2.200", "host x.fin.example"], nil, "fin"), (["range 192.0.2.128/26"], nil, "tax"),
      (["range 192.0.2.64-192.0.2.191"], nil, "fin"), (["url https://a.tax.fin.example/x"], nil, "tax"),
      (["host twice.example"], nil, "default"), (["mac 00:11:22:33:44:55"], nil, "default"),
    ] as [([String], String?, String)])
  func `an owner is the one named, the longest domain, the narrowest range, the default`(
    identifiers: [String], named: String?, expected: String
  ) async throws {
    let world = try World()
    let organizations = [
      organization("fin", domains: ["fin.example", "twice.example"], ranges: ["192.0.2.0/24"]),
      organization("tax", domains: ["tax.fin.example", "twice.example"], ranges: ["192.0.2.128/25"]),
    ]
    let record = AssetRecord(
      key: "a", organization: named,
      identifiers: identifiers.compactMap { text in
        let words = text.split(separator: " ").map(String.init)
        return IdentifierKind(rawValue: words[0]).flatMap {
          Identifier.canonical($0, given: words[1]).identifier
        }
      })
    let file = try world.inventory([.asset(record)])
    try await world.importing([file], organization: "default")
    try await world.importing(organizations, source: "register")
    let later = try world.assets().first?.split(separator: " ")[1]
    #expect(later.map(String.init) == expected, "decided again by the organizations")
    let other = try World()
    try await other.importing(organizations, source: "register")
    try await other.importing([file], organization: "default")
    let sooner = try other.assets().first?.split(separator: " ")[1]
    #expect(sooner.map(String.init) == expected, "decided at import")
  }

  @Test func `the configured organizations file wins where keys meet`() async throws {
    for isFirst in [true, false] {
      let world = try World()
      let file = try world.inventory([organization("fin", domains: ["right.example"], name: "Right")])
      if isFirst { try await world.importing([file], source: "organizations", isOrganizations: true) }
      try await world.importing([organization("fin", domains: ["wrong.example"], name: "Wrong")])
      if !isFirst { try await world.importing([file], source: "organizations", isOrganizations: true) }
      #expect(try world.ledger.organizations().map(\.displayName) == ["Right"])
      try await world.receive("2026-05-05", ["right.example", "wrong.example"])
      #expect(try await world.named() == ["fin right.example 1"])
    }
  }

  @Test func `the same file becomes the configured one when the configuration says so`() async throws {
    let world = try World()
    let file = try world.inventory([organization("fin", name: "Right")])
    try await world.importing([file], source: "organizations")
    try await world.importing([organization("fin", name: "Wrong")], source: "scan")
    try await world.importing([file], source: "organizations", isOrganizations: true)
    #expect(try world.ledger.organizations().map(\.displayName) == ["Right"])
  }
}
