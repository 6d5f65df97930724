// Text forms of addresses and ranges: dotted quad, RFC 4291, RFC 5952, CIDR and start-end.

extension Address: CustomStringConvertible {
  /// Dotted quad, or IPv6 as RFC 5952 writes it.
  public var description: String {
    if isIPv4 {
      return "\(bits >> 24 & 255).\(bits >> 16 & 255).\(bits >> 8 & 255).\(bits & 255)"
    }
    let run = longestZeroRun
    var text = ""
    var index = 0
    while index < 8 {
      if index == run.start, run.count > 1 {
        text += "::"
        index += run.count
        continue
      }
      if !text.isEmpty, !text.hasSuffix(":") { text += ":" }
      text += String(group(index), radix: 16)
      index += 1
    }
    return text
  }

  /// One of the eight 16-bit groups, 0 the leftmost.
  private func group(_ index: Int) -> UInt16 { UInt16(truncatingIfNeeded: bits >> UInt128(112 - 16 * index)) }

  /// The first of the longest runs of zero groups, the only one RFC 5952 section 4.2.3 shortens.
  private var longestZeroRun: (start: Int, count: Int) {
    var best = (start: 0, count: 0)
    var current = (start: 0, count: 0)
    for index in 0..<8 {
      if group(index) != 0 {
        current = (index + 1, 0)
        continue
      }
      current.count += 1
      if current.count > best.count { best = current }
    }
    return best
  }

  /// Reads an address from bytes; see `init(_:)`.
  public init?(_ text: Span<UInt8>) {
    // The longest form, with embedded IPv4, has 45 bytes; a zone id may follow.
    guard text.count >= 2, text.count <= 128 else { return nil }
    if let value = Self.readIPv4(text, allowingFinalDot: true) {
      self.init(ipv4: value)
      return
    }
    guard let value = Self.readIPv6(text) else { return nil }
    self.init(bits: value)
  }

  /// Four decimal numbers without leading zeros: `010` is octal to some readers and decimal to others.
  static func readIPv4(_ text: Span<UInt8>, allowingFinalDot: Bool) -> UInt32? {
    var end = text.count
    if allowingFinalDot, end > 0, text[end - 1] == UInt8(ascii: ".") { end -= 1 }
    guard end >= 7, end <= 15 else { return nil }
    var value: UInt32 = 0
    var octet: UInt32 = 0
    var digits = 0
    var dots = 0
    var index = 0
    while index < end {
      let byte = text[index]
      index += 1
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if digits > 0, octet == 0 { return nil }
        octet = octet &* 10 &+ UInt32(byte &- UInt8(ascii: "0"))
        digits += 1
        if digits > 3 || octet > 255 { return nil }
      case UInt8(ascii: "."):
        if digits == 0 || dots == 3 { return nil }
        value = value << 8 | octet
        octet = 0
        digits = 0
        dots += 1
      default: return nil
      }
    }
    return dots == 3 && digits > 0 ? value << 8 | octet : nil
  }

  /// RFC 4291 section 2.2 text, all three forms; a zone id (RFC 4007) is dropped.
  static func readIPv6(_ text: Span<UInt8>) -> UInt128? {
    var end = 0
    while end < text.count, text[end] != UInt8(ascii: "%") { end += 1 }
    if end < text.count {
      // A zone id is not empty and holds no second sign.
      guard end + 1 < text.count else { return nil }
      for index in (end + 1)..<text.count
      where text[index] == UInt8(ascii: "%") || text[index] == UInt8(ascii: "/") {
        return nil
      }
    }
    var value: UInt128 = 0
    var groups = 0
    var shortened = -1  // groups before `::`
    var index = 0
    if end >= 2, text[0] == UInt8(ascii: ":") {
      guard text[1] == UInt8(ascii: ":") else { return nil }
      shortened = 0
      index = 2
    }
    while index < end {
      let start = index
      var group: UInt128 = 0
      while index < end, let digit = hexadecimalDigit(text[index]) {
        group = group << 4 | UInt128(digit)
        index += 1
        if index - start > 4 { return nil }
      }
      if index < end, text[index] == UInt8(ascii: ".") {
        guard groups <= 6, let tail = readIPv4(text.extracting(start..<end), allowingFinalDot: false) else {
          return nil
        }
        value = value << 32 | UInt128(tail)
        groups += 2
        break
      }
      guard index > start, groups < 8 else { return nil }
      value = value << 16 | group
      groups += 1
      if index == end { break }
      guard text[index] == UInt8(ascii: ":"), index + 1 < end else { return nil }
      index += 1
      if text[index] == UInt8(ascii: ":") {
        guard shortened < 0 else { return nil }
        shortened = groups
        index += 1
      }
    }
    guard shortened >= 0 else { return groups == 8 ? value : nil }
    guard groups < 8 else { return nil }
    let tailBits = UInt128(16 * (groups - shortened))
    let tail = value & ((1 << tailBits) &- 1)
    return (value >> tailBits) << UInt128(16 * (8 - shortened)) | tail
  }
}

extension AddressRange: CustomStringConvertible {
  /// CIDR where the range is one, else `start-end`.
  public var description: String {
    let difference = lower.bits ^ upper.bits
    guard difference & (difference &+ 1) == 0, lower.bits & difference == 0 else {
      return "\(lower)-\(upper)"
    }
    return "\(lower)/\(difference.leadingZeroBitCount - (lower.isIPv4 ? 96 : 0))"
  }

  /// Reads CIDR or `start-end`, from bytes.
  ///
  /// `maskedHostBits` tells that CIDR host bits were set and cleared. IPv4 also takes a dotted mask after the slash. Spaces may stand around the dash.
  public static func parse(_ text: Span<UInt8>) -> (range: AddressRange, maskedHostBits: Bool)? {
    for index in 0..<text.count {
      if text[index] == UInt8(ascii: "/") {
        return block(text.extracting(0..<index), prefix: text.extracting((index + 1)..<text.count))
      }
      if text[index] == UInt8(ascii: "-") {
        guard let lower = Address(text.extracting(trimmed(text, 0..<index))),
          let upper = Address(text.extracting(trimmed(text, (index + 1)..<text.count))),
          let range = AddressRange(lower, upper)
        else { return nil }
        return (range, false)
      }
    }
    return nil
  }

  private static func block(_ start: Span<UInt8>, prefix: Span<UInt8>) -> (AddressRange, Bool)? {
    guard let address = Address(start) else { return nil }
    // `::ffff:192.0.2.0/120` counts its prefix from the left of 128 bits.
    let isQuad = address.isIPv4 && Address.readIPv4(start, allowingFinalDot: true) != nil
    guard let length = prefixLength(prefix, width: isQuad ? 32 : 128) else { return nil }
    let hostBits = UInt128((isQuad ? 32 : 128) - length)
    let mask: UInt128 = hostBits == 128 ? .max : (1 << hostBits) &- 1
    let lower = address.bits & ~mask
    guard let range = AddressRange(Address(bits: lower), Address(bits: lower | mask)) else { return nil }
    return (range, lower != address.bits)
  }

  private static func prefixLength(_ text: Span<UInt8>, width: Int) -> Int? {
    if width == 32, let mask = Address.readIPv4(text, allowingFinalDot: false) {
      let hostBits = ~mask
      return hostBits & (hostBits &+ 1) == 0 ? hostBits.leadingZeroBitCount : nil
    }
    guard (1...3).contains(text.count) else { return nil }
    var length = 0
    for index in 0..<text.count {
      guard case UInt8(ascii: "0")...UInt8(ascii: "9") = text[index] else { return nil }
      length = length * 10 + Int(text[index] &- UInt8(ascii: "0"))
    }
    return length <= width ? length : nil
  }

  /// Whether the range is wider than /8 (IPv4) or /16 (IPv6) and so matches nothing.
  public var isTooWide: Bool { upper.bits - lower.bits >= (lower.isIPv4 ? 1 << 24 : 1 << 112) }
}
