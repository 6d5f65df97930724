extension ReportBasis {
  /// The pieces of a long interval beside each other, of some organizations (nil for all); nil for a week or less.
  func comparison(_ keys: Set<String>?) -> ComparisonFacts? {
    guard !pieces.isEmpty else { return nil }
    let history = known.history
    let points = pieces.map { $0.point(keys) }
    let counts = keys.map { keys in pieceCounts.filter { keys.contains($0.organization) } } ?? pieceCounts
    let sectors = Dictionary(
      known.loaded.inventory.organizations.map { ($0.key, $0.sector) }, uniquingKeysWith: { first, _ in first })
    let isRead = points.map { $0.documents > 0 }
    func rows(_ key: (ExposureHistory.PieceCounts) -> String) -> [ComparisonFacts.Row] {
      Dictionary(grouping: counts, by: key).map { key, group in
        ComparisonFacts.Row(
          key: key,
          named: pieces.indices.map { piece in
            isRead[piece] ? group.reduce(0) { $0 + $1.named[piece] } : nil
          }, whole: group.reduce(0) { $0 + $1.whole })
      }.sorted { $0.whole == $1.whole ? $0.key < $1.key : $0.whole > $1.whole }
    }
    let covered = pieces.map { Set(history.covered(in: $0.interval)) }
    let series = Dictionary(grouping: counts, by: \.series)
    return ComparisonFacts(
      pieces: points, organizations: rows(\.organization), sectors: rows { sectors[$0.organization] ?? "" },
      series: Set(series.keys).union(history.covered(in: interval)).sorted().map { key in
        let group = series[key] ?? []
        return ComparisonFacts.Row(
          key: key,
          named: pieces.indices.map { piece in
            covered[piece].contains(key) ? group.reduce(0) { $0 + $1.named[piece] } : nil
          }, whole: group.reduce(0) { $0 + $1.whole })
      })
  }
}

extension ExposureHistory {
  /// Keys of the series with a document in an interval.
  fileprivate func covered(in interval: Interval) -> [String] {
    series.filter { $0.value.count(before: interval.to) > $0.value.count(before: interval.from) }.map(\.key)
  }
}
