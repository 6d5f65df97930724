extension ExposureHistory {
  /// Listings of one organization in one series, named in each of some intervals.
  public struct PieceCounts: Sendable {
    /// Key of the organization.
    public var organization: String
    /// Key of the series.
    public var series: String
    /// Findings named in each interval.
    public var named: [Int]
    /// Findings named in any of them.
    public var whole: Int
  }

  /// Counts named findings of each interval by organization and series, ordered by both.
  ///
  /// What decisions hide over an interval does not count in it, as in `counts`.
  public func counts(
    of intervals: [Interval], organizations: Set<String>? = nil, now: Instant
  ) -> [PieceCounts] {
    var found: [[String]: PieceCounts] = [:]
    for timeline in timelines(of: organizations) where !timeline.key.role.isApart {
      guard let history = series[timeline.key.series] else { continue }
      let key = [timeline.key.organization, timeline.key.series]
      var isNamed = false
      for (position, interval) in intervals.enumerated() {
        guard let classification = timeline.classify(interval, previous: interval.previous, in: history, now: now),
          !isHidden(timeline, over: interval, classification)
        else { continue }
        switch classification.findingClass {
        case .new, .returned, .continuing: break
        case .notNamed, .unknown: continue
        }
        isNamed = true
        found[
          key,
          default: PieceCounts(
            organization: key[0], series: key[1], named: [Int](repeating: 0, count: intervals.count), whole: 0)
        ].named[position] += 1
      }
      if isNamed { found[key]?.whole += 1 }
    }
    return found.values.sorted { ($0.organization, $0.series) < ($1.organization, $1.series) }
  }
}
