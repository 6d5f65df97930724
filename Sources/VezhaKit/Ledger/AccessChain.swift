import Crypto
import Foundation
import GRDB

/// The chain of commands: who ran what, when, with which arguments and inputs.
///
/// Kept apart from the facts, so that the head which reports print depends on facts alone: who made them, from which
/// folder, does not change a report. A command that adds facts is written in the same transaction as they are.
enum AccessChain {
  /// A command to be written.
  struct Access: Sendable {
    var time: Instant
    var user: String
    var command: String
    var arguments: [String]
    /// Hashes of files read or written, `SHA-256 NAME` each.
    var inputs: [String]
    /// How much was added or handed out, in words.
    var counts: String
    /// Number of the newest entry of facts afterwards.
    var entry: Int
    /// Number of the entry of facts it added, or nil.
    var added: Int?
  }

  /// Number and digest of the newest.
  static func head(_ db: Database) throws -> (sequence: Int, digest: [UInt8]) {
    let row = try Row.fetchOne(db, sql: "SELECT seq, digest FROM access ORDER BY seq DESC LIMIT 1")
    guard let row else { return (0, [UInt8](repeating: 0, count: 32)) }
    return (row[0], [UInt8](row[1] as Data))
  }

  /// Appends a command.
  static func append(_ db: Database, _ access: Access) throws {
    let head = try head(db)
    let (arguments, inputs) = (access.arguments.joined(separator: "\n"), access.inputs.joined(separator: "\n"))
    let digest = digest(
      after: head.digest,
      [
        String(head.sequence + 1), String(access.time.microseconds), access.user, access.command, arguments, inputs,
        access.counts, String(access.entry), access.added.map { String($0) } ?? "",
      ])
    try db.execute(
      sql: """
        INSERT INTO access (seq, time, user, command, arguments, inputs, counts, entry, added, previous, digest)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        head.sequence + 1, access.time.microseconds, access.user, access.command, arguments, inputs, access.counts,
        access.entry, access.added, Data(head.digest), Data(digest),
      ])
  }

  private static func digest(after previous: [UInt8], _ fields: [String]) -> [UInt8] {
    var hasher = SHA256()
    hasher.update(data: previous)
    for field in fields { hasher.update(data: Array("\(field.utf8.count):\(field)".utf8)) }
    return Array(hasher.finalize())
  }

  /// What is wrong with the chain, and its length and head.
  static func verify(_ db: Database) throws -> (faults: [String], entries: Int, head: [UInt8]) {
    var faults: [String] = []
    var previous = [UInt8](repeating: 0, count: 32)
    var sequence = 0
    var added: [Int] = []
    var audited = 0
    let statement = try FactStatement(
      db,
      """
      SELECT seq, time, user, command, arguments, inputs, counts, entry, added, previous, digest FROM access
      ORDER BY seq
      """)
    try statement.forEach { row in
      sequence += 1
      if row.int(0) != sequence {
        faults.append("access \(sequence): missing before access \(row.int(0))")
        sequence = row.int(0)
      }
      if row.bytes(9) != previous { faults.append("access \(sequence): does not follow the access before it") }
      let fields = [
        String(row.int(0)), String(row.int(1)), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6),
        String(row.int(7)), row.intOrNil(8).map { String($0) } ?? "",
      ]
      let digest = digest(after: row.bytes(9), fields)
      if digest != row.bytes(10) {
        faults.append("access \(sequence) (\(row.text(3))): its fields were changed")
      }
      previous = row.bytes(10)
      if let entry = row.intOrNil(8) { added.append(entry) }
      if row.isText(3, migration) { audited = row.int(7) }
    }
    // Every entry of facts since there is this chain was somebody's command.
    let entries = try Int.fetchOne(db, sql: "SELECT ifnull(max(seq), 0) FROM entry") ?? 0
    if added != Array((audited + 1)..<(max(entries, audited) + 1)) {
      let missing = Set((audited + 1)..<(max(entries, audited) + 1)).symmetricDifference(added).min() ?? 0
      faults.append("the accesses do not tell who added entry \(missing) of the facts, or tell it twice")
    }
    return (faults, sequence, previous)
  }

  /// The command that stands for bringing an older ledger up to date.
  static let migration = "migrate"
}

extension Ledger {
  /// A command as the chain of accesses tells it.
  public struct AccessRecord: Hashable, Sendable {
    /// When, by the clock of the machine.
    public var time: Instant
    /// Name of the operating system's user.
    public var user: String
    /// The command.
    public var command: String
    /// Its arguments.
    public var arguments: [String]
    /// Hashes of files read or written, `SHA-256 NAME` each.
    public var inputs: [String]
    /// How much was added or handed out.
    public var counts: String
    /// Number of the entry of facts it added, or nil.
    public var added: Int?
  }

  /// Writes down that something was handed out.
  ///
  /// - Returns: false if the ledger cannot be written; then the caller says so.
  public func recordAccess(command: String, time: Instant, inputs: [String] = [], counts: String) throws -> Bool {
    do {
      let writer =
        mode == .writing || path.isEmpty
        ? self
        : try Ledger(
          path: path, mode: .writing, invocation: invocation, patience: patience)
      try writer.write { db in
        try AccessChain.append(
          db,
          AccessChain.Access(
            time: time, user: invocation.user, command: command, arguments: invocation.arguments, inputs: inputs,
            counts: counts, entry: try FactsChain.head(db).sequence, added: nil))
      }
      return true
    } catch let error as LedgerError where error.code == .readOnly || error.code == .cannotCreate {
      return false
    }
  }

  /// All commands written down, oldest first.
  public func accesses() throws -> [AccessRecord] {
    try read { db in
      var records: [AccessRecord] = []
      let statement = try FactStatement(
        db, "SELECT time, user, command, arguments, inputs, counts, added FROM access ORDER BY seq")
      try statement.forEach { row in
        records.append(
          AccessRecord(
            time: Instant(microseconds: Int64(row.int(0))), user: row.text(1), command: row.text(2),
            arguments: row.text(3).split(separator: "\n").map(String.init),
            inputs: row.text(4).split(separator: "\n").map(String.init), counts: row.text(5), added: row.intOrNil(6)))
      }
      return records
    }
  }
}
