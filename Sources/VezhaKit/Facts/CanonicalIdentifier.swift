extension Identifier {
  /// Canonicalises an identifier as written in an inventory.
  ///
  /// A placeholder or single-label host is kept under its kind with a lower-case value; it is never matched. A port
  /// after a name or an IPv4 address is dropped. A host field that holds an address and a range field that holds one
  /// become an address, a wildcard host becomes a domain. An address field that holds a block becomes a range, but
  /// `192.0.2.5/24` is the address of an interface with the length of its prefix. Of a URL only the place it names
  /// is kept, also as given.
  /// - Returns: the identifier and a note (`host bits cleared`), or the reason why the value is bad.
  public static func canonical(_ kind: IdentifierKind, given: String) -> (
    identifier: Identifier?, note: String?
  ) {
    let bytes = given.utf8.span
    let text = bytes.extracting(trimmed(bytes, 0..<bytes.count))
    guard text.count > 0 else { return (nil, "empty value") }
    guard text.count <= maximumBytes else { return (nil, "longer than \(maximumBytes) bytes") }
    switch kind {
    case .host, .domain: return name(kind, text.extracting(0..<lengthWithoutPort(text)), given)
    case .emailDomain: return mailDomain(text, given)
    case .address, .range: return addresses(kind, text, given)
    case .url: return ListedURL.canonical(text)
    case .mac:
      guard let value = macAddress(text) else { return (nil, "no MAC address") }
      return (Identifier(kind: .mac, value: value, given: given), nil)
    case .nativeID: return (Identifier(kind: .nativeID, value: string(text), given: given), nil)
    }
  }

  /// Longest value that is looked at.
  static let maximumBytes = 2048

  /// Why this identifier is never matched (`placeholder`, `single label`, `loopback`, `too wide` ...), or nil.
  public func unmatchableReason(documentationSpace: Bool) -> String? {
    Self.unmatchableReason(kind, value.utf8.span, documentationSpace: documentationSpace)
  }

  /// Why an identifier of this kind and canonical value is never matched, or nil.
  static func unmatchableReason(
    _ kind: IdentifierKind, _ value: Span<UInt8>, documentationSpace: Bool
  ) -> String? {
    switch kind {
    case .host, .domain, .emailDomain: return nameReason(value)
    case .address:
      guard let address = Address(value) else { return "no address" }
      return address.unmatchableReason(documentationSpace: documentationSpace)
    case .range:
      guard let range = AddressRange.parse(value)?.range else { return "no range" }
      return range.unmatchableReason(documentationSpace: documentationSpace)
    case .url:
      guard let parts = ListedURL(value) else { return "no host" }
      let host = value.extracting(parts.host)
      if let address = Address(host) {
        return address.unmatchableReason(documentationSpace: documentationSpace)
      }
      return nameReason(host)
    case .mac:
      let text = string(value)
      return text == "00:00:00:00:00:00" || text == "ff:ff:ff:ff:ff:ff" ? "placeholder" : nil
    case .nativeID: return nil
    }
  }

  /// Names that scanners and registers write where they know none.
  static let placeholders: Set<String> = [
    "(empty)", "(none)", "(null)", "(unknown)", "-", "--", "=", "?", "broadcasthost", "ip6-localhost",
    "ip6-loopback",
    "localdomain", "localhost", "localhost.localdomain", "localhost4", "localhost4.localdomain4",
    "localhost6",
    "localhost6.localdomain6", "n/a", "na", "no hostname", "no registered hostname", "none", "not available",
    "null", "undefined", "unknown", "unresolved",
  ]

  /// Why a lower-case name identifies nobody, or nil.
  private static func nameReason(_ bytes: Span<UInt8>) -> String? {
    if HostName.isPlain(bytes) { return nil }
    let name = string(bytes)
    if placeholders.contains(name) || name.hasSuffix(".localhost") || name.hasSuffix(".localdomain") {
      return "placeholder"
    }
    if Address(bytes) != nil { return "address in place of a name" }
    var buffer: [UInt8] = []
    do throws(HostName.Rejection) {
      _ = try HostName.canonicalise(bytes, into: &buffer)
      return nil
    } catch { return error.reason }
  }

  /// How long a text is without a port after it, if it has one colon and behind that a port.
  private static func lengthWithoutPort(_ text: Span<UInt8>) -> Int {
    var colon = text.count
    for index in 0..<text.count where text[index] == UInt8(ascii: ":") {
      guard colon == text.count else { return text.count }
      colon = index
    }
    guard colon < text.count, readPort(text.extracting((colon + 1)..<text.count)) != nil else { return text.count }
    return colon
  }

  private static func name(_ kind: IdentifierKind, _ text: Span<UInt8>, _ given: String) -> (
    Identifier?, String?
  ) {
    if kind == .host, let address = Address(text) {
      return (Identifier(kind: .address, value: address.description, given: given), nil)
    }
    let lowered = string(text).lowercased()
    if placeholders.contains(lowered) || Address(text) != nil {
      return (Identifier(kind: kind, value: lowered, given: given), nil)
    }
    var buffer: [UInt8] = []
    do throws(HostName.Rejection) {
      let isWildcard = try HostName.canonicalise(text, into: &buffer)
      let value = String(decoding: buffer, as: UTF8.self)
      guard isWildcard, kind == .host else {
        return (Identifier(kind: kind, value: value, given: given), nil)
      }
      return (Identifier(kind: .domain, value: value, given: given), "wildcard read as the whole zone")
    } catch {
      switch error {
      case .singleLabel, .numericLastLabel:
        // The buffer holds the folded name; IDNA has been applied.
        return (Identifier(kind: kind, value: String(decoding: buffer, as: UTF8.self), given: given), nil)
      case .empty, .badCharacter, .badLabel, .tooLong: return (nil, error.reason)
      }
    }
  }

  private static func mailDomain(_ text: Span<UInt8>, _ given: String) -> (Identifier?, String?) {
    // The last `@` ends the local part, which may hold quoted ones (RFC 5321 section 4.1.2).
    var start = text.count
    while start > 0, text[start - 1] != UInt8(ascii: "@") { start -= 1 }
    let domain = text.extracting(start..<text.count)
    guard domain.count > 0 else { return (nil, HostName.Rejection.empty.reason) }
    return name(.emailDomain, domain, given)
  }

  private static func addresses(
    _ kind: IdentifierKind, _ text: Span<UInt8>, _ given: String
  ) -> (Identifier?, String?) {
    let length = kind == .address ? lengthWithoutPort(text) : text.count
    if let address = Address(text.extracting(0..<length)) {
      return (Identifier(kind: .address, value: address.description, given: given), nil)
    }
    guard let (range, maskedHostBits) = AddressRange.parse(text) else {
      return (nil, kind == .address ? "no address" : "no range of addresses")
    }
    if let address = singleAddress(kind, text, range, maskedHostBits) {
      return (Identifier(kind: .address, value: address.description, given: given), nil)
    }
    let identifier = Identifier(kind: .range, value: range.description, given: given)
    return (identifier, maskedHostBits ? "host bits cleared" : nil)
  }

  /// The one address that a block stands for: it has no other, or an interface wrote its prefix behind its address.
  private static func singleAddress(
    _ kind: IdentifierKind, _ text: Span<UInt8>, _ range: AddressRange, _ hasHostBits: Bool
  ) -> Address? {
    if range.lower == range.upper { return range.lower }
    guard kind == .address, hasHostBits else { return nil }
    var slash = 0
    while slash < text.count, text[slash] != UInt8(ascii: "/") { slash += 1 }
    return Address(text.extracting(0..<slash))
  }

  /// Six octets in lower-case colon form, from `aa:bb:..`, `aa-bb-..`, `aa.bb..`, `aabb.ccdd.eeff` or bare digits.
  private static func macAddress(_ text: Span<UInt8>) -> String? {
    var digits: [UInt8] = []
    for index in 0..<text.count {
      switch text[index] {
      case UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "."):
        guard digits.count % 2 == 0 else { return nil }
      case let byte:
        guard hexadecimalDigit(byte) != nil, digits.count < 12 else { return nil }
        digits.append(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "F") ? byte | 0x20 : byte)
      }
    }
    guard digits.count == 12 else { return nil }
    return stride(from: 0, to: 12, by: 2).map { String(decoding: digits[$0..<($0 + 2)], as: UTF8.self) }
      .joined(separator: ":")
  }
}
