import Foundation
import Testing

@testable import VezhaKit

/// What warning lists do to findings, through the whole pipeline.
@Suite struct WarningGuardTests {
  private static let cdn = """
    {"name":"Ranges of an invented CDN","type":"cidr","version":1,"list":["198.51.100.0/24"],
     "matching_attributes":["ip-src","ip-dst"]}
    """
  private static let cloud = """
    {"name":"Ranges of an invented cloud","type":"cidr","version":1,"list":["203.0.113.0/24"],
     "matching_attributes":["ip-src","ip-dst"]}
    """
  private static let banks = """
    {"name":"Known banks","type":"hostname","version":1,"list":[".minfim.example"],"matching_attributes":["domain"]}
    """

  /// A workspace whose folder `lists` holds these files.
  private static func world(_ lists: [(file: String, json: String)], hide: String? = nil) throws -> World {
    let world = try World(series: [Series(key: "list"), Series(key: "bad")])
    world.settings.series[1].role = .malicious
    world.settings.series[1].isRoleStated = true
    try FileManager.default.createDirectory(atPath: "\(world.folder)/lists", withIntermediateDirectories: true)
    for list in lists { _ = try world.file("lists/\(list.file)", list.json) }
    let configuration =
      hide.map { "version: 1\nwarning-lists:\n  folder: lists\n  hide: \($0)\n" }
      ?? "version: 1\nwarning-lists: lists\n"
    _ = try world.file("vezha.yaml", configuration)
    world.workspace = try Workspace(directory: world.folder)
    return world
  }

  private static let all = [("cdn.list.json", cdn), ("cloud.json", cloud), ("banks/list.json", banks)]

  private static func allFolders(hide: String? = nil) throws -> World {
    let world = try world([], hide: hide)
    try FileManager.default.createDirectory(atPath: "\(world.folder)/lists/banks", withIntermediateDirectories: true)
    for (file, json) in all { _ = try world.file("lists/\(file)", json) }
    return world
  }

  private static func fill(_ world: World, inventoryFirst: Bool = true) async throws {
    let inventory: [InventoryRecord] = [
      organization("fin"), asset("w", of: "fin", "host minfin.example", "address 198.51.100.7"),
      asset("v", of: "fin", "address 203.0.113.9"), asset("own", of: "fin", "address 192.0.2.1"),
    ]
    if inventoryFirst { try await world.importing(inventory) }
    try await world.receive(
      "2026-05-05T00:00:00Z", ["198.51.100.7", "203.0.113.9", "192.0.2.1", "198.51.100.0/25"])
    try await world.receive(
      "2026-05-05T01:00:00Z",
      couples: [("minfin.example", "198.51.100.7"), ("foreign.example", "198.51.100.7")])
    try await world.receive("2026-05-05T00:00:00Z", ["minfim.example", "minfln.example"], series: "bad")
    if !inventoryFirst { try await world.importing(inventory) }
  }

  private static func exposure(_ world: World) async throws -> Exposure {
    let week = try #require(ISOWeek("2026-W19")).interval
    return try await world.pipeline.history().exposure(over: week, now: week.to)
  }

  private static func lines(_ exposure: Exposure) -> [String] {
    (exposure.findings + exposure.suppressed).map {
      "\($0.subject.value) \($0.role.rawValue) \($0.certainty.rawValue) \($0.suppressedBy ?? "-")"
    }.sorted()
  }

  @Test(arguments: [true, false])
  func `shared addresses are hidden, cloud addresses doubted, hosts neither, well-known domains imitate nobody`(
    inventoryFirst: Bool
  ) async throws {
    let world = try Self.allFolders()
    try await Self.fill(world, inventoryFirst: inventoryFirst)
    #expect(
      Self.lines(try await Self.exposure(world)) == [
        "192.0.2.1 target strong -", "198.51.100.0/25 target possible warning list: cdn",
        "198.51.100.7 target possible warning list: cdn", "203.0.113.9 target possible -",
        "minfin.example target certain -", "minfln.example lookalike possible -",
      ])
  }

  @Test func `the evidence says which guard knew what`() async throws {
    let world = try Self.allFolders()
    try await Self.fill(world)
    let exposure = try await Self.exposure(world)
    let host = try #require(exposure.findings.first { $0.subject.value == "minfin.example" })
    #expect(
      Set(host.evidence.map { "\($0.rule.rawValue) \($0.certainty.rawValue) \($0.guards.joined(separator: "; "))" })
        == [
          "host-exact certain ",
          "address-exact possible the address stands beside 1 foreign domains; warning list cdn knows the address",
        ])
    let cloud = try #require(exposure.findings.first { $0.subject.value == "203.0.113.9" })
    #expect(cloud.evidence.map(\.guards) == [["warning list cloud knows the address"]])
  }

  @Test func `the configuration says which lists hide, or that none does`() async throws {
    for (hide, hidden) in [("[cloud]", ["203.0.113.9 warning list: cloud"]), ("[]", [])] as [(String, [String])] {
      let world = try Self.allFolders(hide: hide)
      try await Self.fill(world)
      let exposure = try await Self.exposure(world)
      #expect(exposure.suppressed.map { "\($0.subject.value) \($0.suppressedBy ?? "")" } == hidden)
      #expect(!exposure.findings.contains { $0.subject.kind == .address && $0.certainty == .certain })
    }
  }

  @Test func `what an analyst confirmed is not hidden`() async throws {
    let world = try Self.allFolders()
    try await Self.fill(world)
    let subject = Subject(kind: .address, value: "198.51.100.7")
    world.tick()
    let key = FindingKey(organization: "fin", series: "list", role: .target, subject: subject)
    _ = try world.ledger.addDecisions(
      [
        Decision(
          verdict: .confirmed, scope: .finding, finding: ExposureHistory.id(of: key), organization: "fin",
          series: "list", role: .target, subject: subject, reason: "seen", author: "analyst", decided: world.now,
          until: nil)
      ], known: world.now)
    #expect(
      try await Self.exposure(world).suppressed.map(\.subject.value) == ["198.51.100.0/25"])
  }

  @Test func `trends and pieces count what the findings count`() async throws {
    let world = try Self.allFolders()
    try await Self.fill(world)
    let week = try #require(ISOWeek("2026-W19")).interval
    let history = try await world.pipeline.history().history
    let shown = try await Self.exposure(world).findings.count { !$0.role.isApart }
    #expect(shown == 3)
    #expect(history.counts(of: week, now: week.to).named == shown)
    #expect(history.counts(of: [week], now: week.to).map(\.whole).reduce(0, +) == shown)
  }

  @Test func `another list makes the cache stale, and the report names its digest`() async throws {
    let world = try Self.allFolders()
    try await Self.fill(world)
    let before = world.pipeline.rulesInReports
    #expect(try world.pipeline.hasFreshSightings())
    _ = try world.file("lists/banks/list.json", Self.banks.replacingOccurrences(of: "minfim", with: "other"))
    #expect(try !world.pipeline.hasFreshSightings())
    #expect(world.pipeline.rulesInReports != before)
    // Read or rebuilt, the findings are those of the lists in force.
    let derived = Self.lines(try await Self.exposure(world))
    #expect(derived.contains("minfim.example lookalike possible -"))
    try await world.pipeline.refresh()
    #expect(try world.pipeline.hasFreshSightings())
    #expect(Self.lines(try await Self.exposure(world)) == derived)
  }

  @Test func `a file that is no warning list is told of, and the others count`() async throws {
    let world = try Self.world(
      [("cdn.json", Self.cdn), ("broken.json", "{\"list\":["), ("notes.txt", "x")], hide: "[x]")
    let content = world.pipeline.warnings.content
    #expect(content.lists.summaries.map(\.key) == ["cdn"])
    #expect(content.refusals.map(\.code) == [.truncated])
    #expect(content.refusals.first?.message.hasPrefix("\(world.folder)/lists/broken.json:1:") == true)
    #expect(content.unknown == ["x"])
  }

  @Test func `a folder that does not exist is an error of the configuration`() throws {
    let world = try World()
    _ = try world.file("vezha.yaml", "version: 1\nledger: a\nwarning-lists: nowhere\n")
    let error = #expect(throws: ConfigurationError.self) { try Workspace(directory: world.folder) }
    #expect(error?.line == 3 && error?.key == "warning-lists")
  }

  @Test func `status counts what each list hides and doubts`() async throws {
    let world = try Self.allFolders()
    try await Self.fill(world)
    #expect(
      try world.pipeline.warningListUse().map { "\($0.list.key) \($0.hidden) \($0.doubted)" } == [
        "banks 0 0", "cdn 2 0", "cloud 0 1",
      ])
  }

  @Test func `a text is explained with the list that knows it`() async throws {
    let world = try Self.allFolders()
    try await Self.fill(world)
    for (text, key) in [("198.51.100.7", "cdn"), ("www.minfim.example", "banks"), ("192.0.2.1", nil)]
      as [(String, String?)]
    {
      #expect(try world.pipeline.explain(text: text).verdicts.map(\.warning?.key) == [key], "\(text)")
    }
  }
}
