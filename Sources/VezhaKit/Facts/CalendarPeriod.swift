/// A month, quarter or year of the calendar, UTC: `2026-10`, `2026-Q4`, `2026`.
public struct CalendarPeriod: Hashable, Sendable, CustomStringConvertible {
  /// From the first day 00:00 to the day after the last.
  public let interval: Interval
  /// As it is written.
  public let description: String

  /// Reads a period; nil for anything else.
  public init?(_ text: String) {
    var reader = DigitReader(text)
    guard let year = reader.digits(4) else { return nil }
    if reader.isAtEnd {
      self.init(year: year, month: 1, months: 12)
    } else if reader.skip("-") {
      if reader.skip("Q") {
        guard let quarter = reader.digits(1), reader.isAtEnd, (1...4).contains(quarter) else { return nil }
        self.init(year: year, month: quarter * 3 - 2, months: 3)
      } else {
        guard let month = reader.digits(2), reader.isAtEnd else { return nil }
        self.init(year: year, month: month, months: 1)
      }
    } else {
      return nil
    }
  }

  /// The period that an interval is exactly, or nil.
  public init?(_ interval: Interval) {
    let (year, month, day) = interval.from.day.calendar
    guard day == 1 else { return nil }
    for months in [1, 3, 12] where (month - 1) % months == 0 {
      guard let period = CalendarPeriod(year: year, month: month, months: months), period.interval == interval else {
        continue
      }
      self = period
      return
    }
    return nil
  }

  /// The last month that was complete at an instant.
  public static func month(before instant: Instant) -> CalendarPeriod? {
    let (year, month, _) = instant.day.calendar
    return CalendarPeriod(year: month == 1 ? year - 1 : year, month: month == 1 ? 12 : month - 1, months: 1)
  }

  private init?(year: Int, month: Int, months: Int) {
    let end = month + months
    guard let first = Day(year: year, month: month, day: 1),
      let next = Day(year: end > 12 ? year + 1 : year, month: end > 12 ? end - 12 : end, day: 1)
    else { return nil }
    interval = Interval(from: first.start, to: next.start)
    let years = padded(Int64(year), 4)
    switch months {
    case 1: description = "\(years)-\(padded(Int64(month), 2))"
    case 3: description = "\(years)-Q\((month + 2) / 3)"
    default: description = years
    }
  }
}

extension Interval {
  /// The pieces in which a long interval is compared: months of more than 14 weeks, ISO weeks else, both cut at the
  /// interval's ends; empty for a week or less.
  public var pieces: [Interval] {
    guard to - from > .days(7) else { return [] }
    let byMonth = to - from > .days(14 * 7)
    var pieces: [Interval] = []
    var start = from
    while start < to {
      let next: Instant
      if byMonth {
        let (year, month, _) = start.day.calendar
        next = Day(year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1)?.start ?? to
      } else {
        next = ISOWeek(containing: start).advanced(by: 1).interval.from
      }
      guard next > start else { return pieces }
      pieces.append(Interval(from: start, to: min(next, to)))
      start = next
    }
    return pieces
  }
}
