import ArgumentParser
import VezhaKit

struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "All that happened to a finding, in order.",
    discussion: """
      Every episode, decision, alert, notice and answer, and the inventory behind it.

      EXAMPLES
        vezha history 3f2a9c0d
        vezha history 3f2a9c0d --as-known 2026-11-18T09:00:00Z --format json
      """)

  @Argument(help: "Id of a finding; the beginning is enough if it is the only one.")
  var finding: String

  @Option(
    name: .customLong("as-known"), help: "As it was known at this time (UTC).",
    transform: { try TimeArgument.read($0) })
  var asKnown: Instant?

  @Option(help: "table, json or csv.")
  var format = OutputFormat.table

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let pipeline = try global.open(.reading)
    let known = try await pipeline.history(asKnown: asKnown)
    let found = try DecisionDesk(known, now: pipeline.now).finding(finding)
    let events = try pipeline.events(of: found, known)
    switch format {
    case .table:
      try global.console.print(
        "\(found.id)  \(found.key.organization)  \(found.key.subject.value)  \(found.key.role.rawValue) in \(found.key.series)"
      )
      var table = Table(["time", "what", ""])
      for event in events { table.add([event.time.minuteText, event.kind, event.text]) }
      for line in table.lines { try global.console.print(line) }
    case .csv:
      var text = CSVText()
      text.row(["time", "kind", "text"])
      for event in events { text.row([event.time.description, event.kind, event.text]) }
      try global.console.write(text.bytes)
    case .json:
      var json = JSONText()
      json.object {
        $0.key("schema")
        $0.string("vezha.history/1")
        $0.key("finding")
        $0.string(found.id)
        $0.key("organization")
        $0.string(found.key.organization)
        $0.key("series")
        $0.string(found.key.series)
        $0.key("role")
        $0.string(found.key.role.rawValue)
        $0.key("subject")
        $0.string(found.key.subject.value)
        $0.key("events")
        $0.array(events) { json, event in
          json.object {
            $0.key("time")
            $0.instant(event.time)
            $0.key("kind")
            $0.string(event.kind)
            $0.key("text")
            $0.string(event.text)
          }
        }
      }
      try global.console.write(json.finished())
    }
  }
}
