/// Lists that tools wrote into one cell as their programming language prints them: `[['A', "B's"]]`.
enum ListText {
  /// The texts in quotes; the whole text if it is no such list.
  static func parts(_ text: [UInt8]) -> [[UInt8]] {
    let range = trimmed(text.span, 0..<text.count)
    guard range.count >= 2, text[range.lowerBound] == UInt8(ascii: "["), text[range.upperBound - 1] == UInt8(ascii: "]")
    else {
      return [text]
    }
    var parts: [[UInt8]] = []
    var part: [UInt8] = []
    var quote: UInt8?
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      if let open = quote {
        if byte == UInt8(ascii: "\\"), index + 1 < range.upperBound {
          index += 1
          part.append(text[index])
        } else if byte == open {
          parts.append(part)
          part.removeAll()
          quote = nil
        } else {
          part.append(byte)
        }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      }
      index += 1
    }
    return parts.isEmpty || quote != nil ? [text] : parts
  }

  /// The entries of a cell that holds several: what stands between blanks, commas, semicolons and bars.
  ///
  /// Inside a URL a sign ends it only where another URL follows.
  static func entries(_ text: [UInt8]) -> [[UInt8]] {
    var entries: [[UInt8]] = []
    for word in text.split(whereSeparator: { isSpace($0) }) {
      var start = word.startIndex
      let isURL = isScheme(word)
      for index in word.indices where isSeparator(word[index]) {
        guard !isURL || isScheme(word[(index + 1)...]) || index + 1 == word.endIndex else { continue }
        if index > start { entries.append(Array(word[start..<index])) }
        start = index + 1
      }
      if start < word.endIndex { entries.append(Array(word[start...])) }
    }
    return entries
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|")
  }

  /// Whether a text begins with a scheme and its slashes.
  private static func isScheme(_ text: ArraySlice<UInt8>) -> Bool {
    guard let colon = text.prefix(12).firstIndex(of: UInt8(ascii: ":")), colon > text.startIndex else { return false }
    return text[(colon + 1)...].starts(with: "//".utf8)
  }
}
