// Counts over many intervals, from timelines alone: no evidence is read for them.

extension ExposureHistory {
  /// How many names an interval had.
  public struct Counts: Hashable, Sendable {
    /// Documents published in it.
    public var documents = 0
    /// Findings named in it.
    public var named = 0
    /// Those named for the first time.
    public var new = 0
    /// Those back after an absence.
    public var returned = 0

    /// Adds the findings of another organization over the same interval.
    public mutating func add(findings other: Counts) {
      named += other.named
      new += other.new
      returned += other.returned
    }
  }

  /// Counts of an interval for some organizations (nil for all).
  public func counts(of interval: Interval, organizations: Set<String>? = nil, now: Instant) -> Counts {
    var counts = Counts()
    counts.documents = documents(of: interval)
    for own in countsByOrganization(of: interval, organizations: organizations, now: now).values {
      counts.add(findings: own)
    }
    return counts
  }

  /// Documents published in an interval that could name somebody, of all series.
  func documents(of interval: Interval) -> Int {
    series.values.reduce(0) { sum, history in
      let (from, to) = (history.count(before: interval.from), history.count(before: interval.to))
      return from < to ? sum + history.documents[from..<to].count { !$0.isAdvisory } : sum
    }
  }

  /// Counts of an interval for each organization that has any; `documents` are not among them.
  func countsByOrganization(
    of interval: Interval, organizations: Set<String>?, now: Instant
  ) -> [String: Counts] {
    var found: [String: Counts] = [:]
    // Products that advisories name and imitations are counted apart.
    for timeline in timelines(of: organizations) where !timeline.key.role.isApart {
      guard let history = series[timeline.key.series],
        let classification = timeline.classify(interval, previous: interval.previous, in: history, now: now)
      else { continue }
      if isHidden(timeline, over: interval, classification) { continue }
      var counts = Counts()
      switch classification.findingClass {
      case .new: counts.new = 1
      case .returned: counts.returned = 1
      case .continuing: break
      case .notNamed, .unknown: continue
      }
      counts.named = 1
      found[timeline.key.organization, default: Counts()].add(findings: counts)
    }
    return found
  }

  /// Earlier episodes of each finding of some organizations (nil for all) within the days before the interval's end, by
  /// finding id.
  public func episodesBefore(_ interval: Interval, days: Int, organizations: Set<String>? = nil) -> [String: Int] {
    var counts: [String: Int] = [:]
    let from = interval.to - .days(days)
    for timeline in timelines(of: organizations) {
      let upper = timeline.count(before: interval.to)
      guard upper > 0 else { continue }
      let inside = timeline.count(before: interval.from)
      let current = inside < upper ? timeline.points[inside].episode : timeline.points[upper - 1].episode
      let earlier = (0..<current).filter { timeline.points[timeline.starts[$0 + 1] - 1].published >= from }
        .count
      counts[Self.id(of: timeline.key)] = earlier
    }
    return counts
  }

  /// How many names that left a list came back.
  struct Returns {
    var left = 0
    var within28Days = 0
    var within84Days = 0
  }

  /// How many names of each organization that left a list in the 52 weeks before the instant came back.
  ///
  /// Those that left within the last 84 days are not counted: they have had no time to return.
  func returns(before limit: Instant, organizations: Set<String>?) -> [String: Returns] {
    var found: [String: Returns] = [:]
    let from = limit - .days(364)
    let to = limit - .days(84)
    for timeline in timelines(of: organizations) {
      guard let history = series[timeline.key.series] else { continue }
      var own = Returns()
      defer {
        if own.left > 0 {
          found[timeline.key.organization, default: Returns()].left += own.left
          found[timeline.key.organization, default: Returns()].within28Days += own.within28Days
          found[timeline.key.organization, default: Returns()].within84Days += own.within84Days
        }
      }
      for number in timeline.starts.indices {
        let end = number + 1 < timeline.starts.count ? timeline.starts[number + 1] : timeline.points.count
        let last = timeline.points[end - 1].published
        guard last >= from, last < to,
          timeline.absence(afterPoint: end - 1, in: history, before: limit) != nil
        else { continue }
        own.left += 1
        guard end < timeline.points.count, timeline.points[end].published < limit else { continue }
        let away = timeline.points[end].published - last
        if away <= .days(28) { own.within28Days += 1 }
        if away <= .days(84) { own.within84Days += 1 }
      }
    }
    return found
  }

  /// The keys of all findings with their ids, ordered by key.
  public func keys() -> [(id: String, key: FindingKey)] { timelines.map { (Self.id(of: $0.key), $0.key) } }

  /// Numbers of the documents that name a finding.
  func documents(naming key: FindingKey) -> Set<Int> {
    Set(timelines.first { $0.key == key }?.points.map(\.document) ?? [])
  }

  /// Published times at which a finding was named, oldest first; empty if there is no such finding.
  public func sightings(ofFinding id: String) -> [Instant] {
    timelines.first { Self.id(of: $0.key) == id }?.points.map(\.published) ?? []
  }

  /// All episodes of a finding as they stand at the limit.
  public func episodes(ofFinding id: String, before limit: Instant) -> [Episode] {
    guard let timeline = timelines.first(where: { Self.id(of: $0.key) == id }),
      let history = series[timeline.key.series]
    else { return [] }
    return timeline.starts.indices.filter { timeline.points[timeline.starts[$0]].published < limit }
      .map { timeline.episode($0, in: history, before: limit) }
  }
}
