/// The time of publication that a file name states, in UTC.
public enum PublishedTime {
  /// The first date in a name, with the time after it if there is one; a date alone is its midnight.
  ///
  /// Forms: `2026-11-18_07-05-12`, `18-11-2026_07-05-12` (day first), `2026_11_18_11am`, `20261118T070500Z`,
  /// `2026-11-18T07:05:00Z`. Nil if the name holds no date.
  public static func inFileName(_ name: String) -> Instant? {
    let text = name.utf8.span
    var index = 0
    while index < text.count {
      guard let run = digits(text, index) else {
        index += 1
        continue
      }
      if let time = dated(text, run) { return time }
      index = run.end
    }
    return nil
  }

  private typealias Run = (start: Int, end: Int, value: Int)

  private static func digits(_ text: Span<UInt8>, _ start: Int) -> Run? {
    var end = start
    var value = 0
    while end < text.count, text[end] >= UInt8(ascii: "0"), text[end] <= UInt8(ascii: "9") {
      // Longer numbers are no dates; their value does not matter.
      if end - start < 14 { value = value * 10 + Int(text[end] - UInt8(ascii: "0")) }
      end += 1
    }
    return end > start ? (start, end, value) : nil
  }

  private static func separated(_ text: Span<UInt8>, _ run: Run, by separators: String, digits count: Int)
    -> Run?
  {
    guard run.end < text.count, separators.utf8.contains(text[run.end]), let next = digits(text, run.end + 1),
      next.end - next.start == count
    else { return nil }
    return next
  }

  private static func dated(_ text: Span<UInt8>, _ first: Run) -> Instant? {
    switch first.end - first.start {
    case 4:
      guard let month = separated(text, first, by: "-_.", digits: 2),
        let day = separated(text, month, by: "-_.", digits: 2)
      else { return nil }
      return timed(text, first.value, month.value, day.value, after: day)
    case 2:
      guard let month = separated(text, first, by: "-_.", digits: 2),
        let year = separated(text, month, by: "-_.", digits: 4)
      else { return nil }
      return timed(text, year.value, month.value, first.value, after: year)
    case 8:
      return timed(text, first.value / 10_000, first.value / 100 % 100, first.value % 100, after: first)
    case 14:
      let (date, time) = (first.value / 1_000_000, first.value % 1_000_000)
      return instant(
        date / 10_000, date / 100 % 100, date % 100, time / 10_000, time / 100 % 100, time % 100)
    default: return nil
    }
  }

  private static func timed(_ text: Span<UInt8>, _ year: Int, _ month: Int, _ day: Int, after date: Run)
    -> Instant?
  {
    let midnight = instant(year, month, day, 0, 0, 0)
    guard date.end < text.count, "_T -".utf8.contains(text[date.end]), let first = digits(text, date.end + 1)
    else {
      return midnight
    }
    switch first.end - first.start {
    case 6:
      return instant(year, month, day, first.value / 10_000, first.value / 100 % 100, first.value % 100)
        ?? midnight
    case 1, 2:
      if starts(text, at: first.end, "am") || starts(text, at: first.end, "pm") {
        guard (1...12).contains(first.value) else { return midnight }
        return instant(
          year, month, day, first.value % 12 + (starts(text, at: first.end, "pm") ? 12 : 0), 0, 0)
      }
      guard let minute = separated(text, first, by: "-_:.", digits: 2) else { return midnight }
      let second = separated(text, minute, by: "-_:.", digits: 2)
      return instant(year, month, day, first.value, minute.value, second?.value ?? 0) ?? midnight
    default: return midnight
    }
  }

  /// Nil for years that no list of this kind has, so that numbers of other meaning are passed over.
  private static func instant(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int
  ) -> Instant? {
    guard (1990...2199).contains(year) else { return nil }
    return Instant(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }
}
