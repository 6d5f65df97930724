/// Makes invisible characters visible: what comes from input may carry controls that move a cursor, reorder a
/// line or end a cell.
public enum VisibleText {
  /// Whether a character acts on its surroundings instead of being seen: C0, C1, bidi and other format controls,
  /// line and paragraph separators, noncharacters, tags.
  public static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f...0x9f: true
    case 0..<0xad: false
    case 0xad, 0x61c, 0x115f...0x1160, 0x180b...0x180f, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f:
      true
    case 0x3164, 0xfe00...0xfe0f, 0xfeff, 0xffa0, 0xfff0...0xfffb, 0xfffe, 0xffff: true
    case 0x1d173...0x1d17a, 0xe0000...0xe0fff: true
    default: scalar.value & 0xfffe == 0xfffe
    }
  }

  /// The text with every control shown as a mark such as `‹U+202E›`; unchanged where it has none.
  public static func marked(_ text: String) -> String {
    // What may be a control begins with one of these bytes; most texts have none.
    guard text.utf8.contains(where: { !(0x20..<0x7f ~= $0 || 0x80...0xbf ~= $0 || 0xc3...0xd7 ~= $0) }),
      text.unicodeScalars.contains(where: isControl)
    else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isControl(scalar) {
        result += mark(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The lines of a text, other controls marked.
  static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { marked(String($0)) }
  }

  /// `‹U+202E›`.
  public static func mark(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "‹U+\(String(repeating: "0", count: max(0, 4 - digits.utf8.count)))\(digits)›"
  }
}
