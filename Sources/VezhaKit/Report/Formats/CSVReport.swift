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
    var tables: [String: ReportDocument.Table] = [:]
    for table in document.tables {
      if tables[table.file] == nil {
        order.append(table.file)
        tables[table.file] = table
      } else {
        tables[table.file]?.rows += table.rows
      }
    }
    files += order.compactMap { tables[$0] }.map { table in
      var text = CSVText(isRaw: isRaw)
      text.header(table.columns.map(\.id), mark: mark, isEmpty: table.rows.isEmpty)
      for row in table.rows { text.row(row.map(Self.text) + [mark]) }
      return ReportFile(name: "\(table.file).csv", bytes: text.bytes)
    }
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
    let actions = document.sections.flatMap(\.blocks).flatMap { block -> [ReportDocument.Action] in
      if case .actions(let actions, _) = block { actions } else { [] }
    }
    text.header(
      ["rank", "priority", "organization", "organization_name", "names", "findings", "why", "what", "due"], mark: mark,
      isEmpty: actions.isEmpty)
    for action in actions {
      text.row([
        String(action.rank), action.priority.rawValue, action.organization, action.organizationName,
        action.subjects.joined(separator: " "), action.findings.joined(separator: " "), action.why.plain,
        action.what.plain, action.due.description, mark,
      ])
    }
    return text.bytes
  }
}
