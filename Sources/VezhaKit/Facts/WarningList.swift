/// A list of what is known to mislead: addresses that many share, domains that everybody knows.
///
/// MISP's warning lists, read for what they say of hosts and addresses.
public struct WarningList: Sendable {
  /// How its values are compared.
  public enum Kind: String, Sendable, CaseIterable, Codable {
    /// Addresses and ranges.
    case cidr
    /// A host and all that lies below it.
    case hostname
    /// Exactly the value.
    case string
    /// Whatever holds the value.
    case substring
    /// Whatever the pattern is found in.
    case regex
  }

  /// What it may be asked about, by the attributes of MISP that it names.
  public struct Scope: OptionSet, Sendable, Hashable {
    /// Bits of the scope.
    public let rawValue: UInt8

    /// A scope of these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Host names.
    public static let hosts = Scope(rawValue: 1)
    /// Addresses and ranges.
    public static let addresses = Scope(rawValue: 2)
  }

  /// Short name, from its file: `cloudflare`.
  public var key: String
  /// What it calls itself.
  public var name: String
  /// How its values are compared.
  public var kind: Kind
  /// What it may be asked about.
  public var scope: Scope
  /// Whether what rests on its addresses alone is hidden, not only doubted.
  public var hides = false
  /// Addresses and ranges it knows.
  public var ranges: [AddressRange] = []
  /// Hosts it knows, canonical.
  public var hosts: [String] = []
  /// Texts that what it knows holds, lower case.
  public var parts: [String] = []
  /// Patterns that are found in what it knows.
  public var patterns: [TextPattern] = []
  /// Values that say nothing here.
  public var problems = Problems()

  /// A list without values.
  public init(key: String, name: String, kind: Kind, scope: Scope) {
    self.key = key
    self.name = name
    self.kind = kind
    self.scope = scope
  }

  /// How many of its values can be asked.
  public var count: Int { ranges.count + hosts.count + parts.count + patterns.count }

  /// Words in the key or name of a list whose addresses serve so many that being named beside one says nothing.
  private static let sharedByAll = [
    "akamai", "cdn", "cloudflare", "cloudfront", "content delivery", "fastly", "public dns", "public-dns", "resolver",
    "sinkhole",
  ]

  /// Whether it is a list of resolvers, sinkholes or content delivery, by what it calls itself.
  public var isOfSharedInfrastructure: Bool {
    let text = "\(key) \(name)".lowercased()
    return Self.sharedByAll.contains { text.contains($0) }
  }
}
