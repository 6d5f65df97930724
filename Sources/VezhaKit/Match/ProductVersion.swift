import Foundation

/// Order of versions as CPE practice has it: numbers as numbers, letters after them, pre-releases before.
struct ProductVersion: Comparable {
  /// A piece of a version.
  private enum Part: Hashable {
    /// Before the release itself: alpha, beta, rc.
    case before(String)
    case number(String)
    case letters(String)

    var rank: Int {
      switch self {
      case .before: 0
      case .number: 2
      case .letters: 3
      }
    }
  }

  private var epoch = "0"
  private var parts: [Part] = []

  /// Reads any text.
  ///
  /// What stands between numbers and letters parts them; `1:2.0` has an epoch, a leading `v` is left out.
  init(_ text: String) {
    var rest = text.lowercased()[...]
    if let colon = rest.firstIndex(of: ":"), rest[..<colon].allSatisfy(\.isNumber), !rest[..<colon].isEmpty {
      epoch = Self.trimmed(String(rest[..<colon]))
      rest = rest[rest.index(after: colon)...]
    }
    if rest.first == "v", rest.dropFirst().first?.isNumber == true { rest.removeFirst() }
    // What follows a plus is build metadata (Semantic Versioning 2.0.0, 10).
    if let plus = rest.firstIndex(of: "+"), rest[..<plus].contains(where: \.isNumber) { rest = rest[..<plus] }
    while let first = rest.first {
      if first.isASCII, first.isNumber {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        parts.append(.number(Self.trimmed(String(digits))))
        rest.removeFirst(digits.count)
      } else if first.isLetter {
        let letters = String(rest.prefix { $0.isLetter })
        let isBefore = ["a", "alpha", "b", "beta", "rc", "pre", "preview", "dev", "snapshot"].contains(letters)
        // A single letter right after a number is an update (1.0.2k), after a dash a pre-release.
        parts.append(isBefore && (letters.count > 1 || separated) ? .before(letters) : .letters(letters))
        rest.removeFirst(letters.count)
        separated = false
        continue
      } else {
        separated = true
        rest.removeFirst()
        continue
      }
      separated = false
    }
  }

  private var separated = false

  /// Without leading zeros, so that numbers of any length compare as texts of their length.
  private static func trimmed(_ digits: String) -> String {
    let trimmed = digits.drop { $0 == "0" }
    return trimmed.isEmpty ? "0" : String(trimmed)
  }

  static func == (left: Self, right: Self) -> Bool { left.order(right) == 0 }
  static func < (left: Self, right: Self) -> Bool { left.order(right) < 0 }

  private func order(_ other: Self) -> Int {
    let epochs = Self.order(epoch, other.epoch)
    if epochs != 0 { return epochs }
    for index in 0..<max(parts.count, other.parts.count) {
      let (a, b) = (index < parts.count ? parts[index] : nil, index < other.parts.count ? other.parts[index] : nil)
      let order = Self.order(a, b)
      if order != 0 { return order }
    }
    return 0
  }

  /// What is missing counts as 0: 1.0 is 1.0.0, and comes after 1.0-rc1 and before 1.0a.
  private static func order(_ left: Part?, _ right: Part?) -> Int {
    switch (left ?? .number("0"), right ?? .number("0")) {
    case (.number(let a), .number(let b)): order(a, b)
    case (.letters(let a), .letters(let b)), (.before(let a), .before(let b)): a == b ? 0 : a < b ? -1 : 1
    case (let a, let b): a.rank < b.rank ? -1 : 1
    }
  }

  private static func order(_ left: String, _ right: String) -> Int {
    if left.utf8.count != right.utf8.count { return left.utf8.count < right.utf8.count ? -1 : 1 }
    return left == right ? 0 : left < right ? -1 : 1
  }
}

/// Which versions an advisory means.
struct VersionRange {
  /// Whether a version lies in what the advisory wrote; nil where it wrote nothing that can be read as versions.
  ///
  /// Reads `vers:` (`vers:generic/>=1.0|<2.0`), comparisons joined by `,`, `|`, `&` or blanks (`>= 1.0, < 2.0`,
  /// `<=4.2`), `1.0 - 2.0`, `before 2.0`, `prior to 2.0`, `2.0 and earlier`, a single version, and `*` or `all`.
  static func contains(_ version: String, in written: String) -> Bool? {
    var text = written.trimmingCharacters(in: .whitespaces)
    if text.isEmpty || version.isEmpty || version == "*" || version == "-" { return nil }
    let own = ProductVersion(version)
    if ["*", "all", "all versions", "vers:all/*"].contains(text.lowercased()) { return true }
    if text.hasPrefix("vers:"), let slash = text.firstIndex(of: "/") {
      text = String(text[text.index(after: slash)...])
    }
    for (word, sign) in [("before ", "<"), ("prior to ", "<"), ("up to ", "<="), ("through ", "<="), ("from ", ">=")] {
      text = text.replacing(word, with: sign)
    }
    for ending in [" and earlier", " and prior", " or earlier", " and below"] where text.hasSuffix(ending) {
      text = "<=" + text.dropLast(ending.count)
    }
    for ending in [" and later", " and above", " or later"] where text.hasSuffix(ending) {
      text = ">=" + text.dropLast(ending.count)
    }
    if let dash = text.range(of: " - ") {
      text = ">=\(text[..<dash.lowerBound]),<=\(text[dash.upperBound...])"
    }
    // A blank between a sign and its version belongs to neither.
    for sign in ["<", ">", "="] { text = text.replacing("\(sign) ", with: sign) }
    let pieces = text.split { ",|& ".contains($0) }.map(String.init).filter { $0 != "and" }
    var comparisons: [(sign: String, version: ProductVersion)] = []
    for piece in pieces {
      let sign = String(piece.prefix { "<>=!≤≥".contains($0) })
      let rest = piece.dropFirst(sign.count)
      guard rest.contains(where: \.isNumber) else { return nil }
      comparisons.append((sign, ProductVersion(String(rest))))
    }
    guard !comparisons.isEmpty else { return nil }
    if comparisons.allSatisfy({ ["", "=", "=="].contains($0.sign) }) {
      return comparisons.contains { $0.version == own }
    }
    // Ranges of vers stand one after another; each upper bound closes one.
    var isInside = true
    var hasBound = false
    for (sign, bound) in comparisons {
      switch sign {
      case "", "=", "==": if bound == own { return true }
      case "!=": if bound == own { return false }
      case ">", ">=", "≥":
        hasBound = true
        isInside = sign == ">" ? own > bound : own >= bound
      default:
        hasBound = true
        if isInside, sign == "<" ? own < bound : own <= bound { return true }
        isInside = false
      }
    }
    guard hasBound else { return false }
    // A range without an upper end.
    return isInside && [">", ">=", "≥"].contains(comparisons[comparisons.count - 1].sign)
  }
}
