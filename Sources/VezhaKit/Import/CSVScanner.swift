/// Splits delimited text into records and fields (RFC 4180), record by record, over the bytes of the file.
///
/// Beyond the RFC, as real exports need it: LF and lone CR end a record, a byte order mark and Excel's `sep=;` line are
/// passed over, blank lines are no records, blanks before an opening quote do not count, a quote inside an unquoted
/// field is an ordinary character, and so is what follows a closing quote. The text must be UTF-8 or ASCII.
struct CSVScanner {
  /// What separates fields.
  let delimiter: UInt8
  /// 1-based line on which the record read last begins.
  private(set) var line = 0
  /// How many fields the record read last has.
  var count: Int { fields.count }

  /// Most fields that a record may have.
  static let maximumFields = 4096

  private struct Field {
    var range: Range<Int>
    var line: Int
    var column: Int
    /// Whether the range is one of `unquoted` and not of the text.
    var isUnquoted: Bool
  }

  private var fields: [Field] = []
  /// Contents of quoted fields that held doubled quotes or text after the closing quote.
  private var unquoted: [UInt8] = []
  private var position: Int
  private var lineStart: Int
  private var nextLine = 1

  /// A scanner at the start of a text; the delimiter is told from the text unless given.
  init(_ text: Span<UInt8>, delimiter: UInt8? = nil) {
    position = hasByteOrderMark(text) ? 3 : 0
    lineStart = position
    if starts(text, at: position, "sep="), position + 4 < text.count {
      self.delimiter = delimiter ?? text[position + 4]
      position += 5
      Self.skipLineEnd(text, &position)
      lineStart = position
      nextLine = 2
    } else {
      self.delimiter = delimiter ?? Self.delimiter(of: text)
    }
  }

  /// The delimiter of a text: the most frequent of comma, semicolon, tab and bar outside quotes in its first line that
  /// is neither blank nor a comment; comma if there is none.
  static func delimiter(of text: Span<UInt8>) -> UInt8 {
    let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
    var counts = [0, 0, 0, 0]
    var index = hasByteOrderMark(text) ? 3 : 0
    while index < text.count, isSpace(text[index]) || text[index] == UInt8(ascii: "#") {
      if text[index] == UInt8(ascii: "#") {
        while index < text.count, text[index] != UInt8(ascii: "\n"), text[index] != UInt8(ascii: "\r") {
          index += 1
        }
      } else {
        index += 1
      }
    }
    var isQuoted = false
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted {
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
        if let found = candidates.firstIndex(of: byte) { counts[found] += 1 }
      }
      index += 1
    }
    let best = counts.max() ?? 0
    return candidates[best == 0 ? 0 : counts.firstIndex(of: best) ?? 0]
  }

  /// Reads the next record that is not blank.
  /// - Returns: whether there was one.
  /// - Throws: `.truncated` with the place of a quote that nothing closes; `.limit` for too many fields.
  mutating func next(_ text: Span<UInt8>) throws(ReadError) -> Bool {
    while position < text.count {
      fields.removeAll(keepingCapacity: true)
      unquoted.removeAll(keepingCapacity: true)
      line = nextLine
      repeat {
        guard fields.count < Self.maximumFields else {
          throw ReadError(.limit, line: line, column: 1, reason: "more than \(Self.maximumFields) fields in a record")
        }
      } while try readField(text)
      if fields.count > 1 || withField(0, of: text, { !trimmed($0, 0..<$0.count).isEmpty }) { return true }
    }
    return false
  }

  /// Hands a field of the record read last to `body`; an absent one is empty.
  func withField<Result, Failure: Error>(
    _ index: Int, of text: Span<UInt8>, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard fields.indices.contains(index) else { return try body(Span()) }
    let field = fields[index]
    return field.isUnquoted
      ? try body(unquoted.span.extracting(field.range)) : try body(text.extracting(field.range))
  }

  /// A field of the record read last as text without white space around it; an absent one is empty.
  func text(_ index: Int, of text: Span<UInt8>) -> String {
    withField(index, of: text) { string($0.extracting(trimmed($0, 0..<$0.count))) }
  }

  /// Where a field of the record read last begins; the record itself if the field is absent.
  func place(_ index: Int) -> Place {
    guard fields.indices.contains(index) else { return .line(line, column: 1) }
    return .line(fields[index].line, column: fields[index].column)
  }

  /// Reads one field.
  /// - Returns: whether another one follows in the record.
  private mutating func readField(_ text: Span<UInt8>) throws(ReadError) -> Bool {
    var start = position
    while start < text.count, text[start] == 0x20, delimiter != 0x20 { start += 1 }
    guard start < text.count, text[start] == UInt8(ascii: "\"") else { return endField(text, from: position) }
    let (column, first) = (start - lineStart + 1, nextLine)
    var index = start + 1
    var copied = index
    let copy = unquoted.count
    var isCopy = false
    while true {
      guard index < text.count else {
        throw ReadError(.truncated, line: first, column: column, reason: "a quoted field is not closed")
      }
      let byte = text[index]
      if byte == UInt8(ascii: "\"") {
        guard index + 1 < text.count, text[index + 1] == UInt8(ascii: "\"") else { break }
        append(text, copied..<(index + 1))
        isCopy = true
        index += 2
        copied = index
      } else {
        index += 1
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && !Self.isLineFeed(text, index) {
          nextLine += 1
          lineStart = index
        }
      }
    }
    // What follows the closing quote up to the delimiter, usually nothing.
    let rest = trailing(text, from: index + 1)
    var field = Field(range: copied..<index, line: first, column: column, isUnquoted: false)
    if isCopy || !rest.isEmpty {
      append(text, copied..<index)
      append(text, rest)
      field.range = copy..<unquoted.count
      field.isUnquoted = true
    }
    fields.append(field)
    position = rest.upperBound
    return endRecord(text)
  }

  /// What stands between a closing quote and the delimiter or line end, empty if it is only blanks.
  private func trailing(_ text: Span<UInt8>, from start: Int) -> Range<Int> {
    var end = start
    var isBlank = true
    while end < text.count, !isEnd(text[end]) {
      if text[end] != 0x20 { isBlank = false }
      end += 1
    }
    return isBlank ? end..<end : start..<end
  }

  private mutating func endField(_ text: Span<UInt8>, from start: Int) -> Bool {
    var end = start
    while end < text.count, !isEnd(text[end]) { end += 1 }
    fields.append(
      Field(range: start..<end, line: nextLine, column: start - lineStart + 1, isUnquoted: false))
    position = end
    return endRecord(text)
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// Steps over the delimiter or line end.
  private mutating func endRecord(_ text: Span<UInt8>) -> Bool {
    guard position < text.count else { return false }
    if text[position] == delimiter {
      position += 1
      return true
    }
    Self.skipLineEnd(text, &position)
    nextLine += 1
    lineStart = position
    return false
  }

  private static func skipLineEnd(_ text: Span<UInt8>, _ position: inout Int) {
    if position < text.count, text[position] == UInt8(ascii: "\r") { position += 1 }
    if isLineFeed(text, position) { position += 1 }
  }

  private static func isLineFeed(_ text: Span<UInt8>, _ index: Int) -> Bool {
    index < text.count && text[index] == UInt8(ascii: "\n")
  }

  private mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
    unsafe text.extracting(range).withUnsafeBufferPointer { unsafe unquoted.append(contentsOf: $0) }
  }
}

/// Finds the columns of a table by the names in its first record.
///
/// Names compare without case, blanks, `_`, `-`, `.`, brackets and a leading `#`: `source ip`, `source.ip` and
/// `Source_IP` are one.
struct CSVColumns {
  private var indexes: [String: Int] = [:]

  /// The names of the record that the scanner read last; of two equal ones the first counts.
  init(_ scanner: CSVScanner, of text: Span<UInt8>) {
    for index in 0..<scanner.count {
      let name = scanner.withField(index, of: text) { Self.folded($0) }
      if !name.isEmpty, indexes[name] == nil { indexes[name] = index }
    }
  }

  /// The names of the first record of a text that may be cut; nil if it is no table.
  init?(head: Span<UInt8>) {
    guard TextShape(head: head) == .text else { return nil }
    var scanner = CSVScanner(head)
    guard (try? scanner.next(head)) == true, scanner.count > 1 else { return nil }
    self.init(scanner, of: head)
  }

  /// The column of the first of these names that there is, or nil.
  func index(_ names: String...) -> Int? {
    for name in names { if let index = indexes[Self.folded(name.utf8.span)] { return index } }
    return nil
  }

  /// Whether all these columns are there.
  func has(_ names: String...) -> Bool { names.allSatisfy { indexes[Self.folded($0.utf8.span)] != nil } }

  private static func folded(_ name: Span<UInt8>) -> String {
    var bytes: [UInt8] = []
    for index in 0..<name.count {
      let byte = name[index]
      switch byte {
      case 0x09, 0x0a, 0x0d, 0x20, UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        continue
      case UInt8(ascii: "#") where bytes.isEmpty: continue
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }
}
