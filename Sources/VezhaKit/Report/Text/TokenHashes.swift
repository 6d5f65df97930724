/// The tokens of some files, so that a value whose first token is not among them is known not to stand there.
struct TokenHashes: Sendable {
  private var hashes = Set<UInt64>()

  /// Reads files in every way in which `LeakCheck` reads them.
  init(_ files: [ReportFile]) {
    for file in files {
      for escaping in TokenReader.Escaping.of(file.name) {
        TokenReader.read(file.bytes, escaping) { token, _ in hashes.insert(token.foldedHash) }
      }
    }
  }

  /// Whether a canonical host, address or range may stand there in any form; where not, it stands there in none.
  func mayHold(_ value: Span<UInt8>) -> Bool {
    var first: [UInt8] = []
    for index in 0..<value.count {
      switch value[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        first.append(value[index])
      // What parts tokens ends the first one: a range's slash, an underscore.
      case UInt8(ascii: "/"), UInt8(ascii: "_"):
        return mayBegin(with: first)
      // Other characters and IPv6 addresses are left to the check itself.
      default: return true
      }
    }
    return mayBegin(with: first)
  }

  private func mayBegin(with token: [UInt8]) -> Bool {
    let outer: Set<UInt8> = [UInt8(ascii: "-"), UInt8(ascii: ".")]
    guard let start = token.firstIndex(where: { !outer.contains($0) }),
      let end = token.lastIndex(where: { !outer.contains($0) })
    else { return true }
    // An A-label is printed as what it shows, too.
    if HostText.holdsALabel(String(decoding: token, as: UTF8.self)) { return true }
    return hashes.contains(TokenReader.hash(token[start...end]))
  }
}
