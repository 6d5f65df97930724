/// What the reports of one interval share, so that those of hundreds of organizations are made in one pass over the
/// history.
public struct ReportBasis: Sendable {
  /// The interval.
  public let interval: Interval
  /// Whether it is of all organizations and not only of some.
  public let isOfAll: Bool
  let known: KnownHistory
  /// The inventory that all rests on.
  public var inventory: Inventory { known.loaded.inventory }
  /// How many findings each organization has that has any.
  public var findings: [String: Int] { places.compactMapValues { $0.findings.isEmpty ? nil : $0.findings.count } }
  /// Findings of all organizations asked for.
  let exposure: Exposure
  /// Those of the interval before.
  let previous: Exposure
  /// Documents of the interval, ordered by series, published time and hash.
  let documents: [Document]
  let series: [ReportFacts.SeriesFacts]
  let editions: [EditionRecord]
  let chainHead: String
  /// Alerts written in the interval, oldest first.
  let notices: [NoticeFacts]
  /// The 26 intervals up to and with this one, oldest first, with the counts of each organization.
  let trend: [CountedInterval]
  /// The pieces of a long interval, likewise; empty for a week or less.
  let pieces: [CountedInterval]
  /// Names by organization and series over the pieces.
  let pieceCounts: [ExposureHistory.PieceCounts]
  let returns: [String: ExposureHistory.Returns]
  let timesBefore: [String: Int]
  /// What each organization holds, by its position in the inventory.
  let holdings: [Holding]
  private let places: [String: Places]

  /// An interval with its counts.
  struct CountedInterval: Sendable {
    var interval: Interval
    var documents: Int
    var counts: [String: ExposureHistory.Counts]

    /// The sum over some organizations (nil for all).
    func point(_ organizations: Set<String>?) -> ReportFacts.TrendPoint {
      var sum = ExposureHistory.Counts()
      if let organizations {
        for key in organizations { if let own = counts[key] { sum.add(findings: own) } }
      } else {
        for own in counts.values { sum.add(findings: own) }
      }
      return ReportFacts.TrendPoint(
        interval: interval, documents: documents, named: sum.named, new: sum.new, returned: sum.returned)
    }
  }

  /// Assets of an organization.
  struct Holding: Sendable {
    /// How many are not retired.
    var assets = 0
    /// When the newest edition with one of them was observed.
    var scanned: Instant?
    /// Where any of them comes from, retired ones included.
    var sources = Set<String>()
  }

  /// Where the findings of an organization stand.
  private struct Places {
    var findings: [Int] = []
    var suppressed: [Int] = []
    var previous: [Int] = []
  }

  init(
    interval: Interval, organizations: Set<String>?, of known: KnownHistory, now: Instant, editions: [EditionRecord],
    chainHead: String, notices: [NoticeFacts]
  ) throws {
    let history = known.history
    let silence = history.silenceMeasured(at: now)
    self.interval = interval
    isOfAll = organizations == nil
    self.known = known
    self.editions = editions
    self.chainHead = chainHead
    self.notices = notices
    let scope = ExposureScope(organizations: organizations)
    let exposure = try known.exposure(over: interval, now: now, scope: scope)
    let previous = try known.exposure(over: interval.previous, now: now, scope: scope)
    self.exposure = exposure
    self.previous = previous
    documents = known.documents.filter { interval.contains($0.published) }.sorted {
      $0.series == $1.series ? Document.precedes($0, $1) : $0.series < $1.series
    }.map { document in
      var document = document
      if document.isPurged {
        document.note += (document.note.isEmpty ? "" : "; ") + "purged: it cannot be read again and counts for nothing"
      }
      return document
    }
    series = Self.series(known, documents, exposure.coverage, before: interval.to)
    func counted(_ interval: Interval) -> CountedInterval {
      CountedInterval(
        interval: interval, documents: history.documents(of: interval),
        counts: history.countsByOrganization(of: interval, organizations: organizations, now: silence))
    }
    var intervals = [interval]
    for _ in 1..<26 { intervals.append(intervals[intervals.count - 1].previous) }
    trend = intervals.reversed().map(counted)
    let pieces = interval.pieces.count > 1 ? interval.pieces : []
    self.pieces = pieces.map(counted)
    pieceCounts = pieces.isEmpty ? [] : history.counts(of: pieces, organizations: organizations, now: silence)
    returns = history.returns(before: interval.to, organizations: organizations)
    let ids = Set(exposure.findings.map(\.id))
    timesBefore = history.episodesBefore(interval, days: 182, organizations: organizations)
      .filter { ids.contains($0.key) }
    holdings = Self.holdings(known.loaded.inventory, editions)
    var places: [String: Places] = [:]
    for (place, finding) in exposure.findings.enumerated() {
      places[finding.organization, default: Places()].findings.append(place)
    }
    for (place, finding) in exposure.suppressed.enumerated() {
      places[finding.organization, default: Places()].suppressed.append(place)
    }
    for (place, finding) in previous.findings.enumerated() {
      places[finding.organization, default: Places()].previous.append(place)
    }
    self.places = places
  }

  /// The exposure of the interval and of the one before, of some organizations (nil for all).
  func exposures(of organizations: Set<String>?) -> (now: Exposure, previous: Exposure) {
    guard let organizations else { return (exposure, previous) }
    let own = organizations.compactMap { places[$0] }
    func picked(_ findings: [Finding], _ list: KeyPath<Places, [Int]>) -> [Finding] {
      own.flatMap { $0[keyPath: list] }.sorted().map { findings[$0] }
    }
    var (now, before) = (exposure, previous)
    now.findings = picked(exposure.findings, \.findings)
    now.suppressed = picked(exposure.suppressed, \.suppressed)
    before.findings = picked(previous.findings, \.previous)
    before.suppressed = previous.suppressed.filter { organizations.contains($0.organization) }
    return (now, before)
  }

  /// Rates of return of some organizations (nil for all); nil where nothing left.
  func returnRates(of organizations: Set<String>?) -> ReportFacts.ReturnRates? {
    var rates = ReportFacts.ReturnRates(left: 0, within28Days: 0, within84Days: 0)
    for (key, own) in returns where organizations?.contains(key) ?? true {
      rates.left += own.left
      rates.within28Days += own.within28Days
      rates.within84Days += own.within84Days
    }
    return rates.left > 0 ? rates : nil
  }

  private static func holdings(_ inventory: Inventory, _ editions: [EditionRecord]) -> [Holding] {
    var holdings = [Holding](repeating: Holding(), count: inventory.organizations.count)
    let times = Dictionary(editions.map { ($0.source, $0.observed) }) { $1 }
    for asset in inventory.assets {
      let source = asset.reference.source
      if !holdings[asset.owner].sources.contains(source) { holdings[asset.owner].sources.insert(source) }
      guard !asset.isRetired else { continue }
      holdings[asset.owner].assets += 1
      if let time = times[source] { holdings[asset.owner].scanned = max(holdings[asset.owner].scanned ?? time, time) }
    }
    return holdings
  }

  private static func series(
    _ known: KnownHistory, _ documents: [Document], _ coverage: [Coverage], before limit: Instant
  ) -> [ReportFacts.SeriesFacts] {
    coverage.map { coverage in
      let inside = documents.filter { $0.series == coverage.series && !$0.isPurged }
      let sizes = inside.filter { $0.listings > 0 }.map(\.subjects)
      let before = known.documents.filter { $0.series == coverage.series && $0.published < limit }
      let newest = before.max(by: Document.precedes)
      let series = known.settings.series(coverage.series, format: newest?.format)
      return ReportFacts.SeriesFacts(
        series: series, coverage: coverage, newest: newest?.published,
        listings: inside.reduce(0) { $0 + $1.listings }, skipped: inside.reduce(0) { $0 + $1.skipped },
        subjects: sizes.min().flatMap { low in sizes.max().map { low...$0 } },
        signs: SeriesHealth(series: series, documents: before, now: limit).signs)
    }
  }
}

extension Pipeline {
  /// What a report needs of its interval, for the organizations that its reader may see.
  public func reportBasis(_ request: ReportRequest, of known: KnownHistory) throws -> ReportBasis {
    try reportBasis(
      request.interval, organizations: Self.reader(of: request, known.loaded.inventory).keys, of: known)
  }

  /// What the reports of an interval share, for some organizations (nil for all).
  public func reportBasis(
    _ interval: Interval, organizations: Set<String>? = nil, of known: KnownHistory
  ) throws -> ReportBasis {
    try ReportBasis(
      interval: interval, organizations: organizations, of: known, now: now,
      editions: try ledger.newestEditions(asKnown: known.asKnown),
      chainHead: try ledger.head(asKnown: known.asKnown).digest, notices: try notices(of: interval, known))
  }
}
