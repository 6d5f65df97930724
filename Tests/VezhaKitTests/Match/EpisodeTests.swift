import Foundation
import Testing

@testable import VezhaKit

/// A series of one subject in a few letters: what was published when, and whether it names the subject.
struct LittleHistory {
  var series: Series
  var documents: [Document] = []
  var sightings: [Sighting] = []

  static let key = FindingKey(
    organization: "fin", series: "list", role: .target, subject: Subject(kind: .host, value: "fin.example"))

  init(_ kind: SeriesKind = .snapshot) {
    series = Series(key: "list", kind: kind)
  }

  /// Documents as `DAY.HOUR` and a sign, separated by spaces: `+` names it, `-` does not, `e` is empty.
  ///
  /// Day 1 is Monday 2 March 2026. What stands after the sign begins the hash, which orders equal times.
  init(_ text: String, _ kind: SeriesKind = .snapshot) {
    self.init(kind)
    for word in text.split(separator: " ") {
      guard let sign = word.firstIndex(where: { "+-e".contains($0) }) else { continue }
      add(Self.time(String(word[..<sign])), word[sign], hash: String(word[word.index(after: sign)...]))
    }
  }

  mutating func add(_ published: Instant, _ sign: Character, hash: String = "") {
    let number = documents.count
    documents.append(
      Document(
        number: number, series: "list", sha256: hash + "\(1_000_000 + number)", file: "list", format: "text",
        bytes: 1,
        published: published, known: published, listings: sign == "e" ? 0 : 5, subjects: 1, skipped: 0,
        tlp: .amber))
    if sign == "+" {
      sightings.append(
        Sighting(
          document: number, organization: "fin", role: .target, subject: Self.key.subject, rows: 2,
          inInventory: true,
          evidence: [
            SightingEvidence(
              rule: .hostExact, asset: nil, identifier: "fin.example", listed: "fin.example", location: "1:1",
              rows: 2)
          ]))
    }
  }

  /// `DAY.HOUR`.
  static func time(_ text: String) -> Instant {
    let parts = text.split(separator: ".").compactMap { Double($0) }
    let base = Instant("2026-03-02") ?? Instant(microseconds: 0)
    return base
      + TimeSpan(
        microseconds: Int64(((parts[0] - 1) * 24 + (parts.count > 1 ? parts[1] : 0)) * 3_600_000_000))
  }

  func finding(from: Instant, to: Instant, now: Instant? = nil) throws -> Finding? {
    let all = sightings
    let history = try ExposureHistory(
      inventory: Inventory(organizations: [Organization(key: "fin")]), settings: Settings(series: [series]),
      documents: documents, sightings: sightings, couplings: [], asKnown: nil)
    return try history.exposure(
      over: Interval(from: from, to: to), now: now ?? max(to, documents.map(\.published).max() ?? to),
      details: { wanted in all.filter { wanted.contains($0.document) } }, services: { _ in [:] }
    ).findings.first
  }
}

/// What a finding says of its time, as one line.
func told(_ finding: Finding?) -> String {
  guard let finding else { return "nothing" }
  let base = LittleHistory.time("1.0")
  func hours(_ instant: Instant) -> String {
    let hours = (instant - base).microseconds / 3_600_000_000
    return "\(hours / 24 + 1).\(hours % 24)"
  }
  let episodes = finding.episodes.map { episode in
    "\(hours(episode.start))-\(hours(episode.lastSeen))\(episode.offSince.map { " off \(hours($0))" } ?? "")"
  }
  var text = "\(finding.findingClass?.rawValue ?? "-") \(finding.state.rawValue) #\(finding.episode)"
  if let days = finding.absentDays { text += " absent \(days)/\(finding.unobservedDays ?? -1)" }
  text += " docs \(finding.documents)"
  if !episodes.isEmpty { text += " [\(episodes.joined(separator: ", "))]" }
  return text
}

/// Little histories with what design section 5 says of them.
///
/// Week 1 is days 1 to 7.
@Suite struct EpisodeTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var history: String
    var from: String
    var to: String
    var expected: String
    var why: String
    var kind = SeriesKind.snapshot
    var now: String?

    init(
      _ history: String, _ from: String, _ to: String, _ expected: String, _ why: String,
      _ kind: SeriesKind = .snapshot, now: String? = nil
    ) {
      self.history = history
      self.from = from
      self.to = to
      self.expected = expected
      self.why = why
      self.kind = kind
      self.now = now
    }

    var testDescription: String { "\(history) over \(from) to \(to): \(why)" }
  }

  @Test(arguments: [
    Row("2.8+ 2.12-", "1.0", "8.0", "new off #1 docs 1 [2.8-2.8 off 2.12]", "named once, then shown absent"),
    Row("2.8+", "1.0", "4.0", "new on #1 docs 1 [2.8-2.8]", "the newest document names it"),
    Row("2.8+", "1.0", "8.0", "new unknown #1 docs 1 [2.8-2.8]", "silent for 5.7 days"),
    Row("2.8+", "1.0", "7.8", "new on #1 docs 1 [2.8-2.8]", "silent for exactly silent-after is not longer"),
    Row("2.8+", "1.0", "7.9", "new unknown #1 docs 1 [2.8-2.8]", "an hour longer"),
    Row("2.8+", "1.0", "15.0", "new on #1 docs 1 [2.8-2.8]", "the interval still runs", now: "3.0"),
    Row(
      "2.8+ 5.8+", "1.0", "8.0", "new on #1 docs 2 [2.8-5.8]", "silence between is no absence: one episode"),
    Row(
      "2.8+ 2.12- 5.8+", "1.0", "8.0", "new on #1 docs 2 [2.8-2.8 off 2.12, 5.8-5.8]",
      "two episodes, the first decides the class"),
    Row(
      "2.8+ 2.12- 3.20+", "1.0", "8.0", "new on #1 docs 2 [2.8-3.20]",
      "36 hours apart is not more than the gap"),
    Row(
      "2.8+ 2.12- 3.21+", "1.0", "8.0", "new on #1 docs 2 [2.8-2.8 off 2.12, 3.21-3.21]",
      "37 hours and absence shown"),
    Row("2.8+ 3.21+", "1.0", "8.0", "new on #1 docs 2 [2.8-3.21]", "37 hours but no absence shown"),
    Row(
      "2.8+ 2.12- 3.8+ 3.12- 4.8+", "1.0", "8.0", "new on #1 docs 3 [2.8-4.8]",
      "a flicker within the gap is one episode"),
    Row(
      "2.8+ 9.8+", "8.0", "15.0", "continuing unknown #1 docs 1 [2.8-9.8]",
      "seven days of silence: the same episode"),
    Row(
      "2.8+ 2.12- 9.8+", "8.0", "15.0", "returned unknown #2 absent 7/6 docs 1 [9.8-9.8]",
      "absent 7 days; on none of the six days between was anything published"),
    Row(
      "2.8+ 3.12- 5.12- 9.8+ 9.9-", "8.0", "15.0", "returned off #2 absent 7/4 docs 1 [9.8-9.8 off 9.9]",
      "two of the six days between were observed"),
    Row("2.8+ 2.12-", "8.0", "15.0", "not-named off #1 docs 0", "seen in the week before, absence was shown"),
    Row("2.8+ 9.8-", "8.0", "15.0", "not-named off #1 docs 0", "absence shown in the interval"),
    Row("2.8+ 2.12-", "15.0", "22.0", "nothing", "not named only right after"),
    Row("2.8+", "8.0", "15.0", "unknown unknown #1 docs 0", "nothing published since shows absence"),
    Row("2.8+", "64.0", "71.0", "unknown unknown #1 docs 0", "unknown through the whole silence"),
    Row(
      "7.23+", "8.0", "9.0", "unknown on #1 docs 0", "a day of silence: still the newest document names it"),
    Row(
      "7.20+ 9.8-", "8.0", "15.0", "not-named off #1 docs 0", "absence shown by the first list of the week"),
    Row("2.8+ 3.8e", "1.0", "4.7", "new on #1 docs 1 [2.8-2.8]", "an empty list proves nothing for 23 hours"),
    Row("2.8+ 3.8e", "1.0", "4.8", "new off #1 docs 1 [2.8-2.8 off 3.8]", "after 24 hours it does"),
    Row(
      "2.8+ 3.8e 4.7+", "1.0", "5.0", "new on #1 docs 2 [2.8-4.7]",
      "47 hours, but the empty list stood 23 hours only"),
    Row(
      "2.8+ 3.8e 4.8+", "1.0", "5.0", "new on #1 docs 2 [2.8-2.8 off 3.8, 4.8-4.8]",
      "the empty list stood 24 hours"),
    Row(
      "2.8+ 3.8e 3.20e 4.8+", "1.0", "5.0", "new on #1 docs 2 [2.8-2.8 off 3.8, 4.8-4.8]",
      "an empty one is no non-empty one"),
    Row(
      "2.8+ 3.8e 3.12-", "1.0", "8.0", "new off #1 docs 1 [2.8-2.8 off 3.12]", "the non-empty list shows it"),
    Row("2.8e 3.8+", "1.0", "5.0", "new on #1 docs 1 [3.8-3.8]", "empty before the first says nothing"),
    Row("2.8-", "1.0", "8.0", "nothing", "never named"),
    Row("9.8+", "1.0", "8.0", "nothing", "named only later"),
    Row(
      "2.8+a 2.8-b", "1.0", "8.0", "new off #1 docs 1 [2.8-2.8 off 2.8]",
      "equal times: the hash says which is later"),
    Row(
      "2.8-a 2.8+b", "1.0", "4.0", "new on #1 docs 1 [2.8-2.8]", "equal times: the hash says which is later"),
    Row("2.8+b 2.8-a", "1.0", "4.0", "new on #1 docs 1 [2.8-2.8]", "in whatever order they were received"),
    Row("1.0+", "1.0", "8.0", "new unknown #1 docs 1 [1.0-1.0]", "the first instant is inside"),
    Row("8.0+", "1.0", "8.0", "nothing", "the end is outside"),
    Row(
      "2.8+ 8.0-", "1.0", "8.0", "new unknown #1 docs 1 [2.8-2.8]", "what is published at the end is outside"),
    Row(
      "2.8+ 2.9- 10.8+ 10.9- 20.8+ 20.9-", "15.0", "22.0",
      "returned off #3 absent 10/9 docs 1 [20.8-20.8 off 20.9]", "the third episode"),
    Row(
      "2.8+ 4.8-", "3.0", "5.0", "not-named off #1 docs 0", "an interval of two days: seen in the two before"),
    Row("2.8+ 4.8-", "4.0", "5.0", "nothing", "an interval of a day: not seen in the day before"),
  ])
  func `a snapshot series says what the design says`(row: Row) throws {
    let history = LittleHistory(row.history, row.kind)
    let finding = try history.finding(
      from: LittleHistory.time(row.from), to: LittleHistory.time(row.to), now: row.now.map(LittleHistory.time)
    )
    #expect(told(finding) == row.expected, "\(row.why)")
  }

  @Test(arguments: [
    Row("2.8+", "1.0", "8.0", "new on #1 docs 1 [2.8-2.8]", "on while current"),
    Row(
      "2.8+ 3.8-", "1.0", "8.0", "new on #1 docs 1 [2.8-2.8]", "a stream's other document shows no absence"),
    Row("2.8+ 20.8-", "15.0", "22.0", "continuing on #1 docs 0 [2.8-2.8]", "current all the week"),
    Row(
      "2.8+", "29.0", "36.0", "continuing off #1 docs 0 [2.8-2.8 off 32.8]", "its 30 days end within the week"
    ),
    Row("2.8+", "36.0", "43.0", "not-named off #1 docs 0", "it was current in the week before"),
    Row("2.8+", "43.0", "50.0", "nothing", "not the week after that"),
    Row("2.8+ 30.8+", "36.0", "43.0", "continuing on #1 docs 0 [2.8-30.8]", "currency overlaps"),
    Row("2.8+ 32.8+", "29.0", "36.0", "continuing on #1 docs 1 [2.8-32.8]", "currency touches"),
    Row(
      "2.8+ 40.8+", "36.0", "43.0", "returned on #2 absent 38/37 docs 1 [40.8-40.8]",
      "a new episode after the currency"),
  ])
  func `a stream says what the design says`(row: Row) throws {
    let history = LittleHistory(row.history, .stream)
    let finding = try history.finding(from: LittleHistory.time(row.from), to: LittleHistory.time(row.to))
    #expect(told(finding) == row.expected, "\(row.why)")
  }

  @Test(arguments: 0..<300)
  func `random histories equal the slow reference`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) &+ 77)
    var history = LittleHistory()
    var hours: [Int] = []
    var hour = Int.random(in: 0..<48, using: &random)
    while hour < 24 * 40 {
      hours.append(hour)
      // Mostly a few hours, at times days or weeks of silence, at times none.
      let steps = [0, 4, 8, 12, 20, 24, 30, 40, 24 * 5, 24 * 12]
      hour += steps.randomElement(using: &random) ?? 8
    }
    for hour in hours.shuffled(using: &random) {
      history.add(
        LittleHistory.time("1.0") + .hours(hour), "++---ee".randomElement(using: &random) ?? "-",
        hash: String(Int.random(in: 0..<4, using: &random)))
    }
    let reference = EpisodeReference(history)
    for _ in 0..<20 {
      let from = Int.random(in: 0..<24 * 45, using: &random)
      let length = [24, 48, 24 * 7].randomElement(using: &random) ?? 24
      let interval = Interval(
        from: LittleHistory.time("1.0") + .hours(from), to: LittleHistory.time("1.0") + .hours(from + length))
      let found = told(try history.finding(from: interval.from, to: interval.to))
      #expect(
        found == reference.told(interval), "seed \(seed), \(interval), \(history.documents.map(\.published))")
    }
  }
}

/// Design section 5 for a snapshot series, read literally and slowly.
private struct EpisodeReference {
  struct Entry {
    var time: Instant
    var names: Bool
    var isEmpty: Bool
  }

  var entries: [Entry]

  init(_ history: LittleHistory) {
    let named = Set(history.sightings.map(\.document))
    entries = history.documents.sorted {
      ($0.published.microseconds, $0.sha256) < ($1.published.microseconds, $1.sha256)
    }.map { Entry(time: $0.published, names: named.contains($0.number), isEmpty: $0.listings == 0) }
  }

  /// First document after `index` and before the next that names it which shows absence, as seen at `limit`.
  func absence(_ index: Int, _ limit: Instant) -> Instant? {
    for later in entries.indices where later > index {
      if entries[later].names || entries[later].time >= limit { return nil }
      if !entries[later].isEmpty { return entries[later].time }
      let day = entries[later].time + .hours(24)
      let isContradicted = entries.indices.contains {
        $0 > later && !entries[$0].isEmpty && entries[$0].time < day
      }
      if !isContradicted && day <= limit { return entries[later].time }
    }
    return nil
  }

  func told(_ interval: Interval) -> String {
    let named = entries.indices.filter { entries[$0].names }
    var episodes: [[Int]] = []
    for index in named {
      if let last = episodes.last?.last,
        !(entries[index].time - entries[last].time > .hours(36) && absence(last, entries[index].time) != nil)
      {
        episodes[episodes.count - 1].append(index)
      } else {
        episodes.append([index])
      }
    }
    let known = named.filter { entries[$0].time < interval.to }
    guard let last = known.last else { return "nothing" }
    let seen = known.filter { entries[$0].time >= interval.from }
    let off = absence(last, interval.to)
    let newest = entries.last { $0.time < interval.to }?.time ?? interval.to
    let state = off != nil ? "off" : interval.to - newest > .days(5) ? "unknown" : "on"
    let base = LittleHistory.time("1.0")
    func text(_ instant: Instant) -> String {
      let hours = (instant - base).microseconds / 3_600_000_000
      return "\(hours / 24 + 1).\(hours % 24)"
    }
    guard let first = seen.first else {
      let number = (episodes.firstIndex { $0.contains(last) } ?? 0) + 1
      if off == nil { return "unknown \(state) #\(number) docs 0" }
      let isRight = entries[last].time >= interval.previous.from
      return isRight ? "not-named \(state) #\(number) docs 0" : "nothing"
    }
    let number = episodes.firstIndex { $0.contains(first) } ?? 0
    let start = entries[episodes[number][0]].time
    var line: String
    if start < interval.from {
      line = "continuing \(state) #\(number + 1)"
    } else if number == 0 {
      line = "new \(state) #1"
    } else {
      let before = entries[episodes[number - 1].last ?? 0].time
      let absent = Int((start - before).microseconds / 86_400_000_000)
      let between = (before.day.number + 1..<max(before.day.number + 1, start.day.number))
      let unobserved = between.filter { day in !entries.contains { $0.time.day.number == day } }.count
      line = "returned \(state) #\(number + 1) absent \(absent)/\(min(absent, unobserved))"
    }
    let shown = episodes.map { $0.filter { entries[$0].time < interval.to } }.filter { !$0.isEmpty }
      .dropFirst(number)
    let parts = shown.map { episode in
      let end = episode[episode.count - 1]
      return
        "\(text(entries[episode[0]].time))-\(text(entries[end].time))\(absence(end, interval.to).map { " off \(text($0))" } ?? "")"
    }
    return "\(line) docs \(seen.count) [\(parts.joined(separator: ", "))]"
  }
}
