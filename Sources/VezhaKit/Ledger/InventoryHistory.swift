import GRDB

/// An identifier of an asset over time.
public struct IdentifierSpan: Hashable, Sendable {
  /// Kind and value.
  public var identifier: Identifier
  /// When the edition that brought it was observed, and when that became known.
  public var since: Instant
  /// When the edition that brought it became known.
  public var known: Instant
  /// When the edition that dropped it was observed; nil while it is there.
  public var until: Instant?
  /// When the edition that dropped it became known.
  public var untilKnown: Instant?
}

/// An owner of an asset over time.
public struct OwnerSpan: Hashable, Sendable {
  /// Key of the organization.
  public var organization: String
  /// Why.
  public var reason: String
  /// When it became known.
  public var known: Instant
}

extension Ledger {
  /// Which identifiers an asset had when, oldest first, and its owners.
  public func history(of asset: AssetReference) throws -> (identifiers: [IdentifierSpan], owners: [OwnerSpan]) {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT i.kind, i.value, i.given, b.observed, be.known, d.observed, de.known FROM identifier i
          JOIN asset a ON a.id = i.asset JOIN source s ON s.id = a.source
          JOIN edition b ON b.id = i.edition JOIN entry be ON be.seq = b.entry
          LEFT JOIN identifierEnd e ON e.identifier = i.id LEFT JOIN edition d ON d.id = e.edition
          LEFT JOIN entry de ON de.seq = d.entry
          WHERE s.key = ? AND a.key = ? ORDER BY b.observed, i.kind, i.value, i.id
          """, arguments: [asset.source, asset.key])
      func instant(_ value: Int64?) -> Instant? { value.map { Instant(microseconds: $0) } }
      let identifiers = rows.compactMap { row -> IdentifierSpan? in
        guard let kind = IdentifierKind(rawValue: row[0]) else { return nil }
        return IdentifierSpan(
          identifier: Identifier(kind: kind, value: row[1], given: row[2]), since: Instant(microseconds: row[3]),
          known: Instant(microseconds: row[4]), until: instant(row[5]), untilKnown: instant(row[6]))
      }
      let owners = try Row.fetchAll(
        db,
        sql: """
          SELECT o.organization, o.reason, e.known FROM owner o JOIN asset a ON a.id = o.asset
          JOIN source s ON s.id = a.source JOIN entry e ON e.seq = o.entry WHERE s.key = ? AND a.key = ? ORDER BY o.id
          """, arguments: [asset.source, asset.key]
      ).map { OwnerSpan(organization: $0[0], reason: $0[1], known: Instant(microseconds: $0[2])) }
      return (identifiers, owners)
    }
  }
}
