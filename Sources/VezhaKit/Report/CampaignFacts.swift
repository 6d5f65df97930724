/// What the lists themselves do, told to the whole government only and without anybody's name.
public struct CampaignFacts: Hashable, Sendable {
  /// One document of the interval, and how much of it is ours.
  public struct List: Hashable, Sendable {
    /// Key of its series.
    public var series: String
    /// When it was published.
    public var published: Instant
    /// Distinct subjects in it.
    public var subjects: Int
    /// Distinct subjects of ours in it.
    public var ours: Int
    /// Whether it is not byte for byte the document before it.
    public var isChanged: Bool

    /// One document.
    public init(series: String, published: Instant, subjects: Int, ours: Int, isChanged: Bool) {
      self.series = series
      self.published = published
      self.subjects = subjects
      self.ours = ours
      self.isChanged = isChanged
    }
  }

  /// How many names under one country suffix a series listed.
  public struct Country: Hashable, Sendable {
    /// The top-level domain, without a dot.
    public var suffix: String
    /// Key of the series.
    public var series: String
    /// Most names in one document of each interval, oldest first; nil where nothing could be read.
    public var peaks: [Int?]
    /// Most names in one document of each day of the interval; nil where nothing could be read.
    public var days: [Int?]

    /// How many names under one country suffix a series listed.
    public init(suffix: String, series: String, peaks: [Int?], days: [Int?]) {
      self.suffix = suffix
      self.series = series
      self.peaks = peaks
      self.days = days
    }
  }

  /// How a series behaves, learned from the 26 intervals up to and with this one.
  public struct Habit: Hashable, Sendable {
    /// Key of the series.
    public var series: String
    /// Hours for which names of ours stayed, ended episodes only, shortest first.
    public var stays: [Int]
    /// Documents that differ from the one before, by hour of the day (UTC), 24 numbers.
    public var changes: [Int]

    /// How a series behaves.
    public init(series: String, stays: [Int], changes: [Int]) {
      self.series = series
      self.stays = stays
      self.changes = changes
    }

    /// The stay that `percent` of all do not exceed (nearest rank), or nil.
    public func stay(_ percent: Int) -> Int? { stays.nearestRank(percent) }
  }

  /// The intervals that `peaks` are of, oldest first; the last is the report's own.
  public var intervals: [Interval]
  /// Documents of the interval, by series and time.
  public var lists: [List]
  /// Country suffixes, those with most names in this interval first.
  public var countries: [Country]
  /// Habits, by series.
  public var habits: [Habit]
  /// Documents that cannot be read again, so that their countries are not known.
  public var unread: Int

  /// What the lists do.
  public init(intervals: [Interval], lists: [List], countries: [Country], habits: [Habit], unread: Int) {
    self.intervals = intervals
    self.lists = lists
    self.countries = countries
    self.habits = habits
    self.unread = unread
  }
}

extension [Int] {
  /// Of sorted values the smallest that `percent` of all do not exceed (nearest rank), or nil of none.
  func nearestRank(_ percent: Int) -> Int? {
    isEmpty ? nil : self[Swift.min(count - 1, Swift.max(0, (count * percent + 99) / 100 - 1))]
  }
}
