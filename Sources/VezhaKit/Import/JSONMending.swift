/// Mends what RFC 8259 allows and simdjson refuses, so that one odd value does not blind us to a whole list.
///
/// Numbers that fit neither 64 bits nor a double become 0, surrogates without their other half become U+FFFD. Each takes
/// as many bytes as before, so that places stay the same.
enum JSONMending {
  /// The mended text, or nil if there was nothing to mend.
  ///
  /// - Parameter text: right by the grammar.
  static func mended(_ text: Span<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var isChanged = false
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\""):
        let end = endOfString(text, index)
        isChanged = appendString(text.extracting(index..<end), to: &bytes) || isChanged
        index = end
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        let end = endOfNumber(text, index)
        isChanged = appendNumber(text.extracting(index..<end), to: &bytes) || isChanged
        index = end
      default:
        bytes.append(text[index])
        index += 1
      }
    }
    return isChanged ? bytes : nil
  }

  private static func endOfString(_ text: Span<UInt8>, _ start: Int) -> Int {
    var index = start + 1
    while index < text.count, text[index] != UInt8(ascii: "\"") { index += text[index] == UInt8(ascii: "\\") ? 2 : 1 }
    return min(index + 1, text.count)
  }

  private static func endOfNumber(_ text: Span<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < text.count, "+-.0123456789eE".utf8.contains(text[index]) { index += 1 }
    return index
  }

  private static func appendNumber(_ number: Span<UInt8>, to bytes: inout [UInt8]) -> Bool {
    let written = string(number)
    // 18 digits fit 64 bits whatever they are.
    let isFitting =
      number.count <= 18 && !written.utf8.contains { $0 | 0x20 == UInt8(ascii: "e") }
      || Int64(written) != nil || UInt64(written) != nil
      || written.utf8.contains { ".eE".utf8.contains($0) } && Double(written)?.isFinite ?? false
    for index in 0..<number.count {
      bytes.append(isFitting ? number[index] : UInt8(ascii: index == 0 ? "0" : " "))
    }
    return !isFitting
  }

  private static func appendString(_ text: Span<UInt8>, to bytes: inout [UInt8]) -> Bool {
    var isChanged = false
    var index = 0
    func unit(_ start: Int) -> UInt32? {
      guard start + 6 <= text.count, text[start] == UInt8(ascii: "\\"), text[start + 1] == UInt8(ascii: "u") else {
        return nil
      }
      return UInt32(string(text.extracting(start + 2..<start + 6)), radix: 16)
    }
    func copy(_ count: Int) {
      let end = min(index + count, text.count)
      while index < end {
        bytes.append(text[index])
        index += 1
      }
    }
    while index < text.count {
      guard text[index] == UInt8(ascii: "\\") else {
        copy(1)
        continue
      }
      guard let high = unit(index) else {
        copy(2)
        continue
      }
      switch high {
      case 0xd800...0xdbff:
        if let low = unit(index + 6), 0xdc00...0xdfff ~= low {
          copy(12)
          continue
        }
      case 0xdc00...0xdfff: break
      default:
        copy(6)
        continue
      }
      bytes += Array("\\ufffd".utf8)
      index += 6
      isChanged = true
    }
    return isChanged
  }
}
