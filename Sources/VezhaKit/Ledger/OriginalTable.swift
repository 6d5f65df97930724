import GRDB

/// Sealed bytes, each stored once whatever publications have them.
final class OriginalTable {
  private let insert: FactStatement
  private let find: FactStatement
  private let fill: FactStatement
  private let take: FactStatement
  private let awaited: FactStatement
  /// Originals whose bytes had been purged or left out, and are there again.
  private(set) var returned = 0

  init(_ db: Database) throws {
    insert = try FactStatement(db, "INSERT OR IGNORE INTO original (sha256, size, sealed) VALUES (?, ?, ?)")
    find = try FactStatement(db, "SELECT id, length(sealed) FROM original WHERE sha256 = ?")
    fill = try FactStatement(db, "UPDATE original SET sealed = ? WHERE id = ?")
    take = try FactStatement(db, "DELETE FROM leftOut WHERE original = ?")
    awaited = try FactStatement(
      db,
      """
      SELECT d.original FROM document d JOIN original o ON o.id = d.original WHERE d.id = ? AND length(o.sealed) = 0
      AND d.id NOT IN (SELECT document FROM purgedDocument)
      """)
  }

  /// The row of these bytes, which are there afterwards: the row of what was purged or left out is filled again.
  func row(of sha256: [UInt8], size: Int, sealed: [UInt8]) throws -> Int? {
    insert.bind(1, sha256)
    insert.bind(2, size)
    insert.bind(3, sealed)
    if let new = try insert.insertOrIgnore() { return new }
    var (row, isEmpty) = (Int?.none, false)
    find.bind(1, sha256)
    try find.forEach { (row, isEmpty) = ($0.int(0), $0.int(1) == 0) }
    if let row, isEmpty { try fill(row, with: sealed) }
    return row
  }

  /// Gives a document of the ledger back the bytes that were left out when it was loaded.
  ///
  /// What was purged stays purged.
  func giveBack(_ sealed: [UInt8], to document: Int) throws {
    var row: Int?
    awaited.bind(1, document)
    try awaited.forEach { row = $0.int(0) }
    if let row { try fill(row, with: sealed) }
  }

  private func fill(_ row: Int, with sealed: [UInt8]) throws {
    fill.bind(1, sealed)
    fill.bind(2, row)
    try fill.run()
    take.bind(1, row)
    try take.run()
    returned += 1
  }
}
