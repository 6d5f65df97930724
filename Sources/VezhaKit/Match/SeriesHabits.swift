// What the history tells about lists, not about names.

extension ExposureHistory {
  /// Distinct subjects of ours in each document, whatever organizations they belong to, by number of the document.
  public func ownSubjects(of documents: Set<Int>) -> [Int: Int] {
    var subjects: [Int: Set<Subject>] = [:]
    for timeline in timelines {
      for point in timeline.points where documents.contains(point.document) {
        subjects[point.document, default: []].insert(timeline.key.subject)
      }
    }
    return subjects.mapValues(\.count)
  }

  /// Hours for which names of ours stayed on the lists of a snapshot series, shortest first.
  ///
  /// Only episodes that began and ended within the interval count; begun hours count as whole ones. A stay lasts to
  /// the first document without the name.
  public func stays(in interval: Interval, series key: String) -> [Int] {
    guard let history = series[key], history.series.kind == .snapshot else { return [] }
    var hours: [Int] = []
    for timeline in timelines where timeline.key.series == key {
      for number in timeline.starts.indices {
        let episode = timeline.episode(number, in: history, before: interval.to)
        guard episode.start >= interval.from, let end = episode.offSince, end < interval.to else { continue }
        hours.append(Int(clamping: ((end - episode.start).microseconds + 3_599_999_999) / 3_600_000_000))
      }
    }
    return hours.sorted()
  }

  /// Documents of a series within an interval that differ from the one before, by hour of the day (UTC).
  public func changeHours(in interval: Interval, series key: String) -> [Int] {
    var hours = [Int](repeating: 0, count: 24)
    guard let history = series[key] else { return hours }
    for (index, document) in history.documents.enumerated() where interval.contains(document.published) {
      if index > 0, history.documents[index - 1].sha256 == document.sha256 { continue }
      let sinceMidnight = document.published - document.published.day.start
      let hour = Int(clamping: sinceMidnight.microseconds / 3_600_000_000)
      if hours.indices.contains(hour) { hours[hour] += 1 }
    }
    return hours
  }
}
