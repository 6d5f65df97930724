/// What an alert tells.
public enum AlertKind: String, Sendable, CaseIterable {
  /// The first message of a wave.
  case first
  /// More names of the same wave.
  case update
  /// All its names have been off their lists for the gap of their series.
  case closing
}

/// One message of an alert: the wave of names of one organization that came up together.
public struct AlertMessage: Hashable, Sendable {
  /// A name told, by its finding and the beginning of the episode.
  public struct Told: Hashable, Sendable {
    /// Id of the finding.
    public var finding: String
    /// When the episode began.
    public var start: Instant

    /// A name told.
    public init(finding: String, start: Instant) {
      self.finding = finding
      self.start = start
    }
  }

  /// Label of the alert: `2026-W47-03`, the ISO week of its first message and a number within it.
  public var alert: String
  /// Key of the organization.
  public var organization: String
  /// 0 for the first message, then 1, 2 ...
  public var number: Int
  /// What it tells.
  public var kind: AlertKind
  /// When it was written.
  public var written: Instant
  /// What it tells for the first time; empty for a closing note.
  public var told: [Told]

  /// One message of an alert.
  public init(
    alert: String, organization: String, number: Int, kind: AlertKind, written: Instant, told: [Told]
  ) {
    self.alert = alert
    self.organization = organization
    self.number = number
    self.kind = kind
    self.written = written
    self.told = told
  }

  /// `2026-W47-03`, `2026-W47-03.1` for its first update.
  public var label: String { number == 0 ? alert : "\(alert).\(number)" }
}

/// When alerts are written (`alert:` of `vezha.yaml`).
public struct AlertSettings: Hashable, Sendable {
  /// How long a wave is waited for: lists are rebuilt in steps.
  public var hold: TimeSpan
  /// From this criticality on nothing is waited for.
  public var urgent: Criticality
  /// Messages to one organization on one day (UTC) at most; the rest waits for the next day.
  public var mostPerDay: Int
  /// Whether a second person must release a message before it counts as sent.
  public var needsRelease: Bool

  /// One hour, high, three a day, no release.
  public init(
    hold: TimeSpan = .hours(1), urgent: Criticality = .high, mostPerDay: Int = 3, needsRelease: Bool = false
  ) {
    self.hold = hold
    self.urgent = urgent
    self.mostPerDay = mostPerDay
    self.needsRelease = needsRelease
  }
}

/// That an organization was told.
public struct Notice: Hashable, Sendable {
  /// How far a notice is.
  public enum Stage: String, Sendable, CaseIterable {
    case released, sent
  }

  /// What was sent: the label of a message (`2026-W47-03.1`), or of a report (`2026-W47`).
  public var message: String
  /// Key of the organization.
  public var organization: String
  /// How far it is.
  public var stage: Stage
  /// Whom it went to: a contact's role, or empty.
  public var role: String
  /// Number in another system, or empty.
  public var ticket: String
  /// Who did it.
  public var author: String
  /// When.
  public var time: Instant

  /// That an organization was told.
  public init(
    message: String, organization: String, stage: Stage, role: String, ticket: String, author: String, time: Instant
  ) {
    self.message = message
    self.organization = organization
    self.stage = stage
    self.role = role
    self.ticket = ticket
    self.author = author
    self.time = time
  }
}

/// What an organization replied.
public struct Answer: Hashable, Sendable {
  /// What it says of its systems.
  public enum State: String, Sendable, CaseIterable {
    case up, slow, down
    case notOurs = "not-ours"
    case providerInformed = "provider-informed"
    case text
  }

  /// Label of the message it answers.
  public var message: String
  /// Key of the organization.
  public var organization: String
  /// The name it is about; empty for all of the message.
  public var subject: String
  /// What it says.
  public var state: State
  /// In its own words, or empty.
  public var text: String
  /// Who wrote it down.
  public var author: String
  /// When it came.
  public var time: Instant

  /// What an organization replied.
  public init(
    message: String, organization: String, subject: String, state: State, text: String, author: String, time: Instant
  ) {
    self.message = message
    self.organization = organization
    self.subject = subject
    self.state = state
    self.text = text
    self.author = author
    self.time = time
  }
}

/// The end of a shift.
public struct Handover: Hashable, Sendable {
  /// When.
  public var time: Instant
  /// Who hands over.
  public var author: String
  /// Free notes.
  public var text: String

  /// The end of a shift.
  public init(time: Instant, author: String, text: String) {
    self.time = time
    self.author = author
    self.text = text
  }
}
