// What to do first, and what to do about each kind of threat.
extension SectionMaker {
  /// Lines of `act now` at most.
  private static let actions = 10
  /// Names that a line shows at most.
  private static let shownNames = 4

  func actNow() -> Section {
    Section(
      id: "act-now", title: words.actNowTitle, lead: [words.actNowLead],
      blocks: [.actions(actions(), empty: words.actNowEmpty(isBlind))])
  }

  /// Names of one organization that came up on one day.
  private struct Wave: Hashable {
    var organization: String
    var role: Role
    var began: Day
  }

  /// A name of an organization, whichever series names it.
  private struct Name: Hashable {
    var organization: String
    var role: Role
    var subject: Subject
  }

  private func actions() -> [ReportDocument.Action] {
    var order: [Wave] = []
    var waves: [Wave: [Finding]] = [:]
    var waveOfName: [Name: Wave] = [:]
    for finding in all where asksForAction(finding) {
      let role = finding.roleDecided ?? finding.role
      // A name that a second series took up on another day stays one line.
      let name = Name(organization: finding.organization, role: role, subject: finding.subject)
      let wave =
        waveOfName[name]
        ?? Wave(
          organization: finding.organization, role: role,
          began: (finding.episodes.last?.start ?? finding.firstSeen).day)
      waveOfName[name] = wave
      if waves[wave] == nil { order.append(wave) }
      waves[wave, default: []].append(finding)
    }
    // Findings come most urgent first, so waves do as well; more names decide between waves of one priority.
    let ranked = order.enumerated().sorted { left, right in
      let a = urgency(waves[left.element, default: []])
      let b = urgency(waves[right.element, default: []])
      return a == b ? left.offset < right.offset : a.lexicographicallyPrecedes(b) == false
    }
    return ranked.prefix(Self.actions).enumerated().compactMap { index, wave in
      action(rank: index + 1, waves[wave.element, default: []])
    }
  }

  private func asksForAction(_ finding: Finding) -> Bool {
    if (finding.roleDecided ?? finding.role) == .refuted { return false }
    if finding.state == .on { return true }
    switch finding.findingClass {
    case .new, .returned: return finding.priority >= .high
    case .unknown: return finding.priority >= .high
    case .continuing, .notNamed, nil: return false
    }
  }

  private func urgency(_ findings: [Finding]) -> [Int] {
    [
      findings.contains(where: \.hasFailedDefence) ? 1 : 0, findings.map(\.priority.rank).max() ?? 0,
      findings.contains { $0.state == .on } ? 1 : 0,
      openPorts(findings).isEmpty ? 0 : 1, findings.count,
    ]
  }

  private func action(rank: Int, _ findings: [Finding]) -> ReportDocument.Action? {
    guard let first = findings.first else { return nil }
    let priority = findings.map(\.priority).max() ?? first.priority
    let advice = mainAdvice(findings)
    let due = interval.to.day.advanced(by: daysToAct(priority))
    let subjects = Self.distinct(findings.map(\.subject.value))
    let open = openPorts(findings)
    let what = words.adviceAction(advice) + (open.isEmpty ? "" : "; " + words.checkOpen(open))
    return ReportDocument.Action(
      rank: rank, priority: priority,
      priorityWords: words.priority(priority, review: findings.contains(where: \.needsReview)),
      organization: first.organization,
      organizationName: organizationName(first.organization), subjects: subjects,
      findings: findings.map(\.id), headline: .hosts(subjects, limit: Self.shownNames, more: words.moreNames),
      why: why(findings, first), what: Prose(what), due: due,
      dueWords: words.due(due),
      advice: advice.anchor)
  }

  /// The report is read on the morning after its interval.
  private func daysToAct(_ priority: Priority) -> Int {
    switch priority {
    case .critical: 0
    case .high: 1
    case .medium: 4
    case .low: 7
    }
  }

  private func why(_ findings: [Finding], _ first: Finding) -> Prose {
    var parts: [Prose] = []
    let on = findings.filter { $0.state == .on }
    // What came later is another report's.
    let last =
      findings.flatMap(\.episodes).map(\.lastSeen).filter { $0 < facts.exposure.interval.to }.max()
      ?? min(first.lastSeen, facts.exposure.interval.to)
    if !on.isEmpty {
      let start = on.compactMap { $0.episodes.last?.start }.min() ?? first.firstSeen
      let series = Self.distinct(on.map(\.series))
      parts.append(words.whyOn(series, start, on: names(on), of: names(findings)))
    } else if first.state == .unknown {
      parts.append(words.whyUnknown(first.series, last))
    } else {
      parts.append(words.whyOff(first.series, last))
    }
    let open = openPorts(findings)
    if !open.isEmpty { parts.append(words.whyOpen(open)) }
    let returned = findings.filter { $0.findingClass == .returned }
    let back = Set(returned.map(\.subject))
    // A name that is new in one series and back in another is no new name.
    let new = names(findings.filter { $0.findingClass == .new && !back.contains($0.subject) })
    if new > 0 { parts.append(words.whyNew(new)) }
    if !back.isEmpty {
      parts.append(words.whyReturned(back.count, returned.compactMap(\.absentDays).max() ?? 0))
    }
    let times = findings.compactMap { facts.timesBefore[$0.id] }.max() ?? 0
    if times > 1 { parts.append(words.whyAgain(times)) }
    let unknown = names(findings.filter { !$0.inInventory })
    if unknown > 0 { parts.append(words.whyUnregistered(unknown)) }
    let ports = portTexts(findings)
    if open.isEmpty, !ports.isEmpty {
      parts.append(words.whyPorts(Array(ports.prefix(6)), more: max(0, ports.count - 6)))
    }
    if findings.contains(where: \.hasFailedDefence) { parts.append(words.whyDefenceFailed) }
    if findings.contains(where: { $0.decision?.verdict == .inProgress }) { parts.append(words.whyInProgress) }
    if findings.contains(where: \.needsReview) { parts.append(words.whyReview) }
    return .joined(parts, separator: "; ")
  }

  private static func distinct(_ texts: [String]) -> [String] {
    var seen = Set<String>()
    return texts.filter { seen.insert($0).inserted }
  }

  /// Distinct names among findings of one organization.
  private func names(_ findings: [Finding]) -> Int { Set(findings.map(\.subject)).count }

  /// Listed ports that our own scan shows open and that are not the web.
  private func openPorts(_ findings: [Finding]) -> [String] {
    ordered(
      findings.flatMap(\.services).filter { $0.ours == .open && !isWeb($0.listed) }.map(\.listed))
  }

  func isWeb(_ service: ListedService) -> Bool {
    service.transport != .udp && [80, 443, 8080, 8443].contains(service.port ?? 0)
  }

  private func portTexts(_ findings: [Finding]) -> [String] {
    ordered(findings.flatMap(\.services).map(\.listed).filter { $0.port != nil })
  }

  private func ordered(_ services: [ListedService]) -> [String] {
    var seen = Set<String>()
    return
      services
      .sorted { ($0.port ?? 0, $0.transport?.rawValue ?? "") < ($1.port ?? 0, $1.transport?.rawValue ?? "") }
      .map(words.port).filter { seen.insert($0).inserted }
  }

  private func mainAdvice(_ findings: [Finding]) -> Advice {
    var counts: [Advice: Int] = [:]
    for finding in findings {
      if let topic = Advice.topics(of: finding).first { counts[topic, default: 0] += 1 }
    }
    return Advice.allCases.max { (counts[$0] ?? 0) < (counts[$1] ?? 0) } ?? .shared
  }

  func advice() -> Section {
    var groups: [Advice: [Finding]] = [:]
    for finding in all where finding.isNamed || finding.findingClass == .unknown {
      for topic in Advice.topics(of: finding) { groups[topic, default: []].append(finding) }
      groups[.shared, default: []].append(finding)
    }
    let texts: [ReportDocument.AdviceText] = Advice.allCases.compactMap { advice in
      guard let findings = groups[advice], !findings.isEmpty else { return nil }
      // A finding named without details falls under the shared advice twice.
      let ids = Set(findings.map(\.id))
      let relevant = all.filter { ids.contains($0.id) }
      let ports = ordered(relevant.flatMap(\.services).map(\.listed).filter(advice.concerns))
      let paths = Set(relevant.flatMap(\.paths.keys)).filter { _ in advice.concernsPaths }
      let kinds = Set(relevant.flatMap(\.attacks.keys)).filter(advice.concerns)
      return ReportDocument.AdviceText(
        id: advice.anchor, title: words.adviceTitle(advice),
        seen: words.adviceSeen(
          names: names(relevant), ports: ports,
          kinds: AttackKind.allCases.filter(kinds.contains).map(words.attack),
          paths: PathClass.allCases.filter(paths.contains).map(words.path)),
        steps: words.adviceSteps(advice, paths: paths))
    }
    return Section(
      id: "advice", title: words.adviceTitle, lead: [texts.isEmpty ? words.adviceEmpty : words.adviceLead],
      blocks: texts.isEmpty ? [] : [.advice(texts)])
  }
}
