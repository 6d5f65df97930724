import Foundation
import GRDB

/// A document that was read, matched and sealed, ready to be written.
public struct ReceivedDocument: Sendable {
  /// The document; its number and known time are given by the ledger.
  public var document: Document
  /// SHA-256 of its bytes.
  public var sha256: [UInt8]
  /// Version of the reader.
  public var version: Int
  /// Whether its published time is its own (from name, content or the user), not the file's.
  public var hasOwnTime: Bool
  /// The bytes sealed, or nil if the series keeps only what hit.
  public var sealed: [UInt8]?
  /// What it says of ours.
  public var sightings: [Sighting]
  /// Foreign domains beside our addresses.
  public var couplings: [Coupling]

  /// A document that was read, matched and sealed.
  public init(
    document: Document, sha256: [UInt8], version: Int, hasOwnTime: Bool, sealed: [UInt8]?, sightings: [Sighting],
    couplings: [Coupling]
  ) {
    self.document = document
    self.sha256 = sha256
    self.version = version
    self.hasOwnTime = hasOwnTime
    self.sealed = sealed
    self.sightings = sightings
    self.couplings = couplings
  }
}

/// What is known of publications, to tell new ones from known ones without reading them.
public struct KnownPublications: Sendable {
  private var times: [Key: Set<Int64>] = [:]
  /// Those whose bytes were left out of what was loaded.
  private var awaiting: [Key: Set<Int64>] = [:]

  private struct Key: Hashable {
    var series: String
    var sha256: [UInt8]
  }

  /// Nothing known.
  public init() {}

  /// Whether a publication would add nothing: the same bytes at the same time, or known bytes without a time of
  /// their own.
  public func contains(series: String, sha256: [UInt8], published: Instant, hasOwnTime: Bool) -> Bool {
    guard let known = times[Key(series: series, sha256: sha256)] else { return false }
    return !hasOwnTime || known.contains(published.microseconds)
  }

  /// Whether the bytes of a known publication were left out when it was loaded: at hand again, they are taken.
  public func awaitsBytes(series: String, sha256: [UInt8], published: Instant) -> Bool {
    awaiting[Key(series: series, sha256: sha256)]?.contains(published.microseconds) ?? false
  }

  /// Adds a publication.
  public mutating func insert(series: String, sha256: [UInt8], published: Instant, awaitsBytes: Bool = false) {
    let key = Key(series: series, sha256: sha256)
    times[key, default: []].insert(published.microseconds)
    if awaitsBytes {
      awaiting[key, default: []].insert(published.microseconds)
    } else {
      awaiting[key]?.remove(published.microseconds)
    }
  }
}

extension Ledger {
  /// All publications known.
  public func knownPublications() throws -> KnownPublications {
    try read { db in
      var known = KnownPublications()
      let statement = try FactStatement(
        db,
        """
        SELECT series, sha256, published, original IN (SELECT original FROM leftOut)
        AND id NOT IN (SELECT document FROM purgedDocument) FROM document
        """)
      try statement.forEach { row in
        known.insert(
          series: row.text(0), sha256: row.bytes(1), published: Instant(microseconds: Int64(row.int(2))),
          awaitsBytes: row.int(3) == 1)
      }
      return known
    }
  }

  /// Writes documents in one transaction, as one entry.
  ///
  /// Their sightings are added to the cache if it stands for the facts they were matched against; those of
  /// documents whose bytes are not kept always, for nothing else has them. A document that is known already adds
  /// nothing but its bytes, if they had been left out.
  ///
  /// - Parameter matched: number of the entry whose inventory they were matched against.
  /// - Returns: how many were new, and the number of the newest entry.
  public func addDocuments(
    _ documents: [ReceivedDocument], known: Instant, settings: Settings, matched: Int, command: String = "receive"
  ) throws -> (added: Int, sequence: Int) {
    try write { db in
      let head = try FactsChain.head(db)
      let entry = head.sequence + 1
      try Self.writeSettings(db, settings, entry: entry)
      let isSame = try Int.fetchOne(db, sql: "SELECT ifnull(max(id), 0) FROM setting") == head.marks["setting"]
      let isFresh = try isSame && head.sequence == matched && SightingCache.isFresh(db, head)
      let originals = try OriginalTable(db)
      let insertDocument = try FactStatement(
        db,
        """
        INSERT INTO document (entry, series, sha256, name, format, version, size, published, listings,
        subjects, skipped, tlp, note, original) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
      let cache = try SightingCache(db)
      var added = 0
      let findDocument = try FactStatement(
        db, "SELECT id FROM document WHERE series = ? AND sha256 = ? AND published = ?")
      for received in documents {
        var present: Int?
        findDocument.bind(1, received.document.series)
        findDocument.bind(2, received.sha256)
        findDocument.bind(3, Int(received.document.published.microseconds))
        try findDocument.forEach { present = $0.int(0) }
        if let present {
          if let sealed = received.sealed { try originals.giveBack(sealed, to: present) }
          continue
        }
        let original = try received.sealed.flatMap {
          try originals.row(of: received.sha256, size: received.document.bytes, sealed: $0)
        }
        let document = received.document
        insertDocument.bind(1, entry)
        insertDocument.bind(2, document.series)
        insertDocument.bind(3, received.sha256)
        insertDocument.bind(4, document.file)
        insertDocument.bind(5, document.format)
        insertDocument.bind(6, received.version)
        insertDocument.bind(7, document.bytes)
        insertDocument.bind(8, Int(document.published.microseconds))
        insertDocument.bind(9, document.listings)
        insertDocument.bind(10, document.subjects)
        insertDocument.bind(11, document.skipped)
        insertDocument.bind(12, document.tlp.rawValue)
        insertDocument.bind(13, document.note)
        insertDocument.bind(14, original)
        let number = try insertDocument.insert()
        added += 1
        if isFresh || original == nil { try cache.add(received.sightings, received.couplings, document: number) }
      }
      let inputs = documents.map { "\($0.document.sha256) \($0.document.file)" }
      let counts = "\(added) documents" + (originals.returned > 0 ? ", \(originals.returned) originals again" : "")
      // What can be read again is no longer what was once found in it.
      if originals.returned > 0 { try SightingCache.forget(db) }
      guard added > 0 || !isSame else {
        if originals.returned > 0 {
          try AccessChain.append(
            db,
            AccessChain.Access(
              time: known, user: invocation.user, command: command, arguments: invocation.arguments, inputs: inputs,
              counts: counts, entry: head.sequence, added: nil))
        }
        return (0, head.sequence)
      }
      let next = try FactsChain.seal(
        db, after: head, known: known, command: command, by: invocation, inputs: inputs, counts: counts)
      if isFresh, originals.returned == 0 { try SightingCache.mark(db, next) }
      return (added, next.sequence)
    }
  }

  /// Documents known at a time, in the order they were received.
  ///
  /// What was purged since is gone for every known time.
  public func documents(asKnown: Instant? = nil) throws -> [Document] {
    try read { db in try Self.documents(db, try FactsChain.head(db, asKnown: asKnown).marks) }
  }

  static func documents(_ db: Database, _ marks: FactsChain.Marks) throws -> [Document] {
    var documents: [Document] = []
    let statement = try FactStatement(
      db,
      """
      SELECT d.id, d.series, d.sha256, d.name, d.format, d.size, d.published, e.known, d.listings, d.subjects,
      d.skipped, d.tlp, d.note, p.id FROM document d LEFT JOIN purgedDocument p ON p.document = d.id
      JOIN entry e ON e.seq = d.entry WHERE d.id <= ? ORDER BY d.id
      """)
    statement.bind(1, marks["document"])
    try statement.forEach { row in
      documents.append(
        Document(
          number: row.int(0), series: row.text(1), sha256: hexadecimal(row.bytes(2)), file: row.text(3),
          format: row.text(4), bytes: row.int(5), published: Instant(microseconds: Int64(row.int(6))),
          known: Instant(microseconds: Int64(row.int(7))), listings: row.int(8), subjects: row.int(9),
          skipped: row.int(10), tlp: TLP(rawValue: row.text(11)) ?? .amberStrict, note: row.text(12),
          isPurged: !row.isNull(13)))
    }
    return documents
  }

  /// The sealed bytes of a document, or nil if its series keeps only what hit.
  public func sealedOriginal(of document: Int) throws -> (sealed: [UInt8], size: Int)? {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT o.sealed, o.size FROM document d JOIN original o ON o.id = d.original
          WHERE d.id = ? AND \(Self.isReadable)
          """,
        arguments: [document])
      return row.map { ([UInt8]($0[0] as Data), $0[1] as Int) }
    }
  }

  /// Numbers of the documents whose bytes are kept.
  public func documentsWithOriginals() throws -> Set<Int> {
    try read { db in try Set(Int.fetchAll(db, sql: "SELECT d.id FROM document d WHERE \(Self.isReadable)")) }
  }

  /// Whether a document `d` can be read again: its bytes are kept, neither purged nor left out of what was loaded.
  static let isReadable = """
    d.original IS NOT NULL AND d.id NOT IN (SELECT document FROM purgedDocument)
    AND d.original NOT IN (SELECT original FROM leftOut)
    """

  /// Records settings that differ from those known, as an entry of their own.
  ///
  /// Returns whether they did.
  public func record(_ settings: Settings, known: Instant) throws -> Bool {
    try write { db in
      let head = try FactsChain.head(db)
      guard try Self.settings(db, head.marks) != settings else { return false }
      try Self.writeSettings(db, settings, entry: head.sequence + 1)
      _ = try FactsChain.seal(
        db, after: head, known: known, command: "settings", by: invocation, counts: "settings changed")
      return true
    }
  }
}
