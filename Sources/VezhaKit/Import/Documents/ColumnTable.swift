/// Tables with any header: CSV, TSV, semicolons or bars, columns found by name or given in the series' settings.
public enum ColumnTable: DocumentFormat {
  /// `table`.
  public static let id = "table"
  /// What it is called.
  public static let title = "CSV and TSV with any header"
  /// What is taken from it.
  public static let takes = "columns found by name, or given in the settings of the series"
  /// Raised when the same bytes give other rows.
  public static let version = 3
  /// Each table adds to the last, unless the series says that it is the whole list.
  public static let seriesKind = SeriesKind.stream
  /// Only the series can say what a table says of its subjects.
  public static let role: Role? = nil

  /// Column names that are understood without settings, in English, Ukrainian and Russian.
  static let names: [FieldPaths.Field: [String]] = [
    .host: [
      "host", "hosts", "hostname", "hostnames", "host name", "domain", "domains", "domain name", "fqdn", "website",
      "websites", "web site", "site", "sites", "dns name", "dst host", "dst hostname", "target host", "target domain",
      "victim domain", "victim host", "company website", "хост", "хости", "хосты", "домен", "домени", "домены", "сайт",
      "сайти", "сайты", "вебсайт", "доменне ім'я", "доменное имя",
    ],
    .subject: [
      "target", "targets", "target url", "targets url", "url", "urls", "uri", "link", "website url", "site url",
      "web url", "source url", "indicator", "indicators", "indicator value", "ioc", "iocs", "ioc value", "value",
      "observable", "asset", "resource", "victim url", "attacked resource", "ціль", "цілі", "цілі атаки", "ціль атаки",
      "цель", "цели", "цели атаки", "цель атаки", "адреса", "адрес", "адреси", "адреса сайту", "адрес сайта",
      "посилання", "ссылка", "ресурс", "ресурси", "ресурсы",
    ],
    .address: [
      "ip", "ips", "ip address", "ip addresses", "ipaddress", "address", "ipv4", "ipv6", "cidr", "network", "subnet",
      "range", "target ip", "dst ip", "dst", "destination", "destination ip", "destination address", "victim ip",
      "ip адреса", "ip адрес", "айпі",
    ],
    .name: [
      "victim", "victims", "victim name", "organization", "organisation", "company", "company name",
      "organization name", "organisation name", "target organization", "жертва", "жертви", "організація",
      "организация", "компанія", "компания", "установа",
    ],
    .mailbox: ["email", "e-mail", "mail", "email address", "mailbox", "пошта", "почта"],
    .cve: ["cve", "cve id", "vulnerability"],
    .time: [
      "time", "timestamp", "date", "datetime", "date time", "first seen", "first seen utc", "discovered", "published",
      "date published", "created", "date added", "source time", "attack date", "attack time", "attack start",
      "attack start utc", "start time", "час", "время", "дата", "дата атаки", "час атаки", "дата і час",
      "дата и время",
    ],
    .port: ["port", "dst port", "target port", "destination port", "порт"],
    .transport: ["transport", "protocol", "proto", "протокол"],
  ]

  /// Columns of whoever attacked: what stands there is no target.
  static let attackers = [
    "src", "src ip", "source ip", "source address", "src host", "attacker ip", "attacker address", "attacking ip",
    "attack source",
  ]

  /// Whether the first record has two columns or more, one of which names subjects.
  public static func recognises(head: Span<UInt8>) -> Bool {
    guard TextShape(head: head) == .text else { return false }
    let text = TextDecoding.head(head)
    let header = TableHeader(text.span)
    guard header.count >= 2 else { return false }
    return places(header.columns, nil).contains { $0.field.isSubject }
      || attackers.contains { header.columns.index($0) != nil }
  }

  /// The time of the newest row: the document states none of its own.
  public static func published(_ bytes: Span<UInt8>) -> Instant? { newestEvent(bytes) }

  /// Yes.
  public static var isDatedByEvents: Bool { true }

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
      let header = CSVColumns(scanner, of: text)
      let columns = places(header, series.fields)
      let sources = series.fields == nil ? Set(attackers.compactMap { header.index($0) }).sorted() : []
      guard columns.contains(where: { $0.field.isSubject }) || !sources.isEmpty else {
        throw ReadError(.unknownFormat, line: scanner.line, column: 1, reason: "no column of the table names a subject")
      }
      while try scanner.next(text) {
        let values = columns.map { column in
          RecordListings.Value(
            field: column.field, text: scanner.withField(column.index, of: text) { array($0) },
            place: scanner.place(column.index))
        }
        let row = ListingRow(subjectKind: .host, place: .line(scanner.line, column: 1))
        let time = records.list(values, row)
        for source in sources {
          let text = scanner.withField(source, of: text) { array($0) }
          records.list(attacker: text, at: scanner.place(source), time)
        }
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
        found += indexes(field, columns).map { (field, $0) }
      }
    }
    return found.sorted { ($0.index, $0.field.rawValue) < ($1.index, $1.field.rawValue) }
  }

  private static func indexes(_ field: FieldPaths.Field, _ columns: CSVColumns) -> [Int] {
    let indexes = Set((names[field] ?? []).compactMap { columns.index($0) }).sorted()
    guard field == .time else { return indexes }
    // One time is enough; of several, the first that is known. A date may have its time of day in another column.
    for (date, clock) in [("date", "time"), ("дата", "час"), ("дата", "время")] {
      if let date = columns.index(date), let clock = columns.index(clock) { return [date, clock] }
    }
    return Array(indexes.prefix(1))
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
