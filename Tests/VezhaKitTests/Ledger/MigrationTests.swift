import Foundation
import GRDB
import Testing

@testable import VezhaKit

/// Ledgers that earlier versions wrote, kept as files: what they said then they say still.
@Suite struct MigrationTests {
  /// Files of `Tests/Fixtures/ledgers`: the version that wrote them, and the head of their chain.
  static let fixtures = [
    (version: 1, head: "c84a164bc22a86f7b4f4e8aada314f7ccad168f9e275aec2d4edd62e698f2b82")
  ]

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
    let folder = FileManager.default.temporaryDirectory.appending(path: "vezha-old-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = try Self.ledger(version: version, in: folder)
    let ledger = try Ledger(path: path, mode: mode, invocation: Invocation(user: "ann", arguments: ["status"]))
    let expected = try String(
      contentsOf: Self.fixtureFolder.appending(path: "v\(version).findings.json"), encoding: .utf8)
    #expect(try await Self.findings(ledger, version) == expected)
    let head = try ledger.head()
    #expect(head.digest == Self.fixtures.first { $0.version == version }?.head)
    #expect(try ledger.verify().faults == [])
    #expect(try ledger.accesses().map(\.command) == ["migrate"])
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

  @Test(arguments: fixtures.map(\.version))
  func `an older ledger on a medium that cannot be written is read as it is`(_ version: Int) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "vezha-old-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = try Self.ledger(version: version, in: folder)
    let before = try Data(contentsOf: URL(filePath: path))
    // What opening does when migrating fails, without a medium that only some users cannot write to.
    var configuration = Ledger.configuration(readOnly: true, Patience())
    configuration.label = "old"
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try await queue.writeWithoutTransaction { try Schema.complete($0, from: version) }
    for table in ["decision", "withdrawal", "purge", "purgedDocument", "leftOut", "access"] {
      #expect(try await queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") } == 0)
    }
    #expect(try await queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sighting WHERE time = 0") } == 6)
    try queue.close()
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }
}
