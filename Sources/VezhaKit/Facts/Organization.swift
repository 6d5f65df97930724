/// Who is protected and told.
public struct Organization: Hashable, Sendable {
  /// Stable short key, for example `minfin`.
  public var key: String
  /// Keys it had before it was renamed or others were merged into it, in order.
  public var formerKeys: [String] = []
  /// Official names; the first is shown where no language is asked for.
  public var names: [LocalizedName]
  /// Other names and abbreviations.
  public var aliases: [LocalizedName]
  /// Sector code of the government's own list, or empty.
  public var sector: String
  /// Key of the organization above this one, or nil.
  public var parent: String?
  /// Language of its reports (`uk`, `en`), or nil.
  public var language: String?
  /// Zone in which it reads times, or nil.
  public var timeZone: LocalTimeZone?
  /// Criticality of assets that state none.
  public var criticality: Criticality?
  /// Whom to tell.
  public var contacts: [Contact]
  /// Own zones: everything at or below them is this organization's.
  public var domains: [GivenName]
  /// Own address ranges.
  public var ranges: [GivenRange]

  /// The key of what is ours but nobody registered.
  public static let unassigned = "unassigned"

  /// An organization; everything but the key may be absent.
  public init(
    key: String, names: [LocalizedName] = [], aliases: [LocalizedName] = [], sector: String = "",
    parent: String? = nil, language: String? = nil, timeZone: LocalTimeZone? = nil,
    criticality: Criticality? = nil, contacts: [Contact] = [], domains: [GivenName] = [], ranges: [GivenRange] = []
  ) {
    self.key = key
    self.names = names
    self.aliases = aliases
    self.sector = sector
    self.parent = parent
    self.language = language
    self.timeZone = timeZone
    self.criticality = criticality
    self.contacts = contacts
    self.domains = domains
    self.ranges = ranges
  }

  /// The name shown to people: the first, else the key.
  public var displayName: String { names.first?.text ?? key }

  /// This organization after another was merged into it.
  ///
  /// Its own record stays; of the other come names, as aliases, and what it holds; sector, language, time zone,
  /// criticality, parent and contacts only where this one has none.
  func merged(with other: Organization) -> Organization {
    var merged = self
    merged.aliases += (other.names + other.aliases).filter { !names.contains($0) && !aliases.contains($0) }
    merged.domains += other.domains.filter { !domains.contains($0) }
    merged.ranges += other.ranges.filter { !ranges.contains($0) }
    if sector.isEmpty { merged.sector = other.sector }
    merged.parent = parent ?? other.parent
    merged.language = language ?? other.language
    merged.timeZone = timeZone ?? other.timeZone
    merged.criticality = criticality ?? other.criticality
    if contacts.isEmpty { merged.contacts = other.contacts }
    return merged
  }
}

/// A name in a language.
public struct LocalizedName: Hashable, Sendable, Codable {
  /// BCP 47 language, or empty.
  public var language: String
  /// The name.
  public var text: String

  /// A name in a language.
  public init(language: String = "", text: String) {
    self.language = language
    self.text = text
  }
}

/// A zone as written and as compared.
public struct GivenName: Hashable, Sendable, Codable {
  /// As written.
  public var given: String
  /// A-labels, lower case.
  public var canonical: String

  /// A zone as written and as compared.
  public init(given: String, canonical: String) {
    self.given = given
    self.canonical = canonical
  }
}

/// A range as written and as compared.
public struct GivenRange: Hashable, Sendable {
  /// As written.
  public var given: String
  /// As compared.
  public var range: AddressRange

  /// A range as written and as compared.
  public init(given: String, range: AddressRange) {
    self.given = given
    self.range = range
  }
}

/// A person or desk to tell.
///
/// Never printed above debug level.
public struct Contact: Hashable, Sendable, Codable {
  /// `owner`, `operator`, `hosting`, `parent`, `sector-cert` or `duty`.
  public var role: String
  /// Who.
  public var name: String
  /// Mail address, or empty.
  public var email: String
  /// Telephone, or empty.
  public var phone: String
  /// Language to write in, or empty.
  public var language: String
  /// Date on which somebody last checked it (`2026-01-31`), or empty.
  public var verified: String

  /// A contact; everything but the role may be empty.
  public init(
    role: String, name: String = "", email: String = "", phone: String = "", language: String = "",
    verified: String = ""
  ) {
    self.role = role
    self.name = name
    self.email = email
    self.phone = phone
    self.language = language
    self.verified = verified
  }
}
