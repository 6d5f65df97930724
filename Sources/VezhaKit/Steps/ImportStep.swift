import Crypto

/// What to import as one edition.
public struct ImportRequest: Sendable {
  /// Key of the source.
  public var source: String
  /// Files, in the order in which they are read.
  public var files: [String]
  /// Owner of what nobody else claims, or nil.
  public var organization: String?
  /// How to read files that no format knows, or nil to go by the root element.
  public var mapping: InventoryMapping?
  /// Whether this is the configured organizations file.
  public var isOrganizations: Bool
  /// Whether more than half of the source may be retired.
  public var retire: Bool
  /// Whether what stands before the break of a damaged file is kept.
  public var salvage: Bool
  /// Whether everything is taken back, and the assets read are returned.
  public var isDryRun: Bool

  /// What to import as one edition.
  public init(
    source: String, files: [String], organization: String? = nil, mapping: InventoryMapping? = nil,
    isOrganizations: Bool = false, retire: Bool = false, salvage: Bool = false, isDryRun: Bool = false
  ) {
    self.source = source
    self.files = files
    self.organization = organization
    self.mapping = mapping
    self.isOrganizations = isOrganizations
    self.retire = retire
    self.salvage = salvage
    self.isDryRun = isDryRun
  }
}

/// What came of an edition.
public struct ImportOutcome: Sendable {
  /// Key of the source.
  public var source: String
  /// Owner of what nobody else claims, or nil.
  public var defaultOrganization: String?
  /// Each file in order.
  public var files: [File] = []
  /// What changed, or nil if nothing was written.
  public var changes: EditionChanges?
  /// Whether the edition is the whole of its source.
  public var isComplete = false
  /// Whether the source's latest edition was the same.
  public var isKnown = false
  /// What it would do; nil where it was done, or nothing could be read.
  public var preview: ImportPreview?

  /// One file of an edition.
  public struct File: Sendable {
    /// The file as the user named it.
    public var path: String
    /// SHA-256 of its bytes, lower-case hexadecimal; empty if it was refused.
    public var sha256 = ""
    /// What was in it, or nil if it was refused.
    public var summary: InventorySummary?
    /// Why it was refused, or nil.
    public var refusal: ReadError?
    /// Its assets (dry run only).
    public var assets: [AssetRecord] = []
  }

  /// When the edition before was observed and when this one, where this one is the older and took its place all the same.
  public var turnedBack: (from: Instant, to: Instant)?

  /// Refusals in order.
  public var refusals: [ReadError] { files.compactMap(\.refusal) }
}

extension Pipeline {
  /// Imports one edition in one transaction, and reads the stored documents again if it changed anything.
  ///
  /// Refused files are in the outcome; the other files go on.
  /// - Parameter refreshes: false to leave reading again to a later `refresh()`.
  public func importInventory(
    _ request: ImportRequest, settings: Settings, refreshes: Bool = true
  ) async throws -> ImportOutcome {
    var outcome = ImportOutcome(source: request.source, defaultOrganization: request.organization)
    let plan = EditionPlan(
      source: request.source, isOrganizations: request.isOrganizations,
      defaultOrganization: request.organization, mapping: try request.mapping.map { try Self.digest(of: $0) },
      known: now, retire: request.retire, isDryRun: request.isDryRun, settings: settings)
    if try !request.isDryRun && isKnown(request, plan) {
      outcome.isKnown = true
      outcome.files = request.files.map { ImportOutcome.File(path: $0) }
      _ = try ledger.record(settings, known: now)
      if refreshes { try await refresh() }
      return outcome
    }
    let owners = { (organizations: [Organization]) -> OwnerDecision in
      OwnerIndex(organizations: organizations).decide
    }
    func observed() throws -> Instant? {
      try ledger.newestEditions().last { $0.source == request.source }?.observed
    }
    let before = try observed()
    let mapping = try request.mapping.map { ($0, try Self.tables(of: $0, files: request.files)) }
    let result = try ledger.addEdition(plan, owners: owners) { session in
      for path in request.files { outcome.files.append(try read(path, request, mapping, into: session)) }
    }
    outcome.changes = result?.changes
    outcome.isComplete = result?.isComplete ?? false
    if !request.isDryRun, let before, let after = try observed(), after < before {
      outcome.turnedBack = (before, after)
    }
    if let edition = result?.preview {
      outcome.preview = try await preview(edition, of: outcome.files.flatMap(\.assets), settings: settings)
    }
    if refreshes && !request.isDryRun { try await refresh() }
    return outcome
  }

  private func read(
    _ path: String, _ request: ImportRequest, _ mapping: (InventoryMapping, MappingTables)?,
    into session: EditionSession
  ) throws -> ImportOutcome.File {
    var file = ImportOutcome.File(path: path)
    do {
      try session.file { emit in
        let input = InputFile(path: path)
        let reader = try input.reader()
        var hasher = SHA256()
        let summary = try InventoryReader.read(
          file: path, salvage: request.salvage, mapping: mapping,
          chunk: { () throws(ReadError) -> [UInt8]? in
            let bytes = try reader.next()
            if let bytes { hasher.update(data: bytes) }
            return bytes
          },
          emit: { record in
            if request.isDryRun, case .asset(let asset) = record { file.assets.append(asset) }
            try emit(record)
          })
        let digest = Array(hasher.finalize())
        file.sha256 = hexadecimal(digest)
        file.summary = summary
        return EditionFile(
          name: input.baseName, sha256: digest, format: summary.format, version: summary.readerVersion,
          isComplete: summary.complete, observed: summary.observed, assets: summary.assets,
          problems: summary.problems.count)
      }
    } catch let error as ReadError {
      if let digest = try? Self.sha256(ofFile: path) { session.note(refused: digest) }
      file.refusal = error
      file.assets = []
      file.summary = nil
    }
    return file
  }

  /// The tables of a mapping, from the files to be imported and those the mapping names.
  private static func tables(of mapping: InventoryMapping, files: [String]) throws -> MappingTables {
    var tables = MappingTables()
    guard mapping.hasTables else { return tables }
    guard !files.contains("-") else {
      throw ReadError(
        .unreadable, file: "-", reason: "a mapping with tables reads its files twice; give a file, not standard input")
    }
    for path in mapping.tableFiles + files {
      // A file that cannot be opened is refused when it is imported.
      guard let reader = try? InputFile(path: path).reader() else { continue }
      do throws(ReadError) {
        try tables.read(mapping) { () throws(ReadError) -> [UInt8]? in try reader.next() }
      } catch {
        var error = error
        error.file = path
        throw error
      }
    }
    return tables
  }

  /// What a mapping is, with the further files that fill its tables.
  private static func digest(of mapping: InventoryMapping) throws(ReadError) -> [UInt8] {
    var hasher = SHA256()
    hasher.update(data: mapping.digest)
    for path in mapping.tableFiles { hasher.update(data: try sha256(ofFile: path)) }
    return Array(hasher.finalize())
  }

  /// Whether the source's latest edition had the same bytes, organization, mapping and readers.
  private func isKnown(_ request: ImportRequest, _ plan: EditionPlan) throws -> Bool {
    guard !request.files.contains("-"), try ledger.hasSource(request.source) else { return false }
    var digests: [[UInt8]] = []
    for path in request.files {
      guard let digest = try? Self.sha256(ofFile: path) else { return false }
      digests.append(digest)
    }
    return try ledger.isLatestEdition(plan, files: digests)
  }

  /// SHA-256 of a file's expanded content.
  static func sha256(ofFile path: String) throws(ReadError) -> [UInt8] {
    let reader = try InputFile(path: path).reader()
    var hasher = SHA256()
    while let bytes = try reader.next() { hasher.update(data: bytes) }
    return Array(hasher.finalize())
  }
}
