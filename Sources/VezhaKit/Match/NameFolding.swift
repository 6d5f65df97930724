import Foundation

/// A word of a name, folded so that spellings, scripts and transliterations of it meet.
struct NameToken: Hashable {
  /// Lower-case Latin skeleton.
  var text: String
  /// As written, without what parts words.
  var written: String
  /// Whether it was written in Cyrillic letters, whose words are inflected.
  var isCyrillic: Bool

  /// Forms of one word share so much at least.
  static let shortestStem = 4
  /// Endings that Cyrillic words are inflected by; Latin ones have one letter.
  static let longestEnding = 3

  /// Whether two words are forms of one: equal, or alike but for an inflected ending.
  func isForm(of other: NameToken) -> Bool {
    let (a, b) = (text.utf8.span, other.text.utf8.span)
    var shared = 0
    while shared < a.count, shared < b.count, a[shared] == b[shared] { shared += 1 }
    if shared == a.count, shared == b.count { return true }
    let ending = isCyrillic || other.isCyrillic ? Self.longestEnding : 1
    guard shared >= Self.shortestStem, a.count - shared <= ending, b.count - shared <= ending else { return false }
    // A number tells schools and hospitals apart.
    for index in shared..<a.count where Self.isDigit(a[index]) { return false }
    for index in shared..<b.count where Self.isDigit(b[index]) { return false }
    return true
  }

  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

/// Folds names of Ukrainian, Russian and English so that variants meet: the national Ukrainian system, BGN/PCGN,
/// passport and GOST styles of transliteration give the same skeleton as the Cyrillic text itself.
enum NameFolding {
  /// The words of a name in their order; masks (`*`) stay in words.
  static func tokens(_ name: String) -> [NameToken] {
    var words = Words()
    if name.utf8.allSatisfy({ $0 < 0x80 }) {
      // What most lists hold, without a look at Unicode's tables: the same by bytes.
      for byte in name.utf8 { words.add(ascii: byte) }
    } else {
      for scalar in name.precomposedStringWithCompatibilityMapping.unicodeScalars { words.add(scalar) }
    }
    words.finish()
    return words.tokens
  }

  /// Words as they are gathered, character by character.
  private struct Words {
    private(set) var tokens: [NameToken] = []
    private var letters: [UInt8] = []
    private var written = ""
    private var isCyrillic = false

    mutating func add(_ scalar: Unicode.Scalar) {
      if NameFolding.silent.contains(scalar) { return }
      guard let folded = NameFolding.latin(scalar) else { return finish() }
      letters += folded.utf8
      written.unicodeScalars.append(scalar)
      if (0x400...0x52f).contains(scalar.value) { isCyrillic = true }
    }

    mutating func add(ascii byte: UInt8) {
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "`"): return
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): letters.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"):
        letters.append(byte)
      default: return finish()
      }
      written.unicodeScalars.append(Unicode.Scalar(byte))
    }

    mutating func finish() {
      if !letters.isEmpty {
        let skeleton = NameFolding.skeleton(letters)
        if !skeleton.isEmpty { tokens.append(NameToken(text: skeleton, written: written, isCyrillic: isCyrillic)) }
      }
      letters.removeAll(keepingCapacity: true)
      written = ""
      isCyrillic = false
    }
  }

  /// Apostrophes and their like, which part no words.
  private static let silent = Set("'’ʼ`´ʹ′".unicodeScalars)

  /// Latin letters of one character, lower case; empty for what is silent, nil for what parts words.
  private static func latin(_ scalar: Unicode.Scalar) -> String? {
    let lower = scalar.properties.lowercaseMapping
    if let first = lower.unicodeScalars.first, let known = cyrillic[first] { return known }
    if scalar == "*" { return "*" }
    guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else { return nil }
    if scalar.isASCII { return lower }
    if let first = lower.unicodeScalars.first, let known = strokes[first] { return known }
    return String(
      String.UnicodeScalarView(
        lower.decomposedStringWithCompatibilityMapping.unicodeScalars.filter {
          $0.properties.generalCategory != .nonspacingMark
        }))
  }

  /// Letters that have no decomposition.
  private static let strokes: [Unicode.Scalar: String] = [
    "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t",
  ]

  /// The letters of Ukrainian, Russian and Belarusian; the skeleton makes both readings of г and и meet.
  private static let cyrillic: [Unicode.Scalar: String] = [
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "",
    "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
  ]

  /// Digraphs first, so that what transliterations disagree on is one letter.
  private static let folds = Folds([
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("sh", "s"), ("zh", "z"), ("kh", "g"), ("ch", "c"), ("ts", "c"),
    ("tz", "c"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("w", "v"), ("x", "ks"), ("q", "k"), ("h", "g"), ("y", "i"),
    ("j", "i"),
  ])
  private static let glides = Folds([("ie", "e"), ("iu", "u"), ("ia", "a")])

  private static func skeleton(_ word: [UInt8]) -> String {
    String(decoding: glides.applied(to: folds.applied(to: word)), as: UTF8.self)
  }

  /// Replacements of letters, by the first letter of what is replaced.
  private struct Folds: Sendable {
    private var byFirst: [[(rest: [UInt8], to: [UInt8])]] = Array(repeating: [], count: 256)

    /// - Parameter table: of two that begin a text, the one that comes first counts.
    init(_ table: [(from: String, to: String)]) {
      for (from, to) in table {
        guard let first = from.utf8.first else { continue }
        byFirst[Int(first)].append((Array(from.utf8.dropFirst()), Array(to.utf8)))
      }
    }

    /// The text with its letters replaced, and without doubled letters; doubled digits and masks stay.
    func applied(to text: [UInt8]) -> [UInt8] {
      var result: [UInt8] = []
      result.reserveCapacity(text.count)
      func append(_ byte: UInt8) {
        if result.last != byte || !(0x61...0x7a).contains(byte) { result.append(byte) }
      }
      var index = 0
      while index < text.count {
        let folds = byFirst[Int(text[index])]
        if !folds.isEmpty, let fold = folds.first(where: { text[(index + 1)...].starts(with: $0.rest) }) {
          for byte in fold.to { append(byte) }
          index += 1 + fold.rest.count
        } else {
          append(text[index])
          index += 1
        }
      }
      return result
    }
  }
}
