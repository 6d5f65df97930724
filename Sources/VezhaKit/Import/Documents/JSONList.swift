/// JSON that lists hosts, addresses or URLs and little else: `["https://a.example", "b.example"]`, `[{"url": ...}]`,
/// either perhaps as a member of an object: `{"targets": [...]}`.
public enum JSONList: DocumentFormat {
  /// `json-list`.
  public static let id = "json-list"
  /// What it is called.
  public static let title = "JSON lists of names"
  /// What is taken from it.
  public static let takes = "hosts, addresses, URLs: strings, or `url` of objects"
  /// First version.
  public static let version = 1
  /// Each list is the whole list, unless the series says otherwise.
  public static let seriesKind = SeriesKind.snapshot
  /// Only the series can say what is listed.
  public static let role: Role? = nil

  /// Members of an object that may hold the list; the empty one is the document itself.
  private static let places = [
    "", "targets", "target", "urls", "hosts", "domains", "sites", "websites", "ips", "addresses", "resources",
  ]
  /// What may stand beside `url`, so that an object is no record of something else.
  private static let besides: Set<String> = [
    "id", "url", "method", "type", "port", "name", "title", "active", "status", "atack", "attack", "comment", "note",
    "date", "added", "need_parse_url", "page_time",
  ]

  /// Whether most of the first strings of such a list name something, or its objects have a `url` and little else.
  public static func recognises(head: Span<UInt8>) -> Bool {
    let shape = JSONHead(head)
    return places.contains { place in
      guard place.isEmpty ? shape.isArray : shape.has(place) else { return false }
      let strings = shape.strings(in: place)
      if !strings.isEmpty { return strings.count { namesSomething($0) } * 2 > strings.count }
      let members = shape.names(in: place)
      return members.contains("url") && besides.isSuperset(of: members)
        && namesSomething(shape[place.isEmpty ? "url" : "\(place).url"] ?? "")
    }
  }

  /// Whether a text names a host, address or URL; it may have JSON's escapes.
  static func namesSomething(_ text: String) -> Bool {
    var extractor = SubjectExtractor()
    var isFound = false
    extractor.forEach(in: Array(text.replacing("\\/", with: "/").utf8).span) { value, _, _ in
      if value.kind != .cve { isFound = true }
    }
    return isFound
  }

  /// Reads a list.
  /// - Throws: what JSON that is none throws; `.unknownFormat` if there is no list, or none of it names anything: then
  ///   silence would look like absence.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    let tape = try JSONTape(bytes)
    var writer = ListingWriter(sink)
    var hasList = false
    for place in places {
      let list = place.isEmpty ? tape.root : tape.member(named: place, of: tape.root)
      guard let list, tape.kind(list) == .array else { continue }
      hasList = true
      Self.list(tape, list, place.isEmpty ? "" : "/\(place)", &writer)
    }
    guard hasList, writer.summary.listings > 0 || writer.summary.rows == 0 else {
      throw ReadError(.unknownFormat, reason: "JSON that lists no host, address or URL")
    }
    return writer.summary
  }

  private static func list(
    _ tape: borrowing JSONTape, _ array: Int, _ pointer: String, _ writer: inout ListingWriter
  ) {
    var walk = JSONWalk(tape, array)
    while true {
      let number = walk.index
      guard let element = walk.element(tape) else { return }
      writer.summary.rows += 1
      let url = tape.member("url", of: element)
      let row = ListingRow(
        subjectKind: .host, place: .path("\(pointer)/\(number)\(url == nil ? "" : "/url")"))
      let isText: Void? = tape.withString(url ?? element) { _ = writer.network($0, row, field: "entry") }
      if isText == nil { writer.skip(row.place, field: "entry", "", "neither a text nor an object with `url`") }
    }
  }
}
