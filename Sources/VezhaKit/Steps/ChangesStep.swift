/// What later knowledge changed about one finding of an earlier week.
public struct LaterChange: Hashable, Sendable {
  /// The week.
  public var interval: Interval
  /// Id of the finding.
  public var finding: String
  /// Key of its organization.
  public var organization: String
  /// Canonical subject.
  public var subject: String
  /// Key of its series.
  public var series: String
  /// What it was, in words; empty if it was not there.
  public var before: String
  /// What it is, in words; empty if it is not there.
  public var after: String
}

/// What became known since, and what it changed.
public struct LaterKnowledge: Sendable {
  /// Documents received since that were published before.
  public var lateDocuments: [Document]
  /// Inventory editions known since.
  public var editions: Int
  /// Decisions taken or withdrawn since.
  public var decisions: Int
  /// Findings that are not what they were, by week, organization and subject.
  public var changes: [LaterChange]
  /// Messages sent before that told of what is a finding no more: who must be told again.
  public var corrections: [(message: AlertMessage, names: [String])]
}

extension Pipeline {
  /// What knowledge gained after a time changed about the weeks before it.
  ///
  /// - Parameter weeks: how many weeks back are compared.
  public func changes(since: Instant, weeks: Int) async throws -> LaterKnowledge {
    let then = try await history(asKnown: since)
    let today = try await history()
    let last = ISOWeek(containing: since)
    var changes: [LaterChange] = []
    let ids = today.formerIDs
    for back in stride(from: weeks - 1, through: 0, by: -1) {
      let interval = last.advanced(by: -back).interval
      // The running week is compared up to the moment it was known.
      let span = Interval(from: interval.from, to: min(interval.to, since))
      guard span.from < span.to else { continue }
      var before = try Self.words(then.exposure(over: span, now: since))
      // Another key is no other finding.
      for (former, id) in ids where before[former] != nil { before[id] = before.removeValue(forKey: former) }
      let after = try Self.words(today.exposure(over: span, now: since))
      for id in Set(before.keys).union(after.keys) {
        let (old, new) = (before[id], after[id])
        guard old?.text != new?.text, let finding = new?.finding ?? old?.finding else { continue }
        changes.append(
          LaterChange(
            interval: interval, finding: id, organization: finding.organization, subject: finding.subject.value,
            series: finding.series, before: old?.text ?? "", after: new?.text ?? ""))
      }
    }
    changes.sort {
      ($0.interval.from, $0.organization, $0.subject, $0.series, $0.finding)
        < ($1.interval.from, $1.organization, $1.subject, $1.series, $1.finding)
    }
    let known = Set(then.documents.map(\.number))
    return LaterKnowledge(
      lateDocuments: today.documents.filter { !known.contains($0.number) && $0.published < since },
      editions: try ledger.newestEditions().filter { edition in
        try !ledger.newestEditions(asKnown: since).contains {
          $0.source == edition.source && $0.observed == edition.observed
        }
      }.count,
      decisions: today.decisions.count { decision in
        decision.decided > since || decision.withdrawal.map { $0.time > since } ?? false
      },
      changes: changes, corrections: try corrections(since, then, today))
  }

  /// What a reader of a report would see of each finding.
  private static func words(_ exposure: Exposure) -> [String: (text: String, finding: Finding)] {
    var words: [String: (String, Finding)] = [:]
    for finding in exposure.findings + exposure.suppressed {
      let hidden = finding.suppressedBy.map { ", hidden: \($0)" } ?? ""
      let decided = finding.roleDecided.map { ", \($0.rawValue)" } ?? ""
      words[finding.id] = (
        "\(finding.findingClass?.rawValue ?? ""), \(finding.state.rawValue), \(finding.priority.rawValue)\(decided)\(hidden)",
        finding
      )
    }
    return words
  }

  /// Messages written before, of which a name is no finding of that organization any more.
  private func corrections(
    _ since: Instant, _ then: KnownHistory, _ today: KnownHistory
  ) throws -> [(message: AlertMessage, names: [String])] {
    let present = Set(today.history.keys().map(\.id))
    let ids = today.formerIDs
    let before = Dictionary(
      then.history.keys().map { (ids[$0.id] ?? $0.id, $0.key.subject.value) }, uniquingKeysWith: { a, _ in a })
    let hidden = Set(
      today.decisions.filter { $0.withdrawal == nil && $0.verdict == .falsePositive && $0.decided > since }
        .map(\.finding))
    return try today.alerts().filter { $0.written <= since }.compactMap { message in
      let wrong = message.told.map(\.finding).filter { !present.contains($0) || hidden.contains($0) }
      guard !wrong.isEmpty else { return nil }
      return (message, wrong.map { before[$0] ?? $0 }.sorted())
    }
  }
}
