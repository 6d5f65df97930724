// host-exact, host-www, host-below, host-above, host-same-domain: what a listed host says by its name.

/// What the names of the inventory say of one listed host.
struct HostVerdict {
  /// Claims of the most specific organizations.
  var claims: [Claim] = []
  /// Whether an asset carries the host, as host or url, or its `www` twin.
  var isInInventory = false
  /// The zone of the constituency or the shared registrable domain it lies in, if no name rule found an owner.
  var commonZone: Int = -1
  /// The node of its registrable domain if something of ours lies there, else -1.
  var registrable: Int = -1
}

extension MatchIndex {
  /// At most so many identifiers stand as evidence for `host-above` and `host-same-domain`: nearest names first.
  static let evidenceLimit = 20

  /// Whether an identifier counts for a document published then.
  func counts(_ identifier: Int, at published: Instant) -> Bool {
    guard let until = inventory.identifiers.until(identifier) else { return true }
    return published < until
  }

  /// Judges a canonical host.
  ///
  /// Nil if nothing of ours is near it.
  func judge(host: Span<UInt8>, at published: Instant) -> HostVerdict? {
    judge(host: host, NameEnds(host), at: published)
  }

  /// Judges a canonical host whose ancestors are known.
  ///
  /// All ancestors of a name of ours are in the table: below the first that is missing lies nothing of ours. For most
  /// listed hosts that is their registrable domain.
  func judge(host: Span<UInt8>, _ ends: NameEnds, at published: Instant) -> HostVerdict? {
    var ancestors = InlineArray<16, Int32>(repeating: -1)
    var depth = 0
    var isNear = false
    var isMissing = false
    while depth < ends.count, !isMissing {
      let found = names.find(host, from: ends.starts[depth], hash: ends.hashes[depth])
      if found >= 0 {
        ancestors[depth] = Int32(found)
        if names.nodes[found].saysSomething { isNear = true }
        depth += 1
      } else {
        isMissing = true
      }
    }
    let own = isMissing ? -1 : names.find(host, from: 0, hash: ends.hash)
    guard isNear || own >= 0 else { return nil }

    var verdict = HostVerdict()
    var claims: [Claim] = []
    let isWWW = Self.startsWithWWW(host)
    if own >= 0 {
      names.forEach(names.nodes[own].exact) { identifier in
        add(.hostExact, identifier, .max, at: published, to: &claims, &verdict)
        return true
      }
      // Ours is `www.` and the listed host.
      names.forEach(names.nodes[own].base) { identifier in
        if isLonger(identifier, than: host.count) {
          add(.hostWWW, identifier, .max, at: published, to: &claims, &verdict)
        }
        return true
      }
    }
    var zone = -1
    // An identifier that is the host or its twin is not also one above it.
    var claimed = Set(claims.map(\.identifier))
    for level in 0..<depth where ancestors[level] >= 0 {
      let ancestor = Int(ancestors[level])
      let node = names.nodes[ancestor]
      if node.isZone { zone = ancestor }
      if isWWW, ends.starts[level] == 4 {
        names.forEach(node.exact) { identifier in
          claimed.insert(identifier)
          add(.hostWWW, identifier, .max, at: published, to: &claims, &verdict)
          return true
        }
      }
      if !node.isSuffix {
        names.forEach(node.base) { identifier in
          if !claimed.contains(identifier) {
            add(.hostBelow, identifier, UInt128(node.length), at: published, to: &claims, &verdict)
          }
          return true
        }
      }
    }
    if own >= 0, names.nodes[own].isZone { zone = own }
    verdict.registrable = registrableNode(host, ancestors, ends, depth, own)
    if claims.isEmpty {
      let owners = owners(under: verdict.registrable, at: published)
      if owners.count == 1 {
        if own >= 0, !isPublicSuffix(host), hasCurrent(names.nodes[own].beneath, at: published) {
          nearest(names.nodes[own].beneath, -1, to: host, .hostAbove, published, &claims, &verdict)
        } else {
          let node = names.nodes[verdict.registrable]
          nearest(node.exact, node.beneath, to: host, .hostSameDomain, published, &claims, &verdict)
        }
      } else if zone >= 0 {
        verdict.commonZone = zone
      } else if owners.count > 1 {
        verdict.commonZone = verdict.registrable
      }
    }
    verdict.claims = Self.mostSpecific(claims)
    return verdict
  }

  private func isLonger(_ identifier: Int, than length: Int) -> Bool {
    let value = inventory.identifiers[identifier]
    guard value.kind == .url else { return value.value.utf8.count > length }
    return (Identifier.urlHost(value.value)?.utf8.count ?? 0) > length
  }

  private func isPublicSuffix(_ host: Span<UInt8>) -> Bool { suffixes.isPublicSuffix(host) }

  private func hasCurrent(_ head: Int32, at published: Instant) -> Bool {
    var found = false
    names.forEach(head) { identifier in
      found = counts(identifier, at: published)
      return !found
    }
    return found
  }

  private func add(
    _ rule: Rule, _ identifier: Int, _ specificity: UInt128, at published: Instant, to claims: inout [Claim],
    _ verdict: inout HostVerdict
  ) {
    guard counts(identifier, at: published) else { return }
    let holder = inventory.identifiers.holder(identifier)
    if rule == .hostExact || rule == .hostWWW, inventory.identifiers.kind(identifier) != .domain,
      case .asset = holder
    {
      verdict.isInInventory = true
    }
    claims.append(
      Claim(
        rule: rule, identifier: identifier, organization: inventory.owner(of: holder),
        specificity: specificity))
  }

  /// The node of the host's registrable domain, if something of ours lies there.
  ///
  /// The list is asked only then.
  private func registrableNode(
    _ host: Span<UInt8>, _ ancestors: InlineArray<16, Int32>, _ ends: NameEnds, _ depth: Int,
    _ own: Int
  ) -> Int {
    var isPossible = own >= 0 && names.nodes[own].isRegistrable
    for level in 0..<depth where ancestors[level] >= 0 && names.nodes[Int(ancestors[level])].isRegistrable {
      isPossible = true
    }
    guard isPossible, let length = suffixes.registrableLength(host) else { return -1 }
    if length == host.count { return own >= 0 && names.nodes[own].isRegistrable ? own : -1 }
    for level in 0..<depth where ends.starts[level] == host.count - length {
      let node = Int(ancestors[level])
      return node >= 0 && names.nodes[node].isRegistrable ? node : -1
    }
    return -1
  }

  /// Distinct owners of what counts then at or beneath a registrable domain (at most two are looked for).
  func owners(under node: Int, at published: Instant) -> [Int] {
    guard node >= 0 else { return [] }
    let known = names.nodes[node]
    if known.owner >= 0 && !known.hasEnded { return [Int(known.owner)] }
    var owners: [Int] = []
    for head in [known.exact, known.beneath] {
      names.forEach(head) { identifier in
        if counts(identifier, at: published) {
          let owner = inventory.owner(of: inventory.identifiers.holder(identifier))
          if !owners.contains(owner) { owners.append(owner) }
        }
        return owners.count < 2
      }
    }
    return owners
  }

  /// The identifiers of a list that share most of their end with the host.
  private func nearest(
    _ first: Int32, _ second: Int32, to host: Span<UInt8>, _ rule: Rule, _ published: Instant,
    _ claims: inout [Claim], _ verdict: inout HostVerdict
  ) {
    var found: [(shared: Int, value: String, identifier: Int)] = []
    for head in [first, second] {
      names.forEach(head) { identifier in
        if counts(identifier, at: published) {
          let held = inventory.identifiers[identifier]
          let value = held.kind == .url ? Identifier.urlHost(held.value) ?? held.value : held.value
          found.append((Self.sharedEnd(host, value), value, identifier))
        }
        return true
      }
    }
    found.sort { ($1.shared, $0.value, $0.identifier) < ($0.shared, $1.value, $1.identifier) }
    for entry in found.prefix(Self.evidenceLimit) {
      add(rule, entry.identifier, 0, at: published, to: &claims, &verdict)
    }
  }

  private static func sharedEnd(_ host: Span<UInt8>, _ value: String) -> Int {
    let other = value.utf8.span
    var count = 0
    while count < host.count, count < other.count,
      host[host.count - 1 - count] == other[other.count - 1 - count]
    {
      count += 1
    }
    return count
  }

  /// Keeps the claims of the organizations that have the most specific one.
  static func mostSpecific(_ claims: [Claim]) -> [Claim] {
    guard claims.count > 1, let best = claims.lazy.map(\.specificity).max() else { return claims }
    let winners = Set(claims.filter { $0.specificity == best }.map(\.organization))
    return claims.filter { winners.contains($0.organization) }
  }
}
