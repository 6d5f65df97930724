// address-exact, address-in-range, range-over-address: what a listed address or range says.

extension MatchIndex {
  /// Claims of the most specific organizations on a listed address: its own assets before ranges, narrow before wide.
  func judge(address: Address, at published: Instant) -> [Claim] {
    Self.mostSpecific(allClaims(on: address, at: published))
  }

  /// All claims on an address, whoever's.
  func allClaims(on address: Address, at published: Instant) -> [Claim] {
    var claims: [Claim] = []
    exactAddresses.forEach(address) { add(.addressExact, $0, .max, address, published, &claims) }
    if !ranges.isEmpty, let point = AddressRange(address, address) {
      ranges.overlapping(point) { range, identifier in
        add(.addressInRange, identifier, Self.narrowness(range), address, published, &claims)
      }
    }
    return claims
  }

  /// Claims on a listed range: ranges of ours around it (the narrowest), and everything of ours inside it.
  func judge(range: AddressRange, at published: Instant) -> [Claim] {
    guard !range.isTooWide else { return [] }
    var around: [Claim] = []
    var inside: [Claim] = []
    addresses.inside(range) { address, identifier in
      add(.rangeOverAddress, identifier, 0, address, published, &inside)
    }
    ranges.overlapping(range) { ours, identifier in
      if ours.contains(range) {
        add(.addressInRange, identifier, Self.narrowness(ours), nil, published, &around)
      } else {
        add(.rangeOverAddress, identifier, 0, nil, published, &inside)
      }
    }
    return Self.mostSpecific(around) + inside
  }

  /// The narrower, the larger; always below an exact address.
  private static func narrowness(_ range: AddressRange) -> UInt128 {
    UInt128.max - 1 - (range.upper.bits - range.lower.bits)
  }

  private func add(
    _ rule: Rule, _ identifier: Int, _ specificity: UInt128, _ address: Address?, _ published: Instant,
    _ claims: inout [Claim]
  ) {
    guard counts(identifier, at: published) else { return }
    let owner = inventory.owner(of: inventory.identifiers.holder(identifier))
    claims.append(
      Claim(
        rule: rule, identifier: identifier, organization: owner, specificity: specificity, address: address))
  }
}
