// The first page: coverage, the card, the trend.
extension SectionMaker {
  func front() -> ReportDocument.FrontPage {
    let card = card()
    return ReportDocument.FrontPage(
      kicker: words.kicker(unit), title: scopeName, period: words.period(interval), isBlind: isBlind,
      coverage: coverage(), headline: headline(), plainWords: isGovernment ? [] : plainWords(), card: card,
      cardNote: cardNote(),
      trend: trend())
  }

  /// Calendar days that the interval touches.
  var days: Int {
    let length = (interval.to - interval.from).microseconds
    return length <= 0 ? 0 : Int(clamping: (length - 1) / 86_400_000_000) + 1
  }

  private func coverage() -> [Prose] {
    let series = facts.exposure.coverage
    guard !series.isEmpty else { return [words.noSeries] }
    if isBlind {
      let advisories = series.reduce(0) { $0 + $1.advisories }
      return [
        words.blind(unit, purged: facts.exposure.purged, advisories: advisories),
        words.recordsBegan(facts.exposure.recordsBegan),
      ]
    }
    let seen = Set(facts.documents.filter { !$0.isPurged }.map(\.published).filter(interval.contains).map(\.day)).count
    var lines = [
      words.coverage(
        series.reduce(0) { $0 + $1.documents }, series: series.filter { $0.documents > 0 }.count,
        days: max(seen, facts.exposure.daysSeen), of: days)
    ]
    let silent = series.filter { $0.documents == 0 }.map(\.series)
    if !silent.isEmpty { lines.append(words.silentSeries(silent, unit)) }
    if facts.exposure.purged > 0 { lines.append(words.purged(facts.exposure.purged, unit)) }
    lines.append(words.recordsBegan(facts.exposure.recordsBegan))
    return lines
  }

  private func card() -> [ReportDocument.CardNumber] {
    let now = Counts(facts.exposure.findings)
    let before = Counts(facts.previous.findings)
    func entry(_ id: String, _ path: KeyPath<Counts, Int>, note: String = "") -> ReportDocument.CardNumber {
      let value = isBlind ? nil : now[keyPath: path]
      let previous = wasBlind ? nil : before[keyPath: path]
      return .init(
        id: id, label: words.cardLabel(id, unit), value: value, previous: previous,
        change: words.change(value, previous, unit), note: note)
    }
    return [
      entry("named", \.named),
      showsOrganizations
        ? entry("organizations", \.organizations) : entry("not_in_inventory", \.unregistered),
      entry("on", \.on, note: now.unknown > 0 ? words.cardUnknown(now.unknown) : ""), entry("new", \.new),
      entry("returned", \.returned), entry("continuing", \.continuing),
      entry("not_named", \.notNamed, note: words.cardNotAllClear),
    ]
  }

  private func headline() -> Prose {
    let counts = Counts(all)
    if isBlind { return words.headlineBlind(unknown: counts.unknown) }
    return words.headline(
      names: counts.names, listings: counts.named, organizations: showsOrganizations ? counts.organizations : nil,
      on: counts.namesOn, new: counts.namesNew)
  }

  private func cardNote() -> String {
    let now = facts.exposure.daysSeen
    let before = facts.previous.daysSeen
    guard !isBlind, !wasBlind, now != before else { return "" }
    return words.cardNote(days: now, previousDays: before, of: days, unit)
  }

  private func plainWords() -> [ReportDocument.PlainBlock] {
    let counts = Counts(all)
    var blocks = [
      ReportDocument.PlainBlock(
        title: words.plainMeaningTitle(isBlind ? 0 : counts.named),
        sentences: words.plainMeaning(
          named: counts.names, on: counts.namesOn, unknown: counts.unknown, isBlind: isBlind, unit),
        isList: false)
    ]
    guard counts.named + counts.unknown > 0 else { return blocks }
    blocks.append(
      .init(title: words.plainTodayTitle, sentences: words.plainToday(phone: options.cert.phone), isList: true))
    blocks.append(.init(title: words.plainNotTitle, sentences: words.plainNot, isList: true))
    return blocks
  }

  private func trend() -> ReportDocument.Trend {
    let began = facts.exposure.recordsBegan
    let bars = facts.trend.map { point in
      let isBefore = began.map { point.interval.to <= $0 } ?? true
      return ReportDocument.Trend.Bar(
        label: words.shortName(point.interval), isBlind: point.documents == 0 && !isBefore,
        isBeforeRecords: point.documents == 0 && isBefore,
        continuing: max(0, point.named - point.new - point.returned), returned: point.returned, new: point.new
      )
    }
    let highest = bars.map { $0.continuing + $0.returned + $0.new }.max() ?? 0
    let watched = bars.filter { !$0.isBeforeRecords }
    let summary = words.trendSummary(
      watched.count, blind: watched.filter(\.isBlind).count, highest: highest, unit)
    var table = Table(
      file: "trend", caption: words.trendTitle(bars.count, unit),
      columns: [
        Column(id: "interval", title: words.columnInterval, isRowHeader: true),
        Column(id: "from"), Column(id: "to"),
        Column(id: "documents", title: words.columnDocuments, alignment: .trailing),
        Column(id: "named", title: words.columnNamed, alignment: .trailing),
        Column(id: "new", title: words.legendNew, alignment: .trailing),
        Column(id: "returned", title: words.legendReturned, alignment: .trailing),
        Column(id: "continuing", title: words.legendContinuing, alignment: .trailing),
      ],
      rows: [], empty: words.trendSummary(0, blind: 0, highest: 0, unit))
    table.rows = zip(facts.trend, bars).map { point, bar in
      let numbers: [Cell] =
        bar.isBlind || bar.isBeforeRecords
        ? [.text(bar.isBlind ? words.blindShort : words.beforeShort), .none, .none, .none]
        : [.number(point.named), .number(bar.new), .number(bar.returned), .number(bar.continuing)]
      return [
        .text(point.interval.title), .time(point.interval.from), .time(point.interval.to),
        .number(point.documents),
      ] + numbers
    }
    return ReportDocument.Trend(
      title: words.trendTitle(bars.count, unit), summary: summary, bars: bars,
      beforeRecords: watched.count < bars.count ? words.beforeRecords(began) : "", scale: Self.scale(highest),
      table: table)
  }

  /// The next of 1, 2, 5 times a power of ten, so that the axis has a round end.
  static func scale(_ highest: Int) -> Int {
    var step = 1
    while true {
      for factor in [1, 2, 3, 4, 5, 6, 8] where highest <= step * factor && step * factor >= 4 {
        return step * factor
      }
      let (next, overflow) = step.multipliedReportingOverflow(by: 10)
      if overflow { return max(1, highest) }
      step = next
    }
  }
}

/// Numbers of a set of findings.
struct Counts {
  /// Findings named: a name that stands in two series is two.
  var named = 0
  /// Distinct names of them, those now on a list, and those that no series named before.
  var names = 0
  var namesOn = 0
  var namesNew = 0
  /// Of the named, those that no asset carries.
  var unregistered = 0
  var organizations = 0
  var on = 0
  var unknown = 0
  var new = 0
  var returned = 0
  var continuing = 0
  var notNamed = 0

  init(_ findings: [Finding]) {
    var keys = Set<String>()
    for finding in findings {
      if finding.isNamed {
        named += 1
        if !finding.inInventory { unregistered += 1 }
        keys.insert(finding.organization)
      }
      switch finding.state {
      case .on: on += 1
      case .unknown: unknown += 1
      case .off: break
      }
      switch finding.findingClass {
      case .new: new += 1
      case .returned: returned += 1
      case .continuing: continuing += 1
      case .notNamed: notNamed += 1
      case .unknown, nil: break
      }
    }
    organizations = keys.count
    let byName = Dictionary(grouping: findings.filter { $0.isNamed || $0.state == .on }) {
      [$0.organization, $0.subject.kind.rawValue, $0.subject.value]
    }
    for same in byName.values where same.contains(where: \.isNamed) {
      names += 1
      if same.contains(where: { $0.state == .on }) { namesOn += 1 }
      if same.allSatisfy({ $0.findingClass == .new }) { namesNew += 1 }
    }
  }
}
