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
    try reportFacts(request, from: try reportBasis(request, of: known))
  }

  /// The facts of a report, filtered to its reader, from what all reports of the interval share.
  ///
  /// - Parameter basis: of the request's interval, and of all organizations that the reader may see.
  public func reportFacts(_ request: ReportRequest, from basis: ReportBasis) throws -> ReportFacts {
    let known = basis.known
    let inventory = known.loaded.inventory
    let (scope, keys) = Self.reader(of: request, inventory)
    let isGovernment = scope == .government
    var (exposure, previous) = basis.exposures(of: keys)
    var documents = basis.documents
    if !isGovernment {
      exposure.hideFileNames()
      previous.hideFileNames()
      for position in documents.indices { documents[position].file = documents[position].reference.neutralName }
    }
    let index = isGovernment ? try self.index(known.loaded, known.settings, formats: []) : nil
    let unassigned = inventory.number(of: Organization.unassigned)
    let shown = inventory.organizations.indices.filter { keys?.contains(inventory.organizations[$0].key) ?? true }
    let sources = shown.reduce(into: Set<String>()) { $0.formUnion(basis.holdings[$1].sources) }
    let marks = documents.map(\.tlp) + [request.tlp, workspace.configuration.report.tlp].compactMap(\.self)
    let ids = Set(exposure.findings.map(\.id))
    var facts = ReportFacts(
      scope: scope,
      exposure: exposure, previous: previous, trend: basis.trend.map { $0.point(keys) },
      timesBefore: keys == nil
        ? basis.timesBefore
        : Dictionary(uniqueKeysWithValues: ids.compactMap { id in basis.timesBefore[id].map { (id, $0) } }),
      returnRates: basis.returnRates(of: keys),
      organizations: shown.map {
        ReportFacts.OrganizationFacts(
          organization: inventory.organizations[$0], assets: basis.holdings[$0].assets,
          scanned: basis.holdings[$0].scanned)
      },
      series: basis.series, documents: documents,
      editions: basis.editions.filter { isGovernment || sources.contains($0.source) }.map {
        // How many assets a source has and changed is the government's business, not one organization's.
        ReportFacts.EditionFacts(
          source: $0.source, observed: $0.observed, complete: $0.isComplete, assets: isGovernment ? $0.assets : 0,
          added: isGovernment ? $0.added : 0, changed: isGovernment ? $0.changed : 0,
          retired: isGovernment ? $0.retired : 0)
      },
      unassignedAssets: isGovernment ? unassigned.map { basis.holdings[$0].assets } ?? 0 : 0,
      unmatchable: (index?.unmatchable ?? [:]).sorted { $0.key < $1.key }.map { (reason: $0.key, count: $0.value) },
      decisions: Self.decisions(known, exposure, keys), chainHead: basis.chainHead, rulesVersion: rulesInReports,
      tlp: request.tlpOverride ?? marks.max() ?? .amberStrict)
    facts.comparison = basis.comparison(keys)
    facts.notices = basis.notices.filter { keys?.contains($0.organization) ?? true }
    return facts
  }

  /// Whom a request is for, and the keys of the organizations that the reader may see (nil for all).
  static func reader(
    of request: ReportRequest, _ inventory: Inventory
  ) -> (scope: ReportFacts.Scope, keys: Set<String>?) {
    if let sector = request.sector {
      let members = inventory.organizations.filter { $0.sector == sector }.map(\.key).sorted()
      return (.sector(name: sector, members: members), Set(members))
    }
    guard let key = request.organization else { return (.government, nil) }
    let children = request.withChildren ? descendants(of: key, in: inventory.organizations) : []
    return (.organization(key: key, children: children), Set([key] + children))
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
