import Crypto
import Foundation
import GRDB

/// Sightings of documents that cannot be read again: nothing else has them, so they are facts and sealed like facts.
///
/// Of a series that keeps only what hits, a digest of each document's sightings and couplings lies in the facts chain
/// (`keptSighting`). Of originals that were left out of what was loaded it lies beside them (`leftOutSighting`), and the
/// entry of the load in the chain of accesses names the digest of all of them: the facts chain is the exporter's.
enum KeptSightings {
  /// Documents `d` that never had their bytes kept.
  private static let unkept = "d.original IS NULL AND d.id NOT IN (SELECT document FROM purgedDocument)"
  /// Documents `d` whose bytes were left out of what was loaded.
  private static let leftOut = """
    d.original IN (SELECT original FROM leftOut) AND d.id NOT IN (SELECT document FROM purgedDocument)
    """
  /// The access that names the digest of what came without bytes.
  private static let command = "load without bytes"

  /// Seals what documents of the next entry and older ones say, where nothing seals it yet.
  static func seal(_ db: Database, entry: Int) throws {
    let new = try Int.fetchAll(
      db,
      sql: """
        SELECT d.id FROM document d WHERE \(unkept) AND d.id NOT IN (SELECT document FROM keptSighting) ORDER BY d.id
        """)
    guard !new.isEmpty else { return }
    let digests = try Digests(db)
    for document in new {
      try db.execute(
        sql: "INSERT INTO keptSighting (entry, document, digest) VALUES (?, ?, ?)",
        arguments: [entry, document, Data(try digests.digest(of: document))])
    }
  }

  /// Seals what came with documents whose bytes were left out, in the chain of accesses.
  static func sealLeftOut(_ db: Database, by invocation: Invocation, at time: Instant) throws {
    let documents = try Int.fetchAll(db, sql: "SELECT d.id FROM document d WHERE \(leftOut) ORDER BY d.id")
    guard !documents.isEmpty else { return }
    let digests = try Digests(db)
    for document in documents {
      try db.execute(
        sql: "INSERT INTO leftOutSighting (document, digest) VALUES (?, ?)",
        arguments: [document, Data(try digests.digest(of: document))])
    }
    try AccessChain.append(
      db,
      AccessChain.Access(
        time: time, user: invocation.user, command: command, arguments: invocation.arguments,
        inputs: ["\(hexadecimal(try leftOutDigest(db))) sightings"], counts: "\(documents.count) documents",
        entry: try FactsChain.head(db).sequence, added: nil))
  }

  /// What differs from what was sealed, one sentence each.
  static func verify(_ db: Database) throws -> [String] {
    var faults: [String] = []
    let digests = try Digests(db)
    for (table, condition) in [("keptSighting", unkept), ("leftOutSighting", leftOut)] {
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT d.id, d.name, k.digest FROM document d JOIN \(table) k ON k.document = d.id WHERE \(condition)
          ORDER BY d.id
          """)
      for row in rows where try digests.digest(of: row[0]) != [UInt8](row[2] as Data) {
        faults.append(
          "document \(row[0] as Int) (\(row[1] as String)): its sightings or couplings were changed, and its bytes are not kept"
        )
      }
    }
    // Digests of what was left out are in no chain themselves: an access names the digest of them all.
    let named = try String.fetchOne(
      db, sql: "SELECT inputs FROM access WHERE command = ? ORDER BY seq DESC LIMIT 1", arguments: [command])
    let digest = "\(hexadecimal(try leftOutDigest(db))) sightings"
    let hasDigests = try Int.fetchOne(db, sql: "SELECT count(*) FROM leftOutSighting") != 0
    if named.map({ $0 != digest }) ?? hasDigests {
      faults.append("the digests of sightings of what was left out were changed")
    }
    return faults
  }

  private static func leftOutDigest(_ db: Database) throws -> [UInt8] {
    var hasher = SHA256()
    for row in try Row.fetchAll(db, sql: "SELECT document, digest FROM leftOutSighting ORDER BY document") {
      hasher.update(data: Array("\(row[0] as Int) \(hexadecimal(row[1] as Data))\n".utf8))
    }
    return Array(hasher.finalize())
  }

  /// SHA-256 over the sightings and couplings of single documents.
  private final class Digests {
    private let sightings: FactStatement
    private let couplings: FactStatement

    init(_ db: Database) throws {
      sightings = try FactStatement(
        db,
        """
        SELECT organization, role, kind, subject, time, rows, detail FROM sighting WHERE document = ?
        ORDER BY organization, role, kind, subject, time
        """)
      couplings = try FactStatement(
        db,
        "SELECT organization, address, domain FROM coupling WHERE document = ? ORDER BY organization, address, domain")
    }

    func digest(of document: Int) throws -> [UInt8] {
      var buffer: [UInt8] = []
      for (statement, columns) in [(sightings, Int32(7)), (couplings, Int32(3))] {
        statement.bind(1, document)
        try statement.forEach { row in
          for column in 0..<columns { FactsChain.append(row, column, to: &buffer) }
        }
        buffer.append(0)
      }
      return Array(SHA256.hash(data: buffer))
    }
  }
}
