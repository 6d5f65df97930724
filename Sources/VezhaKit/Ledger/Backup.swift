import Foundation
import GRDB
import Glibc

extension Ledger {
  /// Copies the ledger into a file while others may read and write: consistent, verified, complete or not there at all.
  ///
  /// - Returns: what verifying the copy found; it has no fault, else this throws.
  public func backup(to file: String) throws -> Verification {
    let part = file + ".part"
    _ = unsafe unlink(part)
    do {
      let descriptor = unsafe open(part, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else {
        throw LedgerError(.cannotCreate, path: file, reason: "it cannot be created (system error \(errno))")
      }
      close(descriptor)
      do {
        let copy = try DatabaseQueue(path: part, configuration: Self.configuration(readOnly: false, patience))
        try queue.backup(to: copy)
        try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try copy.close()
      } catch let error as DatabaseError {
        throw Self.explained(error, path: file)
      }
      let result = try Ledger.verified(part, patience)
      try Self.sync(part)
      guard unsafe rename(part, file) == 0 else {
        throw LedgerError(.cannotCreate, path: file, reason: "it cannot be put in place (system error \(errno))")
      }
      return result
    } catch {
      _ = unsafe unlink(part)
      throw error
    }
  }

  /// Puts a backup in the place of a ledger.
  ///
  /// What the ledger has and the backup lacks would be lost: unless forced, that is an error. The ledger replaced is
  /// kept beside it.
  ///
  /// - Returns: what verifying the backup found, and where the ledger replaced lies, or nil if there was none.
  public static func restore(
    _ backup: String, to path: String, isForced: Bool, patience: Patience = Patience()
  ) throws -> (Verification, replaced: String?) {
    // The backup itself stays as it is, whatever version wrote it.
    let result = try verified(backup, patience, migrates: false)
    var replaced: String?
    if exists(path) {
      let lost = try missing(from: backup, of: path, patience)
      if !lost.isEmpty, !isForced {
        throw LedgerError(.cannotCreate, path: path, reason: "\(lost); --force replaces it and keeps it beside")
      }
      replaced = "\(path).replaced"
      var number = 1
      while let name = replaced, exists(name) {
        number += 1
        replaced = "\(path).replaced-\(number)"
      }
    }
    let part = path + ".part"
    _ = unsafe unlink(part)
    let source = try Ledger(path: backup, mode: .reading, patience: patience, migrates: false)
    _ = try source.backup(to: part)
    if let replaced, unsafe link(path, replaced) != 0 {
      _ = unsafe unlink(part)
      throw LedgerError(.cannotCreate, path: replaced, reason: "it cannot be created (system error \(errno))")
    }
    guard unsafe rename(part, path) == 0 else {
      throw LedgerError(.cannotCreate, path: path, reason: "the backup cannot be put in place (system error \(errno))")
    }
    return (result, replaced)
  }

  /// Why a backup cannot stand for a ledger, or empty: it must hold every entry of it.
  private static func missing(from backup: String, of path: String, _ patience: Patience) throws -> String {
    let present: (sequence: Int, known: Instant?, digest: String)
    do {
      present = try Ledger(path: path, mode: .reading, patience: patience).head()
    } catch let error as LedgerError {
      return "the ledger there cannot be read (\(error.reason))"
    }
    guard present.sequence > 0 else { return "" }
    let digest = try Ledger(path: backup, mode: .reading, patience: patience, migrates: false).read { db in
      try Data.fetchOne(db, sql: "SELECT digest FROM entry WHERE seq = ?", arguments: [present.sequence])
    }
    return digest.map { hexadecimal($0) } == present.digest
      ? "" : "the ledger there has facts that the backup lacks (\(present.sequence) entries)"
  }

  private static func verified(_ file: String, _ patience: Patience, migrates: Bool = true) throws -> Verification {
    let ledger = try Ledger(path: file, mode: .reading, patience: patience, migrates: migrates)
    let result = try ledger.verify()
    guard result.faults.isEmpty else {
      throw LedgerError(.badData, path: file, reason: "it does not verify: \(result.faults[0])")
    }
    return result
  }

  private static func sync(_ file: String) throws {
    let descriptor = unsafe open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw LedgerError(.inputOutput, path: file, reason: "it cannot be written to the disk (system error \(errno))")
    }
  }
}
