/// What documents name: the names, zones and addresses that decide which identifiers of an inventory they can touch.
///
/// A list names some registrable domains of a hundred thousand. An index of what lies near them alone is built in a
/// fraction of the time and judges them alike: every rule that goes by name needs either an ancestor of the listed
/// host, or what lies at or beneath its registrable domain.
struct ListedNames: Sendable {
  /// Listed hosts.
  private var hosts = HashSet()
  /// Listed hosts and all their ancestors.
  private var ancestors = HashSet()
  /// Their registrable domains, or the hosts themselves where they have none.
  private var zones = HashSet()
  private var addresses = HashSet()
  /// Whether any address of ours may be touched: a range was listed.
  private var hasRanges = false
  /// Whether anybody is listed by name.
  private(set) var hasNames = false
  /// Whether a listed host may imitate one of ours, which then may lie anywhere.
  private(set) var hasImitations = false
  /// Whether the whole inventory counts as near.
  private(set) var isEverything = false

  /// Nothing yet.
  init() {}

  /// What nothing is known of can touch everything.
  static var everything: Self {
    var names = Self()
    names.isEverything = true
    names.hasNames = true
    names.hasImitations = true
    return names
  }

  /// Adds what a document names.
  ///
  /// - Parameter mayImitate: whether its hosts may be imitations.
  mutating func insert(_ listings: RecordedListings, _ suffixes: PublicSuffixes, mayImitate: Bool) {
    listings.forEachRun { row, subject in
      if row.subjectKind == .host, row.role.map({ $0 == .malicious || $0 == .lookalike }) ?? mayImitate {
        hasImitations = true
        isEverything = true
      }
      if let range = row.range, range.lower == range.upper { addresses.insert(HashSet.hash(range.lower.bits, 1)) }
      if let address = row.address { addresses.insert(HashSet.hash(address.bits, 1)) }
      switch row.subjectKind {
      case .host, .emailDomain: insert(host: subject, suffixes)
      case .range: hasRanges = true
      case .name: hasNames = true
      case .address, .cve: break
      }
    }
  }

  private mutating func insert(host: Span<UInt8>, _ suffixes: PublicSuffixes) {
    let whole = NameTable.hash(host)
    // Lists of one series name much the same; the suffix list is asked once.
    guard !hosts.contains(whole) else { return }
    hosts.insert(whole)
    let zone = host.count - (suffixes.registrableLength(host) ?? host.count)
    var hash = NameTable.seed
    for index in stride(from: host.count - 1, through: 0, by: -1) {
      if host[index] == UInt8(ascii: ".") { ancestors.insert(hash) }
      hash = NameTable.step(hash, host[index])
      if index == zone { zones.insert(hash) }
    }
    ancestors.insert(hash)
  }

  /// Whether an identifier of the inventory can be touched.
  func isNear(_ kind: IdentifierKind, _ value: Span<UInt8>) -> Bool {
    if isEverything { return true }
    switch kind {
    case .host, .domain, .emailDomain: return isNear(name: value)
    case .address: return Address(value).map(isNear(address:)) ?? false
    case .url:
      guard let parts = ListedURL(value) else { return false }
      let host = value.extracting(parts.host)
      return Address(host).map(isNear(address:)) ?? isNear(name: host)
    case .range: return true
    case .mac, .nativeID: return false
    }
  }

  private func isNear(address: Address) -> Bool {
    hasRanges || addresses.contains(HashSet.hash(address.bits, 1))
  }

  private func isNear(name: Span<UInt8>) -> Bool {
    var hash = NameTable.seed
    for index in stride(from: name.count - 1, through: 0, by: -1) {
      if name[index] == UInt8(ascii: ".") {
        if zones.contains(hash) { return true }
        // Our leading `www.` is ignored when others lie below.
        if index == 3, MatchIndex.startsWithWWW(name), ancestors.contains(hash) { return true }
      }
      hash = NameTable.step(hash, name[index])
    }
    return zones.contains(hash) || ancestors.contains(hash)
  }
}
