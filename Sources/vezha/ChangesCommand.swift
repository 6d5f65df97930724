import ArgumentParser
import VezhaKit

struct ChangesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "changes", abstract: "What later knowledge changed about earlier weeks.",
    discussion: """
      Late documents, corrected inventories and new decisions change what a report said. This compares what was known
      at a time with what is known now, and says who was told what is no longer so.

      EXAMPLES
        vezha changes --since 2026-11-16T06:00:00Z
        vezha changes --since 2026-11-16 --weeks 26 --format csv
      """)

  @Option(help: "The known time to compare with (UTC).", transform: { try TimeArgument.read($0) })
  var since: Instant

  @Option(help: "How many weeks back.")
  var weeks = 8

  @Option(help: "table, json or csv.")
  var format = OutputFormat.table

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if !(1...520).contains(weeks) { throw ValidationError("--weeks goes from 1 to 520") }
  }

  func run() async throws {
    let pipeline = try global.open(.reading)
    let later = try await pipeline.changes(since: since, weeks: weeks)
    switch format {
    case .table: try table(later)
    case .csv:
      var text = CSVText()
      text.row(["week", "finding", "organization", "subject", "series", "before", "after"])
      for change in later.changes {
        text.row([
          change.interval.title, change.finding, change.organization, change.subject, change.series, change.before,
          change.after,
        ])
      }
      try global.console.write(text.bytes)
    case .json: try global.console.write(json(later))
    }
  }

  private func table(_ later: LaterKnowledge) throws {
    let console = global.console
    try console.print(
      "since \(since.minuteText): \(later.lateDocuments.count) late documents, \(later.editions) sources with another edition, \(later.decisions) decisions"
    )
    var table = Table(["week", "organization", "subject", "series", "before", "now"])
    for change in later.changes {
      table.add([
        change.interval.title, change.organization, change.subject, change.series,
        change.before.isEmpty ? "not there" : change.before, change.after.isEmpty ? "not there" : change.after,
      ])
    }
    if later.changes.isEmpty {
      try console.print("nothing of the last \(weeks) weeks reads differently")
    } else {
      for line in table.lines { try console.print(line) }
    }
    for correction in later.corrections {
      try console.print(
        "to correct: \(correction.message.label) told \(correction.message.organization) of \(correction.names.joined(separator: ", "))"
      )
    }
  }

  private func json(_ later: LaterKnowledge) -> [UInt8] {
    var json = JSONText()
    json.object {
      $0.key("schema")
      $0.string("vezha.changes/1")
      $0.key("since")
      $0.instant(since)
      $0.key("late_documents")
      $0.integer(later.lateDocuments.count)
      $0.key("editions")
      $0.integer(later.editions)
      $0.key("decisions")
      $0.integer(later.decisions)
      $0.key("changes")
      $0.array(later.changes) { json, change in
        json.object {
          $0.key("week")
          $0.string(change.interval.title)
          $0.key("finding")
          $0.string(change.finding)
          $0.key("organization")
          $0.string(change.organization)
          $0.key("subject")
          $0.string(change.subject)
          $0.key("series")
          $0.string(change.series)
          $0.key("before")
          $0.string(change.before.isEmpty ? nil : change.before)
          $0.key("after")
          $0.string(change.after.isEmpty ? nil : change.after)
        }
      }
      $0.key("corrections")
      $0.array(later.corrections) { json, correction in
        json.object {
          $0.key("message")
          $0.string(correction.message.label)
          $0.key("organization")
          $0.string(correction.message.organization)
          $0.key("names")
          $0.array(correction.names) { $0.string($1) }
        }
      }
    }
    return json.finished()
  }
}
