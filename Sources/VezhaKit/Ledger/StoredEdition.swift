import Foundation
import GRDB

/// An edition of another ledger with all that its source said then.
struct StoredEdition {
  var isOrganizations: Bool
  var defaultOrganization: String?
  var files: [EditionFile]
  var isComplete: Bool
  var observed: Instant
  /// What the source had after it.
  var records: [InventoryRecord]
}

extension Ledger {
  /// Keys of all sources, ordered.
  func sources() throws -> [String] {
    try read { db in try String.fetchAll(db, sql: "SELECT key FROM source ORDER BY key") }
  }

  /// Which edition it is, in every ledger that holds it: when it was observed, and its files.
  ///
  /// Not its digest: that depends on the mapping, which another site's edition does not bring along.
  struct EditionKey: Hashable {
    var observed: Int
    /// SHA-256, ordered.
    var files: [Data]
  }

  /// All editions of a source, oldest first.
  func editionKeys(of source: String) throws -> [EditionKey] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT e.id, e.observed, f.sha256 FROM edition e JOIN source s ON s.id = e.source
          JOIN editionFile f ON f.edition = e.id WHERE s.key = ? ORDER BY e.id, f.sha256
          """, arguments: [source])
      var keys: [EditionKey] = []
      var edition: Int?
      for row in rows {
        if row[0] as Int != edition { keys.append(EditionKey(observed: row[1], files: [])) }
        edition = row[0]
        keys[keys.count - 1].files.append(row[2])
      }
      return keys
    }
  }

  /// Hands on all editions of a source but the first ones, oldest first, one at a time.
  func forEachEdition(of source: String, after first: Int, _ body: (StoredEdition) throws -> Void) throws {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT e.id, e.source, e.role, e.defaultOrganization, e.observed, e.complete, n.known FROM edition e
          JOIN source s ON s.id = e.source JOIN entry n ON n.seq = e.entry WHERE s.key = ? ORDER BY e.id
          """, arguments: [source])
      for row in rows.dropFirst(first) {
        let marks = try FactsChain.head(db, asKnown: Instant(microseconds: row[6])).marks
        let observed = Instant(microseconds: row[4])
        let files = try Row.fetchAll(
          db,
          sql: """
            SELECT name, sha256, format, version, complete, assets, problems FROM editionFile WHERE edition = ?
            ORDER BY id
            """, arguments: [row[0] as Int]
        ).map { file in
          EditionFile(
            name: file[0], sha256: [UInt8](file[1] as Data), format: file[2], version: file[3],
            isComplete: file[4] as Int == 1, observed: observed, assets: file[5], problems: file[6])
        }
        try body(
          StoredEdition(
            isOrganizations: row[2] as String == "organizations", defaultOrganization: row[3], files: files,
            isComplete: row[5] as Int == 1, observed: observed, records: try records(db, of: row[1], marks)))
      }
    }
  }

  /// Organizations and assets of a source as its rows up to the marks say.
  private func records(_ db: Database, of source: Int, _ marks: FactsChain.Marks) throws -> [InventoryRecord] {
    var records: [InventoryRecord] = []
    let organizations = try Row.fetchAll(
      db,
      sql: """
        SELECT v.value, v.retired FROM organization o JOIN organizationVersion v ON v.id = (SELECT max(id)
        FROM organizationVersion WHERE organization = o.id AND id <= ?) WHERE o.source = ? ORDER BY o.id
        """, arguments: [marks["organizationVersion"], source])
    for row in organizations where row[1] as Int == 0 {
      if let organization = StoredOrganization(text: row[0])?.organization {
        records.append(.organization(organization))
      }
    }
    let table = try AssetTable(db, marks: marks)
    let assets = try FactStatement(db, "SELECT id, key FROM asset WHERE source = ? AND id <= ? ORDER BY id")
    assets.bind(1, source)
    assets.bind(2, marks["asset"])
    try assets.forEach { row in
      guard let state = try table.state(of: row.int(0), upTo: marks), !state.isRetired else { return }
      let content = state.content
      records.append(
        .asset(
          AssetRecord(
            key: row.text(1), name: content.name, organization: content.organization,
            criticality: content.criticality, kind: content.kind, observed: content.observed,
            identifiers: content.identifiers, services: content.services, products: content.products)))
    }
    return records
  }
}
