/// Defaced sites as Zone-H hands them to CSIRTs: a table of pages with address, notifier, time.
public enum ZoneHTable: DocumentFormat {
  /// `zone-h-csv`.
  public static let id = "zone-h-csv"
  /// What it is called.
  public static let title = "Zone-H defacements, CSV"
  /// What is taken from it.
  public static let takes = "defaced sites with their addresses: accepted ones as confirmed, pending ones as claimed"
  /// First version.
  public static let version = 1
  /// Each table adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// Whoever defaced a site told of it.
  public static let role: Role? = .claimed

  /// Whether the first record has the columns that both kinds of tables share.
  public static func recognises(head: Span<UInt8>) -> Bool {
    CSVColumns(head: head)?.has("add_date", "attacker", "domain", "defacement_id") ?? false
  }

  /// The time of the newest row: the document states none of its own.
  public static func published(_ bytes: Span<UInt8>) -> Instant? { newestEvent(bytes) }

  /// Yes.
  public static var isDatedByEvents: Bool { true }

  /// Reads all rows.
  /// - Throws: what CSV that is none throws; `.unknownFormat` without a column of pages.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    try TextDecoding.withUTF8(bytes) { text, note throws(ReadError) in
      var scanner = CSVScanner(text)
      var writer = ListingWriter(sink)
      writer.summary.note = note
      guard try scanner.next(text) else { return writer.summary }
      let columns = CSVColumns(scanner, of: text)
      guard let page = columns.index("domain") else {
        throw ReadError(.unknownFormat, line: scanner.line, column: 1, reason: "a table without a column domain")
      }
      let (added, accepted) = (columns.index("add_date"), columns.index("accept_date"))
      let address = columns.index("ip_address")
      func field(_ column: Int?) -> String { column.map { scanner.text($0, of: text) } ?? "" }
      while try scanner.next(text) {
        writer.summary.rows += 1
        var row = ListingRow(subjectKind: .host, place: scanner.place(page))
        // Somebody of Zone-H looked at it; databases write `0000-00-00 00:00:00` for never.
        row.role = field(accepted).allSatisfy { "0-: ".contains($0) } ? .claimed : .confirmed
        row.threat = .defacement
        row.address = Address(field(address))
        if let added, !field(added).isEmpty {
          row.time = Instant(tableText: field(added))
          if row.time == nil { writer.skip(scanner.place(added), field: "time", field(added), "no time") }
        }
        let isListed = scanner.withField(page, of: text) { writer.network($0, row, field: "domain") }
        guard !isListed, let address else { continue }
        row.place = scanner.place(address)
        row.address = nil
        scanner.withField(address, of: text) { _ = writer.network($0, row, field: "ip_address") }
      }
      return writer.summary
    }
  }
}
