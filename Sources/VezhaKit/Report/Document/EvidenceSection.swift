// Findings in full, their rows folded to spans of documents.
extension SectionMaker {
  /// Evidence of one rule, identifier and spelling over all documents of the interval.
  private struct Span {
    var first: Evidence
    var last: Evidence
    var assets: [String]
    /// Rows by document: several assets may share one identifier, and the rows are the same.
    var rowsOf: [String: Int]

    var documents: Int { rowsOf.count }
    var rows: Int { rowsOf.values.reduce(0, +) }
  }

  private struct SpanKey: Hashable {
    var rule: Rule
    var identifier: String
    var listed: String
  }

  func findings() -> Section {
    let shown = all.prefix(Table.pageRows)
    var blocks: [ReportDocument.Block] = []
    if all.isEmpty {
      blocks.append(.paragraph(Prose(words.findingsEmpty)))
    } else {
      blocks.append(.details(shown.map(detail), total: all.count, file: "findings.csv"))
    }
    blocks.append(.table(evidenceTable()))
    return Section(id: "findings", title: words.findingsTitle, lead: [words.findingsLead], blocks: blocks)
  }

  private func spans(_ finding: Finding) -> [Span] {
    var order: [SpanKey] = []
    var spans: [SpanKey: Span] = [:]
    for entry in finding.evidence {
      let key = SpanKey(
        rule: entry.rule, identifier: entry.identifier, listed: entry.listed)
      let document = "\(entry.document.sha256) \(entry.document.published)"
      if var span = spans[key] {
        if entry.document.published < span.first.document.published { span.first = entry }
        if entry.document.published >= span.last.document.published { span.last = entry }
        span.rowsOf[document] = max(span.rowsOf[document] ?? 0, entry.rows)
        if let asset = entry.asset, !span.assets.contains(asset) { span.assets.append(asset) }
        spans[key] = span
      } else {
        order.append(key)
        spans[key] = Span(
          first: entry, last: entry, assets: entry.asset.map { [$0] } ?? [], rowsOf: [document: entry.rows])
      }
    }
    return order.compactMap { spans[$0] }
  }

  private func detail(_ finding: Finding) -> ReportDocument.FindingDetail {
    let labels = words.detailLabels
    var values: [(name: String, value: Prose)] = [
      (labels.role, "\(words.role(finding.roleDecided ?? finding.role)), \(labels.series) \(finding.series)"),
      (labels.severity, words.detailSeverity(finding.impact, finding.certainty)),
      (labels.seen, words.span(words.minute(finding.firstSeen), words.minute(finding.lastSeen))),
      (labels.history, Prose(history(finding))),
      (labels.counts, Prose(words.detailCounts(finding.documents, finding.rows))),
      (labels.assets, assets(finding)),
    ]
    if !finding.services.isEmpty {
      let ports = finding.services.map { "\(words.port($0.listed)) (\(words.ownPort($0.ours)))" }
      values.append((labels.ports, Prose(words.listed(ports, 12))))
    }
    let kinds =
      AttackKind.allCases.filter { finding.attacks[$0] != nil }.map(words.attack)
      + PathClass.allCases.filter { finding.paths[$0] != nil }.map(words.path)
    if !kinds.isEmpty { values.append((labels.kinds, Prose(kinds.joined(separator: ", ")))) }
    if let decision = finding.decision { values.append((labels.decision, words.decided(decision))) }
    values.append((labels.id, Prose(finding.id)))
    return ReportDocument.FindingDetail(
      id: ReportDocument.anchor(finding), subject: finding.subject.value, state: state(finding),
      organization: showsOrganizations
        ? organizationName(finding.organization) : "",
      summary:
        "\(words.findingClass(finding.findingClass)), \(words.priority(finding.priority, review: finding.needsReview))",
      facts: values,
      evidence: spans(finding).map { span in
        words.evidenceLine(
          rule: span.first.rule, certainty: span.first.certainty, identifier: span.first.identifier,
          listed: span.first.listed, documents: span.documents, rows: span.rows,
          from: span.first.document.published, to: span.last.document.published,
          file: span.first.document.file,
          location: span.first.location, hash: span.first.document.sha256)
      })
  }

  private func assets(_ finding: Finding) -> Prose {
    guard !finding.assets.isEmpty else { return Prose(words.ownZone) }
    let parts = finding.assets.map { asset -> Prose in
      let criticality = asset.criticality.map { " (\(words.criticality($0)))" } ?? ""
      // Keys are often hosts and are printed as such.
      return asset.name.isEmpty || asset.name == asset.key
        ? "\(host: asset.key)\(criticality)" : "\(asset.name), \(host: asset.key)\(criticality)"
    }
    let more = max(0, parts.count - 6) + finding.otherAssets
    return .joined(Array(parts.prefix(6)), separator: "; ")
      + (more > 0 ? Prose("; " + words.moreNames(more)) : "")
  }

  private func evidenceTable() -> Table {
    let columns = [
      "finding", "organization", "organization_name", "name", "rule", "certainty", "assets", "identifier",
      "listed",
      "documents", "first_published", "last_published", "rows", "first_file", "first_sha256",
      "first_location",
    ].map { Column(id: $0) }
    let rows = all.flatMap { finding in
      spans(finding).map { span -> [Cell] in
        [
          .code(finding.id), .text(finding.organization), .text(finding.organizationName),
          .subject(finding.subject.value, anchor: nil), .text(span.first.rule.rawValue),
          .text(span.first.certainty.rawValue), .text(span.assets.joined(separator: "; ")),
          .text(span.first.identifier),
          .text(span.first.listed), .number(span.documents), .time(span.first.document.published),
          .time(span.last.document.published), .number(span.rows), .text(span.first.document.file),
          .code(span.first.document.sha256), .text(span.first.location),
        ]
      }
    }
    return Table(
      file: "evidence", caption: words.evidenceCaption, columns: columns, rows: rows,
      empty: words.findingsEmpty,
      isFileOnly: true)
  }
}
