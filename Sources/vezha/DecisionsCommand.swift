import ArgumentParser
import VezhaKit

struct DecisionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decisions", abstract: "What was decided, what each decision covers now; takes decisions back.",
    discussion: """
      EXAMPLES
        vezha decisions
        vezha decisions --all --format json
        vezha decisions --withdraw 5b1c77e0 --reason "it is ours after all"
      """)

  @Flag(help: "Those that lapsed or were withdrawn as well.")
  var all = false

  @Option(help: "Only of this organization (may repeat).")
  var organization: [String] = []

  @Option(help: "Take back the decision of this id, or of this beginning (may repeat).")
  var withdraw: [String] = []

  @Option(help: "Why it is taken back.")
  var reason: String?

  @Option(help: "Who takes it back; else the user of the operating system.")
  var author: String?

  @Option(
    name: .customLong("as-known"), help: "As it was known at this time (UTC).",
    transform: { try TimeArgument.read($0) })
  var asKnown: Instant?

  @Option(help: "table, json or csv.")
  var format = OutputFormat.table

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if !withdraw.isEmpty, reason?.allSatisfy(\.isWhitespace) ?? true {
      throw ValidationError("taking a decision back needs a --reason")
    }
    if !withdraw.isEmpty, asKnown != nil { throw ValidationError("the past cannot be changed: leave out --as-known") }
  }

  /// A decision with what it covers.
  private struct Entry {
    var decision: Decision
    var findings: [String]
    var state: String
  }

  func run() async throws {
    let pipeline = try global.open(withdraw.isEmpty ? .reading : .writing)
    if !withdraw.isEmpty { return try takeBack(pipeline) }
    let known = try await pipeline.history(asKnown: asKnown)
    let now = asKnown ?? pipeline.now
    let organizations = Set(organization.map(known.loaded.inventory.currentKey))
    let entries = try known.coveredFindings().map { decision, findings in
      Entry(decision: decision, findings: findings, state: Self.state(decision, findings, now: now))
    }.filter { entry in
      (organizations.isEmpty || organizations.contains(entry.decision.organization))
        && (all || entry.decision.withdrawal == nil && entry.state != "lapsed")
    }
    switch format {
    case .table: try table(entries)
    case .json: try global.console.write(json(entries))
    case .csv: try global.console.write(csv(entries))
    }
  }

  private static func state(_ decision: Decision, _ findings: [String], now: Instant) -> String {
    if decision.withdrawal != nil { return "withdrawn" }
    if let until = decision.until {
      if until <= now { return "lapsed" }
      if until <= now + .days(30) { return "lapses soon" }
    }
    return findings.isEmpty ? "covers nothing" : "in force"
  }

  private func takeBack(_ pipeline: Pipeline) throws {
    let decisions = try pipeline.ledger.decisions()
    let found = try withdraw.map { prefix in
      let matching = decisions.filter { $0.id.hasPrefix(prefix.lowercased()) }
      guard let first = matching.first else { throw Exit.noInput("no decision has the id \(prefix)") }
      guard matching.count == 1 else {
        throw Exit.usage("\(matching.count) decisions begin with \(prefix); write more of it")
      }
      return first
    }
    let withdrawn = try pipeline.ledger.withdrawDecisions(
      found.map(\.id),
      Decision.Withdrawal(time: pipeline.now, reason: reason ?? "", author: author ?? SystemUser.name),
      known: pipeline.now)
    try global.console.print(
      "\(withdrawn) decisions withdrawn\(withdrawn < found.count ? ", \(found.count - withdrawn) were already" : "")")
  }

  private static let columns = [
    "id", "as", "state", "scope", "organization", "subject", "series", "rule", "covers", "decided", "until", "author",
    "reason",
  ]

  private func row(_ entry: Entry, _ time: (Instant) -> String) -> [String] {
    let decision = entry.decision
    return [
      decision.id, decision.verdict.rawValue, entry.state, decision.scope.rawValue, decision.organization,
      decision.subject.value, decision.scope == .finding ? decision.series : "", decision.rule?.rawValue ?? "",
      String(entry.findings.count), time(decision.decided), decision.until.map(time) ?? "", decision.author,
      decision.reason,
    ]
  }

  private func table(_ entries: [Entry]) throws {
    var table = Table(Self.columns, rightAligned: [8])
    for entry in entries { table.add(row(entry) { $0.minuteText }) }
    if entries.isEmpty {
      try global.console.print("no decisions")
    } else {
      for line in table.lines { try global.console.print(line) }
    }
  }

  private func csv(_ entries: [Entry]) -> [UInt8] {
    var text = CSVText()
    text.row(Self.columns)
    for entry in entries { text.row(row(entry) { $0.description }) }
    return text.bytes
  }

  private func json(_ entries: [Entry]) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.key("schema")
      json.string("vezha.decisions/1")
      json.key("decisions")
      json.array(entries) { json, entry in
        let decision = entry.decision
        json.object { json in
          for (key, value) in [
            ("id", decision.id), ("as", decision.verdict.rawValue), ("state", entry.state),
            ("scope", decision.scope.rawValue), ("organization", decision.organization),
            ("subject", decision.subject.value), ("subject_kind", decision.subject.kind.rawValue),
            ("finding", decision.finding), ("series", decision.series), ("role", decision.role.rawValue),
            ("rule", decision.rule?.rawValue), ("reason", decision.reason), ("author", decision.author),
            ("decided", decision.decided.description), ("until", decision.until?.description),
            ("withdrawn", decision.withdrawal?.time.description),
            ("withdrawn_by", decision.withdrawal?.author), ("withdrawn_reason", decision.withdrawal?.reason),
          ] as [(StaticString, String?)] {
            json.key(key)
            json.string(value)
          }
          json.key("covers")
          json.array(entry.findings) { $0.string($1) }
        }
      }
    }
    return json.finished()
  }
}
