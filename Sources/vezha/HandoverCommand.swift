import ArgumentParser
import VezhaKit

struct HandoverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handover", abstract: "One page for the change of shift.",
    discussion: """
      EXAMPLES
        vezha handover
        vezha handover --since 2026-11-23T06:00:00Z --markdown > shift.md
        vezha handover --close --by olena --note "the provider of minfin calls back at 18:00"
      """)

  @Option(
    help: "Since when (UTC); else the last handover, else 12 hours ago.", transform: { try TimeArgument.read($0) })
  var since: Instant?

  @Flag(help: "As Markdown.")
  var markdown = false

  @Flag(help: "End the shift here: the next one begins where this one ends.")
  var close = false

  @Option(help: "Free notes for the next shift, with --close.")
  var note: String = ""

  @Option(name: .customLong("by"), help: "Who hands over; else the user of the operating system.")
  var author: String?

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let pipeline = try global.open(close ? .writing : .reading)
    let known = try await pipeline.history()
    let state = try pipeline.shift(since: since, known)
    let console = global.console
    func heading(_ text: String, _ count: Int) throws {
      try console.print(markdown ? "\n## \(text) (\(count))\n" : "\n\(text) (\(count))")
    }
    func line(_ text: String) throws { try console.print(markdown ? "- \(MarkdownEscape.text(text))" : "  \(text)") }
    let title = "handover, \(state.since.minuteText) to \(pipeline.now.minuteText) UTC"
    try console.print(markdown ? "# Vezha \(title)" : title)
    if let last = state.last, !last.text.isEmpty { try line("from \(last.author): \(last.text)") }
    func names(_ title: String, _ findings: [Finding]) throws {
      try heading(title, findings.count)
      for finding in findings.prefix(50) {
        try line(
          "\(finding.priority.rawValue)  \(finding.organization)  \(finding.subject.value)  \(finding.series), \(finding.state.rawValue)"
        )
      }
      if findings.count > 50 { try line("and \(findings.count - 50) more") }
    }
    try names("came on a list", state.new)
    try names("on a list now", state.on)
    try heading("open waves", state.open.count)
    for (organization, messages) in state.open {
      try line(
        "\(messages.first?.alert ?? "")  \(organization)  \(messages.count) messages, last \(messages.last?.written.minuteText ?? "")"
      )
    }
    for (organization, count) in state.pending { try line("waiting to be told: \(organization), \(count) names") }
    try heading("not answered", state.unanswered.count)
    for notice in state.unanswered {
      let sent = notice.sent.map { "sent \($0.minuteText), due \(($0 + .hours(2)).minuteText)" } ?? "not sent"
      let who = notice.notices.last.map { ", \($0.author)" } ?? ""
      try line("\(notice.message.label)  \(notice.message.organization)  \(sent)\(who)")
    }
    try names("to review", state.review)
    try heading("sources", state.alarms.count)
    for alarm in state.alarms { try line("\(alarm.series): \(alarm.text)") }
    try heading("decisions that lapse within a day", state.lapsing.count)
    for decision in state.lapsing {
      try line("\(decision.id)  \(decision.verdict.rawValue)  \(decision.organization)  \(decision.subject.value)")
    }
    if close {
      let text = note.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      try pipeline.ledger.addHandover(
        Handover(time: pipeline.now, author: author ?? SystemUser.name, text: text), known: pipeline.now)
      global.console.note("the shift is closed; the next handover begins here")
    }
  }
}
