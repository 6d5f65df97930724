/// The pieces of a long interval beside each other: weeks of a month, months of a year.
public struct ComparisonFacts: Hashable, Sendable {
  /// One organization, sector or series through all pieces.
  public struct Row: Hashable, Sendable {
    /// Its key; of a sector its name, empty for none stated.
    public var key: String
    /// Listings named in each piece; nil where nothing was published, so that nothing is known.
    public var named: [Int?]
    /// Listings named in the whole interval, each counted once.
    public var whole: Int

    /// One row.
    public init(key: String, named: [Int?], whole: Int) {
      self.key = key
      self.named = named
      self.whole = whole
    }
  }

  /// The pieces, oldest first.
  public var pieces: [ReportFacts.TrendPoint]
  /// Organizations with names, those with most first.
  public var organizations: [Row]
  /// Sectors with names, those with most first.
  public var sectors: [Row]
  /// Series, by key.
  public var series: [Row]

  /// The pieces of an interval beside each other.
  public init(pieces: [ReportFacts.TrendPoint], organizations: [Row], sectors: [Row], series: [Row]) {
    self.pieces = pieces
    self.organizations = organizations
    self.sectors = sectors
    self.series = series
  }
}
