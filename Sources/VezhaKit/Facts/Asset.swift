/// How much depends on an asset.
public enum Criticality: String, Sendable, CaseIterable, Comparable, Codable {
  case low, moderate, high, critical

  /// Position on the scale, 0 (low) to 3 (critical).
  public var rank: Int {
    switch self {
    case .low: 0
    case .moderate: 1
    case .high: 2
    case .critical: 3
    }
  }

  /// Criticalities order from low to critical.
  public static func < (left: Criticality, right: Criticality) -> Bool { left.rank < right.rank }
}

/// What an asset is for, where it can be told.
public enum AssetKind: String, Sendable, CaseIterable, Codable {
  case web, mail, vpn, identity
  case nameServer = "name-server"
  case database, network, workstation, server, service, other
}

/// What an identifier is.
public enum IdentifierKind: String, Sendable, CaseIterable, Codable {
  case host, domain, address, range, url
  case emailDomain = "email-domain"
  case mac
  case nativeID = "native-id"
}

/// One thing that identifies an asset: kept as given, compared in canonical form.
public struct Identifier: Hashable, Sendable {
  /// What it is.
  public var kind: IdentifierKind
  /// Canonical form; equal things have equal values.
  ///
  /// The given text where it has no canonical form.
  public var value: String
  /// As written in the inventory.
  public var given: String

  /// An identifier as given and as compared.
  public init(kind: IdentifierKind, value: String, given: String) {
    self.kind = kind
    self.value = value
    self.given = given
  }
}

/// A port of an asset as our own scan saw it.
public struct Service: Hashable, Sendable {
  /// `tcp`, `udp`, `sctp`, `icmp`, `ip` as the file says, lower case.
  public var transport: String
  /// 0 to 65535.
  public var port: Int
  /// State as the file says: open, closed, filtered and the like; open where it says nothing.
  public var state: String
  /// Service name, or empty.
  public var name: String
  /// Product, or empty.
  public var product: String
  /// Version, or empty.
  public var version: String
  /// CPE names as written.
  public var cpe: [String]

  /// A port with what answers there.
  public init(
    transport: String, port: Int, state: String = "open", name: String = "", product: String = "",
    version: String = "", cpe: [String] = []
  ) {
    self.transport = transport
    self.port = port
    self.state = state
    self.name = name
    self.product = product
    self.version = version
    self.cpe = cpe
  }
}

/// Software or hardware of an asset that is not tied to a port.
public struct Product: Hashable, Sendable {
  /// Name, or empty where only a CPE or purl is known.
  public var name: String
  /// Version, or empty.
  public var version: String
  /// CPE name as written, or empty.
  public var cpe: String
  /// Package URL, or empty.
  public var purl: String

  /// A product by name, CPE or purl.
  public init(name: String = "", version: String = "", cpe: String = "", purl: String = "") {
    self.name = name
    self.version = version
    self.cpe = cpe
    self.purl = purl
  }
}

/// An asset as one inventory file describes it.
public struct AssetRecord: Hashable, Sendable {
  /// Native id, else first host, else first address; unique within a source.
  public var key: String
  /// Name for people, or empty.
  public var name: String
  /// Owner named in the file, or nil.
  public var organization: String?
  /// Criticality the file states, or nil.
  public var criticality: Criticality?
  /// What it is for, where the file says or its services tell.
  public var kind: AssetKind?
  /// When it was scanned or recorded, where the file says.
  public var observed: Instant?
  /// All identifiers in file order, without repetitions.
  public var identifiers: [Identifier]
  /// All ports in file order, without repetitions.
  public var services: [Service]
  /// Products in file order, without repetitions.
  public var products: [Product]
  /// 1-based line on which the record begins.
  public var line: Int

  /// An asset; everything but the key may be absent.
  public init(
    key: String, name: String = "", organization: String? = nil, criticality: Criticality? = nil,
    kind: AssetKind? = nil, observed: Instant? = nil, identifiers: [Identifier] = [],
    services: [Service] = [],
    products: [Product] = [], line: Int = 0
  ) {
    self.key = key
    self.name = name
    self.organization = organization
    self.criticality = criticality
    self.kind = kind
    self.observed = observed
    self.identifiers = identifiers
    self.services = services
    self.products = products
    self.line = line
  }
}

/// What an inventory file gives, one at a time.
public enum InventoryRecord: Hashable, Sendable {
  case organization(Organization)
  case asset(AssetRecord)
}
