import Foundation
import GRDB
import Testing

@testable import VezhaKit

/// Sightings that nothing can give again are facts: one changed value is found and named.
@Suite struct KeptSightingsTests {
  /// A ledger that keeps only what hit, with a host of ours and an address of ours beside a foreign host.
  private static func world(keepsOriginals: Bool) async throws -> World {
    let world = try World(series: [Series(key: "list", keepsOriginals: keepsOriginals)])
    try await world.importing([
      asset("1", of: "tax", "host www.tax.gov.example"), asset("2", of: "tax", "address 192.0.2.7"),
    ])
    try await world.receive("2026-06-01", ["www.tax.gov.example"])
    try await world.receive("2026-06-02", couples: [("elsewhere.example", "192.0.2.7")])
    return world
  }

  /// An export without originals of a ledger that kept them, loaded elsewhere.
  private static func leftOut() async throws -> World {
    let there = try await world(keepsOriginals: true)
    var bytes: [UInt8] = []
    _ = try there.pipeline.export(withOriginals: false) { bytes += $0 }
    let here = try World()
    here.now = there.now
    _ = try await here.pipeline.load(bytes, file: "site.jsonl")
    return here
  }

  static let changes = [
    "UPDATE sighting SET organization = 'law' WHERE document = 1",
    "UPDATE sighting SET role = 'claimed' WHERE document = 1",
    "UPDATE sighting SET subject = subject || 'x' WHERE document = 1",
    "UPDATE sighting SET kind = 'name' WHERE document = 1",
    "UPDATE sighting SET time = 1 WHERE document = 1", "UPDATE sighting SET rows = rows + 1 WHERE document = 1",
    "UPDATE sighting SET detail = detail || 'x' WHERE document = 1", "DELETE FROM sighting WHERE document = 1",
    "UPDATE sighting SET document = 1 WHERE document = 2", "DELETE FROM coupling",
    "UPDATE coupling SET domain = domain + 1", "UPDATE coupling SET address = '192.0.2.8'",
    "INSERT INTO sighting SELECT document, 'law', role, kind, subject, time, rows, detail FROM sighting LIMIT 1",
    "UPDATE keptSighting SET digest = zeroblob(32)", "DELETE FROM keptSighting",
    "UPDATE leftOutSighting SET digest = zeroblob(32)", "DELETE FROM leftOutSighting",
  ]

  @Test(arguments: [true, false])
  func `every changed value of what cannot be read again is found`(_ isLoaded: Bool) async throws {
    let world = try await isLoaded ? Self.leftOut() : Self.world(keepsOriginals: false)
    #expect(try await world.pipeline.verify().faults == [])
    #expect(try await world.findings().count == 2)
    var found = 0
    for change in Self.changes {
      try world.ledger.queue.inDatabase { db in
        try db.execute(sql: "SAVEPOINT change; \(change)")
        let hasChanged = db.changesCount > 0
        let faults = try world.ledger.verification(db).faults
        if hasChanged { found += 1 }
        #expect(faults.isEmpty != hasChanged, "\(change): \(faults)")
        if hasChanged, change.contains("sighting WHERE document = 1") || change.contains("UPDATE sighting SET r") {
          #expect(faults.contains { $0.hasPrefix("document 1 (list-") }, "\(change): \(faults)")
        }
        try db.execute(sql: "ROLLBACK TO change; RELEASE change")
      }
    }
    #expect(found == Self.changes.count - 2)
    #expect(try await world.pipeline.verify().faults == [])
  }

  @Test(arguments: [-7_571_883_880_049_277_670, -1_458_874_099_194_350_890, .min, .max, -1, 0])
  func `any number of what cannot be read again comes through an export`(_ number: Int) async throws {
    let there = try await Self.world(keepsOriginals: false)
    // A key of a foreign domain is as large as any 64 bits.
    try await there.ledger.queue.write {
      try $0.execute(sql: "UPDATE coupling SET domain = ?", arguments: [number])
    }
    var bytes: [UInt8] = []
    _ = try there.pipeline.export(withOriginals: true) { bytes += $0 }
    let export = try ExportLines(bytes, file: "site.jsonl", blobs: try there.ledger.blobColumns())
    #expect(export.rows(of: "coupling").map { $0.int("domain") } == [number])
  }

  @Test func `what cannot be read again may be purged, and goes on being sealed`() async throws {
    let world = try await Self.world(keepsOriginals: false)
    _ = try world.ledger.purge(before: Instant("2026-06-02") ?? world.now, known: world.now, isDryRun: false)
    #expect(try await world.pipeline.verify().faults == [])
    try await world.receive("2026-06-03", ["www.tax.gov.example"])
    #expect(try await world.pipeline.verify().faults == [])
    try await world.ledger.queue.write { try $0.execute(sql: "UPDATE sighting SET rows = 9 WHERE document = 3") }
    #expect(try world.ledger.verify().faults.count == 1)
  }
}
