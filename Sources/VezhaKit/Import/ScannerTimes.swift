/// The ways in which scanners write a time, none of them RFC 3339.
///
/// A time without a zone is taken as UTC, as everywhere; the scanner may have meant its own.
extension Instant {
  /// Reads what C's `asctime` writes, for example `Tue Aug  9 09:59:24 2011` (Nessus).
  init?(asctime text: String) {
    let words = text.split { $0 == " " || $0 == "\n" }
    guard words.count == 5, let month = Self.month(words[1]), let day = Self.number(words[2]),
      let year = Self.number(words[4])
    else { return nil }
    let clock = words[3].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3, let hour = Self.number(clock[0]), let minute = Self.number(clock[1]),
      let second = Self.number(clock[2])
    else { return nil }
    self.init(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  /// Reads a time without separators, for example `20131127T050242739` (Nexpose); what follows the seconds are
  /// milliseconds.
  init?(compact text: String) {
    var reader = DigitReader(text)
    guard let year = reader.digits(4), let month = reader.digits(2), let day = reader.digits(2),
      reader.skip("T"), let hour = reader.digits(2), let minute = reader.digits(2),
      let second = reader.digits(2)
    else { return nil }
    let fraction = reader.isAtEnd ? 0 : reader.fraction()
    guard let fraction, reader.isAtEnd else { return nil }
    self.init(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second, microsecond: fraction)
  }

  /// Reads `10 Nov 2021 10:00AM GMT-0500`, as Qualys WAS writes it.
  init?(twelveHours text: String) {
    let words = text.split(separator: " ")
    guard (4...5).contains(words.count), let day = Self.number(words[0]), let month = Self.month(words[1]),
      let year = Self.number(words[2])
    else { return nil }
    let clock = words[3].dropLast(2).split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 2, let hour = Self.number(clock[0]), (1...12).contains(hour),
      let minute = Self.number(clock[1])
    else { return nil }
    let half: Int
    switch words[3].suffix(2) {
    case "AM": half = 0
    case "PM": half = 12
    default: return nil
    }
    guard let local = Instant(year: year, month: month, day: day, hour: hour % 12 + half, minute: minute),
      let offset = Self.offset(words.count == 5 ? words[4] : "GMT")
    else { return nil }
    self = local - TimeSpan(microseconds: Int64(offset) * 60_000_000)
  }

  /// Reads seconds since 1970, which must be positive.
  init?(epochSeconds text: String) {
    // Below lies what is a date in digits, not a time of any scan (1990 and later).
    guard let seconds = Int64(text), seconds >= 631_152_000, seconds < 253_402_300_800 else { return nil }
    self.init(seconds: seconds)
  }

  /// Minutes east of Greenwich from `GMT` or `GMT-0500`.
  private static func offset(_ text: Substring) -> Int? {
    guard text.hasPrefix("GMT") || text.hasPrefix("UTC") else { return nil }
    var reader = DigitReader(String(text.dropFirst(3)))
    if reader.isAtEnd { return 0 }
    guard let sign = reader.sign(), let hours = reader.digits(2), let minutes = reader.digits(2),
      reader.isAtEnd, hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 60 + minutes)
  }

  /// The number of a month by the first three letters of its English name.
  static func month(_ name: Substring) -> Int? {
    let names: [Substring] = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    guard let index = names.firstIndex(of: name) else { return nil }
    return index + 1
  }

  /// One to four digits.
  static func number(_ digits: Substring) -> Int? {
    guard (1...4).contains(digits.utf8.count), digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
      return nil
    }
    return Int(digits)
  }
}
