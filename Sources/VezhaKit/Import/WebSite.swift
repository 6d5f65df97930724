/// A web address as scanners write it, without what is nobody's business: user and password, path parameters such
/// as a session id, query and fragment.
struct WebSite {
  /// `scheme://host[:port][/path]` with the parts as written; no scheme where none is written.
  let url: String
  /// Lower case, or empty where none is written.
  let scheme: String
  /// As written, without brackets.
  let host: String
  /// The port written, else the one the scheme implies, else nil.
  let port: Int?

  /// Nil if the text has no host.
  init?(_ given: String) {
    let text = trimmedXML(given)
    let bytes = text.utf8.span
    guard let parts = ListedURL(bytes) else { return nil }
    host = string(bytes.extracting(parts.host))
    scheme = string(bytes.extracting(parts.scheme)).lowercased()
    port = (parts.port ?? ListedURL.defaultPort(scheme)).map(Int.init)
    url = parts.place(bytes)
  }

  /// The root of the site: everything but the path.
  func isSameSite(as other: WebSite) -> Bool {
    scheme == other.scheme && port == other.port && host.lowercased() == other.host.lowercased()
  }
}

extension AssetBuilder {
  /// Adds what stands in a field that holds a name or an address; an empty one is nothing.
  mutating func add(nameOrAddress given: String, line: Int, to output: inout InventoryOutput) {
    var text = trimmedXML(given)
    // RFC 3986 section 3.2.2: an IPv6 address beside a port stands in brackets.
    if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
    guard !text.isEmpty else { return }
    add(Address(text) == nil ? .host : .address, given: text, line: line, to: &output)
  }

  /// Adds a site: its name or address, and its url if it has a scheme.
  ///
  /// A text that is no site is counted, and shown only without what may be private in it.
  @discardableResult
  mutating func add(site given: String, line: Int, to output: inout InventoryOutput) -> WebSite? {
    guard let site = WebSite(given) else {
      output.skip(line: line, "url", value: "", reason: "no URL with a host")
      return nil
    }
    add(nameOrAddress: site.host, line: line, to: &output)
    if !site.scheme.isEmpty { add(.url, given: site.url, line: line, to: &output) }
    return site
  }

  /// Adds the port at which a scanner reached a site.
  mutating func add(reached site: WebSite, banner: String = "", line: Int, to output: inout InventoryOutput) {
    guard let port = site.port else { return }
    let (product, version) = Self.product(ofBanner: banner)
    add(
      Service(transport: "tcp", port: port, name: site.scheme, product: product, version: version),
      line: line,
      to: &output)
  }

  /// Says that the asset is a web site, unless its ports say more (a mail server may have a web page).
  mutating func isWebSite() {
    if kind == nil, AssetKind(toldBy: record.services) == nil { kind = .web }
  }

  /// Product and version of a `Server` header (RFC 9110 section 10.2.4): `nginx/1.24.0 (Ubuntu)`, `Apache Tomcat`.
  static func product(ofBanner banner: String) -> (product: String, version: String) {
    let text = trimmedXML(banner)
    if ["", "none", "unknown", "n/a", "-"].contains(text.lowercased()) { return ("", "") }
    let first = text.prefix { $0 != " " }
    guard let slash = first.firstIndex(of: "/"), slash > first.startIndex, !first.contains("://") else {
      return (text, "")
    }
    return (String(first[..<slash]), String(first[first.index(after: slash)...]))
  }
}
