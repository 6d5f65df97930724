import Crypto

/// URLs inside texts: `Scan of https://user:password@www.example.org/?token=…` is a name that somebody gave a scan.
enum URLText {
  /// A text in which each URL names its place and nothing else: no user, password, parameters, query or fragment.
  ///
  /// What cannot be read as a URL is cut after its `://`.
  static func places(in text: String) -> String { places(in: text) { _ in "" } }

  /// The same of a text that is an id: what was cut off stands there as its hash, so that two ids stay two.
  static func places(inID text: String) -> String {
    places(in: text) { rest in
      let digits = SHA256.hash(data: rest).prefix(8).map { byte in
        String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
      }
      return "#" + digits.joined()
    }
  }

  private static func places(in text: String, mark: ([UInt8]) -> String) -> String {
    let bytes = text.utf8.span
    guard var colon = nextURL(bytes, from: 0) else { return text }
    var kept = ""
    var index = 0
    while true {
      var start = colon
      while start > index, isSchemeByte(bytes[start - 1]) { start -= 1 }
      while start < colon, !isLetter(bytes[start]) { start += 1 }
      var end = colon + 3
      while end < bytes.count, !isSpace(bytes[end]) { end += 1 }
      kept += string(bytes.extracting(index..<start))
      let url = bytes.extracting(start..<end)
      if let parts = ListedURL(url), !parts.scheme.isEmpty {
        let rest = url.extracting(parts.plainPath(url).upperBound..<url.count)
        kept += parts.place(url) + (rest.count == 0 ? "" : mark(array(rest)))
      } else {
        kept += string(bytes.extracting(start..<(colon + 3))) + mark(array(url))
      }
      index = end
      guard let next = nextURL(bytes, from: end) else { break }
      colon = next
    }
    return kept + string(bytes.extracting(index..<bytes.count))
  }

  /// Where the next `://` stands, or nil.
  private static func nextURL(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    var last = start + 2
    while last < bytes.count {
      switch bytes[last] {
      case UInt8(ascii: "/"):
        if bytes[last - 1] == UInt8(ascii: "/"), bytes[last - 2] == UInt8(ascii: ":") { return last - 2 }
        last += 1
      case UInt8(ascii: ":"): last += 2
      default: last += 3
      }
    }
    return nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }

  /// RFC 3986 section 3.1.
  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: isLetter(byte)
    }
  }
}

extension Identifier {
  /// The identifier as it may be kept.
  mutating func removePrivateParts() {
    if kind == .nativeID { value = URLText.places(inID: value) }
    given = kind == .nativeID ? URLText.places(inID: given) : URLText.places(in: given)
  }
}

extension Service {
  /// The port as it may be kept.
  mutating func removePrivateParts() {
    transport = URLText.places(in: transport)
    state = URLText.places(in: state)
    name = URLText.places(in: name)
    product = URLText.places(in: product)
    version = URLText.places(in: version)
    for index in cpe.indices { cpe[index] = URLText.places(in: cpe[index]) }
  }
}

extension Product {
  /// The product as it may be kept.
  mutating func removePrivateParts() {
    name = URLText.places(in: name)
    version = URLText.places(in: version)
    cpe = URLText.places(in: cpe)
    purl = URLText.places(in: purl)
  }
}

extension Organization {
  /// The organization as it may be kept.
  func withoutPrivateParts() -> Organization {
    func plain(_ names: [LocalizedName]) -> [LocalizedName] {
      names.map { LocalizedName(language: URLText.places(in: $0.language), text: URLText.places(in: $0.text)) }
    }
    var kept = self
    kept.key = URLText.places(inID: key)
    kept.parent = parent.map(URLText.places(inID:))
    kept.language = language.map(URLText.places(in:))
    kept.sector = URLText.places(in: sector)
    kept.names = plain(names)
    kept.aliases = plain(aliases)
    kept.contacts = contacts.map { contact in
      Contact(
        role: contact.role, name: URLText.places(in: contact.name), email: URLText.places(in: contact.email),
        phone: URLText.places(in: contact.phone), language: URLText.places(in: contact.language),
        verified: URLText.places(in: contact.verified))
    }
    return kept
  }
}
