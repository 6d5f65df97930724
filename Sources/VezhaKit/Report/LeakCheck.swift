/// Searches the finished files of one organization for what only others may know.
///
/// The last door before a report leaves: it trusts nothing that was filtered before, only the bytes. Values are
/// compared as whole tokens, so that `a.example` is not found inside `www.a.example`, nor `192.0.2.1` inside
/// `192.0.2.10`; in every form that we print: plain, defanged, A-label and U-label, escaped for HTML or JSON.
/// Made once for all organizations; each check is one pass over the bytes, however many values there are.
public struct LeakCheck: Sendable {
  /// A value that should not be there.
  public struct Leak: Hashable, Sendable {
    /// The file it stands in.
    public var file: String
    /// The value as it was given to the check.
    public var value: String
    /// 1-based line on which it stands.
    public var line: Int
  }

  private let values: PatternTable

  /// A check for the values of all organizations.
  ///
  /// - Parameters:
  ///   - hosts: canonical hosts, zones, addresses and ranges; compared without regard to case.
  ///   - names: names and aliases; compared as written, so that `Health` is not found in `health`.
  public init(hosts: some Sequence<String>, names: some Sequence<String>) {
    var values = PatternTable()
    for host in hosts { values.addHost(host) }
    for name in names { values.addName(name) }
    self.values = values
  }

  /// The first leaks of one organization's files, in order of files and places.
  ///
  /// - Parameters:
  ///   - exempt: what may stand there: the organization's own names, hosts and addresses, all that its own facts
  ///     hold, the names of its parents, and public suffixes.
  ///   - limit: how many leaks are enough.
  public func leaks(in files: [ReportFile], exempt: some Sequence<String>, limit: Int = 10) -> [Leak] {
    let exempt = Set(exempt)
    let folded = Set(exempt.map { $0.lowercased() })
    func isOwn(_ pattern: PatternTable.Pattern) -> Bool {
      pattern.isExact ? exempt.contains(pattern.value) : folded.contains(pattern.value.lowercased())
    }
    /// Made only where something foreign was found: that is rare.
    lazy var own = Self.table(of: exempt)
    var leaks: [Leak] = []
    var seen = Set<Leak>()
    for file in files {
      for escaping in TokenReader.Escaping.of(file.name) {
        let foreign = hits(of: values, in: file, escaping).filter { !isOwn(values.patterns[$0.pattern]) }
        guard !foreign.isEmpty else { continue }
        let explanations = hits(of: own, in: file, escaping)
        for hit in Self.unexplained(foreign, by: explanations) {
          let leak = Leak(file: file.name, value: values.patterns[hit.pattern].value, line: hit.line)
          guard seen.insert(leak).inserted else { continue }
          leaks.append(leak)
          if leaks.count >= limit { return leaks }
        }
      }
    }
    return leaks
  }

  private static func table(of values: Set<String>) -> PatternTable {
    var table = PatternTable()
    for value in values.sorted() {
      table.addHost(value)
      table.addName(value)
    }
    return table
  }

  private func hits(
    of table: PatternTable, in file: ReportFile, _ escaping: TokenReader.Escaping
  ) -> [PatternTable.Hit] {
    var search = PatternSearch(table)
    TokenReader.read(file.bytes, escaping) { token, line, written in search.take(token, line, written) }
    return search.hits
  }

  /// Hits that no longer exempt value explains: one of several words may hold a foreign one.
  private static func unexplained(
    _ hits: [PatternTable.Hit], by explanations: [PatternTable.Hit]
  ) -> [PatternTable.Hit] {
    // For each token the furthest end of an exempt value that began at or before it.
    var ends: [Int: Int] = [:]
    for hit in explanations {
      for token in hit.first...hit.last { ends[token] = max(ends[token] ?? 0, hit.last) }
    }
    return hits.filter { (ends[$0.first] ?? 0) < $0.last }
  }
}
