import Foundation
import GRDB

/// Writes the organizations of one edition and the domains and ranges they hold.
final class OrganizationTable {
  private let db: Database
  private let source: Int
  private let edition: Int
  /// Records of each key, of the files read whole and of the file being read; organizations are few.
  private var records: [String: [StoredOrganization]] = [:]
  private var recordsOfFile: [String: [StoredOrganization]] = [:]

  init(_ db: Database, source: Int, edition: Int) {
    self.db = db
    self.source = source
    self.edition = edition
  }

  /// Takes an organization; all of the edition are written at its end.
  func add(_ organization: Organization) {
    recordsOfFile[organization.key, default: []].append(StoredOrganization(organization))
  }

  /// Ends a file that was read whole.
  func endFile() {
    records.merge(recordsOfFile) { $0 + $1 }
    recordsOfFile = [:]
  }

  /// Forgets a refused file.
  func dropFile() { recordsOfFile = [:] }

  /// Ends the edition: writes what differs from what the source said before.
  ///
  /// Organizations that a complete edition lacks are retired. Returns how many changed.
  func finish(complete: Bool) throws -> Int {
    var changed = 0
    var seen = Set<Int>()
    for (key, records) in records.sorted(by: { $0.key < $1.key }) {
      // Equal keys merge, whatever the order of files.
      let sorted = records.sorted { $0.text < $1.text }
      guard var organization = sorted.first else { continue }
      for other in sorted.dropFirst() { organization.merge(other) }
      try db.execute(
        sql: "INSERT OR IGNORE INTO organization (source, key) VALUES (?, ?)", arguments: [source, key])
      let id = try Int.fetchOne(
        db, sql: "SELECT id FROM organization WHERE source = ? AND key = ?", arguments: [source, key])
      guard let id else { continue }
      seen.insert(id)
      if try write(organization, id, complete: complete) { changed += 1 }
    }
    guard complete else { return changed }
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT o.id, v.value FROM organization o JOIN organizationVersion v ON v.id =
        (SELECT max(id) FROM organizationVersion WHERE organization = o.id) WHERE o.source = ? AND v.retired = 0
        ORDER BY o.id
        """, arguments: [source])
    for row in rows where !seen.contains(row[0] as Int) {
      changed += 1
      try writeVersion(row[0], value: row[1], isRetired: true)
      for (identifier, _) in try identifiers(of: row[0]) { try end(identifier) }
    }
    return changed
  }

  /// Writes an organization if it differs; an incomplete edition drops none of its domains and ranges.
  private func write(_ organization: StoredOrganization, _ id: Int, complete: Bool) throws -> Bool {
    var organization = organization
    let held = try identifiers(of: id)
    let listed = Set(organization.identifiers.map { IdentifierKey($0) })
    let missing = held.filter { !listed.contains(IdentifierKey($0.1)) }
    if !complete { organization.keep(missing.map(\.1)) }
    let before = try Row.fetchOne(
      db,
      sql: "SELECT value, retired FROM organizationVersion WHERE organization = ? ORDER BY id DESC LIMIT 1",
      arguments: [id])
    if let before, before[0] as String == organization.text, before[1] as Int == 0 { return false }
    try writeVersion(id, value: organization.text, isRetired: false)
    if complete { for (row, _) in missing { try end(row) } }
    var known = Set(held.map { IdentifierKey($0.1) })
    for identifier in organization.identifiers where known.insert(IdentifierKey(identifier)).inserted {
      try db.execute(
        sql:
          "INSERT INTO identifier (asset, organization, edition, kind, value, given) VALUES (NULL, ?, ?, ?, ?, ?)",
        arguments: [id, edition, identifier.kind.rawValue, identifier.value, identifier.given])
    }
    return true
  }

  private func writeVersion(_ organization: Int, value: String, isRetired: Bool) throws {
    try db.execute(
      sql: "INSERT INTO organizationVersion (organization, edition, value, retired) VALUES (?, ?, ?, ?)",
      arguments: [organization, edition, value, isRetired ? 1 : 0])
  }

  private func end(_ identifier: Int) throws {
    try db.execute(
      sql: "INSERT OR IGNORE INTO identifierEnd (identifier, edition) VALUES (?, ?)",
      arguments: [identifier, edition])
  }

  private func identifiers(of organization: Int) throws -> [(Int, Identifier)] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT i.id, i.kind, i.value, i.given FROM identifier i LEFT JOIN identifierEnd e ON e.identifier = i.id
        WHERE i.organization = ? AND e.id IS NULL ORDER BY i.id
        """, arguments: [organization]
    ).compactMap { row in
      IdentifierKind(rawValue: row[1]).map { (row[0], Identifier(kind: $0, value: row[2], given: row[3])) }
    }
  }
}

/// An organization as the ledger keeps it: JSON with sorted keys.
struct StoredOrganization: Codable {
  var key: String
  var names: [LocalizedName]
  var aliases: [LocalizedName]
  var sector: String
  var parent: String?
  var language: String?
  /// Name of its time zone; absent in what older versions wrote.
  var timezone: String?
  var criticality: Criticality?
  var contacts: [Contact]
  var domains: [GivenName]
  var ranges: [GivenText]

  struct GivenText: Codable, Hashable {
    var given: String
    var canonical: String
  }

  init(_ organization: Organization) {
    key = organization.key
    names = organization.names
    aliases = organization.aliases
    sector = organization.sector
    parent = organization.parent
    language = organization.language
    timezone = organization.timeZone?.name
    criticality = organization.criticality
    contacts = organization.contacts
    domains = organization.domains
    ranges = organization.ranges.map { GivenText(given: $0.given, canonical: $0.range.description) }
  }

  init?(text: String) {
    guard let value = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else { return nil }
    self = value
  }

  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// Its domains and ranges as identifiers.
  var identifiers: [Identifier] {
    domains.map { Identifier(kind: .domain, value: $0.canonical, given: $0.given) }
      + ranges.map { Identifier(kind: .range, value: $0.canonical, given: $0.given) }
  }

  /// Adds domains and ranges that are still held.
  mutating func keep(_ identifiers: [Identifier]) {
    for identifier in identifiers {
      switch identifier.kind {
      case .domain: domains.append(GivenName(given: identifier.given, canonical: identifier.value))
      case .range: ranges.append(GivenText(given: identifier.given, canonical: identifier.value))
      default: continue
      }
    }
  }

  /// Adds what another record of the same key says; what is said already stays.
  mutating func merge(_ other: StoredOrganization) {
    names += other.names.filter { !names.contains($0) }
    aliases += other.aliases.filter { !aliases.contains($0) }
    if sector.isEmpty { sector = other.sector }
    parent = parent ?? other.parent
    language = language ?? other.language
    timezone = timezone ?? other.timezone
    criticality = [criticality, other.criticality].compactMap { $0 }.max()
    contacts += other.contacts.filter { !contacts.contains($0) }
    let known = Set(identifiers.map { IdentifierKey($0) })
    keep(other.identifiers.filter { !known.contains(IdentifierKey($0)) })
  }

  var organization: Organization {
    Organization(
      key: key, names: names, aliases: aliases, sector: sector, parent: parent, language: language,
      timeZone: timezone.flatMap(LocalTimeZone.init), criticality: criticality, contacts: contacts, domains: domains,
      ranges: ranges.compactMap { stored in
        AddressRange.parse(stored.canonical.utf8.span).map {
          GivenRange(given: stored.given, range: $0.range)
        }
      })
  }
}
