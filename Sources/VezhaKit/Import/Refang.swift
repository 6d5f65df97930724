/// Undoes the ways in which reports make names and URLs unclickable.
///
/// `[.]`, `(dot)`, `[:]`, `[/]`, `[@]`, `\.`, and brackets of which one is missing (`example[.com`). Schemes such as
/// `hxxp` and `http__` are read where they stand.
enum Refang {
  /// Whether a text with this byte may need refanging.
  static func isSign(_ byte: UInt8) -> Bool {
    isOpening(byte) || isClosing(byte) || byte == UInt8(ascii: "\\")
  }

  private static func isOpening(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "[") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "{")
  }

  private static func isClosing(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "]") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "}")
  }

  /// Writes the refanged text into `output`, replacing its content.
  static func refang(_ text: Span<UInt8>, into output: inout [UInt8]) {
    var origins: [Int] = []
    refang(text, into: &output, origins: &origins)
  }

  /// Writes the refanged text into `output`, and into `origins` where each of its bytes stood, with the end of all.
  static func refang(_ text: Span<UInt8>, into output: inout [UInt8], origins: inout [Int]) {
    output.removeAll(keepingCapacity: true)
    origins.removeAll(keepingCapacity: true)
    defer { origins.append(text.count) }
    var index = 0
    while index < text.count {
      let byte = text[index]
      if isOpening(byte) {
        if let (replacement, end) = bracketed(text, from: index + 1) {
          let start = index
          index = end
          if replacement == .dot {
            // `example [.] org`
            while let last = output.last, isSpace(last) {
              output.removeLast()
              origins.removeLast()
            }
            if index < text.count, isSpace(text[index]) { index += 1 }
          }
          for byte in replacement.rawValue.utf8 {
            output.append(byte)
            origins.append(start)
          }
          continue
        }
        if index + 1 < text.count, text[index + 1] == UInt8(ascii: ".") {
          index += 1
          continue
        }
      } else if isClosing(byte), output.last == UInt8(ascii: ".") {
        index += 1
        continue
      } else if byte == UInt8(ascii: "\\"), index + 1 < text.count, text[index + 1] == UInt8(ascii: ".") {
        index += 1
        continue
      }
      output.append(byte)
      origins.append(index)
      index += 1
    }
  }

  /// Whether brackets that open at `index` make something unclickable; ordinary ones do not.
  static func isSign(_ text: Span<UInt8>, openingAt index: Int) -> Bool {
    if index + 1 < text.count, text[index + 1] == UInt8(ascii: ".") { return true }
    return bracketed(text, from: index + 1) != nil
  }

  /// How many bytes `http__`, `hxxps__` and the like take at a place; 0 if there is no such scheme.
  static func underscoredScheme(_ text: Span<UInt8>, at start: Int) -> Int {
    guard start + 6 <= text.count, text[start] | 0x20 == UInt8(ascii: "h"), text[start + 3] | 0x20 == UInt8(ascii: "p")
    else { return 0 }
    let end = text[start + 4] | 0x20 == UInt8(ascii: "s") ? start + 5 : start + 4
    return starts(text, at: end, "__") ? end + 2 - start : 0
  }

  /// Whether a colon ends the scheme of `http:__example.org`.
  static func isUnderscored(_ text: Span<UInt8>, colon: Int) -> Bool {
    guard starts(text, at: colon + 1, "__") else { return false }
    for length in [4, 5] where colon >= length && text[colon - length] | 0x20 == UInt8(ascii: "h") {
      if text[colon - length + 3] | 0x20 == UInt8(ascii: "p") { return true }
    }
    return false
  }

  private enum Replacement: String {
    case dot = "."
    case colon = ":"
    case slash = "/"
    case at = "@"
    case schemeEnd = "://"
  }

  /// What the brackets around the text at `start` stand for, and where it goes on; nil if they are ordinary.
  private static func bracketed(_ text: Span<UInt8>, from start: Int) -> (Replacement, Int)? {
    var index = start
    while index < text.count, index < start + 2, isSpace(text[index]) { index += 1 }
    let (replacement, length): (Replacement, Int)
    if starts(text, at: index, "://") {
      (replacement, length) = (.schemeEnd, 3)
    } else if starts(text, at: index, "dot") || starts(text, at: index, "d0t") {
      (replacement, length) = (.dot, 3)
    } else if starts(text, at: index, "at") {
      (replacement, length) = (.at, 2)
    } else if starts(text, at: index, ".") {
      (replacement, length) = (.dot, 1)
    } else if starts(text, at: index, ":"), !starts(text, at: index, "::") {
      (replacement, length) = (.colon, 1)
    } else if starts(text, at: index, "/") {
      (replacement, length) = (.slash, 1)
    } else if starts(text, at: index, "@") {
      (replacement, length) = (.at, 1)
    } else {
      return nil
    }
    index += length
    let end = index
    while index < text.count, index < end + 2, isSpace(text[index]) { index += 1 }
    guard index < text.count, isClosing(text[index]) else { return nil }
    return (replacement, index + 1)
  }
}
