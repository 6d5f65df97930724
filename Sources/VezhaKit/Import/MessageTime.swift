extension Instant {
  /// Reads a date of an Internet message (RFC 5322 section 3.3, with RFC 822's years and zones), as RSS writes it:
  /// `Tue, 19 Jul 2016 14:48:17 +0000`.
  init?(internetMessage text: String) {
    var words = text.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
    if words.first?.hasSuffix(",") == true { words.removeFirst() }
    guard (4...5).contains(words.count), let day = Self.number(words[0]), let month = Self.month(words[1]),
      var year = Self.number(words[2])
    else { return nil }
    // Two digits are of 1950 to 2049.
    if words[2].utf8.count == 2 { year += year < 50 ? 2000 : 1900 }
    let clock = words[3].split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(clock.count), let hour = Self.number(clock[0]), let minute = Self.number(clock[1]),
      let second = clock.count == 3 ? Self.number(clock[2]) : 0,
      let offset = Self.zone(words.count == 5 ? words[4] : "GMT"),
      let local = Instant(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    else { return nil }
    self = local - TimeSpan(microseconds: Int64(offset) * 60_000_000)
  }

  /// Minutes east of Greenwich.
  private static func zone(_ text: Substring) -> Int? {
    let americas = ["EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8]
    if ["GMT", "UT", "UTC", "Z"].contains(text) { return 0 }
    if let hours = americas[String(text)] { return hours * 60 }
    var reader = DigitReader(String(text))
    guard let sign = reader.sign(), let hours = reader.digits(2), let minutes = reader.digits(2), reader.isAtEnd,
      hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 60 + minutes)
  }
}
