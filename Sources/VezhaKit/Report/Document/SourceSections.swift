// Where all this comes from: series, documents, method.
extension SectionMaker {
  func sources() -> Section {
    let rows = facts.series.map { entry -> [Cell] in
      [
        .text(entry.series.key), .text(entry.series.publisher), .text(entry.series.kind.rawValue),
        health(entry), .number(entry.coverage.documents),
        .number(entry.coverage.days), entry.newest.map(Cell.time) ?? .none, .number(entry.listings),
        .text(
          entry.subjects.map {
            $0.lowerBound == $0.upperBound
              ? words.number($0.lowerBound) : "\(words.number($0.lowerBound))–\(words.number($0.upperBound))"
          } ?? ""),
        .number(entry.skipped), .text("TLP:\(entry.series.tlp.rawValue)"),
      ]
    }
    let table = Table(
      file: "series", caption: words.sourcesCaption,
      columns: [
        Column(id: "series", title: words.columnSeries, isRowHeader: true),
        Column(id: "publisher", title: words.columnPublisher), Column(id: "kind"),
        Column(id: "health", title: words.columnHealth),
        Column(id: "documents", title: words.columnDocuments, alignment: .trailing),
        Column(id: "days", title: words.columnDaysSeen, alignment: .trailing),
        Column(id: "newest", title: words.columnNewest),
        Column(id: "rows", title: words.columnRows, alignment: .trailing),
        Column(id: "subjects", title: words.columnSubjects, alignment: .trailing),
        Column(id: "skipped", title: words.columnSkipped, alignment: .trailing),
        Column(id: "series_tlp", title: words.columnMark),
      ], rows: rows, empty: words.sourcesEmpty
    ).totalled(words.total, ["documents", "rows", "skipped"])
    return Section(
      id: "sources", title: words.sourcesTitle, lead: [words.sourcesLead], blocks: [.table(table)])
  }

  private func health(_ entry: ReportFacts.SeriesFacts) -> Cell {
    let health = SeriesRating(entry, days: days, to: interval.to)
    return .word(code: health.code, words.seriesHealth(health))
  }

  func method() -> Section {
    let terms = words.provenanceTerms
    let manifest = Table(
      file: "documents", caption: words.manifestCaption,
      columns: [
        Column(id: "series", title: words.columnSeries),
        Column(id: "file", title: words.columnFile, isRowHeader: true),
        Column(id: "published", title: words.columnPublished), Column(id: "received"), Column(id: "format"),
        Column(id: "rows", title: words.columnRows, alignment: .trailing), Column(id: "subjects"),
        Column(id: "skipped"), Column(id: "bytes", title: words.columnBytes, alignment: .trailing),
        Column(id: "sha256", title: words.columnHash),
        Column(id: "note", title: facts.documents.contains { !$0.note.isEmpty } ? words.columnNote : nil),
      ],
      rows: facts.documents.map {
        [
          .text($0.series), .text($0.file), .time($0.published), .time($0.known), .text($0.format),
          .number($0.listings), .number($0.subjects), .number($0.skipped), .number($0.bytes),
          .code($0.sha256),
          .text($0.note),
        ]
      }, empty: words.manifestEmpty
    ).totalled(words.total, ["rows", "bytes"])
    return Section(
      id: "method", title: words.methodTitle, lead: [],
      blocks: [
        .heading(words.methodHeading), .list(words.method), .heading(words.truthHeading), .table(truth()),
        .heading(words.glossaryHeading), .terms(words.glossary), .heading(words.manifestHeading),
        .terms([
          (terms.chain, Prose(facts.chainHead.isEmpty ? words.nothingKnown : facts.chainHead)),
          (terms.rules, Prose(facts.rulesVersion)),
          (terms.known, Prose(facts.exposure.asKnown?.description ?? words.nothingKnown)),
          (terms.tlp, Prose("TLP:\(facts.tlp.rawValue): \(words.tlpMeaning(facts.tlp)); \(words.tlpReason)")),
        ]), .table(manifest),
      ])
  }

  private func truth() -> Table {
    let ids = ["class", "named", "on_now", "changes", "organizations", "findings", "trend"]
    let rows =
      FindingClass.allCases.map { [words.findingClass($0)] + words.truth($0) } + [words.truthSuppressed]
    return Table(
      file: "classes", caption: words.truthCaption,
      columns: zip(ids, words.truthColumns).map { Column(id: $0, title: $1, isRowHeader: $0 == "class") },
      rows: rows.map { $0.map(Cell.text) }, empty: "")
  }
}

/// How well a series was seen over an interval.
enum SeriesRating: Hashable, Sendable {
  case blind
  case silentSince(Day)
  case halfSize(Day)
  case otherFormat(String)
  case daysMissing
  case everyDay

  init(_ facts: ReportFacts.SeriesFacts, days: Int, to end: Instant) {
    if facts.coverage.documents == 0 {
      self = .blind
    } else if let newest = facts.newest, end - newest > facts.series.silentAfter {
      self = .silentSince(newest.day)
    } else if let sign = facts.signs.lazy.compactMap(Self.init(sign:)).first {
      self = sign
    } else {
      self = facts.coverage.days < days ? .daysMissing : .everyDay
    }
  }

  /// What a sign is worth saying in a report; nil for what only operators need.
  private init?(sign: SeriesSign) {
    switch sign {
    case .halfSize(let day, _, _): self = .halfSize(day)
    case .otherFormat(_, let format, _): self = .otherFormat(format)
    case .silent, .otherFields, .identical: return nil
    }
  }

  /// As files name it.
  var code: String {
    switch self {
    case .blind: "blind"
    case .silentSince: "silent"
    case .halfSize: "half-size"
    case .otherFormat: "other-format"
    case .daysMissing: "days-missing"
    case .everyDay: "every-day"
    }
  }
}
