import Crypto
import Foundation
import GRDB

extension Ledger {
  /// What verifying found.
  public struct Verification: Sendable {
    /// Entries of the facts chain.
    public var entries = 0
    /// Documents, and how many of them have a sealed original.
    public var documents = 0
    /// Sealed originals whose bytes were hashed again.
    public var originals = 0
    /// Commands on record.
    public var accesses = 0
    /// What is wrong, one sentence each; empty if all is well.
    public var faults: [String] = []
    /// Head of the chain, lower-case hexadecimal.
    public var head = ""
  }

  /// Checks SQLite's own integrity, foreign keys, both chains, every sealed original, and the sightings that nothing can
  /// give again.
  ///
  /// O(size of the ledger).
  public func verify() throws -> Verification { try read { db in try verification(db) } }

  func verification(_ db: Database) throws -> Verification {
    var result = Verification()
    for row in try Row.fetchAll(db, sql: "PRAGMA integrity_check(20)") where row[0] as String != "ok" {
      result.faults.append("SQLite: \(row[0] as String)")
    }
    for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
      let table: String = row[0]
      result.faults.append("a row of \(table) points to a row of \(row[2] as String) that is not there")
    }
    try verifyChain(db, &result)
    let accesses = try AccessChain.verify(db)
    result.accesses = accesses.entries
    result.faults += accesses.faults
    try verifyOriginals(db, &result)
    result.faults += try KeptSightings.verify(db)
    result.documents = try Int.fetchOne(db, sql: "SELECT count(*) FROM document") ?? 0
    return result
  }

  private func verifyChain(_ db: Database, _ result: inout Verification) throws {
    var previous = FactsChain.Head()
    let entries = try Row.fetchAll(
      db, sql: "SELECT seq, known, command, marks, previous, digest FROM entry ORDER BY seq")
    for row in entries {
      result.entries += 1
      let sequence: Int = row[0]
      var entry = FactsChain.Head()
      entry.sequence = sequence
      entry.known = Instant(microseconds: row[1])
      guard let marks = FactsChain.Marks(text: row[3]) else {
        result.faults.append("entry \(sequence): its marks cannot be read")
        return
      }
      entry.marks = marks
      if sequence != previous.sequence + 1 {
        result.faults.append("entry \(sequence): the entry before it is missing")
      }
      if entry.known < previous.known { result.faults.append("entry \(sequence): known before the one before it") }
      if [UInt8](row[4] as Data) != previous.digest {
        result.faults.append("entry \(sequence): does not follow the entry before it")
      }
      let digest = try FactsChain.digest(db, of: entry, after: previous, command: row[2])
      if digest != [UInt8](row[5] as Data) {
        let tables = Schema.chained.enumerated().filter {
          entry.marks.values[$0.offset] > previous.marks.values[$0.offset]
        }.map(\.element.table)
        result.faults.append(
          "entry \(sequence) (\(row[2] as String)): its rows or fields were changed (it covers \(tables.joined(separator: ", ")))"
        )
      }
      entry.digest = [UInt8](row[5] as Data)
      previous = entry
    }
    for (index, chained) in Schema.chained.enumerated() {
      let last = try Int.fetchOne(db, sql: "SELECT ifnull(max(id), 0) FROM \(chained.table)") ?? 0
      if try Int.fetchOne(db, sql: "SELECT count(*) FROM \(chained.table) WHERE id <= 0") != 0 {
        result.faults.append("\(chained.table): rows before the first belong to no entry")
      }
      if last > previous.marks.values[index] {
        result.faults.append("\(chained.table): rows after \(previous.marks.values[index]) belong to no entry")
      }
    }
    result.head = hexadecimal(previous.digest)
  }

  private func verifyOriginals(_ db: Database, _ result: inout Verification) throws {
    // Of what was purged or left out the hash stays, and nothing else may.
    let statement = try FactStatement(
      db,
      """
      SELECT id, sha256, size, sealed FROM original o WHERE EXISTS
      (SELECT 1 FROM document d WHERE d.original = o.id AND \(Self.isReadable)) ORDER BY id
      """)
    let unread = try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM original o WHERE length(sealed) > 0 AND NOT EXISTS
        (SELECT 1 FROM document d WHERE d.original = o.id AND \(Self.isReadable))
        """)
    if let unread, unread > 0 { result.faults.append("\(unread) originals were purged and are still there") }
    try statement.forEach { row in
      result.originals += 1
      let opened = try? Zstandard.decompress(row.bytes(3).span)
      if opened.map({ Array(SHA256.hash(data: $0)) != row.bytes(1) || $0.count != row.int(2) }) ?? true {
        result.faults.append("original \(row.int(0)): its sealed bytes were changed")
      }
    }
    let mismatched = try Int.fetchOne(
      db,
      sql: "SELECT count(*) FROM document d JOIN original o ON o.id = d.original WHERE o.sha256 <> d.sha256")
    if let mismatched, mismatched > 0 {
      result.faults.append("\(mismatched) documents name another original than their own")
    }
  }
}
