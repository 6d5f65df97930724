import GRDB

// What was told to whom, what came back, and where one shift ended.

extension Ledger {
  /// Adds rows as one entry of the facts chain, if there are any; what is told changes no sighting.
  private func append(
    _ count: Int, known: Instant, command: String, inputs: [String] = [], _ insert: (Database, Int) throws -> Void
  ) throws {
    guard count > 0 else { return }
    try write { db in
      let head = try FactsChain.head(db)
      let isFresh = try SightingCache.isFresh(db, head)
      try insert(db, head.sequence + 1)
      let next = try FactsChain.seal(
        db, after: head, known: known, command: command, by: invocation, inputs: inputs, counts: "\(count) \(command)")
      if isFresh { try SightingCache.mark(db, next) }
    }
  }

  /// Writes messages of alerts.
  public func addAlerts(_ messages: [AlertMessage], known: Instant) throws {
    try append(messages.count, known: known, command: "alert") { db, entry in
      for message in messages {
        try db.execute(
          sql: "INSERT INTO alert (entry, label, organization, number, kind, written) VALUES (?, ?, ?, ?, ?, ?)",
          arguments: [
            entry, message.alert, message.organization, message.number, message.kind.rawValue,
            message.written.microseconds,
          ])
        let row = db.lastInsertedRowID
        for told in message.told {
          try db.execute(
            sql: "INSERT INTO alertFinding (alert, finding, start) VALUES (?, ?, ?)",
            arguments: [row, told.finding, told.start.microseconds])
        }
      }
    }
  }

  /// Messages known at a time, in the order in which they were written.
  public func alerts(asKnown: Instant? = nil) throws -> [AlertMessage] {
    try read { db in
      let marks = try FactsChain.head(db, asKnown: asKnown).marks
      var told: [Int: [AlertMessage.Told]] = [:]
      let findings = try FactStatement(
        db, "SELECT alert, finding, start FROM alertFinding WHERE id <= ? ORDER BY id")
      findings.bind(1, marks["alertFinding"])
      try findings.forEach { row in
        told[row.int(0), default: []].append(
          AlertMessage.Told(finding: row.text(1), start: Instant(microseconds: Int64(row.int(2)))))
      }
      var messages: [AlertMessage] = []
      let statement = try FactStatement(
        db, "SELECT id, label, organization, number, kind, written FROM alert WHERE id <= ? ORDER BY id")
      statement.bind(1, marks["alert"])
      try statement.forEach { row in
        guard let kind = AlertKind(rawValue: row.text(4)) else { return }
        messages.append(
          AlertMessage(
            alert: row.text(1), organization: row.text(2), number: row.int(3), kind: kind,
            written: Instant(microseconds: Int64(row.int(5))), told: told[row.int(0)] ?? []))
      }
      return messages
    }
  }

  /// Writes that organizations were told; the same notice again adds nothing.
  ///
  /// - Returns: how many were new.
  public func addNotices(_ notices: [Notice], known: Instant, inputs: [String] = []) throws -> Int {
    let present = Set(try self.notices().map { [$0.message, $0.organization, $0.stage.rawValue, $0.role] })
    let new = notices.filter { !present.contains([$0.message, $0.organization, $0.stage.rawValue, $0.role]) }
    try append(new.count, known: known, command: "sent", inputs: inputs) { db, entry in
      for notice in new {
        try db.execute(
          sql: """
            INSERT INTO notice (entry, message, organization, stage, role, ticket, author, time)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            entry, notice.message, notice.organization, notice.stage.rawValue, notice.role, notice.ticket,
            notice.author, notice.time.microseconds,
          ])
      }
    }
    return new.count
  }

  /// Notices known at a time, oldest first.
  public func notices(asKnown: Instant? = nil) throws -> [Notice] {
    try rows("notice", "message, organization, stage, role, ticket, author, time", asKnown: asKnown) { row in
      Notice.Stage(rawValue: row.text(2)).map {
        Notice(
          message: row.text(0), organization: row.text(1), stage: $0, role: row.text(3), ticket: row.text(4),
          author: row.text(5), time: Instant(microseconds: Int64(row.int(6))))
      }
    }
  }

  /// Writes what organizations replied.
  public func addAnswers(_ answers: [Answer], known: Instant, inputs: [String] = []) throws {
    try append(answers.count, known: known, command: "answer", inputs: inputs) { db, entry in
      for answer in answers {
        try db.execute(
          sql: """
            INSERT INTO answer (entry, message, organization, subject, state, text, author, time)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            entry, answer.message, answer.organization, answer.subject, answer.state.rawValue, answer.text,
            answer.author, answer.time.microseconds,
          ])
      }
    }
  }

  /// Answers known at a time, oldest first.
  public func answers(asKnown: Instant? = nil) throws -> [Answer] {
    try rows("answer", "message, organization, subject, state, text, author, time", asKnown: asKnown) { row in
      Answer.State(rawValue: row.text(3)).map {
        Answer(
          message: row.text(0), organization: row.text(1), subject: row.text(2), state: $0, text: row.text(4),
          author: row.text(5), time: Instant(microseconds: Int64(row.int(6))))
      }
    }
  }

  /// Writes the end of a shift.
  public func addHandover(_ handover: Handover, known: Instant) throws {
    try append(1, known: known, command: "handover") { db, entry in
      try db.execute(
        sql: "INSERT INTO handover (entry, time, author, text) VALUES (?, ?, ?, ?)",
        arguments: [entry, handover.time.microseconds, handover.author, handover.text])
    }
  }

  /// Ends of shifts known at a time, oldest first.
  public func handovers(asKnown: Instant? = nil) throws -> [Handover] {
    try rows("handover", "time, author, text", asKnown: asKnown) { row in
      Handover(time: Instant(microseconds: Int64(row.int(0))), author: row.text(1), text: row.text(2))
    }
  }

  private func rows<Fact>(
    _ table: String, _ columns: String, asKnown: Instant?, _ fact: (FactStatement) -> Fact?
  ) throws -> [Fact] {
    try read { db in
      let marks = try FactsChain.head(db, asKnown: asKnown).marks
      let statement = try FactStatement(db, "SELECT \(columns) FROM \(table) WHERE id <= ? ORDER BY id")
      statement.bind(1, marks[table])
      var facts: [Fact] = []
      try statement.forEach { row in if let read = fact(row) { facts.append(read) } }
      return facts
    }
  }
}
