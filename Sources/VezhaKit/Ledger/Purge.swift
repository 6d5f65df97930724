import Foundation
import GRDB

extension Ledger {
  /// What a purge takes away.
  public struct Purge: Hashable, Sendable {
    /// Documents that cannot be read again afterwards.
    public var documents = 0
    /// Originals whose bytes go: no later document has the same.
    public var originals = 0
    /// Bytes of these originals as sealed.
    public var bytes = 0
    /// Sightings that go.
    public var sightings = 0
  }

  /// Takes the bytes and sightings of documents published before a time out of the ledger; that they were there, what
  /// they hashed to and what was decided stays.
  ///
  /// Freed pages are overwritten and the file is made anew, so that nothing of them is left in it.
  public func purge(before: Instant, known: Instant, isDryRun: Bool) throws -> Purge {
    let old = """
      SELECT d.id FROM document d
      WHERE d.published < \(before.microseconds) AND d.id NOT IN (SELECT document FROM purgedDocument)
      """
    let doomed = """
      SELECT o.id FROM original o WHERE length(o.sealed) > 0 AND NOT EXISTS (SELECT 1 FROM document d
      WHERE d.original = o.id AND d.published >= \(before.microseconds))
      """
    func count(_ db: Database) throws -> Purge {
      func number(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
      return Purge(
        documents: try number("SELECT count(*) FROM (\(old))"),
        originals: try number("SELECT count(*) FROM (\(doomed))"),
        bytes: try number("SELECT ifnull(sum(length(sealed)), 0) FROM original WHERE id IN (\(doomed))"),
        sightings: try number("SELECT count(*) FROM sighting WHERE document IN (\(old))"))
    }
    if isDryRun { return try read(count) }
    let purged = try write { db in
      let purge = try count(db)
      guard purge.documents > 0 else { return purge }
      try db.execute(sql: "PRAGMA secure_delete = ON")
      let head = try FactsChain.head(db)
      let isFresh = try SightingCache.isFresh(db, head)
      try db.execute(
        sql: "INSERT INTO purge (entry, before, originals, bytes) VALUES (?, ?, ?, ?)",
        arguments: [head.sequence + 1, before.microseconds, purge.originals, purge.bytes])
      let row = db.lastInsertedRowID
      try db.execute(
        sql: """
          DELETE FROM sighting WHERE document IN (\(old)); DELETE FROM coupling WHERE document IN (\(old));
          UPDATE original SET sealed = X'' WHERE id IN (\(doomed));
          INSERT INTO purgedDocument (purge, document) SELECT \(row), id FROM (\(old)) ORDER BY id
          """)
      let next = try FactsChain.seal(
        db, after: head, known: known, command: "purge", by: invocation, counts: "\(purge.documents) documents")
      if isFresh { try SightingCache.mark(db, next) }
      return purge
    }
    if purged.documents > 0 { try compact() }
    return purged
  }

  /// Makes the file anew, without what was freed.
  private func compact() throws {
    do {
      try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
    } catch let error as DatabaseError {
      throw Self.explained(error, path: path)
    }
  }
}
