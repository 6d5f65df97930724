/// Vezha's own inventory format: root `inventory` in `urn:vezha:inventory:1`; see `Inventory/inventory.xsd`.
///
/// Children come in any order and number. What the format does not know is counted and skipped, so that a file
/// written by hand is read as far as it can be; elements of other namespaces are ignored with their content.
final class VezhaXML: AssetFormat {
  static let id = "vezha-xml"
  static let title = "Vezha inventory XML"
  static let takes =
    "organizations, contacts, own domains and ranges; assets with everything (`Inventory/inventory.xsd`)"
  static let version = 2
  static let namespace: StaticString = "urn:vezha:inventory:1"

  var output = InventoryOutput()
  private var open: Open = .root
  private var asset: AssetBuilder?
  private var organization: Organization?
  private var service: Service?
  private var language = ""
  private var line = 0

  /// The element whose children are being read.
  private enum Open { case root, organization, asset, service }

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "inventory" && root.isIn(namespace)
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    guard element.isIn(Self.namespace) else { return .skip }
    if element.depth == 1 {
      startRoot(element)
      return .children
    }
    switch open {
    case .root: return startRecord(element)
    case .organization: return startOrganizationPart(element)
    case .asset: return startAssetPart(element)
    case .service:
      if element.name == "cpe" {
        known(element, [])
        return .text
      }
      return unknown(element)
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    switch open {
    case .root: break
    case .organization where element.depth == 2:
      open = .root
      if let organization { output.records.append(.organization(organization)) }
      organization = nil
    case .organization: endOrganizationPart(element)
    case .asset where element.depth == 2:
      open = .root
      endAsset()
    case .asset:
      if let kind = Self.identifierElement(element.name) {
        asset?.add(kind, given: element.text, line: element.line, to: &output)
      }
    case .service where element.depth == 3:
      open = .asset
      if let service { asset?.add(service, line: line, to: &output) }
      service = nil
    case .service:
      let cpe = element.text
      if cpe.isEmpty {
        output.skip(line: element.line, "cpe", value: "", reason: "empty value")
      } else {
        service?.cpe.append(cpe)
      }
    }
  }

  func finish() {}

  // MARK: root

  private func startRoot(_ element: borrowing XMLElement) {
    known(element, ["observed", "complete", "tlp"])
    let mark = trimmed(element, "tlp")
    if !mark.isEmpty, TLP(reading: mark) == nil { bad(element, "tlp", mark, "no TLP mark") }
    output.observed = time(element, "observed")
    switch trimmed(element, "complete") {
    case "", "true", "1": break
    case "false", "0": output.incomplete = "the file says that it is not complete"
    case let value: bad(element, "complete", value, "neither true nor false")
    }
  }

  private func startRecord(_ element: borrowing XMLElement) -> XMLInterest {
    switch element.name {
    case "organization":
      known(element, ["key", "sector", "parent", "language", "timezone", "criticality"])
      let key = trimmed(element, "key")
      guard !key.isEmpty else {
        bad(element, "organization", "", "no key")
        return .skip
      }
      organization = Organization(
        key: key, sector: trimmed(element, "sector"), parent: nonEmpty(trimmed(element, "parent")),
        language: nonEmpty(trimmed(element, "language")), timeZone: timeZone(element),
        criticality: choice(element, "criticality"))
      open = .organization
      return .children
    case "asset":
      known(element, ["id", "organization", "name", "kind", "criticality", "observed"])
      var builder = AssetBuilder(line: element.line)
      if let id = element.string("id") { builder.add(.nativeID, given: id, line: element.line, to: &output) }
      builder.name = trimmed(element, "name")
      builder.organization = nonEmpty(trimmed(element, "organization"))
      builder.kind = choice(element, "kind")
      builder.criticality = choice(element, "criticality")
      builder.observed = time(element, "observed")
      asset = builder
      open = .asset
      return .children
    default: return unknown(element)
    }
  }

  // MARK: organization

  private func startOrganizationPart(_ element: borrowing XMLElement) -> XMLInterest {
    switch element.name {
    case "name", "alias":
      known(element, ["lang"])
      language = trimmed(element, "lang")
      return .text
    case "domain", "range":
      known(element, [])
      return .text
    case "contact":
      known(element, ["role", "name", "email", "phone", "language", "verified"])
      addContact(element)
      return .skip
    default: return unknown(element)
    }
  }

  private func endOrganizationPart(_ element: borrowing XMLElementEnd) {
    let text = element.text
    switch element.name {
    case "name", "alias":
      guard !text.isEmpty else {
        return output.skip(
          line: element.line, element.name == "name" ? "name" : "alias", value: "", reason: "empty value")
      }
      let name = LocalizedName(language: language, text: text)
      if element.name == "name" {
        organization?.names.append(name)
      } else {
        organization?.aliases.append(name)
      }
    case "domain":
      let (identifier, note) = Identifier.canonical(.domain, given: text)
      if let note { output.skip(line: element.line, "domain", value: text, reason: note) }
      guard let identifier else { return }
      if let reason = identifier.unmatchableReason(documentationSpace: true) {
        return output.skip(line: element.line, "domain", value: text, reason: reason)
      }
      organization?.domains.append(GivenName(given: text, canonical: identifier.value))
    case "range":
      guard let (range, masked) = AddressRange.parse(text.utf8.span) else {
        return addSingleAddress(text, line: element.line)
      }
      if masked { output.skip(line: element.line, "range", value: text, reason: "host bits cleared") }
      organization?.ranges.append(GivenRange(given: text, range: range))
    default: break
    }
  }

  private func addSingleAddress(_ text: String, line: Int) {
    guard let address = Address(text), let range = AddressRange(address, address) else {
      return output.skip(line: line, "range", value: text, reason: "no range of addresses")
    }
    organization?.ranges.append(GivenRange(given: text, range: range))
  }

  private static let roles: Set<String> = ["owner", "operator", "hosting", "parent", "sector-cert", "duty"]

  private func addContact(_ element: borrowing XMLElement) {
    let role = trimmed(element, "role")
    guard Self.roles.contains(role) else { return bad(element, "contact/@role", role, "no known role") }
    organization?.contacts.append(
      Contact(
        role: role, name: trimmed(element, "name"), email: trimmed(element, "email"),
        phone: trimmed(element, "phone"),
        language: trimmed(element, "language"), verified: trimmed(element, "verified")))
  }

  // MARK: asset

  private static func identifierElement(_ name: XMLName) -> IdentifierKind? {
    switch name {
    case "host": .host
    case "domain": .domain
    case "address": .address
    case "range": .range
    case "url": .url
    case "email-domain": .emailDomain
    case "mac": .mac
    default: nil
    }
  }

  private func startAssetPart(_ element: borrowing XMLElement) -> XMLInterest {
    if Self.identifierElement(element.name) != nil {
      known(element, [])
      return .text
    }
    switch element.name {
    case "service":
      known(element, ["transport", "port", "state", "name", "product", "version"])
      guard let port = Int(trimmed(element, "port")), (0...65_535).contains(port) else {
        bad(element, "port", trimmed(element, "port"), "no port number from 0 to 65535")
        return .skip
      }
      let state = trimmed(element, "state")
      let transport = trimmed(element, "transport")
      service = Service(
        transport: transport.isEmpty ? "tcp" : transport.lowercased(), port: port,
        state: state.isEmpty ? "open" : state.lowercased(), name: trimmed(element, "name"),
        product: trimmed(element, "product"), version: trimmed(element, "version"))
      line = element.line
      open = .service
      return .children
    case "product":
      known(element, ["name", "version", "cpe", "purl"])
      let product = Product(
        name: trimmed(element, "name"), version: trimmed(element, "version"), cpe: trimmed(element, "cpe"),
        purl: trimmed(element, "purl"))
      if product.name.isEmpty, product.cpe.isEmpty, product.purl.isEmpty {
        bad(element, "product", product.version, "neither name nor cpe nor purl")
      } else {
        asset?.add(product, line: element.line, to: &output)
      }
      return .skip
    default: return unknown(element)
    }
  }

  private func endAsset() {
    guard let builder = asset else { return }
    asset = nil
    let line = builder.record.line
    let name = builder.name
    if let record = builder.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, "asset", value: name, reason: "nothing identifies it")
    }
  }

  // MARK: values

  private func bad(_ element: borrowing XMLElement, _ field: String, _ value: String, _ reason: String) {
    output.skip(line: element.line, field, value: value, reason: reason)
  }

  private func unknown(_ element: borrowing XMLElement) -> XMLInterest {
    bad(element, element.nameText, "", "unknown element")
    return .skip
  }

  /// Counts attributes without a namespace that the element does not have.
  private func known(_ element: borrowing XMLElement, _ names: [String]) {
    guard element.attributeCount > 0 else { return }
    let line = element.line
    element.forEachAttribute { name, namespace, value in
      if namespace.isEmpty, !names.contains(name) {
        output.skip(line: line, "@" + name, value: value, reason: "unknown attribute")
      }
    }
  }

  private func choice<Choice: RawRepresentable<String>>(
    _ element: borrowing XMLElement, _ name: StaticString
  ) -> Choice? {
    guard let value = nonEmpty(trimmed(element, name)) else { return nil }
    if let choice = Choice(rawValue: value) { return choice }
    bad(element, "\(name)", value, "no known value")
    return nil
  }

  private func time(_ element: borrowing XMLElement, _ name: StaticString) -> Instant? {
    guard let value = nonEmpty(trimmed(element, name)) else { return nil }
    // xs:dateTime may leave out the zone; all our times are UTC.
    if let instant = Instant(value) ?? Instant(value + "Z") { return instant }
    bad(element, "\(name)", value, "no RFC 3339 time")
    return nil
  }

  private func timeZone(_ element: borrowing XMLElement) -> LocalTimeZone? {
    guard let value = nonEmpty(trimmed(element, "timezone")) else { return nil }
    if let zone = LocalTimeZone(value) { return zone }
    bad(element, "timezone", value, "no time zone of the IANA database, such as Europe/Kyiv")
    return nil
  }

  private func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }

  /// The schema's types ignore blanks around a value.
  private func trimmed(_ element: borrowing XMLElement, _ name: StaticString) -> String {
    trimmedXML(element.text(name))
  }
}
