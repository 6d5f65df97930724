/// Lists as hosts files of operating systems: an address, then the names it stands for, then perhaps a comment.
///
/// The names are the subjects. The address is where a resolver shall send them (`0.0.0.0`, `127.0.0.1`) and no evidence.
public enum HostsFile: DocumentFormat {
  /// `hosts`.
  public static let id = "hosts"
  /// What it is called.
  public static let title = "hosts file"
  /// What is taken from it.
  public static let takes = "hosts, as targets of the series"
  /// First version.
  public static let version = 1
  /// Each file is the whole list of a moment.
  public static let seriesKind = SeriesKind.snapshot
  /// Nobody states what a hosts file says of its names.
  public static let role: Role? = nil

  /// Whether most lines are an address of no real host followed by a name.
  public static func recognises(head: Span<UInt8>) -> Bool {
    guard TextShape(head: head) == .text else { return false }
    let text = TextDecoding.head(head)
    var (entries, others) = (0, 0)
    forEachLine(in: text.span) { line in
      var words = Words(text.span, line.range)
      guard let first = words.next(text.span) else { return }
      if words.next(text.span) != nil, isSink(text.span.extracting(first)) { entries += 1 } else { others += 1 }
    }
    return entries > others
  }

  /// Reads a list; names of the machine itself (`localhost`, `ip6-allhosts`) are passed over.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    try TextDecoding.withUTF8(bytes) { text, note throws(ReadError) in
      var writer = ListingWriter(sink)
      forEachLine(in: text) { line in
        var words = Words(text, line.range)
        guard let first = words.next(text) else { return }
        writer.summary.rows += 1
        guard isAddress(text.extracting(first)) else {
          let place = Place.line(line.number, column: first.lowerBound - line.range.lowerBound + 1)
          writer.skip(place, field: "address", text.extracting(first), "no address at the start of the line")
          return
        }
        while let word = words.next(text) {
          guard !isMachine(text.extracting(word)) else { continue }
          let place = Place.line(line.number, column: word.lowerBound - line.range.lowerBound + 1)
          writer.network(text.extracting(word), ListingRow(subjectKind: .host, place: place))
        }
      }
      writer.summary.note = note
      return writer.summary
    }
  }

  /// The words of a line up to a comment.
  private struct Words {
    private var position: Int
    private var end: Int

    init(_ text: Span<UInt8>, _ line: Range<Int>) {
      position = line.lowerBound
      end = line.upperBound
    }

    mutating func next(_ text: Span<UInt8>) -> Range<Int>? {
      while position < end, isSpace(text[position]) { position += 1 }
      guard position < end, text[position] != UInt8(ascii: "#") else { return nil }
      let start = position
      while position < end, !isSpace(text[position]), text[position] != UInt8(ascii: "#") { position += 1 }
      return start..<position
    }
  }

  /// Addresses that hosts files send names to.
  private static func isSink(_ word: Span<UInt8>) -> Bool {
    address(word)?.unmatchableReason(documentationSpace: true) != nil
  }

  private static func isAddress(_ word: Span<UInt8>) -> Bool { address(word) != nil }

  /// An address, also in brackets.
  private static func address(_ word: Span<UInt8>) -> Address? {
    guard word.count > 2, word[0] == UInt8(ascii: "["), word[word.count - 1] == UInt8(ascii: "]") else {
      return Address(word)
    }
    return Address(word.extracting(1..<(word.count - 1)))
  }

  /// Names that every hosts file has for the machine and its network.
  private static func isMachine(_ word: Span<UInt8>) -> Bool {
    starts(word, at: 0, "localhost") || starts(word, at: 0, "ip6-") || word.count < 3
      || (starts(word, at: 0, "broadcasthost") && word.count == 13) || Address(word) != nil
  }
}

/// One line of a text, without its end.
struct TextLine {
  var range: Range<Int>
  /// 1-based.
  var number: Int
}

/// Visits the lines of a text after its byte order mark.
func forEachLine(in text: Span<UInt8>, _ body: (TextLine) -> Void) {
  var position = hasByteOrderMark(text) ? 3 : 0
  var number = 0
  while position < text.count {
    var end = position
    while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
    number += 1
    body(TextLine(range: position..<end, number: number))
    position = end + 1
  }
}
