import Foundation

/// A word of a name, folded so that spellings, scripts and transliterations of it meet.
struct NameToken: Hashable {
  /// Lower-case Latin skeleton.
  var text: String
  /// As written, without what parts words.
  var written: String
  /// Whether it was written in Cyrillic letters, whose words are inflected.
  var isCyrillic: Bool

  /// Whether two words are forms of one: equal, or alike but for an inflected ending.
  func isForm(of other: NameToken) -> Bool {
    if text == other.text { return true }
    let (a, b) = (Array(text.utf8), Array(other.text.utf8))
    var shared = 0
    while shared < a.count, shared < b.count, a[shared] == b[shared] { shared += 1 }
    let ending = isCyrillic || other.isCyrillic ? 3 : 1
    guard shared >= 4, a.count - shared <= ending, b.count - shared <= ending else { return false }
    // A number tells schools and hospitals apart.
    return !a.dropFirst(shared).contains { (0x30...0x39).contains($0) }
      && !b.dropFirst(shared).contains { (0x30...0x39).contains($0) }
  }
}

/// Folds names of Ukrainian, Russian and English so that variants meet: the national Ukrainian system, BGN/PCGN,
/// passport and GOST styles of transliteration give the same skeleton as the Cyrillic text itself.
enum NameFolding {
  /// The words of a name in their order; masks (`*`) stay in words.
  static func tokens(_ name: String) -> [NameToken] {
    var tokens: [NameToken] = []
    var letters = ""
    var written = ""
    var isCyrillic = false
    func finish() {
      if !letters.isEmpty {
        let skeleton = skeleton(letters)
        if !skeleton.isEmpty { tokens.append(NameToken(text: skeleton, written: written, isCyrillic: isCyrillic)) }
      }
      letters = ""
      written = ""
      isCyrillic = false
    }
    for scalar in name.precomposedStringWithCompatibilityMapping.unicodeScalars {
      if "'’ʼ`´ʹ′".unicodeScalars.contains(scalar) { continue }
      let folded = latin(scalar)
      if folded == nil {
        finish()
        continue
      }
      letters += folded ?? ""
      written.unicodeScalars.append(scalar)
      if (0x400...0x52f).contains(scalar.value) { isCyrillic = true }
    }
    finish()
    return tokens
  }

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
  private static let folds: [(from: String, to: String)] = [
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("sh", "s"), ("zh", "z"), ("kh", "g"), ("ch", "c"), ("ts", "c"),
    ("tz", "c"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("w", "v"), ("x", "ks"), ("q", "k"), ("h", "g"), ("y", "i"),
    ("j", "i"),
  ]
  private static let glides: [(from: String, to: String)] = [("ie", "e"), ("iu", "u"), ("ia", "a")]

  private static func skeleton(_ word: String) -> String {
    var text = collapsed(replace(Array(word.utf8), folds))
    text = collapsed(replace(text, glides))
    return String(decoding: text, as: UTF8.self)
  }

  private static func replace(_ text: [UInt8], _ table: [(from: String, to: String)]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      let rest = text[index...]
      if let fold = table.first(where: { rest.starts(with: $0.from.utf8) }) {
        result += fold.to.utf8
        index += fold.from.utf8.count
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  /// Without doubled letters; doubled digits and masks stay.
  private static func collapsed(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text where result.last != byte || !(0x61...0x7a).contains(byte) { result.append(byte) }
    return result
  }
}
