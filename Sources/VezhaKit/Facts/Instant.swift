/// A moment in UTC, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// The model has no local times and no clock: code that needs "now" is given an `Instant`.
public struct Instant: Hashable, Comparable, Sendable {
  /// Microseconds since the epoch; negative before it.
  public var microseconds: Int64

  /// An instant from microseconds since the epoch.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// An instant from whole seconds since the epoch; saturates outside the representable range.
  public init(seconds: Int64) {
    let (value, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
    microseconds = overflow ? (seconds < 0 ? .min : .max) : value
  }

  /// The instant of a UTC calendar time, or nil if the date does not exist.
  public init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, microsecond: Int = 0
  ) {
    guard let date = Day(year: year, month: month, day: day), (0...23).contains(hour),
      (0...59).contains(minute), (0...60).contains(second), (0...999_999).contains(microsecond)
    else { return nil }
    let seconds = Int64(date.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    microseconds = seconds * 1_000_000 + Int64(microsecond)
  }

  /// Instants order by time.
  public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

  /// The instant `duration` later; saturates.
  public static func + (instant: Instant, duration: TimeSpan) -> Instant {
    let (value, overflow) = instant.microseconds.addingReportingOverflow(duration.microseconds)
    return Instant(microseconds: overflow ? (duration.microseconds < 0 ? .min : .max) : value)
  }

  /// The instant `duration` earlier; saturates.
  public static func - (instant: Instant, duration: TimeSpan) -> Instant {
    instant + TimeSpan(microseconds: duration.microseconds == .min ? .max : -duration.microseconds)
  }

  /// The time from `right` to `left`; saturates.
  public static func - (left: Instant, right: Instant) -> TimeSpan {
    let (value, overflow) = left.microseconds.subtractingReportingOverflow(right.microseconds)
    return TimeSpan(microseconds: overflow ? (left < right ? .min : .max) : value)
  }

  /// The UTC day this instant lies in.
  public var day: Day {
    Day(number: Int(clamping: floorDivide(microseconds, 86_400_000_000)))
  }

  /// The hour of the UTC day, 0 to 23.
  public var hour: Int { Int(floorModulo(microseconds, 86_400_000_000) / 3_600_000_000) }
}

/// A length of time, in microseconds.
public struct TimeSpan: Hashable, Comparable, Sendable {
  /// The length in microseconds; negative for a time before.
  public var microseconds: Int64

  /// A length in microseconds.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// A length in hours.
  public static func hours(_ hours: Int) -> TimeSpan {
    TimeSpan(microseconds: Int64(clamping: hours.multipliedReportingOverflow(by: 3_600_000_000).partialValue))
  }

  /// A length in days of 24 hours.
  public static func days(_ days: Int) -> TimeSpan {
    hours(days.multipliedReportingOverflow(by: 24).partialValue)
  }

  /// Lengths order by size.
  public static func < (left: TimeSpan, right: TimeSpan) -> Bool { left.microseconds < right.microseconds }

  /// Whole days of 24 hours in this length, rounded down.
  public var wholeDays: Int { Int(clamping: floorDivide(microseconds, 86_400_000_000)) }

  /// Reads `36h`, `5d`, `30m` or `90s`; nil for anything else or above 100 years.
  public init?(_ text: String) {
    guard let unit = text.utf8.last, let count = Int64(text.dropLast()), (0...3_153_600_000).contains(count)
    else { return nil }
    let seconds: Int64
    switch unit {
    case UInt8(ascii: "s"): seconds = 1
    case UInt8(ascii: "m"): seconds = 60
    case UInt8(ascii: "h"): seconds = 3600
    case UInt8(ascii: "d"): seconds = 86_400
    default: return nil
    }
    let (product, overflow) = count.multipliedReportingOverflow(by: seconds)
    guard !overflow, product <= 3_153_600_000 else { return nil }
    microseconds = product * 1_000_000
  }
}

/// A day of the proleptic Gregorian calendar in UTC.
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public var number: Int

  /// A day from its number since 1970-01-01.
  public init(number: Int) { self.number = number }

  /// A day from the calendar, or nil if it does not exist.
  ///
  /// Years 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[month - 1] else { return nil }
    // Days from civil (era of 400 years, year begins in March).
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Year, month and day of the calendar.
  public var calendar: (year: Int, month: Int, day: Int) {
    let z = number + 719_468
    let era = Int(floorDivide(Int64(z), 146_097))
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted + (shifted < 10 ? 3 : -9)
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// Days order by time.
  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  /// Midnight UTC at which the day begins.
  public var start: Instant { Instant(seconds: Int64(number) * 86_400) }

  /// The day `days` later.
  public func advanced(by days: Int) -> Day { Day(number: number + days) }

  /// Day of the week, 1 (Monday) to 7 (Sunday), as ISO 8601 counts.
  public var weekday: Int { Int(floorModulo(Int64(number) + 3, 7)) + 1 }
}

/// Integer division that rounds towards negative infinity.
func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return (value % divisor != 0) && ((value < 0) != (divisor < 0)) ? quotient - 1 : quotient
}

/// The remainder that belongs to `floorDivide`; never negative for a positive divisor.
func floorModulo(_ value: Int64, _ divisor: Int64) -> Int64 {
  let remainder = value % divisor
  return remainder < 0 ? remainder + divisor : remainder
}
