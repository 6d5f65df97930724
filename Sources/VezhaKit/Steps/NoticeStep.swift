/// A message that was sent, and what came back.
public struct NoticeState: Sendable {
  /// The message.
  public var message: AlertMessage
  /// What was done with it, oldest first.
  public var notices: [Notice]
  /// What came back, oldest first.
  public var answers: [Answer]

  /// When it was first sent to the organization, or nil; that a desk outside of it was told does not count.
  public var sent: Instant? {
    notices.filter { $0.stage == .sent && DeskNotice.Service(role: $0.role) == nil }.map(\.time).min()
  }
  /// When the first answer came, or nil.
  public var answered: Instant? { answers.map(\.time).min() }
}

extension Pipeline {
  /// All messages of alerts with what was done and what came back, in the order in which they were written.
  public func noticeStates(_ known: KnownHistory) throws -> [NoticeState] {
    let inventory = known.loaded.inventory
    let notices = Dictionary(grouping: try ledger.notices(asKnown: known.asKnown)) {
      "\($0.message) \(inventory.currentKey($0.organization))"
    }
    let answers = Dictionary(grouping: try ledger.answers(asKnown: known.asKnown)) {
      "\($0.message) \(inventory.currentKey($0.organization))"
    }
    return try known.alerts().map { message in
      let key = "\(message.label) \(message.organization)"
      return NoticeState(message: message, notices: notices[key] ?? [], answers: answers[key] ?? [])
    }
  }

  /// Messages written in an interval with what became of them, oldest first.
  func notices(of interval: Interval, _ known: KnownHistory) throws -> [NoticeFacts] {
    let states = try noticeStates(known).filter { interval.contains($0.message.written) }
    guard !states.isEmpty else { return [] }
    let openings = known.history.openings(of: Set(states.flatMap(\.message.told)))
    return states.map { state in
      // What was published first of all that it tells.
      let first = state.message.told.compactMap { openings[$0] }.min {
        ($0.published, $0.known) < ($1.published, $1.known)
      }
      var answers: [Answer.State] = []
      for answer in state.answers where !answers.contains(answer.state) { answers.append(answer.state) }
      return NoticeFacts(
        label: state.message.label, organization: state.message.organization, kind: state.message.kind,
        names: Set(state.message.told.map(\.finding)).count, published: first?.published, received: first?.known,
        written: state.message.written, sent: state.sent, answered: state.answered, answers: answers,
        replies: state.answers.filter { !$0.text.isEmpty }.map { .init(subject: $0.subject, text: $0.text) })
    }
  }

  /// What an answer decides: `down` confirms, `up` refutes, each finding of the message that it is about.
  ///
  /// - Throws: `DecisionError` where the message or the name is not known.
  public func decisions(of answer: Answer, _ known: KnownHistory) throws -> [Decision] {
    let messages = try known.alerts()
    let organization = known.loaded.inventory.currentKey(answer.organization)
    guard
      let message = messages.first(where: { $0.label == answer.message && $0.organization == organization })
    else {
      throw DecisionError(
        isMissing: true,
        reason: "no message \(answer.message) went to \(answer.organization); `vezha alert --list` shows them")
    }
    let wave = messages.filter { $0.alert == message.alert && $0.number <= message.number }.flatMap(\.told)
    let keys = Dictionary(known.history.keys().map { ($0.id, $0.key) }, uniquingKeysWith: { first, _ in first })
    var findings = Set(wave.map(\.finding)).filter { keys[$0] != nil }
    if !answer.subject.isEmpty {
      // As our own pages print it, or as people write it.
      let subjects = Set(try explain(text: answer.subject).subjects.map(\.value)).union([answer.subject.lowercased()])
      findings = findings.filter { keys[$0].map { subjects.contains($0.subject.value) } ?? false }
      guard !findings.isEmpty else {
        throw DecisionError(isMissing: true, reason: "\(answer.subject) is no name of \(answer.message)")
      }
    }
    let verdict: Verdict
    switch answer.state {
    case .down: verdict = .confirmed
    case .up: verdict = .refuted
    case .slow, .notOurs, .providerInformed, .text: return []
    }
    let desk = try DecisionDesk(known, now: now)
    return try findings.sorted().map { finding in
      try desk.decision(
        DecisionRequest(
          finding: finding, verdict: verdict,
          reason:
            "answer to \(answer.message): \(answer.state.rawValue)\(answer.text.isEmpty ? "" : ", \(answer.text)")",
          author: answer.author))
    }
  }
}
