/// One word of a name with what it means.
struct NameWord: Sendable {
  var token: NameToken
  var concept: Int?
  var weight: NameConcepts.Weight

  init(_ token: NameToken) {
    self.token = token
    let known = NameConcepts.concept(of: token)
    concept = known?.id
    weight = known?.weight ?? .full
  }

  /// Whether two words say the same: by their meaning where both have a known one, else as forms of one word.
  func means(_ other: NameWord) -> Bool {
    if let concept, let theirs = other.concept { return concept == theirs }
    return token.isForm(of: other.token)
  }
}

/// What two words share if one may mean the other: a known meaning, or a spelling up to an ending.
///
/// A word of ours is posted under its keys for what is ours, a listed word is looked up under its keys for what is
/// listed; a word that `means` another always meets it, others seldom.
struct NameKeys {
  /// Words of ours: with a known meaning they are found by words that have it and by spelling where those have none.
  static func posted(_ word: NameWord, _ body: (UInt64) -> Void) {
    if let concept = word.concept { body(meaning(concept)) }
    forEachStem(of: word) { body($0 ^ (word.concept == nil ? plain : known)) }
  }

  /// Listed words: two words with known meanings meet by these alone.
  static func listed(_ word: NameWord, _ body: (UInt64) -> Void) {
    if let concept = word.concept { body(meaning(concept)) }
    forEachStem(of: word) {
      body($0 ^ plain)
      if word.concept == nil { body($0 ^ known) }
    }
  }

  /// Marks of spellings of words without and with a known meaning.
  private static let plain: UInt64 = 0x9e37_79b9_7f4a_7c15
  private static let known: UInt64 = 0xc2b2_ae3d_27d4_eb4f

  private static func meaning(_ concept: Int) -> UInt64 {
    NameTable.step(NameTable.seed, 0) ^ (UInt64(truncatingIfNeeded: concept) &+ 1) &* plain
  }

  /// The hash of a word, and of what is left of it without an ending that a form may have (`NameToken.isForm`).
  private static func forEachStem(of word: NameWord, _ body: (UInt64) -> Void) {
    let text = word.token.text.utf8.span
    var shortest = text.count
    while shortest > NameToken.shortestStem, text.count - shortest < NameToken.longestEnding,
      !NameToken.isDigit(text[shortest - 1])
    {
      shortest -= 1
    }
    var hash = NameTable.seed
    for index in 0..<text.count {
      hash = NameTable.step(hash, text[index])
      if index + 1 >= shortest { body(hash) }
    }
  }
}
