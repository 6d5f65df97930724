/// Reports and messages in running text: plain, Markdown, AsciiDoc.
///
/// Every host, address, range, URL, mailbox and CVE is listed (`SubjectExtractor`). What the text says of them only its
/// series can tell.
public enum RunningText: DocumentFormat {
  /// `prose`.
  public static let id = "prose"
  /// What it is called.
  public static let title = "reports in running text, Markdown, AsciiDoc"
  /// What is taken from it.
  public static let takes = "hosts, addresses, ranges, mailboxes, CVEs in every defanged style"
  /// Since pieces of keys in running text are no hosts.
  public static let version = 3
  /// Each report adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// Nobody states what a report says of its subjects.
  public static let role: Role? = nil

  /// Whether the content is text of which fewer than half of the lines begin with an entry.
  public static func recognises(head: Span<UInt8>) -> Bool {
    TextShape(head: head) == .text && !PlainText.isList(head)
  }

  /// Reads a text in UTF-8, UTF-16 with byte order mark, windows-1251 or KOI8-U.
  /// - Throws: `.unknownFormat` if it names nothing at all, so that a wrong file is noticed.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    try TextDecoding.withUTF8(bytes) { text, note throws(ReadError) in
      var listings = TextListings(sink)
      let count = listings.list(
        text, ListingRow(subjectKind: .host, place: .line(1, column: 1)), place: { .line($0.line, column: $0.column) })
      guard count > 0 else {
        throw ReadError(.unknownFormat, reason: "text that names no host, address, URL, mailbox or CVE")
      }
      return DocumentSummary(rows: count, listings: count, tlp: WrittenMark.tlp(in: text), note: note)
    }
  }
}
