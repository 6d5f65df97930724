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

  /// Adds what another record of the same key says; what is stated first stays.
  mutating func merge(_ other: AssetContent) {
    if name.isEmpty { name = other.name }
    organization = organization ?? other.organization
    criticality = [criticality, other.criticality].compactMap { $0 }.max()
    kind = kind ?? other.kind
    observed = [observed, other.observed].compactMap { $0 }.max()
    let known = Set(identifiers.map { IdentifierKey($0) })
    identifiers += other.identifiers.filter { !known.contains(IdentifierKey($0)) }
    for service in other.services {
      if let index = services.firstIndex(where: { $0.port == service.port && $0.transport == service.transport }) {
        services[index].merge(service)
      } else {
        services.append(service)
      }
    }
    let products = Set(products)
    self.products += other.products.filter { !products.contains($0) }
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
  /// Adds what another record says of the same port; an open answer outweighs others.
  mutating func merge(_ other: Service) {
    if other.state == "open" { state = "open" }
    if name.isEmpty { name = other.name }
    if product.isEmpty { product = other.product }
    if version.isEmpty { version = other.version }
    cpe += other.cpe.filter { !cpe.contains($0) }
  }
}
