/// Reads a table of decisions: `finding` (or `id`), `as`, `reason`, and if wanted `until`, `scope`, `rule`, `author`.
///
/// The table of findings that `findings --format csv` writes can be filled in: other columns are passed over, and rows
/// that decide nothing as well.
public enum DecisionList {
  /// What a row leaves open.
  public struct Defaults: Sendable {
    /// The verdict, or nil if every row must say.
    public var verdict: Verdict?
    /// The reason, or nil if every row must say.
    public var reason: String?
    /// The scope.
    public var scope: DecisionScope
    /// When decisions lapse, or nil for the verdict's own time.
    public var until: Instant?
    /// Who decides.
    public var author: String

    /// What a row leaves open.
    public init(verdict: Verdict?, reason: String?, scope: DecisionScope, until: Instant?, author: String) {
      self.verdict = verdict
      self.reason = reason
      self.scope = scope
      self.until = until
      self.author = author
    }
  }

  /// A row.
  public struct Row: Sendable {
    /// 1-based line on which it begins.
    public var line: Int
    /// Id of a finding, or its beginning.
    public var finding: String
    /// The verdict.
    public var verdict: Verdict
    /// The reason.
    public var reason: String
    /// The scope.
    public var scope: DecisionScope
    /// The rule, or nil.
    public var rule: Rule?
    /// When it lapses, or nil for the verdict's own time.
    public var until: Instant?
    /// Who decides.
    public var author: String
  }

  /// Reads a table; a wrong value refuses all of it, for half a list of decisions is none.
  public static func read(_ text: Span<UInt8>, defaults: Defaults) throws(ReadError) -> [Row] {
    var scanner = CSVScanner(text)
    guard try scanner.next(text) else { throw ReadError(.empty, reason: "the table is empty") }
    let columns = CSVColumns(scanner, of: text)
    guard let finding = columns.index("finding", "id") else {
      throw ReadError(.unknownFormat, line: scanner.line, column: 1, reason: "no column is named finding or id")
    }
    let verdict = columns.index("as", "verdict")
    guard verdict != nil || defaults.verdict != nil else {
      throw ReadError(
        .unknownFormat, line: scanner.line, column: 1, reason: "no column is named as, and no --as is given")
    }
    let (reason, until) = (columns.index("reason"), columns.index("until"))
    let (scope, rule, author) = (columns.index("scope"), columns.index("rule"), columns.index("author"))
    var rows: [Row] = []
    while try scanner.next(text) {
      let line = scanner.line
      func value(_ index: Int?) -> String? {
        guard let index else { return nil }
        let value = scanner.text(index, of: text)
        return value.isEmpty ? nil : value
      }
      func parsed<Value>(_ index: Int?, _ what: String, _ parse: (String) -> Value?) throws(ReadError) -> Value? {
        guard let text = value(index) else { return nil }
        guard let value = parse(text) else {
          throw ReadError(.malformed, line: line, column: 1, reason: "\"\(text.prefix(80))\" is no \(what)")
        }
        return value
      }
      let given = try parsed(verdict, "verdict") { Verdict(rawValue: $0) }
      guard let decided = given ?? defaults.verdict else { continue }
      guard let id = value(finding) else {
        throw ReadError(.malformed, line: line, column: 1, reason: "the row names no finding")
      }
      guard let why = value(reason) ?? defaults.reason else {
        throw ReadError(.malformed, line: line, column: 1, reason: "the row gives no reason")
      }
      rows.append(
        Row(
          line: line, finding: id, verdict: decided, reason: why,
          scope: try parsed(scope, "scope") { DecisionScope(rawValue: $0) } ?? defaults.scope,
          rule: try parsed(rule, "rule") { Rule(rawValue: $0) },
          until: try parsed(until, "time") { Instant($0) } ?? defaults.until, author: value(author) ?? defaults.author))
      guard rows.count <= 100_000 else {
        throw ReadError(.limit, line: line, column: 1, reason: "more than 100,000 decisions in a table")
      }
    }
    return rows
  }
}
