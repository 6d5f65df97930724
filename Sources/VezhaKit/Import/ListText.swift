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
}
