import Crypto

/// Matches the rows of one document as they are read and gathers what hits, subject by subject.
///
/// Nothing is kept of rows that hit nothing but a hash, to count the document's distinct subjects.
public final class DocumentMatcher: ListingSink {
  private let index: MatchIndex
  private let document: Int
  private let role: Role
  private let published: Instant
  private let keepsTimes: Bool
  /// Whether hosts of rows that state no role may be imitations of ours.
  private let mayImitate: Bool
  private let matching: Matching
  private let salt: [UInt8]
  private var seen = DistinctCount()
  private var gathered: [GatherKey: Gathering] = [:]
  private var couplings: Set<Coupling> = []
  /// The host of the row before: lists name a host in many rows one after the other.
  private var lastHost: [UInt8] = []
  private var lastVerdict: HostVerdict?
  /// What the host imitates; nil where it was not asked.
  private var lastLikeness: [Claim]?
  private var passed = PassedLabels()
  /// The address of the row before.
  private var lastAddress: (address: Address, claims: [Claim])?

  /// Rows that reached the matcher.
  public private(set) var listings = 0
  /// Values that were skipped.
  public private(set) var problems = Problems()

  /// A matcher for one document; `salt` makes the hashes of foreign names useless elsewhere.
  ///
  /// - Parameters:
  ///   - role: what rows say that state none.
  ///   - mayImitate: whether hosts of rows that state no role may be imitations: lists of malicious names and of
  ///     look-alikes, and plain lists whose role nobody stated.
  ///   - matching: what of the rows is matched.
  ///   - keepsTimes: whether rows count at their own times; in a snapshot all count at the document's.
  public init(
    index: MatchIndex, document: Int, role: Role, published: Instant, keepsTimes: Bool = true,
    mayImitate: Bool = false, matching: Matching = .all, salt: [UInt8]
  ) {
    self.matching = matching
    self.mayImitate = mayImitate
    self.index = index
    self.document = document
    self.role = role
    self.published = published
    self.keepsTimes = keepsTimes
    self.salt = salt
  }

  /// Distinct subjects of the document, ours or not.
  public var subjects: Int { seen.count }

  /// What the document says of ours, ordered by organization and subject.
  public func sightings() -> [Sighting] {
    gathered.sorted { $0.key < $1.key }.map { key, gathering in
      gathering.sighting(
        document: document, organization: index.inventory.organizations[key.organization].key, key: key,
        index: index)
    }
  }

  /// Foreign domains seen beside our addresses, in a fixed order.
  public func learnedCouplings() -> [Coupling] {
    couplings.sorted {
      ($0.organization, $0.address, $0.foreign) < ($1.organization, $1.address, $1.foreign)
    }
  }

  /// Counts a skipped value.
  public func skipped(_ problem: @autoclosure () -> Problem) {
    if problems.wantsText { problems.add(problem()) } else { problems.countOnly() }
  }

  /// Matches one row.
  public func row(_ row: ListingRow, subject: Span<UInt8>, listed: Span<UInt8>) {
    listings += 1
    switch row.subjectKind {
    case .name:
      seen.add(NameTable.hash(subject))
      guard matching != .addresses else { return }
      let written = String(copying: listed)
      let claims = index.organizationNames.judge(listed: written)
      guard !claims.isEmpty else { return }
      let subject = Subject(kind: .name, value: String(copying: subject))
      gather(claims, subject, row, listed: written, isInInventory: true)
    case .emailDomain:
      seen.add(NameTable.hash(subject))
      let claims = matching == .addresses ? [] : index.judge(mailDomain: subject, at: published)
      guard !claims.isEmpty else { return }
      let subject = Subject(kind: .emailDomain, value: String(copying: subject))
      gather(claims, subject, row, listed: String(copying: listed), isInInventory: true)
    case .cve:
      seen.add(NameTable.hash(subject))
      guard let product = row.product, !index.products.isEmpty else { return }
      let claims = index.judge(product: product)
      guard !claims.isEmpty else { return }
      let written = [product.vendor, product.name, product.version].filter { !$0.isEmpty }.joined(separator: " ")
      gather(
        claims, Subject(kind: .cve, value: String(copying: subject)), row,
        listed: written.isEmpty ? product.cpe + product.purl : written, isInInventory: true)
    case .host:
      let host = subject
      if !isLast(host) {
        let ends = NameEnds(host)
        seen.add(ends.hash)
        lastVerdict = index.judge(host: host, ends, at: published)
        lastLikeness = nil
        lastHost.removeAll(keepingCapacity: true)
        unsafe host.withUnsafeBufferPointer { unsafe lastHost.append(contentsOf: $0) }
      }
      match(host: host, lastVerdict, row, listed)
    case .address: if let address = row.address { match(address, row, listed) }
    case .range:
      guard let range = row.range else { return }
      // A range of one address is that address.
      guard range.lower != range.upper else { return match(range.lower, row, listed) }
      seen.add(HashSet.hash(range.lower.bits, 2) ^ HashSet.hash(range.upper.bits, 3))
      guard matching != .hosts else { return }
      let claims = index.judge(range: range, at: published)
      guard !claims.isEmpty else { return }
      let subject = Subject(kind: .range, value: range.description)
      gather(claims, subject, row, listed: String(copying: listed), isInInventory: true)
    }
  }

  private func match(_ address: Address, _ row: ListingRow, _ listed: Span<UInt8>) {
    seen.add(HashSet.hash(address.bits, 1))
    let claims = claims(on: address)
    guard !claims.isEmpty else { return }
    let subject = Subject(kind: .address, value: address.description)
    gather(claims, subject, row, listed: String(copying: listed), isInInventory: true)
  }

  private func isLast(_ host: Span<UInt8>) -> Bool {
    guard host.count == lastHost.count else { return false }
    for index in 0..<host.count where host[index] != lastHost[index] { return false }
    return true
  }

  private func claims(on address: Address) -> [Claim] {
    guard matching != .hosts else { return [] }
    if let lastAddress, lastAddress.address == address { return lastAddress.claims }
    let claims = index.judge(address: address, at: published)
    lastAddress = (address, claims)
    return claims
  }

  private func match(
    host: Span<UInt8>, _ verdict: HostVerdict?, _ row: ListingRow, _ listed: Span<UInt8>
  ) {
    let beside = row.address.map { claims(on: $0) } ?? []
    if matching == .addresses { return match(besideHost: host, verdict, beside, row) }
    if verdict?.claims.isEmpty ?? true, verdict?.commonZone ?? -1 < 0,
      row.role.map({ $0 == .malicious || $0 == .lookalike }) ?? mayImitate
    {
      let claims = lastLikeness ?? index.judge(lookalike: host, &passed)
      lastLikeness = claims
      if !claims.isEmpty {
        return gather(
          claims, Subject(kind: .host, value: String(copying: host)), row, listed: String(copying: listed),
          isInInventory: true, role: .lookalike)
      }
    }
    guard verdict != nil || !beside.isEmpty else { return }
    let byName = verdict.map { index.tenants(of: $0.claims, listed: listed) } ?? []
    let commonZone = verdict?.commonZone ?? -1
    if let address = row.address, !beside.isEmpty {
      learn(address, beside, from: host, verdict)
    }
    if !byName.isEmpty {
      let named = Set(byName.map(\.organization))
      var claims = byName
      if matching != .hosts, let address = row.address {
        claims += index.allClaims(on: address, at: published).filter { named.contains($0.organization) }
      }
      gather(
        claims, Subject(kind: .host, value: String(copying: host)), row, listed: String(copying: listed),
        isInInventory: verdict?.isInInventory ?? false)
    } else if commonZone >= 0 {
      // An address that everybody's hosts stand beside says nothing of whose this one is.
      var claims = isWellKnown(row.address) ? [] : beside
      if claims.isEmpty, let unassigned = index.inventory.number(of: Organization.unassigned) {
        claims = [
          Claim(
            rule: .constituency, identifier: -1, organization: unassigned, specificity: 0,
            zone: index.names.name(commonZone))
        ]
      }
      gather(
        claims, Subject(kind: .host, value: String(copying: host)), row, listed: String(copying: listed),
        isInInventory: false)
    } else if let address = row.address, !beside.isEmpty {
      // A foreign host on our address: the subject is our address, of the host remains a count.
      let ours = address.description
      gather(
        beside, Subject(kind: .address, value: ours), row, listed: ours, isInInventory: true,
        as: .sharedAddress, foreign: hash(of: host))
    }
  }

  /// Whether a warning list knows an address: that of a CDN, a cloud, a resolver.
  private func isWellKnown(_ address: Address?) -> Bool {
    guard !index.warnings.isEmpty, let address, let point = AddressRange(address, address) else { return false }
    return index.warnings.list(knowing: point) != nil
  }

  /// Matches the address beside a host as itself, whatever the host.
  private func match(
    besideHost host: Span<UInt8>, _ verdict: HostVerdict?, _ claims: [Claim], _ row: ListingRow
  ) {
    guard let address = row.address, !claims.isEmpty else { return }
    learn(address, claims, from: host, verdict)
    let named = Set((verdict?.claims ?? []).map(\.organization))
    let ours = address.description
    let subject = Subject(kind: .address, value: ours)
    gather(
      claims.filter { named.contains($0.organization) }, subject, row, listed: ours, isInInventory: true)
    gather(
      claims.filter { !named.contains($0.organization) }, subject, row, listed: ours, isInInventory: true,
      as: .sharedAddress, foreign: hash(of: host))
  }

  /// Remembers for the guard that an address of an organization stands beside a domain that is not its own.
  private func learn(_ address: Address, _ claims: [Claim], from host: Span<UInt8>, _ verdict: HostVerdict?) {
    let length = index.suffixes.registrableLength(host) ?? host.count
    let domain = host.extracting((host.count - length)..<host.count)
    var foreign: UInt64?
    for organization in Set(claims.map(\.organization)) {
      if let verdict, index.owns(organization, under: verdict.registrable, at: published) { continue }
      if let verdict, verdict.claims.contains(where: { $0.organization == organization }) { continue }
      let value = foreign ?? hash(of: domain)
      foreign = value
      couplings.insert(
        Coupling(
          document: document, organization: index.inventory.organizations[organization].key,
          address: address.description, foreign: value))
    }
  }

  private func hash(of name: Span<UInt8>) -> UInt64 {
    var hasher = SHA256()
    hasher.update(data: salt)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.count)
    for index in 0..<name.count { bytes.append(name[index]) }
    hasher.update(data: bytes)
    var value: UInt64 = 0
    for byte in hasher.finalize().prefix(8) { value = value << 8 | UInt64(byte) }
    return value
  }

  private func gather(
    _ claims: [Claim], _ subject: Subject, _ row: ListingRow, listed: String, isInInventory: Bool,
    as rule: Rule? = nil, foreign: UInt64? = nil, role judged: Role? = nil
  ) {
    guard let first = claims.first else { return }
    if claims.allSatisfy({ $0.organization == first.organization }) {
      return gather(
        first.organization, claims, subject, row, listed: listed, isInInventory: isInInventory, as: rule,
        foreign: foreign, role: judged)
    }
    for (organization, claims) in Dictionary(grouping: claims, by: \.organization) {
      gather(
        organization, claims, subject, row, listed: listed, isInInventory: isInInventory, as: rule, foreign: foreign,
        role: judged)
    }
  }

  private func gather(
    _ organization: Int, _ claims: [Claim], _ subject: Subject, _ row: ListingRow, listed: String,
    isInInventory: Bool, as rule: Rule?, foreign: UInt64?, role judged: Role?
  ) {
    let key = GatherKey(
      organization: organization, subject: subject, role: judged ?? row.role ?? role, time: keepsTimes ? row.time : nil)
    let (kept, more) = index.limited(claims)
    gathered[key, default: Gathering()].add(
      kept, row, listed: listed, isInInventory: isInInventory, as: rule, foreign: foreign, moreAssets: more)
  }
}

extension MatchIndex {
  /// Whether an organization holds something that counts then at or beneath a registrable domain.
  func owns(_ organization: Int, under node: Int, at published: Instant) -> Bool {
    guard node >= 0 else { return false }
    var found = false
    for head in [names.nodes[node].exact, names.nodes[node].beneath] where !found {
      names.forEach(head) { identifier in
        found =
          counts(identifier, at: published)
          && inventory.owner(of: inventory.identifiers.holder(identifier)) == organization
        return !found
      }
    }
    return found
  }
}

extension String {
  /// A copy of bytes as text; invalid UTF-8 becomes replacement characters.
  init(copying bytes: Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
