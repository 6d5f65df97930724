import CLedger
import Foundation
import GRDB

/// The store of facts: one SQLite file, one writer, nothing overwritten.
public final class Ledger: Sendable {
  /// Path as the user named it; empty in memory.
  public let path: String
  let queue: DatabaseQueue
  let mode: Mode
  let invocation: Invocation
  let patience: Patience
  /// What file the path named when it was opened: a restore puts another in its place.
  private let identity: FileIdentity?

  /// How a ledger is opened.
  public enum Mode: Sendable {
    /// For commands that only read; the file must exist.
    case reading
    /// For commands that add facts; a missing file is created with mode 0600.
    case writing
  }

  /// Opens a ledger.
  ///
  /// - Parameter migrates: whether an older ledger is brought up to date, if it can be written; else it stays as it is
  ///   and what it lacks is completed in memory.
  /// - Throws: `LedgerError` if it is missing, foreign, damaged, newer than this program, busy or cannot be written.
  public init(
    path: String, mode: Mode, invocation: Invocation = Invocation(), patience: Patience = Patience(),
    migrates: Bool = true
  ) throws {
    self.path = path
    self.mode = mode
    self.invocation = invocation
    self.patience = patience
    let exists = FileManager.default.fileExists(atPath: path)
    if mode == .reading && !exists {
      throw LedgerError(.missing, path: path, reason: "there is no ledger here yet; import an inventory first")
    }
    if !exists { try Self.create(path) }
    do {
      identity = FileIdentity(path)
      queue = try Self.openQueue(path, mode, invocation, patience, migrates)
    } catch let error as DatabaseError {
      throw Self.explained(error, path: path)
    }
  }

  /// A ledger in memory, for one-shot commands and tests.
  public init(invocation: Invocation = Invocation()) throws {
    path = ""
    mode = .writing
    self.invocation = invocation
    patience = Patience()
    identity = nil
    queue = try DatabaseQueue(configuration: Self.configuration(readOnly: false, patience))
    try Self.prepare(queue, path: "", mode: .writing, invocation, patience)
  }

  private static func openQueue(
    _ path: String, _ mode: Mode, _ invocation: Invocation, _ patience: Patience, _ migrates: Bool
  ) throws -> DatabaseQueue {
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration(readOnly: mode == .reading, patience))
      try prepare(queue, path: path, mode: mode, invocation, patience, migrates: migrates)
      return queue
    } catch let error as DatabaseError where mode == .reading && error.resultCode == .SQLITE_READONLY {
      // A writer was killed: only who may write can take back what it left half done. Then reading goes on.
      let writer = try DatabaseQueue(path: path, configuration: configuration(readOnly: false, patience))
      _ = try writer.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
      try writer.close()
      let queue = try DatabaseQueue(path: path, configuration: configuration(readOnly: true, patience))
      try prepare(queue, path: path, mode: mode, invocation, patience, migrates: migrates)
      return queue
    }
  }

  private static func create(_ path: String) throws {
    let descriptor = unsafe open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw LedgerError(.cannotCreate, path: path, reason: "it cannot be created (system error \(errno))")
    }
    close(descriptor)
  }

  static func configuration(readOnly: Bool, _ patience: Patience) -> GRDB.Configuration {
    var configuration = GRDB.Configuration()
    configuration.readonly = readOnly
    configuration.foreignKeysEnabled = true
    // Each try is 50 ms after the one before; half a second is not worth a word.
    configuration.busyMode = .callback { tries in
      if tries == 10 { patience.begins(patience.seconds) }
      guard tries < patience.seconds * 20 else { return false }
      usleep(50_000)
      return true
    }
    configuration.label = "ledger"
    configuration.prepareDatabase { db in
      let code = unsafe cledger_harden(db.sqliteConnection.map { unsafe UnsafeMutableRawPointer($0) })
      if code != 0 { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
      // Large pages, which a new file gets: an inventory is read and written as a whole, so fewer steps count.
      try db.execute(
        sql: """
          PRAGMA page_size = 16384; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;
          PRAGMA recursive_triggers = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;
          """)
    }
    return configuration
  }

  private static func prepare(
    _ queue: DatabaseQueue, path: String, mode: Mode, _ invocation: Invocation, _ patience: Patience,
    migrates: Bool = true
  ) throws {
    let (application, version, isEmpty) = try queue.read { db in
      (
        try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0, try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0,
        try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
      )
    }
    if isEmpty && application == 0 && version == 0 {
      guard mode == .writing else {
        throw LedgerError(.missing, path: path, reason: "the ledger is empty; import an inventory first")
      }
      try keepRollbackJournal(queue)
      try queue.write { db in
        // Another process may have done it between our look and our lock.
        guard try Int.fetchOne(db, sql: "PRAGMA user_version") == 0 else { return }
        try Schema.migrate(db, from: 0)
        var salt = [UInt8](repeating: 0, count: 32)
        for index in salt.indices { salt[index] = UInt8.random(in: 0...255) }
        try db.execute(sql: "INSERT INTO secret (id, salt) VALUES (1, ?)", arguments: [Data(salt)])
      }
      return
    }
    guard application == Schema.applicationID else {
      throw LedgerError(.badData, path: path, reason: "this is no vezha ledger; it was left untouched")
    }
    guard version <= Schema.version else {
      throw LedgerError(
        .badData, path: path, reason: "a newer vezha (ledger version \(version)) wrote it; it was left untouched")
    }
    if mode == .writing { try keepRollbackJournal(queue) }
    guard version < Schema.version else { return }
    if mode == .writing { return try migrate(queue, invocation) }
    guard migrates else { return try complete(queue, from: version, invocation) }
    // An older ledger is brought up to date even by a command that only reads, if it can be written.
    do {
      let writer = try DatabaseQueue(path: path, configuration: configuration(readOnly: false, patience))
      try migrate(writer, invocation)
      try writer.close()
    } catch let error as DatabaseError
      where [.SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM].contains(error.resultCode.primaryResultCode)
    {
      try complete(queue, from: version, invocation)
    }
  }

  /// Completes an older ledger in memory; its file stays as it is.
  static func complete(_ queue: DatabaseQueue, from version: Int, _ invocation: Invocation) throws {
    try queue.inDatabase { db in
      try Schema.complete(db, from: version)
      try noteMigration(db, from: version, invocation)
    }
  }

  /// Brings an older ledger up to date and writes it down.
  private static func migrate(_ queue: DatabaseQueue, _ invocation: Invocation) throws {
    try queue.write { db in
      // Another process may have done it between our look and our lock.
      let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      guard version < Schema.version else { return }
      try Schema.migrate(db, from: version)
      try noteMigration(db, from: version, invocation)
      try KeptSightings.sealLeftOut(db, by: invocation, at: try FactsChain.head(db).known)
    }
  }

  /// Writes down that the entries so far are older than the chain of accesses.
  private static func noteMigration(_ db: Database, from version: Int, _ invocation: Invocation) throws {
    guard (1..<3).contains(version) else { return }
    let head = try FactsChain.head(db)
    try AccessChain.append(
      db,
      AccessChain.Access(
        time: head.known, user: invocation.user, command: AccessChain.migration, arguments: invocation.arguments,
        inputs: [], counts: "from version \(version)", entry: head.sequence, added: nil))
  }

  /// Debian's SQLite 3.40 carries the WAL-reset bug, so the rollback journal it is.
  ///
  /// Only for a file that is ours.
  private static func keepRollbackJournal(_ queue: DatabaseQueue) throws {
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
  }

  /// What SQLite's errors mean to a user.
  static func explained(_ error: DatabaseError, path: String) -> LedgerError {
    let detail = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    switch error.resultCode.primaryResultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return LedgerError(.busy, path: path, reason: "another process is still writing to it; try again")
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      return LedgerError(.badData, path: path, reason: "it is damaged or no ledger (\(detail)); restore a backup")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      return LedgerError(.readOnly, path: path, reason: "it cannot be written (\(detail))")
    case .SQLITE_CANTOPEN:
      return LedgerError(.cannotCreate, path: path, reason: "it cannot be opened (\(detail))")
    case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_NOMEM:
      return LedgerError(.inputOutput, path: path, reason: "\(detail); nothing was changed")
    default: return LedgerError(.inconsistent, path: path, reason: detail)
    }
  }

  /// Runs a reading body in one consistent view.
  func read<T>(_ body: (Database) throws -> T) throws -> T {
    do { return try queue.read(body) } catch let error as DatabaseError {
      throw Self.explained(error, path: path)
    }
  }

  /// Runs a writing body in one immediate transaction.
  func write<T>(_ body: (Database) throws -> T) throws -> T {
    do {
      return try queue.write { db in
        if let identity, FileIdentity(path) != identity {
          throw LedgerError(.busy, path: path, reason: "it was replaced meanwhile; run the command again")
        }
        return try body(db)
      }
    } catch let error as DatabaseError {
      throw Self.explained(error, path: path)
    }
  }

  /// The head of the facts chain known at a time: its number, known time and digest in hexadecimal.
  public func head(asKnown: Instant? = nil) throws -> (sequence: Int, known: Instant?, digest: String) {
    try read { db in
      let head = try FactsChain.head(db, asKnown: asKnown)
      return (head.sequence, head.sequence > 0 ? head.known : nil, hexadecimal(head.digest))
    }
  }

  /// The salt of this ledger's hashes of foreign names.
  public func salt() throws -> [UInt8] {
    try read { db in [UInt8](try Data.fetchOne(db, sql: "SELECT salt FROM secret WHERE id = 1") ?? Data()) }
  }
}

/// Which file a path names, whatever its name is later.
struct FileIdentity: Hashable {
  private let device: UInt64
  private let number: UInt64

  init?(_ path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
  }
}

extension Ledger {
  /// Whether a file lies at the path.
  public static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
