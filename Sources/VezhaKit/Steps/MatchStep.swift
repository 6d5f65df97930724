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

  /// The findings of an interval.
  public func exposure(
    over interval: Interval, now: Instant, scope: ExposureScope = ExposureScope()
  ) throws -> Exposure {
    try history.exposure(
      over: interval, now: history.silenceMeasured(at: now), scope: scope,
      details: { documents in
        if let derived { return documents.sorted().flatMap { derived[$0] ?? [] } }
        return try ledger.sightings(of: documents)
      },
      services: { try ledger.services(of: $0, in: loaded, asKnown: asKnown) })
  }
}

extension Pipeline {
  /// Reads all kept documents again and replaces the sighting cache. Needed after the inventory, the settings or
  /// the rules changed.
  public func refresh() async throws {
    if try ledger.hasFreshSightings() { return }
    let documents = try ledger.documents()
    // A first import needs neither the inventory in memory nor an index.
    guard !documents.isEmpty else { return try ledger.replaceSightings([], []) }
    let settings = try ledger.settings()
    let loaded = try ledger.inventory()
    let (sightings, couplings) = try await derive(
      documents: documents, index: try index(loaded, settings), settings: settings)
    try ledger.replaceSightings(sightings, couplings)
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
          let format = try DocumentReader.format(of: bytes.span, file: document.file)
          let matcher = DocumentMatcher(
            index: index, document: document.number, role: format.role ?? settings.series(document.series).role,
            published: document.published, salt: salt)
          _ = try DocumentReader.read(file: document.file, bytes: bytes.span, sink: matcher)
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

  /// The history as known at a time: from the cache if it stands for just that, else derived anew in memory.
  public func history(asKnown: Instant? = nil) async throws -> KnownHistory {
    let head = try ledger.head()
    let then = try ledger.head(asKnown: asKnown)
    let settings = try ledger.settings(asKnown: asKnown)
    let loaded = try ledger.inventory(asKnown: asKnown)
    let documents = try ledger.documents(asKnown: asKnown)
    let isNow = head.sequence == then.sequence
    let sightings: [Sighting]
    let couplings: [Coupling]
    var derived: [Int: [Sighting]]?
    if isNow, try ledger.hasFreshSightings() {
      sightings = try ledger.sightingRows()
      couplings = try ledger.couplings()
    } else {
      (sightings, couplings) = try await derive(
        documents: documents, index: try index(loaded, settings), settings: settings)
      derived = Dictionary(grouping: sightings, by: \.document)
    }
    let history = ExposureHistory(
      inventory: loaded.inventory, settings: settings, documents: documents, sightings: sightings,
      couplings: couplings, asKnown: then.known)
    return KnownHistory(
      history: history, loaded: loaded, documents: documents, settings: settings,
      asKnown: isNow ? nil : asKnown, ledger: ledger, derived: derived)
  }
}
