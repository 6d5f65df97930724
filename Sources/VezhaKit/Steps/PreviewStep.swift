/// What a dry run says of one source beside its assets.
public struct ImportPreview: Sendable {
  /// What would happen to each asset.
  public var edition: EditionPreview
  /// How many identifiers that were read will never match, by reason, ordered by it.
  public var unmatchable: [(reason: String, count: Int)]
  /// Decisions that cover a finding now and would cover none.
  public var orphaned: [Decision]
}

extension Pipeline {
  /// What an edition that was taken back would have done.
  func preview(_ edition: EditionPreview, of assets: [AssetRecord], settings: Settings) async throws -> ImportPreview {
    var reasons: [String: Int] = [:]
    for asset in assets {
      for identifier in asset.identifiers {
        guard let reason = identifier.unmatchableReason(documentationSpace: settings.documentationAddresses) else {
          continue
        }
        reasons[reason, default: 0] += 1
      }
    }
    return ImportPreview(
      edition: edition,
      unmatchable: reasons.sorted { $0.key < $1.key }.map { (reason: $0.key, count: $0.value) },
      orphaned: try await orphaned(by: edition.loaded))
  }

  /// Decisions that cover something now and nothing under another inventory.
  private func orphaned(by loaded: LoadedInventory) async throws -> [Decision] {
    let known = try await history()
    let covered = try known.coveredFindings().filter { $0.decision.withdrawal == nil && !$0.findings.isEmpty }
    guard !covered.isEmpty else { return [] }
    let keys = Dictionary(known.history.keys().map { ($0.id, $0.key) }, uniquingKeysWith: { first, _ in first })
    var numbers = Set<Int>()
    for id in Set(covered.flatMap(\.findings)) {
      if let key = keys[id] { numbers.formUnion(known.history.documents(naming: key)) }
    }
    let documents = known.documents.filter { numbers.contains($0.number) }
    // What cannot be read again says what it said, whatever the inventory.
    let readable = try ledger.documentsWithOriginals()
    let series = Dictionary(documents.map { ($0.number, $0.series) }, uniquingKeysWith: { first, _ in first })
    let sightings =
      try await derive(
        documents: documents.filter { readable.contains($0.number) },
        index: try index(loaded, known.settings, formats: documents.map(\.format)), settings: known.settings
      ).0 + ledger.sightings(of: numbers.subtracting(readable)).followed(by: loaded.inventory)
    let then = Set(
      sightings.compactMap { sighting in
        series[sighting.document].map {
          ExposureHistory.id(
            of: FindingKey(
              organization: sighting.organization, series: $0, role: sighting.role, subject: sighting.subject))
        }
      })
    return covered.filter { then.isDisjoint(with: $0.findings) }.map(\.decision)
  }
}
