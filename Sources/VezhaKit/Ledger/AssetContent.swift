/// All that an edition says of an asset, as the ledger compares it.
struct AssetContent: Equatable {
  var name = ""
  var organization: String?
  var criticality: Criticality?
  var kind: AssetKind?
  var observed: Instant?
  var identifiers: [Identifier] = []
  var services: [Service] = []
  var products: [Product] = []

  init() {}

  init(_ record: AssetRecord) {
    name = record.name
    organization = record.organization
    criticality = record.criticality
    kind = record.kind
    observed = record.observed
    identifiers = record.identifiers
    services = record.services
    products = record.products
  }

  /// Adds what another record of the same key says.
  ///
  /// Where they differ, the order in which they come does not matter.
  mutating func merge(_ other: AssetContent) {
    name = [name, other.name].filter { !$0.isEmpty }.min() ?? ""
    organization = [organization, other.organization].compactMap { $0 }.min()
    criticality = [criticality, other.criticality].compactMap { $0 }.max()
    kind = [kind, other.kind].compactMap { $0 }.min { $0.rawValue < $1.rawValue }
    observed = [observed, other.observed].compactMap { $0 }.max()
    let known = Set(identifiers.map { IdentifierKey($0) })
    identifiers += other.identifiers.filter { !known.contains(IdentifierKey($0)) }
    merge(other.services)
    let products = Set(products)
    self.products += other.products.filter { !products.contains($0) }
  }

  private mutating func merge(_ others: [Service]) {
    struct Port: Hashable {
      var transport: String
      var port: Int
    }
    var positions: [Port: Int] = [:]
    for (position, service) in services.enumerated() {
      positions[Port(transport: service.transport, port: service.port)] = position
    }
    for service in others {
      let port = Port(transport: service.transport, port: service.port)
      if let position = positions[port] {
        services[position].merge(service)
      } else {
        positions[port] = services.count
        services.append(service)
      }
    }
  }

  /// Whether the facts are the same; when they were observed does not matter, nor how they were written.
  func says(theSameAs other: AssetContent) -> Bool {
    name == other.name && organization == other.organization && criticality == other.criticality
      && kind == other.kind
      && Set(identifiers.map { IdentifierKey($0) }) == Set(other.identifiers.map { IdentifierKey($0) })
      && Set(services) == Set(other.services) && Set(products) == Set(other.products)
  }
}

/// What makes two identifiers the same.
struct IdentifierKey: Hashable {
  var kind: IdentifierKind
  var value: String

  init(_ identifier: Identifier) {
    kind = identifier.kind
    value = identifier.value
  }
}

extension Service {
  /// Adds what another record says of the same port; an open answer outweighs others, a product with its version those
  /// without.
  mutating func merge(_ other: Service) {
    state = state == "open" || other.state == "open" ? "open" : min(state, other.state)
    name = [name, other.name].filter { !$0.isEmpty }.min() ?? ""
    if (other.product.isEmpty ? 1 : 0, other.version.isEmpty ? 1 : 0, other.product, other.version)
      < (product.isEmpty ? 1 : 0, version.isEmpty ? 1 : 0, product, version)
    {
      product = other.product
      version = other.version
    }
    cpe = Set(cpe + other.cpe).sorted()
  }
}
