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
  /// Whether the documents are so large that the whole inventory counts as near.
  private(set) var isEverything = false

  /// Nothing yet.
  init() {}

  /// What nothing is known of can touch everything.
  static var everything: Self {
    var names = Self()
    names.isEverything = true
    return names
  }

  /// Adds what documents name.
  mutating func insert(_ subjects: ListedSubjects, _ suffixes: PublicSuffixes) {
    isEverything = isEverything || subjects.isEverything
    hasRanges = hasRanges || subjects.hasRanges
    guard !isEverything else { return }
    addresses.formUnion(subjects.addresses)
    let bytes = subjects.bytes.span
    var start = 0
    for end in subjects.ends {
      insert(host: bytes.extracting(start..<end), suffixes)
      start = end
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
    case .host, .domain: return isNear(name: value)
    case .address: return Address(value).map(isNear(address:)) ?? false
    case .url:
      guard let parts = ListedURL(value) else { return false }
      let host = value.extracting(parts.host)
      return Address(host).map(isNear(address:)) ?? isNear(name: host)
    case .range: return true
    case .emailDomain, .mac, .nativeID: return false
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

/// Hosts and addresses of one document, each once: gathered before it is matched.
struct ListedSubjects: Sendable {
  /// Canonical hosts, one after the other.
  fileprivate(set) var bytes: [UInt8] = []
  /// Where each ends.
  fileprivate(set) var ends: [Int] = []
  fileprivate(set) var addresses = HashSet()
  fileprivate(set) var hasRanges = false
  /// Whether nobody looked what the document names.
  private(set) var isEverything = false

  /// What a document may name that nobody looks into.
  static var everything: Self {
    var subjects = Self()
    subjects.isEverything = true
    return subjects
  }
}

/// Gathers the subjects of a document.
final class ListedSubjectsSink: ListingSink {
  /// What was gathered.
  private(set) var subjects = ListedSubjects()
  private var seen = HashSet()

  func row(_ row: ListingRow, host: Span<UInt8>, listed: Span<UInt8>) {
    if let address = row.address { subjects.addresses.insert(HashSet.hash(address.bits, 1)) }
    switch row.subjectKind {
    case .host:
      let hash = NameTable.hash(host)
      guard !seen.contains(hash) else { return }
      seen.insert(hash)
      unsafe host.withUnsafeBufferPointer { unsafe subjects.bytes.append(contentsOf: $0) }
      subjects.ends.append(subjects.bytes.count)
    case .address: break
    case .range: subjects.hasRanges = true
    }
  }

  func skipped(_ problem: @autoclosure () -> Problem) {}
}
