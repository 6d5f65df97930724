extension ReportDocument {
  /// A table: the same rows in every format.
  struct Table: Hashable, Sendable {
    /// Base name of its CSV twin without the ending; tables of one name have the same columns and share a file.
    var file: String
    /// What the rows are.
    var caption: String
    /// Its columns.
    var columns: [Column]
    /// Its rows, each as long as `columns`, in reading order.
    var rows: [[Cell]]
    /// Sums of the rows, as long as `columns`, or nil.
    var totals: [Cell]?
    /// What stands there when there are no rows.
    var empty: String
    /// Whether it is only a CSV file, because pages show the same in another way.
    var isFileOnly = false

    /// Rows a page shows at most; beyond, it points to the CSV twin.
    static let pageRows = 500
  }

  /// A column of a table.
  struct Column: Hashable, Sendable {
    /// Header in files: stable, snake case.
    var id: String
    /// Header for people; nil for columns that only files have.
    var title: String?
    /// How its cells stand.
    var alignment: Alignment = .leading
    /// Whether its cell names the row.
    var isRowHeader = false

    /// How cells stand.
    enum Alignment: Hashable, Sendable {
      case leading, trailing
      /// The day strip: headed by the first letters of its days.
      case strip([String])
    }
  }

  /// A cell.
  enum Cell: Hashable, Sendable {
    /// Nothing to say.
    case none
    case text(String)
    /// A value of a fixed set: its code for files, its name for people.
    case word(code: String, String)
    case number(Int)
    /// A canonical host, address or range, with the anchor of its finding where the page has it.
    case subject(String, anchor: String?)
    case time(Instant)
    case state(StateMark)
    case priority(Priority, words: String)
    case change(Change)
    case strip(DayStrip)
    /// A hash or other text that is compared and not read.
    case code(String)
    case prose(Prose)
  }
}

extension ReportDocument.Table {
  /// The table with a row of sums over the given columns.
  func totalled(_ label: String, _ ids: Set<String>) -> Self {
    var table = self
    table.totals = columns.enumerated().map { index, column in
      if column.isRowHeader { return .text(label) }
      guard ids.contains(column.id) else { return .none }
      // Where one is not known, neither is their sum.
      if rows.contains(where: { $0[index] == .text("?") }) { return .text("?") }
      return .number(
        rows.reduce(0) { sum, row in
          if case .number(let number) = row[index] { sum + number } else { sum }
        })
    }
    return table
  }
}
