// Findings that ask for a look of their own: incidents, review, unregistered hosts, ports, what is suppressed.
extension SectionMaker {
  /// A section of one table that shows the findings for which `include` holds.
  private func section(
    _ id: String, _ title: String, _ lead: Prose, _ caption: String, _ empty: String, findings: [Finding],
    columns: [Column], cells: (Finding) -> [Cell]
  ) -> Section {
    let head =
      [Column(id: "finding"), Column(id: "name", title: words.columnName, isRowHeader: true)]
      + organizationColumns
    let rows = findings.map { [.code($0.id), subject($0)] + organizationCells($0) + cells($0) }
    return Section(
      id: id, title: title, lead: [lead],
      blocks: [.table(Table(file: id, caption: caption, columns: head + columns, rows: rows, empty: empty))])
  }

  func incidents() -> Section {
    let roles: Set<Role> = [.claimed, .confirmed, .refuted]
    return section(
      "incidents", words.incidentsTitle, words.incidentsLead, words.incidentsCaption, words.incidentsEmpty,
      findings: all.filter { roles.contains($0.roleDecided ?? $0.role) },
      columns: [
        Column(id: "role", title: words.columnRole), Column(id: "series", title: words.columnSeries),
        Column(id: "class", title: words.columnClass), Column(id: "first_seen", title: words.columnFirstSeen),
        Column(id: "last_seen", title: words.columnLastSeen),
      ]
    ) {
      [
        role($0), .text($0.series), findingClass($0),
        .time($0.firstSeen), .time($0.lastSeen),
      ]
    }
  }

  func review() -> Section {
    section(
      "review", words.reviewTitle, words.reviewLead, words.reviewCaption, words.reviewEmpty,
      findings: (all + imitations).filter(\.needsReview),
      columns: [
        Column(id: "why", title: words.columnWhy), Column(id: "impact", title: words.columnImpact),
        Column(id: "certainty", title: words.columnCertainty),
        Column(id: "first_seen", title: words.columnFirstSeen),
      ]
    ) { [rules($0), impact($0), certainty($0), .time($0.firstSeen)] }
  }

  func unregistered() -> Section {
    section(
      "not-in-inventory", words.unregisteredTitle, words.unregisteredLead, words.unregisteredCaption,
      words.unregisteredEmpty, findings: all.filter { !$0.inInventory && $0.findingClass != .notNamed },
      columns: [
        Column(id: "why", title: words.columnWhy), Column(id: "priority", title: words.columnPriority),
        Column(id: "first_seen", title: words.columnFirstSeen),
        Column(id: "last_seen", title: words.columnLastSeen),
      ]
    ) { [rules($0), priority($0), .time($0.firstSeen), .time($0.lastSeen)] }
  }

  func suppressed() -> Section {
    var section = section(
      "suppressed", words.suppressedTitle, words.suppressedLead, words.suppressedCaption,
      words.suppressedEmpty,
      findings: facts.exposure.suppressed,
      columns: [
        Column(id: "class", title: words.columnClass), Column(id: "state", title: words.columnState),
        Column(id: "suppressed_by", title: words.columnWhy), Column(id: "reason", title: words.columnReason),
        Column(id: "until", title: words.columnUntil),
      ]
    ) {
      [
        findingClass($0), .state(state($0)), .word(code: $0.suppressedBy ?? "", words.hiddenBy($0.suppressedBy ?? "")),
        .text($0.decision?.reason ?? ""), $0.decision?.until.map(Cell.time) ?? .none,
      ]
    }
    section.blocks.insert(.table(decisions()), at: 0)
    section.blocks.insert(.table(hiddenBy()), at: 1)
    return section
  }

  private func hiddenBy() -> Table {
    let counts = Dictionary(grouping: facts.exposure.suppressed) { $0.suppressedBy ?? "" }.mapValues(\.count)
    return Table(
      file: "hidden-by", caption: words.hiddenByCaption,
      columns: [
        Column(id: "suppressed_by", title: words.columnWhy, isRowHeader: true),
        Column(id: "findings", title: words.columnCovers, alignment: .trailing),
      ],
      rows: counts.sorted { $0.key < $1.key }.map {
        [.word(code: $0.key, words.hiddenBy($0.key)), .number($0.value)]
      },
      empty: words.suppressedEmpty)
  }

  private func decisions() -> Table {
    let rows = facts.decisions.map { entry -> [Cell] in
      let decision = entry.decision
      let days = decision.until.map { ($0 - interval.to).wholeDays }
      return [
        .code(decision.id), .text(words.verdict(decision.verdict)),
        .text(days.map { $0 < 30 ? words.lapses($0) : "" } ?? ""),
        .subject(decision.subject.value, anchor: anchors[decision.finding]), .text(decision.organization),
        .text(words.scope(decision)), .number(entry.findings), .text(decision.reason), .text(decision.author),
        .time(decision.decided), decision.until.map(Cell.time) ?? .none,
      ]
    }
    return Table(
      file: "decisions", caption: words.decisionsCaption,
      columns: [
        Column(id: "decision"), Column(id: "verdict", title: words.columnVerdict),
        Column(id: "lapses", title: rows.isEmpty ? nil : words.columnLapses),
        Column(id: "name", title: words.columnName, isRowHeader: true),
        Column(id: "organization", title: showsOrganizations ? words.columnOrganization : nil),
        Column(id: "scope", title: words.columnScope),
        Column(id: "findings", title: words.columnCovers, alignment: .trailing),
        Column(id: "reason", title: words.columnReason), Column(id: "author", title: words.columnAuthor),
        Column(id: "decided", title: words.columnDecided), Column(id: "until", title: words.columnUntil),
      ], rows: rows, empty: words.decisionsEmpty)
  }

  /// The rules of a finding in words, strongest first.
  private func rules(_ finding: Finding) -> Cell {
    let rules = Set(finding.evidence.map(\.rule)).sorted()
    return .word(
      code: rules.map(\.rawValue).joined(separator: "; "), rules.map(words.rule).joined(separator: "; "))
  }

  private func role(_ finding: Finding) -> Cell {
    let role = finding.roleDecided ?? finding.role
    return .word(code: role.rawValue, words.role(role))
  }

  private func findingClass(_ finding: Finding) -> Cell {
    .word(code: finding.findingClass?.rawValue ?? "", words.findingClass(finding.findingClass))
  }

  private func impact(_ finding: Finding) -> Cell {
    .word(code: finding.impact.rawValue, words.impact(finding.impact))
  }

  private func certainty(_ finding: Finding) -> Cell {
    .word(code: finding.certainty.rawValue, words.certainty(finding.certainty))
  }

  func ports() -> Section {
    var rows: [(rank: Int, row: [Cell])] = []
    for finding in all where finding.isNamed || finding.findingClass == .unknown {
      for service in finding.services where service.listed.port != nil {
        let isWeb = isWeb(service.listed)
        rows.append(
          (
            Self.rank(service.ours, isWeb: isWeb),
            [verdict(service.ours, isWeb: isWeb), .code(finding.id), subject(finding)]
              + organizationCells(finding) + [
                .text(words.port(service.listed)), .text(service.listed.transport?.rawValue ?? ""),
                service.listed.port.map { .number(Int($0)) } ?? .none, .text(service.ours.rawValue),
                .number(service.listed.rows),
              ]
          ))
      }
    }
    let ordered = rows.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
    let columns =
      [
        Column(id: "verdict", title: words.columnVerdict), Column(id: "finding"),
        Column(id: "name", title: words.columnName, isRowHeader: true),
      ] + organizationColumns + [
        Column(id: "listed_port", title: words.columnPort), Column(id: "transport"), Column(id: "port"),
        Column(id: "ours"), Column(id: "rows", title: words.columnRows, alignment: .trailing),
      ]
    let table = Table(
      file: "ports", caption: words.portsCaption, columns: columns, rows: ordered.map(\.element.row),
      empty: words.portsEmpty
    ).totalled(words.total, ["rows"])
    return Section(id: "ports", title: words.portsTitle, lead: [words.portsLead], blocks: [.table(table)])
  }

  private func verdict(_ own: OwnPort, isWeb: Bool) -> Cell {
    .word(code: "\(own.rawValue)\(isWeb ? "-web" : "")", words.portVerdict(own, isWeb: isWeb))
  }

  private static func rank(_ own: OwnPort, isWeb: Bool) -> Int {
    switch (own, isWeb) {
    case (.open, false): 0
    case (.notScanned, false): 1
    case (.open, true): 2
    case (.notScanned, true): 3
    case (.closed, _): 4
    }
  }
}
