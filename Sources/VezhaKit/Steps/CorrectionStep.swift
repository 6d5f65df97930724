/// Something an organization was told that later knowledge made wrong.
public struct Correction: Sendable {
  /// What is wrong about a name that was told.
  public enum Reason: Hashable, Sendable {
    /// It is no system of the organization, by what the inventory says now.
    case notYours
    /// It is hidden now: somebody judged it, or a warning list knows it.
    case falseAlarm
    /// It was named in the report's interval, and the report did not say so.
    case missed
    /// It was told under another class.
    case changed(from: FindingClass, to: FindingClass)

    /// Stable code for machines.
    public var code: String {
      switch self {
      case .notYours: "not-yours"
      case .falseAlarm: "false-alarm"
      case .missed: "missed"
      case .changed: "changed"
      }
    }
  }

  /// A name told wrong.
  public struct Item: Hashable, Sendable {
    /// Id of the finding.
    public var finding: String
    /// Key of its series.
    public var series: String
    /// Canonical subject.
    public var subject: String
    /// What is wrong.
    public var reason: Reason
  }

  /// Label of the message (`2026-W47-01`), or of the report (`2026-W47`).
  public var label: String
  /// Key of the organization that was told.
  public var organization: String
  /// When it was told: when it was sent, else when it was written.
  public var told: Instant
  /// What was wrong, by subject.
  public var items: [Item]
  /// Strictest mark of the sources that named them.
  public var tlp: TLP
  /// When the correction was sent, or nil.
  public var corrected: Instant?
  /// Roles of desks outside of the organization that were told the same.
  public var roles: [String] = []

  /// Label of the correction itself, under which it is put on record as sent.
  public var ownLabel: String { "\(label)-correction" }
}

extension Pipeline {
  /// Who was told what is no longer so: in alerts written and in reports sent since a time.
  ///
  /// - Parameter then: an earlier history, asked first for names that are gone.
  func corrections(from first: Instant, _ then: KnownHistory, _ today: KnownHistory) async throws -> [Correction] {
    let notices = try ledger.notices().map { notice in
      var notice = notice
      notice.organization = today.loaded.inventory.currentKey(notice.organization)
      return notice
    }
    var corrections = try await alertCorrections(from: first, then, today)
    corrections += try await reportCorrections(
      notices.filter { $0.stage == .sent && $0.time >= first }.sorted { $0.time < $1.time }, today)
    let marks = Dictionary(grouping: today.documents, by: \.series).compactMapValues { $0.map(\.tlp).max() }
    for index in corrections.indices {
      let correction = corrections[index]
      func sent(_ label: String) -> [Notice] {
        notices.filter {
          $0.stage == .sent && $0.message == label && $0.organization == correction.organization
        }
      }
      let messages = sent(correction.label)
      corrections[index].told = messages.map(\.time).min() ?? correction.told
      corrections[index].roles = Set(messages.map(\.role).filter { DeskNotice.Service(role: $0) != nil }).sorted()
      corrections[index].corrected = sent(correction.ownLabel).map(\.time).max()
      // What was said of a series may be as secret as its documents.
      corrections[index].tlp =
        (correction.items.compactMap { marks[$0.series] } + [workspace.configuration.report.tlp].compactMap(\.self))
        .max() ?? .amberStrict
    }
    return corrections.sorted { ($0.told, $0.label, $0.organization) < ($1.told, $1.label, $1.organization) }
  }

  /// What reports that were sent said otherwise than they would say now.
  private func reportCorrections(_ notices: [Notice], _ today: KnownHistory) async throws -> [Correction] {
    let written = try ledger.accesses().filter { ["report", "run"].contains($0.command) }
    var histories: [Instant: KnownHistory] = [:]
    var corrections: [Correction] = []
    var seen = Set<String>()
    for notice in notices where seen.insert("\(notice.message) \(notice.organization)").inserted {
      guard let interval = ISOWeek(notice.message)?.interval ?? CalendarPeriod(notice.message)?.interval else {
        continue
      }
      // What was sent is the report that was made last before.
      let known =
        written.last { $0.time <= notice.time && $0.counts.hasPrefix("\(notice.message), government and each") }?.time
        ?? notice.time
      let then: KnownHistory
      if let made = histories[known] { then = made } else { then = try await history(asKnown: known) }
      histories[known] = then
      let items = try Self.changes(over: interval, from: then, known: known, to: today)
        .filter { $0.organization == notice.organization }.compactMap(Self.item)
      guard !items.isEmpty else { continue }
      corrections.append(
        Correction(
          label: notice.message, organization: notice.organization, told: notice.time, items: items, tlp: .clear))
    }
    return corrections
  }

  /// What is wrong about a finding of a report that was sent; priorities alone are no reason to write again.
  private static func item(_ change: LaterChange) -> Correction.Item? {
    let reason: Correction.Reason
    switch (change.before, change.after) {
    case (nil, let after?) where after.suppressedBy == nil && after.findingClass != nil: reason = .missed
    case (let before?, nil) where before.suppressedBy == nil: reason = .notYours
    case (let before?, let after?) where before.suppressedBy == nil && after.suppressedBy != nil: reason = .falseAlarm
    case (let before?, let after?) where after.suppressedBy == nil:
      guard let old = before.findingClass, let new = after.findingClass, old != new else { return nil }
      reason = .changed(from: old, to: new)
    default: return nil
    }
    return Correction.Item(finding: change.finding, series: change.series, subject: change.subject, reason: reason)
  }

  /// Messages of alerts of which a name is no finding of that organization any more, or is hidden now.
  private func alertCorrections(
    from first: Instant, _ then: KnownHistory, _ today: KnownHistory
  ) async throws -> [Correction] {
    let messages = try today.alerts().filter { $0.written >= first && !$0.told.isEmpty }
    guard let start = messages.flatMap(\.told).map(\.start).min() else { return [] }
    let end = today.history.silenceMeasured(at: now)
    guard start < end else { return [] }
    let present = Set(today.history.keys().map(\.id))
    let hidden = try Set(today.exposure(over: Interval(from: start, to: end), now: now).suppressed.map(\.id))
    let ids = today.formerIDs
    func keys(_ known: KnownHistory) -> [String: FindingKey] {
      Dictionary(known.history.keys().map { (ids[$0.id] ?? $0.id, $0.key) }, uniquingKeysWith: { first, _ in first })
    }
    var known = keys(then).merging(keys(today)) { first, _ in first }
    var corrections: [Correction] = []
    for message in messages {
      let wrong = Set(message.told.map(\.finding)).filter { !present.contains($0) || hidden.contains($0) }
      guard !wrong.isEmpty else { continue }
      // It was a finding when the message was written.
      if !wrong.allSatisfy({ known[$0] != nil }) {
        known.merge(keys(try await history(asKnown: message.written))) { first, _ in first }
      }
      let items = wrong.sorted().compactMap { id in
        known[id].map { key in
          Correction.Item(
            finding: id, series: key.series, subject: key.subject.value,
            reason: present.contains(id) ? .falseAlarm : .notYours)
        }
      }
      corrections.append(
        Correction(
          label: message.label, organization: message.organization, told: message.written,
          items: items.sorted { ($0.subject, $0.finding) < ($1.subject, $1.finding) }, tlp: .clear))
    }
    return corrections
  }
}
