// Who was told of the interval, when, and what came back: only where there is something.
extension SectionMaker {
  func notices() -> Section? {
    let outages = outages()
    guard !facts.notices.isEmpty || (showsOrganizations && !outages.rows.isEmpty) else { return nil }
    return Section(
      id: "notices", title: words.noticesTitle, lead: [words.noticesLead],
      blocks: [.table(messages())] + (showsOrganizations ? [.table(measures()), .table(outages)] : []))
  }

  private func messages() -> Table {
    Table(
      file: "notices", caption: words.noticesCaption,
      columns: [
        Column(id: "message", title: words.columnMessage, isRowHeader: true), Column(id: "organization"),
        Column(id: "organization_name", title: showsOrganizations ? words.columnOrganization : nil),
        Column(id: "kind", title: words.columnMessageKind),
        Column(id: "names", title: words.columnNames, alignment: .trailing),
        Column(id: "listed", title: words.columnListed), Column(id: "received"),
        Column(id: "written", title: words.columnWritten), Column(id: "sent", title: words.columnSent),
        Column(id: "answered", title: words.columnAnswered), Column(id: "answers", title: words.columnAnswers),
        // Most answers are a word.
        Column(id: "replies", title: facts.notices.allSatisfy(\.replies.isEmpty) ? nil : words.columnReplies),
      ],
      rows: facts.notices.map { notice in
        [
          .text(notice.label), .text(notice.organization), .text(organizationName(notice.organization)),
          .word(code: notice.kind.rawValue, words.messageKind(notice.kind)), .number(notice.names),
          time(notice.published), time(notice.received), .time(notice.written), time(notice.sent),
          time(notice.answered),
          .text(notice.answers.map { words.answer($0) }.joined(separator: ", ")),
          .prose(.joined(notice.replies.map(reply), separator: "; ")),
        ]
      }, empty: words.noticesEmpty)
  }

  private func reply(_ reply: NoticeFacts.Reply) -> Prose {
    let text = reply.text ?? words.replyKeptBack
    return reply.subject.isEmpty ? Prose(text) : "\(host: reply.subject): \(text)"
  }

  private func time(_ instant: Instant?) -> Cell { instant.map(Cell.time) ?? .none }

  /// Minutes from a list's publication, for all and for each organization.
  private func measures() -> Table {
    let steps: [(id: String, title: String, value: (NoticeFacts) -> Int?)] = [
      ("receipt", words.stepReceipt, { $0.minutes(to: $0.received) }),
      ("alert", words.stepAlert, { $0.minutes(to: $0.written) }),
      ("sent", words.stepSent, { $0.minutes(to: $0.sent) }),
      ("answer", words.stepAnswer, { $0.minutes(to: $0.answered) }),
    ]
    let told = facts.notices.filter { $0.kind != .closing }
    func row(_ key: String, _ name: String, _ notices: [NoticeFacts]) -> [Cell] {
      let answered = notices.count { $0.answered != nil }
      var cells: [Cell] = [
        .text(key), .text(name), .number(notices.count), .number(answered),
        .text(words.percent(answered, of: notices.count)),
      ]
      for step in steps {
        let minutes = notices.compactMap(step.value).sorted()
        cells += [50, 90].map { minutes.nearestRank($0).map(Cell.number) ?? .none }
      }
      return cells
    }
    let rows = Dictionary(grouping: told, by: \.organization).sorted { $0.key < $1.key }.map {
      row($0.key, organizationName($0.key), $0.value)
    }
    return Table(
      file: "measures", caption: words.measuresCaption,
      columns: [
        Column(id: "organization"), Column(id: "organization_name", title: words.columnOrganization, isRowHeader: true),
        Column(id: "messages", title: words.columnMessages, alignment: .trailing),
        Column(id: "answered", title: words.columnAnsweredCount, alignment: .trailing),
        Column(id: "answered_share", title: words.columnShare, alignment: .trailing),
      ]
        + steps.flatMap { step in
          [
            Column(id: "\(step.id)_median_minutes", title: words.median(step.title), alignment: .trailing),
            Column(id: "\(step.id)_p90_minutes", title: words.p90(step.title), alignment: .trailing),
          ]
        },
      rows: told.isEmpty ? [] : rows + (rows.count > 1 ? [row("", words.total, told)] : []), empty: words.noticesEmpty)
  }

  /// Outages that were confirmed, by sector: not listings.
  private func outages() -> Table {
    let sectors = Dictionary(
      facts.organizations.map { ($0.organization.key, $0.organization.sector) },
      uniquingKeysWith: { first, _ in first })
    var counts: [String: (confirmed: Int, refuted: Int)] = [:]
    // What was not named in the interval was counted in its own.
    for finding in facts.exposure.findings where finding.findingClass != .notNamed {
      let sector = sectors[finding.organization] ?? ""
      switch finding.roleDecided ?? finding.role {
      case .confirmed: counts[sector, default: (0, 0)].confirmed += 1
      case .refuted: counts[sector, default: (0, 0)].refuted += 1
      default: continue
      }
    }
    return Table(
      file: "outages", caption: words.outagesCaption,
      columns: [
        Column(id: "sector", title: words.columnSector, isRowHeader: true),
        Column(id: "confirmed", title: words.columnConfirmed, alignment: .trailing),
        Column(id: "refuted", title: words.columnRefuted, alignment: .trailing),
      ],
      rows: counts.sorted { $0.key < $1.key }.map { sector, count in
        [.text(sector), .number(count.confirmed), .number(count.refuted)]
      }, empty: words.outagesEmpty)
  }
}
