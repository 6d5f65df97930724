/// The Traffic Light Protocol mark that a text states of itself.
enum WrittenMark {
  /// So much of the beginning and of the end is looked at: marks stand in headers and footers.
  private static let reach = 8192

  /// The strictest mark written as `TLP:AMBER`, `TLP: AMBER+STRICT` or `TLP AMBER` near the beginning or the end.
  static func tlp(in text: Span<UInt8>) -> TLP? {
    let first = strictest(text, 0..<min(text.count, reach))
    guard text.count > reach else { return first }
    let last = strictest(text, max(reach, text.count - reach)..<text.count)
    return [first, last].compactMap { $0 }.max()
  }

  private static func strictest(_ text: Span<UInt8>, _ range: Range<Int>) -> TLP? {
    var found: TLP?
    var index = range.lowerBound
    while index + 3 < range.upperBound {
      defer { index += 1 }
      guard text[index] | 0x20 == UInt8(ascii: "t"), starts(text, at: index, "tlp"),
        index == 0 || HostCharacters.length(text, at: index - 1) == 0
      else { continue }
      var start = index + 3
      while start < range.upperBound, start < index + 6, text[start] == UInt8(ascii: ":") || text[start] == 0x20 {
        start += 1
      }
      guard start > index + 3 else { continue }
      var end = start
      while end < range.upperBound, isMark(text[end]) { end += 1 }
      // `TLP:RED+` at the end of a sentence is RED.
      while end > start, text[end - 1] == UInt8(ascii: "+") { end -= 1 }
      if let mark = TLP(reading: string(text.extracting(start..<end))) { found = max(found ?? mark, mark) }
    }
    return found
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    let letter = byte | 0x20
    return (letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")) || byte == UInt8(ascii: "+")
  }
}
