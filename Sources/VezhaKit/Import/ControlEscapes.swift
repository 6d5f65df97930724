/// Mends JSON that escapes control characters as `\x0A`, as the exporter of Telegram Desktop does.
enum ControlEscapes {
  /// The text with every `\xNN` inside strings written as `\u00NN`; nil if there is none.
  static func mended(_ text: Span<UInt8>) -> [UInt8]? {
    var output: [UInt8] = []
    var copied = 0
    var isInString = false
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\""): isInString.toggle()
      case UInt8(ascii: "\\") where isInString:
        if index + 3 < text.count, text[index + 1] == UInt8(ascii: "x"), hexadecimalDigit(text[index + 2]) != nil,
          hexadecimalDigit(text[index + 3]) != nil
        {
          unsafe text.extracting(copied..<index).withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
          output.append(contentsOf: "\\u00".utf8)
          copied = index + 2
        }
        index += 1
      default: break
      }
      index += 1
    }
    guard copied > 0 else { return nil }
    unsafe text.extracting(copied..<text.count).withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
    return output
  }
}
