/// Where a URL in running text ends.
enum TextEnd {
  /// The first byte from `start` on that no URL in a text has: white space, quotes, angle brackets, table bars, and the
  /// quotes and stops of other scripts.
  static func ofURL(_ text: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < text.count {
      switch text[index] {
      case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "`"), UInt8(ascii: "|"),
        UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "^"), UInt8(ascii: "["), 0x7f:
        return index
      case 0xc2...0xf4:
        let length = max(HostCharacters.length(text, at: index), HostCharacters.dotLength(text, at: index))
        guard length > 0 || isKept(text, index) else { return index }
        index += max(1, length)
      default: index += 1
      }
    }
    return index
  }

  /// Signs above ASCII that do stand in paths: those of Latin-1 such as `¤`, but no space and no quotes.
  private static func isKept(_ text: Span<UInt8>, _ index: Int) -> Bool {
    guard text[index] == 0xc2 || text[index] == 0xc3, index + 1 < text.count else { return false }
    return ![0xa0, 0xab, 0xbb].contains(text[index + 1])
  }

  /// The end without the punctuation of the sentence around it; a bracket stays if it was opened inside.
  ///
  /// Only so many bytes are looked at that a text of nothing but punctuation takes no longer than another one.
  static func trimmed(_ text: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var end = end
    let limit = max(start, end - 256)
    var depth: Int?
    while end > limit {
      switch text[end - 1] {
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
        UInt8(ascii: "?"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"),
        UInt8(ascii: "]"), UInt8(ascii: "+"):
        end -= 1
      case UInt8(ascii: ")"):
        let open = depth ?? brackets(text, max(start, end - 4096)..<end)
        guard open < 0 else { return end }
        depth = open + 1
        end -= 1
      default: return end
      }
    }
    return end
  }

  /// How many more round brackets open than close.
  private static func brackets(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    var depth = 0
    for index in range {
      if text[index] == UInt8(ascii: "(") { depth += 1 }
      if text[index] == UInt8(ascii: ")") { depth -= 1 }
    }
    return depth
  }
}
