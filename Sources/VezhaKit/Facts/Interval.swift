/// A half-open stretch of published time, `from <= t < to`, usually one ISO week.
public struct Interval: Hashable, Sendable {
  /// First instant inside.
  public var from: Instant
  /// First instant outside.
  public var to: Instant

  /// An interval; an end before the start gives an empty one.
  public init(from: Instant, to: Instant) {
    self.from = from
    self.to = max(from, to)
  }

  /// Whether the instant lies inside.
  public func contains(_ instant: Instant) -> Bool { instant >= from && instant < to }

  /// The interval of the same length just before.
  public var previous: Interval { Interval(from: from - (to - from), to: from) }

  /// The ISO week this interval is, if it is exactly one.
  public var week: ISOWeek? {
    let week = ISOWeek(containing: from)
    return week.interval == self ? week : nil
  }

  /// `2026-W47`, `2026-10`, `2026-Q4`, `2026`; `2026-W40..2026-W47` for several whole weeks; else the two ends.
  public var title: String {
    if let name = week?.description ?? CalendarPeriod(self)?.description { return name }
    let (first, last) = (ISOWeek(containing: from), ISOWeek(containing: to).advanced(by: -1))
    return first < last && first.interval.from == from && last.interval.to == to
      ? "\(first)..\(last)" : "\(from)_\(to)"
  }
}

/// A week of ISO 8601: Monday to Sunday, numbered within the year of its Thursday.
public struct ISOWeek: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The Monday on which it begins.
  public let monday: Day

  /// The week that contains the instant (UTC).
  public init(containing instant: Instant) {
    let day = instant.day
    monday = day.advanced(by: 1 - day.weekday)
  }

  /// Reads `2026-W47`; nil for anything else or a week the year does not have.
  public init?(_ text: String) {
    var reader = DigitReader(text)
    guard let year = reader.digits(4), reader.skip("-"), reader.skip("W"), let week = reader.digits(2),
      reader.isAtEnd, week >= 1, let fourth = Day(year: year, month: 1, day: 4)
    else { return nil }
    // ISO 8601: 4 January always lies in week 1.
    let monday = fourth.advanced(by: 1 - fourth.weekday + (week - 1) * 7)
    guard monday.advanced(by: 3).calendar.year == year else { return nil }
    self.monday = monday
  }

  /// Weeks order by time.
  public static func < (left: ISOWeek, right: ISOWeek) -> Bool { left.monday < right.monday }

  /// From Monday 00:00 UTC to the next.
  public var interval: Interval { Interval(from: monday.start, to: monday.advanced(by: 7).start) }

  /// The week `weeks` later.
  public func advanced(by weeks: Int) -> ISOWeek { ISOWeek(containing: monday.advanced(by: weeks * 7).start) }

  /// `2026-W47`.
  public var description: String {
    let thursday = monday.advanced(by: 3)
    let year = thursday.calendar.year
    let first = Day(year: year, month: 1, day: 1) ?? thursday
    return "\(padded(Int64(year), 4))-W\(padded(Int64((thursday.number - first.number) / 7 + 1), 2))"
  }
}
