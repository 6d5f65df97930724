// The weeks of a month or the months of a year beside each other.
extension SectionMaker {
  func comparison() -> Section? {
    guard let comparison = facts.comparison else { return nil }
    var blocks: [ReportDocument.Block] = [.table(pieces(comparison))]
    if showsOrganizations {
      blocks += [
        .table(
          table(
            "comparison-organizations", words.comparisonOrganizations, Column(id: "organization"),
            Column(id: "organization_name", title: words.columnOrganization, isRowHeader: true),
            comparison.organizations.map { ([.text($0.key), .text(organizationName($0.key))], $0) }, comparison)),
        .table(
          table(
            "comparison-sectors", words.comparisonSectors, Column(id: "sector_key"),
            Column(id: "sector", title: words.columnSector, isRowHeader: true),
            comparison.sectors.map { ([.text($0.key), .text($0.key.isEmpty ? words.noSector : $0.key)], $0) },
            comparison)),
      ]
    }
    blocks.append(
      .table(
        table(
          "comparison-series", words.comparisonSeries, Column(id: "kind"),
          Column(id: "series", title: words.columnSeries, isRowHeader: true),
          comparison.series.map { row in
            let kind = facts.series.first { $0.series.key == row.key }?.series.kind.rawValue ?? ""
            return ([.text(kind), .text(row.key)], row)
          }, comparison)))
    return Section(
      id: "comparison", title: words.comparisonTitle(interval), lead: [words.comparisonLead], blocks: blocks)
  }

  /// One row for each piece: coverage first, then the numbers.
  private func pieces(_ comparison: ComparisonFacts) -> Table {
    Table(
      file: "comparison", caption: words.comparisonPieces,
      columns: [
        Column(id: "interval", title: words.columnInterval, isRowHeader: true), Column(id: "from"), Column(id: "to"),
        Column(id: "documents", title: words.columnDocuments, alignment: .trailing),
        Column(id: "named", title: words.columnNamed, alignment: .trailing),
        Column(id: "new", title: words.legendNew, alignment: .trailing),
        Column(id: "returned", title: words.legendReturned, alignment: .trailing),
        Column(id: "continuing", title: words.legendContinuing, alignment: .trailing),
      ],
      rows: comparison.pieces.map { piece in
        let numbers: [Cell] =
          piece.documents == 0
          ? [.text(words.blindShort), .none, .none, .none]
          : [piece.named, piece.new, piece.returned, max(0, piece.named - piece.new - piece.returned)].map(Cell.number)
        return [
          .text(words.pieceName(piece.interval)), .time(piece.interval.from), .time(piece.interval.to),
          .number(piece.documents),
        ] + numbers
      }, empty: words.comparisonEmpty)
  }

  private func table(
    _ file: String, _ caption: String, _ key: Column, _ name: Column,
    _ rows: [(cells: [Cell], row: ComparisonFacts.Row)], _ comparison: ComparisonFacts
  ) -> Table {
    let ids = comparison.pieces.map { "from_\($0.interval.from.day)" }
    let columns =
      [key, name]
      + zip(ids, comparison.pieces).map {
        Column(id: $0, title: words.pieceName($1.interval), alignment: .trailing)
      } + [Column(id: "whole", title: words.columnWholeInterval, alignment: .trailing)]
    return Table(
      file: file, caption: caption, columns: columns,
      rows: rows.map { cells, row in
        cells + row.named.map { $0.map(Cell.number) ?? .text("?") } + [.number(row.whole)]
      }, empty: words.comparisonEmpty
    ).totalled(words.total, Set(ids + ["whole"]))
  }
}
