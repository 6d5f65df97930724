/// Everything a report is made of: finished facts, filtered to its reader; no clock, no store.
public struct ReportFacts: Sendable {
  /// Whom the report is for.
  public enum Scope: Hashable, Sendable {
    /// The whole government.
    case government
    /// One organization, with those below it if `children` are named.
    case organization(key: String, children: [String])
    /// The organizations of one sector.
    case sector(name: String, members: [String])

    /// Whether the reader is one organization, alone or with those below it.
    var isOneOrganization: Bool { if case .organization = self { true } else { false } }

    /// The reader in one line, the same in every language.
    var key: String {
      switch self {
      case .government: "government"
      case .organization(let key, let children): (["organization", key] + children).joined(separator: " ")
      case .sector(let name, _): "sector \(name)"
      }
    }
  }

  /// Whom the report is for.
  public var scope: Scope
  /// Findings of the interval.
  public var exposure: Exposure
  /// Findings of the interval of the same length just before.
  public var previous: Exposure
  /// The 26 intervals up to and with this one, oldest first.
  public var trend: [TrendPoint]
  /// Earlier episodes of each finding of `exposure` within 26 weeks before its interval's end, by finding id.
  public var timesBefore: [String: Int]
  /// For names not named: how the `not-named` of the 52 weeks before behaved; nil without such history.
  public var returnRates: ReturnRates?
  /// Organizations the reader may see, ordered by key.
  public var organizations: [OrganizationFacts]
  /// Series with their health, ordered by key.
  public var series: [SeriesFacts]
  /// Documents of the interval, ordered by series, published time and hash.
  public var documents: [Document]
  /// Inventory editions known at the interval's end, newest of each source, ordered by source.
  public var editions: [EditionFacts]
  /// Assets that nobody's domain or range claims; 0 in an organization's report.
  public var unassignedAssets: Int
  /// Identifiers that are never matched, by reason, ordered by reason.
  public var unmatchable: [(reason: String, count: Int)]
  /// Decisions in force over the interval: those that lapse within 30 days after it first, the earliest first, then by
  /// organization and subject.
  public var decisions: [DecisionFacts]
  /// Head of the facts chain, lower-case hexadecimal.
  public var chainHead: String
  /// Version of rules and readers.
  public var rulesVersion: String
  /// Mark of the report: the strictest of configuration and sources.
  public var tlp: TLP
  /// What the lists themselves do; nil in everybody's report but the government's.
  public var campaign: CampaignFacts?
  /// Alerts written in the interval with what became of them, oldest first.
  public var notices: [NoticeFacts] = []
  /// The alert that the facts are of; nil in a report.
  public var alert: AlertFacts?
  /// The pieces of the interval beside each other; nil for a week or less.
  public var comparison: ComparisonFacts?

  /// Time zone of the one organization that the facts are of.
  var readersZone: LocalTimeZone? {
    guard case .organization(let key, _) = scope else { return nil }
    return organizations.first { $0.organization.key == key }?.organization.timeZone
  }

  /// A point of the trend.
  public struct TrendPoint: Hashable, Sendable {
    /// The interval.
    public var interval: Interval
    /// Documents published in it; 0 means we were blind.
    public var documents: Int
    /// Findings named in it (new, returned or continuing, none suppressed): what the card counts for its own interval.
    public var named: Int
    /// How many of them for the first time.
    public var new: Int
    /// How many of them back after an absence.
    public var returned: Int

    /// A point of the trend.
    public init(interval: Interval, documents: Int, named: Int, new: Int, returned: Int) {
      self.interval = interval
      self.documents = documents
      self.named = named
      self.new = new
      self.returned = returned
    }
  }

  /// How many names that left a list came back, over the 52 weeks before.
  public struct ReturnRates: Hashable, Sendable {
    /// Names that left.
    public var left: Int
    /// Back within 28 days.
    public var within28Days: Int
    /// Back within 84 days.
    public var within84Days: Int

    /// How many names that left a list came back.
    public init(left: Int, within28Days: Int, within84Days: Int) {
      self.left = left
      self.within28Days = within28Days
      self.within84Days = within84Days
    }
  }

  /// An organization with what we hold of it.
  public struct OrganizationFacts: Hashable, Sendable {
    /// The organization.
    public var organization: Organization
    /// Assets it owns, retired ones not counted.
    public var assets: Int
    /// Observed time of its newest edition, or nil.
    public var scanned: Instant?

    /// An organization with what we hold of it.
    public init(organization: Organization, assets: Int, scanned: Instant?) {
      self.organization = organization
      self.assets = assets
      self.scanned = scanned
    }
  }

  /// A series with its health over the interval.
  public struct SeriesFacts: Hashable, Sendable {
    /// The series.
    public var series: Series
    /// Documents and days of the interval.
    public var coverage: Coverage
    /// Published time of its newest document before the interval's end, or nil.
    public var newest: Instant?
    /// Rows of the interval's documents.
    public var listings: Int
    /// Values of the interval's documents that were skipped.
    public var skipped: Int
    /// Distinct subjects of its largest and smallest non-empty document in the interval.
    public var subjects: ClosedRange<Int>?
    /// What its documents up to the interval's end show to be wrong with it.
    public var signs: [SeriesSign]

    /// A series with its health over the interval.
    public init(
      series: Series, coverage: Coverage, newest: Instant?, listings: Int, skipped: Int,
      subjects: ClosedRange<Int>?, signs: [SeriesSign] = []
    ) {
      self.series = series
      self.coverage = coverage
      self.newest = newest
      self.listings = listings
      self.skipped = skipped
      self.subjects = subjects
      self.signs = signs
    }
  }

  /// A decision with what it covers.
  public struct DecisionFacts: Hashable, Sendable {
    /// The decision.
    public var decision: Decision
    /// Findings of the interval that it covers, hidden ones included.
    public var findings: Int

    /// A decision with what it covers.
    public init(decision: Decision, findings: Int) {
      self.decision = decision
      self.findings = findings
    }
  }

  /// What an edition of an inventory source was and changed.
  public struct EditionFacts: Hashable, Sendable {
    /// Key of the source.
    public var source: String
    /// When its data was observed.
    public var observed: Instant
    /// Whether it was the whole of its source.
    public var complete: Bool
    /// Assets it has.
    public var assets: Int
    /// Assets it added, changed and retired.
    public var added: Int
    /// Assets it changed.
    public var changed: Int
    /// Assets it retired.
    public var retired: Int

    /// What an edition of an inventory source was and changed.
    public init(
      source: String, observed: Instant, complete: Bool, assets: Int, added: Int, changed: Int, retired: Int
    ) {
      self.source = source
      self.observed = observed
      self.complete = complete
      self.assets = assets
      self.added = added
      self.changed = changed
      self.retired = retired
    }
  }

  /// The facts of a report; see the properties.
  public init(
    scope: Scope, exposure: Exposure, previous: Exposure, trend: [TrendPoint], timesBefore: [String: Int],
    returnRates: ReturnRates?, organizations: [OrganizationFacts], series: [SeriesFacts],
    documents: [Document],
    editions: [EditionFacts], unassignedAssets: Int, unmatchable: [(reason: String, count: Int)],
    decisions: [DecisionFacts] = [], chainHead: String, rulesVersion: String, tlp: TLP
  ) {
    self.scope = scope
    self.exposure = exposure
    self.previous = previous
    self.trend = trend
    self.timesBefore = timesBefore
    self.returnRates = returnRates
    self.organizations = organizations
    self.series = series
    self.documents = documents
    self.editions = editions
    self.unassignedAssets = unassignedAssets
    self.unmatchable = unmatchable
    self.decisions = decisions
    self.chainHead = chainHead
    self.rulesVersion = rulesVersion
    self.tlp = tlp
  }
}
