extension Pipeline {
  /// What the lists of an interval do, beside the 25 intervals before it.
  ///
  /// Kept originals are read again: nothing of what others are named with is stored.
  public func campaign(_ interval: Interval, of known: KnownHistory) async throws -> CampaignFacts {
    var intervals = [interval]
    for _ in 1..<26 { intervals.insert(intervals[0].previous, at: 0) }
    let window = Interval(from: intervals[0].from, to: interval.to)
    let documents = known.documents.filter { window.contains($0.published) }.sorted {
      $0.series == $1.series ? Document.precedes($0, $1) : $0.series < $1.series
    }
    var table = CountryTable(intervals: intervals)
    try await countries(of: documents, known.settings) { table.add($0, $1) }
    let inside = documents.filter { interval.contains($0.published) }
    let ours = known.history.ownSubjects(of: Set(inside.map(\.number)))
    var before: [String: String] = [:]
    for document in documents where document.published < interval.from { before[document.series] = document.sha256 }
    let lists = inside.map { document in
      defer { before[document.series] = document.sha256 }
      return CampaignFacts.List(
        series: document.series, published: document.published, subjects: document.subjects,
        ours: ours[document.number] ?? 0, isChanged: before[document.series] != document.sha256)
    }
    let habits = Set(documents.map(\.series)).sorted().map { series in
      CampaignFacts.Habit(
        series: series, stays: known.history.stays(in: window, series: series),
        changes: known.history.changeHours(in: window, series: series))
    }
    return CampaignFacts(
      intervals: intervals, lists: lists, countries: table.countries, habits: habits, unread: table.unread)
  }

  /// Counts the hosts of each document by country suffix; nil for what cannot be read again.
  private func countries(
    of documents: [Document], _ settings: Settings, _ take: (Document, [String: Int]?) -> Void
  ) async throws {
    let ledger = ledger
    try await inOrder(
      documents, weight: { $0.bytes },
      { document in
        Result<(Document, [String: Int]?), any Error> {
          guard let original = try ledger.sealedOriginal(of: document.number) else { return (document, nil) }
          let bytes = try Zstandard.decompress(original.sealed.span)
          let series = settings.series(document.series, format: document.format)
          let format = try DocumentReader.format(of: bytes.span, in: series, file: document.file)
          let counts = CountryCounts()
          _ = try format.read(bytes.span, of: series, into: counts)
          return (document, counts.hosts)
        }
      },
      { result in
        let (document, counts) = try result.get()
        take(document, counts)
      })
  }
}

/// Peaks by series and country suffix while documents are read.
private struct CountryTable {
  let intervals: [Interval]
  private(set) var unread = 0
  private var peaks: [Place: [Int]] = [:]
  private var days: [Place: [Int]] = [:]
  /// Intervals and days of each series in which something could be read.
  private var readIntervals: [String: Set<Int>] = [:]
  private var readDays: [String: Set<Int>] = [:]
  private let dayCount: Int

  private struct Place: Hashable {
    var series: String
    var suffix: String
  }

  init(intervals: [Interval]) {
    self.intervals = intervals
    let own = intervals[intervals.count - 1]
    dayCount = max(0, Int(clamping: ((own.to - own.from).microseconds + 86_399_999_999) / 86_400_000_000))
  }

  mutating func add(_ document: Document, _ counts: [String: Int]?) {
    guard let counts else { return unread += 1 }
    guard let interval = intervals.firstIndex(where: { $0.contains(document.published) }) else { return }
    let isOwn = interval == intervals.count - 1
    let day = document.published.day.number - intervals[intervals.count - 1].from.day.number
    readIntervals[document.series, default: []].insert(interval)
    if isOwn { readDays[document.series, default: []].insert(day) }
    for (suffix, count) in counts {
      let place = Place(series: document.series, suffix: suffix)
      var row = peaks[place] ?? [Int](repeating: 0, count: intervals.count)
      row[interval] = max(row[interval], count)
      peaks[place] = row
      guard isOwn, (0..<dayCount).contains(day) else { continue }
      var daily = days[place] ?? [Int](repeating: 0, count: dayCount)
      daily[day] = max(daily[day], count)
      days[place] = daily
    }
  }

  var countries: [CampaignFacts.Country] {
    peaks.map { place, row in
      let daily = days[place] ?? [Int](repeating: 0, count: dayCount)
      return CampaignFacts.Country(
        suffix: place.suffix, series: place.series,
        peaks: row.indices.map { readIntervals[place.series]?.contains($0) == true ? row[$0] : nil },
        days: daily.indices.map { readDays[place.series]?.contains($0) == true ? daily[$0] : nil })
    }.sorted { left, right in
      let (a, b) = (left.peaks.last.flatMap { $0 } ?? 0, right.peaks.last.flatMap { $0 } ?? 0)
      return a != b ? a > b : (left.suffix, left.series) < (right.suffix, right.series)
    }
  }
}
