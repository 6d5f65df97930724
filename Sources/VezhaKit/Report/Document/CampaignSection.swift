// What the lists themselves do: only in the government's report, without names of others.
extension SectionMaker {
  /// Counts of others below this are not told: so few could point at somebody.
  private static let leastForeign = 3

  func campaign() -> Section? {
    guard isGovernment, let campaign = facts.campaign else { return nil }
    var blocks: [ReportDocument.Block] = [
      .table(lists(campaign)), .table(countries(campaign)), .table(habits(campaign)),
    ]
    if campaign.unread > 0 { blocks.append(.paragraph(words.campaignUnread(campaign.unread))) }
    return Section(id: "campaign", title: words.campaignTitle, lead: [words.campaignLead], blocks: blocks)
  }

  private func lists(_ campaign: CampaignFacts) -> Table {
    Table(
      file: "campaign-lists", caption: words.campaignListsCaption(unit),
      columns: [
        Column(id: "published", title: words.columnPublished, isRowHeader: true),
        Column(id: "series", title: words.columnSeries),
        Column(id: "names", title: words.columnNames, alignment: .trailing),
        Column(id: "ours", title: words.columnOurs, alignment: .trailing),
        Column(id: "share", title: words.columnShare, alignment: .trailing),
        Column(id: "changed", title: words.columnListChanged),
      ],
      rows: campaign.lists.map { list in
        [
          .time(list.published), .text(list.series), .number(list.subjects), .number(list.ours),
          .text(list.subjects > 0 ? words.percent(list.ours, of: list.subjects) : ""),
          .word(
            code: list.isChanged ? "changed" : "same", list.isChanged ? words.listChanged : words.listSame),
        ]
      }, empty: words.campaignListsEmpty)
  }

  private func countries(_ campaign: CampaignFacts) -> Table {
    let hasDays = (1...7).contains(days)
    var columns = [
      Column(id: "suffix", title: words.columnSuffix, isRowHeader: true),
      Column(id: "series", title: words.columnSeries),
    ]
    if hasDays {
      let first = interval.from.day
      columns += (0..<days).map {
        Column(
          id: "day_\($0 + 1)", title: words.dayLetter(first.advanced(by: $0), of: days), alignment: .trailing)
      }
    }
    columns += [
      Column(id: "peak", title: words.columnPeak, alignment: .trailing),
      Column(id: "peak_before", title: capital(words.before(unit)), alignment: .trailing),
      Column(id: "change", title: words.columnChange),
      Column(id: "intervals_named", title: words.columnIntervalsNamed(unit), alignment: .trailing),
    ]
    let shown = campaign.countries.filter { peak($0) >= Self.leastForeign || before($0) >= Self.leastForeign }
    let few = campaign.countries.filter {
      (1..<Self.leastForeign).contains(max(peak($0), before($0)))
    }
    var rows = shown.map { country -> [Cell] in
      let now = country.peaks.last.flatMap { $0 }
      let earlier = country.peaks.dropLast().last.flatMap { $0 }
      var row: [Cell] = [.text(".\(HostText.unicode(country.suffix) ?? country.suffix)"), .text(country.series)]
      if hasDays { row += (0..<days).map { country.days.indices.contains($0) ? foreign(country.days[$0]) : .none } }
      return row + [
        foreign(now), foreign(earlier), .change(change(now, earlier)),
        .number(country.peaks.count { $0.map { $0 > 0 } ?? false }),
      ]
    }
    if !few.isEmpty {
      var row: [Cell] = [.text(words.otherSuffixes(Set(few.map(\.suffix)).count)), .none]
      row += [Cell](repeating: .none, count: columns.count - 2)
      rows.append(row)
    }
    return Table(
      file: "campaign-countries", caption: words.campaignCountriesCaption(unit), columns: columns, rows: rows,
      empty: words.campaignCountriesEmpty)
  }

  private func peak(_ country: CampaignFacts.Country) -> Int { country.peaks.last.flatMap { $0 } ?? 0 }
  private func before(_ country: CampaignFacts.Country) -> Int { country.peaks.dropLast().last.flatMap { $0 } ?? 0 }
  private func capital(_ text: String) -> String { words.capital(text) }

  private func foreign(_ count: Int?) -> Cell {
    guard let count else { return .text("?") }
    return count == 0 || count >= Self.leastForeign ? .number(count) : .text("<\(Self.leastForeign)")
  }

  /// A difference of small counts would tell them.
  private func change(_ now: Int?, _ earlier: Int?) -> ReportDocument.Change {
    func told(_ count: Int?) -> Int? { count.map { $0 < Self.leastForeign ? 0 : $0 } }
    guard let now = told(now) else { return words.shortChange(0, nil) }
    return words.shortChange(now, told(earlier))
  }

  private func habits(_ campaign: CampaignFacts) -> Table {
    let columns =
      [
        Column(id: "series", title: words.columnSeries, isRowHeader: true),
        Column(id: "stays", title: words.columnStays, alignment: .trailing),
        Column(id: "stay_median_hours", title: words.columnStayMedian, alignment: .trailing),
        Column(id: "stay_p90_hours", title: words.columnStayMost, alignment: .trailing),
        Column(id: "hours", title: words.columnChangeHours),
      ] + (0..<24).map { Column(id: "changes_\(padded(Int64($0), 2))") }
    let rows = campaign.habits.map { habit -> [Cell] in
      let all = habit.changes.reduce(0, +)
      let usual = habit.changes.indices.filter { habit.changes[$0] * 10 >= max(all, 1) }
      return [
        .text(habit.series), .number(habit.stays.count), habit.stay(50).map(Cell.number) ?? .none,
        habit.stay(90).map(Cell.number) ?? .none,
        .text(usual.map { "\(padded(Int64($0), 2)) (\(habit.changes[$0]))" }.joined(separator: ", ")),
      ] + habit.changes.map(Cell.number)
    }
    return Table(
      file: "campaign-habits", caption: words.campaignHabitsCaption(campaign.intervals.count, unit), columns: columns,
      rows: rows, empty: words.campaignListsEmpty)
  }
}
