/// A warning list with what it does to what documents name of ours.
public struct WarningListUse: Sendable {
  /// The list.
  public var list: WarningLists.Summary
  /// Addresses and ranges of ours, named as themselves, that it hides; each organization's counts.
  public var hidden = 0
  /// Those that it makes only possible signs.
  public var doubted = 0
}

extension Pipeline {
  /// The warning lists in force, ordered by key, over all that documents name of ours.
  public func warningListUse() throws -> [WarningListUse] {
    let lists = warningLists
    var uses = lists.summaries.map { WarningListUse(list: $0) }
    guard !uses.isEmpty else { return [] }
    var seen = Set<[String]>()
    for sighting in try ledger.sightingRows() where sighting.subject.kind == .address || sighting.subject.kind == .range
    {
      guard seen.insert([sighting.organization, sighting.subject.value]).inserted,
        let known = lists.list(knowing: sighting.subject),
        let number = uses.firstIndex(where: { $0.list.key == known.key })
      else { continue }
      if known.hides { uses[number].hidden += 1 } else { uses[number].doubted += 1 }
    }
    return uses
  }
}
