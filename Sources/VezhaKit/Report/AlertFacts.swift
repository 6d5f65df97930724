/// What an alert tells beside its organization's findings: counts and habits, nobody's names.
public struct AlertFacts: Hashable, Sendable {
  /// How much of a list is ours.
  public struct Wave: Hashable, Sendable {
    /// Key of the series.
    public var series: String
    /// When its newest document was published.
    public var published: Instant
    /// Names in it.
    public var names: Int
    /// Names of the whole government in it.
    public var ours: Int
    /// Organizations of the government with a name in it.
    public var organizations: Int

    /// How much of a list is ours.
    public init(series: String, published: Instant, names: Int, ours: Int, organizations: Int) {
      self.series = series
      self.published = published
      self.names = names
      self.ours = ours
      self.organizations = organizations
    }
  }

  /// The message.
  public var message: AlertMessage
  /// Findings that the alert has told of, this message included.
  public var told: Int
  /// How many of them are none of the organization's any more, or hidden.
  public var withdrawn: Int
  /// The newest list of each series that names the organization, by series.
  public var waves: [Wave]
  /// Habits of these series, by series.
  public var habits: [CampaignFacts.Habit]

  /// What an alert tells.
  public init(message: AlertMessage, told: Int, withdrawn: Int, waves: [Wave], habits: [CampaignFacts.Habit]) {
    self.message = message
    self.told = told
    self.withdrawn = withdrawn
    self.waves = waves
    self.habits = habits
  }
}
