/// The entries of a line of a list after its first one: `a.example, b.example`, `192.0.2.1 a.example`.
///
/// They are read on while nothing but separators stands between them: words after an entry are remarks, and what remarks
/// name is no entry.
struct LineEntries {
  /// An entry with its host, where it is one, and where it stands.
  struct Entry {
    var value: ListedValue
    var host: [UInt8]
    var range: Range<Int>
  }

  private var extractor = SubjectExtractor()

  /// The entries after the first, which begins where the range does.
  mutating func after(_ text: Span<UInt8>, _ line: Range<Int>) -> [Entry] {
    guard Self.mayHaveMore(text, line) else { return [] }
    let line = line.lowerBound..<Self.remark(text, line)
    var entries: [Entry] = []
    var end: Int?
    var wasAddress = false
    var isOver = false
    extractor.forEach(in: text.extracting(line)) { value, subject, place in
      guard !isOver else { return }
      let range = (line.lowerBound + place.range.lowerBound)..<(line.lowerBound + place.range.upperBound)
      let isAddress = value.kind == .address || value.kind == .range
      guard value.kind == .host || isAddress else { return isOver = true }
      if let end {
        // Two addresses with a blank between them are a first and a last one, or columns.
        guard let separator = Self.separator(text, end..<range.lowerBound),
          separator == .sign || !(wasAddress && isAddress)
        else { return isOver = true }
        entries.append(Entry(value: value, host: isAddress ? [] : Self.bytes(subject), range: range))
      } else if range.lowerBound - line.lowerBound > 2 {
        return isOver = true
      }
      (end, wasAddress) = (range.upperBound, isAddress)
    }
    return entries
  }

  /// Whether a line begins with an entry behind signs that are no letters: emoji, quotes, brackets.
  mutating func beginsDecorated(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var first: Int?
    extractor.forEach(in: text.extracting(line)) { value, _, place in
      if first == nil, value.kind != .cve, value.kind != .emailDomain { first = place.range.lowerBound }
    }
    guard let first else { return false }
    return Self.isDecoration(text, line.lowerBound..<(line.lowerBound + first))
  }

  /// Whether a word has a sign that no host has: emoji, arrows, quotes.
  static func hasSymbol(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    guard word.contains(where: { text[$0] >= 0x80 }) else { return false }
    return string(text.extracting(word)).unicodeScalars.contains { !$0.isASCII && !isLetter($0) }
  }

  private static func isDecoration(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    !string(text.extracting(range)).unicodeScalars.contains { isLetter($0) }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .nonspacingMark, .spacingMark:
      // Of emoji only the picture is looked at, not how it is shown.
      !(0xfe00...0xfe0f).contains(scalar.value)
    case .otherPunctuation: scalar == "·" || scalar == "。"
    default: false
    }
  }

  /// Where a remark begins: a `#` behind a blank.
  private static func remark(_ text: Span<UInt8>, _ line: Range<Int>) -> Int {
    var index = line.lowerBound + 1
    while index < line.upperBound {
      if text[index] == UInt8(ascii: "#"), isSpace(text[index - 1]) { return index }
      index += 1
    }
    return line.upperBound
  }

  /// Whether a blank or a sign that parts entries is followed by what an entry has, a dot or a colon.
  private static func mayHaveMore(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var isParted = false
    for index in line {
      switch text[index] {
      case 0x20, 0x09, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"): isParted = true
      case UInt8(ascii: "."), UInt8(ascii: ":"): if isParted { return true }
      default: break
      }
    }
    return false
  }

  private enum Separator { case blank, sign }

  /// What stands between two entries; nil where it is more than separators.
  private static func separator(_ text: Span<UInt8>, _ range: Range<Int>) -> Separator? {
    guard !range.isEmpty else { return nil }
    var separator = Separator.blank
    for index in range {
      switch text[index] {
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"): separator = .sign
      case 0x20, 0x09, UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"):
        continue
      default: return nil
      }
    }
    return separator
  }

  private static func bytes(_ span: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(span.count)
    for index in 0..<span.count { bytes.append(span[index]) }
    return bytes
  }
}
