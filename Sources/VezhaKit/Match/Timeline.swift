/// What a finding is about: organization, series, role and subject.
///
/// Its hash is the finding's id.
public struct FindingKey: Hashable, Comparable, Sendable {
  /// Key of the organization.
  public var organization: String
  /// Key of the series.
  public var series: String
  /// What the series says the subject is.
  public var role: Role
  /// The subject.
  public var subject: Subject

  /// What a finding is about.
  public init(organization: String, series: String, role: Role, subject: Subject) {
    self.organization = organization
    self.series = series
    self.role = role
    self.subject = subject
  }

  /// Keys order by organization, subject, series and role.
  public static func < (left: FindingKey, right: FindingKey) -> Bool {
    (left.organization, left.subject, left.series, left.role.rawValue)
      < (right.organization, right.subject, right.series, right.role.rawValue)
  }
}

/// All sightings of one finding in time, folded into episodes.
///
/// Everything an interval asks is answered from here.
struct Timeline: Sendable {
  /// One document that names the subject, or in a stream one listing with a time of its own.
  struct Point: Sendable {
    /// Position in the series' history.
    var position: Int
    /// The listing's own time, else the document's.
    var published: Instant
    /// Number of the document.
    var document: Int
    /// The listing's own time; nil where it is the document's.
    var ownTime: Instant?
    var rows: Int
    /// Which episode it belongs to, from 0.
    var episode: Int = 0
  }

  let key: FindingKey
  /// Points in the order of the series.
  let points: [Point]
  /// Index of the first point of each episode.
  let starts: [Int]

  /// Folds points into episodes (design section 5).
  init(key: FindingKey, points given: [Point], history: SeriesHistory) {
    self.key = key
    var points = given.sorted { ($0.published, $0.position) < ($1.published, $1.position) }
    var starts: [Int] = []
    for index in points.indices {
      if index == 0 {
        starts.append(0)
      } else {
        let before = points[index - 1]
        let isApart: Bool
        switch history.series.kind {
        case .snapshot:
          isApart =
            points[index].published - before.published > history.series.gap
            && history.absence(
              after: before.position, until: points[index].position, before: points[index].published) != nil
        case .stream:
          isApart = points[index].published > before.published + history.series.currentFor
        }
        if isApart { starts.append(index) }
      }
      points[index].episode = starts.count - 1
    }
    self.points = points
    self.starts = starts
  }

  var first: Instant { points.first?.published ?? Instant(microseconds: 0) }
  var last: Instant { points.last?.published ?? Instant(microseconds: 0) }

  /// Number of points published before the instant.
  func count(before limit: Instant) -> Int {
    var low = 0
    var high = points.count
    while low < high {
      let middle = (low + high) / 2
      if points[middle].published < limit { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// When absence was first shown after a point, by what was published before the limit; nil if it was not.
  func absence(afterPoint index: Int, in history: SeriesHistory, before limit: Instant) -> Instant? {
    switch history.series.kind {
    case .snapshot:
      let next = index + 1 < points.count ? points[index + 1].position : nil
      return history.absence(after: points[index].position, until: next, before: limit)
    case .stream:
      let end = points[index].published + history.series.currentFor
      if index + 1 < points.count, points[index + 1].published <= end { return nil }
      return end < limit ? end : nil
    }
  }

  /// The episode as it stood at the limit.
  func episode(_ number: Int, in history: SeriesHistory, before limit: Instant) -> Episode {
    let first = starts[number]
    let end = number + 1 < starts.count ? starts[number + 1] : points.count
    let last = min(end, max(count(before: limit), first + 1)) - 1
    return Episode(
      start: points[first].published, lastSeen: points[last].published,
      offSince: absence(afterPoint: last, in: history, before: limit),
      documents: Set(points[first...last].map(\.document)).count,
      rows: points[first...last].reduce(0) { $0 + $1.rows })
  }
}
