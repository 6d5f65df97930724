import GRDB

extension Ledger {
  /// Writes decisions in one transaction, as one entry; those that are known already add nothing.
  ///
  /// - Returns: how many were new.
  public func addDecisions(
    _ decisions: [Decision], known: Instant, inputs: [String] = [], command: String = "decide"
  ) throws -> Int {
    try write { db in
      let head = try FactsChain.head(db)
      let isFresh = try SightingCache.isFresh(db, head)
      var added = 0
      for decision in decisions where try Self.insert(db, decision, entry: head.sequence + 1) { added += 1 }
      guard added > 0 else { return 0 }
      let next = try FactsChain.seal(
        db, after: head, known: known, command: command, by: invocation, inputs: inputs,
        counts: "\(added) decisions")
      // What is decided changes no sighting.
      if isFresh { try SightingCache.mark(db, next) }
      return added
    }
  }

  /// Takes the decisions of another ledger with what was withdrawn there, also of those that are known already, in one
  /// transaction, as one entry.
  ///
  /// What is withdrawn here stays withdrawn.
  ///
  /// - Returns: how many decisions and how many withdrawals were new.
  func joinDecisions(_ decisions: [Decision], known: Instant) throws -> (added: Int, withdrawn: Int) {
    try write { db in
      let head = try FactsChain.head(db)
      let isFresh = try SightingCache.isFresh(db, head)
      var (added, withdrawn) = (0, 0)
      for decision in decisions {
        if try Self.insert(db, decision, entry: head.sequence + 1) { added += 1 }
        if let withdrawal = decision.withdrawal,
          try Self.withdraw(db, decision.id, withdrawal, entry: head.sequence + 1)
        {
          withdrawn += 1
        }
      }
      guard added + withdrawn > 0 else { return (0, 0) }
      let next = try FactsChain.seal(
        db, after: head, known: known, command: "load", by: invocation,
        counts: "\(added) decisions, \(withdrawn) decisions withdrawn")
      // What is decided changes no sighting.
      if isFresh { try SightingCache.mark(db, next) }
      return (added, withdrawn)
    }
  }

  static func insert(_ db: Database, _ decision: Decision, entry: Int) throws -> Bool {
    let id = decision.id
    if try Int.fetchOne(db, sql: "SELECT id FROM decision WHERE key = ?", arguments: [id]) != nil { return false }
    let statement = try FactStatement(
      db,
      """
      INSERT INTO decision (entry, key, verdict, scope, finding, organization, series, role, kind, subject, rule,
      reason, author, decided, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    statement.bind(1, entry)
    let texts = [
      id, decision.verdict.rawValue, decision.scope.rawValue, decision.finding, decision.organization,
      decision.series, decision.role.rawValue, decision.subject.kind.rawValue, decision.subject.value,
      decision.rule?.rawValue, decision.reason, decision.author,
    ]
    for (index, text) in texts.enumerated() { statement.bind(Int32(index + 2), text) }
    statement.bind(14, Int(decision.decided.microseconds))
    statement.bind(15, decision.until.map { Int($0.microseconds) })
    try statement.run()
    return true
  }

  /// Takes decisions back, as one entry; what is withdrawn already stays so.
  ///
  /// - Parameter ids: ids of decisions.
  /// - Returns: how many were withdrawn.
  public func withdrawDecisions(
    _ ids: [String], _ withdrawal: Decision.Withdrawal, known: Instant
  ) throws -> Int {
    try write { db in
      let head = try FactsChain.head(db)
      let isFresh = try SightingCache.isFresh(db, head)
      var withdrawn = 0
      for id in ids where try Self.withdraw(db, id, withdrawal, entry: head.sequence + 1) { withdrawn += 1 }
      guard withdrawn > 0 else { return 0 }
      let next = try FactsChain.seal(
        db, after: head, known: known, command: "withdraw", by: invocation, counts: "\(withdrawn) decisions withdrawn")
      if isFresh { try SightingCache.mark(db, next) }
      return withdrawn
    }
  }

  static func withdraw(_ db: Database, _ id: String, _ withdrawal: Decision.Withdrawal, entry: Int) throws -> Bool {
    try db.execute(
      sql: """
        INSERT INTO withdrawal (entry, decision, time, reason, author) SELECT ?, d.id, ?, ?, ? FROM decision d
        WHERE d.key = ? AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.decision = d.id)
        """,
      arguments: [entry, withdrawal.time.microseconds, withdrawal.reason, withdrawal.author, id])
    return db.changesCount > 0
  }

  /// Decisions known at a time, oldest first, with what was withdrawn by then.
  public func decisions(asKnown: Instant? = nil) throws -> [Decision] {
    try read { db in try Self.decisions(db, try FactsChain.head(db, asKnown: asKnown).marks) }
  }

  static func decisions(_ db: Database, _ marks: FactsChain.Marks) throws -> [Decision] {
    var decisions: [Decision] = []
    let statement = try FactStatement(
      db,
      """
      SELECT d.verdict, d.scope, d.finding, d.organization, d.series, d.role, d.kind, d.subject, d.rule, d.reason,
      d.author, d.decided, d.until, w.time, w.reason, w.author FROM decision d
      LEFT JOIN withdrawal w ON w.decision = d.id AND w.id <= ? WHERE d.id <= ? ORDER BY d.decided, d.key
      """)
    statement.bind(1, marks["withdrawal"])
    statement.bind(2, marks["decision"])
    try statement.forEach { row in
      guard let verdict = Verdict(rawValue: row.text(0)), let scope = DecisionScope(rawValue: row.text(1)),
        let role = Role(rawValue: row.text(5)), let kind = SubjectKind(rawValue: row.text(6))
      else { return }
      decisions.append(
        Decision(
          verdict: verdict, scope: scope, finding: row.text(2), organization: row.text(3), series: row.text(4),
          role: role, subject: Subject(kind: kind, value: row.text(7)),
          rule: row.textOrNil(8).flatMap(Rule.init(rawValue:)), reason: row.text(9), author: row.text(10),
          decided: Instant(microseconds: Int64(row.int(11))),
          until: row.intOrNil(12).map { Instant(microseconds: Int64($0)) },
          withdrawal: row.intOrNil(13).map {
            Decision.Withdrawal(
              time: Instant(microseconds: Int64($0)), reason: row.text(14), author: row.text(15))
          }))
    }
    return decisions
  }
}
