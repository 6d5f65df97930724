/// Values as runs of tokens: hosts and addresses have one, names one for each word.
struct PatternTable: Sendable {
  struct Pattern: Sendable {
    var value: String
    /// As written where the pattern is exact, else folded.
    var tokens: [[UInt8]]
    var isExact: Bool
  }

  /// A pattern that was found, with the numbers of its first and last token.
  struct Hit: Sendable {
    var pattern: Int
    var first: Int
    var last: Int
    var line: Int
  }

  private(set) var patterns: [Pattern] = []
  /// Patterns by the hash of their first token, case folded.
  private(set) var byFirst: [UInt64: [Int]] = [:]
  private var seen = Set<String>()

  /// A host, address or range in its A-label and U-label form.
  mutating func addHost(_ value: String) {
    let canonical = value.lowercased()
    add(value, form: canonical, isExact: false)
    if let unicode = HostText.unicode(canonical) { add(value, form: unicode, isExact: false) }
  }

  /// A name as written, and as written with its controls marked.
  mutating func addName(_ value: String) {
    add(value, form: value, isExact: true)
    let marked = VisibleText.marked(value)
    if marked != value { add(value, form: marked, isExact: true) }
  }

  private mutating func add(_ value: String, form: String, isExact: Bool) {
    guard seen.insert((isExact ? "=" : "~") + form).inserted else { return }
    let tokens = TokenReader.tokens(of: form)
    guard let first = tokens.first else { return }
    byFirst[TokenReader.hash(first.folded[...]), default: []].append(patterns.count)
    patterns.append(
      Pattern(value: value, tokens: tokens.map { isExact ? $0.written : $0.folded }, isExact: isExact))
  }
}

/// Finds the patterns of a table in a run of tokens.
struct PatternSearch {
  /// What was found, in the order in which it ended.
  private(set) var hits: [PatternTable.Hit] = []
  private let table: PatternTable
  /// Patterns that have begun and wait for their next token.
  private var waiting: [(pattern: Int, next: Int, first: Int, line: Int)] = []
  private var number = 0

  init(_ table: PatternTable) { self.table = table }

  /// The next token.
  mutating func take(_ token: TokenReader.Token, _ line: Int) {
    number += 1
    if !waiting.isEmpty {
      let begun = waiting
      waiting = []
      for candidate in begun { advance(candidate, token) }
    }
    guard let starting = table.byFirst[TokenReader.hash(token.folded)] else { return }
    for index in starting { advance((index, 0, number, line), token) }
  }

  private mutating func advance(
    _ candidate: (pattern: Int, next: Int, first: Int, line: Int), _ token: TokenReader.Token
  ) {
    let pattern = table.patterns[candidate.pattern]
    let expected = pattern.tokens[candidate.next]
    let bytes = pattern.isExact ? token.written : token.folded
    guard bytes.count == expected.count, bytes.elementsEqual(expected) else { return }
    if candidate.next + 1 == pattern.tokens.count {
      hits.append(
        PatternTable.Hit(
          pattern: candidate.pattern, first: candidate.first, last: number, line: candidate.line))
    } else {
      waiting.append((candidate.pattern, candidate.next + 1, candidate.first, candidate.line))
    }
  }
}
