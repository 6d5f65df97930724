/// What happened to a timeline over an interval (design section 5).
struct Classification: Sendable {
  var findingClass: FindingClass
  var state: FindingState
  var absentDays: Int?
  var unobservedDays: Int?
  /// Number of the episode that decides the class, from 1.
  var episode: Int
  /// Episodes that touch the interval.
  var episodes: [Episode]
  /// Points inside the interval.
  var seen: Range<Int>
  /// The last point before the interval's end.
  var lastPoint: Int
}

extension Timeline {
  /// Classifies the interval; nil if the finding has no part in it.
  ///
  /// - Parameters:
  ///   - previous: the interval before, whose names may be `not-named` in this one.
  ///   - now: where silence is measured if the interval is still running.
  func classify(
    _ interval: Interval, previous: Interval, in history: SeriesHistory, now: Instant
  ) -> Classification? {
    let lower = count(before: interval.from)
    let upper = count(before: interval.to)
    guard upper > 0 else { return nil }
    let last = upper - 1
    let end = min(interval.to, max(now, interval.from))
    let offSince = absence(afterPoint: last, in: history, before: end)
    let state: FindingState
    if offSince != nil {
      state = .off
    } else if history.series.kind == .snapshot, let newest = history.newest(before: interval.to),
      end - newest > history.series.silentAfter
    {
      state = .unknown
    } else {
      state = .on
    }
    var result = Classification(
      findingClass: .new, state: state, episode: points[last].episode + 1, episodes: [], seen: lower..<upper,
      lastPoint: last)
    // A stream's listing is seen as long as it is current.
    let isCurrent =
      history.series.kind == .stream && lower > 0
      && points[lower - 1].published + history.series.currentFor >= interval.from
    if lower < upper || isCurrent {
      let first = isCurrent ? points[lower - 1].episode : points[lower].episode
      result.episode = first + 1
      if points[starts[first]].published < interval.from {
        result.findingClass = .continuing
      } else if first > 0 {
        result.findingClass = .returned
        let before = points[starts[first] - 1].published
        let start = points[starts[first]].published
        result.absentDays = (start - before).wholeDays
        result.unobservedDays = min(
          history.unobservedDays(from: before, to: start), (start - before).wholeDays)
      }
      result.episodes = (first...points[last].episode).map {
        episode($0, in: history, before: end)
      }
      return result
    }
    if offSince == nil {
      result.findingClass = .unknown
      return result
    }
    let wasCurrent =
      history.series.kind == .stream
      && points[last].published + history.series.currentFor >= previous.from
    guard points[last].published >= previous.from || wasCurrent else { return nil }
    result.findingClass = .notNamed
    return result
  }
}
