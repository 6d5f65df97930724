/// The inventory as known at some time: who owns what, and how long each identifier counts.
public struct Inventory: Sendable {
  /// Organizations, ordered by key; `unassigned` is always among them.
  public private(set) var organizations: [Organization]
  /// Assets, in the order of the ledger.
  public private(set) var assets: [HeldAsset]
  /// Identifiers of assets, and the domains and ranges of organizations.
  public private(set) var identifiers: IdentifierList
  private var organizationNumbers: [String: Int]

  /// An asset with its owner.
  public struct HeldAsset: Hashable, Sendable {
    /// Source and key.
    public var reference: AssetReference
    /// Name for people, or empty.
    public var name: String
    /// Position of the owner in `organizations`.
    public var owner: Int
    /// Criticality its source states, or nil.
    public var criticality: Criticality?
    /// What it is for, or nil.
    public var kind: AssetKind?
    /// Whether its source no longer has it.
    public var isRetired: Bool

    /// An asset with its owner.
    public init(
      reference: AssetReference, name: String, owner: Int, criticality: Criticality?, kind: AssetKind?,
      isRetired: Bool
    ) {
      self.reference = reference
      self.name = name
      self.owner = owner
      self.criticality = criticality
      self.kind = kind
      self.isRetired = isRetired
    }
  }

  /// Who holds an identifier: positions in `assets` or `organizations`.
  public enum Holder: Hashable, Sendable {
    case asset(Int)
    case organization(Int)
  }

  /// An identifier with its holder.
  public struct HeldIdentifier: Hashable, Sendable {
    /// What it is.
    public var kind: IdentifierKind
    /// Canonical form.
    public var value: String
    /// Who holds it.
    public var holder: Holder
    /// It counts for documents published before this; nil means for all.
    public var until: Instant?

    /// An identifier with its holder.
    public init(kind: IdentifierKind, value: String, holder: Holder, until: Instant? = nil) {
      self.kind = kind
      self.value = value
      self.holder = holder
      self.until = until
    }
  }

  /// An inventory of these organizations and of nothing else yet.
  ///
  /// The same key twice: the later one counts.
  public init(organizations given: [Organization] = []) {
    var byKey: [String: Organization] = [Organization.unassigned: Organization(key: Organization.unassigned)]
    for organization in given { byKey[organization.key] = organization }
    organizations = byKey.values.sorted { $0.key < $1.key }
    organizationNumbers = [:]
    for (number, organization) in organizations.enumerated() {
      for former in organization.formerKeys { organizationNumbers[former] = number }
    }
    for (number, organization) in organizations.enumerated() { organizationNumbers[organization.key] = number }
    assets = []
    identifiers = IdentifierList()
    for (number, organization) in organizations.enumerated() {
      for domain in organization.domains {
        identifiers.append(
          HeldIdentifier(kind: .domain, value: domain.canonical, holder: .organization(number)))
      }
      for range in organization.ranges {
        identifiers.append(
          HeldIdentifier(kind: .range, value: range.range.description, holder: .organization(number)))
      }
    }
  }

  /// Position of the organization that has or had a key, or nil if nobody registered it.
  public func number(of key: String) -> Int? { organizationNumbers[key] }

  /// Whether an organization has another key than before.
  public var hasFormerKeys: Bool { organizations.contains { !$0.formerKeys.isEmpty } }

  /// The key that stands for a key now: another one if the organization was renamed or merged.
  public func currentKey(_ key: String) -> String { number(of: key).map { organizations[$0].key } ?? key }

  /// The owner of what a holder holds.
  public func owner(of holder: Holder) -> Int {
    switch holder {
    case .asset(let number): assets[number].owner
    case .organization(let number): number
    }
  }

  /// Makes room, where the counts are known beforehand.
  public mutating func reserve(assets assetCount: Int, identifiers identifierCount: Int) {
    assets.reserveCapacity(assetCount)
    identifiers.reserveCapacity(identifierCount)
  }

  /// Adds an asset and returns its position.
  @discardableResult
  public mutating func add(_ asset: HeldAsset) -> Int {
    assets.append(asset)
    return assets.count - 1
  }

  /// Adds an identifier.
  public mutating func add(_ identifier: HeldIdentifier) { identifiers.append(identifier) }

  /// Adds an identifier whose value is at hand as bytes.
  mutating func add(_ kind: IdentifierKind, _ value: Span<UInt8>, holder: Holder, until: Instant?) {
    identifiers.append(kind, value, holder, until)
  }

  /// The criticality in force: the asset's own, else by its kind, else its owner's default.
  public func criticality(ofAsset number: Int) -> Criticality? {
    let asset = assets[number]
    if let own = asset.criticality { return own }
    if let kind = asset.kind, let byKind = kind.criticality { return byKind }
    return organizations[asset.owner].criticality
  }
}

extension AssetKind {
  /// Criticality of an asset that states none: what everybody's work depends on counts as high.
  public var criticality: Criticality? {
    switch self {
    case .mail, .vpn, .identity, .nameServer: .high
    default: nil
    }
  }
}
