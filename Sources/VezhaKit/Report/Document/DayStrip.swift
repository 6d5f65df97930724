/// For each slot of the interval whether the lists of a series named a subject.
struct DayStrip: Hashable, Sendable {
  /// What a slot shows.
  enum Slot: Hashable, Sendable {
    /// Nothing was published.
    case blind
    /// Published, not named.
    case absent
    case named
  }

  /// Slots, days one after the other.
  var slots: [Slot]
  /// Slots of a day.
  var perDay: Int
  /// Each day in words: `Mon 2 of 3`.
  var words: String
  /// Each day for machines: `2/3 0/3 - -`.
  var code: String
}

/// Makes strips for one interval.
struct DayStripMaker {
  /// First letters of the days, or empty where the interval has too many days to show.
  let letters: [String]
  private let interval: Interval
  private let days: Int
  private let perDay: Int
  private let documents: [String: [Instant]]
  private let words: Words

  init(_ facts: ReportFacts, _ words: Words) {
    interval = facts.exposure.interval
    let length = (interval.to - interval.from).microseconds
    let days = length <= 0 ? 0 : Int(clamping: (length - 1) / 86_400_000_000) + 1
    self.days = days <= 31 ? days : 0
    perDay = days <= 7 ? 4 : 1
    var documents: [String: [Instant]] = [:]
    for document in facts.documents where !document.isPurged {
      documents[document.series, default: []].append(document.published)
    }
    self.documents = documents
    self.words = words
    letters = (0..<self.days).map { [interval] in
      words.dayLetter(interval.from.day.advanced(by: $0), of: days)
    }
  }

  /// The strip of a finding, or nil where the interval has too many days to show.
  func strip(_ finding: Finding) -> DayStrip? {
    guard days > 0 else { return nil }
    let named = Set(finding.sightings)
    let published = Set(documents[finding.series, default: []]).union(named)
    var slots = [DayStrip.Slot](repeating: .blind, count: days * perDay)
    var counts = [(named: Int, published: Int)](repeating: (0, 0), count: days)
    for instant in published where interval.contains(instant) {
      let offset = (instant - interval.from).microseconds
      let day = Int(offset / 86_400_000_000)
      let slot = day * perDay + Int(offset % 86_400_000_000 * Int64(perDay) / 86_400_000_000)
      guard slots.indices.contains(slot) else { continue }
      counts[day].published += 1
      if named.contains(instant) {
        counts[day].named += 1
        slots[slot] = .named
      } else if slots[slot] == .blind {
        slots[slot] = .absent
      }
    }
    let inWords = counts.enumerated().map { index, count in
      words.stripDay(interval.from.day.advanced(by: index), named: count.named, published: count.published)
    }
    let code = counts.map { $0.published == 0 ? "none" : "\($0.named)/\($0.published)" }
    return DayStrip(
      slots: slots, perDay: perDay, words: inWords.joined(separator: ", "), code: code.joined(separator: " "))
  }
}
