/// The report as Markdown (CommonMark with GitHub tables), for wikis, tickets and chats; hosts defanged.
enum MarkdownReport: ReportFormat {
  static let id = "md"
  static let isForPeople = true

  static func files(for document: ReportDocument) -> [ReportFile] {
    var text = MarkdownText(words: document.words)
    text.write(document)
    return [ReportFile(name: "report.md", bytes: Array(text.text.utf8))]
  }
}

/// Text as Markdown that is nothing but text.
public enum MarkdownEscape {
  /// The text with every character of meaning escaped and controls visible.
  public static func text(_ text: String) -> String { MarkdownText.escaped(text) }
}

/// Markdown while it is written: every text is escaped, so that nothing from input becomes markup.
struct MarkdownText {
  let words: Words
  private(set) var text = ""

  init(words: Words) { self.words = words }

  mutating func write(_ document: ReportDocument) {
    let front = document.front
    let mark = "\(document.options.exerciseMark(document.words))TLP:\(document.facts.tlp.rawValue)"
    line("**\(Self.escaped(mark))**")
    line("# \(Self.escaped(front.title))")
    line("\(Self.escaped(front.kicker)). \(Self.escaped(front.period))")
    for prose in front.coverage { line(self.prose(prose)) }
    line(prose(front.headline))
    for block in front.plainWords {
      line("## \(Self.escaped(block.title))")
      paragraphs(block.sentences, isList: block.isList)
    }
    if !front.card.isEmpty { line("## \(Self.escaped(words.cardHeading))") }
    for number in front.card { card(number) }
    if !front.card.isEmpty { text += "\n" }
    if !front.cardNote.isEmpty { line(Self.escaped(front.cardNote)) }
    for section in document.sections {
      line("## \(Self.escaped(section.title))")
      for prose in section.lead { line(self.prose(prose)) }
      for block in section.blocks { self.block(block) }
    }
    if !front.trend.bars.isEmpty {
      line("## \(Self.escaped(front.trend.title))")
      line(Self.escaped(front.trend.summary))
      table(front.trend.table)
    }
    line("**\(Self.escaped(mark))**")
  }

  mutating func write(_ letter: Letter) {
    line("**\(Self.escaped(letter.mark))**")
    line("# \(Self.escaped(letter.title))")
    for block in letter.blocks { self.block(block) }
    line("**\(Self.escaped(letter.mark))**")
  }

  private mutating func line(_ line: String) { text += line + "\n\n" }

  private mutating func card(_ number: ReportDocument.CardNumber) {
    let value = number.value.map { words.number($0) } ?? number.change.symbol
    let note = number.note.isEmpty ? "" : "; \(number.note)"
    text +=
      "- **\(Self.escaped(value))** \(Self.escaped(number.label)) (\(Self.escaped("\(number.change.symbol) \(number.change.words)\(note)")))\n"
  }

  private mutating func paragraphs(_ sentences: [Prose], isList: Bool) {
    for sentence in sentences { text += "\(isList ? "- " : "")\(prose(sentence))\n\(isList ? "" : "\n")" }
    if isList { text += "\n" }
  }

  private mutating func block(_ block: ReportDocument.Block) {
    switch block {
    case .heading(let title): line("### \(Self.escaped(title))")
    case .paragraph(let prose): line(self.prose(prose))
    case .list(let items): paragraphs(items, isList: true)
    case .table(let table): self.table(table)
    case .actions(let actions, let empty): self.actions(actions, empty: empty)
    case .advice(let texts):
      for text in texts {
        line("### \(Self.escaped(text.title))")
        line(prose(text.seen))
        paragraphs(text.steps.map { Prose($0) }, isList: true)
      }
    case .details(let details, let total, let file): self.details(details, total: total, file: file)
    case .terms(let terms):
      for entry in terms { line("**\(Self.escaped(entry.term))**: \(prose(entry.meaning))") }
    }
  }

  private mutating func actions(_ actions: [ReportDocument.Action], empty: String) {
    guard !actions.isEmpty else { return line(Self.escaped(empty)) }
    for action in actions {
      text += "\(action.rank). \(Self.escaped(action.priorityWords)) **\(Self.escaped(action.organizationName))**: "
      text += "\(prose(action.headline)). \(Self.escaped(words.whyLabel)): \(prose(action.why)). "
      text += "\(Self.escaped(words.whatLabel)): \(prose(action.what)), \(Self.escaped(action.dueWords)).\n"
    }
    text += "\n"
  }

  private mutating func details(_ details: [ReportDocument.FindingDetail], total: Int, file: String) {
    for detail in details {
      let state = "\(detail.state.symbol) \(detail.state.words)"
      let owner = detail.organization.isEmpty ? "" : ", \(Self.escaped(detail.organization))"
      line("### \(Self.host(detail.subject))\(owner)")
      line(Self.escaped("\(state); \(detail.summary)"))
      for fact in detail.facts { text += "- \(Self.escaped(fact.name)): \(prose(fact.value))\n" }
      for evidence in detail.evidence { text += "- \(prose(evidence))\n" }
      text += "\n"
    }
    more(total, file)
  }

  private mutating func more(_ count: Int, _ file: String) {
    let limit = ReportDocument.Table.pageRows
    if count > limit { line(Self.escaped(words.moreInFile(count - limit, of: count, file))) }
  }

  private mutating func table(_ table: ReportDocument.Table) {
    guard !table.isFileOnly else { return }
    guard !table.rows.isEmpty else {
      return line("**\(Self.escaped(table.caption)).** \(Self.escaped(table.empty))")
    }
    line("**\(Self.escaped(table.caption))**")
    let shown = table.columns.indices.filter { table.columns[$0].title != nil }
    func write(_ cells: [String]) { text += "| \(cells.joined(separator: " | ")) |\n" }
    write(shown.map { Self.escaped(table.columns[$0].title ?? "") })
    write(shown.map { table.columns[$0].alignment == .trailing ? "---:" : "---" })
    for row in table.rows.prefix(ReportDocument.Table.pageRows) { write(shown.map { cell(row[$0]) }) }
    if let totals = table.totals {
      write(
        shown.map {
          let sum = cell(totals[$0])
          return sum.isEmpty ? "" : "**\(sum)**"
        })
    }
    text += "\n"
    more(table.rows.count, "\(table.file).csv")
  }

  private func cell(_ cell: ReportDocument.Cell) -> String {
    switch cell {
    case .none: ""
    case .text(let text), .code(let text), .word(_, let text): Self.escaped(text)
    case .number(let number): words.number(number)
    case .subject(let host, _): Self.host(host)
    case .time(let instant): Self.escaped(words.minute(instant))
    case .state(let mark): Self.escaped("\(mark.symbol) \(mark.words)")
    case .priority(_, let words): Self.escaped(words)
    case .change(let change): Self.escaped("\(change.symbol) \(change.words)")
    case .strip(let strip): Self.escaped(strip.code)
    case .prose(let prose): self.prose(prose)
    }
  }

  private func prose(_ prose: Prose) -> String {
    prose.runs.map { run in
      switch run {
      case .text(let text), .link(let text, _): Self.escaped(text)
      case .host(let host): Self.host(host)
      case .strong(let text): "**\(Self.escaped(text))**"
      }
    }.joined()
  }

  /// A host as code, defanged, which no program turns into a link; with its U-label where that differs.
  private static func host(_ host: String) -> String {
    let isPlain = host.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x2f, 0x3a, 0x5f: true
      default: false
      }
    }
    guard isPlain, !host.isEmpty else { return escaped(HostText.defanged(host)) }
    if HostText.isAddress(host) { return "`\(host)`" }
    return "`\(HostText.defanged(host))`"
      + (HostText.unicode(host).map { " (\(escaped(HostText.defanged($0))))" } ?? "")
  }

  /// Text that is nothing but text: ASCII punctuation with a meaning is escaped (CommonMark 0.31 section 2.4), controls
  /// and line breaks become visible.
  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.append(text, isPlain: Self.isPlain) { bytes, scalar in
      switch scalar {
      case "\n", "\r", "\t": bytes.append(UInt8(ascii: " "))
      case _ where VisibleText.isControl(scalar): bytes.append(contentsOf: VisibleText.mark(scalar).utf8)
      case _ where scalar.isASCII:
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(scalar)
      default: bytes.append(scalar)
      }
    }
    var result = String(decoding: bytes, as: UTF8.self)
    // What would begin a list, a heading's underline or a quotation at the start of a line.
    if let first = result.first, "-+=".contains(first) { result = "\\" + result }
    return result
  }

  /// Whether an ASCII byte stands for itself.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x5c, 0x60, 0x2a, 0x5f, 0x7b, 0x7d, 0x5b, 0x5d, 0x3c, 0x3e, 0x23, 0x7c, 0x7e, 0x26, 0x21, 0x24, 0x5e, 0x40:
      false
    default: 0x20..<0x7f ~= byte
    }
  }
}
