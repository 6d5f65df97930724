// Findings that are no targets: our own systems listed as an attacker's, imitations of ours, products of advisories.
extension SectionMaker {
  /// Our own hosts and addresses that others list as malicious, and names that imitate ours.
  func hostile() -> Section {
    Section(
      id: "hostile", title: words.hostileTitle, lead: [words.hostileLead],
      blocks: [
        .table(threat("malicious", words.maliciousCaption, words.maliciousEmpty, role: .malicious)),
        .table(threat("lookalikes", words.lookalikeCaption, words.lookalikeEmpty, role: .lookalike)),
      ])
  }

  private func threat(_ file: String, _ caption: String, _ empty: String, role: Role) -> Table {
    let findings = (all + imitations).filter { ($0.roleDecided ?? $0.role) == role }
    let rows = findings.map { finding -> [Cell] in
      [.code(finding.id), subject(finding)] + organizationCells(finding) + [
        .text(Set(finding.evidence.map(\.identifier)).sorted().joined(separator: "; ")), priority(finding),
        .state(state(finding)), .text(finding.series), .time(finding.firstSeen), .time(finding.lastSeen),
      ]
    }
    return Table(
      file: file, caption: caption,
      columns: [Column(id: "finding"), Column(id: "name", title: words.columnName, isRowHeader: true)]
        + organizationColumns + [
          Column(id: "identifiers", title: words.columnOurs), Column(id: "priority", title: words.columnPriority),
          Column(id: "state", title: words.columnState), Column(id: "series", title: words.columnSeries),
          Column(id: "first_seen", title: words.columnFirstSeen), Column(id: "last_seen", title: words.columnLastSeen),
        ], rows: rows, empty: empty)
  }

  /// Products that advisories name and assets run: what is exploited and due first comes first.
  func products() -> Section {
    let ordered = vulnerable.sorted { left, right in
      let (a, b) = (left.advisory, right.advisory)
      if (a?.isExploited ?? false) != (b?.isExploited ?? false) { return a?.isExploited == true }
      let (dueA, dueB) = (a?.due?.microseconds ?? .max, b?.due?.microseconds ?? .max)
      if dueA != dueB { return dueA < dueB }
      if left.priority != right.priority { return left.priority > right.priority }
      return (left.subject, left.organization, left.series) < (right.subject, right.organization, right.series)
    }
    let rows = ordered.map { finding -> [Cell] in
      let products = Set(finding.evidence.map(\.identifier)).sorted()
      let due = finding.advisory?.due.map { $0.day.start }
      return [.code(finding.id), .text(finding.subject.value)] + organizationCells(finding) + [
        .text(words.listed(products, 3)),
        .text(words.listed(finding.assets.map { $0.name.isEmpty ? $0.key : $0.name }, 5)),
        .number(finding.assets.count + finding.otherAssets),
        .word(code: finding.certainty.rawValue, words.productCertainty(finding.certainty)),
        .word(
          code: finding.advisory?.isExploited == true ? "exploited" : "",
          words.exploited(finding.advisory?.isExploited == true, ransom: finding.advisory?.isUsedForRansom == true)),
        due.map { .word(code: $0.day.description, words.date($0.day)) } ?? .none,
        .text(due.map { words.overdue($0 < interval.to) } ?? ""), priority(finding),
        .text(finding.advisory?.remedy ?? ""), .text(finding.series),
      ]
    }
    let table = Table(
      file: "products", caption: words.vulnerableCaption,
      columns: [
        Column(id: "finding"), Column(id: "vulnerability", title: words.columnVulnerability, isRowHeader: true),
      ]
        + organizationColumns + [
          Column(id: "products", title: words.columnProduct), Column(id: "assets", title: words.columnAssets),
          Column(id: "asset_count"), Column(id: "certainty", title: words.columnCertainty),
          Column(id: "exploited", title: words.columnExploited), Column(id: "due", title: words.columnDue),
          Column(id: "overdue", title: words.columnOverdue), Column(id: "priority", title: words.columnPriority),
          Column(id: "remedy", title: words.columnRemedy), Column(id: "series"),
        ], rows: rows, empty: words.vulnerableEmpty)
    let steps = words.adviceSteps(.vulnerable, paths: []).map { Prose($0) }
    return Section(
      id: "products", title: words.vulnerableTitle, lead: [words.vulnerableLead],
      blocks: [.table(table)] + (vulnerable.isEmpty ? [] : [.list(steps)]))
  }
}
