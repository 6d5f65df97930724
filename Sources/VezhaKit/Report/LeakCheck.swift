/// Searches the finished files of one organization for what only others may know.
///
/// The last door before a report leaves: it trusts nothing that was filtered before, only the bytes.
///
/// Values are compared as whole tokens, so that `a.example` is not found inside `www.a.example`, nor `192.0.2.1`
/// inside `192.0.2.10`; in every form that we print: plain, defanged, A-label and U-label, escaped for HTML or JSON.
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

  /// A value as a run of tokens; hosts and addresses have one, names one for each word.
  struct Pattern: Sendable {
    var value: String
    /// As written where the pattern is exact, else folded.
    var tokens: [[UInt8]]
    /// Names are compared as written, so that `Health` is not found in `health`.
    var isExact: Bool
    var isExempt: Bool
  }

  private let patterns: [Pattern]
  /// Patterns by the hash of their first token.
  private let byFirst: [UInt64: [Int]]

  /// A check.
  ///
  /// - Parameters:
  ///   - hosts: canonical hosts, zones, addresses and ranges of others.
  ///   - names: names and aliases of others, as written.
  ///   - exempt: values that may stand there although others have them as well: the reader's own names, hosts and
  ///     addresses, those of its parents, and public suffixes.
  public init(hosts: some Sequence<String>, names: some Sequence<String>, exempt: some Sequence<String>) {
    let allowed = Set(exempt)
    var patterns: [Pattern] = []
    var byFirst: [UInt64: [Int]] = [:]
    var seen = Set<String>()
    func add(_ value: String, isExact: Bool, isExempt: Bool) {
      var forms = isExact ? [value, VisibleText.marked(value)] : [value.lowercased()]
      if !isExact, let unicode = HostText.unicode(value.lowercased()) { forms.append(unicode) }
      for form in forms where seen.insert("\(isExact) \(isExempt) \(form)").inserted {
        let tokens = TokenReader.tokens(of: form)
        guard let first = tokens.first else { continue }
        byFirst[TokenReader.hash(first.folded[...]), default: []].append(patterns.count)
        patterns.append(
          Pattern(
            value: value, tokens: tokens.map { isExact ? $0.written : $0.folded }, isExact: isExact,
            isExempt: isExempt))
      }
    }
    let allowedFolded = Set(allowed.map { $0.lowercased() })
    for host in hosts where !allowedFolded.contains(host.lowercased()) {
      add(host, isExact: false, isExempt: false)
    }
    for name in names where !allowed.contains(name) { add(name, isExact: true, isExempt: false) }
    // An exempt value of several words may hold a foreign one: the longer explains the shorter.
    for value in allowed.sorted() {
      add(value, isExact: true, isExempt: true)
      add(value, isExact: false, isExempt: true)
    }
    self.patterns = patterns
    self.byFirst = byFirst
  }

  /// The first leaks of the files, at most `limit`, in order of files and places.
  public func leaks(in files: [ReportFile], limit: Int = 10) -> [Leak] {
    var leaks: [Leak] = []
    for file in files {
      for escaping in TokenReader.Escaping.of(file.name) {
        for leak in self.leaks(in: file, escaping) where !leaks.contains(leak) {
          leaks.append(leak)
          if leaks.count >= limit { return leaks }
        }
      }
    }
    return leaks
  }

  /// A pattern that has begun and waits for its next token.
  private struct Candidate {
    var pattern: Int
    var next: Int
    var start: Int
    var line: Int
  }

  private func leaks(in file: ReportFile, _ escaping: TokenReader.Escaping) -> [Leak] {
    var hits: [(leak: Leak, first: Int, last: Int)] = []
    var explained: [ClosedRange<Int>] = []
    var candidates: [Candidate] = []
    var number = 0
    func finish(_ pattern: Pattern, _ start: Int, _ line: Int) {
      if pattern.isExempt {
        explained.append(start...number)
      } else {
        hits.append((Leak(file: file.name, value: pattern.value, line: line), start, number))
      }
    }
    TokenReader.read(file.bytes, escaping) { token, line in
      number += 1
      var waiting: [Candidate] = []
      for candidate in candidates {
        let pattern = patterns[candidate.pattern]
        guard Self.equal(token, pattern.tokens[candidate.next], exact: pattern.isExact) else { continue }
        if candidate.next + 1 == pattern.tokens.count {
          finish(pattern, candidate.start, candidate.line)
        } else {
          waiting.append(
            Candidate(
              pattern: candidate.pattern, next: candidate.next + 1, start: candidate.start,
              line: candidate.line))
        }
      }
      candidates = waiting
      guard let starting = byFirst[TokenReader.hash(token.folded)] else { return }
      for index in starting {
        let pattern = patterns[index]
        guard Self.equal(token, pattern.tokens[0], exact: pattern.isExact) else { continue }
        if pattern.tokens.count == 1 {
          finish(pattern, number, line)
        } else {
          candidates.append(Candidate(pattern: index, next: 1, start: number, line: line))
        }
      }
    }
    return hits.filter { hit in !explained.contains { $0.contains(hit.first) && $0.contains(hit.last) } }.map(
      \.leak)
  }

  private static func equal(_ token: TokenReader.Token, _ pattern: [UInt8], exact: Bool) -> Bool {
    let bytes = exact ? token.written : token.folded
    return bytes.count == pattern.count && bytes.elementsEqual(pattern)
  }
}
