/// Lists with one entry per line: URLs, hosts, addresses, ranges, defanged or not, with comments.
///
/// The first word of a line is an entry, and what follows it while only separators stand between (`LineEntries`). Where
/// the first word is none, or bears signs that no host has, the line is read as running text.
public enum PlainText: DocumentFormat {
  /// `text`.
  public static let id = "text"
  /// What it is called.
  public static let title = "plain text"
  /// What is taken from it.
  public static let takes = "entries line by line: URLs, hosts, addresses, CIDR, ranges; defanged forms; comments"
  /// Raised when the same bytes give other rows.
  public static let version = 4
  /// Each file is the whole list of a moment.
  public static let seriesKind = SeriesKind.snapshot
  /// Nobody states what a plain list says of its subjects.
  public static let role: Role? = nil

  /// Longest line that is read.
  static let maximumLineBytes = 8192

  /// Whether the content is text of which at least half of the lines begin with an entry.
  public static func recognises(head: Span<UInt8>) -> Bool { TextShape(head: head) == .text && isList(head) }

  /// Whether at least half of the lines that are no comments begin with a host, address, range or URL.
  static func isList(_ head: Span<UInt8>) -> Bool {
    let text = TextDecoding.head(head)
    var reader = LineReader()
    var (entries, others) = (0, 0)
    var position = hasByteOrderMark(text.span) ? 3 : 0
    let lineEnd = lineEnd(text.span)
    while position < text.count {
      var end = position
      while end < text.count, text[end] != lineEnd { end += 1 }
      // `= Title`: no list has headings of AsciiDoc.
      if text[position] == UInt8(ascii: "="), position + 1 < end,
        text[position + 1] == 0x20 || text[position + 1] == 0x3d
      {
        return false
      }
      // The last line may be cut.
      if end == text.count, head.count >= DocumentReader.headBytes, entries + others > 0 { break }
      if let isEntry = reader.beginsWithEntry(text.span, position..<end) {
        if isEntry { entries += 1 } else { others += 1 }
      }
      position = end + 1
    }
    return entries >= others
  }

  /// Reads a list in UTF-8, UTF-16 with byte order mark, windows-1251 or KOI8-U.
  /// - Throws: `.unknownFormat` if there are lines but none names anything: then silence would look like absence.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    try TextDecoding.withUTF8(bytes) { text, note throws(ReadError) in try readUTF8(text, note: note, into: sink) }
  }

  /// The byte that ends lines: a carriage return where there is no line feed at all.
  private static func lineEnd(_ text: Span<UInt8>) -> UInt8 {
    for index in 0..<text.count where text[index] == UInt8(ascii: "\n") { return UInt8(ascii: "\n") }
    return UInt8(ascii: "\r")
  }

  private static func readUTF8(
    _ text: Span<UInt8>, note: String?, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    var summary = DocumentSummary(tlp: WrittenMark.tlp(in: text), note: note)
    var reader = LineReader()
    var position = hasByteOrderMark(text) ? 3 : 0
    var number = 0
    let lineEnd = Self.lineEnd(text)
    while position < text.count {
      let start = position
      var hasSigns = false
      while position < text.count {
        let byte = text[position]
        if byte == lineEnd { break }
        // One comparison drops nearly all bytes: the signs are 28 29 5b 5c 5d 7b 7d.
        if byte >= 0x5b ? byte <= 0x5d || byte == 0x7b || byte == 0x7d : byte == 0x28 || byte == 0x29 {
          hasSigns = true
        }
        position += 1
      }
      number += 1
      switch reader.read(text, start..<position, number, hasSigns: hasSigns, into: sink) {
      case .listings(let count):
        summary.rows += 1
        summary.listings += count
      case .skipped: summary.rows += 1
      case .nothing: break
      }
      position += 1
    }
    guard summary.listings > 0 || summary.rows == 0 else {
      throw ReadError(.unknownFormat, reason: "no line begins with a host, address or URL")
    }
    return summary
  }
}

/// Reads the lines of a list with buffers that are made once.
private struct LineReader {
  enum Outcome {
    case listings(Int)
    case skipped, nothing
  }

  private var host: [UInt8] = []
  private var refanged: [UInt8] = []
  private var entries = LineEntries()

  init() { host.reserveCapacity(512) }

  mutating func read(
    _ text: Span<UInt8>, _ line: Range<Int>, _ number: Int, hasSigns: Bool, into sink: any ListingSink
  ) -> Outcome {
    guard let start = Self.start(text, line) else { return .nothing }
    let end = line.upperBound
    let place = Place.line(number, column: start - line.lowerBound + 1)
    guard end - start <= PlainText.maximumLineBytes else {
      skip(text, start..<(start + 200), number, "longer than \(PlainText.maximumLineBytes) bytes", sink)
      return .skipped
    }
    var wordEnd = start
    while wordEnd < end, !isSpace(text[wordEnd]) { wordEnd += 1 }
    if LineEntries.hasSymbol(text, start..<wordEnd) {
      let count = rest(text, start..<end, number, line.lowerBound, into: sink)
      if count > 0 { return .listings(count) }
    }
    do throws(HostName.Rejection) {
      var value: ListedValue
      if hasSigns {
        Refang.refang(text.extracting(start..<end), into: &refanged)
        let plain = refanged
        value = try Self.entry(plain.span, host: &host)
      } else if wordEnd < end, let range = Self.spacedRange(text, start, wordEnd, end) {
        host.removeAll(keepingCapacity: true)
        value = range
      } else {
        value = try ListedValue(text.extracting(start..<wordEnd), host: &host)
      }
      if value.hasBadPort {
        skip(text, start..<wordEnd, number, "port is not from 1 to 65535", field: "port", sink)
      }
      let beside = entries.after(text, start..<end)
      var row = ListingRow(
        subjectKind: value.kind, address: value.address, range: value.range, transport: value.transport,
        port: value.port, path: value.path, place: place)
      if let other = beside.first, beside.count == 1 {
        switch (value.kind, other.value.kind) {
        case (.host, .address):
          // A host and its address.
          row.address = other.value.address
          sink.row(row, subject: host.span, listed: text.extracting(start..<wordEnd))
          return .listings(1)
        case (.address, .host):
          var row = Self.row(other.value, Place.line(number, column: other.range.lowerBound - line.lowerBound + 1))
          row.address = value.address
          sink.row(row, subject: other.host.span, listed: text.extracting(other.range))
          return .listings(1)
        default: break
        }
      }
      // The buffer is empty unless the subject is a host.
      sink.row(row, subject: host.span, listed: text.extracting(start..<wordEnd))
      for other in beside {
        let row = Self.row(other.value, Place.line(number, column: other.range.lowerBound - line.lowerBound + 1))
        sink.row(row, subject: other.host.span, listed: text.extracting(other.range))
      }
      return .listings(1 + beside.count)
    } catch {
      // `Ministry of Examples: https://www.gov.example`
      let count = rest(text, start..<end, number, line.lowerBound, into: sink)
      guard count == 0 else { return .listings(count) }
      skip(text, start..<wordEnd, number, error.reason, sink)
      return .skipped
    }
  }

  private static func row(_ value: ListedValue, _ place: Place) -> ListingRow {
    ListingRow(
      subjectKind: value.kind, address: value.address, range: value.range, transport: value.transport,
      port: value.port, path: value.path, place: place)
  }

  /// Lists what a line names as running text.
  private func rest(
    _ text: Span<UInt8>, _ range: Range<Int>, _ number: Int, _ lineStart: Int, into sink: any ListingSink
  ) -> Int {
    var listings = TextListings(sink)
    let offset = range.lowerBound - lineStart
    return listings.list(
      text.extracting(range), ListingRow(subjectKind: .host, place: .line(number, column: 1)),
      place: { .line(number, column: offset + $0.column) })
  }

  /// Whether the first word of a line is an entry; nil for comments and blank lines.
  mutating func beginsWithEntry(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool? {
    guard let start = Self.start(text, line) else { return nil }
    Refang.refang(text.extracting(start..<min(line.upperBound, start + 512)), into: &refanged)
    let plain = refanged
    do throws(HostName.Rejection) {
      _ = try Self.entry(plain.span, host: &host)
      return true
    } catch {
      return entries.beginsDecorated(text, start..<min(line.upperBound, start + 512))
    }
  }

  /// Where the first word of a line begins, after bullets and numbers; nil for comments and blank lines.
  private static func start(_ text: Span<UInt8>, _ line: Range<Int>) -> Int? {
    var start = line.lowerBound
    let end = line.upperBound
    while true {
      while start < end, let width = Self.blank(text, start, end) { start += width }
      guard start < end, !isComment(text, start, end) else { return nil }
      guard let next = bulletEnd(text, start, end) else { return start }
      start = next
    }
  }

  /// How many bytes the blank there has: ASCII ones, U+00A0, U+200B to U+200D, U+FEFF; nil where there is none.
  private static func blank(_ text: Span<UInt8>, _ index: Int, _ end: Int) -> Int? {
    if isSpace(text[index]) { return 1 }
    if text[index] == 0xc2, index + 1 < end, text[index + 1] == 0xa0 { return 2 }
    guard index + 2 < end else { return nil }
    switch (text[index], text[index + 1], text[index + 2]) {
    case (0xe2, 0x80, 0x8b...0x8d), (0xef, 0xbb, 0xbf): return 3
    default: return nil
    }
  }

  /// The first word of a refanged line, which may have fewer words than the line had.
  private static func entry(_ text: Span<UInt8>, host: inout [UInt8]) throws(HostName.Rejection)
    -> ListedValue
  {
    var end = 0
    while end < text.count, !isSpace(text[end]) { end += 1 }
    if end < text.count, let range = Self.spacedRange(text, 0, end, text.count) {
      host.removeAll(keepingCapacity: true)
      return range
    }
    return try ListedValue(text.extracting(0..<end), host: &host)
  }

  /// A comment runs from `#`, `;`, `//` or `!` at the start of a line.
  private static func isComment(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    switch text[start] {
    case UInt8(ascii: "#"), UInt8(ascii: ";"), UInt8(ascii: "!"): true
    case UInt8(ascii: "/"): start + 1 < end && text[start + 1] == UInt8(ascii: "/")
    default: false
    }
  }

  /// Where a bullet or number (`-`, `+`, `*`, `•`, `–`, `1.`, `1)`) with the space after it ends; nil without one.
  private static func bulletEnd(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var index = start
    switch text[start] {
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
      index += 1
      if index < end, text[start] != UInt8(ascii: "+"), isLetterOrDigit(text[index]) { return index }
    case 0xc2:
      // U+00B7 MIDDLE DOT
      guard start + 1 < end, text[start + 1] == 0xb7 else { return nil }
      index += 2
    case 0xe2:
      // U+2022 BULLET, U+2013 and U+2014 dashes, U+25CF BLACK CIRCLE, U+25AA SMALL SQUARE
      guard start + 2 < end else { return nil }
      switch (text[start + 1], text[start + 2]) {
      case (0x80, 0xa2), (0x80, 0x93), (0x80, 0x94), (0x97, 0x8f), (0x96, 0xaa): index += 3
      default: return nil
      }
      if index < end, !isSpace(text[index]) { return index }
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      while index < end, index < start + 7, text[index] >= UInt8(ascii: "0"), text[index] <= UInt8(ascii: "9") {
        index += 1
      }
      guard index < end, text[index] == UInt8(ascii: ".") || text[index] == UInt8(ascii: ")") else {
        return nil
      }
      index += 1
      if text[index - 1] == UInt8(ascii: ")"), index < end, isLetterOrDigit(text[index]) { return index }
    default: return nil
    }
    return index < end && isSpace(text[index]) ? index : nil
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  /// `192.0.2.1 - 192.0.2.9`, or first and last address of a block in two columns: the forms with spaces inside.
  private static func spacedRange(_ text: Span<UInt8>, _ start: Int, _ wordEnd: Int, _ end: Int)
    -> ListedValue?
  {
    var index = wordEnd
    while index < end, isSpace(text[index]) { index += 1 }
    guard index < end, let lower = Address(text.extracting(start..<wordEnd)) else { return nil }
    guard text[index] == UInt8(ascii: "-") else {
      let second = index
      while index < end, !isSpace(text[index]) { index += 1 }
      guard let upper = Address(text.extracting(second..<index)), let range = AddressRange(lower, upper),
        range.isBlock
      else { return nil }
      return ListedValue(range: range)
    }
    index += 1
    while index < end, isSpace(text[index]) { index += 1 }
    while index < end, !isSpace(text[index]) { index += 1 }
    guard let parsed = AddressRange.parse(text.extracting(start..<index)) else { return nil }
    return ListedValue(range: parsed.range)
  }

  private func skip(
    _ text: Span<UInt8>, _ range: Range<Int>, _ number: Int, _ reason: String, field: String = "host",
    _ sink: any ListingSink
  ) {
    let end = min(range.upperBound, range.lowerBound + 200)
    sink.skipped(
      Problem(
        line: number, field: field, value: string(text.extracting(range.lowerBound..<end)), reason: reason))
  }
}
