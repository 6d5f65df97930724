/// Warning lists arranged to be asked about single hosts and addresses.
///
/// A host costs a look-up per label, an address one search; texts and patterns are tried one after the other, and only
/// on what a rule has found already. Where several lists know something, the first in the order of their keys is named.
public struct WarningLists: Sendable {
  /// The lists, ordered by key; hosts and ranges are taken out of them.
  private let lists: [WarningList]
  /// What the lists are, ordered by key.
  public let summaries: [Summary]
  private var ranges = RangeIndex([])
  /// Hosts known with all that lies below them.
  private var zones = ListedHosts()
  /// Hosts known by themselves.
  private var hosts = ListedHosts()

  /// What a list is.
  public struct Summary: Sendable {
    /// Its short name.
    public var key: String
    /// What it calls itself.
    public var name: String
    /// How its values are compared.
    public var kind: WarningList.Kind
    /// How many of its values can be asked.
    public var values: Int
    /// Values that say nothing here.
    public var problems: Problems
    /// Whether it speaks of hosts or addresses at all.
    public var isAsked: Bool
    /// Whether what rests on its addresses alone is hidden.
    public var hides: Bool
  }

  /// Names with the list that has each first.
  private struct ListedHosts: Sendable {
    var names = NameTable()
    /// Position of the list, by node.
    var list: [Int] = []

    mutating func add(_ host: String, of list: Int) {
      let node = names.node(host.utf8.span)
      if node == self.list.count { self.list.append(list) }
    }

    func find(_ host: Span<UInt8>, from start: Int, hash: UInt64) -> Int? {
      let node = names.find(host, from: start, hash: hash)
      return node >= 0 ? list[node] : nil
    }
  }

  /// Arranges lists, in any order.
  public init(_ given: [WarningList] = []) {
    var lists = given.sorted { $0.key < $1.key }
    summaries = lists.map {
      Summary(
        key: $0.key, name: $0.name, kind: $0.kind, values: $0.count, problems: $0.problems, isAsked: !$0.scope.isEmpty,
        hides: $0.hides && $0.scope.contains(.addresses))
    }
    var known: [(range: AddressRange, identifier: Int)] = []
    for (number, list) in lists.enumerated() {
      if list.scope.contains(.addresses) { known += list.ranges.map { ($0, number) } }
      guard list.scope.contains(.hosts) else { continue }
      for host in list.hosts {
        if list.kind == .hostname { zones.add(host, of: number) } else { hosts.add(host, of: number) }
      }
    }
    ranges = RangeIndex(known)
    for number in lists.indices { (lists[number].hosts, lists[number].ranges) = ([], []) }
    self.lists = lists
  }

  /// Whether there are none.
  public var isEmpty: Bool { lists.isEmpty }

  /// The list that knows a host or the registrable domain that it ends with, or nil.
  ///
  /// What is known with all below it is known down from the registrable domain only: under a public suffix everybody
  /// has a name.
  ///
  /// - Parameter registrable: length of the registrable domain; nil for none.
  func list(knowing host: Span<UInt8>, registrable: Int?) -> WarningList? {
    guard !lists.isEmpty else { return nil }
    var found: [Int] = []
    let domain = host.count - (registrable ?? host.count)
    var hash = NameTable.seed
    for index in stride(from: host.count - 1, through: 0, by: -1) {
      hash = NameTable.step(hash, host[index])
      guard index <= domain, index == 0 || host[index - 1] == UInt8(ascii: ".") else { continue }
      if let list = zones.find(host, from: index, hash: hash) { found.append(list) }
      guard index == 0 || index == domain else { continue }
      if let list = hosts.find(host, from: index, hash: hash) { found.append(list) }
    }
    return (found + tried(on: host, as: .hosts)).min().map { lists[$0] }
  }

  /// The list that knows the whole of a range, or nil: one that hides before one that only doubts.
  func list(knowing range: AddressRange) -> WarningList? {
    guard !lists.isEmpty else { return nil }
    var found: [Int] = []
    ranges.overlapping(range) { known, list in
      if known.contains(range) { found.append(list) }
    }
    if range.lower == range.upper { found += tried(on: range.lower.description.utf8.span, as: .addresses) }
    return found.map { (doubts: lists[$0].hides ? 0 : 1, $0) }.min { $0 < $1 }.map { lists[$0.1] }
  }

  /// The list that knows a subject that is an address or a range, or nil; names are never asked about here.
  func list(knowing subject: Subject) -> WarningList? {
    guard !lists.isEmpty else { return nil }
    switch subject.kind {
    case .address: return list(knowing: subject.value)
    case .range: return AddressRange.parse(subject.value.utf8.span).flatMap { list(knowing: $0.range) }
    case .host, .name, .emailDomain, .cve: return nil
    }
  }

  /// The list that knows an address, or nil.
  func list(knowing address: String) -> WarningList? {
    guard !lists.isEmpty, let address = Address(address), let range = AddressRange(address, address) else { return nil }
    return list(knowing: range)
  }

  /// Lists with a text or pattern that fits.
  private func tried(on text: Span<UInt8>, as scope: WarningList.Scope) -> [Int] {
    var written: String?
    return lists.indices.filter { number in
      let list = lists[number]
      guard list.scope.contains(scope), !list.parts.isEmpty || !list.patterns.isEmpty else { return false }
      let whole = written ?? String(copying: text)
      written = whole
      return list.parts.contains { whole.contains($0) } || list.patterns.contains { $0.matches(text) }
    }
  }
}
