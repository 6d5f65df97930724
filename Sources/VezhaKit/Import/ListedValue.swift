/// One entry of a list taken apart: what it names, and what it says about port, transport and path.
///
/// The name of a host is left in the caller's buffer; nothing else of the text is kept.
struct ListedValue {
  /// What the entry names.
  var kind: SubjectKind
  /// The address, where it names one.
  var address: Address?
  /// The range, where it names one.
  var range: AddressRange?
  /// From the scheme.
  var transport: Transport?
  /// As written, else from the scheme.
  var port: UInt16?
  /// Whether a port was written that is none.
  var hasBadPort = false
  /// Nil where the entry has no path and no scheme.
  var path: PathClass?

  /// The domain of a mailbox or a CVE, which is left in the caller's buffer.
  init(kind: SubjectKind) { self.kind = kind }

  /// An entry that names an address and nothing else.
  init(address: Address) {
    kind = .address
    self.address = address
  }

  /// An entry that names a range and nothing else.
  init(range: AddressRange) {
    kind = .range
    self.range = range
  }

  /// Reads an entry that is a bare name or address, as nearly all fields of structured reports are; nil for any other.
  ///
  /// What it gives is what reading the entry by all rules gives.
  init?(plain text: Span<UInt8>, host: inout [UInt8]) {
    guard text.count > 0 else { return nil }
    let last = text[text.count - 1]
    if last >= UInt8(ascii: "0"), last <= UInt8(ascii: "9") {
      guard let address = Address(text) else { return nil }
      host.removeAll(keepingCapacity: true)
      self.init(address: address)
    } else {
      guard HostName.isPlain(text) else { return nil }
      host.removeAll(keepingCapacity: true)
      append(text, to: &host)
      self.init(kind: .host)
    }
  }

  /// Reads an entry without spaces around it, already refanged.
  ///
  /// `host` gets the canonical name of a host.
  /// Forms: `scheme://user@host:port/path`, `host/path`, `host:port`, addresses, `[v6]:port`, CIDR, `start-end`,
  /// and mailboxes, of which only the domain is read.
  init(_ text: Span<UInt8>, host: inout [UInt8]) throws(HostName.Rejection) {
    host.removeAll(keepingCapacity: true)
    var start = 0
    while start < text.count, Self.isQuote(text[start]) { start += 1 }
    let scheme = Self.schemeEnd(text, from: start)
    kind = .host
    if let scheme {
      (transport, port) = Self.meaning(of: text, start..<scheme.name)
      start = scheme.rest
    }
    // The authority, with what stands in it.
    var end = start
    var colons = 0
    var lastColon = start
    var dashes = 0
    var isMailbox = false
    scan: while end < text.count {
      switch text[end] {
      case UInt8(ascii: "@"):
        isMailbox = scheme == nil && end > start
        start = end + 1
        (colons, dashes) = (0, 0)
      case UInt8(ascii: ":"):
        colons += 1
        lastColon = end
      case UInt8(ascii: "-"): dashes += 1
      case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: ","),
        UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "`"), UInt8(ascii: "'"):
        break scan
      default: break
      }
      end += 1
    }
    let pathStart = end
    if start < end, text[start] == UInt8(ascii: "[") {
      try readBracketed(text, start, end)
    } else {
      // `2001:db8::/32` ends with colons of its own.
      while end > start, Self.isTrailing(text[end - 1]) || (colons == 1 && end - 1 == lastColon) {
        end -= 1
        if end == lastColon { colons = 0 }
      }
      guard end > start else { throw .empty }
      try readName(text, start, end, colons: colons, lastColon: lastColon, hasDash: dashes > 0, into: &host)
    }
    let hasSlash =
      pathStart < text.count && (text[pathStart] == UInt8(ascii: "/") || text[pathStart] == UInt8(ascii: "?"))
    if kind == .address, scheme == nil, hasSlash, port == nil, !hasBadPort,
      let block = try Self.block(text, start, pathStart)
    {
      kind = .range
      address = nil
      range = block
    } else if hasSlash {
      var pathEnd = pathStart
      while pathEnd < text.count, !Self.endsPath(text[pathEnd]) { pathEnd += 1 }
      path = PathClass(path: text.extracting(pathStart..<pathEnd))
    } else if isMailbox, kind == .host, port == nil {
      kind = .emailDomain
    } else if scheme != nil, transport == nil || port != nil {
      path = .root
    }
  }

  private mutating func readName(
    _ text: Span<UInt8>, _ start: Int, _ end: Int, colons: Int, lastColon: Int, hasDash: Bool,
    into host: inout [UInt8]
  ) throws(HostName.Rejection) {
    var end = end
    if colons > 1 {
      let whole = text.extracting(start..<end)
      if hasDash, let parsed = AddressRange.parse(whole) {
        kind = .range
        range = parsed.range
        return
      }
      guard let parsed = Address(whole) else { throw .badCharacter }
      kind = .address
      address = parsed
      return
    }
    if colons == 1 {
      try readPort(text, lastColon + 1, end)
      end = lastColon
      guard end > start else { throw .empty }
    }
    let name = text.extracting(start..<end)
    // Only what ends like an address can be one.
    let last = text[end - 1]
    if last == UInt8(ascii: ".") || (last >= UInt8(ascii: "0") && last <= UInt8(ascii: "9")) {
      if let parsed = Address(name) {
        kind = .address
        address = parsed
        return
      }
      if hasDash, colons == 0, let parsed = AddressRange.parse(name) {
        kind = .range
        range = parsed.range
        return
      }
    }
    _ = try HostName.canonicalise(name, into: &host)
  }

  private mutating func readBracketed(_ text: Span<UInt8>, _ start: Int, _ end: Int) throws(HostName
    .Rejection)
  {
    var close = start
    while close < end, text[close] != UInt8(ascii: "]") { close += 1 }
    guard close < end, let parsed = Address(text.extracting((start + 1)..<close)) else { throw .badCharacter }
    kind = .address
    address = parsed
    if close + 1 < end, text[close + 1] == UInt8(ascii: ":") { try readPort(text, close + 2, end) }
  }

  /// Digits, perhaps followed by `)` or the like; anything else makes the entry no `host:port`.
  private mutating func readPort(_ text: Span<UInt8>, _ start: Int, _ end: Int) throws(HostName.Rejection) {
    var end = end
    while end > start, Self.isTrailing(text[end - 1]) { end -= 1 }
    guard end > start else { return }
    for index in start..<end where text[index] < UInt8(ascii: "0") || text[index] > UInt8(ascii: "9") {
      throw .badCharacter
    }
    port = VezhaKit.readPort(text.extracting(start..<end))
    hasBadPort = port == nil
  }

  /// The CIDR block, if all after the slash is a prefix length; nil if it is a path.
  private static func block(
    _ text: Span<UInt8>, _ start: Int, _ slash: Int
  ) throws(HostName.Rejection) -> AddressRange? {
    var end = slash + 1
    while end < text.count,
      (text[end] >= UInt8(ascii: "0") && text[end] <= UInt8(ascii: "9")) || text[end] == UInt8(ascii: ".")
    {
      end += 1
    }
    guard end > slash + 1 else { return nil }
    for index in end..<text.count where !isTrailing(text[index]) && text[index] != UInt8(ascii: ",") {
      return nil
    }
    guard let parsed = AddressRange.parse(text.extracting(start..<end)) else { throw .badCharacter }
    return parsed.range
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "<")
      || byte == UInt8(ascii: "(")
      || byte == UInt8(ascii: "`")
  }

  /// Characters that no URL holds (RFC 3986 appendix C suggests them as delimiters).
  private static func endsPath(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "`")
  }

  private static func isTrailing(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
      || byte == UInt8(ascii: "!")
  }

  /// Where a scheme ends and what follows its slashes begins; nil without scheme.
  ///
  /// Slashes may lean either way, one of them may be missing.
  private static func schemeEnd(_ text: Span<UInt8>, from start: Int) -> (name: Int, rest: Int)? {
    var index = start
    // The longest scheme in use is far shorter than this.
    let limit = min(text.count, start + 16)
    while index < limit {
      switch text[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"):
        index += 1
      case UInt8(ascii: "_"):
        let length = Refang.underscoredScheme(text, at: start)
        return length > 0 ? (index, start + length) : nil
      case UInt8(ascii: ":"):
        if Refang.isUnderscored(text, colon: index) { return (index, index + 3) }
        guard index - start >= 2, index + 1 < text.count, isSlash(text[index + 1]) else { return nil }
        var rest = index + 2
        while rest < text.count, rest < index + 4, isSlash(text[rest]) { rest += 1 }
        return (index, rest)
      default: return nil
      }
    }
    return nil
  }

  private static func isSlash(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
  }

  /// Transport and usual port of a scheme; `hxxp`, `hXXp`, `h**p`, `meow` are HTTP.
  private static func meaning(of text: Span<UInt8>, _ range: Range<Int>) -> (Transport?, UInt16?) {
    let name = text.extracting(range)
    switch name.count {
    case 2:
      if starts(name, at: 0, "ws") { return (.tcp, 80) }
    case 3:
      if starts(name, at: 0, "tcp") || starts(name, at: 0, "syn") { return (.tcp, nil) }
      if starts(name, at: 0, "udp") { return (.udp, nil) }
      if starts(name, at: 0, "ftp") || starts(name, at: 0, "fxp") { return (.tcp, 21) }
      if starts(name, at: 0, "ssh") { return (.tcp, 22) }
      if starts(name, at: 0, "wss") { return (.tcp, 443) }
      if starts(name, at: 0, "dns") { return (nil, 53) }
    case 4:
      if name[0] | 0x20 == UInt8(ascii: "h"), name[3] | 0x20 == UInt8(ascii: "p") { return (.tcp, 80) }
      if starts(name, at: 0, "meow") { return (.tcp, 80) }
      if starts(name, at: 0, "icmp") { return (.icmp, nil) }
    case 5:
      if name[0] | 0x20 == UInt8(ascii: "h"), name[3] | 0x20 == UInt8(ascii: "p"),
        name[4] | 0x20 == UInt8(ascii: "s")
      {
        return (.tcp, 443)
      }
    default: break
    }
    return (nil, nil)
  }
}
