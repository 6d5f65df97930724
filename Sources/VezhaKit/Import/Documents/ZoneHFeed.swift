/// Defaced sites as Zone-H tells of them to everybody: RSS, a page as the title of each item.
public enum ZoneHFeed: DocumentFormat {
  /// `zone-h-rss`.
  public static let id = "zone-h-rss"
  /// What it is called.
  public static let title = "Zone-H defacements, RSS"
  /// What is taken from it.
  public static let takes = "the site of each item, as claimed, with its time"
  /// First version.
  public static let version = 1
  /// Each feed adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// Whoever defaced a site told of it.
  public static let role: Role? = .claimed

  /// Whether it is RSS of Zone-H, or the first item says who notified of it.
  public static func recognises(head: Span<UInt8>) -> Bool {
    let text = TextDecoding.head(head)
    guard TextShape(head: text.span) == .markup else { return false }
    var (isFeed, isZoneH) = (false, false)
    for index in 0..<text.count {
      switch text[index] {
      case UInt8(ascii: "<"): isFeed = isFeed || starts(text.span, at: index, "<rss")
      case UInt8(ascii: "z"), UInt8(ascii: "Z"): isZoneH = isZoneH || starts(text.span, at: index, "zone-h.")
      case UInt8(ascii: "n"): isZoneH = isZoneH || starts(text.span, at: index, "notified by ")
      default: break
      }
    }
    return isFeed && isZoneH
  }

  /// The time of the newest item: the document states none of its own.
  public static func published(_ bytes: Span<UInt8>) -> Instant? { newestEvent(bytes) }

  /// Yes.
  public static var isDatedByEvents: Bool { true }

  /// Reads all items.
  /// - Throws: what XML that is not well-formed throws, with its place.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    let handler = ZoneHHandler(sink)
    let stream = try XMLStream { (_: borrowing XMLElement) throws(ReadError) -> any XMLHandler in handler }
    try stream.feed(array(bytes))
    try stream.finish()
    return handler.writer.summary
  }
}

/// Gathers each item until it ends.
private final class ZoneHHandler: XMLHandler {
  var writer: ListingWriter

  private struct Item {
    var page = ""
    var time = ""
    var line: Int
  }

  private var item: Item?

  init(_ sink: any ListingSink) { writer = ListingWriter(sink) }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "rss", "channel": return .children
    case "item":
      item = Item(line: element.line)
      writer.summary.rows += 1
      return .children
    case "title", "pubDate": return item == nil ? .skip : .text
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    switch element.name {
    case "title":
      item?.page = element.text
      item?.line = element.line
    case "pubDate": item?.time = element.text
    case "item":
      if let item { list(item) }
      item = nil
    default: break
    }
  }

  private func list(_ item: Item) {
    var row = ListingRow(subjectKind: .host, place: .line(item.line, column: 1))
    guard item.page.utf8.contains(where: { !isSpace($0) }) else {
      return writer.skip(row.place, field: "title", "", "an item without a page")
    }
    row.role = .claimed
    row.threat = .defacement
    row.time = Instant(internetMessage: item.time)
    if row.time == nil, !item.time.isEmpty { writer.skip(row.place, field: "pubDate", item.time, "no time") }
    writer.network(item.page.utf8.span, row, field: "title")
  }
}
