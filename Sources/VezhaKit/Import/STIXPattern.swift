/// Takes STIX patterns apart into their comparisons (STIX 2.1 section 9; patterns of 2.0 are read too).
///
/// A recursive descent parser over bytes: the whole grammar is checked, nothing is evaluated. Not checked are rules
/// beyond the grammar, such as the length of hashes.
struct STIXPattern {
  /// How a property is compared.
  enum Operator {
    case equal, notEqual, order, like, matches, isSubset, isSuperset, exists
  }

  /// One value that one property is compared with; `IN` gives one for each of its values.
  struct Comparison {
    /// Object type, for example `domain-name`.
    var type: Range<Int>
    /// What follows the colon, as written: `dst_ref.value`, `resolves_to_refs[*].value`.
    var path: Range<Int>
    var comparison: Operator
    var isNegated: Bool
    /// Between the quotes of a string, or a literal of another kind as written.
    var value: Range<Int>
    /// Whether the value is a string or number; not a time, hexadecimal or base64 text.
    var isPlain: Bool
    /// Whether the value is a string with escapes.
    var isEscaped = false
    /// Which pair of square brackets it stands in, counted from 0.
    var observation: Int
    /// Whether those brackets hold an `OR`, so that their comparisons need not hold together.
    var isAlternative = false
  }

  /// What is wrong with a pattern.
  struct Failure: Error {
    /// Offset in bytes.
    var offset: Int
    /// One clause in lower case.
    var reason: String
  }

  /// Deepest nesting of parentheses that is read.
  static let maximumDepth = 64

  /// The comparisons of the pattern read last, in their order.
  private(set) var comparisons: [Comparison] = []

  private var lexer = Lexer()
  private var observations = 0

  /// Reads a pattern.
  mutating func read(_ text: Span<UInt8>) throws(Failure) {
    comparisons.removeAll(keepingCapacity: true)
    observations = 0
    lexer = Lexer()
    try lexer.advance(text)
    try observationExpression(text, depth: 0)
    guard lexer.token == .end else { throw unexpected("the end") }
  }

  /// Whether a comparison is about a property, indexes and quotes aside: `dst_ref[0].value` is `dst_ref.value`.
  static func isPath(_ text: Span<UInt8>, _ path: Range<Int>, _ name: StaticString) -> Bool {
    var index = path.lowerBound
    var matched = 0
    while index < path.upperBound {
      let byte = text[index]
      index += 1
      if byte == UInt8(ascii: "[") {
        while index < path.upperBound, text[index] != UInt8(ascii: "]") { index += 1 }
        index += 1
        continue
      }
      if byte == UInt8(ascii: "'") || isSpace(byte) { continue }
      guard matched < name.utf8CodeUnitCount, unsafe name.utf8Start[matched] == byte else { return false }
      matched += 1
    }
    return matched == name.utf8CodeUnitCount
  }

  /// Undoes the escapes of a string: `\'` and `\\`.
  static func unescape(_ text: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8]) {
    output.removeAll(keepingCapacity: true)
    var index = range.lowerBound
    while index < range.upperBound {
      if text[index] == UInt8(ascii: "\\"), index + 1 < range.upperBound { index += 1 }
      output.append(text[index])
      index += 1
    }
  }

  private func unexpected(_ wanted: String) -> Failure {
    Failure(offset: lexer.range.lowerBound, reason: "\(wanted) expected in the pattern")
  }

  /// `[...]` and parentheses, with qualifiers, joined by `AND`, `OR`, `FOLLOWEDBY`.
  private mutating func observationExpression(_ text: Span<UInt8>, depth: Int) throws(Failure) {
    guard depth <= Self.maximumDepth else {
      throw Failure(offset: lexer.range.lowerBound, reason: "parentheses nested deeper than \(Self.maximumDepth)")
    }
    while true {
      let isSingle = lexer.token == .leftBracket
      switch lexer.token {
      case .leftParenthesis:
        try lexer.advance(text)
        try observationExpression(text, depth: depth + 1)
        try expect(.rightParenthesis, "`)`", text)
      case .leftBracket: try observation(text, depth: depth)
      default: throw unexpected("`[`")
      }
      try qualifiers(text, onceEach: isSingle)
      guard lexer.isWord("AND", text) || lexer.isWord("OR", text) || lexer.isWord("FOLLOWEDBY", text) else { return }
      try lexer.advance(text)
    }
  }

  private mutating func observation(_ text: Span<UInt8>, depth: Int) throws(Failure) {
    try lexer.advance(text)
    let first = comparisons.count
    let hasOr = try comparisonExpression(text, depth: depth)
    try expect(.rightBracket, "`]`", text)
    if hasOr { for index in first..<comparisons.count { comparisons[index].isAlternative = true } }
    observations += 1
  }

  /// `START ... STOP ...`, `WITHIN n SECONDS`, `REPEATS n TIMES`; after a single pair of brackets each once.
  private mutating func qualifiers(_ text: Span<UInt8>, onceEach: Bool) throws(Failure) {
    var (hasStart, hasWithin, hasRepeats) = (false, false, false)
    while true {
      if !hasStart, lexer.isWord("START", text) {
        hasStart = onceEach
        try lexer.advance(text)
        try expect(.time, "a time", text)
        guard lexer.isWord("STOP", text) else { throw unexpected("`STOP`") }
        try lexer.advance(text)
        try expect(.time, "a time", text)
      } else if !hasWithin, lexer.isWord("WITHIN", text) {
        hasWithin = onceEach
        try lexer.advance(text)
        guard lexer.token == .number, !lexer.isSigned else { throw unexpected("a number") }
        try lexer.advance(text)
        guard lexer.isWord("SECONDS", text) else { throw unexpected("`SECONDS`") }
        try lexer.advance(text)
      } else if !hasRepeats, lexer.isWord("REPEATS", text) {
        hasRepeats = onceEach
        try lexer.advance(text)
        guard lexer.token == .number, !lexer.isSigned, !lexer.isFraction else { throw unexpected("a number") }
        try lexer.advance(text)
        guard lexer.isWord("TIMES", text) else { throw unexpected("`TIMES`") }
        try lexer.advance(text)
      } else {
        return
      }
    }
  }

  /// - Returns: whether there is an `OR` in it.
  private mutating func comparisonExpression(_ text: Span<UInt8>, depth: Int) throws(Failure) -> Bool {
    guard depth <= Self.maximumDepth else {
      throw Failure(offset: lexer.range.lowerBound, reason: "parentheses nested deeper than \(Self.maximumDepth)")
    }
    var hasOr = false
    while true {
      if lexer.token == .leftParenthesis {
        try lexer.advance(text)
        if try comparisonExpression(text, depth: depth + 1) { hasOr = true }
        try expect(.rightParenthesis, "`)`", text)
      } else {
        try comparison(text)
      }
      let isOr = lexer.isWord("OR", text)
      guard isOr || lexer.isWord("AND", text) else { return hasOr }
      hasOr = hasOr || isOr
      try lexer.advance(text)
    }
  }

  private mutating func comparison(_ text: Span<UInt8>) throws(Failure) {
    if lexer.isWord("EXISTS", text) {
      try lexer.advance(text)
      var found = try objectPath(text)
      found.comparison = .exists
      comparisons.append(found)
      return
    }
    var found = try objectPath(text)
    if lexer.isWord("NOT", text) {
      found.isNegated = true
      try lexer.advance(text)
    }
    switch lexer.token {
    case .equal, .notEqual:
      found.comparison = lexer.token == .equal ? .equal : .notEqual
      try lexer.advance(text)
      try literal(&found, text)
    case .order:
      found.comparison = .order
      try lexer.advance(text)
      guard lexer.token != .word else { throw unexpected("a literal that has an order") }
      try literal(&found, text)
    case .word:
      if lexer.isWord("IN", text) {
        try lexer.advance(text)
        try set(&found, text)
      } else {
        found.comparison = try stringOperator(text)
        try lexer.advance(text)
        guard lexer.token == .string else { throw unexpected("a string") }
        try literal(&found, text)
      }
    default: throw unexpected("a comparison operator")
    }
  }

  private func stringOperator(_ text: Span<UInt8>) throws(Failure) -> Operator {
    if lexer.isWord("LIKE", text) { return .like }
    if lexer.isWord("MATCHES", text) { return .matches }
    if lexer.isWord("ISSUBSET", text) { return .isSubset }
    if lexer.isWord("ISSUPERSET", text) { return .isSuperset }
    throw unexpected("a comparison operator")
  }

  private mutating func set(_ found: inout Comparison, _ text: Span<UInt8>) throws(Failure) {
    try expect(.leftParenthesis, "`(`", text)
    while lexer.token != .rightParenthesis {
      try literal(&found, text)
      guard lexer.token == .comma else { break }
      try lexer.advance(text)
    }
    try expect(.rightParenthesis, "`)`", text)
  }

  private mutating func literal(_ found: inout Comparison, _ text: Span<UInt8>) throws(Failure) {
    switch lexer.token {
    case .string, .number: found.isPlain = true
    case .time, .bytes: found.isPlain = false
    case .word where lexer.isWord("true", text) || lexer.isWord("false", text): found.isPlain = false
    default: throw unexpected("a literal")
    }
    found.value = lexer.content
    found.isEscaped = lexer.token == .string && lexer.isEscaped
    comparisons.append(found)
    try lexer.advance(text)
  }

  /// `type:name.name[*].'name'`.
  private mutating func objectPath(_ text: Span<UInt8>) throws(Failure) -> Comparison {
    guard lexer.token == .word else { throw unexpected("an object path") }
    let type = lexer.range
    try lexer.advance(text)
    try expect(.colon, "`:`", text)
    let start = lexer.range.lowerBound
    var end = try pathName(text)
    while true {
      if lexer.token == .dot {
        try lexer.advance(text)
        end = try pathName(text)
      } else if lexer.token == .leftBracket {
        try lexer.advance(text)
        guard lexer.token == .asterisk || lexer.token == .number && !lexer.isFraction else {
          throw unexpected("an index")
        }
        try lexer.advance(text)
        end = lexer.range.upperBound
        try expect(.rightBracket, "`]`", text)
      } else {
        break
      }
    }
    return Comparison(
      type: type, path: start..<end, comparison: .equal, isNegated: false, value: end..<end, isPlain: false,
      observation: observations)
  }

  private mutating func pathName(_ text: Span<UInt8>) throws(Failure) -> Int {
    guard lexer.token == .string || lexer.token == .word && !lexer.hasHyphen else {
      throw unexpected("a property name")
    }
    let end = lexer.range.upperBound
    try lexer.advance(text)
    return end
  }

  private mutating func expect(_ token: Lexer.Token, _ name: String, _ text: Span<UInt8>) throws(Failure) {
    guard lexer.token == token else { throw unexpected(name) }
    try lexer.advance(text)
  }
}
