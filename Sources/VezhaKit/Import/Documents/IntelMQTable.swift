/// Events of IntelMQ and reports of CERT-EU as tables: both name columns alike, `source.ip` or `source ip`.
public enum IntelMQTable: DocumentFormat {
  /// `intelmq-csv`.
  public static let id = "intelmq-csv"
  /// What it is called.
  public static let title = "IntelMQ events and CERT-EU reports, CSV"
  /// What is taken from it.
  public static let takes = "both sides of an event in the role of its type, ports, times; the TLP of each row"
  /// First version.
  public static let version = 1
  /// Each document adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// Most types are of infected and attacking systems.
  public static let role: Role? = .malicious

  private static let names: [(field: AbuseEvents.Field, names: [String])] = [
    (.type, ["classification.type", "type"]), (.time, ["time.source", "source time"]),
    (.observed, ["time.observation", "observation time"]), (.tlp, ["tlp"]), (.address, ["source.ip"]),
    (.network, ["source.network"]), (.host, ["source.fqdn", "domain name"]), (.reverse, ["source.reverse_dns"]),
    (.url, ["source.url", "url"]), (.account, ["source.account"]), (.port, ["source.port"]),
    (.otherAddress, ["destination.ip"]), (.otherNetwork, ["destination.network"]),
    (.otherHost, ["destination.fqdn"]), (.otherReverse, ["destination.reverse_dns"]),
    (.otherURL, ["destination.url"]), (.otherAccount, ["destination.account"]), (.otherPort, ["destination.port"]),
    (.transport, ["protocol.transport", "protocol"]), (.brand, ["event_description.target", "target"]),
  ]

  /// Whether the first record has columns that only such tables have.
  public static func recognises(head: Span<UInt8>) -> Bool {
    guard TextShape(head: head) == .text else { return false }
    let text = TextDecoding.head(head)
    let columns = TableHeader(text.span).columns
    let hasSide = ["source.ip", "source.fqdn", "source.url", "source.network", "source.account"].contains {
      columns.index($0) != nil
    }
    return hasSide && (columns.has("classification.type") || columns.has("type", "source time"))
  }

  /// The time of the newest row: the document states none of its own.
  public static func published(_ bytes: Span<UInt8>) -> Instant? { newestEvent(bytes) }

  /// Yes.
  public static var isDatedByEvents: Bool { true }

  /// Reads all rows.
  /// - Throws: what CSV that is none throws; `.unknownFormat` without a column of types.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    try TextDecoding.withUTF8(bytes) { text, note throws(ReadError) in
      var scanner = CSVScanner(text)
      var events = AbuseEvents(sink)
      events.writer.summary.note = note
      guard try scanner.next(text) else { return events.writer.summary }
      let header = CSVColumns(scanner, of: text)
      let columns = names.compactMap { field, names in
        names.lazy.compactMap { header.index($0) }.first.map { (field: field, index: $0) }
      }
      guard let type = columns.first(where: { $0.field == .type })?.index else {
        throw ReadError(.unknownFormat, line: scanner.line, column: 1, reason: "a table of events needs a column type")
      }
      while try scanner.next(text) {
        events.writer.summary.rows += 1
        guard let meaning = AbuseMeaning(intelMQ: scanner.text(type, of: text)) else {
          events.writer.skip(scanner.place(type), field: "type", scanner.text(type, of: text), "a test")
          continue
        }
        let values = columns.map { column in
          AbuseEvents.Value(
            field: column.field, text: scanner.withField(column.index, of: text) { array($0) },
            place: scanner.place(column.index))
        }
        events.list(values, meaning)
      }
      return events.writer.summary
    }
  }
}
