/// Cuts finished bytes into the tokens a reader sees: escapes undone, defanged dots joined, markup skipped.
///
/// An underscore parts tokens, for names of files and sources join words by it; a host with one is two tokens.
struct TokenReader {
  /// How a format escapes.
  enum Escaping {
    case plain, html, json, markdown

    /// By the ending of a file's name; a file of unknown kind is read in every way.
    static func of(_ name: String) -> [Escaping] {
      if name.hasSuffix(".html") { return [.html] }
      if name.hasSuffix(".json") || name.hasSuffix(".ndjson") { return [.json] }
      if name.hasSuffix(".csv") { return [.plain] }
      if name.hasSuffix(".md") { return [.markdown] }
      return [.plain, .html, .json, .markdown]
    }
  }

  /// A token as written and with its case folded.
  struct Token {
    var written: ArraySlice<UInt8>
    /// Hash of the token with its case folded.
    var foldedHash: UInt64
  }

  /// Where a hash begins.
  static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  private let bytes: [UInt8]
  private let escaping: Escaping
  private var position = 0
  private var line = 1
  private var written: [UInt8] = []
  private var folded: [UInt8] = []
  private var colons = 0

  private init(_ bytes: [UInt8], _ escaping: Escaping) {
    self.bytes = bytes
    self.escaping = escaping
  }

  /// All tokens in order, with the 1-based line on which each ends.
  static func read(_ bytes: [UInt8], _ escaping: Escaping, _ body: (Token, Int) -> Void) {
    var reader = TokenReader(bytes, escaping)
    reader.read(body)
  }

  /// FNV-1a of a token's bytes and an end, on top of the tokens before it.
  static func hash(_ bytes: ArraySlice<UInt8>, after hash: UInt64 = seed) -> UInt64 {
    var hash = hash
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash &* 0x100_0000_01b3
  }

  private mutating func read(_ body: (Token, Int) -> Void) {
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case 0x61...0x7a, 0x30...0x39, 0x2d, 0x2e:
        written.append(byte)
        folded.append(byte)
        position += 1
      case 0x41...0x5a:
        written.append(byte)
        folded.append(byte | 0x20)
        position += 1
      case 0x3a:
        colons += 1
        written.append(byte)
        folded.append(byte)
        position += 1
      case 0x5b where isDefangedDot:
        written.append(0x2e)
        folded.append(0x2e)
        position += 3
      case 0x26 where escaping == .html: entity(body)
      case 0x3c where escaping == .html && starts("<wbr/>"): position += 6
      case 0x5c where escaping == .json: escape(body)
      case 0x5c where escaping == .markdown && starts("\\[.\\]"):
        written.append(0x2e)
        folded.append(0x2e)
        position += 5
      // A backslash parts nothing: what it escapes does, or not.
      case 0x5c where escaping == .markdown: position += 1
      case 0x80...0xff: scalar(body)
      default:
        flush(body)
        if byte == 0x0a { line += 1 }
        position += 1
      }
    }
    flush(body)
  }

  private var isDefangedDot: Bool {
    position + 2 < bytes.count && bytes[position + 1] == 0x2e && bytes[position + 2] == 0x5d
  }

  private func starts(_ text: StaticString) -> Bool {
    bytes[position...].starts(with: text.description.utf8)
  }

  /// A character that is not ASCII, or came from an escape.
  private mutating func take(_ scalar: Unicode.Scalar, _ body: (Token, Int) -> Void) {
    let isPart: Bool
    if scalar.isASCII {
      isPart =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "-.:".unicodeScalars.contains(scalar)
      if scalar == ":" { colons += 1 }
    } else {
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .spacingMark, .enclosingMark: isPart = true
      default: isPart = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      }
    }
    guard isPart else { return flush(body) }
    written.append(contentsOf: UTF8.encode(scalar) ?? .init())
    folded.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
  }

  private mutating func scalar(_ body: (Token, Int) -> Void) {
    let lead = bytes[position]
    let length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
    let end = min(bytes.count, position + length)
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    position = end
    if let scalar = text.unicodeScalars.first { take(scalar, body) }
  }

  /// `&amp;`, `&#39;`, `&#x27;`.
  private mutating func entity(_ body: (Token, Int) -> Void) {
    guard let end = bytes[position..<min(bytes.count, position + 12)].firstIndex(of: 0x3b) else {
      flush(body)
      position += 1
      return
    }
    let name = String(decoding: bytes[position + 1..<end], as: UTF8.self)
    position = end + 1
    let value: UInt32? =
      switch name {
      case "amp": 0x26
      case "lt": 0x3c
      case "gt": 0x3e
      case "quot": 0x22
      case _ where name.hasPrefix("#x"): UInt32(name.dropFirst(2), radix: 16)
      case _ where name.hasPrefix("#"): UInt32(name.dropFirst())
      default: nil
      }
    if let scalar = value.flatMap(Unicode.Scalar.init) { take(scalar, body) } else { flush(body) }
  }

  /// `\n`, `\"`, `\u00fc`, surrogate pairs.
  private mutating func escape(_ body: (Token, Int) -> Void) {
    guard position + 1 < bytes.count, bytes[position + 1] == 0x75, var value = unit(position + 2) else {
      flush(body)
      position += 2
      return
    }
    position += 6
    if 0xd800...0xdbff ~= value, position + 1 < bytes.count, bytes[position] == 0x5c,
      bytes[position + 1] == 0x75,
      let low = unit(position + 2), 0xdc00...0xdfff ~= low
    {
      value = 0x10000 + (value - 0xd800) << 10 + (low - 0xdc00)
      position += 6
    }
    if let scalar = Unicode.Scalar(value) { take(scalar, body) } else { flush(body) }
  }

  private func unit(_ start: Int) -> UInt32? {
    start + 4 <= bytes.count
      ? UInt32(String(decoding: bytes[start..<start + 4], as: UTF8.self), radix: 16) : nil
  }

  /// Hands over what was gathered: an IPv6 address whole, else the parts between colons, each without the dots and
  /// dashes around it.
  private mutating func flush(_ body: (Token, Int) -> Void) {
    guard !written.isEmpty else { return }
    if colons == 0 {
      hand(written[...], folded[...], body)
    } else if colons > 1,
      folded.allSatisfy({ $0 == 0x3a || $0 == 0x2e || (0x30...0x39) ~= $0 || (0x61...0x66) ~= $0 })
    {
      var range = written.indices
      // A colon after an address belongs to the sentence; a double one to the address.
      if range.count > 2, written[range.upperBound - 1] == 0x3a, written[range.upperBound - 2] != 0x3a {
        range = range.lowerBound..<range.upperBound - 1
      }
      hand(written[range], folded[range], body)
    } else {
      // Folding may change lengths, so both are cut at their own colons, of which they have the same number.
      for (part, small) in zip(written.split(separator: 0x3a), folded.split(separator: 0x3a)) {
        hand(part, small, body)
      }
    }
    written.removeAll(keepingCapacity: true)
    folded.removeAll(keepingCapacity: true)
    colons = 0
  }

  private func hand(_ part: ArraySlice<UInt8>, _ small: ArraySlice<UInt8>, _ body: (Token, Int) -> Void) {
    func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
      var bytes = bytes
      while let first = bytes.first, first == 0x2e || first == 0x2d { bytes.removeFirst() }
      while let last = bytes.last, last == 0x2e || last == 0x2d { bytes.removeLast() }
      return bytes
    }
    let token = Token(written: trimmed(part), foldedHash: Self.hash(trimmed(small)))
    if !token.written.isEmpty { body(token, line) }
  }
}
