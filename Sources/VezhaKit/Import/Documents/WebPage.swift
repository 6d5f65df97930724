/// Reports and articles as web pages: what their text and their links name.
///
/// Scripts, styles and comments are passed over. The address of a link counts as its text does, except links within the
/// page. What the page says of its subjects only its series can tell.
public enum WebPage: DocumentFormat {
  /// `html`.
  public static let id = "html"
  /// What it is called.
  public static let title = "web page"
  /// What is taken from it.
  public static let takes = "the running text of the page"
  /// Since pieces of keys in running text are no hosts.
  public static let version = 3
  /// Each report adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// Nobody states what a report says of its subjects.
  public static let role: Role? = nil

  /// Whether the text begins as HTML does.
  public static func recognises(head: Span<UInt8>) -> Bool {
    let text = TextDecoding.head(head)
    guard TextShape(head: text.span) == .markup else { return false }
    var index = hasByteOrderMark(text.span) ? 3 : 0
    while index < text.count {
      while index < text.count, isSpace(text[index]) { index += 1 }
      guard starts(text.span, at: index, "<!--") else { break }
      while index < text.count, !starts(text.span, at: index, "-->") { index += 1 }
      index += 3
    }
    return ["<!doctype html", "<html", "<head", "<body", "<div", "<p>", "<p ", "<table", "<h1", "<article", "<meta"]
      .contains { starts(text.span, at: index, $0) }
  }

  /// Reads a page.
  /// - Throws: `.unknownFormat` if it names nothing at all; `.limit` if it is nested too deep.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    try TextDecoding.withUTF8(bytes) { text, note throws(ReadError) in
      let page = Page(sink)
      try HTMLStream.read(text, page)
      page.finish()
      guard page.count > 0 else {
        throw ReadError(.unknownFormat, reason: "a page that names no host, address, URL, mailbox or CVE")
      }
      return DocumentSummary(rows: page.count, listings: page.count, tlp: WrittenMark.tlp(in: text), note: note)
    }
  }

  /// Gathers the text of a block until it ends, since tags cut names: `exam<b>ple</b>.org`.
  private final class Page: HTMLHandler {
    private var listings: TextListings
    private(set) var count = 0
    private var block: [UInt8] = []
    private var line = 1
    /// Depth inside elements whose text is none.
    private var hidden = 0

    private static let hiding: Set<String> = ["script", "style", "noscript", "template", "svg"]
    /// Elements that do not end a word.
    private static let inline: Set<String> = [
      "a", "abbr", "b", "bdi", "bdo", "code", "em", "font", "i", "kbd", "mark", "s", "samp", "small", "span", "strong",
      "sub", "sup", "tt", "u", "var", "wbr",
    ]

    init(_ sink: any ListingSink) { listings = TextListings(sink) }

    func start(_ name: String, _ attributes: [String: String], line: Int) {
      if Self.hiding.contains(name) { hidden += 1 }
      if !Self.inline.contains(name) { finish() }
      if block.isEmpty { self.line = line }
      guard name == "a", let link = attributes["href"], link.contains("://") || link.hasPrefix("mailto:") else {
        return
      }
      list(Array(link.utf8), line: line)
    }

    func end(_ name: String) {
      if Self.hiding.contains(name), hidden > 0 { hidden -= 1 }
      if !Self.inline.contains(name) { finish() }
    }

    func text(_ text: Span<UInt8>, line: Int) {
      guard hidden == 0 else { return }
      if block.isEmpty { self.line = line }
      unsafe text.withUnsafeBufferPointer { unsafe block.append(contentsOf: $0) }
    }

    /// Lists what the block names.
    func finish() {
      guard !block.isEmpty else { return }
      list(block, line: line)
      block.removeAll(keepingCapacity: true)
    }

    private func list(_ text: [UInt8], line: Int) {
      count += listings.list(
        text.span, ListingRow(subjectKind: .host, place: .line(line, column: 1)),
        place: { .line(line + $0.line - 1, column: 1) })
    }
  }
}
