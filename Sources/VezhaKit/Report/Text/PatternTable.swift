/// Values as runs of tokens, in a tree: hosts and addresses have one token, names one for each word.
///
/// Tokens are compared by 64-bit hashes: names of hundreds of bodies begin with the same words, and finding them takes
/// one step a token. Two tokens of one hash could only withhold a report too many.
struct PatternTable: Sendable {
  struct Pattern: Sendable {
    var value: String
    /// Whether it is compared as written and not with its case folded.
    var isExact: Bool
    /// Hash of all its tokens as written.
    fileprivate var written: UInt64
    /// The next pattern with the same tokens, or nothing.
    fileprivate var next: Int32 = -1
  }

  /// A pattern that was found, with the numbers of its first and last token.
  struct Hit: Sendable {
    var pattern: Int
    var first: Int
    var last: Int
    var line: Int
  }

  private(set) var patterns: [Pattern] = []
  /// The node that follows another with a folded token; 0 is the root.
  private var steps: [UInt64: Int32] = [:]
  /// The first pattern that ends at each node, or nothing.
  private var ends: [Int32] = [-1]
  private var beginnings = Beginnings()

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
    var node = 0
    var written = TokenReader.seed
    TokenReader.read(Array(form.utf8), .plain) { folded, _, bytes in
      written = TokenReader.hash(bytes(), after: written)
      if node == 0 { beginnings.insert(folded) }
      if let next = next(node, folded) {
        node = next
      } else {
        ends.append(-1)
        steps[Self.step(node, folded)] = Int32(truncatingIfNeeded: ends.count - 1)
        node = ends.count - 1
      }
    }
    guard node != 0 else { return }
    var last: Int?
    for same in ends(node) {
      if patterns[same].value == value, patterns[same].isExact == isExact { return }
      last = same
    }
    let number = Int32(truncatingIfNeeded: patterns.count)
    if let last { patterns[last].next = number } else { ends[node] = number }
    patterns.append(Pattern(value: value, isExact: isExact, written: written))
  }

  /// A node and the token that leads on from it.
  private static func step(_ node: Int, _ token: UInt64) -> UInt64 {
    token ^ UInt64(node) &* 0x9e37_79b9_7f4a_7c15
  }

  /// Whether a pattern may begin with a token; nearly all tokens of a report begin none.
  fileprivate func mayBegin(_ token: UInt64) -> Bool { beginnings.mayHold(token) }
  fileprivate func next(_ node: Int, _ token: UInt64) -> Int? { steps[Self.step(node, token)].map { Int($0) } }

  /// Patterns that end at a node, in the order in which they were added.
  fileprivate func ends(_ node: Int) -> some Sequence<Int> {
    sequence(first: ends[node]) { patterns[Int($0)].next }.lazy.prefix { $0 >= 0 }.map { Int($0) }
  }
}

/// Finds the patterns of a table in a run of tokens.
struct PatternSearch {
  /// A run of tokens with which a pattern may begin.
  private struct Run {
    var node: Int
    var first: Int
    var line: Int
    var written: UInt64
  }

  /// What was found, in the order in which it ended.
  private(set) var hits: [PatternTable.Hit] = []
  private let table: PatternTable
  private var runs: [Run] = []
  private var number = 0

  init(_ table: PatternTable) { self.table = table }

  /// The next token.
  mutating func take(_ token: UInt64, _ line: Int, _ written: () -> ArraySlice<UInt8>) {
    number += 1
    let mayBegin = table.mayBegin(token)
    if runs.isEmpty, !mayBegin { return }
    let written = written()
    var kept = 0
    for index in runs.indices {
      guard let run = advanced(runs[index], token, written) else { continue }
      runs[kept] = run
      kept += 1
    }
    runs.removeSubrange(kept...)
    if mayBegin, let run = advanced(Run(node: 0, first: number, line: line, written: TokenReader.seed), token, written)
    {
      runs.append(run)
    }
  }

  private mutating func advanced(_ run: Run, _ token: UInt64, _ written: ArraySlice<UInt8>) -> Run? {
    guard let node = table.next(run.node, token) else { return nil }
    var run = run
    run.node = node
    run.written = TokenReader.hash(written, after: run.written)
    for index in table.ends(node) where !table.patterns[index].isExact || table.patterns[index].written == run.written {
      hits.append(PatternTable.Hit(pattern: index, first: run.first, last: number, line: run.line))
    }
    return run
  }
}

/// A set of hashes that answers at once for nearly all that it does not hold: one bit for each, in a field that grows
/// with them.
private struct Beginnings: Sendable {
  private var bits = [UInt64](repeating: 0, count: 64)
  private var hashes: [UInt64] = []

  mutating func insert(_ hash: UInt64) {
    hashes.append(hash)
    if hashes.count * 16 > bits.count * 64 {
      bits = [UInt64](repeating: 0, count: bits.count * 4)
      for hash in hashes { set(hash) }
    } else {
      set(hash)
    }
  }

  func mayHold(_ hash: UInt64) -> Bool {
    let (word, bit) = place(hash)
    return bits[word] & bit != 0
  }

  private mutating func set(_ hash: UInt64) {
    let (word, bit) = place(hash)
    bits[word] |= bit
  }

  /// The count of words is a power of two.
  private func place(_ hash: UInt64) -> (word: Int, bit: UInt64) {
    let mixed = hash ^ hash >> 29
    return (Int(truncatingIfNeeded: mixed >> 6) & (bits.count - 1), 1 << (mixed & 63))
  }
}
