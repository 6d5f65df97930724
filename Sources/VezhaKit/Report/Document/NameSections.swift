// The names of the interval: on the list now, and by class.
extension SectionMaker {
  func onNow() -> Section {
    let shown = all.filter { $0.isNamed || $0.findingClass == .unknown }
    let ordered = FindingState.readingOrder.flatMap { state in shown.filter { $0.state == state } }
    var columns = [
      Column(id: "finding"), Column(id: "state", title: words.columnState),
      Column(id: "name", title: words.columnName, isRowHeader: true),
    ]
    columns += organizationColumns
    columns += [
      Column(id: "priority", title: words.columnPriority),
      Column(id: "series", title: showsSeries ? words.columnSeries : nil),
      Column(
        id: "days", title: strips.letters.isEmpty ? nil : words.columnDays, alignment: .strip(strips.letters)),
      Column(id: "hours"), Column(id: "history", title: words.columnHistory), Column(id: "times_before"),
    ]
    let rows = ordered.map { finding -> [Cell] in
      var row: [Cell] = [.code(finding.id), .state(state(finding)), subject(finding)]
      row += organizationCells(finding)
      row += [
        priority(finding), .text(finding.series), strips.strip(finding).map(Cell.strip) ?? .none,
        .number(hours(finding)), .text(history(finding)), .number(facts.timesBefore[finding.id] ?? 0),
      ]
      return row
    }
    return Section(
      id: "on-now", title: words.onNowTitle, lead: [words.onNowLead(unit)],
      blocks: [
        .table(
          Table(
            file: "on-now", caption: words.onNowCaption(unit), columns: columns, rows: rows,
            empty: words.onNowEmpty(isBlind)))
      ])
  }

  func changes() -> Section {
    var blocks: [ReportDocument.Block] = []
    for value in FindingClass.allCases {
      let findings = all.filter { $0.findingClass == value }
      if value == .notNamed {
        blocks.append(.paragraph(facts.returnRates.map(words.returnRates) ?? words.noReturnRates))
      }
      blocks.append(
        .table(
          Table(
            file: "changes", caption: words.changesCaption(value), columns: changeColumns(value),
            rows: findings.map(changeRow), empty: words.changesEmpty(value, isBlind))))
    }
    return Section(id: "changes", title: words.changesTitle, lead: [words.changesLead], blocks: blocks)
  }

  private func changeColumns(_ value: FindingClass) -> [Column] {
    [
      Column(id: "class"), Column(id: "finding"),
      Column(id: "name", title: words.columnName, isRowHeader: true),
    ] + organizationColumns + [
      Column(id: "priority", title: words.columnPriority),
      Column(id: "series", title: showsSeries ? words.columnSeries : nil),
      Column(id: "first_seen", title: words.columnFirstSeen),
      Column(id: "last_seen", title: value == .new ? nil : words.columnLastSeen),
      Column(id: "times_before", title: value == .new ? nil : words.columnTimesBefore, alignment: .trailing),
      Column(id: "absent_days", title: value == .returned ? words.columnAway : nil, alignment: .trailing),
      Column(id: "unobserved_days"),
      Column(id: "documents", title: value == .notNamed ? nil : words.columnDocuments, alignment: .trailing),
      Column(id: "rows"),
    ]
  }

  private func changeRow(_ finding: Finding) -> [Cell] {
    [.text(finding.findingClass?.rawValue ?? ""), .code(finding.id), subject(finding)]
      + organizationCells(finding) + [
        priority(finding), .text(finding.series), .time(finding.firstSeen), .time(finding.lastSeen),
        .number(facts.timesBefore[finding.id] ?? 0), finding.absentDays.map(Cell.number) ?? .none,
        finding.unobservedDays.map(Cell.number) ?? .none, .number(finding.documents), .number(finding.rows),
      ]
  }
}

extension FindingState {
  /// What is most urgent first.
  static let readingOrder: [FindingState] = [.on, .unknown, .off]
}
