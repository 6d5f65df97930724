import CJSON

/// Finds the place of the first error in a JSON text, which simdjson does not tell.
///
/// Strict RFC 8259. Runs only over texts that were refused already.
struct JSONScanner {
  private var index = 0

  /// The refusal of a text with its line and column, given the code of the door.
  static func error(in text: Span<UInt8>, code: Int32) -> ReadError {
    if isBlank(text) { return ReadError(.empty, reason: "the file is empty") }
    if code == Int32(VEZHA_JSON_MEMORY) {
      return ReadError(.limit, reason: "no memory for JSON of this size")
    }
    var scanner = JSONScanner()
    guard let (failure, offset) = scanner.firstFailure(text) else {
      return ReadError(.malformed, reason: "JSON that the parser cannot take")
    }
    let (line, column) = place(offset, in: text)
    let isAtEnd = offset >= text.count
    let kind: ReadError.Code =
      switch failure {
      case .depth: .limit
      case .encoding: .encoding
      default: isAtEnd ? .truncated : .malformed
      }
    return ReadError(kind, line: line, column: column, reason: isAtEnd ? "JSON ends early" : failure.rawValue)
  }

  /// Whether the text is right by the grammar.
  static func isValid(_ text: Span<UInt8>) -> Bool {
    var scanner = JSONScanner()
    return scanner.firstFailure(text) == nil
  }

  /// 1-based line and column in bytes of an offset.
  static func place(_ offset: Int, in text: Span<UInt8>) -> (line: Int, column: Int) {
    var line = 1
    var start = 0
    for index in 0..<min(offset, text.count) where text[index] == UInt8(ascii: "\n") {
      line += 1
      start = index + 1
    }
    return (line, offset - start + 1)
  }

  private static func isBlank(_ text: Span<UInt8>) -> Bool {
    for index in (hasByteOrderMark(text) ? 3 : 0)..<text.count where !isSpace(text[index]) { return false }
    return true
  }

  private enum Failure: String {
    case value = "JSON value expected"
    case key = "JSON string expected as a key"
    case colon = "colon expected after a JSON key"
    case separator = "comma or closing bracket expected in JSON"
    case string = "control character in a JSON string"
    case escape = "bad escape in a JSON string"
    case encoding = "the text is not valid UTF-8"
    case number = "bad JSON number"
    case depth = "JSON is nested deeper than 128"
    case trailing = "text after the JSON value"
  }

  private mutating func firstFailure(_ text: Span<UInt8>) -> (Failure, Int)? {
    index = hasByteOrderMark(text) ? 3 : 0
    var open: [UInt8] = []
    while true {
      // One value, or the bracket that closes an empty container.
      skipSpaces(text)
      let start = index
      guard index < text.count else { return (.value, index) }
      let byte = text[index]
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        index += 1
        skipSpaces(text)
        open.append(byte &+ 2)
        guard open.count <= JSONTape.maximumDepth else { return (.depth, start) }
        if index < text.count, text[index] == byte &+ 2 {
          index += 1
          open.removeLast()
        } else {
          if byte == UInt8(ascii: "["), index < text.count { continue }
          if let failure = key(text) { return failure }
          continue
        }
      } else if let failure = scalar(text) {
        return failure
      }
      // What closes after it, then a comma.
      while true {
        skipSpaces(text)
        guard let closing = open.last else { return index < text.count ? (.trailing, index) : nil }
        guard index < text.count, text[index] == closing else { break }
        index += 1
        open.removeLast()
      }
      guard index < text.count, text[index] == UInt8(ascii: ",") else { return (.separator, index) }
      index += 1
      if open.last == UInt8(ascii: "}"), let failure = key(text) { return failure }
    }
  }

  private mutating func skipSpaces(_ text: Span<UInt8>) {
    while index < text.count, [0x20, 0x09, 0x0a, 0x0d].contains(text[index]) { index += 1 }
  }

  private mutating func key(_ text: Span<UInt8>) -> (Failure, Int)? {
    skipSpaces(text)
    guard index < text.count, text[index] == UInt8(ascii: "\"") else { return (.key, index) }
    if let failure = string(text) { return failure }
    skipSpaces(text)
    guard index < text.count, text[index] == UInt8(ascii: ":") else { return (.colon, index) }
    index += 1
    return nil
  }

  private mutating func scalar(_ text: Span<UInt8>) -> (Failure, Int)? {
    switch text[index] {
    case UInt8(ascii: "\""): string(text)
    case UInt8(ascii: "t"): word("true", text)
    case UInt8(ascii: "f"): word("false", text)
    case UInt8(ascii: "n"): word("null", text)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): number(text)
    default: (.value, index)
    }
  }

  private mutating func word(_ word: String, _ text: Span<UInt8>) -> (Failure, Int)? {
    for byte in word.utf8 {
      guard index < text.count, text[index] == byte else { return (.value, index) }
      index += 1
    }
    return nil
  }

  private mutating func digits(_ text: Span<UInt8>) -> Int {
    let start = index
    while index < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[index]) { index += 1 }
    return index - start
  }

  private mutating func number(_ text: Span<UInt8>) -> (Failure, Int)? {
    if text[index] == UInt8(ascii: "-") { index += 1 }
    let first = index
    let count = digits(text)
    guard count > 0, count == 1 || text[first] != UInt8(ascii: "0") else {
      return (.number, count > 0 ? first : index)
    }
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      guard digits(text) > 0 else { return (.number, index) }
    }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") {
        index += 1
      }
      guard digits(text) > 0 else { return (.number, index) }
    }
    return nil
  }

  private mutating func string(_ text: Span<UInt8>) -> (Failure, Int)? {
    index += 1
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\""):
        index += 1
        return nil
      case UInt8(ascii: "\\"):
        index += 1
        guard index < text.count else { return (.escape, index) }
        guard "\"\\/bfnrtu".utf8.contains(text[index]) else { return (.escape, index) }
        if text[index] == UInt8(ascii: "u") {
          for _ in 0..<4 {
            index += 1
            guard index < text.count, hexadecimalDigit(text[index]) != nil else { return (.escape, index) }
          }
        }
        index += 1
      case ..<0x20: return (.string, index)
      case 0x80...:
        let length = utf8SequenceLength(text, at: index)
        guard length > 0 else { return (.encoding, index) }
        index += length
      default: index += 1
      }
    }
    return (.string, index)
  }
}

/// Bytes of the well-formed UTF-8 sequence at `index` (RFC 3629 section 4), or 0.
func utf8SequenceLength(_ text: Span<UInt8>, at index: Int) -> Int {
  let first = text[index]
  let second: ClosedRange<UInt8>
  let length: Int
  switch first {
  case ..<0x80: return 1
  case 0xc2...0xdf: (length, second) = (2, 0x80...0xbf)
  case 0xe0: (length, second) = (3, 0xa0...0xbf)
  case 0xed: (length, second) = (3, 0x80...0x9f)
  case 0xe1...0xef: (length, second) = (3, 0x80...0xbf)
  case 0xf0: (length, second) = (4, 0x90...0xbf)
  case 0xf1...0xf3: (length, second) = (4, 0x80...0xbf)
  case 0xf4: (length, second) = (4, 0x80...0x8f)
  default: return 0
  }
  guard index + length <= text.count, second.contains(text[index + 1]) else { return 0 }
  for offset in 2..<max(2, length) where text[index + offset] & 0xc0 != 0x80 { return 0 }
  return length
}
