import GRDB

/// Sightings and couplings as rows: a cache of what matching the kept originals gives.
final class SightingCache {
  private let insertSighting: FactStatement
  private let insertCoupling: FactStatement

  init(_ db: Database) throws {
    insertSighting = try FactStatement(
      db,
      """
      INSERT OR REPLACE INTO sighting (document, organization, role, kind, subject, time, rows, detail)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """)
    insertCoupling = try FactStatement(
      db, "INSERT OR REPLACE INTO coupling (document, organization, address, domain) VALUES (?, ?, ?, ?)")
  }

  /// Whether the cache stands for the facts up to this head, under whichever rules.
  static func isFresh(_ db: Database, _ head: FactsChain.Head) throws -> Bool {
    try Int.fetchOne(db, sql: "SELECT entry FROM cacheState WHERE id = 1") ?? 0 == head.sequence
  }

  /// Notes that the cache stands for the facts up to this head, under the rules of before.
  static func mark(_ db: Database, _ head: FactsChain.Head) throws {
    try db.execute(sql: "UPDATE cacheState SET entry = ? WHERE id = 1", arguments: [head.sequence])
  }

  /// Notes that the cache stands for no facts, so that it is made anew.
  static func forget(_ db: Database) throws { try db.execute(sql: "UPDATE cacheState SET entry = -1 WHERE id = 1") }

  /// Adds what one document says of ours.
  func add(_ sightings: [Sighting], _ couplings: [Coupling], document: Int) throws {
    for sighting in sightings {
      insertSighting.bind(1, document)
      insertSighting.bind(2, sighting.organization)
      insertSighting.bind(3, sighting.role.rawValue)
      insertSighting.bind(4, sighting.subject.kind.rawValue)
      insertSighting.bind(5, sighting.subject.value)
      insertSighting.bind(6, Int(sighting.time?.microseconds ?? 0))
      insertSighting.bind(7, sighting.rows)
      insertSighting.bind(8, SightingDetail.text(of: sighting))
      try insertSighting.run()
    }
    for coupling in couplings {
      insertCoupling.bind(1, document)
      insertCoupling.bind(2, coupling.organization)
      insertCoupling.bind(3, coupling.address)
      insertCoupling.bind(4, Int(truncatingIfNeeded: coupling.foreign))
      try insertCoupling.run()
    }
  }
}

extension Ledger {
  /// Whether the sighting cache stands for all facts under these rules.
  func hasFreshSightings(under rules: String) throws -> Bool {
    try read { db in
      try SightingCache.isFresh(db, try FactsChain.head(db))
        && String.fetchOne(db, sql: "SELECT rules FROM cacheState WHERE id = 1") == rules
    }
  }

  /// Replaces the cache by what matching gave anew; `sightings` name their documents.
  ///
  /// - Parameters:
  ///   - sequence: number of the entry they stand for.
  ///   - rules: what they were derived under.
  /// - Returns: whether that is still the newest; if not, the cache is left as it was.
  func replaceSightings(
    _ sightings: [Sighting], _ couplings: [Coupling], at sequence: Int, under rules: String
  ) throws -> Bool {
    try write { db in
      let head = try FactsChain.head(db)
      guard head.sequence == sequence else { return false }
      // Documents whose originals were not kept cannot be read again: what they said stays as it was.
      let kept = "IN (SELECT d.id FROM document d WHERE \(Self.isReadable))"
      try db.execute(sql: "DELETE FROM sighting WHERE document \(kept); DELETE FROM coupling WHERE document \(kept)")
      let cache = try SightingCache(db)
      for sighting in sightings { try cache.add([sighting], [], document: sighting.document) }
      for coupling in couplings { try cache.add([], [coupling], document: coupling.document) }
      try db.execute(
        sql: "INSERT OR REPLACE INTO cacheState (id, entry, rules) VALUES (1, ?, ?)", arguments: [sequence, rules])
      return true
    }
  }

  /// A listing's own time as stored: 0 where it is the document's.
  private static func time(_ stored: Int) -> Instant? { stored == 0 ? nil : Instant(microseconds: Int64(stored)) }

  /// Light rows of the cache, in a fixed order.
  public func sightingRows() throws -> [Sighting] {
    try read { db in
      var rows: [Sighting] = []
      let statement = try FactStatement(
        db,
        """
        SELECT document, organization, role, kind, subject, rows, time FROM sighting
        ORDER BY document, organization, role, kind, subject, time
        """)
      try statement.forEach { row in
        guard let role = Role(rawValue: row.text(2)), let kind = SubjectKind(rawValue: row.text(3)) else { return }
        rows.append(
          Sighting(
            document: row.int(0), organization: row.text(1), role: role,
            subject: Subject(kind: kind, value: row.text(4)), time: Self.time(row.int(6)), rows: row.int(5)))
      }
      return rows
    }
  }

  /// Whole sightings of some documents.
  public func sightings(of documents: Set<Int>) throws -> [Sighting] {
    try read { db in
      var sightings: [Sighting] = []
      let statement = try FactStatement(
        db,
        """
        SELECT organization, role, kind, subject, rows, detail, time FROM sighting WHERE document = ?
        ORDER BY organization, role, kind, subject, time
        """)
      for document in documents.sorted() {
        statement.bind(1, document)
        try statement.forEach { row in
          guard let role = Role(rawValue: row.text(1)), let kind = SubjectKind(rawValue: row.text(2)) else { return }
          var sighting = Sighting(
            document: document, organization: row.text(0), role: role,
            subject: Subject(kind: kind, value: row.text(3)), time: Self.time(row.int(6)), rows: row.int(4))
          SightingDetail.read(row.text(5), into: &sighting)
          sightings.append(sighting)
        }
      }
      return sightings
    }
  }

  /// All couplings, in a fixed order.
  public func couplings() throws -> [Coupling] {
    try read { db in
      var couplings: [Coupling] = []
      let statement = try FactStatement(
        db,
        "SELECT document, organization, address, domain FROM coupling ORDER BY document, organization, address, domain")
      try statement.forEach { row in
        couplings.append(
          Coupling(
            document: row.int(0), organization: row.text(1), address: row.text(2),
            foreign: UInt64(bitPattern: Int64(row.int(3)))))
      }
      return couplings
    }
  }
}
