/// The known history with what is needed to show findings of it.
public struct KnownHistory: Sendable {
  /// The history.
  public let history: ExposureHistory
  /// The inventory it rests on.
  public let loaded: LoadedInventory
  /// Its documents.
  public let documents: [Document]
  /// Settings it was derived under.
  public let settings: Settings
  /// The time it is as known at; nil for now.
  public let asKnown: Instant?
  let ledger: Ledger
  /// Sightings derived anew, by document; nil where the cache serves.
  let derived: [Int: [Sighting]]?
  /// What the shared-address guard has learned.
  let couplings: [Coupling]
  /// Analysts' decisions, oldest first, with those withdrawn.
  public let decisions: [Decision]

  /// The findings of an interval.
  public func exposure(
    over interval: Interval, now: Instant, scope: ExposureScope = ExposureScope()
  ) throws -> Exposure {
    var scope = scope
    scope.organizations = scope.organizations.map { Set($0.map(loaded.inventory.currentKey)) }
    return try history.exposure(
      over: interval, now: history.silenceMeasured(at: now), scope: scope, details: { try sightings(of: $0) },
      services: { try ledger.services(of: $0, in: loaded, asKnown: asKnown) })
  }

  /// Whole sightings of some documents.
  func sightings(of documents: Set<Int>) throws -> [Sighting] {
    if let derived { return documents.sorted().flatMap { derived[$0] ?? [] } }
    return try ledger.sightings(of: documents).followed(by: loaded.inventory)
  }
}

extension Pipeline {
  /// Reads all kept documents again and replaces the sighting cache.
  ///
  /// Needed after the inventory, the settings or the rules changed.
  public func refresh() async throws {
    let rules = try matchingRules()
    while try !ledger.hasFreshSightings(under: rules) {
      let head = try ledger.head()
      let settings = try ledger.settings(asKnown: head.known)
      let documents = try ledger.documents(asKnown: head.known)
      var found: ([Sighting], [Coupling]) = ([], [])
      // A first import needs neither the inventory in memory nor an index.
      if !documents.isEmpty {
        found = try await derive(
          documents: documents,
          index: try index(
            try await inventory(asKnown: head.known), settings, formats: documents.map(\.format), asKnown: head.known),
          settings: settings)
      }
      // Another process may have added facts meanwhile; then it is done again.
      if try ledger.replaceSightings(found.0, found.1, at: head.sequence, under: rules) { return }
    }
  }

  /// Matches kept originals against an inventory.
  func derive(
    documents: [Document], index: MatchIndex, settings: Settings
  ) async throws -> ([Sighting], [Coupling]) {
    let salt = try ledger.salt()
    let ledger = ledger
    var sightings: [Sighting] = []
    var couplings: [Coupling] = []
    try await inOrder(
      documents,
      { document in
        Result<([Sighting], [Coupling]), any Error> {
          guard let original = try ledger.sealedOriginal(of: document.number) else { return ([], []) }
          let bytes = try Zstandard.decompress(original.sealed.span)
          let series = settings.series(document.series, format: document.format)
          let format = try DocumentReader.format(of: bytes.span, in: series, file: document.file)
          let matcher = matcher(of: document, in: series, format, index, salt: salt)
          _ = try format.read(bytes.span, of: series, into: matcher)
          return (matcher.sightings(), matcher.learnedCouplings())
        }
      },
      { result in
        let (found, learned) = try result.get()
        sightings += found
        couplings += learned
      })
    return (sightings, couplings)
  }

  /// A matcher for the rows of a document.
  func matcher(
    of document: Document, in series: Series, _ format: any DocumentFormat.Type, _ index: MatchIndex, salt: [UInt8]
  ) -> DocumentMatcher {
    DocumentMatcher(
      index: index, document: document.number, role: format.role ?? series.role, published: document.published,
      keepsTimes: series.resolved(format: format.id).kind == .stream, mayImitate: Self.mayImitate(series, format),
      matching: series.matching ?? .all,
      salt: salt)
  }

  /// Whether hosts of a document may be imitations of ours (design section 4): never where series or format says that
  /// they are targets or victims.
  static func mayImitate(_ series: Series, _ format: any DocumentFormat.Type) -> Bool {
    switch format.role ?? (series.isRoleStated == true ? series.role : nil) {
    case nil, .malicious, .lookalike: true
    default: false
    }
  }

  /// The history as known at a time: from the cache if it stands for just that, else derived anew in memory.
  public func history(asKnown: Instant? = nil) async throws -> KnownHistory {
    let head = try ledger.head()
    let then = try ledger.head(asKnown: asKnown)
    // Facts up to a known time never change, so all that follows is of one piece whoever writes meanwhile.
    let settings = try ledger.settings(asKnown: asKnown ?? then.known)
    let loaded = try await inventory(asKnown: asKnown ?? then.known)
    let documents = try ledger.documents(asKnown: asKnown ?? then.known)
    let isNow = head.sequence == then.sequence
    var sightings: [Sighting]
    var couplings: [Coupling]
    var derived: [Int: [Sighting]]?
    if isNow, try hasFreshSightings() {
      sightings = try ledger.sightingRows().followed(by: loaded.inventory)
      couplings = try ledger.couplings()
    } else {
      (sightings, couplings) = try await derive(
        documents: documents,
        index: try index(
          loaded, settings, formats: documents.map(\.format), asKnown: asKnown ?? then.known), settings: settings)
      // What cannot be read again said what it said when it was received.
      let lost = Set(documents.map(\.number)).subtracting(try ledger.documentsWithOriginals())
      if !lost.isEmpty {
        sightings += try ledger.sightings(of: lost).followed(by: loaded.inventory)
        couplings += try ledger.couplings().filter { lost.contains($0.document) }
      }
      derived = Dictionary(grouping: sightings, by: \.document)
    }
    couplings = couplings.followed(by: loaded.inventory)
    let decisions = try ledger.decisions(asKnown: asKnown ?? then.known).map { $0.followed(by: loaded.inventory) }
    let history = try ExposureHistory(
      inventory: loaded.inventory, settings: settings, documents: documents, sightings: sightings,
      couplings: couplings, decisions: decisions, warnings: warningLists, asKnown: then.known,
      details: { wanted in
        try derived.map { derived in wanted.sorted().flatMap { derived[$0] ?? [] } }
          ?? ledger.sightings(of: wanted).followed(by: loaded.inventory)
      })
    return KnownHistory(
      history: history, loaded: loaded, documents: documents, settings: settings,
      asKnown: isNow ? nil : asKnown, ledger: ledger, derived: derived, couplings: couplings, decisions: decisions)
  }
}
