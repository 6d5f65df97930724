// Addresses, ranges, URLs and CVEs of one line of running text.

extension LineSubjects.Reader {
  /// Whether a place holds only digits, dots and hyphens.
  func isNumeric(_ line: Span<UInt8>, _ place: Range<Int>) -> Bool {
    for index in place
    where !((0x30...0x39).contains(line[index]) || line[index] == UInt8(ascii: ".") || line[index] == UInt8(ascii: "-"))
    {
      return false
    }
    return true
  }

  /// An IPv4 address, range or block at a place of digits and dots; without a value if it is a version or a number.
  mutating func address(_ line: Span<UInt8>, _ place: Range<Int>) -> Found {
    let skipped = Found(place: place, next: place.upperBound)
    let text = line.extracting(place)
    if let range = AddressRange.parse(text)?.range {
      return Found(value: ListedValue(range: range), place: place, next: place.upperBound)
    }
    guard let first = Address(text) else { return skipped }
    let end = place.upperBound
    if let second = rangeEnd(line, after: end), let last = Address(line.extracting(second)),
      let range = AddressRange(first, last)
    {
      return Found(
        value: ListedValue(range: range), place: place.lowerBound..<second.upperBound, next: second.upperBound)
    }
    var value = ListedValue(address: first)
    var next = end
    if let port = port(line, at: next) {
      value.port = port.value
      value.hasBadPort = port.value == nil
      next = port.end
    }
    if next < line.count, line[next] == UInt8(ascii: "/") {
      let stop = TextEnd.trimmed(line, from: next + 1, to: urlEnd(line, from: next))
      if next == end, let range = block(line, place.lowerBound..<stop, slash: next) {
        return Found(value: range.value, place: place.lowerBound..<stop, next: stop)
      }
      value.path = PathClass(path: line.extracting(next..<stop))
      next = stop
    } else if next == end, isVersion(line, before: place.lowerBound) {
      return skipped
    }
    return Found(value: value, place: place.lowerBound..<next, next: next)
  }

  /// CIDR if all after the slash are digits or a mask; without a value if they make no prefix; nil if it is a path.
  private func block(_ line: Span<UInt8>, _ place: Range<Int>, slash: Int) -> Found? {
    guard place.upperBound > slash + 1 else { return nil }
    for index in (slash + 1)..<place.upperBound
    where !((0x30...0x39).contains(line[index]) || line[index] == UInt8(ascii: ".")) {
      return nil
    }
    let range = AddressRange.parse(line.extracting(place))?.range
    return Found(value: range.map { ListedValue(range: $0) }, place: place, next: place.upperBound)
  }

  /// Where the address after a dash stands, as in `192.0.2.1 – 192.0.2.9`.
  private func rangeEnd(_ line: Span<UInt8>, after end: Int) -> Range<Int>? {
    var index = end
    while index < line.count, isSpace(line[index]) { index += 1 }
    guard index < line.count else { return nil }
    if line[index] == UInt8(ascii: "-") {
      index += 1
    } else if index + 2 < line.count, line[index] == 0xe2, line[index + 1] == 0x80,
      line[index + 2] == 0x93 || line[index + 2] == 0x94
    {
      index += 3
    } else {
      return nil
    }
    while index < line.count, isSpace(line[index]) { index += 1 }
    let start = index
    while index < line.count, (0x30...0x39).contains(line[index]) || line[index] == UInt8(ascii: ".") { index += 1 }
    while index > start, line[index - 1] == UInt8(ascii: ".") { index -= 1 }
    guard index > start, index == line.count || HostCharacters.length(line, at: index) == 0 else { return nil }
    return start..<index
  }

  /// A port after a colon that is no part of anything longer.
  private func port(_ line: Span<UInt8>, at index: Int) -> (value: UInt16?, end: Int)? {
    guard index + 1 < line.count, line[index] == UInt8(ascii: ":") else { return nil }
    var end = index + 1
    while end < line.count, end < index + 7, (0x30...0x39).contains(line[end]) { end += 1 }
    guard end > index + 1, end < index + 7,
      end == line.count || (HostCharacters.length(line, at: end) == 0 && line[end] != UInt8(ascii: ":"))
    else { return nil }
    return (readPort(line.extracting((index + 1)..<end)), end)
  }

  private static let versionWords: Set<String> = [
    "v", "ver", "vers", "version", "versions", "build", "release", "firmware", "версія", "версії", "версию", "версия",
    "версии", "збірка", "сборка", "реліз", "релиз", "прошивка",
  ]

  /// Whether the word before says that numbers with dots are a version.
  private func isVersion(_ line: Span<UInt8>, before start: Int) -> Bool {
    var end = start
    while end > 0, isSpace(line[end - 1]) || ".:=".utf8.contains(line[end - 1]) { end -= 1 }
    var first = end
    while first > 0, end - first < 32, let character = HostCharacters.start(line, before: first, from: 0) {
      first = character
    }
    guard first < end else { return false }
    return Self.versionWords.contains(string(line.extracting(first..<end)).lowercased())
  }

  /// A URL whose scheme ends at a colon; nil if it is none.
  mutating func url(_ line: Span<UInt8>, colon: Int, _ subject: inout [UInt8]) -> Found? {
    var slashes = colon + 1
    while slashes < line.count, slashes < colon + 4,
      line[slashes] == UInt8(ascii: "/") || line[slashes] == UInt8(ascii: "\\")
    {
      slashes += 1
    }
    guard slashes > colon + 1, slashes < line.count else { return nil }
    var start = colon
    while start > consumed, colon - start < 15, isScheme(line[start - 1]) { start -= 1 }
    // Emphasis before the scheme is none of it, but `h**p` is.
    while start < colon, !((line[start] | 0x20) >= 0x61 && (line[start] | 0x20) <= 0x7a) { start += 1 }
    guard colon - start >= 2, slashes > colon + 2 || isWeb(line, start..<colon) else { return nil }
    let end = TextEnd.trimmed(line, from: slashes, to: authorityBoundEnd(line, from: slashes))
    guard end > slashes else { return nil }
    do throws(HostName.Rejection) {
      let value = try ListedValue(line.extracting(start..<end), host: &subject)
      return Found(value: value, place: start..<end, next: end)
    } catch {
      return nil
    }
  }

  private func isScheme(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// Whether a scheme is HTTP in any spelling; only these are read after a single slash.
  private func isWeb(_ line: Span<UInt8>, _ scheme: Range<Int>) -> Bool {
    let name = line.extracting(scheme)
    return (4...5).contains(name.count) && name[0] | 0x20 == UInt8(ascii: "h") && name[3] | 0x20 == UInt8(ascii: "p")
  }

  /// The end of a URL, or of its authority if that ends with what no path begins with.
  private mutating func authorityBoundEnd(_ line: Span<UInt8>, from start: Int) -> Int {
    var index = start
    if line[start] == UInt8(ascii: "[") {
      while index < line.count, line[index] != UInt8(ascii: "]"), index < start + 64 { index += 1 }
      guard index < line.count, line[index] == UInt8(ascii: "]") else { return start }
      index += 1
    }
    while index < line.count {
      switch line[index] {
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "\\"):
        return urlEnd(line, from: index)
      case UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "!"),
        UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: "~"):
        index += 1
      default:
        let length = max(HostCharacters.length(line, at: index), HostCharacters.dotLength(line, at: index))
        guard length > 0 else { return index }
        index += length
      }
    }
    return index
  }

  /// An IPv6 address or block around a colon; nil if it is none.
  ///
  /// `::1`, `a::b` and the like are code or identify nobody: there must be a digit and two groups, or all eight.
  func longAddress(_ line: Span<UInt8>, around colon: Int) -> Found? {
    let limit = max(consumed, colon - Self.longestAddress)
    var start = colon
    while start > limit, isAddressByte(line[start - 1]) { start -= 1 }
    let last = min(line.count, colon + Self.longestAddress)
    var end = colon
    while end < last, isAddressByte(line[end]) || line[end] == UInt8(ascii: ".") { end += 1 }
    while end > start, line[end - 1] == UInt8(ascii: ".") { end -= 1 }
    if end - start > 2, line[end - 1] == UInt8(ascii: ":"), line[end - 2] != UInt8(ascii: ":") { end -= 1 }
    guard end > start, end - start <= Self.longestAddress, isBoundary(line, start - 1), isBoundary(line, end),
      isCredible(line, start..<end), let address = Address(line.extracting(start..<end))
    else { return nil }
    var value = ListedValue(address: address)
    var next = end
    if next < line.count, line[next] == UInt8(ascii: "/") {
      var stop = next + 1
      while stop < line.count, (0x30...0x39).contains(line[stop]) { stop += 1 }
      if let range = AddressRange.parse(line.extracting(start..<stop))?.range {
        value = ListedValue(range: range)
        next = stop
      }
    } else if start > 0, line[start - 1] == UInt8(ascii: "["), next < line.count, line[next] == UInt8(ascii: "]") {
      next += 1
      if let port = port(line, at: next) {
        value.port = port.value
        value.hasBadPort = port.value == nil
        next = port.end
      }
      return Found(value: value, place: (start - 1)..<next, next: next)
    }
    return Found(value: value, place: start..<next, next: next)
  }

  /// More bytes than any spelling of an address has: longer runs are not read to their end at each of their colons.
  private static let longestAddress = 64

  private func isAddressByte(_ byte: UInt8) -> Bool { hexadecimalDigit(byte) != nil || byte == UInt8(ascii: ":") }

  private func isBoundary(_ line: Span<UInt8>, _ index: Int) -> Bool {
    guard index >= 0, index < line.count else { return true }
    return line[index] == UInt8(ascii: "-") || (HostCharacters.length(line, at: index) == 0 && line[index] < 0x80)
      || line[index] >= 0xe2
  }

  private func isCredible(_ line: Span<UInt8>, _ place: Range<Int>) -> Bool {
    var groups = 0
    var digits = 0
    var inGroup = false
    for index in place {
      let isGroup = hexadecimalDigit(line[index]) != nil
      if isGroup, !inGroup { groups += 1 }
      inGroup = isGroup
      if (0x30...0x39).contains(line[index]) { digits += 1 }
    }
    return groups >= 2 && digits > 0
  }

  /// A CVE whose number follows a hyphen: `CVE-2024-12345`, `cve 2024-12345`.
  func vulnerability(_ line: Span<UInt8>, hyphen: Int, _ subject: inout [UInt8]) -> Found? {
    guard hyphen >= consumed + 7, hyphen + 4 < line.count else { return nil }
    let start = hyphen - 8
    guard start >= 0 else { return nil }
    for index in (hyphen - 4)..<hyphen where !(0x30...0x39).contains(line[index]) { return nil }
    let separator = line[hyphen - 5]
    guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "_") || isSpace(separator),
      starts(line, at: start, "cve"), start == 0 || HostCharacters.length(line, at: start - 1) == 0
    else { return nil }
    var end = hyphen + 1
    while end < line.count, (0x30...0x39).contains(line[end]) { end += 1 }
    guard (4...19).contains(end - hyphen - 1) else { return nil }
    subject.removeAll(keepingCapacity: true)
    subject.append(contentsOf: "CVE-".utf8)
    for index in (hyphen - 4)..<end { subject.append(line[index]) }
    return Found(value: ListedValue(kind: .cve), place: start..<end, next: end)
  }
}
