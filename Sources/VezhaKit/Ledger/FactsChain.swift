import Crypto
import Foundation
import GRDB

/// The chain of entries: each adding transaction is one, sealed with the SHA-256 of the rows it added and of
/// the entry before.
///
/// A changed, removed or reordered row shows.
enum FactsChain {
  /// The newest entry, or the state of an empty ledger.
  struct Head: Sendable {
    var sequence = 0
    var known = Instant(microseconds: .min)
    var digest = [UInt8](repeating: 0, count: 32)
    /// Largest row id of each chained table that the entries so far cover.
    var marks = Marks()
  }

  /// Largest row ids in the order of `Schema.chained`.
  struct Marks: Hashable, Sendable {
    private(set) var values = [Int](repeating: 0, count: Schema.chained.count)
    /// How many of the tables the entry knows: an older version knew fewer.
    private(set) var tables = Schema.chained.count

    init() {}

    init?(text: String) {
      let parts = text.split(separator: ",").map { Int($0) }
      guard parts.count <= values.count, !parts.contains(nil) else { return nil }
      for (index, value) in parts.enumerated() { values[index] = value ?? 0 }
      tables = parts.count
    }

    init(_ values: [Int]) { self.values = values }

    var text: String { values.prefix(tables).map(String.init).joined(separator: ",") }

    /// The largest row id covered of a table.
    subscript(_ table: String) -> Int {
      Schema.chained.firstIndex { $0.table == table }.map { values[$0] } ?? 0
    }
  }

  /// The newest entry known at a time; nil asks for the newest of all.
  static func head(_ db: Database, asKnown limit: Instant? = nil) throws -> Head {
    let row = try Row.fetchOne(
      db, sql: "SELECT seq, known, digest, marks FROM entry WHERE known <= ? ORDER BY seq DESC LIMIT 1",
      arguments: [limit?.microseconds ?? .max])
    guard let row else { return Head() }
    guard let marks = Marks(text: row[3]) else {
      throw LedgerError(.inconsistent, path: "", reason: "entry \(row[0] as Int) has unreadable marks")
    }
    return Head(
      sequence: row[0], known: Instant(microseconds: row[1]), digest: [UInt8](row[2] as Data), marks: marks)
  }

  /// Largest row id of each chained table as it stands.
  static func marks(_ db: Database) throws -> Marks {
    Marks(try Schema.chained.map { try Int.fetchOne(db, sql: "SELECT ifnull(max(id), 0) FROM \($0.table)") ?? 0 })
  }

  /// Seals what was added since `head` as its next entry.
  ///
  /// Known times never run backwards. The command is written into the chain of accesses with it.
  static func seal(
    _ db: Database, after head: Head, known: Instant, command: String, by invocation: Invocation,
    inputs: [String] = [], counts: String
  ) throws -> Head {
    var next = head
    next.sequence += 1
    next.known = max(known, Instant(microseconds: head.known.microseconds &+ (head.sequence > 0 ? 1 : 0)))
    if head.sequence == 0 { next.known = known }
    try KeptSightings.seal(db, entry: next.sequence)
    next.marks = try marks(db)
    next.digest = try digest(db, of: next, after: head, command: command)
    try db.execute(
      sql: "INSERT INTO entry (seq, known, command, marks, previous, digest) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        next.sequence, next.known.microseconds, command, next.marks.text, Data(head.digest),
        Data(next.digest),
      ])
    try AccessChain.append(
      db,
      AccessChain.Access(
        time: known, user: invocation.user, command: command, arguments: invocation.arguments, inputs: inputs,
        counts: counts, entry: next.sequence, added: next.sequence))
    return next
  }

  /// SHA-256 over the entry before, this entry's own fields, and every value of the rows it covers with its type
  /// and length.
  static func digest(_ db: Database, of entry: Head, after previous: Head, command: String) throws -> [UInt8] {
    var hasher = SHA256()
    hasher.update(data: previous.digest)
    hasher.update(
      data: Array("\(entry.sequence)\n\(entry.known.microseconds)\n\(command)\n\(entry.marks.text)\n".utf8))
    var buffer: [UInt8] = []
    buffer.reserveCapacity(1 << 17)
    for (index, chained) in Schema.chained.prefix(entry.marks.tables).enumerated() {
      let columns = Int32(chained.columns.split(separator: ",").count)
      let statement = try FactStatement(
        db, "SELECT \(chained.columns) FROM \(chained.table) WHERE id > ? AND id <= ? ORDER BY id")
      statement.bind(1, previous.marks.values[index])
      statement.bind(2, entry.marks.values[index])
      buffer.append(UInt8(index))
      try statement.forEach { row in
        for column in 0..<columns { append(row, column, to: &buffer) }
        if buffer.count > 1 << 16 {
          hasher.update(data: buffer)
          buffer.removeAll(keepingCapacity: true)
        }
      }
    }
    hasher.update(data: buffer)
    return Array(hasher.finalize())
  }

  /// Appends a value with its type and length.
  static func append(_ row: FactStatement, _ column: Int32, to buffer: inout [UInt8]) {
    let type = row.type(column)
    buffer.append(UInt8(truncatingIfNeeded: type))
    switch type {
    case 1: append(UInt64(bitPattern: Int64(row.int(column))), to: &buffer)
    case 5: return
    default:
      unsafe row.withBytes(column) { bytes in
        append(UInt64(bytes.count), to: &buffer)
        unsafe buffer.append(contentsOf: bytes)
      }
    }
  }

  private static func append(_ value: UInt64, to buffer: inout [UInt8]) {
    for shift in stride(from: 56, through: 0, by: -8) {
      buffer.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
    }
  }
}
