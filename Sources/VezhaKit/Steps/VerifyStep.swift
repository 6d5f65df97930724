extension Pipeline {
  /// Verifies the ledger, and that the sightings derived anew equal the stored ones.
  public func verify() async throws -> Ledger.Verification {
    var result = try ledger.verify()
    // On a damaged chain a rebuild would only repeat the damage.
    guard result.faults.isEmpty, try hasFreshSightings() else { return result }
    let settings = try ledger.settings()
    let documents = try ledger.documents()
    let (sightings, couplings) = try await derive(
      documents: documents, index: try index(try ledger.inventory(), settings, formats: documents.map(\.format)),
      settings: settings)
    let derived = Set(sightings)
    let kept = try ledger.documentsWithOriginals()
    let stored = Set(try ledger.sightings(of: kept))
    let differing = derived.symmetricDifference(stored)
    if let first = differing.min(by: { ($0.document, $0.subject) < ($1.document, $1.subject) }) {
      result.faults.append(
        "\(differing.count) sightings differ from what the documents give (the first: document \(first.document), \(first.organization)); run `vezha run` to rebuild them"
      )
    }
    if Set(couplings) != Set(try ledger.couplings().filter { kept.contains($0.document) }) {
      result.faults.append("what the shared-address guard has learned differs from what the documents give")
    }
    return result
  }
}
