/// Tells names from what only looks like them, by the last label: file names, abbreviations, words without a space
/// after the full stop.
struct KnownEndings {
  private static let suffixes = try? PublicSuffixes()
  /// Endings that no list has: reserved for documentation, or used inside networks.
  private static let others: Set<String> = [
    "example", "test", "local", "lan", "internal", "intra", "intranet", "corp", "onion",
  ]
  /// Endings that are those of files more often than of hosts.
  private static let files: Set<String> = ["zip", "mov", "md", "py", "sh", "ps", "so", "cc", "cab", "app"]

  /// Labels below which countries give out names.
  private static let secondLevels: Set<String> = ["gov", "gob", "gouv", "mil", "edu", "com", "org", "net", "ac", "co"]

  private var canonical: [UInt8] = []
  private var known: [[UInt8]: Bool] = [:]

  /// The part of a place that is a name; nil if none is.
  ///
  /// - Parameter hasSign: whether something else than the name says that it is one: port, path, `@`, defanging.
  mutating func name(_ line: Span<UInt8>, _ place: Range<Int>, hasSign: Bool) -> Range<Int>? {
    var end = place.upperBound
    while let dot = lastDot(line, place.lowerBound..<end) {
      let label = dot.upperBound..<end
      if isKnown(line.extracting(label)) {
        let name = place.lowerBound..<end
        return hasSign || isCredible(line, name, label) ? name : nil
      }
      // `example.org.The next`: a word that begins with a capital letter is no ending.
      guard isCapital(line, label.lowerBound) else { return nil }
      end = dot.lowerBound
    }
    return nil
  }

  private func lastDot(_ line: Span<UInt8>, _ place: Range<Int>) -> Range<Int>? {
    var index = place.upperBound
    while index > place.lowerBound {
      index -= 1
      let length = HostCharacters.dotLength(line, at: index)
      if length > 0 { return index..<(index + length) }
    }
    return nil
  }

  /// Whether the list of public suffixes, or our own, has the label.
  private mutating func isKnown(_ label: Span<UInt8>) -> Bool {
    guard label.count > 1, label.count <= 256 else { return false }
    var key: [UInt8] = []
    key.reserveCapacity(label.count)
    for index in 0..<label.count { key.append(label[index]) }
    if let known = known[key] { return known }
    var isKnown = false
    do throws(HostName.Rejection) {
      _ = try HostName.canonicalise(label, into: &canonical)
    } catch {
      // A single label is no host, but its canonical form is there.
      if error == .singleLabel {
        isKnown =
          Self.suffixes?.knows(ending: canonical.span) == true || Self.others.contains(string(canonical.span))
      }
    }
    // Bounded, whatever a hostile text holds.
    if known.count < 4096 { known[key] = isKnown }
    return isKnown
  }

  /// Whether a name with a known ending may stand without any other sign.
  private func isCredible(_ line: Span<UInt8>, _ name: Range<Int>, _ ending: Range<Int>) -> Bool {
    let text = line.extracting(name)
    if starts(text, at: 0, "www.") { return true }
    // `end.It was`: a full stop without a space after it.
    if isCapital(line, ending.lowerBound), ending.count > 1, !isCapital(line, ending.lowerBound + 1),
      line[ending.lowerBound] < 0x80, !hasCapital(line, name.lowerBound..<(ending.lowerBound - 1))
    {
      return false
    }
    guard !isJumbled(text) else { return false }
    guard Self.files.contains(string(line.extracting(ending)).lowercased()) else { return true }
    // `setup.zip` is a file; `ministry.gov.md` lies under a suffix of two labels.
    return labels(text) > 2 && isBelowLongSuffix(text)
  }

  /// Whether letters and digits stand in a label as in no word: `sTUlsWa1.cr` and `et2z7q0FREZ.cr` are files or keys.
  ///
  /// Only of labels that begin small: `DuckDuckGo.com` is a name. `iCloud.com`, `openSUSE.org` and `html2PDF.com` change
  /// once from small letters to capitals, or from letters to digits and back.
  private func isJumbled(_ name: Span<UInt8>) -> Bool {
    var label = Jumble()
    for index in 0..<name.count {
      let byte = name[index]
      if byte == UInt8(ascii: ".") { label = Jumble() } else { label.add(byte) }
      if label.isJumbled { return true }
    }
    return false
  }

  /// How often letters and digits change in a label.
  private struct Jumble {
    private enum Kind {
      case none, small, capital, digit
    }

    private var first = Kind.none
    private var last = Kind.none
    private var hasCapital = false
    /// Capitals behind small letters.
    private var rises = 0
    /// Letters behind digits.
    private var returns = 0

    mutating func add(_ byte: UInt8) {
      let kind: Kind =
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): .small
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): .capital
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        default: .none
        }
      if first == .none { first = kind }
      if kind == .capital {
        hasCapital = true
        if last == .small { rises += 1 }
      }
      if last == .digit, kind == .small || kind == .capital { returns += 1 }
      last = kind
    }

    var isJumbled: Bool { first == .small && (rises > 1 || hasCapital && returns > 1) }
  }

  private func labels(_ name: Span<UInt8>) -> Int {
    var count = 1
    for index in 0..<name.count where name[index] == UInt8(ascii: ".") { count += 1 }
    return count
  }

  /// Whether the last two labels are a public suffix.
  private func isBelowLongSuffix(_ name: Span<UInt8>) -> Bool {
    var start = name.count
    var dots = 0
    while start > 0, dots < 2 {
      start -= 1
      if name[start] == UInt8(ascii: ".") { dots += 1 }
    }
    let lower = string(name.extracting((start + 1)..<name.count)).lowercased()
    // Moldova's `gov.md` is not on the list of public suffixes.
    if let second = lower.split(separator: ".").first, Self.secondLevels.contains(String(second)) { return true }
    return Self.suffixes?.isPublicSuffix(lower.utf8.span) == true
  }

  /// Whether a capital letter, Latin or Cyrillic, stands at the index.
  private func isCapital(_ line: Span<UInt8>, _ index: Int) -> Bool {
    switch line[index] {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    // U+0400 to U+042F.
    case 0xd0: index + 1 < line.count && (0x80...0xaf).contains(line[index + 1])
    default: false
    }
  }

  private func hasCapital(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where isCapital(line, index) { return true }
    return false
  }
}
