extension [UInt8] {
  /// Appends a text in which some characters are written otherwise: stretches of all others are copied as they are.
  ///
  /// Characters from U+00C0 to U+05FF (Latin, Greek, Cyrillic, Armenian, Hebrew) are letters, marks and signs that no
  /// format writes otherwise; none of them is a control.
  ///
  /// - Parameters:
  ///   - isPlain: whether an ASCII byte stands for itself.
  ///   - other: writes any other character.
  @inline(__always)
  mutating func append(
    _ text: String, isPlain: (UInt8) -> Bool, other: (inout [UInt8], Unicode.Scalar) -> Void
  ) {
    let bytes = text.utf8.span
    var start = 0
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte < 0x80 ? isPlain(byte) : 0xc3...0xd7 ~= byte {
        position += byte < 0x80 ? 1 : 2
        continue
      }
      append(bytes, start..<position)
      let (scalar, length) = Self.scalar(bytes, position)
      other(&self, scalar)
      position += length
      start = position
    }
    append(bytes, start..<position)
  }

  /// Appends a character as it is.
  mutating func append(_ scalar: Unicode.Scalar) { append(contentsOf: UTF8.encode(scalar) ?? .init()) }

  /// Appends markup or a key from the source.
  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { unsafe append(contentsOf: $0) }
  }

  private mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }

  /// The character at a place of a text's bytes, which are always valid.
  private static func scalar(_ bytes: Span<UInt8>, _ place: Int) -> (Unicode.Scalar, length: Int) {
    let lead = bytes[place]
    let length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    guard length > 1, place + length <= bytes.count else { return (Unicode.Scalar(lead), 1) }
    var value = UInt32(lead) & (0x7f >> UInt32(length))
    for next in place + 1..<place + length { value = value << 6 | UInt32(bytes[next] & 0x3f) }
    return (Unicode.Scalar(value) ?? "\u{fffd}", length)
  }
}
