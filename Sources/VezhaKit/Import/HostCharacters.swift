/// Which characters of a running text may belong to a host name, told from bytes.
///
/// Letters and digits of any script, hyphen, underscore, and what UTS #46 maps to nothing (zero-width characters with
/// which names are hidden from searches). Punctuation, symbols and emoji are no part: they stand before and after.
enum HostCharacters {
  /// What a byte may begin, for one pass over a text.
  struct Classes {
    /// A byte that may be part of a host name.
    static let host: UInt8 = 0x80
    static let newline: UInt8 = 1
    static let dot: UInt8 = 2
    static let opening: UInt8 = 3
    static let backslash: UInt8 = 4
    static let colon: UInt8 = 5
    static let hyphen: UInt8 = 6
    static let closing: UInt8 = 7
    /// First byte of characters among which are dots: U+3002, U+FF0E, U+FF61.
    static let wideDot: UInt8 = 8

    // An array, not an inline one: that is copied whole at each look into it.
    private var table = [UInt8](repeating: 0, count: 256)

    init() {
      for byte in 0..<256 {
        switch UInt8(byte) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
          table[byte] = Self.host
        case UInt8(ascii: "\n"): table[byte] = Self.newline
        case UInt8(ascii: "."): table[byte] = Self.dot
        case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"): table[byte] = Self.opening
        case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"): table[byte] = Self.closing
        case UInt8(ascii: "\\"): table[byte] = Self.backslash
        case UInt8(ascii: ":"): table[byte] = Self.colon
        case UInt8(ascii: "-"): table[byte] = Self.host | Self.hyphen
        case 0xe3, 0xef: table[byte] = Self.host | Self.wideDot
        case 0x80...: table[byte] = Self.host
        default: break
        }
      }
    }

    @inline(__always)
    subscript(_ byte: UInt8) -> UInt8 { table[Int(byte)] }
  }

  /// Bytes of the character at `index` if a host name may have it, else 0.
  static func length(_ text: Span<UInt8>, at index: Int) -> Int {
    let first = text[index]
    switch first {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      return 1
    case 0xc2...0xdf:
      guard index + 1 < text.count else { return 0 }
      let second = text[index + 1]
      // Of Latin-1's second half only the soft hyphen, which names are hidden with; then signs among letters.
      if first == 0xc2 { return second == 0xad ? 2 : 0 }
      if first == 0xc3, second == 0x97 || second == 0xb7 { return 0 }
      if first == 0xd8, second == 0x8c || second == 0x9b || second == 0x9f { return 0 }
      return 2
    case 0xe0...0xef:
      guard index + 2 < text.count else { return 0 }
      return isLetter(first, text[index + 1], text[index + 2]) ? 3 : 0
    case 0xf0...0xf4:
      // Emoji and pictures lie in U+1F000 to U+1FAFF.
      guard index + 3 < text.count, !(first == 0xf0 && text[index + 1] == 0x9f) else { return 0 }
      return 4
    default: return 0
    }
  }

  private static func isLetter(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch first {
    case 0xe2:
      // General punctuation to symbols; only U+200B to U+200D and U+2060 are invisible.
      (second == 0x80 && (0x8b...0x8d).contains(third)) || (second == 0x81 && third == 0xa0)
    case 0xe3: second != 0x80 && !(second == 0x83 && third == 0xbb)
    case 0xee: false
    case 0xef:
      switch second {
      // Full-width hyphen, digits and capital letters.
      case 0xbc: third == 0x8d || (0x90...0x99).contains(third) || (0xa1...0xba).contains(third)
      // Full-width small letters, half-width kana.
      case 0xbd: (0x81...0x9a).contains(third) || third >= 0xa6
      case 0xbb: third == 0xbf
      default: false
      }
    default: true
    }
  }

  /// Bytes of the dot at `index`, ASCII or one that UTS #46 takes for it; 0 if there is none.
  ///
  /// The ideographic full stop ends a sentence unless Latin letters stand on both sides.
  static func dotLength(_ text: Span<UInt8>, at index: Int) -> Int {
    switch text[index] {
    case UInt8(ascii: "."): return 1
    case 0xe3, 0xef:
      guard index + 2 < text.count else { return 0 }
      switch (text[index], text[index + 1], text[index + 2]) {
      case (0xef, 0xbc, 0x8e): return 3
      case (0xe3, 0x80, 0x82), (0xef, 0xbd, 0xa1):
        return index > 0 && text[index - 1] < 0x80 && index + 3 < text.count && text[index + 3] < 0x80 ? 3 : 0
      default: return 0
      }
    default: return 0
    }
  }

  /// Where the host character that ends at `end` begins; nil if there is none.
  static func start(_ text: Span<UInt8>, before end: Int, from limit: Int) -> Int? {
    start(text, before: end, from: limit) { Self.length(text, at: $0) }
  }

  /// Where the dot that ends at `end` begins; nil if there is none.
  static func dotStart(_ text: Span<UInt8>, before end: Int, from limit: Int) -> Int? {
    start(text, before: end, from: limit) { Self.dotLength(text, at: $0) }
  }

  private static func start(
    _ text: Span<UInt8>, before end: Int, from limit: Int, _ length: (Int) -> Int
  ) -> Int? {
    var index = end - 1
    while index > limit, index > end - 4, text[index] & 0xc0 == 0x80 { index -= 1 }
    guard index >= limit, length(index) == end - index else { return nil }
    return index
  }
}
