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

  /// What is done with a token: the hash of it with its case folded, the 1-based line on which it ends, and its bytes
  /// as written, which are only made where they are asked for.
  typealias Take = (_ folded: UInt64, _ line: Int, _ written: () -> ArraySlice<UInt8>) -> Void

  /// Where a hash begins.
  static let seed: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01b3

  private let bytes: [UInt8]
  private let escaping: Escaping
  private let classes: [ByteClass]
  private var position = 0
  private var line = 1
  private var written: [UInt8] = []
  private var folded: [UInt8] = []
  private var colons = 0

  private init(_ bytes: [UInt8], _ escaping: Escaping) {
    self.bytes = bytes
    self.escaping = escaping
    classes = Self.classes(escaping)
  }

  /// All tokens in order.
  @inline(__always)
  static func read(_ bytes: [UInt8], _ escaping: Escaping, _ take: Take) {
    var reader = TokenReader(bytes, escaping)
    reader.read(take)
  }

  /// FNV-1a of a token's bytes and an end, on top of the tokens before it.
  static func hash(_ bytes: ArraySlice<UInt8>, after hash: UInt64 = seed) -> UInt64 {
    var hash = hash
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* prime }
    return hash &* prime
  }

  /// What a byte does to a token: goes on with it, ends it, or must be looked at.
  private enum ByteClass { case part, end, special }

  private static func classes(_ escaping: Escaping) -> [ByteClass] {
    (UInt8.min...UInt8.max).map { byte in
      switch byte {
      case 0x61...0x7a, 0x30...0x39, 0x41...0x5a, 0x2d, 0x2e: .part
      case 0x3a, 0x5b, 0x80...0xff: .special
      case 0x26, 0x3c: escaping == .html ? .special : .end
      case 0x5c: escaping == .json || escaping == .markdown ? .special : .end
      default: .end
      }
    }
  }

  private mutating func read(_ take: Take) {
    while position < bytes.count {
      let byte = bytes[position]
      switch classes[Int(byte)] {
      case .part: run(take)
      case .end: end(byte, take)
      case .special: special(byte, take)
      }
    }
    flush(take)
  }

  private mutating func end(_ byte: UInt8, _ take: Take) {
    if !written.isEmpty { flush(take) }
    if byte == 0x0a { line += 1 }
    position += 1
  }

  /// A run of letters, digits, dots and dashes: handed over from where it stands where it is a whole token, as nearly
  /// all are; else gathered.
  private mutating func run(_ take: Take) {
    let start = position
    var end = start + 1
    while end < bytes.count, classes[Int(bytes[end])] == .part { end += 1 }
    position = end
    if written.isEmpty, end == bytes.count || classes[Int(bytes[end])] == .end || isTag(end) {
      return hand(start..<end, take)
    }
    for byte in bytes[start..<end] {
      written.append(byte)
      folded.append(Self.lowercased(byte))
    }
  }

  /// Whether a tag begins there that ends a token, as all do but the one that lets a long host break.
  private func isTag(_ place: Int) -> Bool {
    escaping == .html && bytes[place] == 0x3c && !starts("<wbr/>", at: place)
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// A token that stands in the bytes as it is written.
  private func hand(_ range: Range<Int>, _ take: Take) {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] == 0x2e || bytes[start] == 0x2d { start += 1 }
    while end > start, bytes[end - 1] == 0x2e || bytes[end - 1] == 0x2d { end -= 1 }
    guard start < end else { return }
    var hash = Self.seed
    for place in start..<end { hash = (hash ^ UInt64(Self.lowercased(bytes[place]))) &* Self.prime }
    take(hash &* Self.prime, line) { bytes[start..<end] }
  }

  private mutating func special(_ byte: UInt8, _ take: Take) {
    switch byte {
    case 0x3a:
      position += 1
      // A colon between separators, as after every key of JSON, is none of an address.
      if written.isEmpty, position < bytes.count, classes[Int(bytes[position])] == .end { return }
      colons += 1
      append(0x3a)
    case 0x5b where isDefangedDot:
      append(0x2e)
      position += 3
    case 0x26 where escaping == .html: entity(take)
    case 0x3c where escaping == .html && starts("<wbr/>", at: position): position += 6
    case 0x5c where escaping == .json: escape(take)
    case 0x5c where escaping == .markdown && starts("\\[.\\]", at: position):
      append(0x2e)
      position += 5
    // A backslash parts nothing: what it escapes does, or not.
    case 0x5c where escaping == .markdown: position += 1
    case 0x80...0xff: scalar(take)
    default: end(byte, take)
    }
  }

  private mutating func append(_ byte: UInt8) {
    written.append(byte)
    folded.append(byte)
  }

  private var isDefangedDot: Bool {
    position + 2 < bytes.count && bytes[position + 1] == 0x2e && bytes[position + 2] == 0x5d
  }

  private func starts(_ text: String, at place: Int) -> Bool {
    bytes[place...].starts(with: text.utf8)
  }

  /// A character that is not ASCII, or came from an escape.
  private mutating func take(_ scalar: Unicode.Scalar, _ take: Take) {
    guard Self.isPart(scalar) else { return flush(take) }
    if scalar == ":" { colons += 1 }
    written.append(contentsOf: UTF8.encode(scalar) ?? .init())
    folded.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "-.:".unicodeScalars.contains(scalar)
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return true
    default: return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }

  /// The characters that UTF-8 writes in two bytes, by their number, with their case folded; empty for those that part
  /// tokens.
  private static let letters: [[UInt8]] = (0..<0x800).map { (number: UInt32) in
    guard number >= 0x80, let scalar = Unicode.Scalar(number), isPart(scalar) else { return [] }
    return Array(scalar.properties.lowercaseMapping.utf8)
  }

  private mutating func scalar(_ take: Take) {
    let lead = bytes[position]
    if position + 1 < bytes.count, bytes[position + 1] & 0xc0 == 0x80 {
      if 0xc2...0xdf ~= lead {
        let part = Self.letters[Int(lead & 0x1f) << 6 | Int(bytes[position + 1] & 0x3f)]
        if part.isEmpty {
          flush(take)
        } else {
          written.append(lead)
          written.append(bytes[position + 1])
          folded.append(contentsOf: part)
        }
        position += 2
        return
      }
      // Dashes and quotation marks.
      if lead == 0xe2, bytes[position + 1] == 0x80, position + 2 < bytes.count, bytes[position + 2] & 0xc0 == 0x80 {
        flush(take)
        position += 3
        return
      }
    }
    let length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
    let end = min(bytes.count, position + length)
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    position = end
    if let scalar = text.unicodeScalars.first { self.take(scalar, take) }
  }

  /// `&amp;`, `&#39;`, `&#x27;`.
  private mutating func entity(_ take: Take) {
    guard let end = bytes[position..<min(bytes.count, position + 12)].firstIndex(of: 0x3b) else {
      flush(take)
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
    if let scalar = value.flatMap(Unicode.Scalar.init) { self.take(scalar, take) } else { flush(take) }
  }

  /// `\n`, `\"`, `\u00fc`, surrogate pairs.
  private mutating func escape(_ take: Take) {
    guard position + 1 < bytes.count, bytes[position + 1] == 0x75, var value = unit(position + 2) else {
      flush(take)
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
    if let scalar = Unicode.Scalar(value) { self.take(scalar, take) } else { flush(take) }
  }

  private func unit(_ start: Int) -> UInt32? {
    start + 4 <= bytes.count
      ? UInt32(String(decoding: bytes[start..<start + 4], as: UTF8.self), radix: 16) : nil
  }

  /// Hands over what was gathered: an IPv6 address whole, else the parts between colons, each without the dots and
  /// dashes around it.
  private mutating func flush(_ take: Take) {
    guard !written.isEmpty else { return }
    if colons == 0 {
      hand(written[...], folded[...], take)
    } else if colons > 1,
      folded.allSatisfy({ $0 == 0x3a || $0 == 0x2e || (0x30...0x39) ~= $0 || (0x61...0x66) ~= $0 })
    {
      var range = written.indices
      // A colon after an address belongs to the sentence; a double one to the address.
      if range.count > 2, written[range.upperBound - 1] == 0x3a, written[range.upperBound - 2] != 0x3a {
        range = range.lowerBound..<range.upperBound - 1
      }
      hand(written[range], folded[range], take)
    } else {
      // Folding may change lengths, so both are cut at their own colons, of which they have the same number.
      for (part, small) in zip(written.split(separator: 0x3a), folded.split(separator: 0x3a)) {
        hand(part, small, take)
      }
    }
    written.removeAll(keepingCapacity: true)
    folded.removeAll(keepingCapacity: true)
    colons = 0
  }

  private func hand(_ part: ArraySlice<UInt8>, _ small: ArraySlice<UInt8>, _ take: Take) {
    func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
      var bytes = bytes
      while let first = bytes.first, first == 0x2e || first == 0x2d { bytes.removeFirst() }
      while let last = bytes.last, last == 0x2e || last == 0x2d { bytes.removeLast() }
      return bytes
    }
    let written = trimmed(part)
    if !written.isEmpty { take(Self.hash(trimmed(small)), line) { written } }
  }
}
