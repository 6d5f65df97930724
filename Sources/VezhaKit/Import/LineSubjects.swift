/// Reads the subjects of one line of running text, refanged already.
struct LineSubjects {
  /// One subject of a line with its place in it.
  typealias Body = (_ value: ListedValue, _ subject: Span<UInt8>, _ place: Range<Int>) -> Void

  private var subject: [UInt8] = []
  private var endings = KnownEndings()

  /// Hands over the subjects of a line in order.
  ///
  /// - Parameter origins: where each byte stood before refanging; nil if the line was not refanged.
  mutating func forEach(
    in line: Span<UInt8>, origins: [Int]?, _ classes: HostCharacters.Classes, _ body: Body
  ) {
    var reader = Reader(origins: origins)
    var index = 0
    while index < line.count {
      let kind = classes[line[index]] & ~HostCharacters.Classes.host
      if kind == 0 {
        index += 1
        continue
      }
      let found: Reader.Found? =
        switch kind {
        case HostCharacters.Classes.dot, HostCharacters.Classes.wideDot:
          reader.name(line, aroundDot: index, &subject, &endings)
        case HostCharacters.Classes.colon:
          reader.url(line, colon: index, &subject) ?? reader.longAddress(line, around: index)
        case HostCharacters.Classes.hyphen: reader.vulnerability(line, hyphen: index, &subject)
        default: nil
        }
      guard let found else {
        index += 1
        continue
      }
      if let value = found.value { body(value, subject.span, found.place) }
      index = max(index + 1, found.next)
      reader.consumed = index
    }
  }

  /// Reads what stands around a sign of a subject.
  struct Reader {
    /// Where each byte stood before refanging.
    var origins: [Int]?
    /// Nothing before this is looked at again.
    var consumed = 0
    /// The run of bytes that a URL may have which was looked for last.
    private var urlRun = 0..<0

    /// What was read; without a value it only says where to go on.
    struct Found {
      var value: ListedValue?
      var place: Range<Int>
      var next: Int
    }

    init(origins: [Int]?) { self.origins = origins }

    /// Where a URL ends (`TextEnd`); each run of its bytes is looked through once, however many names stand in it.
    mutating func urlEnd(_ line: Span<UInt8>, from start: Int) -> Int {
      if !urlRun.contains(start) { urlRun = start..<max(start, TextEnd.ofURL(line, from: start)) }
      return urlRun.upperBound
    }

    /// Whether something was taken away between the bytes of a place.
    func isDefanged(_ place: Range<Int>) -> Bool {
      guard let origins, place.count > 1 else { return false }
      return origins[place.upperBound - 1] - origins[place.lowerBound] != place.count - 1
    }
  }
}

extension LineSubjects.Reader {
  /// A host, address, range or mailbox around a dot, with the port and path that follow.
  mutating func name(
    _ line: Span<UInt8>, aroundDot dot: Int, _ subject: inout [UInt8], _ endings: inout KnownEndings
  ) -> Found? {
    let dotLength = HostCharacters.dotLength(line, at: dot)
    guard dotLength > 0 else { return nil }
    var place = run(line, dot..<(dot + dotLength))
    guard place.lowerBound < dot, place.upperBound > dot + dotLength else { return nil }
    let skipped = Found(place: place, next: place.upperBound)
    trim(line, &place)
    if let at = mailboxSign(line, after: place.upperBound) { return Found(place: place, next: at) }
    let before = place.lowerBound > 0 ? line[place.lowerBound - 1] : 0x20
    // `http__example.org`, `http:__example.org`
    let scheme =
      before == UInt8(ascii: ":") && Refang.isUnderscored(line, colon: place.lowerBound - 1)
      ? 2 : Refang.underscoredScheme(line, at: place.lowerBound)
    if scheme > 0, place.count > scheme { place = (place.lowerBound + scheme)..<place.upperBound }
    let isMailbox = before == UInt8(ascii: "@")
    switch before {
    case UInt8(ascii: "%"):
      // `%2Fexample.org`: the digits belong to the sign.
      guard place.count > 2, hexadecimalDigit(line[place.lowerBound]) != nil,
        hexadecimalDigit(line[place.lowerBound + 1]) != nil
      else { return skipped }
      place = (place.lowerBound + 2)..<place.upperBound
    case UInt8(ascii: "/"), UInt8(ascii: "\\"):
      // A path, unless `//` begins it.
      guard isBareAuthority(line, place.lowerBound) else {
        return Found(place: place, next: urlEnd(line, from: place.upperBound))
      }
    default: break
    }
    if isNumeric(line, place) { return address(line, place) }
    let rest = tail(line, after: place.upperBound)
    guard !isCall(line, place.upperBound) else { return skipped }
    let hasSign =
      scheme > 0 || isMailbox || rest.upperBound > place.upperBound || isDefanged(place) || before == UInt8(ascii: "/")
    guard let name = endings.name(line, place, hasSign: hasSign) else { return skipped }
    let end = name.upperBound == place.upperBound ? rest.upperBound : name.upperBound
    do throws(HostName.Rejection) {
      var value = try ListedValue(line.extracting(name.lowerBound..<end), host: &subject)
      guard value.kind == .host else { return skipped }
      if isMailbox { value = ListedValue(kind: .emailDomain) }
      return Found(value: value, place: name.lowerBound..<end, next: max(end, place.upperBound))
    } catch {
      return skipped
    }
  }

  /// All host characters and dots between them around a place.
  private func run(_ line: Span<UInt8>, _ dot: Range<Int>) -> Range<Int> {
    // No name is longer than this, in any spelling.
    let limit = max(consumed, dot.lowerBound - 1024)
    var start = dot.lowerBound
    while start > limit {
      if let character = HostCharacters.start(line, before: start, from: limit) {
        start = character
      } else if start < dot.lowerBound, let point = HostCharacters.dotStart(line, before: start, from: limit),
        HostCharacters.start(line, before: point, from: limit) != nil
      {
        start = point
      } else {
        break
      }
    }
    var end = dot.upperBound
    let last = min(line.count, end + 1024)
    while end < last {
      let length = HostCharacters.length(line, at: end)
      if length > 0 {
        end += length
        continue
      }
      let point = HostCharacters.dotLength(line, at: end)
      guard point > 0, end + point < last, HostCharacters.length(line, at: end + point) > 0 else { break }
      end += point
    }
    return start..<end
  }

  /// Drops hyphens, the underscores of emphasis and invisible characters at the ends.
  private func trim(_ line: Span<UInt8>, _ place: inout Range<Int>) {
    var (start, end) = (place.lowerBound, place.upperBound)
    while start < end, line[start] == UInt8(ascii: "-") { start += 1 }
    let isEmphasis = line[end - 1] == UInt8(ascii: "_")
    while end > start, line[end - 1] == UInt8(ascii: "-") || line[end - 1] == UInt8(ascii: "_") { end -= 1 }
    while isEmphasis, start < end, line[start] == UInt8(ascii: "_") { start += 1 }
    // U+200B to U+200D, U+2060, U+FEFF.
    while end - start > 3, line[end - 3] == 0xe2 || (line[end - 3] == 0xef && line[end - 2] == 0xbb) { end -= 3 }
    place = start..<max(start, end)
  }

  /// Where the `@` stands if what ends here is the part of a mailbox before it.
  private func mailboxSign(_ line: Span<UInt8>, after end: Int) -> Int? {
    var index = end
    while index < line.count, index < end + 64, line[index] != UInt8(ascii: "@") {
      guard HostCharacters.length(line, at: index) == 1 || "+.%'".utf8.contains(line[index]) else { return nil }
      index += 1
    }
    guard index < line.count, line[index] == UInt8(ascii: "@"), index + 1 < line.count,
      HostCharacters.length(line, at: index + 1) > 0
    else { return nil }
    return index
  }

  /// Whether what begins here follows a `//` that is no part of a path.
  private func isBareAuthority(_ line: Span<UInt8>, _ start: Int) -> Bool {
    guard start >= 2, line[start - 1] == UInt8(ascii: "/"), line[start - 2] == UInt8(ascii: "/") else { return false }
    guard start >= 3 else { return true }
    return HostCharacters.start(line, before: start - 2, from: 0) == nil && !":/\\".utf8.contains(line[start - 3])
  }

  /// Port and path after a name; empty if there are none.
  private mutating func tail(_ line: Span<UInt8>, after end: Int) -> Range<Int> {
    var index = end
    if index + 1 < line.count, line[index] == UInt8(ascii: ":") {
      var digits = index + 1
      while digits < line.count, digits < index + 7, (0x30...0x39).contains(line[digits]) { digits += 1 }
      if digits > index + 1, digits < index + 7,
        digits == line.count || (HostCharacters.length(line, at: digits) == 0 && line[digits] != UInt8(ascii: ":"))
      {
        index = digits
      }
    }
    guard index < line.count, "/?\\".utf8.contains(line[index]) else { return end..<index }
    let stop = TextEnd.trimmed(line, from: index, to: urlEnd(line, from: index))
    // A question mark alone ends a sentence.
    return end..<(stop == index + 1 && line[index] != UInt8(ascii: "/") ? index : max(index, stop))
  }

  /// `name()` is a call in some code.
  private func isCall(_ line: Span<UInt8>, _ end: Int) -> Bool {
    end + 1 < line.count && line[end] == UInt8(ascii: "(") && line[end + 1] == UInt8(ascii: ")")
  }
}
