import Crypto

/// The whole known history, ready to be asked for any interval.
///
/// Derived from facts alone.
public struct ExposureHistory: Sendable {
  /// Where the parts of a sighting that only shown findings need come from.
  public typealias Details = (_ documents: Set<Int>) throws -> [Sighting]
  /// Services of assets as our own scans saw them: asset position to services.
  public typealias OwnServices = (_ assets: Set<Int>) throws -> [Int: [Service]]

  let inventory: Inventory
  let settings: Settings
  let asKnown: Instant?
  var series: [String: SeriesHistory] = [:]
  /// All timelines, ordered by their keys: those of one organization stand together.
  let timelines: [Timeline]
  /// Where the timelines of each organization stand.
  private let places: [String: Range<Int>]
  /// Published times of the documents that were purged, in order, by series.
  private let purged: [String: [Instant]]
  private var documentsByNumber: [Int: Document] = [:]
  private var assetsByReference: [AssetReference: Int] = [:]
  /// Distinct foreign domains by organization and address.
  private var foreignDomains: [GuardKey: Set<UInt64>] = [:]
  let decisions: DecisionIndex
  private let warnings: WarningLists
  /// Warning lists that hide subjects of ours, by subject.
  private var hiding: [Subject: WarningList] = [:]
  /// Rules of the sightings that decisions on single rules may cover.
  private var judgedRules: [SightingKey: Set<Rule>] = [:]

  private struct GuardKey: Hashable {
    var organization: String
    var address: String
  }

  /// Arranges what is known; of the sightings only document, key and rows are looked at.
  ///
  /// - Parameter details: whole sightings, for what decisions on single rules may cover.
  public init(
    inventory: Inventory, settings: Settings, documents: [Document], sightings: [Sighting],
    couplings: [Coupling], decisions: [Decision] = [], warnings: WarningLists = WarningLists(), asKnown: Instant?,
    details: Details = { _ in [] }
  ) rethrows {
    self.warnings = warnings
    self.decisions = DecisionIndex(decisions)
    self.inventory = inventory
    self.settings = settings
    self.asKnown = asKnown
    purged = Dictionary(grouping: documents.filter(\.isPurged), by: \.series).mapValues { $0.map(\.published).sorted() }
    for (key, documents) in Dictionary(grouping: documents, by: \.series) {
      series[key] = SeriesHistory(series: settings.series(key), documents: documents)
    }
    for configured in settings.series where series[configured.key] == nil {
      series[configured.key] = SeriesHistory(series: configured, documents: [])
    }
    for document in documents { documentsByNumber[document.number] = document }
    for (number, asset) in inventory.assets.enumerated() { assetsByReference[asset.reference] = number }
    for coupling in couplings {
      foreignDomains[GuardKey(organization: coupling.organization, address: coupling.address), default: []]
        .insert(coupling.foreign)
    }
    var grouped: [FindingKey: [Timeline.Point]] = [:]
    for row in sightings {
      guard let document = documentsByNumber[row.document],
        let position = series[document.series]?.position(of: row.document)
      else { continue }
      let key = FindingKey(
        organization: row.organization, series: document.series, role: row.role, subject: row.subject)
      grouped[key, default: []].append(
        Timeline.Point(
          position: position, published: row.time ?? document.published, document: row.document,
          ownTime: row.time, rows: row.rows))
    }
    let series = series
    let timelines = grouped.sorted { $0.key < $1.key }.compactMap { key, points in
      series[key.series].map { Timeline(key: key, points: points, history: $0) }
    }
    for subject in warnings.isEmpty ? [] : Set(timelines.map(\.key.subject)) {
      if let list = warnings.list(knowing: subject), list.hides { hiding[subject] = list }
    }
    self.timelines = timelines
    var places: [String: Range<Int>] = [:]
    for (position, timeline) in timelines.enumerated() {
      let first = places[timeline.key.organization]?.lowerBound ?? position
      places[timeline.key.organization] = first..<position + 1
    }
    self.places = places
    let judged = timelines.filter { self.decisions.judgesRules(of: $0.key) }
    guard !judged.isEmpty else { return }
    for sighting in try details(Set(judged.flatMap { $0.points.map(\.document) })) {
      judgedRules[SightingKey(sighting)] = Set(sighting.evidence.map(\.rule))
    }
  }

  /// The timelines of some organizations (nil for all), ordered by their keys.
  func timelines(of organizations: Set<String>?) -> some Sequence<Timeline> {
    let parts = organizations?.compactMap { places[$0] }.sorted { $0.lowerBound < $1.lowerBound } ?? [timelines.indices]
    return parts.lazy.map { timelines[$0] }.joined()
  }

  /// The document with which each episode began, for names told in alerts.
  ///
  /// A listing may have a time of its own: its document was published later. O(all timelines).
  func openings(of told: Set<AlertMessage.Told>) -> [AlertMessage.Told: Document] {
    let starts = Dictionary(grouping: told, by: \.finding)
    var openings: [AlertMessage.Told: Document] = [:]
    for timeline in starts.isEmpty ? [] : timelines {
      for told in starts[Self.id(of: timeline.key)] ?? [] {
        openings[told] = timeline.points.filter { $0.published == told.start }
          .compactMap { documentsByNumber[$0.document] }.min { ($0.published, $0.known) < ($1.published, $1.known) }
      }
    }
    return openings
  }

  /// Whether something hides a finding over an interval; tells the same as `exposure` without its evidence.
  func isHidden(_ timeline: Timeline, over interval: Interval, _ classification: Classification) -> Bool {
    let applied = decisions.applied(to: timeline.key, over: interval)
    if warningList(hiding: timeline.key, applied) != nil { return true }
    if applied.rules.isEmpty { return applied.hides([]) != nil }
    return applied.hides(
      Self.evidencePoints(classification).reduce(into: []) { rules, point in
        rules.formUnion(judgedRules[SightingKey(timeline.points[point], timeline.key)] ?? [])
      }) != nil
  }

  /// Published time of the oldest document known.
  public var recordsBegan: Instant? { series.values.compactMap { $0.documents.first?.published }.min() }

  /// Published time of the newest document known.
  public var newestPublished: Instant? { series.values.compactMap { $0.documents.last?.published }.max() }

  /// Where silence is measured: what was published is past, whatever our clock says.
  public func silenceMeasured(at now: Instant) -> Instant {
    max(now, newestPublished.map { $0 + TimeSpan(microseconds: 1) } ?? now)
  }

  /// Coverage of each series over an interval, ordered by key.
  public func coverage(of interval: Interval) -> [Coverage] {
    series.sorted { $0.key < $1.key }.map { $0.value.coverage(of: interval) }
  }

  /// How many documents of an interval were purged, of some series (nil for all).
  func purgedDocuments(of interval: Interval, series: Set<String>?) -> Int {
    purged.reduce(0) { count, own in
      series?.contains(own.key) ?? true ? count + own.value.count(where: interval.contains) : count
    }
  }

  /// Published time of the newest document that was purged, or nil.
  var purgedUntil: Instant? { purged.values.compactMap(\.last).max() }

  /// A finding's id: 80 bits of the SHA-256 of its key, in hexadecimal.
  public static func id(of key: FindingKey) -> String {
    var hasher = SHA256()
    let fields = [
      key.organization, key.series, key.role.rawValue, key.subject.kind.rawValue, key.subject.value,
    ]
    for field in fields {
      hasher.update(data: Array(field.utf8))
      hasher.update(data: [0])
    }
    return hexadecimal(hasher.finalize().prefix(10))
  }

  /// The findings of an interval.
  ///
  /// - Parameters:
  ///   - now: where silence is measured if the interval is still running.
  ///   - scope: which findings are asked for.
  public func exposure(
    over interval: Interval, now: Instant, scope: ExposureScope = ExposureScope(), details: Details,
    services: OwnServices
  ) throws -> Exposure {
    var shown: [(Timeline, SeriesHistory, Classification)] = []
    var wanted = Set<Int>()
    for timeline in timelines(of: scope.organizations) where scope.contains(timeline.key) {
      guard let history = series[timeline.key.series],
        let classification = timeline.classify(
          interval, previous: scope.previous ?? interval.previous, in: history, now: now)
      else { continue }
      shown.append((timeline, history, classification))
      wanted.formUnion(Self.evidencePoints(classification).map { timeline.points[$0].document })
    }
    var sightings: [SightingKey: Sighting] = [:]
    for sighting in try details(wanted) {
      sightings[SightingKey(sighting)] = sighting
    }
    var findings: [Finding] = []
    var assets: [Set<Int>] = []
    for (timeline, _, classification) in shown {
      let applied = decisions.applied(to: timeline.key, over: interval)
      var detailed = Self.evidencePoints(classification).compactMap { point in
        sightings[SightingKey(timeline.points[point], timeline.key)].map {
          (timeline.points[point], $0)
        }
      }
      let hiding = applied.hides(Set(detailed.flatMap { $0.1.evidence.map(\.rule) }))
      let warning = warningList(hiding: timeline.key, applied)
      if hiding == nil, !applied.rules.isEmpty {
        // What is decided to say nothing is not shown as evidence.
        for index in detailed.indices { detailed[index].1.evidence.removeAll { applied.rules[$0.rule] != nil } }
      }
      let numbers = assetNumbers(of: detailed)
      findings.append(
        finding(
          timeline, classification, detailed, assets: numbers, applied, hiddenBy: hiding, warning,
          withClass: scope.hasClasses))
      assets.append(numbers)
    }
    Urgency.raiseFailedDefences(&findings)
    let own = try services(assets.reduce(into: []) { $0.formUnion($1) })
    for index in findings.indices {
      Self.join(assets[index].flatMap { own[$0] ?? [] }, to: &findings[index])
    }
    var exposure = Exposure(
      interval: interval, asKnown: asKnown, recordsBegan: recordsBegan,
      coverage: coverage(of: interval).filter { scope.series?.contains($0.series) ?? true },
      findings: findings.filter { $0.suppressedBy == nil }.sorted(by: Urgency.precedes),
      suppressed: findings.filter { $0.suppressedBy != nil }.sorted(by: Urgency.precedes))
    exposure.purged = purgedDocuments(of: interval, series: scope.series)
    return exposure
  }

  /// Points whose evidence is shown: those of the interval, else the last one.
  private static func evidencePoints(_ classification: Classification) -> Range<Int> {
    classification.seen.isEmpty
      ? classification.lastPoint..<classification.lastPoint + 1 : classification.seen
  }

  /// What one document says once.
  struct SightingKey: Hashable {
    var document: Int
    var organization: String
    var role: Role
    var subject: Subject
    var time: Instant?

    init(_ sighting: Sighting) {
      document = sighting.document
      organization = sighting.organization
      role = sighting.role
      subject = sighting.subject
      time = sighting.time
    }

    init(_ point: Timeline.Point, _ key: FindingKey) {
      document = point.document
      time = point.ownTime
      organization = key.organization
      role = key.role
      subject = key.subject
    }
  }

  /// The warning list that hides a finding, or nil.
  ///
  /// Only an address or range is hidden, as itself, never a host by its name; and nothing that is confirmed.
  func warningList(hiding key: FindingKey, _ applied: AppliedDecisions) -> WarningList? {
    guard (applied.truth?.verdict.role ?? key.role) != .confirmed else { return nil }
    return hiding[key.subject]
  }

  /// Certainty of one piece of evidence after the guards, and what they know of it.
  ///
  /// An address that stands beside foreign domains, or that a warning list knows, is only a possible sign.
  func certainty(of evidence: SightingEvidence, of key: FindingKey) -> (certainty: Certainty, guards: [String]) {
    var guards: [String] = []
    if evidence.rule.isByAddress || evidence.rule == .sharedAddress {
      if let address = evidence.address,
        let foreign = foreignDomains[GuardKey(organization: key.organization, address: address)], !foreign.isEmpty
      {
        guards.append("the address stands beside \(foreign.count) foreign domains")
      }
      let known =
        evidence.address.map { warnings.list(knowing: $0) } ?? warnings.list(knowing: key.subject)
      if let known { guards.append("warning list \(known.key) knows the address") }
    }
    return (evidence.certainty ?? (guards.isEmpty ? evidence.rule.certainty : .possible), guards)
  }

  func document(_ number: Int) -> Document? { documentsByNumber[number] }
  func assetNumber(_ reference: AssetReference) -> Int? { assetsByReference[reference] }
}

/// Which findings of an interval are asked for.
public struct ExposureScope: Sendable {
  /// Only these organizations; nil for all.
  public var organizations: Set<String>?
  /// Only these series; nil for all.
  public var series: Set<String>?
  /// The interval before, if it is not the one of the same length just before.
  public var previous: Interval?
  /// False for `check`, which has no history.
  public var hasClasses: Bool

  /// Everything, unless restricted.
  public init(
    organizations: Set<String>? = nil, series: Set<String>? = nil, previous: Interval? = nil,
    hasClasses: Bool = true
  ) {
    self.organizations = organizations
    self.series = series
    self.previous = previous
    self.hasClasses = hasClasses
  }

  func contains(_ key: FindingKey) -> Bool {
    (organizations?.contains(key.organization) ?? true) && (series?.contains(key.series) ?? true)
  }
}

/// Lower-case hexadecimal.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
