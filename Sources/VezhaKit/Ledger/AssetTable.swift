import GRDB

/// Reads and writes one asset's rows.
///
/// All statements are prepared once for an edition.
final class AssetTable {
  private let insertAsset: FactStatement
  private let findAsset: FactStatement
  private let insertVersion: FactStatement
  private let insertService: FactStatement
  private let insertProduct: FactStatement
  private let insertIdentifier: FactStatement
  private let insertEnd: FactStatement
  private let insertOwner: FactStatement
  private let findVersion: FactStatement
  private let findServices: FactStatement
  private let findProducts: FactStatement
  private let findIdentifiers: FactStatement
  private let findOwner: FactStatement
  private let erasures: [FactStatement]
  private let keys: OrganizationKeys

  /// Statements for one edition; `marks` tells which rows are older than it.
  init(_ db: Database, marks: FactsChain.Marks) throws {
    keys = OrganizationKeys(try Ledger.keyChanges(db, marks))
    insertAsset = try FactStatement(db, "INSERT OR IGNORE INTO asset (source, key) VALUES (?, ?)")
    findAsset = try FactStatement(db, "SELECT id FROM asset WHERE source = ? AND key = ?")
    insertVersion = try FactStatement(
      db,
      """
      INSERT INTO assetVersion (asset, edition, name, organization, criticality, kind, observed, retired)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """)
    insertService = try FactStatement(
      db,
      """
      INSERT INTO service (version, transport, port, state, name, product, release, cpe)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """)
    insertProduct = try FactStatement(
      db, "INSERT INTO product (version, name, release, cpe, purl) VALUES (?, ?, ?, ?, ?)")
    insertIdentifier = try FactStatement(
      db, "INSERT INTO identifier (asset, organization, edition, kind, value, given) VALUES (?, ?, ?, ?, ?, ?)")
    insertEnd = try FactStatement(db, "INSERT INTO identifierEnd (identifier, edition) VALUES (?, ?)")
    insertOwner = try FactStatement(db, "INSERT INTO owner (asset, entry, organization, reason) VALUES (?, ?, ?, ?)")
    findVersion = try FactStatement(
      db,
      """
      SELECT id, name, organization, criticality, kind, observed, retired FROM assetVersion
      WHERE asset = ? AND id <= ? ORDER BY id DESC LIMIT 1
      """)
    findServices = try FactStatement(
      db, "SELECT transport, port, state, name, product, release, cpe FROM service WHERE version = ? ORDER BY id")
    findProducts = try FactStatement(
      db, "SELECT name, release, cpe, purl FROM product WHERE version = ? ORDER BY id")
    findIdentifiers = try FactStatement(
      db,
      """
      SELECT i.id, i.kind, i.value, i.given FROM identifier i LEFT JOIN identifierEnd e ON e.identifier = i.id
      AND e.id <= ? WHERE i.asset = ? AND i.id <= ? AND e.id IS NULL ORDER BY i.id
      """)
    findOwner = try FactStatement(
      db, "SELECT organization, reason FROM owner WHERE asset = ? AND id <= ? ORDER BY id DESC LIMIT 1")
    let version = marks["assetVersion"]
    erasures = try [
      "DELETE FROM service WHERE version IN (SELECT id FROM assetVersion WHERE asset = ? AND id > \(version))",
      "DELETE FROM product WHERE version IN (SELECT id FROM assetVersion WHERE asset = ? AND id > \(version))",
      "DELETE FROM assetVersion WHERE asset = ? AND id > \(version)",
      """
      DELETE FROM identifierEnd WHERE id > \(marks["identifierEnd"])
      AND identifier IN (SELECT id FROM identifier WHERE asset = ?)
      """,
      "DELETE FROM identifier WHERE asset = ? AND id > \(marks["identifier"])",
      "DELETE FROM owner WHERE asset = ? AND id > \(marks["owner"])",
    ].map { try FactStatement(db, $0) }
  }

  /// What is in force of an asset at some row ids.
  struct State {
    var content: AssetContent
    var isRetired: Bool
    /// Row ids of the identifiers in force, in the order of `content.identifiers`.
    var identifierRows: [Int]
  }

  /// The asset's row, made if there is none.
  func row(source: Int, key: String) throws -> (id: Int, isNew: Bool) {
    insertAsset.bind(1, source)
    insertAsset.bind(2, key)
    if let id = try insertAsset.insertOrIgnore() { return (id, true) }
    findAsset.bind(1, source)
    findAsset.bind(2, key)
    var id = 0
    try findAsset.forEach { id = $0.int(0) }
    return (id, false)
  }

  /// What is in force of an asset by the rows up to the marks; nil if it has no version by then.
  func state(of asset: Int, upTo marks: FactsChain.Marks?) throws -> State? {
    var version = 0
    var content = AssetContent()
    var isRetired = false
    findVersion.bind(1, asset)
    findVersion.bind(2, marks?["assetVersion"] ?? .max)
    try findVersion.forEach { row in
      version = row.int(0)
      content.name = row.text(1)
      content.organization = row.textOrNil(2)
      content.criticality = row.textOrNil(3).flatMap(Criticality.init(rawValue:))
      content.kind = row.textOrNil(4).flatMap(AssetKind.init(rawValue:))
      content.observed = row.intOrNil(5).map { Instant(microseconds: Int64($0)) }
      isRetired = row.int(6) == 1
    }
    guard version > 0 else { return nil }
    content.services = try services(of: version)
    findProducts.bind(1, version)
    try findProducts.forEach {
      content.products.append(Product(name: $0.text(0), version: $0.text(1), cpe: $0.text(2), purl: $0.text(3)))
    }
    var rows: [Int] = []
    findIdentifiers.bind(1, marks?["identifierEnd"] ?? .max)
    findIdentifiers.bind(2, asset)
    findIdentifiers.bind(3, marks?["identifier"] ?? .max)
    try findIdentifiers.forEach { row in
      guard let kind = IdentifierKind(rawValue: row.text(1)) else { return }
      rows.append(row.int(0))
      content.identifiers.append(Identifier(kind: kind, value: row.text(2), given: row.text(3)))
    }
    return State(content: content, isRetired: isRetired, identifierRows: rows)
  }

  private func services(of version: Int) throws -> [Service] {
    var services: [Service] = []
    findServices.bind(1, version)
    try findServices.forEach { row in
      services.append(
        Service(
          transport: row.text(0), port: row.int(1), state: row.text(2), name: row.text(3), product: row.text(4),
          version: row.text(5), cpe: row.text(6).split(separator: "\n").map(String.init)))
    }
    return services
  }

  /// The owner in force, by the key it has now.
  func owner(of asset: Int, upTo marks: FactsChain.Marks?) throws -> (organization: String, reason: String)? {
    var found: (String, String)?
    findOwner.bind(1, asset)
    findOwner.bind(2, marks?["owner"] ?? .max)
    try findOwner.forEach { found = (keys.current($0.text(0)), $0.text(1)) }
    return found
  }

  /// The key that an organization has now, whatever a file calls it.
  func currentKey(_ organization: String) -> String { keys.current(organization) }

  /// Writes a version with its services and products.
  func writeVersion(_ asset: Int, edition: Int, _ content: AssetContent, isRetired: Bool) throws {
    insertVersion.bind(1, asset)
    insertVersion.bind(2, edition)
    insertVersion.bind(3, content.name)
    insertVersion.bind(4, content.organization)
    insertVersion.bind(5, content.criticality?.rawValue)
    insertVersion.bind(6, content.kind?.rawValue)
    insertVersion.bind(7, content.observed.map { Int($0.microseconds) })
    insertVersion.bind(8, isRetired ? 1 : 0)
    let version = try insertVersion.insert()
    for service in content.services {
      insertService.bind(1, version)
      insertService.bind(2, service.transport)
      insertService.bind(3, service.port)
      insertService.bind(4, service.state)
      insertService.bind(5, service.name)
      insertService.bind(6, service.product)
      insertService.bind(7, service.version)
      insertService.bind(8, service.cpe.joined(separator: "\n"))
      try insertService.run()
    }
    for product in content.products {
      insertProduct.bind(1, version)
      insertProduct.bind(2, product.name)
      insertProduct.bind(3, product.version)
      insertProduct.bind(4, product.cpe)
      insertProduct.bind(5, product.purl)
      try insertProduct.run()
    }
  }

  /// Writes identifiers of an asset.
  func writeIdentifiers(_ asset: Int, edition: Int, _ identifiers: some Sequence<Identifier>) throws {
    for identifier in identifiers {
      insertIdentifier.bind(1, asset)
      insertIdentifier.bind(2, nil as Int?)
      insertIdentifier.bind(3, edition)
      insertIdentifier.bind(4, identifier.kind.rawValue)
      insertIdentifier.bind(5, identifier.value)
      insertIdentifier.bind(6, identifier.given)
      try insertIdentifier.run()
    }
  }

  /// Writes that an identifier is no longer held.
  func writeEnd(_ identifier: Int, edition: Int) throws {
    insertEnd.bind(1, identifier)
    insertEnd.bind(2, edition)
    try insertEnd.run()
  }

  /// Writes who owns an asset.
  func writeOwner(_ asset: Int, entry: Int, organization: String, reason: String) throws {
    insertOwner.bind(1, asset)
    insertOwner.bind(2, entry)
    insertOwner.bind(3, organization)
    insertOwner.bind(4, reason)
    try insertOwner.run()
  }

  /// Takes back what this edition wrote of an asset: another record of the same key came.
  func erase(_ asset: Int) throws { try erase(asset, by: erasures) }

  /// Takes back the version that this edition wrote of an asset, and nothing else of it.
  func eraseVersion(_ asset: Int) throws { try erase(asset, by: Array(erasures.prefix(3))) }

  private func erase(_ asset: Int, by erasures: [FactStatement]) throws {
    for erasure in erasures {
      erasure.bind(1, asset)
      try erasure.run()
    }
  }
}
