public import ArgumentParser
import Crypto
import VezhaKit

struct DecideCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide", abstract: "Write down what was decided about findings; it outlasts every import.",
    discussion: """
      false-positive and accepted hide a finding and lapse after 365 days; protected (a defence is in place) lowers its
      priority for 180 days; in-progress says that somebody works on it; confirmed and refuted say what it is.
      A decision applies to every interval that ends before it lapses.

      EXAMPLES
        vezha decide 3f2a9c0d --as false-positive --reason "the host was given back in May"
        vezha decide 3f2a9c0d --as protected --scope subject --reason "behind the filter since Monday" --until 2027-01-01
        vezha findings --format csv > list.csv    (add the columns as and reason)
        vezha decide --from list.csv
      """)

  @Argument(help: "Ids of findings; the beginning is enough if it is the only one.")
  var findings: [String] = []

  @Option(
    name: .customLong("as"),
    help: "false-positive, accepted, protected, in-progress, confirmed or refuted.")
  var verdict: Verdict?

  @Option(help: "Why; required.")
  var reason: String?

  @Option(help: "When it lapses (UTC), for example 2027-01-01.", transform: { try TimeArgument.read($0) })
  var until: Instant?

  @Option(
    help:
      "finding; subject (the same organization and subject in any series and role); rule (evidence of one rule only).")
  var scope = DecisionScope.finding

  @Option(help: "The rule, if the evidence has more than one.")
  var rule: Rule?

  @Option(help: "Who decides; else the user of the operating system.")
  var author: String?

  @Option(
    help: "A table: finding, as, reason, and if wanted until, scope, rule, author.",
    completion: .file(extensions: ["csv"]))
  var from: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard findings.isEmpty != (from == nil) else { throw ValidationError("give findings, or --from FILE") }
    if from == nil {
      guard verdict != nil else { throw ValidationError("say what is decided with --as") }
      guard let reason, reason.contains(where: { !$0.isWhitespace }) else {
        throw ValidationError("a decision needs a --reason")
      }
    }
  }

  func run() async throws {
    let pipeline = try global.open(.writing)
    let known = try await pipeline.history()
    let desk = try DecisionDesk(known, now: pipeline.now)
    let author = author ?? SystemUser.name
    var decisions: [Decision] = []
    var inputs: [String] = []
    if let from {
      let bytes = try InputFile(path: from).bytes()
      inputs = ["\(hexadecimal(SHA256.hash(data: bytes))) \(InputFile(path: from).baseName)"]
      decisions = try read(bytes, from: from, desk, author: author)
    } else if let verdict, let reason {
      decisions = try findings.map { finding in
        try desk.decision(
          DecisionRequest(
            finding: finding, verdict: verdict, reason: reason, scope: scope, rule: rule, until: until, author: author))
      }
    }
    let added = try pipeline.ledger.addDecisions(decisions, known: pipeline.now, inputs: inputs)
    try tell(decisions, added)
  }

  private func read(_ bytes: [UInt8], from file: String, _ desk: DecisionDesk, author: String) throws -> [Decision] {
    let defaults = DecisionList.Defaults(
      verdict: verdict, reason: reason, scope: scope, until: until, author: author)
    let rows: [DecisionList.Row]
    do throws(ReadError) {
      rows = try DecisionList.read(bytes.span, defaults: defaults)
    } catch {
      var error = error
      error.file = file
      throw error
    }
    var decisions: [Decision] = []
    var refused = 0
    for row in rows {
      do {
        decisions.append(
          try desk.decision(
            DecisionRequest(
              finding: row.finding, verdict: row.verdict, reason: row.reason, scope: row.scope, rule: row.rule ?? rule,
              until: row.until, author: row.author)))
      } catch let error as DecisionError {
        refused += 1
        if refused <= 20 { global.console.error("\(file):\(row.line): \(error.reason)") }
      }
    }
    // Half a list of decisions is none.
    guard refused == 0 else {
      throw Exit.badData("\(file): \(refused) of \(rows.count) rows cannot be decided; nothing was written")
    }
    return decisions
  }

  private func tell(_ decisions: [Decision], _ added: Int) throws {
    for decision in decisions.prefix(20) {
      try global.console.print(
        "\(decision.id)  \(decision.verdict.rawValue)  \(decision.organization)  \(decision.subject.value)  \(decision.until.map { "until \($0.minuteText)" } ?? "without end")"
      )
    }
    if decisions.count > 20 { try global.console.print("and \(decisions.count - 20) more") }
    let known = decisions.count - added
    try global.console.print("\(added) decisions written\(known > 0 ? ", \(known) known already" : "")")
    global.console.note("next: vezha findings, or vezha decisions")
  }
}

extension Verdict: ExpressibleByArgument {}
extension DecisionScope: ExpressibleByArgument {}
extension Rule: ExpressibleByArgument {}
