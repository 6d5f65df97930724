import Crypto

/// What an analyst decided.
public enum Verdict: String, Sendable, CaseIterable, Codable {
  /// The match is wrong: hides the finding.
  case falsePositive = "false-positive"
  /// The risk is borne: hides the finding.
  case accepted
  /// A defence is in place: lowers the priority, hides nothing.
  case protected
  /// Somebody is working on it: changes nothing else.
  case inProgress = "in-progress"
  /// It happened, whatever the series says it is.
  case confirmed
  /// It did not happen, whatever the series says it is.
  case refuted

  /// Whether findings disappear from the counts.
  public var hides: Bool { self == .falsePositive || self == .accepted }

  /// The role it decides, or nil.
  public var role: Role? {
    switch self {
    case .confirmed: .confirmed
    case .refuted: .refuted
    default: nil
    }
  }

  /// After which it lapses unless said otherwise; nil for never.
  public var lapsesAfter: TimeSpan? {
    switch self {
    case .falsePositive, .accepted: .days(365)
    case .protected: .days(180)
    case .inProgress, .confirmed, .refuted: nil
    }
  }
}

/// How much a decision covers.
public enum DecisionScope: String, Sendable, CaseIterable, Codable {
  /// One finding.
  case finding
  /// The same organization and subject, in any series and role.
  case subject
  /// Evidence of one rule on that subject only.
  case rule
}

/// An analyst's word on findings: a fact, so that no import, renamed file or new edition loses it.
public struct Decision: Hashable, Sendable {
  /// 80 bits of the SHA-256 of all it said when it was taken, in hexadecimal: the same in every ledger that holds it.
  public let id: String
  /// What was decided.
  public var verdict: Verdict
  /// How much it covers.
  public var scope: DecisionScope
  /// Id of the finding it was decided on.
  public private(set) var finding: String
  /// Key of the organization.
  public private(set) var organization: String
  /// Key of the series of the finding.
  public var series: String
  /// Role of the finding.
  public var role: Role
  /// The subject.
  public var subject: Subject
  /// The rule, for the scope of that name.
  public var rule: Rule?
  /// Why.
  public var reason: String
  /// Who decided.
  public var author: String
  /// When it was decided.
  public var decided: Instant
  /// It applies to intervals that end by then; nil for all.
  public var until: Instant?
  /// That it was taken back, or nil.
  public var withdrawal: Withdrawal?

  /// That a decision was taken back.
  public struct Withdrawal: Hashable, Sendable {
    /// When.
    public var time: Instant
    /// Why.
    public var reason: String
    /// By whom.
    public var author: String

    /// That a decision was taken back.
    public init(time: Instant, reason: String, author: String) {
      self.time = time
      self.reason = reason
      self.author = author
    }
  }

  /// A decision; see the properties.
  public init(
    verdict: Verdict, scope: DecisionScope, finding: String, organization: String, series: String, role: Role,
    subject: Subject, rule: Rule? = nil, reason: String, author: String, decided: Instant, until: Instant?,
    withdrawal: Withdrawal? = nil
  ) {
    self.verdict = verdict
    self.scope = scope
    self.finding = finding
    self.organization = organization
    self.series = series
    self.role = role
    self.subject = subject
    self.rule = rule
    self.reason = reason
    self.author = author
    self.decided = decided
    self.until = until
    self.withdrawal = withdrawal
    id = Self.id([
      verdict.rawValue, scope.rawValue, finding, organization, series, role.rawValue, subject.kind.rawValue,
      subject.value, rule?.rawValue ?? "", reason, author, String(decided.microseconds),
      until.map { String($0.microseconds) } ?? "",
    ])
  }

  /// 80 bits of the SHA-256 of all it says, in hexadecimal: the same in every ledger that holds it.
  private static func id(_ fields: [String]) -> String {
    var hasher = SHA256()
    for field in fields {
      hasher.update(data: Array(field.utf8))
      hasher.update(data: [0])
    }
    return hexadecimal(hasher.finalize().prefix(10))
  }

  /// The same decision on the same subject of an organization that goes by another key now; its id stays.
  func followed(to organization: String, finding: String) -> Decision {
    var decision = self
    decision.organization = organization
    decision.finding = finding
    return decision
  }

  /// Whether an interval ends before it lapses, however early the interval; a withdrawn one applies to none.
  public func applies(to interval: Interval) -> Bool {
    withdrawal == nil && (until.map { interval.to <= $0 } ?? true)
  }

  /// Decisions order by when they were taken, then by id.
  public static func precedes(_ left: Decision, _ right: Decision) -> Bool {
    left.decided == right.decided ? left.id < right.id : left.decided < right.decided
  }
}
