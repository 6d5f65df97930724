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

  /// Label of the correction itself, under which it is put on record as sent.
  public var ownLabel: String { "\(label)-correction" }
}

extension Pipeline {
  /// Who was told what is no longer so: in alerts written and in reports sent within some weeks before a time.
  ///
  /// - Parameter changes: what reads differently in these weeks.
  func corrections(
    _ since: Instant, weeks: Int, _ changes: [LaterChange], _ then: KnownHistory, _ today: KnownHistory
  ) throws -> [Correction] {
    let first = since - .days(7 * weeks)
    let notices = try ledger.notices().map { notice in
      var notice = notice
      notice.organization = today.loaded.inventory.currentKey(notice.organization)
      return notice
    }
    var corrections = try alertCorrections(from: first, to: since, then, today)
    let byReport = Dictionary(grouping: changes) { "\($0.interval.title) \($0.organization)" }
    var seen = Set<String>()
    for notice in notices where notice.stage == .sent && first <= notice.time && notice.time <= since {
      let key = "\(notice.message) \(notice.organization)"
      guard seen.insert(key).inserted, let changes = byReport[key] else { continue }
      let items = changes.compactMap(Self.item)
      guard !items.isEmpty else { continue }
      corrections.append(
        Correction(
          label: notice.message, organization: notice.organization, told: notice.time, items: items, tlp: .clear))
    }
    let marks = Dictionary(grouping: today.documents, by: \.series).compactMapValues { $0.map(\.tlp).max() }
    let series = Dictionary(
      (then.history.keys() + today.history.keys()).map { ($0.id, $0.key.series) },
      uniquingKeysWith: { first, _ in first })
    for index in corrections.indices {
      let correction = corrections[index]
      func sent(_ label: String) -> [Instant] {
        notices.filter {
          $0.stage == .sent && $0.message == label && $0.organization == correction.organization
        }.map(\.time)
      }
      corrections[index].told = sent(correction.label).min() ?? correction.told
      corrections[index].corrected = sent(correction.ownLabel).filter { $0 > since }.max()
      corrections[index].tlp =
        (correction.items.compactMap { series[$0.finding].flatMap { marks[$0] } }
        + [workspace.configuration.report.tlp].compactMap(\.self)).max() ?? .amberStrict
    }
    return corrections.sorted { ($0.told, $0.label, $0.organization) < ($1.told, $1.label, $1.organization) }
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
    return Correction.Item(finding: change.finding, subject: change.subject, reason: reason)
  }

  /// Messages of alerts of which a name is no finding of that organization any more, or is hidden now.
  private func alertCorrections(
    from first: Instant, to since: Instant, _ then: KnownHistory, _ today: KnownHistory
  ) throws -> [Correction] {
    let messages = try today.alerts().filter { first <= $0.written && $0.written <= since && !$0.told.isEmpty }
    guard let start = messages.flatMap(\.told).map(\.start).min(), start < since else { return [] }
    let span = Interval(from: start, to: since + TimeSpan(microseconds: 1))
    let present = Set(today.history.keys().map(\.id))
    let ids = today.formerIDs
    let subjects = Dictionary(
      then.history.keys().map { (ids[$0.id] ?? $0.id, $0.key.subject.value) }, uniquingKeysWith: { first, _ in first })
    let hidden = try Set(today.exposure(over: span, now: since).suppressed.map(\.id))
      .subtracting(then.exposure(over: span, now: since).suppressed.map { ids[$0.id] ?? $0.id })
    return messages.compactMap { message in
      let items = Set(message.told.map(\.finding)).compactMap { finding -> Correction.Item? in
        let reason: Correction.Reason
        if !present.contains(finding) {
          reason = .notYours
        } else if hidden.contains(finding) {
          reason = .falseAlarm
        } else {
          return nil
        }
        return subjects[finding].map { Correction.Item(finding: finding, subject: $0, reason: reason) }
      }
      guard !items.isEmpty else { return nil }
      return Correction(
        label: message.label, organization: message.organization, told: message.written,
        items: items.sorted { ($0.subject, $0.finding) < ($1.subject, $1.finding) }, tlp: .clear)
    }
  }
}
