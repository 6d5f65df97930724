/// The tokens of some files, so that a value whose first token is not among them is known not to stand there.
struct TokenHashes: Sendable {
  private var hashes = Set<UInt64>()

  /// Reads files in every way in which `LeakCheck` reads them.
  init(_ files: [ReportFile]) {
    for file in files {
      for escaping in TokenReader.Escaping.of(file.name) {
        TokenReader.read(file.bytes, escaping) { folded, _, _ in hashes.insert(folded) }
      }
    }
  }

  /// Whether a canonical host, address or range may stand there in any form; where not, it stands there in none.
  ///
  /// Only ASCII is looked at: of other texts and of A-labels, which are printed as what they show too, nothing is known.
  func mayHold(_ value: Span<UInt8>) -> Bool {
    var end = 0
    var colons = 0
    var isNumber = true
    while end < value.count {
      let byte = value[end]
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."): break
      case UInt8(ascii: "g")...UInt8(ascii: "z"), UInt8(ascii: "-"): isNumber = false
      case UInt8(ascii: ":"): colons += 1
      // What parts tokens ends the first one: a range's slash, an underscore.
      case UInt8(ascii: "/"), UInt8(ascii: "_"): return mayBegin(value.extracting(0..<end), colons, isNumber)
      default: return true
      }
      if byte == UInt8(ascii: "-"), end >= 3, value[end - 1] == byte, value[end - 2] == UInt8(ascii: "n"),
        value[end - 3] == UInt8(ascii: "x")
      {
        return true
      }
      end += 1
    }
    return mayBegin(value, colons, isNumber)
  }

  /// Whether a first token is among those of the files; an IPv6 address is one token.
  private func mayBegin(_ token: Span<UInt8>, _ colons: Int, _ isNumber: Bool) -> Bool {
    if colons == 1 || colons > 1 && !isNumber { return true }
    // One colon at its end belongs to the sentence; no address ends so.
    if colons > 1, token[token.count - 1] == UInt8(ascii: ":"), token[token.count - 2] != UInt8(ascii: ":") {
      return true
    }
    var (start, end) = (0, token.count)
    while start < end, Self.isOuter(token[start]) { start += 1 }
    while start < end, Self.isOuter(token[end - 1]) { end -= 1 }
    return start == end || hashes.contains(Self.hash(token.extracting(start..<end)))
  }

  /// The hash that `TokenReader` gives a token.
  private static func hash(_ token: Span<UInt8>) -> UInt64 {
    var hash = TokenReader.seed
    for index in 0..<token.count { hash = (hash ^ UInt64(token[index])) &* 0x100_0000_01b3 }
    return hash &* 0x100_0000_01b3
  }

  /// What stands around a token and is none of it.
  private static func isOuter(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") }
}
