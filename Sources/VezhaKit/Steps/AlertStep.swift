/// A message of an alert with all that its page says.
public struct PreparedAlert: Sendable {
  /// The message.
  public var message: AlertMessage
  /// The facts of its page, filtered to the organization.
  public var facts: ReportFacts
}

extension Pipeline {
  /// The desk over what was told up to a known time.
  public func alertDesk(_ known: KnownHistory) throws -> AlertDesk {
    AlertDesk(
      workspace.configuration.alert, messages: try known.alerts(),
      gaps: Dictionary(known.history.gaps(), uniquingKeysWith: { first, _ in first }),
      purgedUntil: known.history.purgedUntil)
  }

  /// The messages that are due now, ordered by organization; nothing is written.
  public func dueAlerts(_ known: KnownHistory) throws -> [PreparedAlert] {
    let desk = try alertDesk(known)
    let exposure = try alertExposure(desk, known)
    let open = desk.open
    let pages = desk.due(exposure.findings, at: now).map { message in
      let wave = open.first { $0.first?.alert == message.alert && $0.first?.organization == message.organization }
      let told = (wave?.flatMap(\.told) ?? []) + message.told
      return (message: message, told: told, from: (told.map(\.start).min() ?? now).day.start)
    }
    // Pages that look back as far share what they look at.
    var bases: [Instant: ReportBasis] = [:]
    for (from, pages) in Dictionary(grouping: pages, by: \.from) {
      bases[from] = try reportBasis(
        Interval(from: from, to: now + TimeSpan(microseconds: 1)),
        organizations: Set(pages.map(\.message.organization)), of: known)
    }
    return try pages.compactMap { page in
      try bases[page.from].map { try prepare(page.message, told: page.told, from: $0) }
    }
  }

  /// The findings that alerts are judged by.
  public func alertExposure(_ desk: AlertDesk, _ known: KnownHistory) throws -> Exposure {
    try known.exposure(over: Interval(from: desk.horizon(at: now), to: now + TimeSpan(microseconds: 1)), now: now)
  }

  private func prepare(
    _ message: AlertMessage, told: [AlertMessage.Told], from basis: ReportBasis
  ) throws -> PreparedAlert {
    let (known, interval) = (basis.known, basis.interval)
    var facts = try reportFacts(ReportRequest(interval: interval, organization: message.organization), from: basis)
    let ids = Set(told.map(\.finding))
    facts.exposure.findings.removeAll { !ids.contains($0.id) }
    let withdrawn = ids.subtracting(facts.exposure.findings.map(\.id)).count
    facts.exposure.suppressed = []
    facts.previous.findings = []
    let window = Interval(from: now - .days(182), to: now + TimeSpan(microseconds: 1))
    let series = Set(facts.exposure.findings.map(\.series)).sorted()
    facts.alert = AlertFacts(
      message: message, told: ids.count, withdrawn: withdrawn,
      waves: series.compactMap { known.history.wave(of: $0, before: interval.to) },
      habits: series.map {
        CampaignFacts.Habit(
          series: $0, stays: known.history.stays(in: window, series: $0),
          changes: known.history.changeHours(in: window, series: $0))
      })
    return PreparedAlert(message: message, facts: facts)
  }
}

extension ExposureHistory {
  /// The gap of each series.
  func gaps() -> [(String, TimeSpan)] { series.map { ($0.key, $0.value.series.gap) } }

  /// How much of the newest document of a series before the instant is ours; nil if there is none.
  func wave(of key: String, before limit: Instant) -> AlertFacts.Wave? {
    guard let history = series[key] else { return nil }
    let count = history.count(before: limit)
    guard let document = history.documents[..<count].last(where: { $0.listings > 0 }) else { return nil }
    var subjects = Set<Subject>()
    var organizations = Set<String>()
    for timeline in timelines where timeline.key.series == key {
      guard timeline.points.contains(where: { $0.document == document.number }) else { continue }
      subjects.insert(timeline.key.subject)
      organizations.insert(timeline.key.organization)
    }
    return AlertFacts.Wave(
      series: key, published: document.published, names: document.subjects, ours: subjects.count,
      organizations: organizations.count)
  }
}
