import Foundation
import GRDB

/// Who owns an asset, and why: decided while it is written.
public typealias OwnerDecision = (
  _ named: String?, _ identifiers: [Identifier], _ defaultOrganization: String?
) -> (
  organization: String, reason: String
)

/// What an import changed.
public struct EditionChanges: Hashable, Sendable {
  /// Assets the source did not have before.
  public var added = 0
  /// Assets that differ from before.
  public var changed = 0
  /// Assets the source no longer has.
  public var retired = 0
  /// Assets as before.
  public var unchanged = 0
  /// Assets that changed owner.
  public var moved = 0
  /// Organizations added or changed.
  public var organizations = 0
  /// Why nothing was retired although assets are missing, or nil.
  public var retirementRefused: String?

  /// No change.
  public init() {}

  /// Whether findings could differ.
  var changesMatching: Bool { added + changed + retired + moved + organizations > 0 }
}

/// Writes one edition inside one transaction, asset by asset, in memory that does not grow with it.
///
/// Rows of this edition are provisional until the transaction ends: a second record of the same key takes them back
/// and writes the merged ones.
final class EditionWriter {
  private let db: Database
  private let table: AssetTable
  private let organizations: OrganizationTable
  private let head: FactsChain.Head
  private let entry: Int
  private let source: Int
  private let edition: Int
  private let defaultOrganization: String?
  private let decide: OwnerDecision
  /// One bit per asset row: seen in this edition, and in the file being read.
  private var seen = RowSet()
  private var seenInFile = RowSet()
  private var pending: [String: AssetContent] = [:]
  private var pendingOrder: [String] = []
  private var countBeforeFile = 0
  private(set) var assetCount = 0

  init(
    _ db: Database, head: FactsChain.Head, source: Int, edition: Int, defaultOrganization: String?,
    decide: @escaping OwnerDecision
  ) throws {
    self.defaultOrganization = defaultOrganization
    self.db = db
    self.head = head
    self.entry = head.sequence + 1
    self.source = source
    self.edition = edition
    self.decide = decide
    table = try AssetTable(db, marks: head.marks)
    organizations = OrganizationTable(db, source: source, edition: edition)
  }

  /// Takes a record; a few hundred are held back so that neighbours of the same key merge in memory.
  func add(_ record: InventoryRecord) throws {
    switch record {
    case .organization(let organization): organizations.add(organization)
    case .asset(let asset):
      if pending[asset.key] != nil {
        pending[asset.key]?.merge(AssetContent(asset))
      } else {
        pending[asset.key] = AssetContent(asset)
        pendingOrder.append(asset.key)
        if pendingOrder.count >= 512 { try flush() }
      }
    }
  }

  /// Ends a file that was read whole.
  func endFile() throws {
    try flush()
    seen.formUnion(seenInFile)
    seenInFile = RowSet()
    organizations.endFile()
    countBeforeFile = assetCount
  }

  /// Forgets a refused file; its rows go with the savepoint around it.
  func dropFile() {
    pending = [:]
    pendingOrder = []
    seenInFile = RowSet()
    assetCount = countBeforeFile
    organizations.dropFile()
  }

  private func flush() throws {
    for key in pendingOrder {
      if let content = pending[key] { try write(key, content) }
    }
    pending.removeAll(keepingCapacity: true)
    pendingOrder.removeAll(keepingCapacity: true)
  }

  private func write(_ key: String, _ content: AssetContent) throws {
    let (asset, isNew) = try table.row(source: source, key: key)
    let wasSeen = seen.contains(asset) || seenInFile.contains(asset)
    seenInFile.insert(asset)
    if isNew {
      assetCount += 1
      try table.writeVersion(asset, edition: edition, content, isRetired: false)
      try table.writeIdentifiers(asset, edition: edition, content.identifiers)
      let owner = decide(content.organization, content.identifiers, defaultOrganization)
      try table.writeOwner(asset, entry: entry, organization: owner.organization, reason: owner.reason)
      return
    }
    let before = try table.state(of: asset, upTo: head.marks)
    var after = content
    if wasSeen {
      if var current = try table.state(of: asset, upTo: nil)?.content {
        let unmerged = current
        current.merge(content)
        if current == unmerged { return }
        after = current
      }
      try table.erase(asset)
    } else {
      assetCount += 1
    }
    try writeDifference(asset, before, after)
  }

  private func writeDifference(_ asset: Int, _ before: AssetTable.State?, _ after: AssetContent) throws {
    let isSame = before.map { !$0.isRetired && $0.content.says(theSameAs: after) } ?? false
    if !isSame {
      try table.writeVersion(asset, edition: edition, after, isRetired: false)
      let held = Set((before?.content.identifiers ?? []).map { IdentifierKey($0) })
      let kept = Set(after.identifiers.map { IdentifierKey($0) })
      try table.writeIdentifiers(
        asset, edition: edition, after.identifiers.filter { !held.contains(IdentifierKey($0)) })
      if let before {
        for (identifier, row) in zip(before.content.identifiers, before.identifierRows)
        where !kept.contains(IdentifierKey(identifier)) {
          try table.writeEnd(row, edition: edition)
        }
      }
    }
    let owner = decide(after.organization, after.identifiers, defaultOrganization)
    let current = try table.owner(of: asset, upTo: head.marks)
    // An owner is no other owner under a former key.
    if current?.organization != table.currentKey(owner.organization) {
      try table.writeOwner(asset, entry: entry, organization: owner.organization, reason: owner.reason)
    }
  }

  /// Ends the edition.
  ///
  /// - Parameters:
  ///   - complete: whether assets and identifiers that are missing are gone.
  ///   - retire: whether more than half of the source may be retired.
  func finish(complete: Bool, retire: Bool) throws -> (changes: EditionChanges, complete: Bool) {
    var changes = EditionChanges()
    var isComplete = complete
    let missing = complete ? try missingAssets() : []
    if !missing.isEmpty {
      let held = try liveAssets()
      if missing.count * 2 > held && !retire {
        changes.retirementRefused =
          "\(missing.count) of the \(held) assets of this source are missing; nothing was retired (use --retire if they are gone)"
        isComplete = false
      }
    }
    if isComplete {
      for asset in missing {
        guard let state = try table.state(of: asset, upTo: nil) else { continue }
        try table.writeVersion(asset, edition: edition, state.content, isRetired: true)
        for row in state.identifierRows { try table.writeEnd(row, edition: edition) }
      }
    } else {
      try db.execute(sql: "DELETE FROM identifierEnd WHERE id > ?", arguments: [head.marks["identifierEnd"]])
      try eraseSameVersions()
    }
    changes.organizations = try organizations.finish(complete: isComplete)
    changes.added = try count("SELECT count(*) FROM asset WHERE id > ?", "asset")
    changes.changed =
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM assetVersion WHERE id > ? AND retired = 0 AND asset <= ?",
        arguments: [head.marks["assetVersion"], head.marks["asset"]]) ?? 0
    changes.retired = isComplete ? missing.count : 0
    changes.unchanged = assetCount - changes.added - changes.changed
    return (changes, isComplete)
  }

  /// Takes back versions that only lacked what is held all the same: an incomplete edition ends nothing.
  private func eraseSameVersions() throws {
    let written = try Int.fetchAll(
      db, sql: "SELECT DISTINCT asset FROM assetVersion WHERE id > ? AND asset <= ? ORDER BY asset",
      arguments: [head.marks["assetVersion"], head.marks["asset"]])
    for asset in written {
      guard let before = try table.state(of: asset, upTo: head.marks), !before.isRetired,
        let after = try table.state(of: asset, upTo: nil), before.content.says(theSameAs: after.content)
      else { continue }
      try table.eraseVersion(asset)
    }
  }

  /// How many assets known before have another owner since.
  func movedAssets() throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT count(DISTINCT asset) FROM owner WHERE id > ? AND asset <= ?",
      arguments: [head.marks["owner"], head.marks["asset"]]) ?? 0
  }

  private func count(_ sql: String, _ table: String) throws -> Int {
    try Int.fetchOne(db, sql: sql, arguments: [head.marks[table]]) ?? 0
  }

  /// Assets of the source in force before this edition that it does not have.
  private func missingAssets() throws -> [Int] {
    var missing: [Int] = []
    try forEachLive { if !seen.contains($0) { missing.append($0) } }
    return missing
  }

  private func liveAssets() throws -> Int {
    var count = 0
    try forEachLive { _ in count += 1 }
    return count
  }

  private func forEachLive(_ body: (Int) -> Void) throws {
    let statement = try FactStatement(
      db,
      """
      SELECT a.id FROM asset a WHERE a.source = ? AND a.id <= ? AND (SELECT v.retired FROM assetVersion v
      WHERE v.asset = a.id AND v.id <= ? ORDER BY v.id DESC LIMIT 1) = 0 ORDER BY a.id
      """)
    statement.bind(1, source)
    statement.bind(2, head.marks["asset"])
    statement.bind(3, head.marks["assetVersion"])
    try statement.forEach { body($0.int(0)) }
  }
}

/// A set of row ids, one bit each.
struct RowSet {
  private var words: [UInt64] = []

  func contains(_ row: Int) -> Bool {
    let word = row >> 6
    return word < words.count && words[word] & (1 << UInt64(row & 63)) != 0
  }

  mutating func insert(_ row: Int) {
    let word = row >> 6
    while word >= words.count { words.append(0) }
    words[word] |= 1 << UInt64(row & 63)
  }

  mutating func formUnion(_ other: RowSet) {
    while words.count < other.words.count { words.append(0) }
    for (index, word) in other.words.enumerated() { words[index] |= word }
  }
}
