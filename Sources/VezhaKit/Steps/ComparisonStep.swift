extension Pipeline {
  /// The pieces of a long interval beside each other; nil for a week or less.
  func comparison(
    of interval: Interval, _ keys: Set<String>?, of known: KnownHistory
  ) -> ComparisonFacts? {
    let pieces = interval.pieces
    guard pieces.count > 1 else { return nil }
    let history = known.history
    let now = history.silenceMeasured(at: now)
    let points = pieces.map { piece in
      let counts = history.counts(of: piece, organizations: keys, now: now)
      return ReportFacts.TrendPoint(
        interval: piece, documents: counts.documents, named: counts.named, new: counts.new, returned: counts.returned)
    }
    let counts = history.counts(of: pieces, organizations: keys, now: now)
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
    let covered = Dictionary(uniqueKeysWithValues: pieces.enumerated().map { ($0, history.coverage(of: $1)) })
    let series = Dictionary(grouping: counts, by: \.series)
    let keysOfSeries = Set(series.keys).union(history.coverage(of: interval).filter { $0.documents > 0 }.map(\.series))
    return ComparisonFacts(
      pieces: points, organizations: rows(\.organization), sectors: rows { sectors[$0.organization] ?? "" },
      series: keysOfSeries.sorted().map { key in
        let group = series[key] ?? []
        return ComparisonFacts.Row(
          key: key,
          named: pieces.indices.map { piece in
            let isCovered = covered[piece]?.contains { $0.series == key && $0.documents > 0 } ?? false
            return isCovered ? group.reduce(0) { $0 + $1.named[piece] } : nil
          }, whole: group.reduce(0) { $0 + $1.whole })
      })
  }
}
