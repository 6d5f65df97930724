import Foundation
import GRDB

/// Writes the organizations of one edition and the domains and ranges they hold.
final class OrganizationTable {
  private let db: Database
  private let source: Int
  private let edition: Int
  private let marks: FactsChain.Marks
  private var seen = Set<Int>()
  private var seenInFile = Set<Int>()
  private var changed = 0

  init(_ db: Database, source: Int, edition: Int, marks: FactsChain.Marks) throws {
    self.db = db
    self.source = source
    self.edition = edition
    self.marks = marks
  }

  /// Writes an organization if it differs from what the source said before.
  func add(_ organization: Organization) throws {
    try db.execute(
      sql: "INSERT OR IGNORE INTO organization (source, key) VALUES (?, ?)", arguments: [source, organization.key])
    let id = try Int.fetchOne(
      db, sql: "SELECT id FROM organization WHERE source = ? AND key = ?", arguments: [source, organization.key])
    guard let id else { return }
    seenInFile.insert(id)
    let value = StoredOrganization(organization).text
    let before = try Row.fetchOne(
      db, sql: "SELECT value, retired FROM organizationVersion WHERE organization = ? ORDER BY id DESC LIMIT 1",
      arguments: [id])
    if let before, before[0] as String == value, before[1] as Int == 0 { return }
    changed += 1
    try writeVersion(id, value: value, isRetired: false)
    let wanted =
      organization.domains.map { Identifier(kind: .domain, value: $0.canonical, given: $0.given) }
      + organization.ranges.map { Identifier(kind: .range, value: $0.range.description, given: $0.given) }
    let held = try identifiers(of: id)
    let kept = Set(wanted.map { IdentifierKey($0) })
    for (row, identifier) in held where !kept.contains(IdentifierKey(identifier)) { try end(row) }
    var known = Set(held.map { IdentifierKey($0.1) })
    for identifier in wanted where known.insert(IdentifierKey(identifier)).inserted {
      try db.execute(
        sql: "INSERT INTO identifier (asset, organization, edition, kind, value, given) VALUES (NULL, ?, ?, ?, ?, ?)",
        arguments: [id, edition, identifier.kind.rawValue, identifier.value, identifier.given])
    }
  }

  /// Ends a file that was read whole.
  func endFile() {
    seen.formUnion(seenInFile)
    seenInFile = []
  }

  /// Forgets a refused file.
  func dropFile() { seenInFile = [] }

  /// Ends the edition: organizations a complete one lacks are retired. Returns how many changed.
  func finish(complete: Bool) throws -> Int {
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

  private func writeVersion(_ organization: Int, value: String, isRetired: Bool) throws {
    try db.execute(
      sql: "INSERT INTO organizationVersion (organization, edition, value, retired) VALUES (?, ?, ?, ?)",
      arguments: [organization, edition, value, isRetired ? 1 : 0])
  }

  private func end(_ identifier: Int) throws {
    try db.execute(
      sql: "INSERT OR IGNORE INTO identifierEnd (identifier, edition) VALUES (?, ?)", arguments: [identifier, edition])
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
  var criticality: Criticality?
  var contacts: [Contact]
  var domains: [GivenName]
  var ranges: [GivenText]

  struct GivenText: Codable {
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

  var organization: Organization {
    Organization(
      key: key, names: names, aliases: aliases, sector: sector, parent: parent, language: language,
      criticality: criticality, contacts: contacts, domains: domains,
      ranges: ranges.compactMap { stored in
        AddressRange.parse(stored.canonical.utf8.span).map { GivenRange(given: stored.given, range: $0.range) }
      })
  }
}
