import Foundation
import GRDB
import Testing

@testable import VezhaKit

/// Ledgers that earlier versions wrote, kept as files: what they said then they say still.
@Suite struct MigrationTests {
  /// A file of `Tests/Fixtures/ledgers`.
  struct Fixture {
    /// The version that wrote it.
    var version: Int
    /// The head of its chain.
    var head: String
    /// Commands on record once it is brought up to date.
    var commands: String
    /// Sightings it has.
    var sightings: Int
  }

  /// Versions 1 and 5 were written by the programs of their time.
  ///
  /// Versions 2 to 4 were written by that of version 5 with
  /// commands that they had, and then cut: tables that they did not know are gone, and the chain is sealed without them.
  static let fixtures = [
    Fixture(
      version: 1, head: "c84a164bc22a86f7b4f4e8aada314f7ccad168f9e275aec2d4edd62e698f2b82", commands: "migrate",
      sightings: 6),
    Fixture(
      version: 2, head: "8234e3ba6ab1a8c2831ed7ef430b2896f9aba00c082f55e9863b3ce8a77224b8", commands: "migrate",
      sightings: 5),
    Fixture(
      version: 3, head: "b58decb8ca74cf1c6bea53e38aae0ba0349c17e1e9c3e2956b6a46cddd96b984",
      commands: "import receive receive receive receive receive decide withdraw decide assign", sightings: 5),
    Fixture(
      version: 4, head: "1134ab5fe9e98e9a1b0c7a1b0c281e747be47dfc7cc67e4284c7539c615c4022",
      commands: "import receive receive receive receive receive alert sent answer decide withdraw decide assign",
      sightings: 5),
    Fixture(
      version: 5, head: "2aa359a37dafacbf54c17589bf2dd53515d366010ce553e457cbbb2cfa8e945c",
      commands: "import receive receive receive receive receive alert sent answer decide withdraw decide rename assign",
      sightings: 5),
  ]

  /// Gives the body a folder with the ledger of a version.
  static func old(_ version: Int, _ body: (_ folder: URL, _ path: String, Fixture) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "vezha-old-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let fixture = try #require(fixtures.first { $0.version == version })
    try await body(folder, try ledger(version: version, in: folder), fixture)
  }

  static func ledger(version: Int, in folder: URL) throws -> String {
    let file = fixtureFolder.appending(path: "v\(version).sqlite.zst")
    let path = folder.appending(path: "ledger.sqlite").path
    try Data(try Zstandard.decompress(Array(try Data(contentsOf: file)).span)).write(to: URL(filePath: path))
    return path
  }

  static var fixtureFolder: URL {
    var folder = URL(filePath: #filePath)
    while folder.lastPathComponent != "Tests" { folder.deleteLastPathComponent() }
    return folder.appending(path: "Fixtures/ledgers")
  }

  static func findings(_ ledger: Ledger, _ version: Int) async throws -> String {
    let pipeline = Pipeline(
      workspace: .unconfigured, ledger: ledger, now: Instant("2026-11-16T06:00:00Z") ?? Instant(seconds: 0))
    let interval = try #require(ISOWeek("2026-W46")?.interval)
    let exposure = try await pipeline.history().exposure(over: interval, now: pipeline.now)
    return String(decoding: FindingsJSON.bytes(exposure), as: UTF8.self)
  }

  @Test(arguments: fixtures.map(\.version), [Ledger.Mode.reading, .writing])
  func `an older ledger is brought up to date and says what it said`(_ version: Int, _ mode: Ledger.Mode) async throws {
    try await Self.old(version) { _, path, fixture in
      let ledger = try Ledger(path: path, mode: mode, invocation: Invocation(user: "ann", arguments: ["status"]))
      let expected = try String(
        contentsOf: Self.fixtureFolder.appending(path: "v\(version).findings.json"), encoding: .utf8)
      #expect(try await Self.findings(ledger, version) == expected)
      let head = try ledger.head()
      #expect(head.digest == fixture.head)
      #expect(try ledger.verify().faults == [])
      #expect(try ledger.accesses().map(\.command).joined(separator: " ") == fixture.commands)
      // And it goes on: a new entry is sealed after the old ones.
      let writer = try Ledger(path: path, mode: .writing)
      let key = FindingKey(
        organization: "north", series: "ddosia", role: .target,
        subject: Subject(kind: .host, value: "www.north.gov.example"))
      let decision = Decision(
        verdict: .accepted, scope: .finding, finding: ExposureHistory.id(of: key), organization: key.organization,
        series: key.series, role: key.role, subject: key.subject, reason: "r", author: "a",
        decided: Instant("2026-11-17") ?? Instant(seconds: 0), until: nil)
      #expect(try writer.addDecisions([decision], known: decision.decided) == 1)
      #expect(try writer.verify().faults == [])
      #expect(try writer.head(asKnown: head.known).digest == head.digest)
    }
  }

  @Test func `what an older ledger keeps of documents without bytes is sealed by its next entry`() async throws {
    try await Self.old(5) { _, path, _ in
      let ledger = try Ledger(path: path, mode: .writing)
      let handover = Handover(time: Instant("2026-11-17") ?? Instant(seconds: 0), author: "ann", text: "quiet")
      try ledger.addHandover(handover, known: handover.time)
      #expect(try ledger.verify().faults == [])
      try await ledger.queue.write {
        try $0.execute(sql: "UPDATE sighting SET rows = rows + 1 WHERE subject = 'mail.south.gov.example'")
      }
      #expect(try ledger.verify().faults.map { $0.prefix(11) } == ["document 5 "])
    }
  }

  @Test(arguments: fixtures.map(\.version))
  func `an older ledger on a medium that cannot be written is read and verified as it is`(
    _ version: Int
  ) async throws {
    try await Self.old(version) { _, path, fixture in
      let before = try Data(contentsOf: URL(filePath: path))
      // What opening does when migrating fails, without a medium that only some users cannot write to.
      let ledger = try Ledger(path: path, mode: .reading, migrates: false)
      #expect(try ledger.verify().faults == [])
      #expect(try ledger.head().digest == fixture.head)
      #expect(try await ledger.queue.read { try Int.fetchOne($0, sql: "PRAGMA main.user_version") } == version)
      let count = try await ledger.queue.read {
        try Int.fetchOne($0, sql: "SELECT count(*) FROM sighting WHERE time = 0")
      }
      #expect(count == fixture.sightings)
      #expect(try ledger.accesses().map(\.command).joined(separator: " ") == fixture.commands)
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
  }

  @Test(arguments: fixtures.map(\.version))
  func `restoring an older backup leaves the backup as it is`(_ version: Int) async throws {
    try await Self.old(version) { folder, path, fixture in
      let before = try Data(contentsOf: URL(filePath: path))
      let target = folder.appending(path: "restored.sqlite").path
      #expect(try Ledger.restore(path, to: target, isForced: false).0.head == fixture.head)
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
      let restored = try Ledger(path: target, mode: .reading)
      #expect(try restored.verify().faults == [])
      #expect(try await restored.queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == Schema.version)
    }
  }
}
