import Glibc

// Small readings of ASCII in bytes, shared by all parsers.

/// The value of a hexadecimal digit, or nil.
func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte &- UInt8(ascii: "a") &+ 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte &- UInt8(ascii: "A") &+ 10
  default: nil
  }
}

/// Where the text stands in `range` without the ASCII white space at its ends.
func trimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
  var start = range.lowerBound
  var end = range.upperBound
  while start < end, isSpace(text[start]) { start += 1 }
  while end > start, isSpace(text[end - 1]) { end -= 1 }
  return start..<end
}

/// Whether a byte is ASCII white space.
func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0d) }

/// Whether the bytes at `index` are this lower-case ASCII text, in any case.
func starts(_ text: Span<UInt8>, at index: Int, _ word: String) -> Bool {
  let word = word.utf8.span
  guard index + word.count <= text.count else { return false }
  for offset in 0..<word.count {
    let byte = text[index + offset]
    let folded = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    guard folded == word[offset] else { return false }
  }
  return true
}

/// Whether the bytes of a range are this text.
@inline(__always)
func isText(_ text: Span<UInt8>, _ range: Range<Int>, _ word: StaticString) -> Bool {
  let count = word.utf8CodeUnitCount
  guard range.count == count else { return false }
  return unsafe text.extracting(range).withUnsafeBufferPointer { bytes in
    guard let start = bytes.baseAddress else { return count == 0 }
    return unsafe memcmp(start, word.utf8Start, count) == 0
  }
}

/// Adds bytes in one piece.
@inline(__always)
func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
  unsafe bytes.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
}

/// A port number of one to five digits, 1 to 65535; nil for anything else.
func readPort(_ text: Span<UInt8>) -> UInt16? {
  guard (1...5).contains(text.count) else { return nil }
  var value = 0
  for index in 0..<text.count {
    guard case UInt8(ascii: "0")...UInt8(ascii: "9") = text[index] else { return nil }
    value = value * 10 + Int(text[index] &- UInt8(ascii: "0"))
  }
  return value == 0 ? nil : UInt16(exactly: value)
}

/// A `String` of bytes that may hold anything; wrong UTF-8 becomes U+FFFD.
func string(_ bytes: Span<UInt8>) -> String {
  unsafe bytes.withUnsafeBufferPointer { buffer in unsafe String(decoding: buffer, as: UTF8.self) }
}

/// A copy of bytes, for what is kept.
func array(_ bytes: Span<UInt8>) -> [UInt8] { unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) } }
