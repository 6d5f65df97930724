/// Filter lists of ad blockers: the hosts of rules that block a whole host (`||example.org^`).
///
/// A rule that allows (`@@`), hides elements (`##`), matches part of a URL or a pattern names no host as a whole and is
/// skipped; `||*.example^` names the zone. What a rule is limited to (`$domain=`) is no listing.
public enum AdblockList: DocumentFormat {
  /// `adblock`.
  public static let id = "adblock"
  /// What it is called.
  public static let title = "adblock list"
  /// What is taken from it.
  public static let takes = "hosts, as targets of the series"
  /// First version.
  public static let version = 1
  /// Each file is the whole list of a moment.
  public static let seriesKind = SeriesKind.snapshot
  /// Nobody states what a filter list says of its hosts.
  public static let role: Role? = nil

  /// Whether the text has the header of such a list, or most lines are rules.
  public static func recognises(head: Span<UInt8>) -> Bool {
    guard TextShape(head: head) == .text else { return false }
    let text = TextDecoding.head(head)
    let start = hasByteOrderMark(text.span) ? 3 : 0
    if starts(text.span, at: start, "[adblock") || starts(text.span, at: start, "[ublock") { return true }
    var (rules, others) = (0, 0)
    forEachLine(in: text.span) { line in
      let range = trimmed(text.span, line.range)
      guard !range.isEmpty, !isComment(text.span, range.lowerBound) else { return }
      if starts(text.span, at: range.lowerBound, "||") || starts(text.span, at: range.lowerBound, "@@") {
        rules += 1
      } else {
        others += 1
      }
    }
    return rules > others
  }

  /// Reads a list.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    try TextDecoding.withUTF8(bytes) { text, note throws(ReadError) in
      var writer = ListingWriter(sink)
      forEachLine(in: text) { line in
        let range = trimmed(text, line.range)
        guard !range.isEmpty, !isComment(text, range.lowerBound) else { return }
        if line.number == 1, text[range.lowerBound] == UInt8(ascii: "[") { return }
        writer.summary.rows += 1
        let place = Place.line(line.number, column: range.lowerBound - line.range.lowerBound + 1)
        if let reason = rejection(text, range) {
          writer.skip(place, field: "rule", text.extracting(range), reason)
          return
        }
        let host = (range.lowerBound + 2)..<hostEnd(text, range)
        writer.network(text.extracting(host), ListingRow(subjectKind: .host, place: place))
      }
      writer.summary.note = note
      return writer.summary
    }
  }

  private static func isComment(_ text: Span<UInt8>, _ start: Int) -> Bool {
    text[start] == UInt8(ascii: "!") || (text[start] == UInt8(ascii: "#") && !starts(text, at: start, "##"))
  }

  /// Where the host of `||host^$options` ends.
  private static func hostEnd(_ text: Span<UInt8>, _ rule: Range<Int>) -> Int {
    var end = rule.lowerBound + 2
    while end < rule.upperBound, !"^$/:|".utf8.contains(text[end]) { end += 1 }
    return end
  }

  /// Why a rule names no host as a whole; nil if it does.
  private static func rejection(_ text: Span<UInt8>, _ rule: Range<Int>) -> String? {
    if starts(text, at: rule.lowerBound, "@@") { return "the rule allows" }
    guard starts(text, at: rule.lowerBound, "||") else { return "the rule names no host as a whole" }
    let end = hostEnd(text, rule)
    for index in (rule.lowerBound + 2)..<end where text[index] == UInt8(ascii: "*") {
      // Only `*.` at the start stands for whole zones.
      guard index == rule.lowerBound + 2, index + 1 < end, text[index + 1] == UInt8(ascii: ".") else {
        return "a pattern, no host"
      }
    }
    guard end < rule.upperBound else { return nil }
    switch text[end] {
    case UInt8(ascii: "^"):
      let next = end + 1
      return next == rule.upperBound || text[next] == UInt8(ascii: "$") || text[next] == UInt8(ascii: "|")
        ? nil : "the rule blocks part of a site"
    case UInt8(ascii: "$"), UInt8(ascii: "|"): return nil
    default:
      return end + 1 == rule.upperBound ? nil : "the rule blocks part of a site"
    }
  }
}
