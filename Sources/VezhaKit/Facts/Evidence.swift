/// How sure a rule is.
public enum Certainty: String, Sendable, CaseIterable, Comparable, Codable {
  case possible, strong, certain

  /// Position on the scale, 0 (possible) to 2 (certain).
  public var rank: Int {
    switch self {
    case .possible: 0
    case .strong: 1
    case .certain: 2
    }
  }

  /// Certainties order from possible to certain.
  public static func < (left: Certainty, right: Certainty) -> Bool { left.rank < right.rank }
}

/// Why a listing is tied to an organization.
public enum Rule: String, Sendable, CaseIterable, Comparable, Codable {
  case hostExact = "host-exact"
  case hostWWW = "host-www"
  case hostBelow = "host-below"
  case hostAbove = "host-above"
  case hostSameDomain = "host-same-domain"
  case constituency
  case addressExact = "address-exact"
  case addressInRange = "address-in-range"
  case rangeOverAddress = "range-over-address"
  case sharedAddress = "shared-address"
  case emailDomain = "email-domain"
  case organizationName = "organization-name"
  case lookalikeHost = "lookalike-host"
  case product

  /// Position in the table of rules, strongest first.
  public var order: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }

  /// Whether it rests on an address, which others may share.
  public var isByAddress: Bool { self == .addressExact || self == .addressInRange || self == .rangeOverAddress }

  /// Rules order as in the table, strongest first.
  public static func < (left: Rule, right: Rule) -> Bool { left.order < right.order }

  /// Certainty before any guard.
  public var certainty: Certainty {
    switch self {
    case .hostExact: .certain
    case .sharedAddress, .organizationName, .lookalikeHost: .possible
    default: .strong
    }
  }
}

/// What a listing is about, in canonical form.
public struct Subject: Hashable, Comparable, Sendable, Codable {
  /// What it is.
  public var kind: SubjectKind
  /// Canonical form.
  public var value: String

  /// A subject in canonical form.
  public init(kind: SubjectKind, value: String) {
    self.kind = kind
    self.value = value
  }

  /// Subjects order by value, then by kind.
  public static func < (left: Subject, right: Subject) -> Bool {
    left.value == right.value ? left.kind.rawValue < right.kind.rawValue : left.value < right.value
  }
}

/// A port a document lists for a subject.
public struct ListedService: Hashable, Sendable, Codable {
  /// Transport, or nil where the rows do not say.
  public var transport: Transport?
  /// Port, or nil where the rows do not say.
  public var port: UInt16?
  /// In how many rows.
  public var rows: Int

  /// A listed port.
  public init(transport: Transport?, port: UInt16?, rows: Int) {
    self.transport = transport
    self.port = port
    self.rows = rows
  }
}

/// One way in which a document ties a subject to an organization.
public struct SightingEvidence: Hashable, Sendable, Codable {
  /// The rule that fired.
  public var rule: Rule
  /// Source and key of the asset, or nil where an organization's own domain or range, or a zone, matched.
  public var asset: AssetReference?
  /// Canonical form of what matched on our side.
  public var identifier: String
  /// As written in the document; for `shared-address` our address.
  public var listed: String
  /// Place of the first row.
  public var location: String
  /// How many rows.
  public var rows: Int
  /// The address this evidence rests on, for the shared-address guard; nil for names.
  public var address: String?
  /// Certainty where it is not the rule's: a product without a version.
  public var certainty: Certainty?

  /// One way in which a document ties a subject to an organization.
  public init(
    rule: Rule, asset: AssetReference?, identifier: String, listed: String, location: String, rows: Int,
    address: String? = nil, certainty: Certainty? = nil
  ) {
    self.certainty = certainty
    self.rule = rule
    self.asset = asset
    self.identifier = identifier
    self.listed = listed
    self.location = location
    self.rows = rows
    self.address = address
  }
}

/// Names an asset: keys are unique only within their source.
public struct AssetReference: Hashable, Comparable, Sendable, Codable {
  /// The inventory source.
  public var source: String
  /// The asset's key within it.
  public var key: String

  /// An asset of a source.
  public init(source: String, key: String) {
    self.source = source
    self.key = key
  }

  /// References order by key, then by source.
  public static func < (left: AssetReference, right: AssetReference) -> Bool {
    left.key == right.key ? left.source < right.source : left.key < right.key
  }
}

/// All that one document says of one subject, tied to one organization.
///
/// A cache: it can be rebuilt from facts.
public struct Sighting: Hashable, Sendable {
  /// Row number of the document in the ledger (or its position in memory).
  public var document: Int
  /// Key of the organization.
  public var organization: String
  /// What the document says the subject is.
  public var role: Role
  /// The subject.
  public var subject: Subject
  /// The listing's own time; nil where it is the document's.
  public var time: Instant?
  /// What is said to happen to it, where the document says.
  public var threat: Threat?
  /// What an advisory asks for, where it is one.
  public var advisory: Advisory?
  /// How many rows name it.
  public var rows: Int
  /// Whether an asset carries the host, its `www` twin, or the address.
  public var inInventory: Bool
  /// Why, strongest rule first.
  public var evidence: [SightingEvidence]
  /// Ports listed, ordered by transport and port.
  public var services: [ListedService]
  /// Kinds of flood listed with their rows, ordered by kind.
  public var attacks: [AttackKind: Int]
  /// Path classes listed with their rows.
  public var paths: [PathClass: Int]
  /// Salted hashes of foreign hosts that stand beside the subject (`shared-address` only), ascending.
  public var foreign: [UInt64]
  /// How many more assets a listing touches than the evidence names.
  public var moreAssets: Int

  /// A sighting; see the properties.
  public init(
    document: Int, organization: String, role: Role, subject: Subject, time: Instant? = nil,
    threat: Threat? = nil, advisory: Advisory? = nil, rows: Int = 0, inInventory: Bool = false,
    evidence: [SightingEvidence] = [], services: [ListedService] = [], attacks: [AttackKind: Int] = [:],
    paths: [PathClass: Int] = [:], foreign: [UInt64] = [], moreAssets: Int = 0
  ) {
    self.moreAssets = moreAssets
    self.document = document
    self.organization = organization
    self.role = role
    self.subject = subject
    self.time = time
    self.threat = threat
    self.advisory = advisory
    self.rows = rows
    self.inInventory = inInventory
    self.evidence = evidence
    self.services = services
    self.attacks = attacks
    self.paths = paths
    self.foreign = foreign
  }
}

/// A foreign host seen beside one of our addresses: what the shared-address guard learns from.
public struct Coupling: Hashable, Sendable {
  /// Row number of the document.
  public var document: Int
  /// Key of the organization the address is matched to.
  public var organization: String
  /// Our address, canonical.
  public var address: String
  /// Salted hash of the foreign host's registrable domain; the name is never kept.
  public var foreign: UInt64

  /// A foreign host seen beside one of our addresses.
  public init(document: Int, organization: String, address: String, foreign: UInt64) {
    self.document = document
    self.organization = organization
    self.address = address
    self.foreign = foreign
  }
}
