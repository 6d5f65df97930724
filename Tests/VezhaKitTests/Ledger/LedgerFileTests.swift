import Foundation
import GRDB
import Testing

@testable import VezhaKit

/// The ledger's file: who may read it, what is left untouched, and that every changed value is found.
@Suite struct LedgerFileTests {
  private func folder() throws -> String { try TemporaryFolder.make().path }

  private func full(_ ledger: Ledger? = nil) async throws -> World {
    let world = try World(series: [Series(key: "list"), Series(key: "hits", keepsOriginals: false)], ledger: ledger)
    world.settings.constituency = ["gov.example"]
    try await world.importing(
      [
        organization("fin", domains: ["fin.example"], ranges: ["192.0.2.0/24"]),
        .asset(
          AssetRecord(
            key: "a", name: "A", organization: nil, criticality: .high, kind: .web,
            observed: Instant("2026-05-01"),
            identifiers: [Identifier(kind: .host, value: "a.fin.example", given: "A.fin.example")],
            services: [
              Service(
                transport: "tcp", port: 443, name: "https", product: "nginx", version: "1", cpe: ["cpe:/a:x"])
            ],
            products: [Product(name: "nginx", version: "1", cpe: "cpe:/a:x", purl: "pkg:generic/nginx")])),
        asset("b", "host b.example"), asset("c", of: "tax", "host c.example", "host d.example"),
      ], observed: "2026-05-01")
    try await world.receive("2026-05-02", ["a.fin.example", "c.example"])
    try world.decide("c.example", as: .accepted, scope: .rule, rule: .hostExact, until: world.now + .days(1))
    world.tick()
    _ = try world.ledger.withdrawDecisions(
      try world.ledger.decisions().map(\.id),
      Decision.Withdrawal(time: world.now, reason: "a mistake", author: "analyst"), known: world.now)
    try await world.importing(
      [
        organization("fin", domains: ["fin.example"]), asset("a", "host a.fin.example"),
        asset("c", of: "tax", "host c.example"),
      ], observed: "2026-05-03")
    try await world.receive("2026-05-04", ["c.example"])
    try await world.receive("2026-05-04", ["c.example"], series: "hits")
    world.tick()
    let message = AlertMessage(
      alert: "2026-W18-01", organization: "tax", number: 0, kind: .first, written: world.now,
      told: [AlertMessage.Told(finding: "f", start: world.now)])
    try world.ledger.addAlerts([message], known: world.now)
    _ = try world.ledger.addNotices(
      [
        Notice(
          message: message.label, organization: "tax", stage: .sent, role: "duty", ticket: "1", author: "analyst",
          time: world.now)
      ], known: world.now)
    try world.ledger.addAnswers(
      [
        Answer(
          message: message.label, organization: "tax", subject: "c.example", state: .down, text: "since nine",
          author: "analyst", time: world.now)
      ], known: world.now)
    try world.ledger.addHandover(Handover(time: world.now, author: "analyst", text: "all told"), known: world.now)
    try world.ledger.addKeyChange(
      KeyChange(former: "revenue", key: "tax", reason: "r", author: "analyst", time: world.now), known: world.now,
      command: "rename", owners: { OwnerIndex(organizations: $0).decide })
    world.tick()
    let purged = try world.ledger.purge(
      before: try #require(Instant("2026-05-03")), known: world.now, isDryRun: false)
    #expect(purged.documents == 1)
    return world
  }

  @Test func `every changed value of every chained table is found`() async throws {
    let world = try await full()
    #expect(try world.ledger.verify().faults == [])
    var changes = 0
    for table in Schema.chained {
      let (columns, ids) = try await world.ledger.queue.read { db in
        (
          try db.columns(in: table.table).map { (name: $0.name, type: $0.type) },
          try Int.fetchAll(db, sql: "SELECT id FROM \(table.table) ORDER BY id")
        )
      }
      #expect(!ids.isEmpty, "\(table.table) has rows to change")
      for id in ids {
        for (column, type) in columns {
          let faults = try Self.faults(world.ledger) { db in
            let value = try DatabaseValue.fetchOne(
              db, sql: "SELECT \(column) FROM \(table.table) WHERE id = \(id)")
            try db.execute(
              sql: "UPDATE \(table.table) SET \(column) = ? WHERE id = \(id)",
              arguments: [Self.other(than: value ?? .null, type)])
          }
          changes += 1
          #expect(faults, "\(table.table).\(column) of row \(id)")
        }
        let removed = try Self.faults(world.ledger) {
          try $0.execute(sql: "DELETE FROM \(table.table) WHERE id = \(id)")
        }
        #expect(removed, "\(table.table) without row \(id)")
      }
      for id in [0, -1] {
        let list = columns.map { $0.name == "id" ? "\(id)" : $0.name }.joined(separator: ", ")
        let hidden = try Self.faults(world.ledger) { db in
          // What is unique cannot be there twice; then there is nothing to find.
          try db.execute(
            sql: "INSERT OR IGNORE INTO \(table.table) SELECT \(list) FROM \(table.table) LIMIT 1")
          if db.changesCount == 0 { throw Unchanged() }
        }
        #expect(hidden, "\(table.table) with a row \(id) that no entry covers")
      }
    }
    for column in ["known", "command", "marks", "previous", "digest"] {
      let faults = try Self.faults(world.ledger) { db in
        let value = try DatabaseValue.fetchOne(db, sql: "SELECT \(column) FROM entry WHERE seq = 2") ?? .null
        try db.execute(
          sql: "UPDATE entry SET \(column) = ? WHERE seq = 2",
          arguments: [Self.other(than: value, "TEXT")])
      }
      #expect(faults, "entry.\(column)")
    }
    #expect(changes > 150)
    #expect(try world.ledger.verify().faults == [], "every change was taken back")
  }

  private struct Unchanged: Error {}

  /// Whether verifying finds a change; the change is taken back.
  private static func faults(_ ledger: Ledger, _ change: @escaping (Database) throws -> Void) throws -> Bool {
    let copy = try Ledger()
    try ledger.queue.backup(to: copy.queue)
    try copy.queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
    }
    do { try copy.queue.write(change) } catch is Unchanged { return true }
    return try !copy.verify().faults.isEmpty
  }

  private static func other(than value: DatabaseValue, _ type: String) -> DatabaseValue {
    switch value.storage {
    case .null: type == "INTEGER" ? 7.databaseValue : "x".databaseValue
    case .int64(let number): (number + 1000).databaseValue
    case .double(let number): (number + 1).databaseValue
    case .string(let text): "\(text)x".databaseValue
    case .blob(let data):
      Data(data.isEmpty ? [1] : data.enumerated().map { $0.offset == 0 ? $0.element ^ 1 : $0.element })
        .databaseValue
    }
  }

  @Test func `a new ledger is its owner's alone`() async throws {
    let path = try folder() + "/ledger.sqlite"
    let ledger = try Ledger(path: path, mode: .writing)
    _ = try await full(ledger)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
    #expect(mode?.intValue == 0o600)
  }

  @Test func `a foreign database is refused and left untouched, whatever its journal`() throws {
    for journal in ["DELETE", "WAL"] {
      let path = try folder() + "/foreign.sqlite"
      let foreign = try DatabaseQueue(path: path)
      try foreign.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA journal_mode = \(journal); CREATE TABLE notes (id INTEGER PRIMARY KEY)")
      }
      try foreign.close()
      let before = FileManager.default.contents(atPath: path)
      for mode in [Ledger.Mode.reading, .writing] {
        let error = #expect(throws: LedgerError.self) { try Ledger(path: path, mode: mode) }
        #expect(error?.code == .badData)
        #expect(FileManager.default.contents(atPath: path) == before, "\(journal)")
      }
    }
  }

  @Test func `a newer ledger and what is no database are refused and left untouched`() throws {
    let folder = try folder()
    let newer = folder + "/newer.sqlite"
    let ledger = try Ledger(path: newer, mode: .writing)
    try ledger.queue.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA user_version = \(Schema.version + 1)")
    }
    try ledger.queue.close()
    let text = folder + "/text.sqlite"
    try Data(repeating: 0x41, count: 5000).write(to: URL(fileURLWithPath: text))
    for path in [newer, text] {
      let before = FileManager.default.contents(atPath: path)
      for mode in [Ledger.Mode.reading, .writing] {
        let error = #expect(throws: LedgerError.self) { try Ledger(path: path, mode: mode) }
        #expect(error?.code == .badData)
        #expect(FileManager.default.contents(atPath: path) == before)
      }
    }
  }

  @Test func `an empty file is no ledger to read from`() throws {
    let path = try folder() + "/empty.sqlite"
    try Data().write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: LedgerError.self) { try Ledger(path: path, mode: .reading) }
    #expect(error?.code == .missing)
    #expect(FileManager.default.contents(atPath: path)?.count == 0)
  }

  @Test func `a ledger whose writer was killed can be read at once`() async throws {
    let folder = try folder()
    let path = folder + "/ledger.sqlite"
    let world = try await full(try Ledger(path: path, mode: .writing))
    let head = try world.ledger.head()
    // A transaction so large that it has reached the file when the process dies: file and journal as they stand then.
    let killed = folder + "/killed.sqlite"
    try await world.ledger.queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA cache_size = 5; BEGIN IMMEDIATE")
      for number in 0..<2000 {
        try db.execute(
          sql: "INSERT INTO asset (source, key) VALUES (1, ?)",
          arguments: ["key-\(number)-\(String(repeating: "x", count: 200))"])
      }
      for suffix in ["", "-journal"] {
        try FileManager.default.copyItem(atPath: path + suffix, toPath: killed + suffix)
      }
      try db.execute(sql: "ROLLBACK")
    }
    let reader = try Ledger(path: killed, mode: .reading)
    #expect(try reader.head() == head)
    #expect(try reader.verify().faults == [])
  }
}
