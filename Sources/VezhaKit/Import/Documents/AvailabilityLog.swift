/// Logs of the government's own monitoring: time, host or url, up or down, a note.
///
/// A check that failed confirms an outage, one that succeeded refutes it: that is what claims are held against.
public enum AvailabilityLog: DocumentFormat {
  /// `availability`.
  public static let id = "availability"
  /// What it is called.
  public static let title = "availability log, CSV"
  /// What is taken from it.
  public static let takes = "outages as confirmed, proven uptime as refuted, each at its time"
  /// Raised when the same bytes give other rows.
  public static let version = 2
  /// Each log adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// What was down was seen to be down.
  public static let role: Role? = .confirmed

  private static let hosts = [
    "host", "hostname", "url", "monitor url", "site", "website", "web site", "domain", "fqdn", "target", "resource",
    "endpoint", "instance", "address", "ip", "server", "service", "monitor", "name", "хост", "сайт", "вебсайт",
    "вузол", "домен", "ресурс", "адреса", "адрес", "сервер", "сервіс", "сервис",
  ]
  private static let states = [
    "status", "state", "availability", "available", "up", "is up", "result", "event", "alert", "status code",
    "стан", "статус", "доступність", "доступность", "состояние", "подія", "событие", "результат",
  ]
  private static let times = [
    "timestamp", "datetime", "date time", "date", "time", "checked", "checked at", "check time", "event time",
    "start", "started", "start time", "дата", "дата і час", "дата и время", "час", "время",
  ]
  /// Columns with the time of day beside a date.
  private static let clocks = ["time", "час", "время"]

  /// How many of the first checks are looked at to tell the format.
  private static let samples = 16

  /// Words of states that answer a question: without a header nobody knows which.
  private static let answers: Set<String> = [
    "yes", "no", "y", "n", "true", "false", "ok", "success", "error", "1", "0", "так", "ні", "да", "нет",
  ]

  /// Which columns hold what.
  private struct Layout {
    var time: Int
    /// Another column with the time of day.
    var clock: Int?
    var host: Int
    var state: Int

    /// By the names in a header; nil if one is missing.
    init?(_ columns: CSVColumns) {
      func index(_ names: [String]) -> Int? { names.lazy.compactMap { columns.index($0) }.first }
      guard let time = index(times), let host = index(hosts), let state = index(states) else { return nil }
      (self.time, self.host, self.state) = (time, host, state)
      clock = index(clocks).flatMap { $0 == time ? nil : $0 }
    }

    /// By what stands in the first record of a log without header; nil if it is none.
    init?(_ scanner: CSVScanner, of text: Span<UInt8>) {
      let values = (0..<min(scanner.count, 5)).map { scanner.text($0, of: text) }
      guard let time = values.firstIndex(where: { Instant(tableText: $0) != nil }),
        let host = values.firstIndex(where: { AvailabilityLog.isHost($0) }),
        let state = values.indices.first(where: {
          $0 != time && $0 != host && !answers.contains(values[$0].lowercased())
            && AvailabilityLog.isUp(values[$0]) != nil
        })
      else { return nil }
      (self.time, self.host, self.state) = (time, host, state)
    }

    func instant(_ scanner: CSVScanner, of text: Span<UInt8>) -> Instant? {
      let stamp = scanner.text(time, of: text)
      if let clock, let time = Instant(tableDate: stamp, scanner.text(clock, of: text)) { return time }
      return Instant(tableText: stamp)
    }
  }

  /// Whether the first record names time, host and state, and at least half of the first checks have a state that is
  /// one; or the first record is such a check.
  public static func recognises(head: Span<UInt8>) -> Bool {
    guard TextShape(head: head) == .text else { return false }
    let text = TextDecoding.head(head)
    var scanner = CSVScanner(text.span)
    guard (try? scanner.next(text.span)) == true, scanner.count >= 3 else { return false }
    guard let layout = Layout(CSVColumns(scanner, of: text.span)) else {
      return Layout(scanner, of: text.span) != nil
    }
    var (known, rows) = (0, 0)
    while rows < samples, (try? scanner.next(text.span)) == true {
      rows += 1
      if isUp(scanner.text(layout.state, of: text.span)) != nil { known += 1 }
    }
    return known > 0 && known * 2 >= rows
  }

  private static func isHost(_ text: String) -> Bool {
    var host: [UInt8] = []
    guard text.contains("."), let value = try? ListedValue(text.utf8.span, host: &host) else { return false }
    return value.kind == .host || value.kind == .address
  }

  private static let up: Set<String> = [
    "up", "ok", "online", "reachable", "available", "true", "1", "yes", "y", "success", "successful", "recovered",
    "recovery", "resolved", "healthy", "alive", "operational", "working", "works", "працює", "доступний", "доступна",
    "доступне", "доступно", "відновлено", "відповідає",
    "відкривається", "доступен", "работает", "отвечает", "открывается", "восстановлен", "восстановлено", "так",
    "да",
  ]
  private static let down: Set<String> = [
    "down", "fail", "failed", "failure", "failing", "error", "offline", "unreachable", "unavailable", "false", "0",
    "no",
    "n", "timeout", "critical", "problem", "outage", "dead", "unhealthy", "недоступний", "недоступна", "недоступне",
    "недоступно", "недоступен", "лежить", "лежит", "впав", "упал", "збій", "сбой", "ні", "нет",
  ]

  /// What a state says, by its first word (`down (HTTP 503)`) or a code of HTTP; nil for what is neither, such as
  /// `maintenance`.
  static func isUp(_ state: String) -> Bool? {
    let words = state.lowercased().split { !($0.isLetter || $0.isNumber) }.prefix(2).map(String.init)
    guard let first = words.first else { return nil }
    if ["не", "not"].contains(first), words.count == 2 { return isUp(words[1]).map { !$0 } }
    if up.contains(first) { return true }
    if down.contains(first) { return false }
    guard first.utf8.count == 3, words.count == 1, let code = Int(first) else { return nil }
    switch code {
    case 200...399: return true
    case 500...599: return false
    default: return nil
    }
  }

  /// The time of the newest check: the document states none of its own.
  public static func published(_ bytes: Span<UInt8>) -> Instant? { newestEvent(bytes) }

  /// Yes.
  public static var isDatedByEvents: Bool { true }

  /// Reads a log.
  /// - Throws: what CSV that is none throws; `.unknownFormat` if a column is missing.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    try TextDecoding.withUTF8(bytes) { text, note throws(ReadError) in
      var scanner = CSVScanner(text)
      var writer = ListingWriter(sink)
      writer.summary.note = note
      guard try scanner.next(text) else { return writer.summary }
      let named = Layout(CSVColumns(scanner, of: text))
      guard let layout = named ?? Layout(scanner, of: text) else {
        throw ReadError(
          .unknownFormat, line: scanner.line, column: 1, reason: "a log needs columns of time, host and state")
      }
      // Without a header the first record is a check.
      var hasRecord = named == nil
      while true {
        if !hasRecord { guard try scanner.next(text) else { break } }
        hasRecord = false
        writer.summary.rows += 1
        let written = scanner.text(layout.state, of: text)
        guard let isUp = isUp(written) else {
          writer.skip(scanner.place(layout.state), field: "state", written, "neither up nor down")
          continue
        }
        guard let when = layout.instant(scanner, of: text) else {
          writer.skip(
            scanner.place(layout.time), field: "time", scanner.text(layout.time, of: text), "no time")
          continue
        }
        var row = ListingRow(subjectKind: .host, place: scanner.place(layout.host))
        row.role = isUp ? .refuted : .confirmed
        row.threat = .outage
        row.time = when
        scanner.withField(layout.host, of: text) { _ = writer.network($0, row) }
      }
      return writer.summary
    }
  }
}
