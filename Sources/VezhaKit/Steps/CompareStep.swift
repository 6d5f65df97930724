// One-shot answers that write nothing: `diff` and `check`.

extension Pipeline {
  /// What a list would change: the file is the interval, everything known is before.
  ///
  /// - Parameter against: files that are taken as all that is known, instead of the ledger's documents.
  /// - Throws: `ReadError` if a file is refused.
  public func diff(_ request: ReceiveRequest, against: [String]? = nil) async throws -> Exposure {
    let settings = try ledger.settings()
    let loaded = try ledger.inventory()
    let new = try await prepare(request, loaded, settings)
    let newDocuments = new.compactMap(\.document)
    let series = Set(newDocuments.map(\.series))
    var documents: [Document]
    var sightings: [Sighting]
    var couplings: [Coupling] = []
    if let against {
      var old = request
      old.files = against
      old.series = request.series ?? series.min()
      let prepared = try await prepare(old, loaded, settings, numberedFrom: -1 - new.count)
      documents = prepared.compactMap(\.document)
      sightings = prepared.flatMap(\.sightings)
      couplings = prepared.flatMap(\.couplings)
    } else {
      let known = try await history()
      let hashes = Set(newDocuments.map { "\($0.series) \($0.sha256) \($0.published)" })
      documents = known.documents.filter { !hashes.contains("\($0.series) \($0.sha256) \($0.published)") }
      let kept = Set(documents.map(\.number))
      sightings = try known.derived?.values.flatMap { $0 } ?? ledger.sightingRows()
      sightings = sightings.filter { kept.contains($0.document) }
      couplings = known.couplings.filter { kept.contains($0.document) }
    }
    let before = documents.filter { series.contains($0.series) }.map(\.published)
    var shifted = new
    if let first = newDocuments.map(\.published).min(), let newest = before.max(), newest >= first,
      shifted.contains(where: { !$0.hasOwnTime }) || against != nil
    {
      // A list without a time of its own is newer than what is known.
      let shift = TimeSpan(microseconds: (newest - first).microseconds &+ 1_000_000)
      for position in shifted.indices { shifted[position].shift(by: shift) }
    }
    let published = shifted.compactMap { $0.document?.published }
    let rowTimes = shifted.flatMap(\.sightings).compactMap(\.time)
    var from = published.min() ?? now
    // Rows that tell of earlier days belong to the file, but what was known by then does not.
    let known = before.filter { $0 < from }.max().map { $0 + TimeSpan(microseconds: 1) }
    if let earliest = rowTimes.min(), earliest < from { from = max(earliest, known ?? earliest) }
    let to = max(published.max() ?? now, rowTimes.max() ?? now)
    let interval = Interval(from: from, to: to + TimeSpan(microseconds: 1))
    let earlier = before.filter { $0 < from }.max() ?? from
    var details = shifted.flatMap(\.sightings)
    documents += shifted.compactMap(\.document)
    if against != nil { details += sightings }
    let own = Dictionary(grouping: details, by: \.document)
    let history = try ExposureHistory(
      inventory: loaded.inventory, settings: settings, documents: documents,
      sightings: sightings + shifted.flatMap(\.sightings), couplings: couplings + shifted.flatMap(\.couplings),
      decisions: try ledger.decisions(), warnings: warningLists, asKnown: try ledger.head().known,
      details: { wanted in
        try wanted.filter { own[$0] != nil }.sorted().flatMap { own[$0] ?? [] }
          + ledger.sightings(of: wanted.filter { $0 > 0 && own[$0] == nil })
      })
    return try history.exposure(
      over: interval, now: max(now, interval.to),
      scope: ExposureScope(series: series, previous: Interval(from: earlier, to: from)),
      details: { wanted in
        try wanted.filter { own[$0] != nil }.sorted().flatMap { own[$0] ?? [] }
          + (against == nil ? ledger.sightings(of: wanted.filter { $0 > 0 && own[$0] == nil }) : [])
      },
      services: { try ledger.services(of: $0, in: loaded) })
  }

  /// Which of the assets in the (temporary) ledger the documents name; no history, so no class.
  public func check(_ request: ReceiveRequest) async throws -> Exposure {
    let settings = workspace.configuration.settings
    let loaded = try ledger.inventory()
    let prepared = try await prepare(request, loaded, settings)
    let documents = prepared.compactMap(\.document)
    // Rows tell of days before their document, some of an hour after it.
    let times = documents.map(\.published) + prepared.flatMap(\.sightings).compactMap(\.time)
    let interval = Interval(from: times.min() ?? now, to: (times.max() ?? now) + TimeSpan(microseconds: 1))
    let history = try ExposureHistory(
      inventory: loaded.inventory, settings: settings, documents: documents,
      sightings: prepared.flatMap(\.sightings), couplings: prepared.flatMap(\.couplings),
      warnings: warningLists, asKnown: try ledger.head().known)
    let own = Dictionary(grouping: prepared.flatMap(\.sightings), by: \.document)
    return try history.exposure(
      over: interval, now: max(now, interval.to), scope: ExposureScope(hasClasses: false),
      details: { wanted in wanted.sorted().flatMap { own[$0] ?? [] } },
      services: { try ledger.services(of: $0, in: loaded) })
  }

  /// A document matched but not written.
  ///
  /// Its number is negative, so that it never meets one of the ledger.
  private struct Matched {
    var document: Document?
    var sightings: [Sighting]
    var couplings: [Coupling]
    var hasOwnTime: Bool

    init(_ received: ReceivedDocument, number: Int) {
      document = received.document
      document?.number = number
      sightings = received.sightings
      for position in sightings.indices { sightings[position].document = number }
      couplings = received.couplings
      for position in couplings.indices { couplings[position].document = number }
      hasOwnTime = received.hasOwnTime
    }

    mutating func shift(by time: TimeSpan) {
      if let published = document?.published { document?.published = published + time }
    }
  }

  private func prepare(
    _ request: ReceiveRequest, _ loaded: LoadedInventory, _ settings: Settings, numberedFrom firstNumber: Int = -1
  ) async throws -> [Matched] {
    let reading = DocumentReading(
      pipeline: self, request: request, settings: settings, known: KnownPublications(),
      salt: try ledger.salt(), suffixes: try suffixes(settings), seals: false)
    var matched: [Matched] = []
    for files in ReceiveBatches(request.files) {
      for prepared in try await reading.match(all: reading.open(all: files), loaded) {
        if let refusal = prepared.outcome.refusal { throw refusal }
        guard let received = prepared.received else { continue }
        matched.append(Matched(received, number: firstNumber - matched.count))
      }
    }
    return matched
  }
}
