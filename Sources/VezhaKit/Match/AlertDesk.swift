/// Decides which messages of alerts are due: what came on a list after an absence, bundled into one wave for each
/// organization; a pure function of findings, of what was told, and of the time.
public struct AlertDesk: Sendable {
  private let settings: AlertSettings
  private let messages: [AlertMessage]
  private let gaps: [String: TimeSpan]
  private let purgedUntil: Instant?
  /// Told beginnings by finding.
  private var told: [String: [Instant]] = [:]

  /// What lists had before the first alert and still have is told with it; what came and went earlier is not.
  private static let lookBack = TimeSpan.hours(24)

  /// A desk that knows what was told.
  ///
  /// - Parameters:
  ///   - gaps: gap of each series; 36 hours where it is not named.
  ///   - purgedUntil: published time of the newest document that was purged, or nil.
  public init(
    _ settings: AlertSettings, messages: [AlertMessage], gaps: [String: TimeSpan], purgedUntil: Instant? = nil
  ) {
    self.purgedUntil = purgedUntil
    self.settings = settings
    self.messages = messages
    self.gaps = gaps
    for message in messages { for name in message.told { told[name.finding, default: []].append(name.start) } }
  }

  /// Alerts that no closing note has ended, in the order in which they began: each its messages in order, at least one.
  ///
  /// An organization has several only where two were merged, or where sites join.
  public var open: [[AlertMessage]] {
    struct Wave: Hashable {
      var organization: String
      var alert: String
    }
    return Dictionary(grouping: messages) { Wave(organization: $0.organization, alert: $0.alert) }.values
      .filter { wave in !wave.contains { $0.kind == .closing } }
      .sorted { left, right in
        guard let a = left.first, let b = right.first else { return false }
        return (a.written, a.alert, a.organization) < (b.written, b.alert, b.organization)
      }
  }

  /// From when on findings must be known for `due` to judge them.
  public func horizon(at now: Instant) -> Instant {
    let starts = open.flatMap { $0.flatMap { $0.told.map(\.start) } }
    // A list that has been silent for a while may still be the newest.
    return min(starts.min() ?? now, since(now)) - .days(31)
  }

  private func since(_ now: Instant) -> Instant { (messages.first?.written ?? now) - Self.lookBack }

  /// Whether alerts tell of a finding: a likeness or a shared address waits for a person's word.
  static func concerns(_ finding: Finding) -> Bool {
    guard finding.organization != Organization.unassigned, finding.suppressedBy == nil else { return false }
    if finding.roleDecided == .confirmed { return true }
    guard !finding.needsReview else { return false }
    switch finding.roleDecided ?? finding.role {
    case .target, .claimed, .confirmed, .malicious: return finding.certainty > .possible
    case .refuted, .vulnerable, .lookalike: return false
    }
  }

  private func gap(_ finding: Finding) -> TimeSpan { gaps[finding.series] ?? .hours(36) }

  private func isTold(_ episode: Episode, of finding: Finding) -> Bool {
    told[finding.id]?.contains { $0 >= episode.start - gap(finding) && $0 <= episode.lastSeen } ?? false
  }

  /// What waits to be told, by organization, whether its time has come or not.
  public func pending(_ findings: [Finding], at now: Instant) -> [String: [(finding: Finding, episode: Episode)]] {
    var pending: [String: [(finding: Finding, episode: Episode)]] = [:]
    let since = since(now)
    for finding in findings where Self.concerns(finding) {
      for episode in finding.episodes where episode.start <= now && !isTold(episode, of: finding) {
        guard episode.start > since || episode.offSince == nil && finding.state == .on else { continue }
        pending[finding.organization, default: []].append((finding, episode))
      }
    }
    return pending
  }

  /// The messages that are due, ordered by organization.
  ///
  /// - Parameter findings: findings with every episode since `horizon`.
  public func due(_ findings: [Finding], at now: Instant) -> [AlertMessage] {
    let pending = pending(findings, at: now)
    let open = Dictionary(grouping: open) { $0.first?.organization ?? "" }
    let byID = Dictionary(findings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var due: [AlertMessage] = []
    var next = nextNumber(at: now)
    for organization in Set(pending.keys).union(open.keys).sorted() {
      guard today(organization, now) < settings.mostPerDay else { continue }
      if let waiting = pending[organization] {
        guard isReady(waiting, at: now) else { continue }
        let told = waiting.map { AlertMessage.Told(finding: $0.finding.id, start: $0.episode.start) }.sorted {
          ($0.start, $0.finding) < ($1.start, $1.finding)
        }
        if let running = open[organization]?.last, let first = running.first {
          due.append(
            AlertMessage(
              alert: first.alert, organization: organization, number: Self.next(after: running), kind: .update,
              written: now, told: told))
        } else {
          let label = "\(ISOWeek(containing: now))-\(padded(Int64(next), 2))"
          next += 1
          due.append(
            AlertMessage(
              alert: label, organization: organization, number: 0, kind: .first, written: now, told: told))
        }
        continue
      }
      let over = (open[organization] ?? []).filter { wave in
        wave.flatMap(\.told).allSatisfy { isOver(byID[$0.finding], since: $0.start, at: now) }
      }
      for wave in over.prefix(settings.mostPerDay - today(organization, now)) {
        due.append(
          AlertMessage(
            alert: wave.first?.alert ?? "", organization: organization, number: Self.next(after: wave), kind: .closing,
            written: now, told: []))
      }
    }
    return due
  }

  private static func next(after running: [AlertMessage]) -> Int { (running.map(\.number).max() ?? 0) + 1 }

  private func nextNumber(at now: Instant) -> Int {
    let week = "\(ISOWeek(containing: now))-"
    let numbers = messages.filter { $0.alert.hasPrefix(week) }.compactMap { Int($0.alert.dropFirst(week.count)) }
    return (numbers.max() ?? 0) + 1
  }

  private func today(_ organization: String, _ now: Instant) -> Int {
    messages.count { $0.organization == organization && $0.written.day == now.day }
  }

  /// Lists are rebuilt in steps: a wave is waited for, unless something of it is urgent.
  private func isReady(_ waiting: [(finding: Finding, episode: Episode)], at now: Instant) -> Bool {
    waiting.contains { finding, episode in
      episode.start + settings.hold <= now
        || finding.assets.contains { ($0.criticality ?? .low) >= settings.urgent }
    }
  }

  /// Whether a name has been off for the gap of its series; one that is no finding any more is over as well, unless
  /// what named it was purged.
  private func isOver(_ finding: Finding?, since start: Instant, at now: Instant) -> Bool {
    if finding == nil, let purgedUntil, start <= purgedUntil { return false }
    guard let finding, finding.suppressedBy == nil, let last = finding.episodes.last else { return true }
    guard let off = last.offSince else { return false }
    return off + gap(finding) <= now
  }
}
