import ArgumentParser
import Glibc
import VezhaKit

struct TriageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "triage", abstract: "Judge findings one group after the other; leave and come back at any time.",
    discussion: """
      Names of one organization that came up together are one group; the review queue comes first. Keys: f false
      positive, a accepted, p protected, i in progress, c confirmed, r refuted, e evidence, s skip, q quit. A reason
      is asked for; each decision is written at once. Without a terminal it reads lines such as `f the host is gone`.

      EXAMPLES
        vezha triage
        vezha triage --week 2026-W47 --organization minfin
        printf 's\\nf our test host\\nq\\n' | vezha triage
      """)

  @OptionGroup var interval: IntervalOptions

  @Option(help: "Only this organization; may be repeated.")
  var organization: [String] = []

  @Option(help: "Who decides; else the user of the operating system.")
  var author: String?

  @OptionGroup var global: GlobalOptions

  private static let verdicts: [Character: Verdict] = [
    "f": .falsePositive, "a": .accepted, "p": .protected, "i": .inProgress, "c": .confirmed, "r": .refuted,
  ]

  func run() async throws {
    let pipeline = try global.open(.writing)
    let known = try await pipeline.history()
    let interval =
      interval.interval ?? ISOWeek(containing: known.history.newestPublished ?? pipeline.now).interval
    let scope = ExposureScope(organizations: organization.isEmpty ? nil : Set(organization))
    let groups = pipeline.triage(try known.exposure(over: interval, now: pipeline.now, scope: scope))
    let desk = try DecisionDesk(known, now: pipeline.now)
    let console = global.console
    try console.print("\(interval.title): \(groups.count) groups to judge")
    let keys = Keys(isTerminal: isatty(0) == 1)
    var decided = 0
    for (number, group) in groups.enumerated() {
      try show(group, number + 1, of: groups.count)
      judging: while true {
        try console.print(
          "[f]alse positive [a]ccepted [p]rotected [i]n progress [c]onfirmed [r]efuted [e]vidence [s]kip [q]uit")
        guard let (key, rest) = keys.next() else { return try end(decided, groups.count) }
        switch key {
        case "q": return try end(decided, groups.count)
        case "s": break judging
        case "e": try evidence(group)
        default:
          guard let verdict = Self.verdicts[key] else {
            console.error("'\(key)' is no key")
            continue
          }
          let reason = rest.isEmpty ? keys.line(prompt: { try? console.print("why?") }) : rest
          guard let reason, reason.contains(where: { !$0.isWhitespace }) else {
            console.error("a decision needs a reason; nothing was written")
            continue
          }
          let decisions = try group.findings.map { finding in
            try desk.decision(
              DecisionRequest(
                finding: finding.id, verdict: verdict, reason: reason, author: author ?? SystemUser.name))
          }
          decided += try pipeline.ledger.addDecisions(decisions, known: pipeline.now, command: "triage")
          try console.print("\(verdict.rawValue): \(decisions.count) findings")
          break judging
        }
      }
    }
    try end(decided, groups.count)
  }

  private func end(_ decided: Int, _ count: Int) throws {
    try global.console.print("\(decided) decisions written")
    global.console.note("next: vezha triage goes on where nothing is decided yet; vezha decisions lists them")
  }

  private func show(_ group: TriageGroup, _ number: Int, of count: Int) throws {
    let names = group.findings.map(\.subject.value)
    let shown = names.prefix(6).joined(separator: ", ") + (names.count > 6 ? " and \(names.count - 6) more" : "")
    let first = group.findings[0]
    try global.console.print(
      "\n\(number)/\(count)  \(group.needsReview ? "REVIEW  " : "")\(first.priority.rawValue)  \(first.organizationName) (\(group.organization)): \(shown)"
    )
    try global.console.print(
      "      \(first.role.rawValue) in \(first.series) since \(group.began), \(first.findingClass?.rawValue ?? ""), \(first.state.rawValue); impact \(first.impact.rawValue), certainty \(first.certainty.rawValue); by \(Set(first.evidence.map(\.rule)).sorted().map(\.rawValue).joined(separator: ", "))"
    )
  }

  private func evidence(_ group: TriageGroup) throws {
    for finding in group.findings.prefix(20) {
      try global.console.print("  \(finding.id)  \(finding.subject.value)")
      for entry in finding.evidence.prefix(5) {
        try global.console.print(
          "    \(entry.document.published.minuteText) \(entry.document.file) \(entry.location): \"\(entry.listed)\" is \(entry.identifier) (\(entry.rule.rawValue), \(entry.certainty.rawValue))"
        )
      }
    }
  }
}

/// Keys of a terminal, one at a time without return; else the first letter of a line and the rest of it.
private final class Keys {
  private let isTerminal: Bool

  init(isTerminal: Bool) { self.isTerminal = isTerminal }

  /// The next key and what follows it on its line; nil at the end.
  func next() -> (key: Character, rest: String)? {
    guard isTerminal else {
      while let line = readLine() {
        let text = line.drop { $0.isWhitespace }
        guard let first = text.first else { continue }
        return (first, String(text.dropFirst().drop { $0.isWhitespace }))
      }
      return nil
    }
    var saved = termios()
    guard unsafe tcgetattr(0, &saved) == 0 else { return nil }
    var raw = saved
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    guard unsafe tcsetattr(0, TCSANOW, &raw) == 0 else { return nil }
    defer { _ = unsafe tcsetattr(0, TCSANOW, &saved) }
    var byte: UInt8 = 0
    guard unsafe read(0, &byte, 1) == 1, byte != 4 else { return nil }
    return (Character(Unicode.Scalar(byte)), "")
  }

  /// A line of text; nil at the end.
  func line(prompt: () -> Void) -> String? {
    if isTerminal { prompt() }
    return readLine()
  }
}
