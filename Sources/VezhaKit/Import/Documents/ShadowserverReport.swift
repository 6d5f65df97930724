/// Reports of the Shadowserver Foundation, any type, by column names: rows are about systems of whoever receives them.
public enum ShadowserverReport: DocumentFormat {
  /// `shadowserver`.
  public static let id = "shadowserver"
  /// What it is called.
  public static let title = "Shadowserver report, CSV"
  /// What is taken from it.
  public static let takes =
    "addresses with host, port and time: infected or attacking, or a service that should not be open"
  /// First version.
  public static let version = 2
  /// Each report adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// What most reports tell of: something exposed.
  public static let role: Role? = .vulnerable

  private static let victims = ["dst_ip", "target_ip"]
  /// Columns that only reports of infected or attacking systems have.
  private static let attackers = [
    "infection", "family", "malware", "cc_ip", "cc_dns", "dst_ip", "attack", "sinkhole", "http_host",
    "botnet", "md5hash",
  ]

  /// Whether the first record has the columns that all reports share.
  public static func recognises(head: Span<UInt8>) -> Bool {
    CSVColumns(head: head).map {
      ($0.has("timestamp", "ip") || $0.has("timestamp", "src_ip")) && $0.has("geo")
        || $0.has("timestamp", "src_ip", "src_asn")
    } ?? false
  }

  /// Reads a report.
  /// - Throws: what CSV that is none throws; `.unknownFormat` without a column of addresses.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    var scanner = CSVScanner(bytes)
    var writer = ListingWriter(sink)
    guard try scanner.next(bytes) else { return writer.summary }
    let columns = CSVColumns(scanner, of: bytes)
    guard let ip = columns.index("ip", "src_ip") else {
      throw ReadError(.unknownFormat, line: 1, column: 1, reason: "a report without a column ip")
    }
    let isAttacker = attackers.contains { columns.index($0) != nil }
    let (time, port) = (columns.index("timestamp"), columns.index("port", "src_port"))
    let (transport, host) = (columns.index("protocol"), columns.index("hostname", "src_hostname"))
    func text(_ column: Int?) -> String { column.map { scanner.text($0, of: bytes) } ?? "" }
    while try scanner.next(bytes) {
      writer.summary.rows += 1
      var row = ListingRow(subjectKind: .host, place: scanner.place(ip))
      row.role = isAttacker ? .malicious : .vulnerable
      row.threat = isAttacker ? .malware : .vulnerability
      // Times are UTC and say no zone.
      row.time = Instant(text(time)) ?? Instant(text(time).replacing(" ", with: "T") + "Z")
      row.port = UInt16(text(port)).flatMap { $0 == 0 ? nil : $0 }
      row.transport = Transport(rawValue: text(transport).lowercased())
      scanner.withField(ip, of: bytes) { _ = writer.network($0, row, field: "ip") }
      let name = text(host)
      guard !name.isEmpty, name != "0", name != "-" else { continue }
      if let host { row.place = scanner.place(host) }
      row.address = nil
      writer.network(name.utf8.span, row, field: "hostname")
    }
    return writer.summary
  }
}
