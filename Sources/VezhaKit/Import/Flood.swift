/// What the words of DDoSia's lists say about the kind of flood.
enum Flood {
  /// Transport and kind of flood of a row.
  static func meaning(type: Span<UInt8>, method: Span<UInt8>) -> (Transport?, AttackKind?) {
    if isWord(method, "ping") { return (.icmp, .icmp) }
    let isSyn = isWord(method, "syn")
    if isWord(type, "tcp") || isWord(type, "syn") { return (.tcp, isSyn || isWord(type, "syn") ? .syn : .tcp) }
    if isWord(type, "http") { return (.tcp, .http) }
    if isWord(type, "http2") { return (.tcp, .http2) }
    if isWord(type, "http3") { return (.udp, .http3) }
    if isWord(type, "nginx_loris") { return (.tcp, .slow) }
    if isWord(type, "udp") { return (.udp, .udp) }
    if isWord(type, "icmp") { return (.icmp, .icmp) }
    return (nil, type.count > 0 ? .other : nil)
  }

  /// Whether the text is this word, in any case.
  static func isWord(_ text: Span<UInt8>, _ word: String) -> Bool {
    text.count == word.utf8.count && starts(text, at: 0, word)
  }
}
