// Who is concerned: organizations, sectors, and the gaps of the inventory.
extension SectionMaker {
  /// What one organization or sector has in the interval.
  private struct Tally {
    var organizations = Set<String>()
    var named = 0
    var on = 0
    var new = 0
    var timesBefore = 0
    var priority: Priority?
    var previous = 0
  }

  /// Tallies by a key of the finding; those with nothing now and nothing before do not appear.
  private func tallies(_ key: (Finding) -> String) -> [(key: String, tally: Tally)] {
    var tallies: [String: Tally] = [:]
    for finding in all where finding.isNamed {
      var tally = tallies[key(finding)] ?? Tally()
      tally.organizations.insert(finding.organization)
      tally.named += 1
      if finding.state == .on { tally.on += 1 }
      if finding.findingClass == .new { tally.new += 1 }
      tally.timesBefore += facts.timesBefore[finding.id] ?? 0
      tally.priority = max(tally.priority ?? .low, finding.priority)
      tallies[key(finding)] = tally
    }
    if !isBlind {
      for finding in facts.previous.findings where finding.isNamed {
        tallies[key(finding), default: Tally()].previous += 1
      }
    }
    return tallies.map { (key: $0.key, tally: $0.value) }.sorted { left, right in
      left.tally.named != right.tally.named
        ? left.tally.named > right.tally.named
        : left.tally.on != right.tally.on ? left.tally.on > right.tally.on : left.key < right.key
    }
  }

  private func change(_ tally: Tally) -> [Cell] {
    let previous = wasBlind ? nil : tally.previous
    return [previous.map(Cell.number) ?? .none, .change(words.shortChange(tally.named, previous))]
  }

  func organizations() -> Section {
    let known = Dictionary(
      facts.organizations.map { ($0.organization.key, $0) }, uniquingKeysWith: { first, _ in first })
    let columns = [
      Column(id: "rank", title: words.columnRank, alignment: .trailing), Column(id: "organization"),
      Column(id: "organization_name", title: words.columnOrganization, isRowHeader: true),
      Column(id: "names", title: words.columnNames, alignment: .trailing),
      Column(id: "on_now", title: words.columnOnNow, alignment: .trailing),
      Column(id: "first_time", title: words.columnFirstTime, alignment: .trailing),
      Column(id: "times_before", title: words.columnTimesBefore, alignment: .trailing),
      Column(id: "priority", title: words.columnPriority), Column(id: "names_before"),
      Column(id: "change", title: words.columnChange), Column(id: "scan_age_days"),
      Column(id: "scan", title: words.columnScanAge),
    ]
    let rows = tallies(\.organization).enumerated().map { index, entry -> [Cell] in
      let age = scanAge(known[entry.key]?.scanned)
      return [
        .number(index + 1), .text(entry.key),
        .text(organizationName(entry.key)),
        .number(entry.tally.named),
        .number(entry.tally.on), .number(entry.tally.new), .number(entry.tally.timesBefore),
        entry.tally.priority.map { .priority($0, words: words.priority($0, review: false)) } ?? .none,
      ] + change(entry.tally) + [age.map(Cell.number) ?? .none, .text(words.scanAge(age))]
    }
    let table = Table(
      file: "organizations", caption: words.organizationsCaption, columns: columns, rows: rows,
      empty: words.organizationsEmpty
    ).totalled(words.total, ["names", "on_now", "first_time", "times_before", "names_before"])
    return Section(
      id: "organizations", title: words.organizationsTitle, lead: [words.organizationsLead(unit)],
      blocks: [.table(table), .table(sectors())])
  }

  private func sectors() -> Table {
    let sectors = Dictionary(
      facts.organizations.map { ($0.organization.key, $0.organization.sector) },
      uniquingKeysWith: { first, _ in first })
    let columns = [
      Column(id: "sector", title: words.columnSector, isRowHeader: true),
      Column(id: "organizations", title: words.columnOrganizations, alignment: .trailing),
      Column(id: "names", title: words.columnNames, alignment: .trailing),
      Column(id: "on_now", title: words.columnOnNow, alignment: .trailing),
      Column(id: "first_time", title: words.columnFirstTime, alignment: .trailing),
      Column(id: "priority", title: words.columnPriority), Column(id: "names_before"),
      Column(id: "change", title: words.columnChange),
    ]
    let rows = tallies { sectors[$0.organization] ?? "" }.map { entry -> [Cell] in
      [
        .text(entry.key.isEmpty ? words.noSector : entry.key), .number(entry.tally.organizations.count),
        .number(entry.tally.named), .number(entry.tally.on), .number(entry.tally.new),
        entry.tally.priority.map { .priority($0, words: words.priority($0, review: false)) } ?? .none,
      ] + change(entry.tally)
    }
    return Table(
      file: "sectors", caption: words.sectorsCaption, columns: columns, rows: rows, empty: words.sectorsEmpty
    ).totalled(words.total, ["organizations", "names", "on_now", "first_time", "names_before"])
  }

  func inventory() -> Section {
    let editions = Table(
      file: "editions", caption: words.editionsCaption,
      columns: [
        Column(id: "source", title: words.columnSource, isRowHeader: true),
        Column(id: "observed", title: words.columnObserved), Column(id: "complete", title: words.columnWhole),
        Column(id: "assets", title: isGovernment ? words.columnAssets : nil, alignment: .trailing),
        Column(id: "added", title: isGovernment ? words.columnAdded : nil, alignment: .trailing),
        Column(id: "changed", title: isGovernment ? words.columnChanged : nil, alignment: .trailing),
        Column(id: "retired", title: isGovernment ? words.columnRetired : nil, alignment: .trailing),
      ],
      rows: facts.editions.map {
        [
          .text($0.source), .time($0.observed),
          .word(
            code: $0.complete ? "complete" : "incomplete", $0.complete ? words.complete : words.incomplete),
        ]
          + (isGovernment
            ? [$0.assets, $0.added, $0.changed, $0.retired].map(Cell.number) : [.none, .none, .none, .none])
      }, empty: words.editionsEmpty)
    // How a source changed and what cannot match in it is not one organization's alone.
    guard isGovernment else {
      return Section(
        id: "inventory", title: words.inventoryTitle, lead: [words.inventoryLead],
        blocks: [.table(editions), .table(gaps())])
    }
    let unmatchable = Table(
      file: "unmatchable", caption: words.unmatchableCaption,
      columns: [
        Column(id: "reason", title: words.columnReason, isRowHeader: true),
        Column(id: "count", title: words.columnCount, alignment: .trailing),
      ],
      rows: facts.unmatchable.map { [.text($0.reason), .number($0.count)] }, empty: words.unmatchableEmpty
    ).totalled(words.total, ["count"])
    var blocks: [ReportDocument.Block] = [
      .table(editions.totalled(words.total, ["assets", "added", "changed", "retired"]))
    ]
    if facts.unassignedAssets > 0 { blocks.append(.paragraph(words.unassigned(facts.unassignedAssets))) }
    blocks += [.table(gaps()), .table(unmatchable)]
    return Section(id: "inventory", title: words.inventoryTitle, lead: [words.inventoryLead], blocks: blocks)
  }

  /// Days from a scan to the end of the interval, or to what was known where that is earlier; a later scan has none.
  private func scanAge(_ scanned: Instant?) -> Int? {
    scanned.map { max(0, (min(interval.to, facts.exposure.asKnown ?? interval.to) - $0).wholeDays) }
  }

  private func gaps() -> Table {
    let rows = facts.organizations.compactMap { entry -> [Cell]? in
      guard entry.organization.key != Organization.unassigned else { return nil }
      let age = scanAge(entry.scanned)
      var gaps: [String] = []
      if entry.organization.contacts.isEmpty { gaps.append(words.gapNoContact) }
      if let age { if age > 90 { gaps.append(words.gapOldScan(age)) } } else { gaps.append(words.gapNoScan) }
      guard !gaps.isEmpty else { return nil }
      return [
        .text(entry.organization.key), .text(organizationName(entry.organization.key)), .number(entry.assets),
        age.map(Cell.number) ?? .none, .text(gaps.joined(separator: "; ")),
      ]
    }
    return Table(
      file: "gaps", caption: words.gapsCaption,
      columns: [
        Column(id: "organization"),
        Column(id: "organization_name", title: words.columnOrganization, isRowHeader: true),
        Column(id: "assets", title: words.columnAssets, alignment: .trailing), Column(id: "scan_age_days"),
        Column(id: "gap", title: words.columnGap),
      ], rows: rows, empty: words.gapsEmpty)
  }
}
