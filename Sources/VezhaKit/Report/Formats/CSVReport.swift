/// Comma-separated values: one file per table, and the findings as the commands give them.
enum CSVReport: ReportFormat {
  static let id = "csv"
  static let isFolder = true

  static func files(for document: ReportDocument) -> [ReportFile] {
    let mark = document.options.mark(document.facts.tlp)
    let isRaw = document.options.hasRawCSV
    var files = [
      ReportFile(
        name: "findings.csv", bytes: FindingsCSV.bytes(document.facts.exposure.findings, mark: mark, isRaw: isRaw)),
      ReportFile(name: "act-now.csv", bytes: actions(document, mark)),
    ]
    var order: [String] = []
    var texts: [String: CSVText] = [:]
    for table in document.tables {
      var text: CSVText
      if let begun = texts[table.file] {
        text = begun
      } else {
        order.append(table.file)
        text = CSVText(isRaw: isRaw)
        text.row(table.columns.map(\.id) + ["tlp"])
      }
      for row in table.rows { text.row(row.map(Self.text) + [mark]) }
      texts[table.file] = text
    }
    files += order.compactMap { name in texts[name].map { ReportFile(name: "\(name).csv", bytes: $0.bytes) } }
    return files
  }

  /// A cell for machines: canonical hosts, RFC 3339 times, plain numbers.
  private static func text(_ cell: ReportDocument.Cell) -> String {
    switch cell {
    case .none: ""
    case .text(let text), .code(let text), .word(code: let text, _): text
    case .number(let number): String(number)
    case .subject(let host, _): host
    case .time(let instant): instant.description
    case .state(let mark): mark.state.rawValue
    case .priority(let priority, _): priority.rawValue
    case .change(let change): change.words
    case .strip(let strip): strip.code
    case .prose(let prose): prose.plain
    }
  }

  private static func actions(_ document: ReportDocument, _ mark: String) -> [UInt8] {
    var text = CSVText(isRaw: document.options.hasRawCSV)
    text.row([
      "rank", "priority", "organization", "organization_name", "names", "findings", "why", "what", "due",
      "tlp",
    ])
    for section in document.sections {
      for case .actions(let actions, _) in section.blocks {
        for action in actions {
          text.row([
            String(action.rank), action.priority.rawValue, action.organization, action.organizationName,
            action.subjects.joined(separator: " "), action.findings.joined(separator: " "), action.why.plain,
            action.what.plain, action.due.description, mark,
          ])
        }
      }
    }
    return text.bytes
  }
}
