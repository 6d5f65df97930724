/// Reads a table of answers as organizations' mails are written down: `message`, `organization`, `answer`, and if
/// wanted `host`, `text`, `by`, `at`.
public enum AnswerList {
  /// What is taken where a row says nothing.
  public struct Defaults: Sendable {
    /// Who wrote it down.
    public var author: String
    /// When it came.
    public var time: Instant

    /// What is taken where a row says nothing.
    public init(author: String, time: Instant) {
      self.author = author
      self.time = time
    }
  }

  /// A row with its place.
  public struct Row: Sendable {
    /// 1-based line on which it begins.
    public var line: Int
    /// The answer.
    public var answer: Answer
  }

  /// Reads a table; a wrong value refuses all of it.
  public static func read(_ text: Span<UInt8>, defaults: Defaults) throws(ReadError) -> [Row] {
    var scanner = CSVScanner(text)
    guard try scanner.next(text) else { throw ReadError(.empty, reason: "the table is empty") }
    let columns = CSVColumns(scanner, of: text)
    func column(_ names: String...) throws(ReadError) -> Int {
      for name in names { if let index = columns.index(name) { return index } }
      throw ReadError(
        .unknownFormat, line: scanner.line, column: 1, reason: "no column is named \(names.joined(separator: " or "))")
    }
    let (message, organization) = (try column("message", "alert"), try column("organization"))
    let state = try column("answer", "as")
    let (host, words, author, at) = (
      columns.index("host", "name"), columns.index("text"), columns.index("by", "author"), columns.index("at", "time")
    )
    var rows: [Row] = []
    while try scanner.next(text) {
      let line = scanner.line
      func value(_ index: Int?) -> String { index.map { scanner.text($0, of: text) } ?? "" }
      guard let given = Answer.State(rawValue: value(state).lowercased()) else {
        throw ReadError(
          .malformed, line: line, column: 1,
          reason:
            "\"\(value(state).prefix(80))\" is no answer; write \(Answer.State.allCases.map(\.rawValue).joined(separator: ", "))"
        )
      }
      var time = defaults.time
      if !value(at).isEmpty {
        guard let read = Instant(value(at)) else {
          throw ReadError(.malformed, line: line, column: 1, reason: "\"\(value(at).prefix(80))\" is no time")
        }
        time = read
      }
      rows.append(
        Row(
          line: line,
          answer: Answer(
            message: value(message), organization: value(organization), subject: value(host), state: given,
            text: value(words), author: value(author).isEmpty ? defaults.author : value(author), time: time)))
      guard rows.count <= 100_000 else {
        throw ReadError(.limit, line: line, column: 1, reason: "more than 100,000 answers in a table")
      }
    }
    return rows
  }
}
