/// Writes organizations and assets as Vezha XML, so that reading it again gives the same records.
///
/// Deterministic: the given order, no clock. Characters that XML cannot hold are dropped.
public struct VezhaXMLWriter {
  private var bytes: [UInt8] = []

  /// Begins a document.
  /// - Parameters:
  ///   - observed: when the inventory as a whole was made.
  ///   - complete: whether what it lacks is gone.
  ///   - tlp: the mark of the file.
  public init(observed: Instant? = nil, complete: Bool = true, tlp: TLP? = nil) {
    raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<inventory xmlns=\"urn:vezha:inventory:1\"")
    attribute("observed", observed?.description)
    if !complete { attribute("complete", "false") }
    attribute("tlp", tlp.map { "TLP:\($0.rawValue)" })
    raw(">\n")
  }

  /// The whole document for these records.
  public static func document(
    _ records: [InventoryRecord], observed: Instant? = nil, complete: Bool = true
  ) -> [UInt8] {
    var writer = VezhaXMLWriter(observed: observed, complete: complete)
    for record in records { writer.write(record) }
    return writer.takeEnd()
  }

  /// Writes one record.
  public mutating func write(_ record: InventoryRecord) {
    switch record {
    case .organization(let organization): write(organization)
    case .asset(let asset): write(asset)
    }
  }

  /// The bytes written since the last call, so that a large inventory need not be held.
  public mutating func take() -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &bytes)
    return taken
  }

  /// Ends the document and gives the bytes that are left.
  public mutating func takeEnd() -> [UInt8] {
    raw("</inventory>\n")
    return take()
  }

  private mutating func write(_ organization: Organization) {
    raw("  <organization")
    attribute("key", organization.key)
    attribute("sector", organization.sector)
    attribute("parent", organization.parent)
    attribute("language", organization.language)
    attribute("timezone", organization.timeZone?.name)
    attribute("criticality", organization.criticality?.rawValue)
    raw(">\n")
    for name in organization.names { element("name", name.text, language: name.language) }
    for alias in organization.aliases { element("alias", alias.text, language: alias.language) }
    for domain in organization.domains { element("domain", domain.given) }
    for range in organization.ranges { element("range", range.given) }
    for contact in organization.contacts {
      raw("    <contact")
      attribute("role", contact.role)
      attribute("name", contact.name)
      attribute("email", contact.email)
      attribute("phone", contact.phone)
      attribute("language", contact.language)
      attribute("verified", contact.verified)
      raw("/>\n")
    }
    raw("  </organization>\n")
  }

  private mutating func write(_ asset: AssetRecord) {
    var identifiers = asset.identifiers
    let nativeID = identifiers.firstIndex { $0.kind == .nativeID && $0.value == asset.key }
    // What was read without an id gets its key from its identifiers again; else the key itself becomes the id.
    let id = nativeID.map { identifiers.remove(at: $0).given }
    identifiers.removeAll { $0.kind == .nativeID }
    let derived = AssetBuilder.key(of: identifiers)
    raw("  <asset")
    attribute("id", id ?? (derived == asset.key ? nil : asset.key))
    attribute("organization", asset.organization)
    attribute("name", asset.name)
    attribute("kind", asset.kind?.rawValue)
    attribute("criticality", asset.criticality?.rawValue)
    attribute("observed", asset.observed?.description)
    raw(">\n")
    for identifier in identifiers { element(identifier.kind.rawValue, identifier.given) }
    for service in asset.services { write(service) }
    for product in asset.products {
      raw("    <product")
      attribute("name", product.name)
      attribute("version", product.version)
      attribute("cpe", product.cpe)
      attribute("purl", product.purl)
      raw("/>\n")
    }
    raw("  </asset>\n")
  }

  private mutating func write(_ service: Service) {
    raw("    <service")
    attribute("transport", service.transport)
    attribute("port", String(service.port))
    attribute("state", service.state)
    attribute("name", service.name)
    attribute("product", service.product)
    attribute("version", service.version)
    guard !service.cpe.isEmpty else { return raw("/>\n") }
    raw(">\n")
    for cpe in service.cpe {
      raw("  ")
      element("cpe", cpe)
    }
    raw("    </service>\n")
  }

  private mutating func element(_ name: String, _ text: String, language: String = "") {
    raw("    <\(name)")
    attribute("lang", language)
    raw(">")
    escape(text)
    raw("</\(name)>\n")
  }

  /// An attribute, unless its value is empty.
  private mutating func attribute(_ name: String, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    raw(" \(name)=\"")
    escape(value)
    raw("\"")
  }

  private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Writes text, safe in content and in attributes.
  ///
  /// XML 1.0 section 2.2 has no control characters but tab and line ends, and neither U+FFFE nor U+FFFF. Tab and line
  /// ends go as references, because an attribute would turn them into blanks.
  private mutating func escape(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": raw("&amp;")
      case "<": raw("&lt;")
      case ">": raw("&gt;")
      case "\"": raw("&quot;")
      case "\t", "\n", "\r": raw("&#\(scalar.value);")
      case "\u{fffe}", "\u{ffff}": break
      default:
        if scalar.value < 0x20 { break }
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }
}
