/// Everything of the configuration that findings depend on.
///
/// A fact like any other: the newest known counts.
public struct Settings: Hashable, Sendable, Codable {
  /// Public suffixes the list lacks, canonical, ascending.
  public var publicSuffixes: [String]
  /// Zones that are ours whoever owns a host in them, canonical, ascending.
  public var constituency: [String]
  /// Whether documentation address space counts as real.
  public var documentationAddresses: Bool
  /// Configured series, ordered by key.
  public var series: [Series]

  /// Settings; all of them may be empty.
  public init(
    publicSuffixes: [String] = [], constituency: [String] = [], documentationAddresses: Bool = false,
    series: [Series] = []
  ) {
    self.publicSuffixes = publicSuffixes
    self.constituency = constituency
    self.documentationAddresses = documentationAddresses
    self.series = series
  }

  /// The settings of a series: its own, or the defaults.
  ///
  /// - Parameter format: the format of its newest document, which decides its kind where nobody stated it.
  public func series(_ key: String, format: String? = nil) -> Series {
    if let configured = series.first(where: { $0.key == key }) { return configured.resolved(format: format) }
    var unconfigured = Series(key: key)
    unconfigured.kindFollowsFormat = true
    return unconfigured.resolved(format: format)
  }
}
