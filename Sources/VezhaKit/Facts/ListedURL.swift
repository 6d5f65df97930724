// URLs as identifiers of an inventory: scheme, host, port and path; no user info, query or fragment.

extension Identifier {
  /// The host of a canonical URL: a canonical name, or an address without brackets.
  ///
  /// Nil if it is no such URL.
  public static func urlHost(_ canonicalURL: String) -> String? {
    guard let parts = ListedURL(canonicalURL.utf8.span) else { return nil }
    return string(canonicalURL.utf8.span.extracting(parts.host))
  }
}

/// Where the parts of a URL stand in its bytes.
struct ListedURL {
  /// `https`, of any case.
  var scheme: Range<Int>
  /// Without brackets.
  var host: Range<Int>
  /// Whether the host stood in brackets.
  var isBracketed: Bool
  /// Nil where none or an empty one is written.
  var port: UInt16?
  /// From the first slash to the query or fragment; may be empty.
  var path: Range<Int>

  /// Splits `scheme://[user@]host[:port][/path][?query][#fragment]`; without a scheme its range is empty.
  init?(_ text: Span<UInt8>) {
    var start = 0
    scheme = 0..<0
    if let end = Self.schemeEnd(text) {
      scheme = 0..<end
      start = end + 3
    } else if text.count > 2, text[0] == UInt8(ascii: "/"), text[1] == UInt8(ascii: "/") {
      start = 2
    }
    var end = start
    var afterUser = start
    while end < text.count, !Self.endsAuthority(text[end]) {
      if text[end] == UInt8(ascii: "@") { afterUser = end + 1 }
      end += 1
    }
    start = afterUser
    var pathEnd = end
    while pathEnd < text.count, text[pathEnd] != UInt8(ascii: "?"), text[pathEnd] != UInt8(ascii: "#") {
      pathEnd += 1
    }
    path = end..<pathEnd
    isBracketed = start < end && text[start] == UInt8(ascii: "[")
    var hostEnd = start
    if isBracketed {
      while hostEnd < end, text[hostEnd] != UInt8(ascii: "]") { hostEnd += 1 }
      guard hostEnd < end, hostEnd > start + 1 else { return nil }
      host = (start + 1)..<hostEnd
      hostEnd += 1
    } else {
      while hostEnd < end, text[hostEnd] != UInt8(ascii: ":") { hostEnd += 1 }
      guard hostEnd > start else { return nil }
      host = start..<hostEnd
    }
    guard hostEnd < end else { return }
    guard text[hostEnd] == UInt8(ascii: ":") else { return nil }
    guard hostEnd + 1 < end else { return }
    guard let number = readPort(text.extracting((hostEnd + 1)..<end)) else { return nil }
    port = number
  }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
      || byte == UInt8(ascii: "\\")
  }

  /// Where `://` stands after a scheme (RFC 3986 section 3.1), or nil.
  private static func schemeEnd(_ text: Span<UInt8>) -> Int? {
    var index = 0
    while index < text.count {
      switch text[index] | 0x20 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): break
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+") | 0x20, UInt8(ascii: "-") | 0x20,
        UInt8(ascii: ".") | 0x20:
        guard index > 0 else { return nil }
      case UInt8(ascii: ":"):
        guard index > 0, index + 2 < text.count, text[index + 1] == UInt8(ascii: "/"),
          text[index + 2] == UInt8(ascii: "/")
        else { return nil }
        return index
      default: return nil
      }
      index += 1
    }
    return nil
  }

  /// The path without its parameters, such as a session id, and without a further URL inside it.
  func plainPath(_ text: Span<UInt8>) -> Range<Int> {
    for index in path where text[index] == UInt8(ascii: ";") || starts(text, at: index, "://") {
      return path.lowerBound..<index
    }
    return path
  }

  /// The place that a URL names, as written: scheme, host, port and path.
  ///
  /// What else a URL may say is nobody's business: user and password, parameters, query and fragment.
  func place(_ text: Span<UInt8>) -> String {
    let start = isBracketed ? host.lowerBound - 1 : host.lowerBound
    let head = scheme.isEmpty ? "" : string(text.extracting(scheme)) + "://"
    return head + string(text.extracting(start..<plainPath(text).upperBound))
  }

  /// The canonical URL identifier of a text, or the reason why it is none.
  ///
  /// What is kept as given is the place alone.
  static func canonical(_ text: Span<UInt8>) -> (identifier: Identifier?, note: String?) {
    guard let parts = ListedURL(text), !parts.scheme.isEmpty || !hasScheme(text) else {
      return (nil, "no URL with a host")
    }
    let written = text.extracting(parts.host)
    let scheme = parts.scheme.isEmpty ? "https" : string(text.extracting(parts.scheme)).lowercased()
    var host = ""
    if let address = Address(written) {
      host = address.isIPv4 ? address.description : "[\(address)]"
    } else if parts.isBracketed {
      return (nil, "no address in brackets")
    } else {
      // A name nobody can match is kept, as it is for the kind `host`.
      let (name, reason) = Identifier.canonical(.domain, given: string(written))
      guard let name else { return (nil, reason) }
      host = name.value
    }
    var value = "\(scheme)://\(host)"
    if let port = parts.port, defaultPort(scheme) != port { value += ":\(port)" }
    let path = trimmed(text, parts.plainPath(text))
    value += path.isEmpty ? "/" : string(text.extracting(path))
    let note: String? = parts.scheme.isEmpty ? "no scheme, read as https" : nil
    return (Identifier(kind: .url, value: value, given: parts.place(text)), note)
  }

  /// Whether `://` stands somewhere in a text, be it after a scheme or not.
  private static func hasScheme(_ text: Span<UInt8>) -> Bool {
    for index in 0..<text.count where starts(text, at: index, "://") { return true }
    return false
  }

  /// The port a scheme implies, or nil.
  static func defaultPort(_ scheme: String) -> UInt16? {
    switch scheme {
    case "http", "ws": 80
    case "https", "wss": 443
    case "ftp": 21
    case "ssh", "sftp": 22
    default: nil
    }
  }
}
