/// What an analyst wants to decide, before the finding is looked up.
public struct DecisionRequest: Sendable {
  /// Id of a finding, or its beginning.
  public var finding: String
  /// What is decided.
  public var verdict: Verdict
  /// Why.
  public var reason: String
  /// How much it covers.
  public var scope: DecisionScope
  /// The rule, for the scope of that name; nil if the evidence knows only one.
  public var rule: Rule?
  /// When it lapses; nil for the verdict's own time.
  public var until: Instant?
  /// Who decides.
  public var author: String

  /// What an analyst wants to decide.
  public init(
    finding: String, verdict: Verdict, reason: String, scope: DecisionScope = .finding, rule: Rule? = nil,
    until: Instant? = nil, author: String
  ) {
    self.finding = finding
    self.verdict = verdict
    self.reason = reason
    self.scope = scope
    self.rule = rule
    self.until = until
    self.author = author
  }
}

/// Why nothing was decided.
public struct DecisionError: Error, Hashable, Sendable {
  /// Whether there is no such finding, rather than something wrong with the request.
  public var isMissing: Bool
  /// One clause in lower case.
  public var reason: String
}

/// Finds the findings that decisions are about.
public struct DecisionDesk: Sendable {
  private let known: KnownHistory
  private let time: Instant
  private let ids: [String]
  private let keys: [FindingKey]
  private let formerIDs: [String: String]

  /// A desk over what is known; `now` is when decisions are taken, but never before the newest fact.
  public init(_ known: KnownHistory, now: Instant) throws {
    self.known = known
    let sorted = known.history.keys().sorted { $0.id < $1.id }
    ids = sorted.map(\.id)
    keys = sorted.map(\.key)
    formerIDs = known.formerIDs
    let newest = try known.ledger.head().known
    time = max(now, newest.map { $0 + TimeSpan(microseconds: 1) } ?? now)
  }

  /// The finding whose id begins so.
  public func finding(_ prefix: String) throws(DecisionError) -> (id: String, key: FindingKey) {
    let prefix = formerIDs[prefix.lowercased()] ?? prefix.lowercased()
    var low = 0
    var high = ids.count
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < prefix { low = middle + 1 } else { high = middle }
    }
    guard !prefix.isEmpty, low < ids.count, ids[low].hasPrefix(prefix) else {
      throw DecisionError(isMissing: true, reason: "no finding has the id \(prefix)")
    }
    if low + 1 < ids.count, ids[low] != prefix, ids[low + 1].hasPrefix(prefix) {
      throw DecisionError(isMissing: false, reason: "several findings begin with \(prefix); write more of it")
    }
    return (ids[low], keys[low])
  }

  /// The decision of a request.
  ///
  /// - Throws: `DecisionError` for what cannot be decided, and what reading the evidence throws.
  public func decision(_ request: DecisionRequest) throws -> Decision {
    let found = try finding(request.finding)
    let reason = request.reason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !reason.isEmpty else { throw DecisionError(isMissing: false, reason: "a decision needs a reason") }
    guard reason.utf8.count <= 2000, request.author.utf8.count <= 200 else {
      throw DecisionError(isMissing: false, reason: "a reason may have 2,000 bytes, an author 200")
    }
    var rule: Rule?
    if request.scope == .rule {
      guard request.verdict.hides else {
        throw DecisionError(
          isMissing: false,
          reason: "the scope rule goes with false-positive and accepted, not with \(request.verdict.rawValue)")
      }
      rule = try self.rule(request.rule, of: found.key)
    } else if request.rule != nil {
      throw DecisionError(isMissing: false, reason: "a rule goes with the scope rule")
    }
    let until = request.until ?? request.verdict.lapsesAfter.map { (time + $0).day.start }
    if let until, until <= time {
      throw DecisionError(isMissing: false, reason: "it would have lapsed on \(until) already")
    }
    return Decision(
      verdict: request.verdict, scope: request.scope, finding: found.id, organization: found.key.organization,
      series: found.key.series, role: found.key.role, subject: found.key.subject, rule: rule, reason: reason,
      author: request.author, decided: time, until: until)
  }

  private func rule(_ given: Rule?, of key: FindingKey) throws -> Rule {
    let rules = try known.rules(of: key).sorted()
    if let given {
      guard rules.contains(given) else {
        throw DecisionError(
          isMissing: false,
          reason: "no evidence is by \(given.rawValue), only by \(rules.map(\.rawValue).joined(separator: ", "))")
      }
      return given
    }
    guard let rule = rules.first, rules.count == 1 else {
      throw DecisionError(
        isMissing: false,
        reason: "its evidence is by \(rules.map(\.rawValue).joined(separator: ", ")); name one with --rule")
    }
    return rule
  }
}

extension KnownHistory {
  /// Rules of all evidence of a finding.
  func rules(of key: FindingKey) throws -> Set<Rule> {
    Set(
      try sightings(of: history.documents(naming: key)).filter {
        $0.organization == key.organization && $0.role == key.role && $0.subject == key.subject
      }
      .flatMap { $0.evidence.map(\.rule) })
  }

  /// The decisions with how many findings of all that is known each covers, oldest first.
  public func coveredFindings() throws -> [(decision: Decision, findings: [String])] {
    let keys = history.keys()
    var byID: [String: FindingKey] = [:]
    var bySubject: [String: [(id: String, key: FindingKey)]] = [:]
    for entry in keys {
      byID[entry.id] = entry.key
      bySubject["\(entry.key.organization) \(entry.key.subject.value)", default: []].append(entry)
    }
    return try decisions.map { decision in
      if decision.scope == .finding { return (decision, byID[decision.finding] == nil ? [] : [decision.finding]) }
      var covered = (bySubject["\(decision.organization) \(decision.subject.value)"] ?? [])
        .filter { $0.key.subject == decision.subject }
      if let rule = decision.rule { covered = try covered.filter { try rules(of: $0.key).contains(rule) } }
      return (decision, covered.map(\.id).sorted())
    }
  }
}
