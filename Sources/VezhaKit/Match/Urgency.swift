/// Impact, certainty and priority in one table (design section 6).
public enum Urgency {
  /// How bad it would be if it is true.
  ///
  /// | role | critical or high asset | other |
  /// |---|---|---|
  /// | confirmed, malicious, a claimed leak or intrusion, a product known to be exploited | severe | high |
  /// | target, other claims, other vulnerable products | high | moderate |
  /// | lookalike | moderate | moderate |
  /// | refuted | low | low |
  public static func impact(
    role: Role, criticality: Criticality?, threat: Threat? = nil, isExploited: Bool = false
  ) -> Impact {
    let isCritical = (criticality ?? .moderate) >= .high
    switch role {
    case .confirmed, .malicious: return isCritical ? .severe : .high
    case .claimed where threat == .leak || threat == .intrusion: return isCritical ? .severe : .high
    case .vulnerable where isExploited: return isCritical ? .severe : .high
    case .target, .claimed, .vulnerable: return isCritical ? .high : .moderate
    case .lookalike: return .moderate
    case .refuted: return .low
    }
  }

  /// What to look at first: the impact, one step lower where the match is only possible, and one where a defence is
  /// in place.
  public static func priority(impact: Impact, certainty: Certainty, isProtected: Bool = false) -> Priority {
    let steps = impact.rank - (certainty == .possible ? 1 : 0) - (isProtected ? 1 : 0)
    return Priority.allCases[max(0, min(steps, 3))]
  }

  /// Whether a person must judge it: possible, and severe if true, so that lowering does not bury it; or a likeness of
  /// names, which only a person can judge.
  public static func needsReview(impact: Impact, certainty: Certainty, isByLikeness: Bool = false) -> Bool {
    certainty == .possible && (impact == .severe || isByLikeness)
  }

  /// Puts on top what came back after a defence was put in place, with an outage that was confirmed since or that any
  /// series confirms.
  static func raiseFailedDefences(_ findings: inout [Finding]) {
    guard findings.contains(where: { $0.protection != nil }) else { return }
    struct Name: Hashable {
      var organization: String
      var subject: Subject
    }
    let confirmed = Set(
      findings.filter { $0.suppressedBy == nil && ($0.roleDecided ?? $0.role) == .confirmed }
        .map { Name(organization: $0.organization, subject: $0.subject) })
    for index in findings.indices {
      let finding = findings[index]
      guard let protection = finding.protection, finding.suppressedBy == nil,
        confirmed.contains(Name(organization: finding.organization, subject: finding.subject))
      else { continue }
      let isBack = finding.episodes.contains { $0.start > protection.decided }
      let isConfirmedSince = finding.decision?.verdict == .confirmed
      guard isBack || isConfirmedSince else { continue }
      findings[index].hasFailedDefence = true
      findings[index].priority = .critical
    }
  }

  /// Order of findings: defences that failed, priority, on now, listed port open here, confirmed, episodes, criticality, then names.
  public static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    let leftRanks = ranks(left)
    let rightRanks = ranks(right)
    for (leftRank, rightRank) in zip(leftRanks, rightRanks) where leftRank != rightRank {
      return leftRank > rightRank
    }
    if left.organization != right.organization { return left.organization < right.organization }
    if left.subject != right.subject { return left.subject < right.subject }
    return (left.series, left.role.rawValue, left.id) < (right.series, right.role.rawValue, right.id)
  }

  private static func ranks(_ finding: Finding) -> [Int] {
    [
      finding.hasFailedDefence ? 1 : 0, finding.priority.rank, finding.state == .on ? 1 : 0,
      finding.services.contains { $0.ours == .open } ? 1 : 0,
      (finding.roleDecided ?? finding.role) == .confirmed ? 1 : 0, finding.episode,
      finding.assets.compactMap(\.criticality).map(\.rank).max() ?? -1,
    ]
  }
}
