/// Text in other encodings made UTF-8.
enum TextDecoding {
  /// UTF-16 with its byte order mark; what is no character becomes U+FFFD.
  static func utf16(_ bytes: Span<UInt8>, isBigEndian: Bool) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = 2
    while index + 1 < bytes.count {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isBigEndian ? first << 8 | second : second << 8 | first)
      index += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// windows-1251, in which no byte is wrong but 0x98.
  static func windows1251(_ bytes: Span<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 2)
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        text.append(byte)
      } else {
        // 0xC0 to 0xFF are U+0410 to U+044F in order.
        let scalar = byte >= 0xc0 ? 0x0410 + UInt32(byte - 0xc0) : high[Int(byte - 0x80)]
        if let character = Unicode.Scalar(scalar) {
          text.append(contentsOf: UTF8.encode(character) ?? .init())
        }
      }
    }
    return text
  }

  /// Bytes 0x80 to 0xBF, from the Unicode consortium's CP1251.TXT.
  private static let high: [UInt32] = [
    0x0402, 0x0403, 0x201a, 0x0453, 0x201e, 0x2026, 0x2020, 0x2021, 0x20ac, 0x2030, 0x0409, 0x2039, 0x040a,
    0x040c,
    0x040b, 0x040f, 0x0452, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0xfffd, 0x2122, 0x0459,
    0x203a,
    0x045a, 0x045c, 0x045b, 0x045f, 0x00a0, 0x040e, 0x045e, 0x0408, 0x00a4, 0x0490, 0x00a6, 0x00a7, 0x0401,
    0x00a9,
    0x0404, 0x00ab, 0x00ac, 0x00ad, 0x00ae, 0x0407, 0x00b0, 0x00b1, 0x0406, 0x0456, 0x0491, 0x00b5, 0x00b6,
    0x00b7,
    0x0451, 0x2116, 0x0454, 0x00bb, 0x0458, 0x0405, 0x0455, 0x0457,
  ]
}
