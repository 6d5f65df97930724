// A listing that touches very many assets of one organization names some of them and counts the rest.

extension MatchIndex {
  /// At most so many claims of one organization stand as evidence for one listing.
  static let claimLimit = 100

  /// Of one organization's claims on a listing those that stand as evidence: the strongest rules, the most critical
  /// assets, then in the order of their keys; and how many assets the others would add.
  ///
  /// O(claims), whatever the order in which inventories came.
  func limited(_ claims: [Claim]) -> (kept: [Claim], moreAssets: Int) {
    guard claims.count > Self.claimLimit else { return (claims, 0) }
    var best: [(rank: Rank, claim: Claim)] = []
    for claim in claims {
      let rank = rank(of: claim)
      if best.count == Self.claimLimit, let last = best.last, !(rank < last.rank) { continue }
      best.insert((rank, claim), at: best.partition(rank))
      if best.count > Self.claimLimit { best.removeLast() }
    }
    let kept = best.map(\.claim)
    return (kept, Set(claims.compactMap(asset)).subtracting(kept.compactMap(asset)).count)
  }

  /// Position of the asset that a claim speaks for; nil for an organization's own.
  private func asset(_ claim: Claim) -> Int? {
    if let asset = claim.asset { return asset }
    guard claim.identifier >= 0, case .asset(let number) = inventory.identifiers.holder(claim.identifier) else {
      return nil
    }
    return number
  }

  private func rank(of claim: Claim) -> Rank {
    let asset = asset(claim)
    return Rank(
      order: claim.rule.order * 8 - (asset.flatMap { inventory.criticality(ofAsset: $0) }?.rank ?? -1),
      reference: asset.map { inventory.assets[$0].reference },
      value: claim.identifier >= 0 ? inventory.identifiers[claim.identifier].value : claim.zone)
  }
}

/// Where a claim stands among the others of one listing.
private struct Rank: Comparable {
  /// Rule, then criticality.
  var order: Int
  var reference: AssetReference?
  var value: String

  static func < (left: Rank, right: Rank) -> Bool {
    if left.order != right.order { return left.order < right.order }
    if left.reference != right.reference {
      // An organization's own domain or range before its assets.
      guard let one = left.reference, let other = right.reference else { return left.reference == nil }
      return one < other
    }
    return left.value < right.value
  }
}

extension [(rank: Rank, claim: Claim)] {
  /// Where a rank belongs in what is sorted by rank.
  fileprivate func partition(_ rank: Rank) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if rank < self[middle].rank { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
