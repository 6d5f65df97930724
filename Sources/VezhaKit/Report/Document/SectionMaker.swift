extension ReportDocument {
  /// The finished report of these facts: the only place where sections get their order.
  init(_ facts: ReportFacts, language: Language = .english, options: ReportOptions = ReportOptions()) {
    let words = Words(
      language, isToOwner: facts.scope.isOneOrganization, isPurged: facts.exposure.isBlind && facts.exposure.purged > 0,
      zone: facts.readersZone ?? options.timeZone)
    let maker = SectionMaker(facts, words, options)
    self.options = options
    self.facts = facts
    self.words = words
    if let alert = facts.alert {
      (front, sections) = maker.alert(alert)
      return
    }
    front = maker.front()
    let advice = maker.advice()
    var sections = [maker.actNow()]
    if let comparison = maker.comparison() { sections.append(comparison) }
    sections.append(maker.onNow())
    if let letter = maker.letter() { sections.append(letter) }
    if !maker.isGovernment { sections.append(advice) }
    sections.append(maker.changes())
    if maker.showsOrganizations { sections.append(maker.organizations()) }
    sections += [
      maker.incidents(), maker.hostile(), maker.products(), maker.review(), maker.unregistered(), maker.ports(),
    ]
    if maker.isGovernment { sections.append(advice) }
    if let notices = maker.notices() { sections.append(notices) }
    if let campaign = maker.campaign() { sections.append(campaign) }
    sections += [maker.sources(), maker.findings(), maker.suppressed(), maker.inventory(), maker.method()]
    self.sections = sections
  }

  /// All tables in reading order.
  var tables: [Table] {
    [front.trend.table]
      + sections.flatMap { section in
        section.blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
      }
  }
}

/// Makes the sections of a report; each group of sections is an extension in a file of its own.
struct SectionMaker {
  /// What the report is of, without the products of advisories.
  let facts: ReportFacts
  /// Findings of advisories.
  let vulnerable: [Finding]
  /// Names that imitate ours.
  let imitations: [Finding]
  let words: Words
  let options: ReportOptions
  let strips: DayStripMaker
  /// Nothing was published in the interval.
  let isBlind: Bool
  /// Nothing was published in the interval before, so nothing can be compared.
  let wasBlind: Bool
  /// What kind of interval it is.
  let unit: Unit
  /// Whom the report is for.
  let scopeName: String
  /// Names of organizations in the language of the report, by key.
  private let names: [String: String]
  /// Anchors of the findings that the page shows in full.
  let anchors: [String: String]

  init(_ given: ReportFacts, _ words: Words, _ options: ReportOptions = ReportOptions()) {
    self.options = options
    // Products that advisories name and imitations of ours have sections of their own and never mix with the numbers
    // of lists: nobody named our systems.
    var facts = given
    vulnerable = facts.exposure.findings.filter { $0.role == .vulnerable }
    imitations = facts.exposure.findings.filter { $0.role == .lookalike }
    facts.exposure.findings.removeAll { $0.role.isApart }
    facts.previous.findings.removeAll { $0.role.isApart }
    self.facts = facts
    self.words = words
    strips = DayStripMaker(facts, words)
    isBlind = facts.exposure.isBlind
    wasBlind = facts.previous.isBlind
    unit = Unit(facts.exposure.interval)
    var names: [String: String] = [:]
    for finding in facts.previous.findings + facts.exposure.findings + facts.exposure.suppressed {
      names[finding.organization] = words.organization(finding.organization, finding.organizationName)
    }
    for entry in facts.organizations { names[entry.organization.key] = words.name(of: entry.organization) }
    switch facts.scope {
    case .government: scopeName = words.wholeGovernment
    case .organization(let key, _): scopeName = names[key] ?? words.organization(key, key)
    case .sector(let name, _): scopeName = words.sectorScope(name)
    }
    self.names = names
    anchors = Dictionary(
      facts.exposure.findings.prefix(Table.pageRows).map { ($0.id, ReportDocument.anchor($0)) },
      uniquingKeysWith: { first, _ in first })
  }

  typealias Table = ReportDocument.Table
  typealias Column = ReportDocument.Column
  typealias Cell = ReportDocument.Cell
  typealias Section = ReportDocument.Section

  var interval: Interval { facts.exposure.interval }
  var all: [Finding] { facts.exposure.findings }

  /// Whether the report is for the whole government.
  var isGovernment: Bool { facts.scope == .government }

  /// Whether more than one organization can stand in the report, so that tables need to name it.
  var showsOrganizations: Bool {
    switch facts.scope {
    case .government: true
    case .organization(_, let children): !children.isEmpty
    case .sector: true
    }
  }

  /// Whether findings of more than one series stand in the report, so that tables need to name it.
  var showsSeries: Bool { Set(all.map(\.series)).count > 1 }

  /// The name of an organization in the language of the report.
  func organizationName(_ key: String) -> String { names[key] ?? words.organization(key, key) }

  // Cells that many tables share.

  /// Columns that name the organization of a row.
  var organizationColumns: [Column] {
    [
      Column(id: "organization"),
      Column(id: "organization_name", title: showsOrganizations ? words.columnOrganization : nil),
    ]
  }

  func organizationCells(_ finding: Finding) -> [Cell] {
    [
      .text(finding.organization), .text(organizationName(finding.organization)),
    ]
  }

  func subject(_ finding: Finding) -> Cell { .subject(finding.subject.value, anchor: anchors[finding.id]) }

  func priority(_ finding: Finding) -> Cell {
    .priority(finding.priority, words: words.priority(finding.priority, review: finding.needsReview))
  }

  func state(_ finding: Finding) -> ReportDocument.StateMark {
    .init(
      state: finding.state, symbol: words.symbol(finding.state),
      words: words.state(finding.state, hours: hours(finding)))
  }

  /// Hours on the list within the interval, begun hours counted.
  func hours(_ finding: Finding) -> Int {
    let total = finding.episodes.reduce(Int64(0)) { sum, episode in
      let start = max(episode.start, interval.from)
      let end = min(episode.offSince ?? episode.lastSeen, interval.to)
      return end > start ? sum + (end - start).microseconds : sum
    }
    return Int(clamping: (total + 3_599_999_999) / 3_600_000_000)
  }

  /// `7th time in 26 weeks, last 12 days before`.
  func history(_ finding: Finding) -> String {
    let before = facts.timesBefore[finding.id] ?? 0
    if before == 0, finding.episode <= 1 { return words.firstTime(facts.exposure.recordsBegan) }
    var text = words.times(finding.episode, before: before)
    if let days = finding.absentDays {
      text += ", " + words.lastDaysAgo(days)
      if let blind = finding.unobservedDays, blind > 0 { text += ", " + words.ofWhichUnobserved(blind) }
    }
    return text
  }
}

extension Exposure {
  /// Whether nothing was published in the interval that could name anybody: advisories tell of products alone.
  var isBlind: Bool { coverage.allSatisfy { $0.documents == $0.advisories } }

  /// Days of the interval with a document that could name somebody, in the series that has most.
  var daysSeen: Int { coverage.filter { $0.documents > $0.advisories }.map(\.days).max() ?? 0 }
}

extension Finding {
  /// Whether a document of the interval names it.
  var isNamed: Bool {
    switch findingClass {
    case .new, .returned, .continuing: true
    case .notNamed, .unknown: false
    case nil: documents > 0
    }
  }
}
