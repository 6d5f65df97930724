extension STIXPattern {
  /// Splits a pattern into tokens, one at a time.
  struct Lexer {
    /// What a token is.
    enum Token {
      case leftParenthesis, rightParenthesis, leftBracket, rightBracket, colon, dot, comma, asterisk
      case equal, notEqual, order
      /// `'...'`
      case string
      /// `t'...'`
      case time
      /// `h'...'` and `b'...'`
      case bytes
      case number, word, end
    }

    /// What stands at `range`.
    private(set) var token = Token.end
    /// The token with its quotes.
    private(set) var range = 0..<0
    /// What stands between quotes; else the token.
    private(set) var content = 0..<0
    /// Whether a string has escapes.
    private(set) var isEscaped = false
    /// Whether a word has a hyphen.
    private(set) var hasHyphen = false
    /// Whether a number has a sign.
    private(set) var isSigned = false
    /// Whether a number has a decimal point.
    private(set) var isFraction = false

    /// Whether the token is this word; words are case-sensitive.
    func isWord(_ word: StaticString, _ text: Span<UInt8>) -> Bool {
      token == .word && isText(text, range, word)
    }

    /// Reads the next token.
    mutating func advance(_ text: Span<UInt8>) throws(Failure) {
      var start = range.upperBound
      while start < text.count, isSpace(text[start]) { start += 1 }
      guard start < text.count else {
        (token, range, content) = (.end, start..<start, start..<start)
        return
      }
      let byte = text[start]
      let next = start + 1 < text.count ? text[start + 1] : 0
      var length = 1
      switch byte {
      case UInt8(ascii: "("): token = .leftParenthesis
      case UInt8(ascii: ")"): token = .rightParenthesis
      case UInt8(ascii: "["): token = .leftBracket
      case UInt8(ascii: "]"): token = .rightBracket
      case UInt8(ascii: ":"): token = .colon
      case UInt8(ascii: ","): token = .comma
      case UInt8(ascii: "*"): token = .asterisk
      case UInt8(ascii: "="):
        token = .equal
        length = next == UInt8(ascii: "=") ? 2 : 1
      case UInt8(ascii: "!"):
        guard next == UInt8(ascii: "=") else { throw Failure(offset: start, reason: "`=` expected after `!`") }
        (token, length) = (.notEqual, 2)
      case UInt8(ascii: "<"):
        (token, length) = next == UInt8(ascii: ">") ? (.notEqual, 2) : (.order, next == UInt8(ascii: "=") ? 2 : 1)
      case UInt8(ascii: ">"): (token, length) = (.order, next == UInt8(ascii: "=") ? 2 : 1)
      case UInt8(ascii: "'"): return try string(text, from: start, token: .string, prefix: 0)
      case UInt8(ascii: "t") where next == UInt8(ascii: "'"):
        try string(text, from: start, token: .time, prefix: 1)
        guard Self.isTime(text, content) else { throw Failure(offset: start, reason: "bad time in the pattern") }
        return
      case UInt8(ascii: "h") where next == UInt8(ascii: "'"), UInt8(ascii: "b") where next == UInt8(ascii: "'"):
        try string(text, from: start, token: .bytes, prefix: 1)
        guard byte == UInt8(ascii: "h") ? Self.isHexadecimal(text, content) : Self.isBase64(text, content) else {
          throw Failure(offset: start, reason: "bad binary literal in the pattern")
        }
        return
      case UInt8(ascii: "."):
        if Self.isDigit(next) { return try number(text, from: start) }
        token = .dot
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"):
        return try number(text, from: start)
      default: return try word(text, from: start)
      }
      range = start..<(start + length)
      content = range
    }

    private mutating func string(
      _ text: Span<UInt8>, from start: Int, token: Token, prefix: Int
    ) throws(Failure) {
      var index = start + prefix + 1
      isEscaped = false
      scan: while index < text.count {
        switch text[index] {
        case UInt8(ascii: "'"): break scan
        case UInt8(ascii: "\\"):
          isEscaped = true
          index += 2
        default: index += 1
        }
      }
      guard index < text.count else { throw Failure(offset: start, reason: "string is not closed in the pattern") }
      self.token = token
      range = start..<(index + 1)
      content = (start + prefix + 1)..<index
    }

    private mutating func number(_ text: Span<UInt8>, from start: Int) throws(Failure) {
      var index = start
      isSigned = text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+")
      if isSigned { index += 1 }
      let first = index
      while index < text.count, Self.isDigit(text[index]) { index += 1 }
      isFraction = index + 1 < text.count && text[index] == UInt8(ascii: ".") && Self.isDigit(text[index + 1])
      if isFraction {
        index += 1
        while index < text.count, Self.isDigit(text[index]) { index += 1 }
      }
      guard index > first else { throw Failure(offset: start, reason: "bad number in the pattern") }
      token = .number
      range = start..<index
      content = range
    }

    private mutating func word(_ text: Span<UInt8>, from start: Int) throws(Failure) {
      var index = start
      hasHyphen = false
      while index < text.count {
        switch text[index] {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): break
        case UInt8(ascii: "0")...UInt8(ascii: "9") where index > start: break
        case UInt8(ascii: "-") where index > start: hasHyphen = true
        default:
          guard index > start else { throw Failure(offset: start, reason: "bad character in the pattern") }
          (token, range, content) = (.word, start..<index, start..<index)
          return
        }
        index += 1
      }
      (token, range, content) = (.word, start..<index, start..<index)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// `2016-06-01T01:30:00.123Z`; whether the day exists in its month is not the grammar's business.
    private static func isTime(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
      let shape: StaticString = "0000-00-00T00:00:00"
      guard range.count > shape.utf8CodeUnitCount else { return false }
      for offset in 0..<shape.utf8CodeUnitCount {
        let byte = text[range.lowerBound + offset]
        let wanted = unsafe shape.utf8Start[offset]
        guard wanted == UInt8(ascii: "0") ? isDigit(byte) : byte == wanted else { return false }
      }
      func value(_ offset: Int) -> Int {
        Int(text[range.lowerBound + offset] - 0x30) * 10 + Int(text[range.lowerBound + offset + 1] - 0x30)
      }
      guard (1...12).contains(value(5)), (1...31).contains(value(8)), value(11) < 24, value(14) < 60,
        value(17) <= 60
      else { return false }
      var index = range.lowerBound + shape.utf8CodeUnitCount
      if text[index] == UInt8(ascii: ".") {
        let first = index + 1
        index = first
        while index < range.upperBound, isDigit(text[index]) { index += 1 }
        guard index > first else { return false }
      }
      return index + 1 == range.upperBound && text[index] == UInt8(ascii: "Z")
    }

    private static func isHexadecimal(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
      guard range.count % 2 == 0 else { return false }
      for index in range where hexadecimalDigit(text[index]) == nil { return false }
      return true
    }

    private static func isBase64(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
      guard range.count % 4 == 0 else { return false }
      var end = range.upperBound
      while end > range.lowerBound, range.upperBound - end < 2, text[end - 1] == UInt8(ascii: "=") { end -= 1 }
      for index in range.lowerBound..<end {
        switch text[index] {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
          break
        default: return false
        }
      }
      return true
    }
  }
}
