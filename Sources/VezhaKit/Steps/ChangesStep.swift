/// What a reader of a report sees of a finding.
public struct FindingReading: Hashable, Sendable {
  /// Its class; nil where it counts nowhere.
  public var findingClass: FindingClass?
  /// Its state.
  public var state: FindingState
  /// Its priority.
  public var priority: Priority
  /// The role that somebody decided on.
  public var roleDecided: Role?
  /// What hides it; nil where it is shown.
  public var suppressedBy: String?

  /// In words, for tables.
  public var words: String {
    let hidden = suppressedBy.map { ", hidden: \($0)" } ?? ""
    let decided = roleDecided.map { ", \($0.rawValue)" } ?? ""
    return "\(findingClass?.rawValue ?? ""), \(state.rawValue), \(priority.rawValue)\(decided)\(hidden)"
  }
}

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
  /// What it was; nil if it was not there.
  public var before: FindingReading?
  /// What it is; nil if it is not there.
  public var after: FindingReading?
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
  /// What was told before and reads differently now: who must be told again, oldest first.
  public var corrections: [Correction]
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
    for back in stride(from: weeks - 1, through: 0, by: -1) {
      let interval = last.advanced(by: -back).interval
      changes += try Self.changes(over: interval, from: then, known: since, to: today)
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
      changes: changes, corrections: try await corrections(from: since - .days(7 * weeks), then, today))
  }

  /// What of an interval reads differently, ordered by organization, subject and series.
  ///
  /// An interval that was running is compared up to the moment it was known.
  static func changes(
    over interval: Interval, from then: KnownHistory, known: Instant, to today: KnownHistory
  ) throws -> [LaterChange] {
    let span = Interval(from: interval.from, to: min(interval.to, known))
    guard span.from < span.to else { return [] }
    var before = try Self.readings(then.exposure(over: span, now: known))
    // Another key is no other finding.
    for (former, id) in today.formerIDs where before[former] != nil { before[id] = before.removeValue(forKey: former) }
    let after = try Self.readings(today.exposure(over: span, now: known))
    return Set(before.keys).union(after.keys).compactMap { id in
      let (old, new) = (before[id], after[id])
      guard old?.reading != new?.reading, let finding = new?.finding ?? old?.finding else { return nil }
      return LaterChange(
        interval: interval, finding: id, organization: finding.organization, subject: finding.subject.value,
        series: finding.series, before: old?.reading, after: new?.reading)
    }.sorted {
      ($0.organization, $0.subject, $0.series, $0.finding) < ($1.organization, $1.subject, $1.series, $1.finding)
    }
  }

  private static func readings(_ exposure: Exposure) -> [String: (reading: FindingReading, finding: Finding)] {
    var readings: [String: (FindingReading, Finding)] = [:]
    for finding in exposure.findings + exposure.suppressed {
      readings[finding.id] = (
        FindingReading(
          findingClass: finding.findingClass, state: finding.state, priority: finding.priority,
          roleDecided: finding.roleDecided, suppressedBy: finding.suppressedBy), finding
      )
    }
    return readings
  }
}
