/// Target lists of the DDoSia tool as a table: `host,ip,type,method,port,use_ssl,path`.
public enum DDoSiaCSV: DocumentFormat {
  /// `ddosia-csv`.
  public static let id = "ddosia-csv"
  /// What it is called.
  public static let title = "DDoSia target list, CSV"
  /// What is taken from it.
  public static let takes = "hosts with their addresses, ports"
  /// First version.
  public static let version = 1
  /// Each file is the whole list of a moment.
  public static let seriesKind = SeriesKind.snapshot
  /// The lists name targets.
  public static let role: Role? = .target

  /// Whether the first record has the columns of such a list.
  public static func recognises(head: Span<UInt8>) -> Bool {
    guard TextShape(head: head) == .text else { return false }
    let text = TextDecoding.head(head)
    return TableHeader(text.span).columns.has("host", "ip", "type", "method", "port", "path")
  }

  /// Reads a list.
  /// - Throws: `.truncated` for a quote that nothing closes.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    try TextDecoding.withUTF8(bytes) { text, note throws(ReadError) in
      var scanner = CSVScanner(text)
      var writer = ListingWriter(sink)
      writer.summary.note = note
      guard try scanner.next(text) else { return writer.summary }
      let columns = Columns(CSVColumns(scanner, of: text))
      while try scanner.next(text) {
        writer.summary.rows += 1
        read(scanner, text, columns, &writer)
      }
      return writer.summary
    }
  }

  private struct Columns {
    let host: Int
    let address: Int
    let type: Int
    let method: Int
    let port: Int
    let path: Int

    init(_ columns: CSVColumns) {
      host = columns.index("host") ?? -1
      address = columns.index("ip") ?? -1
      type = columns.index("type") ?? -1
      method = columns.index("method") ?? -1
      port = columns.index("port") ?? -1
      path = columns.index("path") ?? -1
    }
  }

  private static func read(
    _ scanner: CSVScanner, _ text: Span<UInt8>, _ columns: Columns, _ writer: inout ListingWriter
  ) {
    var row = ListingRow(subjectKind: .host, place: scanner.place(columns.host))
    (row.transport, row.attack) = scanner.withField(columns.type, of: text) { type in
      scanner.withField(columns.method, of: text) { Flood.meaning(type: type, method: $0) }
    }
    row.port = scanner.withField(columns.port, of: text) { readPort($0) }
    let port = scanner.text(columns.port, of: text)
    if row.port == nil, !port.isEmpty {
      writer.skip(scanner.place(columns.port), field: "port", port, "not from 1 to 65535")
    }
    row.path = scanner.withField(columns.path, of: text) { PathClass(path: $0) }
    if row.path != .login, row.path != .search,
      scanner.withField(columns.method, of: text, { Flood.isWord($0, "post") })
    {
      row.path = .form
    }
    row.address = scanner.withField(columns.address, of: text) { written -> Address? in
      let address = Address(written.extracting(trimmed(written, 0..<written.count)))
      return address?.unmatchableReason(documentationSpace: true) == nil ? address : nil
    }
    let hasHost = scanner.withField(columns.host, of: text) { trimmed($0, 0..<$0.count).isEmpty == false }
    if hasHost {
      scanner.withField(columns.host, of: text) { _ = writer.network($0, row) }
    } else {
      row.place = scanner.place(columns.address)
      scanner.withField(columns.address, of: text) { _ = writer.network($0, row, field: "address") }
    }
  }
}
