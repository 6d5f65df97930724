import Foundation
import GRDB

/// The whole ledger as lines of JSON, for people and programs that have no SQLite, and for other sites.
///
/// The first line is the header; then every row of every table of facts, entries and accesses included, in the order
/// of tables and ids. Blobs are base64. Sightings and couplings come only for documents that cannot be read again:
/// everything else of the cache follows from facts.
public enum LedgerExport {
  /// Tables in the order in which they are written and loaded, with their columns.
  static let tables: [(name: String, columns: [String])] =
    [
      ("entry", "seq, known, command, marks, previous, digest"),
      ("access", "seq, time, user, command, arguments, inputs, counts, entry, added, previous, digest"),
    ].map { ($0.0, split($0.1)) }
    + Schema.chained.map { ($0.table, split($0.columns) + ($0.table == "original" ? ["sealed"] : [])) }
    + [
      ("leftOut", ["original"]),
      ("sighting", split("document, organization, role, kind, subject, time, rows, detail")),
      ("coupling", split("document, organization, address, domain")),
    ]

  private static func split(_ columns: String) -> [String] {
    columns.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// Which rows of a table are written.
  static func condition(_ table: String, withOriginals: Bool) -> String {
    let isCache = table == "sighting" || table == "coupling"
    return isCache && withOriginals
      ? "WHERE document NOT IN (SELECT d.id FROM document d WHERE \(Ledger.isReadable))" : ""
  }
}

/// A value of a row.
enum LedgerValue: Hashable, Sendable {
  case null
  case integer(Int)
  case text(String)
  case blob([UInt8])
}

extension Ledger {
  /// Hands every row of the export on, in its order, in one consistent view.
  ///
  /// - Parameters:
  ///   - withOriginals: whether documents can be read again where it is loaded; if not, what they said comes along.
  ///   - begin: takes the head of the facts chain before the first row.
  func forEachRow(
    withOriginals: Bool,
    begin: (_ entries: Int, _ head: [UInt8]) throws -> Void,
    _ body: (_ table: String, _ row: [LedgerValue]) throws -> Void
  ) throws {
    try read { db in
      let head = try FactsChain.head(db)
      try begin(head.sequence, head.digest)
      for (table, columns) in LedgerExport.tables {
        let statement = try FactStatement(
          db,
          "SELECT \(columns.joined(separator: ", ")) FROM \(table) \(LedgerExport.condition(table, withOriginals: withOriginals)) ORDER BY 1"
        )
        try statement.forEach { row in
          try body(
            table,
            columns.indices.map { column in
              let place = Int32(column)
              return switch row.type(place) {
              case 1: .integer(row.int(place))
              case 4: .blob(row.bytes(place))
              case 5: .null
              default: .text(row.text(place))
              }
            })
        }
      }
    }
  }

  /// Fills an empty ledger with the rows of an export, as they were: the chains go on where they ended.
  ///
  /// - Parameters:
  ///   - lacksOriginals: whether the sealed bytes were left out.
  ///   - time: when it is loaded.
  /// - Throws: `LedgerError` if the ledger is not empty, or what was loaded does not verify; then nothing is kept.
  func fill(_ rows: [(table: String, row: [LedgerValue])], lacksOriginals: Bool, at time: Instant) throws {
    try write { db in
      guard try FactsChain.head(db).sequence == 0 else {
        throw LedgerError(.inconsistent, path: path, reason: "the ledger is not empty")
      }
      try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
      let tables = Dictionary(
        LedgerExport.tables.map { ($0.name, $0.columns) }, uniquingKeysWith: { first, _ in first })
      for (table, row) in rows {
        guard let columns = tables[table], columns.count == row.count else {
          throw LedgerError(.badData, path: "", reason: "a row of \(table) has \(row.count) values")
        }
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        let values = StatementArguments(
          row.map { value -> (any DatabaseValueConvertible)? in
            switch value {
            case .null: nil
            case .integer(let number): number
            case .text(let text): text
            case .blob(let bytes): Data(bytes)
            }
          })
        try db.execute(
          sql: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))", arguments: values)
      }
      if lacksOriginals {
        try db.execute(
          sql: "INSERT OR IGNORE INTO leftOut (original) SELECT id FROM original WHERE length(sealed) = 0")
      }
      try KeptSightings.sealLeftOut(db, by: invocation, at: time)
      let result = try verification(db)
      guard result.faults.isEmpty else {
        throw LedgerError(.badData, path: "", reason: "what it holds does not verify: \(result.faults[0])")
      }
    }
  }

  /// Columns of a table that hold bytes.
  func blobColumns() throws -> [String: Set<Int>] {
    try read { db in
      var blobs: [String: Set<Int>] = [:]
      for (table, columns) in LedgerExport.tables {
        let types = try Row.fetchAll(db, sql: "PRAGMA table_info(\(table))").reduce(into: [String: String]()) {
          $0[$1["name"] as String] = $1["type"] as String
        }
        blobs[table] = Set(columns.indices.filter { types[columns[$0]] == "BLOB" })
      }
      return blobs
    }
  }
}
