extension Pipeline {
  /// Public suffixes that seem to be missing: registrable domains under which several organizations own assets.
  public func proposedSuffixes() throws -> [(domain: String, organizations: [String])] {
    let settings = try ledger.settings()
    let inventory = try ledger.inventory().inventory
    let suffixes = try suffixes(settings)
    var owners: [String: Set<String>] = [:]
    for identifier in inventory.identifiers where identifier.until == nil {
      guard case .asset(let number) = identifier.holder, identifier.kind == .host || identifier.kind == .domain,
        let length = suffixes.registrableLength(identifier.value.utf8.span)
      else { continue }
      let owner = inventory.organizations[inventory.assets[number].owner].key
      guard owner != Organization.unassigned else { continue }
      owners[String(identifier.value.suffix(length)), default: []].insert(owner)
    }
    return owners.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
      .map { (domain: $0.key, organizations: $0.value.sorted()) }
  }
}

extension Pipeline {
  /// Identifiers that are never matched, by reason, ordered by reason.
  public func unmatchable() throws -> [(reason: String, count: Int)] {
    try index(try ledger.inventory(), try ledger.settings(), formats: []).unmatchable.sorted { $0.key < $1.key }
      .map { (reason: $0.key, count: $0.value) }
  }
}
