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
  /// First version.
  public static let version = 1
  /// Each log adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// What was down was seen to be down.
  public static let role: Role? = .confirmed

  private static let hosts = ["host", "hostname", "url", "site", "target", "monitor", "name", "хост", "сайт", "вузол"]
  private static let states = [
    "status", "state", "availability", "available", "up", "result", "стан", "статус", "доступність", "доступность",
  ]
  private static let times = ["time", "timestamp", "date", "datetime", "checked", "checked at", "час", "время", "дата"]

  /// Whether the first record names time, host and state, and the second has a state that is one.
  public static func recognises(head: Span<UInt8>) -> Bool {
    let text = TextDecoding.head(head)
    guard TextShape(head: head) == .text else { return false }
    var scanner = CSVScanner(text.span)
    guard (try? scanner.next(text.span)) == true, scanner.count >= 3 else { return false }
    let columns = CSVColumns(scanner, of: text.span)
    guard index(times, columns) != nil, index(hosts, columns) != nil, let state = index(states, columns),
      (try? scanner.next(text.span)) == true
    else { return false }
    return isUp(scanner.text(state, of: text.span)) != nil
  }

  private static func index(_ names: [String], _ columns: CSVColumns) -> Int? {
    names.lazy.compactMap { columns.index($0) ?? columns.index($0.prefix(1).uppercased() + $0.dropFirst()) }.first
  }

  /// What a state says; nil for what is neither, such as `maintenance`.
  static func isUp(_ state: String) -> Bool? {
    switch state.lowercased() {
    case "up", "ok", "online", "reachable", "available", "true", "1", "yes", "success", "recovered", "працює",
      "доступний",
      "доступен", "работает":
      true
    case "down", "fail", "failed", "error", "offline", "unreachable", "unavailable", "false", "0", "no", "timeout",
      "critical", "не працює", "недоступний", "недоступен", "не работает":
      false
    default: nil
    }
  }

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
      let columns = CSVColumns(scanner, of: text)
      guard let time = index(times, columns), let host = index(hosts, columns), let state = index(states, columns)
      else {
        throw ReadError(
          .unknownFormat, line: scanner.line, column: 1, reason: "a log needs columns of time, host and state")
      }
      while try scanner.next(text) {
        writer.summary.rows += 1
        let place = scanner.place(state)
        let written = scanner.text(state, of: text)
        guard let isUp = isUp(written) else {
          writer.skip(place, field: "state", written, "neither up nor down")
          continue
        }
        let stamp = scanner.text(time, of: text)
        guard let when = Instant(stamp) ?? Instant(stamp.replacing(" ", with: "T") + "Z") else {
          writer.skip(scanner.place(time), field: "time", stamp, "no time")
          continue
        }
        var row = ListingRow(subjectKind: .host, place: scanner.place(host))
        row.role = isUp ? .refuted : .confirmed
        row.threat = .outage
        row.time = when
        scanner.withField(host, of: text) { _ = writer.network($0, row) }
      }
      return writer.summary
    }
  }
}
