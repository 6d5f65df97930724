/// The documents of one series in order, and what they show of absence.
struct SeriesHistory: Sendable {
  /// An empty document shows absence once this has passed without a non-empty one.
  static let emptyProves: TimeSpan = .hours(24)

  let series: Series
  /// Documents, by published time, equal times by hash; without those that were purged, which show nothing any more.
  let documents: [Document]
  /// For each position: published time of the next non-empty document after it, or nil.
  private let nextNonEmpty: [Instant?]
  private let position: [Int: Int]

  init(series: Series, documents: [Document]) {
    let received = documents.sorted(by: Document.precedes)
    self.series = series.resolved(format: received.last?.format)
    let sorted = received.filter { !$0.isPurged }
    self.documents = sorted
    var next: Instant?
    var nexts = [Instant?](repeating: nil, count: sorted.count)
    var position: [Int: Int] = [:]
    for index in sorted.indices.reversed() {
      nexts[index] = next
      if sorted[index].listings > 0 { next = sorted[index].published }
      position[sorted[index].number] = index
    }
    nextNonEmpty = nexts
    self.position = position
  }

  /// Position of a document of this series, or nil.
  func position(of document: Int) -> Int? { position[document] }

  /// Number of documents published before the instant.
  func count(before limit: Instant) -> Int {
    var low = 0
    var high = documents.count
    while low < high {
      let middle = (low + high) / 2
      if documents[middle].published < limit { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Published time of the newest document before the instant.
  func newest(before limit: Instant) -> Instant? {
    let count = count(before: limit)
    return count > 0 ? documents[count - 1].published : nil
  }

  /// When absence of a subject was first shown after the document at `position`, which names it.
  ///
  /// - Parameters:
  ///   - next: position of the next document that names it, or nil.
  ///   - limit: only documents published before count; an empty one needs its 24 hours to pass by then.
  /// - Returns: published time of the first document that shows it, or nil.
  func absence(after position: Int, until next: Int?, before limit: Instant) -> Instant? {
    var index = position + 1
    let end = next ?? documents.count
    while index < end {
      let document = documents[index]
      guard document.published < limit else { return nil }
      if document.listings > 0 { return document.published }
      let heard = nextNonEmpty[index].map { min($0, limit) } ?? limit
      if heard - document.published >= Self.emptyProves { return document.published }
      index += 1
    }
    return nil
  }

  /// Days (UTC) strictly between two instants' days on which no document was published.
  func unobservedDays(from start: Instant, to end: Instant) -> Int {
    let first = start.day.number + 1
    let last = end.day.number - 1
    guard first <= last else { return 0 }
    var observed = 0
    var previous = Int.min
    var index = count(before: Day(number: first).start)
    while index < documents.count {
      let day = documents[index].published.day.number
      if day > last { break }
      if day != previous { observed += 1 }
      previous = day
      index += 1
    }
    return last - first + 1 - observed
  }

  /// How much of the interval was observed.
  func coverage(of interval: Interval) -> Coverage {
    var days = Set<Int>()
    var count = 0
    var advisories = 0
    for document in documents where interval.contains(document.published) {
      count += 1
      if document.isAdvisory { advisories += 1 }
      days.insert(document.published.day.number)
    }
    return Coverage(series: series.key, documents: count, days: days.count, advisories: advisories)
  }
}
