/// Tables with any header: CSV, TSV, semicolons or bars, columns found by name or given in the series' settings.
public enum ColumnTable: DocumentFormat {
  /// `table`.
  public static let id = "table"
  /// What it is called.
  public static let title = "CSV and TSV with any header"
  /// What is taken from it.
  public static let takes = "columns found by name, or given in the settings of the series"
  /// Since pieces of keys in running text are no hosts.
  public static let version = 3
  /// Each table adds to the last, unless the series says that it is the whole list.
  public static let seriesKind = SeriesKind.stream
  /// Only the series can say what a table says of its subjects.
  public static let role: Role? = nil

  /// Column names that are understood without settings, in English, Ukrainian and Russian.
  static let names: [FieldPaths.Field: [String]] = [
    .host: [
      "host", "hostname", "host name", "domain", "domain name", "fqdn", "website", "web site", "site", "dns name",
      "хост", "домен", "сайт", "вебсайт",
    ],
    .subject: [
      "target", "targets", "url", "uri", "source url", "indicator", "ioc", "observable", "asset", "ціль", "цель",
      "адреса", "адрес",
      "посилання", "ссылка", "ресурс",
    ],
    .address: [
      "ip", "ip address", "ipaddress", "address", "ipv4", "ipv6", "cidr", "network", "subnet", "range", "source ip",
    ],
    .name: [
      "victim", "organization", "organisation", "company", "organization name", "жертва", "організація", "организация",
      "компанія", "компания", "установа",
    ],
    .mailbox: ["email", "e-mail", "mail", "email address", "mailbox", "пошта", "почта"],
    .cve: ["cve", "cve id", "vulnerability"],
    .time: [
      "time", "timestamp", "date", "datetime", "date time", "first seen", "discovered", "published", "created",
      "source time", "час", "время", "дата",
    ],
    .port: ["port", "порт"],
    .transport: ["transport", "protocol", "proto", "протокол"],
  ]

  /// Whether the first record has two columns or more, one of which names subjects.
  public static func recognises(head: Span<UInt8>) -> Bool {
    guard TextShape(head: head) == .text else { return false }
    let text = TextDecoding.head(head)
    let header = TableHeader(text.span)
    guard header.count >= 2 else { return false }
    return places(header.columns, nil).contains { $0.field.isSubject }
  }

  /// Reads a table.
  /// - Throws: `.unknownFormat` if no column of the settings is there; `.truncated` for a quote that nothing closes.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    try TextDecoding.withUTF8(bytes) { text, note throws(ReadError) in
      var scanner = CSVScanner(text)
      var records = RecordListings(sink)
      records.writer.summary.note = note
      guard try scanner.next(text) else { return records.writer.summary }
      let columns = places(CSVColumns(scanner, of: text), series.fields)
      guard columns.contains(where: { $0.field.isSubject }) else {
        throw ReadError(.unknownFormat, line: scanner.line, column: 1, reason: "no column of the table names a subject")
      }
      while try scanner.next(text) {
        let values = columns.map { column in
          RecordListings.Value(
            field: column.field, text: scanner.withField(column.index, of: text) { array($0) },
            place: scanner.place(column.index))
        }
        records.list(values, ListingRow(subjectKind: .host, place: .line(scanner.line, column: 1)))
      }
      return records.writer.summary
    }
  }

  /// Which column holds which field, in the order of the columns.
  private static func places(
    _ columns: CSVColumns, _ fields: FieldPaths?
  ) -> [(field: FieldPaths.Field, index: Int)] {
    var found: [(field: FieldPaths.Field, index: Int)] = []
    for field in FieldPaths.Field.allCases {
      if let fields {
        for name in fields[field] { if let index = columns.index(name) { found.append((field, index)) } }
      } else {
        let indexes = Set((names[field] ?? []).compactMap { columns.index($0) ?? columns.index($0.capitalizedFirst) })
        // One time is enough; of several, the first that is known.
        found += (field == .time ? Array(indexes.sorted().prefix(1)) : indexes.sorted()).map { (field, $0) }
      }
    }
    return found.sorted { ($0.index, $0.field.rawValue) < ($1.index, $1.field.rawValue) }
  }
}

extension FieldPaths.Field {
  /// Whether a value of the field is a subject, not something about one.
  var isSubject: Bool {
    switch self {
    case .subject, .host, .address, .name, .mailbox, .cve, .text: true
    case .time, .port, .transport: false
    }
  }
}

extension String {
  /// The text with its first letter as a capital: column names in scripts other than Latin compare as written.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
