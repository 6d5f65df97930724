/// Whole words and stems of words, letter by letter: one pass over a word finds what it means.
struct StemTree: Sendable {
  private static let letters = 36
  private static let none: Int16 = -1

  /// For each node the node of each next letter.
  private var next = [Int16](repeating: none, count: letters)
  /// What the word that ends at a node means.
  private var words = [none]
  /// What the stem that ends at a node means.
  private var stems = [none]

  /// Shorter stems begin too many words.
  static let shortestStem = 4

  private static func letter(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 26
    default: nil
    }
  }

  /// Adds a word of plain letters and digits; what was added first counts.
  ///
  /// - Parameter isStem: whether it may have an ending.
  /// - Returns: whether it could be added.
  @discardableResult
  mutating func insert(_ text: String, isStem: Bool, meaning: Int) -> Bool {
    var node = 0
    for byte in text.utf8 {
      guard let letter = Self.letter(byte) else { return false }
      let place = node * Self.letters + letter
      if next[place] == Self.none {
        guard let number = Int16(exactly: words.count) else { return false }
        next[place] = number
        words.append(Self.none)
        stems.append(Self.none)
        next.append(contentsOf: repeatElement(Self.none, count: Self.letters))
      }
      node = Int(next[place])
    }
    guard let meaning = Int16(exactly: meaning) else { return false }
    if words[node] == Self.none { words[node] = meaning }
    if isStem, text.utf8.count >= Self.shortestStem, stems[node] == Self.none { stems[node] = meaning }
    return true
  }

  /// What a word means: as a whole, else by the longest stem that leaves no longer ending than that.
  func meaning(of text: Span<UInt8>, longestEnding: Int) -> Int? {
    var node = 0
    var stem = Self.none
    for index in 0..<text.count {
      guard let letter = Self.letter(text[index]) else { return stem == Self.none ? nil : Int(stem) }
      let following = next[node * Self.letters + letter]
      guard following != Self.none else { return stem == Self.none ? nil : Int(stem) }
      node = Int(following)
      if stems[node] != Self.none, text.count - index - 1 <= longestEnding { stem = stems[node] }
    }
    let found = words[node] != Self.none ? words[node] : stem
    return found == Self.none ? nil : Int(found)
  }
}
