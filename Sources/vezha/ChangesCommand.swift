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
        vezha changes --since 2026-11-16 --drafts corrections
        vezha sent corrections/2026-W47-01-tax/correction.json
      """)

  @Option(help: "The known time to compare with (UTC).", transform: { try TimeArgument.read($0) })
  var since: Instant

  @Option(help: "How many weeks back.")
  var weeks = 8

  @Option(
    help: "A folder for the corrections: for each organization to tell again a letter and a mail draft.",
    completion: .directory)
  var drafts: String?

  @Option(help: "table, json or csv.")
  var format = OutputFormat.table

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if !(1...520).contains(weeks) { throw ValidationError("--weeks goes from 1 to 520") }
  }

  func run() async throws {
    let pipeline = try global.open(.reading)
    let later = try await pipeline.changes(since: since, weeks: weeks)
    if let drafts { try await write(later.corrections, pipeline, into: drafts) }
    switch format {
    case .table: try table(later)
    case .csv:
      var text = CSVText()
      text.row(["week", "finding", "organization", "subject", "series", "before", "after"])
      for change in later.changes {
        text.row([
          change.interval.title, change.finding, change.organization, change.subject, change.series,
          change.before?.words ?? "", change.after?.words ?? "",
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
        change.before?.words ?? "not there", change.after?.words ?? "not there",
      ])
    }
    if later.changes.isEmpty {
      try console.print("nothing of the last \(weeks) weeks reads differently")
    } else {
      for line in table.lines { try console.print(line) }
    }
    for correction in later.corrections {
      let done = correction.corrected.map { ", corrected \($0.minuteText)" } ?? ""
      let names = correction.items.map { "\($0.subject) (\($0.reason.code))" }.joined(separator: ", ")
      try console.print("to correct: \(correction.label) told \(correction.organization) of \(names)\(done)")
    }
    if drafts == nil, !later.corrections.isEmpty { console.note("next: vezha changes --since ... --drafts FOLDER") }
  }

  /// Writes a folder for each correction that was not sent yet.
  private func write(_ corrections: [Correction], _ pipeline: Pipeline, into base: String) async throws {
    let known = try await pipeline.history()
    let configuration = pipeline.workspace.configuration.report
    let guarding = ReportGuard(known, cert: configuration.cert)
    var withheld: [String] = []
    for correction in corrections where correction.corrected == nil {
      guard let number = known.loaded.inventory.number(of: correction.organization) else { continue }
      let organization = known.loaded.inventory.organizations[number]
      let options = configuration.options.speaking(to: organization)
      var (files, drafts) = CorrectionLetter(correction, to: organization, options: options).written(date: pipeline.now)
      if let leak = guarding.leak(
        in: files + drafts.map(\.draft.readable), toldTo: correction.organization, of: correction.items.map(\.subject))
      {
        withheld.append("\(correction.organization): \(leak)")
        continue
      }
      files += drafts.map { ReportFile(name: $0.name, bytes: $0.draft.bytes) }
      let folder = "\(base)/\(OutputFiles.folderName("\(correction.label)-\(correction.organization)"))"
      _ = try OutputFiles.write(files, into: folder)
      global.console.note("written: \(folder)/correction.md")
    }
    if !withheld.isEmpty {
      throw Exit.badData(
        "\(withheld.count) corrections were withheld because they would have named somebody else's: \(withheld.joined(separator: "; "))"
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
          $0.string(change.before?.words)
          $0.key("after")
          $0.string(change.after?.words)
        }
      }
      $0.key("corrections")
      $0.array(later.corrections) { json, correction in
        json.object {
          $0.key("message")
          $0.string(correction.label)
          $0.key("organization")
          $0.string(correction.organization)
          $0.key("told")
          $0.instant(correction.told)
          $0.key("corrected")
          $0.instant(correction.corrected)
          $0.key("names")
          $0.array(correction.items) { $0.string($1.subject) }
          $0.key("reasons")
          $0.array(correction.items) { $0.string($1.reason.code) }
        }
      }
    }
    return json.finished()
  }
}
