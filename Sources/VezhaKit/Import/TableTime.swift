extension Instant {
  /// Reads a time as tools and people write it into tables; what has no zone is read as UTC.
  ///
  /// RFC 3339, seconds, milliseconds or microseconds since 1970, `20261118` and `20261118070500`, and what scanners print
  /// (`ScannerTime`): `18.11.2026 07:05` (day first), `2026/11/18 07:05:12 UTC`, `Nov 18, 2026`. Nil for anything else.
  init?(tableText given: String) {
    let text = trimmedXML(given)
    guard (8...64).contains(text.utf8.count) else { return nil }
    if let time = Instant(asIfUTC: text) {
      self = time
    } else if let time = Self.number(text) {
      self = time
    } else if text.contains(where: { ".:/- ".contains($0) }), let time = ScannerTime.parse(text) {
      self = time
    } else {
      return nil
    }
  }

  /// Reads a date in one column and the time of day in another, in either order.
  init?(tableDate first: String, _ second: String) {
    let (date, clock) = first.contains(":") ? (second, first) : (first, second)
    guard !date.contains(":"), clock.contains(":"), let time = Instant(tableText: "\(date) \(clock)") else {
      return nil
    }
    self = time
  }

  /// A time written as one number.
  private static func number(_ text: String) -> Instant? {
    // `1709633472.5`
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, let value = decimal(Array(whole.utf8).span),
      parts.count == 1 || (whole.utf8.count == 10 && decimal(Array(parts[1].utf8).span) != nil)
    else { return nil }
    switch whole.utf8.count {
    case 8: return Instant(year: Int(value / 10_000), month: Int(value / 100 % 100), day: Int(value % 100))
    case 9, 10: return Instant(seconds: value)
    case 12, 13: return Instant(microseconds: value * 1000)
    case 14:
      let (date, time) = (Int(value / 1_000_000), Int(value % 1_000_000))
      return Instant(
        year: date / 10_000, month: date / 100 % 100, day: date % 100, hour: time / 10_000, minute: time / 100 % 100,
        second: time % 100)
    case 15, 16: return Instant(microseconds: value)
    default: return nil
    }
  }
}
