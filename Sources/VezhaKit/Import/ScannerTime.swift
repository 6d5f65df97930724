/// Times as scanners print them for people; what has no zone is read as UTC.
///
/// A scanner's clock without a zone can so be wrong by half a day, which does not matter for the age of a scan.
enum ScannerTime {
  /// Reads RFC 3339 with or without a zone, `24/09/2018, 21:42:41` or `24.09.2018` (day first), `Tue, 12 May 2020 20:59:12` and
  /// `Sat Sep 13 22:39:44 CEST 2014`; nil for anything else.
  static func parse(_ given: String) -> Instant? {
    let text = trimmedXML(given)
    guard text.utf8.count >= 8, text.utf8.count <= 64 else { return nil }
    if let time = Instant(text) ?? Instant(text + "Z") { return time }
    var parts = Parts()
    for word in text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "\t" }) { parts.take(word) }
    return parts.time
  }

  /// Months in English and, where they differ, in German, by their first three letters.
  private static let months = [
    "jan": 1, "feb": 2, "mar": 3, "mär": 3, "mrz": 3, "apr": 4, "may": 5, "mai": 5, "jun": 6, "jul": 7,
    "aug": 8,
    "sep": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
  ]

  /// Hours east of Greenwich of the names that Java and Perl print; others are read as UTC.
  private static let zones = [
    "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "EST": -5,
    "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
  ]

  /// The parts of a time, in whatever order they come.
  private struct Parts {
    var year: Int?
    var month: Int?
    var day: Int?
    var clock: (hour: Int, minute: Int, second: Int) = (0, 0, 0)
    var isAfternoon: Bool?
    /// Minutes east of Greenwich.
    var offset = 0

    mutating func take(_ word: Substring) {
      let letters = word.lowercased()
      if let hours = zones[word.uppercased()] {
        offset = hours * 60
      } else if letters == "am" || letters == "pm" {
        isAfternoon = letters == "pm"
      } else if letters.hasPrefix("gmt") || letters.hasPrefix("utc") {
        takeOffset(letters.dropFirst(3))
      } else if isOffset(letters) {
        takeOffset("\(letters.prefix(3)):\(letters.suffix(2))")
      } else if word.contains(":") {
        takeClock(word)
      } else if word.contains("/") || word.contains("-") || word.split(separator: ".").count == 3 {
        takeDate(word)
      } else if let number = Int(word.filter { $0 != "." }) {
        if number > 31 { year = number } else { day = number }
      } else if let found = months[String(letters.prefix(3))] {
        month = found
      }
    }

    private mutating func takeClock(_ word: Substring) {
      let fields = word.split(separator: ":").map { Int($0.prefix { $0.isNumber }) }
      guard (2...3).contains(fields.count), let hour = fields[0], let minute = fields[1] else { return }
      clock = (hour, minute, fields.count == 3 ? fields[2] ?? 0 : 0)
    }

    /// Whether a word is a zone such as `+0200` or `+02:00`.
    private func isOffset(_ word: String) -> Bool {
      (5...6).contains(word.utf8.count) && (word.hasPrefix("+") || word.hasPrefix("-"))
        && word.dropFirst().allSatisfy { $0.isNumber || $0 == ":" }
    }

    private mutating func takeDate(_ word: Substring) {
      let fields = word.split(whereSeparator: { $0 == "/" || $0 == "-" || $0 == "." }).compactMap { Int($0) }
      guard fields.count == 3 else { return }
      if fields[0] > 31 { return (year, month, day) = (fields[0], fields[1], fields[2]) }
      // Day first, unless only the other order is a date.
      (day, month, year) =
        fields[1] > 12 ? (fields[1], fields[0], fields[2]) : (fields[0], fields[1], fields[2])
    }

    private mutating func takeOffset(_ text: Substring) {
      guard let sign = text.first, sign == "+" || sign == "-" else { return }
      let fields = text.dropFirst().split(separator: ":").compactMap { Int($0) }
      guard let hours = fields.first, (0...14).contains(hours) else { return }
      let minutes = fields.count > 1 && (0...59).contains(fields[1]) ? fields[1] : 0
      offset = (sign == "-" ? -1 : 1) * (hours * 60 + minutes)
    }

    var time: Instant? {
      guard let year, let month, let day, (1970...9999).contains(year) else { return nil }
      var hour = clock.hour
      if let isAfternoon, (1...12).contains(hour) { hour = hour % 12 + (isAfternoon ? 12 : 0) }
      let local = Instant(
        year: year, month: month, day: day, hour: hour, minute: clock.minute, second: clock.second)
      return local.map { $0 - TimeSpan(microseconds: Int64(offset) * 60_000_000) }
    }
  }
}
