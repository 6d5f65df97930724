/// Findings that are judged together: names of one organization that came up in one series on one day and are as sure.
public struct TriageGroup: Sendable {
  /// Key of the organization.
  public var organization: String
  /// The day on which they came up.
  public var began: Day
  /// The findings, most urgent first.
  public var findings: [Finding]
  /// Whether a person must judge them.
  public var needsReview: Bool
}

extension Pipeline {
  /// What is to be judged in an interval: the review queue first, by impact if true and the oldest first, then what
  /// is named in the interval by priority, then the rest; what a decision covers already is left out.
  public func triage(_ exposure: Exposure) -> [TriageGroup] {
    struct Key: Hashable {
      var organization: String
      var series: String
      var role: Role
      var day: Day
      var review: Bool
      var certainty: Certainty
    }
    var groups: [Key: [Finding]] = [:]
    for finding in exposure.findings where finding.decision == nil {
      let start = finding.episodes.last?.start ?? finding.firstSeen
      groups[
        Key(
          organization: finding.organization, series: finding.series, role: finding.role, day: start.day,
          review: finding.needsReview, certainty: finding.certainty), default: []
      ].append(finding)
    }
    func rank(_ findings: [Finding], _ review: Bool) -> Int {
      review ? findings.map(\.impact.rank).max() ?? 0 : findings.map(\.priority.rank).max() ?? 0
    }
    return groups.sorted { left, right in
      let (a, b) = (left.key, right.key)
      if a.review != b.review { return a.review }
      let named = (left.value.contains(where: \.isNamed), right.value.contains(where: \.isNamed))
      if named.0 != named.1 { return named.0 }
      let (rankA, rankB) = (rank(left.value, a.review), rank(right.value, b.review))
      if rankA != rankB { return rankA > rankB }
      if a.day != b.day { return a.day < b.day }
      if a.certainty != b.certainty { return a.certainty > b.certainty }
      return (a.organization, a.series, a.role.rawValue) < (b.organization, b.series, b.role.rawValue)
    }.map { key, findings in
      TriageGroup(
        organization: key.organization, began: key.day, findings: findings.sorted(by: Urgency.precedes),
        needsReview: key.review)
    }
  }
}
