/// Reports of the Shadowserver Foundation, any type, by column names: rows are about systems of whoever receives them.
///
/// `ShadowserverKind` tells what each column of a type says.
public enum ShadowserverReport: DocumentFormat {
  /// `shadowserver`.
  public static let id = "shadowserver"
  /// What it is called.
  public static let title = "Shadowserver report, CSV"
  /// What is taken from it.
  public static let takes =
    "addresses with host, port and time: attacked, infected, attacking, or a service that should not be open"
  /// Raised when the same bytes give other rows.
  public static let version = 3
  /// Each report adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// What most reports tell of: something exposed.
  public static let role: Role? = .vulnerable

  /// Whether the first record has the columns that all reports share.
  public static func recognises(head: Span<UInt8>) -> Bool {
    CSVColumns(head: head).map { columns in
      columns.has("timestamp", "ip", "geo") || columns.has("timestamp", "src_ip", "src_asn")
        || columns.has("timestamp", "http_referer_ip") || columns.has("timestamp", "md5hash", "request", "response")
    } ?? false
  }

  /// The time of the newest row: the document states none of its own.
  public static func published(_ bytes: Span<UInt8>) -> Instant? { newestEvent(bytes) }

  /// Yes.
  public static var isDatedByEvents: Bool { true }

  /// Reads a report.
  /// - Throws: what CSV that is none throws; `.unknownFormat` without a column of addresses.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    var scanner = CSVScanner(bytes)
    var writer = ListingWriter(sink)
    guard try scanner.next(bytes) else { return writer.summary }
    let columns = CSVColumns(scanner, of: bytes)
    let kinds = ShadowserverKind.all.filter { $0.fits(columns) }
    guard !kinds.isEmpty else {
      throw ReadError(.unknownFormat, line: 1, column: 1, reason: "a report without a column ip")
    }
    let (time, transport) = (columns.index("timestamp"), columns.index("protocol"))
    let marks = ["infection", "tag"].compactMap { columns.index($0) }
    func text(_ column: Int?) -> String { column.map { scanner.text($0, of: bytes) } ?? "" }
    while try scanner.next(bytes) {
      writer.summary.rows += 1
      let marks = marks.map { text($0).lowercased() }
      guard let kind = kinds.first(where: { $0.fits(marks) }) else { continue }
      var row = ListingRow(subjectKind: .host, place: .line(scanner.line, column: 1))
      row.time = Instant(tableText: text(time))
      row.transport = Transport(rawValue: text(transport).lowercased())
      for side in kind.sides {
        row.role = side.role
        row.threat = side.threat
        row.port = UInt16(text(side.port.flatMap { columns.index($0) })).flatMap { $0 == 0 ? nil : $0 }
        for name in side.subjects {
          guard let column = columns.index(name) else { continue }
          row.place = scanner.place(column)
          // `a.example;b.example`: all names of a certificate.
          let parts = scanner.withField(column, of: bytes) { ListText.entries(array($0)) }
          for part in parts where part != [UInt8(ascii: "0")] && part != [UInt8(ascii: "-")] {
            writer.network(part.span, row, field: name)
          }
        }
      }
    }
    return writer.summary
  }
}
