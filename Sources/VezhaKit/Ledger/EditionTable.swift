import Foundation
import GRDB

/// An edition as the ledger knows it.
public struct EditionRecord: Hashable, Sendable {
  /// Key of the source.
  public var source: String
  /// When its data was observed.
  public var observed: Instant
  /// When we read it.
  public var known: Instant
  /// Whether it was the whole of its source.
  public var isComplete: Bool
  /// Why it is not, or empty.
  public var note: String
  /// Assets it has.
  public var assets: Int
  /// Assets it added.
  public var added: Int
  /// Assets it changed.
  public var changed: Int
  /// Assets it retired.
  public var retired: Int
}

/// An asset with everything in force of it.
public struct AssetListing: Hashable, Sendable {
  /// The asset as its source describes it; `organization` is the owner decided.
  public var record: AssetRecord
  /// Key of the source.
  public var source: String
  /// Why it has its owner.
  public var ownerReason: String
  /// Whether its source no longer has it.
  public var isRetired: Bool
}

extension Ledger {
  /// The newest edition of each source known at a time, ordered by source.
  public func newestEditions(asKnown: Instant? = nil) throws -> [EditionRecord] {
    try read { db in
      let marks = try FactsChain.head(db, asKnown: asKnown).marks
      return try Row.fetchAll(
        db,
        sql: """
          SELECT s.key, e.observed, n.known, e.complete, e.note, e.assets, e.added, e.changed, e.retired
          FROM edition e JOIN source s ON s.id = e.source JOIN entry n ON n.seq = e.entry
          WHERE e.id IN (SELECT max(id) FROM edition WHERE id <= ? GROUP BY source) ORDER BY s.key
          """, arguments: [marks["edition"]]
      ).map { row in
        EditionRecord(
          source: row[0], observed: Instant(microseconds: row[1]), known: Instant(microseconds: row[2]),
          isComplete: row[3] as Int == 1, note: row[4], assets: row[5], added: row[6], changed: row[7],
          retired: row[8])
      }
    }
  }

  /// Calls the body with every asset in the order of the ledger.
  public func forEachAsset(_ body: (AssetListing) throws -> Void) throws {
    try read { db in
      let head = try FactsChain.head(db)
      let table = try AssetTable(db, marks: head.marks)
      let statement = try FactStatement(
        db, "SELECT a.id, a.key, s.key FROM asset a JOIN source s ON s.id = a.source ORDER BY a.id")
      try statement.forEach { row in
        guard let state = try table.state(of: row.int(0), upTo: head.marks) else { return }
        let owner = try table.owner(of: row.int(0), upTo: head.marks)
        let content = state.content
        try body(
          AssetListing(
            record: AssetRecord(
              key: row.text(1), name: content.name, organization: owner?.organization,
              criticality: content.criticality, kind: content.kind, observed: content.observed,
              identifiers: content.identifiers, services: content.services, products: content.products),
            source: row.text(2), ownerReason: owner?.reason ?? "", isRetired: state.isRetired))
      }
    }
  }
}
