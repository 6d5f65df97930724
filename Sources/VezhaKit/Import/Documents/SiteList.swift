/// The public site lists of 2022: an array of `{"page": URL, ...}`, in two generations.
///
/// The first has `page` and perhaps `method` or `atack`; the second `id`, `url`, `page`, `need_parse_url`, `page_time`.
/// Where `page` and `url` differ, the host is that of `page`; the site of `url` is not asked for.
public enum SiteList: DocumentFormat {
  /// `site-list`.
  public static let id = "site-list"
  /// What it is called.
  public static let title = "site lists of 2022, JSON"
  /// What is taken from it.
  public static let takes = "urls and pages"
  /// First version.
  public static let version = 1
  /// Each file is the whole list of a moment.
  public static let seriesKind = SeriesKind.snapshot
  /// The lists name targets.
  public static let role: Role? = .target

  /// Whether the text is an array of objects with a `page`.
  public static func recognises(head: Span<UInt8>) -> Bool {
    let shape = JSONHead(head)
    guard shape.isArray, shape.has("page") else { return false }
    return shape["page"].map { JSONList.namesSomething($0) } ?? true
  }

  /// Reads a list.
  ///
  /// `atack` is 0 for nearly all entries of the second generation and does not say that one is switched off.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    let tape = try JSONTape(bytes)
    var writer = ListingWriter(sink)
    var sites = JSONWalk(tape, tape.root)
    while true {
      let number = sites.index
      guard let site = sites.element(tape) else { break }
      writer.summary.rows += 1
      guard let page = tape.member("page", of: site) else {
        writer.skip(.pointer("/", number, ""), field: "page", "", "no `page`")
        continue
      }
      let row = ListingRow(subjectKind: .host, place: .pointer("/", number, "/page"))
      let isText: Void? = tape.withString(page) { _ = writer.network($0, row, field: "page") }
      if isText == nil { writer.skip(row.place, field: "page", "", "no text") }
    }
    return writer.summary
  }
}
