/// What happened to a finding over an interval.
public enum FindingClass: String, Sendable, CaseIterable, Codable {
  case new, returned, continuing
  case notNamed = "not-named"
  case unknown
}

/// Whether a finding is on its list at the end of the interval.
public enum FindingState: String, Sendable, CaseIterable, Codable {
  case on, off, unknown
}

/// How bad it would be if it is true.
public enum Impact: String, Sendable, CaseIterable, Comparable, Codable {
  case low, moderate, high, severe

  /// Position on the scale, 0 (low) to 3 (severe).
  public var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// Impacts order from low to severe.
  public static func < (left: Impact, right: Impact) -> Bool { left.rank < right.rank }
}

/// What to look at first.
public enum Priority: String, Sendable, CaseIterable, Comparable, Codable {
  case low, medium, high, critical

  /// Position on the scale, 0 (low) to 3 (critical).
  public var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// Priorities order from low to critical.
  public static func < (left: Priority, right: Priority) -> Bool { left.rank < right.rank }
}

/// A run of a finding's sightings.
public struct Episode: Hashable, Sendable {
  /// First sighting.
  public var start: Instant
  /// Last sighting.
  public var lastSeen: Instant
  /// First document that shows its absence; nil while none does.
  public var offSince: Instant?
  /// Documents naming it.
  public var documents: Int
  /// Rows naming it.
  public var rows: Int

  /// A run of sightings.
  public init(start: Instant, lastSeen: Instant, offSince: Instant?, documents: Int, rows: Int) {
    self.start = start
    self.lastSeen = lastSeen
    self.offSince = offSince
    self.documents = documents
    self.rows = rows
  }
}

/// A document as reports name it.
public struct DocumentReference: Hashable, Sendable {
  /// SHA-256 of its bytes, lower-case hexadecimal.
  public var sha256: String
  /// Base name of its file.
  public var file: String
  /// When it was published.
  public var published: Instant

  /// A document as reports name it.
  public init(sha256: String, file: String, published: Instant) {
    self.sha256 = sha256
    self.file = file
    self.published = published
  }
}

/// One entry of a finding's evidence: a document, a rule, an identifier.
public struct Evidence: Hashable, Sendable {
  /// The rule that fired.
  public var rule: Rule
  /// Certainty after the guards.
  public var certainty: Certainty
  /// Key of the asset, or nil where an organization's own domain or range matched.
  public var asset: String?
  /// Canonical form of what matched on our side.
  public var identifier: String
  /// As written in the document.
  public var listed: String
  /// The document.
  public var document: DocumentReference
  /// Place of the first row.
  public var location: String
  /// How many rows.
  public var rows: Int
  /// What guards know of it that makes it less certain.
  public var guards: [String]

  /// One entry of a finding's evidence.
  public init(
    rule: Rule, certainty: Certainty, asset: String?, identifier: String, listed: String,
    document: DocumentReference, location: String, rows: Int, guards: [String] = []
  ) {
    self.guards = guards
    self.rule = rule
    self.certainty = certainty
    self.asset = asset
    self.identifier = identifier
    self.listed = listed
    self.document = document
    self.location = location
    self.rows = rows
  }
}

/// Whether our own scan shows a listed port open.
public enum OwnPort: String, Sendable, Codable {
  case open, closed
  case notScanned = "not-scanned"
}

/// An asset as findings name it.
public struct AssetSummary: Hashable, Sendable {
  /// The asset's key within its source.
  public var key: String
  /// Name for people, or empty.
  public var name: String
  /// Criticality in force (its own, else by kind, else the organization's default), or nil.
  public var criticality: Criticality?

  /// An asset as findings name it.
  public init(key: String, name: String, criticality: Criticality?) {
    self.key = key
    self.name = name
    self.criticality = criticality
  }
}

/// One subject, tied to one organization, in one series and role, over an interval.
public struct Finding: Hashable, Sendable {
  /// Hash of organization, series, role and subject; never changes.
  public var id: String
  /// Key of the organization.
  public var organization: String
  /// Name of the organization for people.
  public var organizationName: String
  /// Key of the series.
  public var series: String
  /// What the series says the subject is.
  public var role: Role
  /// What an analyst decided it is, or nil.
  public var roleDecided: Role?
  /// The subject.
  public var subject: Subject
  /// How bad it would be.
  public var impact: Impact
  /// How sure the match is.
  public var certainty: Certainty
  /// What to look at first.
  public var priority: Priority
  /// Whether a person must judge it before it is told.
  public var needsReview: Bool
  /// What happened in the interval; nil where there is no history (`check`).
  public var findingClass: FindingClass?
  /// Whether it is on the list at the end of the interval.
  public var state: FindingState
  /// For `returned`: whole days of absence before.
  public var absentDays: Int?
  /// For `returned`: how many of them had no document of the series.
  public var unobservedDays: Int?
  /// Number of the episode that decides the class, from 1.
  public var episode: Int
  /// Episodes that touch the interval, oldest first.
  public var episodes: [Episode]
  /// First sighting of all that is known.
  public var firstSeen: Instant
  /// Last sighting of all that is known.
  public var lastSeen: Instant
  /// Documents of the interval that name it.
  public var documents: Int
  /// Rows of the interval that name it.
  public var rows: Int
  /// Whether an asset carries the host or its `www` twin; always true for addresses.
  public var inInventory: Bool
  /// Assets of the strongest rule, ordered by key.
  public var assets: [AssetSummary]
  /// How many more assets it touches: those of weaker rules, and those beyond what one listing may name.
  public var otherAssets = 0
  /// Evidence of the interval, ordered by published time, rule and identifier.
  public var evidence: [Evidence]
  /// Listed ports of the interval with what our own scan says, ordered by transport and port.
  public var services: [FindingService]
  /// Kinds of flood listed in the interval, with rows.
  public var attacks: [AttackKind: Int]
  /// Path classes listed in the interval, with rows.
  public var paths: [PathClass: Int]
  /// What the advisories of the interval ask for; nil where there is none.
  public var advisory: Advisory?
  /// How many distinct foreign hosts share the address (`shared-address`).
  public var foreignHosts: Int
  /// The decision that applies: the one that hides it, else the newest; or nil.
  public var decision: Decision?
  /// The decision that a defence is in place, or nil.
  public var protection: Decision?
  /// Whether it came back although a defence is in place, with a confirmed incident.
  public var hasFailedDefence = false
  /// What hid it, or nil.
  public var suppressedBy: String?
  /// When each document of the interval named it, oldest first (the day strip).
  public var sightings: [Instant]

  /// A listed port with what our own scan says of it.
  public struct FindingService: Hashable, Sendable {
    /// The listed port.
    public var listed: ListedService
    /// What our own scan says.
    public var ours: OwnPort

    /// A listed port with what our own scan says of it.
    public init(listed: ListedService, ours: OwnPort) {
      self.listed = listed
      self.ours = ours
    }
  }
}

/// How much of an interval was observed in one series.
public struct Coverage: Hashable, Sendable {
  /// Key of the series.
  public var series: String
  /// Documents published in the interval.
  public var documents: Int
  /// Days of the interval with a document.
  public var days: Int
  /// How many of the documents are advisories: they tell of products, and who is named on a list stands in none.
  public var advisories: Int

  /// How much of an interval was observed in one series.
  public init(series: String, documents: Int, days: Int, advisories: Int = 0) {
    self.series = series
    self.documents = documents
    self.days = days
    self.advisories = advisories
  }
}

/// The findings of an interval with what they rest on.
public struct Exposure: Sendable {
  /// The interval.
  public var interval: Interval
  /// Known time of the newest fact used; nil where there is none.
  public var asKnown: Instant?
  /// Published time of the oldest document known; nil where there is none.
  public var recordsBegan: Instant?
  /// Coverage of each series, ordered by key.
  public var coverage: [Coverage]
  /// Findings, most urgent first.
  public var findings: [Finding]
  /// Findings that something hides, most urgent first.
  public var suppressed: [Finding]
  /// Documents of the interval that were purged, which no coverage counts: what they named is not known any more.
  public var purged = 0

  /// The findings of an interval.
  public init(
    interval: Interval, asKnown: Instant?, recordsBegan: Instant?, coverage: [Coverage], findings: [Finding],
    suppressed: [Finding]
  ) {
    self.interval = interval
    self.asKnown = asKnown
    self.recordsBegan = recordsBegan
    self.coverage = coverage
    self.findings = findings
    self.suppressed = suppressed
  }
}
