import CJSON

/// Text in other encodings made UTF-8.
enum TextDecoding {
  /// Hands a text to `body` as UTF-8, with what the user should know about how it was read.
  ///
  /// UTF-16 is told by its byte order mark; what is neither that nor valid UTF-8 is windows-1251 or KOI8-U, whichever
  /// makes the more likely words.
  static func withUTF8<Result>(
    _ bytes: Span<UInt8>, _ body: (Span<UInt8>, String?) throws(ReadError) -> Result
  ) throws(ReadError) -> Result {
    let encoding = TextEncoding(head: bytes)
    if encoding != .utf8 {
      let decoded = utf16(bytes, isBigEndian: encoding == .utf16BigEndian)
      return try body(decoded.span, "read as UTF-16")
    }
    let isValid =
      unsafe bytes.withUnsafeBufferPointer { unsafe vezha_utf8_is_valid($0.baseAddress, $0.count) } == 1
    if isValid { return try body(bytes, nil) }
    if CyrillicEncoding(bytes) == .koi8u {
      let decoded = koi8u(bytes)
      return try body(decoded.span, "not UTF-8, read as KOI8-U")
    }
    let decoded = windows1251(bytes)
    return try body(decoded.span, "not UTF-8, read as windows-1251")
  }

  /// The first bytes of a text as UTF-8, for telling its format.
  static func head(_ bytes: Span<UInt8>) -> [UInt8] {
    switch TextEncoding(head: bytes) {
    case .utf16LittleEndian: utf16(bytes, isBigEndian: false)
    case .utf16BigEndian: utf16(bytes, isBigEndian: true)
    case .utf8: isUTF8(bytes) ? array(bytes) : CyrillicEncoding(bytes) == .koi8u ? koi8u(bytes) : windows1251(bytes)
    }
  }

  /// Whether a text that may be cut inside a character is UTF-8.
  private static func isUTF8(_ bytes: Span<UInt8>) -> Bool {
    var end = bytes.count
    if end >= DocumentReader.headBytes {
      // The last character may be cut.
      while end > bytes.count - 3, bytes[end - 1] & 0xc0 == 0x80 { end -= 1 }
      if bytes[end - 1] >= 0xc0 { end -= 1 } else { end = bytes.count }
    }
    return unsafe bytes.extracting(0..<end).withUnsafeBufferPointer {
      unsafe vezha_utf8_is_valid($0.baseAddress, $0.count)
    } == 1
  }

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

  /// KOI8-U (RFC 2319), in which no byte is wrong.
  static func koi8u(_ bytes: Span<UInt8>) -> [UInt8] {
    decode(bytes) { koi8[Int($0 & 0x7f)] }
  }

  /// windows-1251, in which no byte is wrong but 0x98.
  static func windows1251(_ bytes: Span<UInt8>) -> [UInt8] {
    // 0xC0 to 0xFF are U+0410 to U+044F in order.
    decode(bytes) { $0 >= 0xc0 ? 0x0410 + UInt32($0 - 0xc0) : high[Int($0 & 0x3f)] }
  }

  /// Text of one byte per character; `scalar` is asked for bytes above ASCII.
  private static func decode(_ bytes: Span<UInt8>, _ scalar: (UInt8) -> UInt32) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 2)
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        text.append(byte)
      } else {
        if let character = Unicode.Scalar(scalar(byte)) {
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

  /// Bytes 0x80 to 0xFF, from RFC 2319.
  private static let koi8: [UInt32] = [
    0x2500, 0x2502, 0x250c, 0x2510, 0x2514, 0x2518, 0x251c, 0x2524, 0x252c, 0x2534, 0x253c, 0x2580,
    0x2584, 0x2588, 0x258c, 0x2590, 0x2591, 0x2592, 0x2593, 0x2320, 0x25a0, 0x2219, 0x221a, 0x2248,
    0x2264, 0x2265, 0x00a0, 0x2321, 0x00b0, 0x00b2, 0x00b7, 0x00f7, 0x2550, 0x2551, 0x2552, 0x0451,
    0x0454, 0x2554, 0x0456, 0x0457, 0x2557, 0x2558, 0x2559, 0x255a, 0x255b, 0x0491, 0x255d, 0x255e,
    0x255f, 0x2560, 0x2561, 0x0401, 0x0404, 0x2563, 0x0406, 0x0407, 0x2566, 0x2567, 0x2568, 0x2569,
    0x256a, 0x0490, 0x256c, 0x00a9, 0x044e, 0x0430, 0x0431, 0x0446, 0x0434, 0x0435, 0x0444, 0x0433,
    0x0445, 0x0438, 0x0439, 0x043a, 0x043b, 0x043c, 0x043d, 0x043e, 0x043f, 0x044f, 0x0440, 0x0441,
    0x0442, 0x0443, 0x0436, 0x0432, 0x044c, 0x044b, 0x0437, 0x0448, 0x044d, 0x0449, 0x0447, 0x044a,
    0x042e, 0x0410, 0x0411, 0x0426, 0x0414, 0x0415, 0x0424, 0x0413, 0x0425, 0x0418, 0x0419, 0x041a,
    0x041b, 0x041c, 0x041d, 0x041e, 0x041f, 0x042f, 0x0420, 0x0421, 0x0422, 0x0423, 0x0416, 0x0412,
    0x042c, 0x042b, 0x0417, 0x0428, 0x042d, 0x0429, 0x0427, 0x042a,
  ]
}

/// Which of the two encodings of Cyrillic with one byte per letter a text is in.
enum CyrillicEncoding {
  case windows1251, koi8u

  /// Tells them by the letters that are the most frequent in Ukrainian and Russian, and by capital letters inside words:
  /// read the wrong way, every word changes its case.
  init(_ bytes: Span<UInt8>) {
    var (windows, koi) = (0, 0)
    var before: UInt8 = 0
    for index in 0..<min(bytes.count, 1 << 20) {
      let byte = bytes[index]
      defer { before = byte }
      guard byte >= 0x80 else { continue }
      if Self.frequentInWindows.contains(byte | 0x20) && byte >= 0xc0 { windows += 1 }
      if Self.frequentInKOI.contains(byte & 0xdf) && byte >= 0xc0 { koi += 1 }
      switch (before, byte) {
      case (0xe0...0xff, 0xc0...0xdf): windows -= 2
      case (0xc0...0xdf, 0xe0...0xff): koi -= 2
      // The Ukrainian letters: in the other encoding these bytes are lines and symbols.
      case (_, 0xb3), (_, 0xba), (_, 0xbf): windows += 2
      case (_, 0xa4), (_, 0xa6), (_, 0xa7): koi += 2
      default: break
      }
    }
    self = koi > windows ? .koi8u : .windows1251
  }

  /// а в е и л н о р с т as small letters of windows-1251.
  private static let frequentInWindows: [UInt8] = [0xe0, 0xe2, 0xe5, 0xe8, 0xeb, 0xed, 0xee, 0xf0, 0xf1, 0xf2]
  /// The same as small letters of KOI8-U.
  private static let frequentInKOI: [UInt8] = [0xc1, 0xd7, 0xc5, 0xc9, 0xcc, 0xce, 0xcf, 0xd2, 0xd3, 0xd4]
}
