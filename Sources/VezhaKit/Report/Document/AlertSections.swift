// The one page of an alert.
extension SectionMaker {
  /// Counts of other organizations below this are not told.
  private static let leastBodies = 3

  /// The page's front and sections.
  func alert(_ alert: AlertFacts) -> (front: ReportDocument.FrontPage, sections: [Section]) {
    let named = all.filter { finding in alert.message.told.contains { $0.finding == finding.id } }
    let front = ReportDocument.FrontPage(
      kicker: words.alertKicker(alert.message.label), title: scopeName,
      period: words.alertWritten(alert.message.written), isBlind: false, coverage: [],
      headline: words.alertHeadline(
        alert, names: Set(named.map(\.subject)).count,
        on: Set(all.filter { $0.state == .on }.map(\.subject)).count),
      plainWords: alert.message.kind == .closing ? [] : plain(alert), card: [], cardNote: "",
      trend: ReportDocument.Trend(
        title: "", summary: "", bars: [], beforeRecords: "", scale: 1,
        table: Table(file: "trend", caption: "", columns: [], rows: [], empty: "", isFileOnly: true)))
    return (front, [names(alert)] + [context(alert)].compactMap(\.self))
  }

  private func plain(_ alert: AlertFacts) -> [ReportDocument.PlainBlock] {
    [
      ReportDocument.PlainBlock(title: words.alertMeaningTitle, sentences: words.alertMeaning, isList: false),
      ReportDocument.PlainBlock(
        title: words.alertDoTitle, sentences: Array(words.alertDo(phone: options.cert.phone).prefix(4)), isList: true),
      ReportDocument.PlainBlock(
        title: words.alertAnswerTitle, sentences: words.alertAnswer(alert.message.label, options.cert), isList: true),
    ]
  }

  private func names(_ alert: AlertFacts) -> Section {
    let new = Set(alert.message.told.map(\.finding))
    let ordered = all.filter { new.contains($0.id) } + all.filter { !new.contains($0.id) }
    let rows = ordered.map { finding -> [Cell] in
      let last = finding.episodes.last
      return [
        .code(finding.id), .state(state(finding)),  // The page has no more of a finding than this row.
        .subject(finding.subject.value, anchor: nil),
        .word(code: new.contains(finding.id) ? "now" : "before", words.alertTold(new.contains(finding.id))),
        last.map { .time($0.start) } ?? .none, last.map { .time($0.lastSeen) } ?? .none, .text(history(finding)),
        .text(finding.series),
        .text(AttackKind.allCases.filter { finding.attacks[$0] != nil }.map(words.attack).joined(separator: ", ")),
        .text(
          finding.services.filter { $0.listed.port != nil }.map {
            "\(words.port($0.listed)) (\(words.ownPort($0.ours)))"
          }
          .joined(separator: ", ")),
      ]
    }
    return Section(
      id: "names", title: words.alertNamesTitle, lead: [words.alertNamesLead(scanned)],
      blocks: [
        .table(
          Table(
            file: "names", caption: words.alertNamesCaption,
            columns: [
              Column(id: "finding"), Column(id: "state", title: words.columnState),
              Column(id: "name", title: words.columnName, isRowHeader: true),
              Column(id: "told", title: alert.message.number > 0 ? words.columnTold : nil),
              Column(id: "since", title: words.columnSince), Column(id: "last_seen", title: words.columnLastSeen),
              Column(id: "history", title: words.columnHistory),
              Column(id: "series", title: showsSeries ? words.columnSeries : nil),
              Column(id: "kinds", title: words.columnKinds), Column(id: "ports", title: words.columnPortsOurs),
            ], rows: rows, empty: words.alertNamesEmpty))
      ])
  }

  /// When the organization's newest scan was made; nil where none tells of a port.
  private var scanned: Instant? {
    guard all.contains(where: { $0.services.contains { $0.ours != .notScanned } }) else { return nil }
    guard case .organization(let key, _) = facts.scope else { return nil }
    return facts.organizations.first { $0.organization.key == key }?.scanned
  }

  private func context(_ alert: AlertFacts) -> Section? {
    var lines: [Prose] = []
    for wave in alert.waves {
      let others = wave.organizations < Self.leastBodies ? nil : wave.organizations
      lines.append(words.alertWave(wave, organizations: others))
    }
    for habit in alert.habits {
      let all = habit.changes.reduce(0, +)
      let hours = habit.changes.indices.filter { habit.changes[$0] > 0 && habit.changes[$0] * 10 >= all }
      if let half = habit.stay(50), let most = habit.stay(90) {
        lines.append(words.alertStays(habit.series, half: half, most: most, of: habit.stays.count))
      }
      if !hours.isEmpty { lines.append(words.alertHours(habit.series, hours.map { padded(Int64($0), 2) })) }
    }
    guard !lines.isEmpty else { return nil }
    return Section(id: "context", title: words.alertContextTitle, lead: [], blocks: [.list(lines)])
  }
}
