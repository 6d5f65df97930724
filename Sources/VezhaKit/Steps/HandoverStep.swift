/// What the next shift must know.
public struct ShiftState: Sendable {
  /// Since when it counts.
  public var since: Instant
  /// The notes of the last handover, or nil.
  public var last: Handover?
  /// Findings whose episode began since, most urgent first.
  public var new: [Finding]
  /// Findings on a list now.
  public var on: [Finding]
  /// Messages of each alert that no closing note has ended, by organization.
  public var open: [(organization: String, messages: [AlertMessage])]
  /// What waits to be told.
  public var pending: [(organization: String, names: Int)]
  /// Messages not sent, or sent and not answered, with what became of them.
  public var unanswered: [NoticeState]
  /// Findings that a person must judge.
  public var review: [Finding]
  /// Alarms of the series.
  public var alarms: [(series: String, text: String)]
  /// Decisions that lapse within the next day.
  public var lapsing: [Decision]
}

extension Pipeline {
  /// What the next shift must know; `since` is the last handover, or 12 hours ago.
  public func shift(since given: Instant?, _ known: KnownHistory) throws -> ShiftState {
    let last = try ledger.handovers().last
    let since = given ?? last?.time ?? now - .hours(12)
    let desk = try alertDesk(known)
    let exposure = try known.exposure(
      over: Interval(from: min(since, now), to: now + TimeSpan(microseconds: 1)), now: now)
    let findings = exposure.findings.filter { $0.role != .vulnerable }
    let judged = try alertExposure(desk, known)
    return ShiftState(
      since: since, last: last,
      new: findings.filter { $0.episodes.contains { $0.start >= since } }, on: findings.filter { $0.state == .on },
      open: desk.open.map { ($0.first?.organization ?? "", $0) }.sorted { $0.0 < $1.0 },
      pending: desk.pending(judged.findings, at: now).map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 },
      unanswered: try noticeStates(known).filter { $0.message.kind != .closing && $0.answers.isEmpty },
      review: findings.filter(\.needsReview),
      alarms: try seriesHealth().flatMap { health in health.alarms.map { (health.series.key, $0.text) } },
      lapsing: known.decisions.filter { decision in
        decision.withdrawal == nil && decision.until.map { $0 > now && $0 <= now + .days(1) } ?? false
      })
  }
}
