/// Gathers one asset of an inventory file: canonical identifiers, no repetitions, bad values counted, and of URLs in
/// any text only the place they name.
struct AssetBuilder {
  /// Most identifiers, ports and products of one asset; a file with more is damaged or hostile.
  static let maximumParts = 100_000

  private(set) var record: AssetRecord
  private var values: Set<Identifier> = []
  private var services = Repetitions<Service>()
  private var products = Repetitions<Product>()

  /// An asset whose record begins on `line`.
  init(line: Int) { record = AssetRecord(key: "", line: line) }

  var name: String {
    get { record.name }
    set { record.name = URLText.places(in: newValue) }
  }
  var organization: String? {
    get { record.organization }
    set { record.organization = newValue.map(URLText.places(inID:)) }
  }
  var criticality: Criticality? {
    get { record.criticality }
    set { record.criticality = newValue }
  }
  var kind: AssetKind? {
    get { record.kind }
    set { record.kind = newValue }
  }
  var observed: Instant? {
    get { record.observed }
    set { record.observed = newValue }
  }

  /// Adds an identifier in canonical form, or counts why it is bad.
  ///
  /// Notes are counted too, so that they are seen.
  mutating func add(_ kind: IdentifierKind, given: String, line: Int, to output: inout InventoryOutput) {
    let (identifier, note) = Identifier.canonical(kind, given: given)
    if let note { output.skip(line: line, kind.rawValue, value: given, reason: note) }
    guard var identifier else { return }
    identifier.removePrivateParts()
    if hasRoom(record.identifiers.count, line, &output), isNew(identifier) {
      record.identifiers.append(identifier)
    }
  }

  /// Two spellings of one value are one identifier; the first spelling stays.
  private mutating func isNew(_ identifier: Identifier) -> Bool {
    if record.identifiers.count < 16 {
      return !record.identifiers.contains { $0.kind == identifier.kind && $0.value == identifier.value }
    }
    func bare(_ one: Identifier) -> Identifier { Identifier(kind: one.kind, value: one.value, given: "") }
    if values.isEmpty { values = Set(record.identifiers.map(bare)) }
    return values.insert(bare(identifier)).inserted
  }

  /// Adds a port; an exact repetition is dropped.
  mutating func add(_ given: Service, line: Int, to output: inout InventoryOutput) {
    var service = given
    service.removePrivateParts()
    if hasRoom(record.services.count, line, &output), services.isNew(service, in: record.services) {
      record.services.append(service)
    }
  }

  /// Adds a product; an exact repetition is dropped.
  mutating func add(_ given: Product, line: Int, to output: inout InventoryOutput) {
    var product = given
    product.removePrivateParts()
    if hasRoom(record.products.count, line, &output), products.isNew(product, in: record.products) {
      record.products.append(product)
    }
  }

  private func hasRoom(_ count: Int, _ line: Int, _ output: inout InventoryOutput) -> Bool {
    if count < Self.maximumParts { return true }
    output.skip(line: line, "asset", value: "", reason: "more than \(Self.maximumParts) parts in one asset")
    return false
  }

  /// The finished record, or nil if nothing identifies the asset.
  ///
  /// The key is the native id, else the first host that may be matched, else the first address that is not every
  /// machine's (loopback, link-local), else the first host, else the first address, else the first identifier; always
  /// the canonical value, so that two spellings are one asset.
  consuming func finished() -> AssetRecord? {
    guard let key = Self.key(of: record.identifiers) else { return nil }
    record.key = key
    if record.kind == nil { record.kind = AssetKind(toldBy: record.services) }
    return record
  }

  /// The key that identifiers give an asset, or nil if there is none.
  static func key(of identifiers: [Identifier]) -> String? {
    if let id = identifiers.first(where: { $0.kind == .nativeID }) { return id.value }
    // Documentation space has no names, so the switch does not matter for hosts.
    let host = identifiers.first {
      $0.kind == .host && $0.unmatchableReason(documentationSpace: true) == nil
    }
    if let host { return host.value }
    if let address = identifiers.first(where: { $0.kind == .address && isOfOneMachine($0) }) {
      return address.value
    }
    if let host = identifiers.first(where: { $0.kind == .host }) { return host.value }
    if let address = identifiers.first(where: { $0.kind == .address }) { return address.value }
    return identifiers.first?.value
  }

  /// Whether an address can be a key: agents list `127.0.0.1` first, and every machine has it.
  private static func isOfOneMachine(_ identifier: Identifier) -> Bool {
    switch identifier.unmatchableReason(documentationSpace: true) {
    case "loopback", "unspecified", "link-local", "this network", "multicast", "broadcast": false
    default: true
    }
  }
}

/// Finds repetitions: a short list is searched, beside a long one stands a set.
private struct Repetitions<Element: Hashable> {
  private var seen: Set<Element> = []

  /// Whether the element is not yet in `list`, to which the caller then adds it.
  mutating func isNew(_ element: Element, in list: [Element]) -> Bool {
    if list.count < 16 { return !list.contains(element) }
    if seen.isEmpty { seen = Set(list) }
    return seen.insert(element).inserted
  }
}
