import Foundation
import GRDB

/// An inventory with the ledger's row ids of its assets.
public struct LoadedInventory: Sendable {
  /// The inventory.
  public var inventory: Inventory
  /// Row id of each asset, by its position.
  var rows: [Int]
}

extension Ledger {
  /// Settings known at a time; the defaults if none are.
  public func settings(asKnown: Instant? = nil) throws -> Settings {
    try read { db in try Self.settings(db, try FactsChain.head(db, asKnown: asKnown).marks) }
  }

  static func settings(_ db: Database, _ marks: FactsChain.Marks) throws -> Settings {
    let text = try String.fetchOne(
      db, sql: "SELECT value FROM setting WHERE id <= ? ORDER BY id DESC LIMIT 1",
      arguments: [marks["setting"]])
    guard let text else { return Settings() }
    do { return try JSONDecoder().decode(Settings.self, from: Data(text.utf8)) } catch {
      throw LedgerError(.inconsistent, path: "", reason: "the settings cannot be read")
    }
  }

  /// Writes settings that differ from those known.
  static func writeSettings(_ db: Database, _ settings: Settings, entry: Int) throws {
    let head = try FactsChain.head(db)
    if try Self.settings(db, head.marks) == settings { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(settings), as: UTF8.self)
    try db.execute(sql: "INSERT INTO setting (entry, value) VALUES (?, ?)", arguments: [entry, text])
  }

  /// Organizations known at a time, the configured file's before others, ordered by key.
  public func organizations(asKnown: Instant? = nil) throws -> [Organization] {
    try read { db in try Self.registered(db, try FactsChain.head(db, asKnown: asKnown).marks) }
  }

  /// Organizations by the rows up to the marks.
  static func registered(_ db: Database, _ marks: FactsChain.Marks) throws -> [Organization] {
    var latest: [Int: (key: String, rank: Int, version: Int, value: String, retired: Bool)] = [:]
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT o.id, o.key, o.source IN (SELECT source FROM edition WHERE role = 'organizations' AND id IN
        (SELECT max(id) FROM edition WHERE id <= ? GROUP BY source)), v.id, v.value, v.retired
        FROM organizationVersion v JOIN organization o ON o.id = v.organization WHERE v.id <= ? ORDER BY v.id
        """, arguments: [marks["edition"], marks["organizationVersion"]])
    while let row = try rows.next() {
      latest[row[0]] = (row[1], row[2], row[3], row[4], (row[5] as Int) == 1)
    }
    var winners: [String: (rank: Int, version: Int, value: String, retired: Bool)] = [:]
    for entry in latest.values {
      let rank = (entry.retired ? 0 : 2) + entry.rank
      if let current = winners[entry.key], (current.rank, current.version) > (rank, entry.version) {
        continue
      }
      winners[entry.key] = (rank, entry.version, entry.value, entry.retired)
    }
    let all = winners.values.compactMap { winner -> Organization? in
      guard var organization = StoredOrganization(text: winner.value)?.organization else { return nil }
      if winner.retired {
        organization.domains = []
        organization.ranges = []
      }
      return organization
    }
    return underPresentKeys(all, OrganizationKeys(try keyChanges(db, marks)))
  }

  /// Organizations under the keys they have now, ordered by key; what was merged is one.
  private static func underPresentKeys(_ given: [Organization], _ keys: OrganizationKeys) -> [Organization] {
    let given = given.sorted { $0.key < $1.key }
    guard !keys.isEmpty else { return given }
    var byKey: [String: Organization] = [:]
    // Whoever has the key by its own record comes first.
    for organization in given.filter({ keys.current($0.key) == $0.key })
      + given.filter({ keys.current($0.key) != $0.key })
    {
      var organization = organization
      organization.key = keys.current(organization.key)
      organization.parent = organization.parent.map { keys.current($0) }
      byKey[organization.key] = byKey[organization.key]?.merged(with: organization) ?? organization
    }
    return byKey.values.map { organization in
      var organization = organization
      organization.formerKeys = keys.formers(of: organization.key)
      if organization.parent == organization.key { organization.parent = nil }
      return organization
    }.sorted { $0.key < $1.key }
  }

  /// Marks of all that the inventory as known at a time rests on: the same marks, the same inventory.
  func inventoryBasis(asKnown: Instant?) throws -> [Int] {
    try read { db in
      let marks = try FactsChain.head(db, asKnown: asKnown).marks
      return [
        "source", "edition", "organization", "organizationVersion", "asset", "assetVersion", "identifier",
        "identifierEnd", "owner", "organizationKey",
      ].map { marks[$0] }
    }
  }

  /// The inventory as known at a time.
  public func inventory(asKnown: Instant? = nil) throws -> LoadedInventory {
    try read { db in try Self.inventory(db, try FactsChain.head(db, asKnown: asKnown).marks) }
  }

  static func inventory(_ db: Database, _ marks: FactsChain.Marks) throws -> LoadedInventory {
    let organizations = try registered(db, marks)
    let owners = try AssetOwners(db, marks)
    var all = organizations
    let known = Set(all.flatMap { [$0.key] + $0.formerKeys })
    // An organization may have been renamed of which nobody ever said more than its key.
    let keys = OrganizationKeys(try keyChanges(db, marks))
    all += Set(Set(owners.keys).subtracting(known).map { keys.current($0) }).subtracting(known).map { key in
      var organization = Organization(key: key)
      organization.formerKeys = keys.formers(of: key)
      return organization
    }
    var inventory = Inventory(organizations: all)
    inventory.reserve(assets: marks["asset"], identifiers: marks["identifier"])
    let (rows, positions) = try loadAssets(db, marks, owners, into: &inventory)
    try loadIdentifiers(db, marks, positions, into: &inventory)
    return LoadedInventory(inventory: inventory, rows: rows)
  }

  /// The owner in force of each asset, by row id.
  private struct AssetOwners {
    private(set) var keys: [String] = []
    /// Position in `keys`, or -1.
    private(set) var numbers: [Int32]

    init(_ db: Database, _ marks: FactsChain.Marks) throws {
      numbers = Array(repeating: -1, count: marks["asset"] + 1)
      var positions: [String: Int32] = [:]
      var last = (key: "", number: Int32(-1))
      let statement = try FactStatement(db, "SELECT asset, organization FROM owner WHERE id <= ? ORDER BY id")
      statement.bind(1, marks["owner"])
      try statement.forEach { row in
        let asset = row.int(0)
        guard numbers.indices.contains(asset) else { return }
        // Neighbours mostly have the same owner.
        if last.number < 0 || !row.isText(1, last.key) {
          last.key = row.text(1)
          if let known = positions[last.key] {
            last.number = known
          } else {
            last.number = Int32(keys.count)
            positions[last.key] = last.number
            keys.append(last.key)
          }
        }
        numbers[asset] = last.number
      }
    }
  }

  /// What the newest version of an asset says, as far as matching and findings need it.
  private struct LatestVersion {
    var name: String
    var criticality: Criticality?
    var kind: AssetKind?
    var isRetired: Bool
  }

  private static func latestVersions(_ db: Database, _ marks: FactsChain.Marks) throws -> [LatestVersion?] {
    var versions = [LatestVersion?](repeating: nil, count: marks["asset"] + 1)
    let criticalities = WordTable<Criticality>()
    let kinds = WordTable<AssetKind>()
    let statement = try FactStatement(
      db, "SELECT asset, name, criticality, kind, retired FROM assetVersion WHERE id <= ? ORDER BY id")
    statement.bind(1, marks["assetVersion"])
    try statement.forEach { row in
      let asset = row.int(0)
      guard versions.indices.contains(asset) else { return }
      versions[asset] = LatestVersion(
        name: row.text(1), criticality: row.word(2, criticalities), kind: row.word(3, kinds),
        isRetired: row.int(4) == 1)
    }
    return versions
  }

  /// Loads the assets; returns row ids by position and positions by row id (-1 for none).
  private static func loadAssets(
    _ db: Database, _ marks: FactsChain.Marks, _ owners: AssetOwners, into inventory: inout Inventory
  ) throws -> ([Int], [Int32]) {
    var sources: [Int: String] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT id, key FROM source") { sources[row[0]] = row[1] }
    let unassigned = inventory.number(of: Organization.unassigned) ?? 0
    let organizations = owners.keys.map { inventory.number(of: $0) ?? unassigned }
    let versions = try latestVersions(db, marks)
    var positions = [Int32](repeating: -1, count: marks["asset"] + 1)
    var rows: [Int] = []
    rows.reserveCapacity(marks["asset"])
    let statement = try FactStatement(db, "SELECT id, source, key FROM asset WHERE id <= ? ORDER BY id")
    statement.bind(1, marks["asset"])
    try statement.forEach { row in
      let id = row.int(0)
      guard let version = versions[id] else { return }
      let owner = Int(owners.numbers[id])
      let position = inventory.add(
        Inventory.HeldAsset(
          reference: AssetReference(source: sources[row.int(1)] ?? "", key: row.text(2)), name: version.name,
          owner: owner < 0 ? unassigned : organizations[owner], criticality: version.criticality,
          kind: version.kind, isRetired: version.isRetired))
      positions[id] = Int32(position)
      rows.append(id)
    }
    return (rows, positions)
  }

  /// When each identifier that has ended was last observed to be held, by row id.
  private static func ends(_ db: Database, _ marks: FactsChain.Marks) throws -> [Int: Instant] {
    var ends: [Int: Instant] = [:]
    let statement = try FactStatement(
      db,
      """
      SELECT e.identifier, d.observed FROM identifierEnd e JOIN edition d ON d.id = e.edition WHERE e.id <= ?
      """)
    statement.bind(1, marks["identifierEnd"])
    try statement.forEach { ends[$0.int(0)] = Instant(microseconds: Int64($0.int(1))) }
    return ends
  }

  private static func loadIdentifiers(
    _ db: Database, _ marks: FactsChain.Marks, _ positions: [Int32],
    into inventory: inout Inventory
  ) throws {
    // What any source's record of an organization once held stays its own, whichever record is in force now.
    var organizationNumbers: [Int: Int] = [:]
    let records = try FactStatement(db, "SELECT id, key FROM organization WHERE id <= ?")
    records.bind(1, marks["organization"])
    try records.forEach { organizationNumbers[$0.int(0)] = inventory.number(of: $0.text(1)) }
    let ends = try ends(db, marks)
    let kinds = WordTable<IdentifierKind>()
    let statement = try FactStatement(
      db, "SELECT id, asset, organization, kind, value FROM identifier WHERE id <= ? ORDER BY id")
    statement.bind(1, marks["identifier"])
    // What ended may have returned, and have ended again: it counts once, for the longest time.
    var ended: [Ended: Instant] = [:]
    try statement.forEach { row in
      guard let kind = row.word(3, kinds) else { return }
      let until = ends.isEmpty ? nil : ends[row.int(0)]
      let holder: Inventory.Holder
      if let asset = row.intOrNil(1) {
        guard asset < positions.count, positions[asset] >= 0 else { return }
        holder = .asset(Int(positions[asset]))
      } else {
        // What an organization holds now stands in its record already; only what ended is added here.
        guard until != nil, let number = organizationNumbers[row.int(2)] else { return }
        holder = .organization(number)
      }
      guard until != nil || !ended.isEmpty else {
        return row.withSpan(4) { inventory.add(kind, $0, holder: holder, until: nil) }
      }
      let value = row.text(4)
      let key = Ended(holder: holder, kind: kind, value: value)
      if let until {
        ended[key] = max(ended[key] ?? until, until)
      } else {
        ended[key] = nil
        inventory.add(Inventory.HeldIdentifier(kind: kind, value: value, holder: holder))
      }
    }
    if !ended.isEmpty {
      for identifier in inventory.identifiers {
        guard case .organization = identifier.holder else { continue }
        ended[Ended(holder: identifier.holder, kind: identifier.kind, value: identifier.value)] = nil
      }
    }
    for (key, until) in ended.sorted(by: { $0.key < $1.key }) {
      inventory.add(Inventory.HeldIdentifier(kind: key.kind, value: key.value, holder: key.holder, until: until))
    }
  }

  /// An identifier that ended.
  private struct Ended: Hashable, Comparable {
    var holder: Inventory.Holder
    var kind: IdentifierKind
    var value: String

    private var order: (Int, Int, String, String) {
      switch holder {
      case .asset(let number): (0, number, kind.rawValue, value)
      case .organization(let number): (1, number, kind.rawValue, value)
      }
    }

    static func < (left: Self, right: Self) -> Bool { left.order < right.order }
  }

  /// What assets run as known at a time, by position; retired assets and those that run nothing known are left out.
  public func software(in loaded: LoadedInventory, asKnown: Instant? = nil) throws -> [Int: AssetSoftware] {
    try read { db in
      let marks = try FactsChain.head(db, asKnown: asKnown).marks
      let table = try AssetTable(db, marks: marks)
      var software: [Int: AssetSoftware] = [:]
      for (position, asset) in loaded.inventory.assets.enumerated()
      where !asset.isRetired && position < loaded.rows.count {
        guard let content = try table.state(of: loaded.rows[position], upTo: marks)?.content,
          !content.services.isEmpty || !content.products.isEmpty
        else { continue }
        software[position] = AssetSoftware(services: content.services, products: content.products)
      }
      return software
    }
  }

  /// Services of assets as known at a time, by position.
  public func services(
    of assets: Set<Int>, in loaded: LoadedInventory, asKnown: Instant? = nil
  ) throws -> [Int: [Service]] {
    try read { db in
      let marks = try FactsChain.head(db, asKnown: asKnown).marks
      let table = try AssetTable(db, marks: marks)
      var services: [Int: [Service]] = [:]
      for position in assets where position < loaded.rows.count {
        services[position] = try table.state(of: loaded.rows[position], upTo: marks)?.content.services
      }
      return services
    }
  }
}
