/// The whole flow: inventories and documents in, findings and reports out.
///
///     inventory files -> importInventory -> ledger -> refresh -> history -> exposure -> report
///     documents       -> receive         -> ledger
///
/// Every step lies in a file of its own under `Steps/`; nothing here knows a clock: "now" is given.
public struct Pipeline: Sendable {
  /// Where everything lies.
  public let workspace: Workspace
  /// The store of facts.
  public let ledger: Ledger
  /// The time of this command.
  public let now: Instant
  /// What is known to mislead.
  public let warnings: WarningListFolder
  let shelf = InventoryShelf()

  /// A pipeline over an open ledger.
  public init(workspace: Workspace, ledger: Ledger, now: Instant) {
    self.workspace = workspace
    self.ledger = ledger
    self.now = now
    warnings = WarningListFolder(workspace)
  }

  /// The public suffix list under some settings.
  func suffixes(_ settings: Settings) throws(ReadError) -> PublicSuffixes {
    try PublicSuffixes(
      listFile: workspace.configuration.publicSuffixList.map { workspace.path($0) }, extra: settings.publicSuffixes)
  }

  /// What stored sightings rest on beside facts: our rules and readers, the public suffix list, and warning lists.
  func matchingRules() throws(ReadError) -> String {
    let digest = try PublicSuffixes.digest(
      listFile: workspace.configuration.publicSuffixList.map { workspace.path($0) })
    let warnings = warnings.content.digest
    return "\(RulesVersion.text), suffixes \(digest)\(warnings.isEmpty ? "" : ", warning lists \(warnings)")"
  }

  /// The rules as reports name them, with the warning lists in force.
  public var rulesInReports: String {
    let digest = warnings.content.digest
    return digest.isEmpty ? RulesVersion.text : "\(RulesVersion.text), warning lists \(digest.prefix(16))"
  }

  /// The warning lists in force.
  var warningLists: WarningLists { warnings.content.lists }

  /// Whether the stored sightings are what the facts give under the rules in force.
  public func hasFreshSightings() throws -> Bool { try ledger.hasFreshSightings(under: try matchingRules()) }

  /// The inventory arranged for matching, as known at a time.
  ///
  /// - Parameter formats: formats of the documents to be matched: only advisories need to know what assets run.
  func index(
    _ loaded: LoadedInventory, _ settings: Settings, formats: some Sequence<String>, asKnown: Instant? = nil
  ) throws -> MatchIndex {
    MatchIndex(
      inventory: loaded.inventory, settings: settings, suffixes: try suffixes(settings), warnings: warningLists,
      software: try software(loaded, formats: formats, asKnown: asKnown))
  }

  /// What assets run, where a document may name products.
  func software(
    _ loaded: LoadedInventory, formats: some Sequence<String>, asKnown: Instant? = nil
  ) throws -> [Int: AssetSoftware] {
    try formats.contains(where: Document.advisoryFormats.contains) ? ledger.software(in: loaded, asKnown: asKnown) : [:]
  }

  /// Whether `vezha.yaml` says something else than what findings rest on now.
  public func hasChangedSettings() throws -> Bool {
    try ledger.settings() != workspace.configuration.settings
  }
}
