import GRDB

extension Ledger {
  /// Writes that an organization goes by another key, as one entry, and with it the owners that follow: a domain that
  /// two organizations held has one owner when they are one.
  ///
  /// - Parameter owners: how owners are decided by the organizations as they are then.
  public func addKeyChange(
    _ change: KeyChange, known: Instant, command: String, owners: (_ organizations: [Organization]) -> OwnerDecision
  ) throws {
    try write { db in
      let head = try FactsChain.head(db)
      try db.execute(
        sql: "INSERT INTO organizationKey (entry, former, key, reason, author, time) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          head.sequence + 1, change.former, change.key, change.reason, change.author, change.time.microseconds,
        ])
      let marks = try FactsChain.marks(db)
      try Self.decideOwners(
        db, entry: head.sequence + 1, marks: marks, decide: owners(try Self.registered(db, marks)))
      _ = try FactsChain.seal(
        db, after: head, known: known, command: command, by: invocation,
        counts: "\(change.former) is \(change.key)")
    }
  }

  /// Changes of keys known at a time, oldest first.
  public func keyChanges(asKnown: Instant? = nil) throws -> [KeyChange] {
    try read { db in try Self.keyChanges(db, try FactsChain.head(db, asKnown: asKnown).marks) }
  }

  static func keyChanges(_ db: Database, _ marks: FactsChain.Marks) throws -> [KeyChange] {
    var changes: [KeyChange] = []
    let statement = try FactStatement(
      db, "SELECT former, key, reason, author, time FROM organizationKey WHERE id <= ? ORDER BY id")
    statement.bind(1, marks["organizationKey"])
    try statement.forEach { row in
      changes.append(
        KeyChange(
          former: row.text(0), key: row.text(1), reason: row.text(2), author: row.text(3),
          time: Instant(microseconds: Int64(row.int(4)))))
    }
    return changes
  }
}
