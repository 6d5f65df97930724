import Crypto

/// What assigning gave.
public struct AssignOutcome: Sendable {
  /// Key of the asset: the canonical form of what was assigned.
  public var asset: String
  /// Whom it belonged to by hand before, or nil.
  public var before: String?
  /// Ids of the organization's findings that rest on it, over all that is known.
  public var findings: [String]
}

extension Pipeline {
  /// Source of what people registered by hand, apart from all that is imported.
  public static let handSource = "by-hand"

  /// Registers an identifier as an asset of an organization; its earlier findings follow.
  ///
  /// - Parameter identifier: what `assignable` gave.
  public func assign(
    _ identifier: Identifier, to organization: String, settings: Settings
  ) async throws -> AssignOutcome {
    let key = identifier.value
    let inventory = try ledger.inventory().inventory
    let before = inventory.assets.first { $0.reference == AssetReference(source: Self.handSource, key: key) }
    let plan = EditionPlan(source: Self.handSource, known: now, command: "assign", settings: settings)
    let record = AssetRecord(
      key: key, name: "", organization: organization, observed: now, identifiers: [identifier])
    _ = try ledger.addEdition(plan, owners: { OwnerIndex(organizations: $0).decide }) { session in
      try session.file { emit in
        try emit(.asset(record))
        return EditionFile(
          name: "", sha256: Self.digest(assigning: key, to: organization), format: "by-hand",
          version: 1, isComplete: false, observed: now, assets: 1, problems: 0)
      }
    }
    try await refresh()
    let known = try await history()
    let resting = try known.exposure(
      over: Interval(from: known.history.recordsBegan ?? now, to: known.history.silenceMeasured(at: now)), now: now,
      scope: ExposureScope(organizations: [organization], hasClasses: false)
    ).findings.filter { $0.evidence.contains { $0.identifier == key } }
    return AssignOutcome(
      asset: key, before: before.map { inventory.organizations[$0.owner].key }, findings: resting.map(\.id))
  }

  /// What stands for the file of an assignment.
  static func digest(assigning key: String, to organization: String) -> [UInt8] {
    Array(SHA256.hash(data: Array("\(key) \(organization)".utf8)))
  }

  /// What a person wrote as an identifier that can be matched; else why not.
  public static func assignable(_ text: String, settings: Settings) -> (identifier: Identifier?, reason: String) {
    let kinds: [IdentifierKind] = text.contains("://") ? [.url] : [.address, .range, .host]
    for kind in kinds {
      guard let identifier = Identifier.canonical(kind, given: text).identifier else { continue }
      if let reason = identifier.unmatchableReason(documentationSpace: settings.documentationAddresses) {
        return (nil, reason)
      }
      return (identifier, "")
    }
    return (nil, "no host, address, range or url")
  }
}
