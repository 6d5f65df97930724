import Crypto
import Foundation
import GRDB

/// What an edition is to be.
public struct EditionPlan: Sendable {
  /// Key of the source.
  public var source: String
  /// Whether this is the configured organizations file, which wins where keys meet.
  public var isOrganizations: Bool
  /// Owner of assets that nobody else claims, or nil.
  public var defaultOrganization: String?
  /// SHA-256 of the mapping by which the files are read, or nil.
  public var mapping: [UInt8]?
  /// When we read it.
  public var known: Instant
  /// The command, as the chain of entries names it.
  public var command: String
  /// Whether more than half of the source may be retired.
  public var retire: Bool
  /// Whether everything is taken back at the end.
  public var isDryRun: Bool
  /// Settings in force, written if they differ from those known.
  public var settings: Settings

  /// What an edition is to be.
  public init(
    source: String, isOrganizations: Bool = false, defaultOrganization: String? = nil, mapping: [UInt8]? = nil,
    known: Instant, command: String = "import", retire: Bool = false, isDryRun: Bool = false, settings: Settings
  ) {
    self.source = source
    self.isOrganizations = isOrganizations
    self.defaultOrganization = defaultOrganization
    self.mapping = mapping
    self.known = known
    self.command = command
    self.retire = retire
    self.isDryRun = isDryRun
    self.settings = settings
  }
}

/// What reading one file of an edition gave.
public struct EditionFile: Sendable {
  /// Base name.
  public var name: String
  /// SHA-256 of its bytes.
  public var sha256: [UInt8]
  /// Format id and the version of its reader.
  public var format: String
  /// Version of the reader.
  public var version: Int
  /// Whether it was the whole of what it says it is.
  public var isComplete: Bool
  /// When its data was observed, or nil.
  public var observed: Instant?
  /// Assets it had.
  public var assets: Int
  /// Values that were skipped.
  public var problems: Int

  /// What reading one file of an edition gave.
  public init(
    name: String, sha256: [UInt8], format: String, version: Int, isComplete: Bool, observed: Instant?,
    assets: Int, problems: Int
  ) {
    self.name = name
    self.sha256 = sha256
    self.format = format
    self.version = version
    self.isComplete = isComplete
    self.observed = observed
    self.assets = assets
    self.problems = problems
  }
}

/// An edition being written.
///
/// Each file is in wholly or not at all.
public final class EditionSession {
  private let db: Database
  private let writer: EditionWriter
  fileprivate var files: [EditionFile] = []
  fileprivate var wasRefused = false
  fileprivate var refused: [[UInt8]] = []

  fileprivate init(_ db: Database, _ writer: EditionWriter) {
    self.db = db
    self.writer = writer
  }

  /// Reads one file; if the body throws, nothing of the file stays, the edition becomes incomplete, and the error
  /// is thrown on.
  public func file(_ body: (_ emit: (InventoryRecord) throws -> Void) throws -> EditionFile) throws {
    do {
      try db.inSavepoint {
        let file = try body { try writer.add($0) }
        try writer.endFile()
        files.append(file)
        return .commit
      }
    } catch {
      writer.dropFile()
      wasRefused = true
      throw error
    }
  }
}

extension EditionSession {
  /// Notes the SHA-256 of a file that was refused, so that the same edition with it is known as the same.
  public func note(refused sha256: [UInt8]) { refused.append(sha256) }
}

/// What came of an edition.
public struct EditionResult: Sendable {
  /// How much changed.
  public var changes: EditionChanges
  /// Whether it is the whole of its source.
  public var isComplete: Bool
  /// What it would do, for a dry run.
  public var preview: EditionPreview?
}

/// Ends a dry run: everything is taken back.
private struct DryRunEnd: Error {}

extension Ledger {
  /// Writes an edition in one transaction, as one entry of the facts chain.
  ///
  /// - Parameter owners: how owners are decided by these organizations. Asked again if the edition changes them.
  /// - Returns: what changed, or nil if no file could be read; then nothing is written.
  /// - Throws: what the body throws, and `LedgerError`.
  public func addEdition(
    _ plan: EditionPlan, owners: (_ organizations: [Organization]) -> OwnerDecision,
    _ body: (EditionSession) throws -> Void
  ) throws -> EditionResult? {
    var result: EditionResult?
    do {
      try write { db in
        result = try Self.addEdition(db, plan, owners, invocation, body)
        if plan.isDryRun || result == nil { throw DryRunEnd() }
      }
    } catch is DryRunEnd {
      return result
    }
    return result
  }

  private static func addEdition(
    _ db: Database, _ plan: EditionPlan, _ owners: ([Organization]) -> OwnerDecision, _ invocation: Invocation,
    _ body: (EditionSession) throws -> Void
  ) throws -> EditionResult? {
    let head = try FactsChain.head(db)
    let entry = head.sequence + 1
    let isFresh = try SightingCache.isFresh(db, head)
    let decide = owners(try registered(db, head.marks))
    try writeSettings(db, plan.settings, entry: entry)
    let source = try sourceRow(db, plan.source, entry: entry)
    try db.execute(
      sql: """
        INSERT INTO edition (entry, source, role, defaultOrganization, observed, complete, note, digest, assets,
        added, changed, retired) VALUES (?, ?, ?, ?, 0, 0, '', x'', 0, 0, 0, 0)
        """,
      arguments: [
        entry, source, plan.isOrganizations ? "organizations" : "inventory", plan.defaultOrganization,
      ])
    let edition = Int(db.lastInsertedRowID)
    let writer = try EditionWriter(
      db, head: head, source: source, edition: edition, defaultOrganization: plan.defaultOrganization,
      decide: decide)
    let session = EditionSession(db, writer)
    try body(session)
    guard !session.files.isEmpty else { return nil }
    let known = max(
      plan.known, Instant(microseconds: head.known.microseconds == .min ? .min : head.known.microseconds + 1))
    let observed = session.files.compactMap(\.observed).max() ?? known
    let isWhole = !session.wasRefused && session.files.allSatisfy(\.isComplete)
    var (changes, isComplete) = try writer.finish(complete: isWhole, retire: plan.retire)
    if changes.organizations > 0 {
      let now = try registered(db, try FactsChain.marks(db))
      try decideOwners(db, entry: entry, marks: head.marks, decide: owners(now))
    }
    changes.moved = try writer.movedAssets()
    let digest = editionDigest(session.files.map(\.sha256), refused: session.refused, plan)
    // With a file that was refused before and still is, the same edition again adds nothing.
    if session.wasRefused, try isLatest(db, digest, of: plan.source, before: edition) { return nil }
    let sizes: StatementArguments = [
      writer.assetCount, changes.added, changes.changed, changes.retired, edition,
    ]
    let state: StatementArguments = [
      observed.microseconds, isComplete ? 1 : 0, changes.retirementRefused ?? "", Data(digest),
    ]
    try db.execute(
      sql: """
        UPDATE edition SET observed = ?, complete = ?, note = ?, digest = ?, assets = ?, added = ?, changed = ?,
        retired = ? WHERE id = ?
        """, arguments: state + sizes)
    for file in session.files {
      try db.execute(
        sql: """
          INSERT INTO editionFile (edition, name, sha256, format, version, complete, assets, problems)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          edition, file.name, Data(file.sha256), file.format, file.version, file.isComplete ? 1 : 0,
          file.assets,
          file.problems,
        ])
    }
    let next = try FactsChain.seal(
      db, after: head, known: plan.known, command: plan.command, by: invocation,
      inputs: session.files.map { "\(hexadecimal($0.sha256)) \($0.name)" },
      counts: "\(changes.added) assets new, \(changes.changed) changed, \(changes.retired) retired")
    // In the same transaction, so that nobody else's documents can be taken for matched.
    let hasSameSettings = next.marks["setting"] == head.marks["setting"]
    if isFresh && hasSameSettings && !changes.changesMatching { try SightingCache.mark(db, next) }
    return EditionResult(
      changes: changes, isComplete: isComplete,
      preview: plan.isDryRun ? try EditionPreview(db, since: head) : nil)
  }

  /// SHA-256 over what makes an edition the same as another: bytes, default organization, mapping, what it is for,
  /// readers.
  private static func editionDigest(
    _ files: [[UInt8]], refused: [[UInt8]] = [], _ plan: EditionPlan
  ) -> [UInt8] {
    var hasher = SHA256()
    for file in files.sorted(by: { $0.lexicographicallyPrecedes($1) }) { hasher.update(data: file) }
    for file in refused.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      hasher.update(data: Array("refused".utf8) + file)
    }
    let role = plan.isOrganizations ? "organizations" : "inventory"
    hasher.update(data: Array("\(plan.defaultOrganization ?? "")\n\(role)\n\(RulesVersion.readers)".utf8))
    if let mapping = plan.mapping { hasher.update(data: mapping) }
    return Array(hasher.finalize())
  }

  /// Whether an edition of these files would add nothing: the source's latest had the same bytes, default
  /// organization, mapping and readers, and did not ask for the `--retire` that is given now.
  public func isLatestEdition(_ plan: EditionPlan, files: [[UInt8]]) throws -> Bool {
    try read { db in
      let latest = try Row.fetchOne(
        db,
        sql: """
          SELECT e.digest, e.note FROM edition e JOIN source s ON s.id = e.source WHERE s.key = ?
          ORDER BY e.id DESC LIMIT 1
          """, arguments: [plan.source])
      guard let latest, latest[0] as Data == Data(Self.editionDigest(files, plan)) else { return false }
      return !plan.retire || (latest[1] as String).isEmpty
    }
  }

  private static func isLatest(
    _ db: Database, _ digest: [UInt8], of source: String, before edition: Int
  ) throws -> Bool {
    let latest = try Data.fetchOne(
      db,
      sql: """
        SELECT e.digest FROM edition e JOIN source s ON s.id = e.source WHERE s.key = ? AND e.id < ?
        ORDER BY e.id DESC LIMIT 1
        """, arguments: [source, edition])
    return latest == Data(digest)
  }

  /// Whether the source has an edition.
  public func hasSource(_ key: String) throws -> Bool {
    try read { db in try Int.fetchOne(db, sql: "SELECT id FROM source WHERE key = ?", arguments: [key]) != nil
    }
  }

  private static func sourceRow(_ db: Database, _ key: String, entry: Int) throws -> Int {
    if let id = try Int.fetchOne(db, sql: "SELECT id FROM source WHERE key = ?", arguments: [key]) {
      return id
    }
    try db.execute(sql: "INSERT INTO source (entry, key) VALUES (?, ?)", arguments: [entry, key])
    return Int(db.lastInsertedRowID)
  }

  /// Decides the owner of every asset anew, after the organizations changed.
  static func decideOwners(
    _ db: Database, entry: Int, marks: FactsChain.Marks, decide: OwnerDecision
  ) throws {
    let table = try AssetTable(db, marks: marks)
    let assets = try Row.fetchAll(
      db,
      sql: """
        SELECT a.id, (SELECT defaultOrganization FROM edition WHERE source = a.source ORDER BY id DESC LIMIT 1)
        FROM asset a ORDER BY a.id
        """)
    for row in assets {
      let asset: Int = row[0]
      // What is retired still owns what was published while it was there.
      guard let state = try table.state(of: asset, upTo: nil),
        let current = try table.owner(of: asset, upTo: nil)
      else { continue }
      let owner = decide(state.content.organization, state.content.identifiers, row[1])
      guard table.currentKey(owner.organization) != current.organization else { continue }
      try table.writeOwner(asset, entry: entry, organization: owner.organization, reason: owner.reason)
    }
  }
}
