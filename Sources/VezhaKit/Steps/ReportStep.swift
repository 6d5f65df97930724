/// What a report is to be of.
public struct ReportRequest: Sendable {
  /// The interval.
  public var interval: Interval
  /// One organization, or nil for the whole government.
  public var organization: String?
  /// Whether the organizations below it are in its report.
  public var withChildren: Bool
  /// One sector, or nil.
  public var sector: String?
  /// The least restriction, or nil for the configured one.
  public var tlp: TLP?
  /// The mark whatever the sources say, or nil.
  public var tlpOverride: TLP?

  /// What a report is to be of.
  public init(
    interval: Interval, organization: String? = nil, withChildren: Bool = false, sector: String? = nil, tlp: TLP? = nil
  ) {
    self.sector = sector
    self.interval = interval
    self.organization = organization
    self.withChildren = withChildren
    self.tlp = tlp
  }
}

extension Pipeline {
  /// The facts of a report, filtered to its reader.
  public func reportFacts(_ request: ReportRequest, of known: KnownHistory) throws -> ReportFacts {
    let history = known.history
    let interval = request.interval
    var children: [String] = []
    if let key = request.organization, request.withChildren {
      children = Self.descendants(of: key, in: known.loaded.inventory.organizations)
    }
    var keys = request.organization.map { Set([$0] + children) }
    var reader = request.organization.map { ReportFacts.Scope.organization(key: $0, children: children) } ?? .government
    if let sector = request.sector {
      let members = known.loaded.inventory.organizations.filter { $0.sector == sector }.map(\.key).sorted()
      keys = Set(members)
      reader = .sector(name: sector, members: members)
    }
    let isGovernment = reader == .government
    let scope = ExposureScope(organizations: keys)
    var exposure = try known.exposure(over: interval, now: now, scope: scope)
    var previous = try known.exposure(over: interval.previous, now: now, scope: scope)
    var documents = known.documents.filter { interval.contains($0.published) }.sorted {
      $0.series == $1.series ? Document.precedes($0, $1) : $0.series < $1.series
    }
    if !isGovernment {
      exposure.hideFileNames()
      previous.hideFileNames()
      for position in documents.indices { documents[position].file = documents[position].reference.neutralName }
    }
    let ids = Set(exposure.findings.map(\.id))
    let rates = history.returnRates(before: interval.to, organizations: keys)
    let editions = try ledger.newestEditions(asKnown: known.asKnown)
    let index = isGovernment ? try self.index(known.loaded, known.settings, formats: []) : nil
    let inventory = known.loaded.inventory
    let unassigned = inventory.number(of: Organization.unassigned)
    let sources = Set(
      inventory.assets.filter { asset in keys?.contains(inventory.organizations[asset.owner].key) ?? true }
        .map(\.reference.source))
    let marks = documents.map(\.tlp) + [request.tlp, workspace.configuration.report.tlp].compactMap(\.self)
    var facts = ReportFacts(
      scope: reader,
      exposure: exposure, previous: previous,
      trend: Self.trend(history, interval, keys, now: history.silenceMeasured(at: now)),
      timesBefore: history.episodesBefore(interval, days: 182).filter { ids.contains($0.key) },
      returnRates: rates.left > 0
        ? ReportFacts.ReturnRates(
          left: rates.left, within28Days: rates.within28Days, within84Days: rates.within84Days) : nil,
      organizations: Self.organizations(inventory, editions, keys),
      series: Self.series(known, documents, exposure.coverage, before: interval.to), documents: documents,
      editions: editions.filter { isGovernment || sources.contains($0.source) }.map {
        // How many assets a source has and changed is the government's business, not one organization's.
        ReportFacts.EditionFacts(
          source: $0.source, observed: $0.observed, complete: $0.isComplete, assets: isGovernment ? $0.assets : 0,
          added: isGovernment ? $0.added : 0, changed: isGovernment ? $0.changed : 0,
          retired: isGovernment ? $0.retired : 0)
      },
      unassignedAssets: isGovernment
        ? inventory.assets.filter { $0.owner == unassigned && !$0.isRetired }.count : 0,
      unmatchable: (index?.unmatchable ?? [:]).sorted { $0.key < $1.key }.map { (reason: $0.key, count: $0.value) },
      decisions: Self.decisions(known, exposure, keys), chainHead: try ledger.head(asKnown: known.asKnown).digest,
      rulesVersion: rulesInReports,
      tlp: request.tlpOverride ?? marks.max() ?? .amberStrict)
    facts.comparison = comparison(of: interval, keys, of: known)
    return facts
  }

  private static func decisions(
    _ known: KnownHistory, _ exposure: Exposure, _ keys: Set<String>?
  ) -> [ReportFacts.DecisionFacts] {
    let findings = exposure.findings + exposure.suppressed
    let end = exposure.interval.to
    func soon(_ decision: Decision) -> Int64 {
      decision.until.flatMap { $0 < end + .days(30) ? $0.microseconds : nil } ?? .max
    }
    return known.decisions.filter {
      $0.applies(to: exposure.interval) && (keys?.contains($0.organization) ?? true)
    }.map { decision in
      ReportFacts.DecisionFacts(
        decision: decision,
        findings: findings.reduce(0) { count, finding in
          let isCovered =
            decision.scope == .finding
            ? finding.id == decision.finding
            : finding.organization == decision.organization && finding.subject == decision.subject
          return isCovered ? count + 1 : count
        })
    }.sorted { left, right in
      let (a, b) = (left.decision, right.decision)
      if soon(a) != soon(b) { return soon(a) < soon(b) }
      if a.organization != b.organization { return a.organization < b.organization }
      return a.subject == b.subject ? Decision.precedes(a, b) : a.subject < b.subject
    }
  }

  /// Keys of all organizations below one.
  static func descendants(of key: String, in organizations: [Organization]) -> [String] {
    var found: [String] = []
    var seen: Set<String> = [key]
    var open = [key]
    while let parent = open.popLast() {
      for child in organizations where child.parent == parent && seen.insert(child.key).inserted {
        found.append(child.key)
        open.append(child.key)
      }
    }
    return found.sorted()
  }

  private static func trend(
    _ history: ExposureHistory, _ interval: Interval, _ keys: Set<String>?, now: Instant
  ) -> [ReportFacts.TrendPoint] {
    var intervals = [interval]
    for _ in 1..<26 { intervals.append(intervals[intervals.count - 1].previous) }
    return intervals.reversed().map { interval in
      let counts = history.counts(of: interval, organizations: keys, now: now)
      return ReportFacts.TrendPoint(
        interval: interval, documents: counts.documents, named: counts.named, new: counts.new,
        returned: counts.returned)
    }
  }

  private static func organizations(
    _ inventory: Inventory, _ editions: [EditionRecord], _ keys: Set<String>?
  ) -> [ReportFacts.OrganizationFacts] {
    var assets = [Int](repeating: 0, count: inventory.organizations.count)
    var scanned = [Instant?](repeating: nil, count: inventory.organizations.count)
    let times = Dictionary(editions.map { ($0.source, $0.observed) }) { $1 }
    for asset in inventory.assets where !asset.isRetired {
      assets[asset.owner] += 1
      if let time = times[asset.reference.source] {
        scanned[asset.owner] = max(scanned[asset.owner] ?? time, time)
      }
    }
    return inventory.organizations.indices.filter { keys?.contains(inventory.organizations[$0].key) ?? true }.map {
      ReportFacts.OrganizationFacts(
        organization: inventory.organizations[$0], assets: assets[$0], scanned: scanned[$0])
    }
  }

  private static func series(
    _ known: KnownHistory, _ documents: [Document], _ coverage: [Coverage], before limit: Instant
  ) -> [ReportFacts.SeriesFacts] {
    coverage.map { coverage in
      let inside = documents.filter { $0.series == coverage.series }
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

extension DocumentReference {
  /// What an organization's report calls a document: whoever named the file may have named somebody else in it.
  fileprivate var neutralName: String { "document \(sha256.prefix(12))" }
}

extension Exposure {
  /// Replaces the names of files by names of our own making.
  fileprivate mutating func hideFileNames() {
    func hide(_ findings: inout [Finding]) {
      for number in findings.indices {
        for entry in findings[number].evidence.indices {
          let document = findings[number].evidence[entry].document
          findings[number].evidence[entry].document.file = document.neutralName
        }
      }
    }
    hide(&findings)
    hide(&suppressed)
  }
}
