/// Analysts' decisions, arranged so that those on a finding are found at once.
struct DecisionIndex: Sendable {
  private var byFinding: [String: [Decision]] = [:]
  private var bySubject: [Target: [Decision]] = [:]

  private struct Target: Hashable {
    var organization: String
    var subject: Subject
  }

  /// Arranges decisions; those withdrawn are left out.
  init(_ decisions: [Decision]) {
    for decision in decisions.sorted(by: Decision.precedes) where decision.withdrawal == nil {
      switch decision.scope {
      case .finding: byFinding[decision.finding, default: []].append(decision)
      case .subject, .rule:
        bySubject[Target(organization: decision.organization, subject: decision.subject), default: []].append(decision)
      }
    }
  }

  var isEmpty: Bool { byFinding.isEmpty && bySubject.isEmpty }

  /// Whether a decision on single rules may cover it, so that its evidence must be looked at.
  func judgesRules(of key: FindingKey) -> Bool {
    bySubject[Target(organization: key.organization, subject: key.subject)]?.contains { $0.scope == .rule } ?? false
  }

  /// What applies to a finding over an interval.
  func applied(to key: FindingKey, over interval: Interval) -> AppliedDecisions {
    guard !isEmpty else { return AppliedDecisions() }
    var found = bySubject[Target(organization: key.organization, subject: key.subject)] ?? []
    if !byFinding.isEmpty { found += byFinding[ExposureHistory.id(of: key)] ?? [] }
    return AppliedDecisions(found.filter { $0.applies(to: interval) }.sorted(by: Decision.precedes))
  }
}

/// The decisions that apply to one finding over one interval: the newest of each kind.
struct AppliedDecisions: Sendable {
  /// How it is dealt with: false-positive, accepted, protected or in progress.
  private(set) var handling: Decision?
  /// What it is: confirmed or refuted.
  private(set) var truth: Decision?
  /// Rules whose evidence does not count.
  private(set) var rules: [Rule: Decision] = [:]

  /// Of decisions in the order in which they were taken.
  init(_ decisions: [Decision] = []) {
    for decision in decisions {
      if decision.scope == .rule {
        if let rule = decision.rule { rules[rule] = decision.verdict.hides ? decision : nil }
      } else if decision.verdict.role != nil {
        truth = decision
      } else {
        handling = decision
      }
    }
    // What was found to be true since is not hidden.
    if let truth, truth.verdict == .confirmed {
      rules = rules.filter { Decision.precedes(truth, $0.value) }
      if let hiding = handling, hiding.verdict.hides, Decision.precedes(hiding, truth) { handling = nil }
    }
  }

  /// What hides a finding with evidence of these rules, or nil.
  func hides(_ evidence: Set<Rule>) -> Decision? {
    if let handling, handling.verdict.hides { return handling }
    guard !rules.isEmpty, !evidence.isEmpty, evidence.allSatisfy({ rules[$0] != nil }) else { return nil }
    return evidence.compactMap { rules[$0] }.max(by: Decision.precedes)
  }

  /// What the finding shows: what hides it, else the newest.
  func shown(hiddenBy hiding: Decision?) -> Decision? {
    hiding ?? [handling, truth].compactMap { $0 }.max(by: Decision.precedes)
  }
}
