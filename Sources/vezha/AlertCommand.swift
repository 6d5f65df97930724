import ArgumentParser
import Foundation
import VezhaKit

struct AlertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alert", abstract: "Tell organizations at once what came on a list; also the end of `vezha run`.",
    discussion: """
      What came on a list after an absence is bundled into one alert for each organization and wave. A wave is waited for
      (alert: hold in vezha.yaml), unless something urgent is in it; later lists become updates of the same alert, and
      when all its names have been off for the gap of their series, one closing note. Running it twice writes nothing.

      EXAMPLES
        vezha alert
        vezha alert --mail
        vezha alert --dry-run
        vezha alert --list --format json
      """)

  @Flag(help: "Say what would be written, and write nothing.")
  var dryRun = false

  @Flag(help: "List the messages written so far, and what became of them.")
  var list = false

  @Flag(help: "Also a mail draft for each organization.")
  var mail = false

  @Flag(help: "Mark everything as an exercise.")
  var exercise = false

  @Option(help: "The folder; else alerts in the configured directory.", completion: .directory)
  var output: String?

  @Option(help: "End with exit code 2 if a message was written: any.")
  var failOn: FailOn?

  @Option(help: "table or json, with --list.")
  var format = OutputFormat.table

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let pipeline = try global.open(dryRun || list ? .reading : .writing)
    if list {
      let states = try pipeline.noticeStates(try await pipeline.history())
      return try NoticeOutput(states: states, console: global.console).write(format)
    }
    let writer = AlertFolder(
      pipeline: pipeline, output: output, mail: mail, exercise: exercise, console: global.console)
    let written = try await writer.write(isDryRun: dryRun)
    if written == 0 { global.console.note("nothing new came on a list") }
    if failOn != nil, written > 0, !dryRun { throw Exit.conditionMet }
  }
}

/// Writes the messages that are due: first the files, then the fact that they were written, so that after a death
/// between the two the same files are written again.
struct AlertFolder {
  var pipeline: Pipeline
  var output: String?
  var mail: Bool
  var exercise: Bool
  var console: Console

  /// - Returns: how many messages were due.
  func write(isDryRun: Bool = false) async throws -> Int {
    let known = try await pipeline.history()
    guard !known.documents.isEmpty else { return 0 }
    let prepared = try pipeline.dueAlerts(known)
    guard !prepared.isEmpty else { return 0 }
    let configuration = pipeline.workspace.configuration.report
    let base = output ?? pipeline.workspace.path("\(configuration.directory)/alerts")
    let guarding = ReportGuard(known, cert: configuration.cert, timeZone: configuration.timeZone)
    var written: [AlertMessage] = []
    var withheld: [String] = []
    for alert in prepared {
      let number = known.loaded.inventory.number(of: alert.message.organization)
      let reader = number.map { known.loaded.inventory.organizations[$0] }
      var options = configuration.options.speaking(to: reader)
      options.isExercise = exercise
      var files = try AlertWriter.files(alert.facts, options: options)
      var checked = files
      if mail, let reader, let draft = AlertWriter.mail(alert.facts, to: reader, files: files, options: options) {
        checked.append(draft.readable)
        files.append(ReportFile(name: "message-\(alert.message.number).eml", bytes: draft.bytes))
      }
      if let leak = guarding.leak(in: checked, of: alert.facts) {
        withheld.append("\(alert.message.organization): \(leak)")
        continue
      }
      let folder = "\(base)/\(alert.message.alert)"
      if !isDryRun { _ = try OutputFiles.write(files, into: folder) }
      written.append(alert.message)
      let names = Set(alert.message.told.map(\.finding)).count
      try console.print(
        "\(alert.message.label)  \(alert.message.organization)  \(alert.message.kind.rawValue)\(names > 0 ? "  \(names) names" : "")\(isDryRun ? "" : "  \(folder)/\(files.first?.name ?? "")")"
      )
    }
    if !isDryRun {
      try pipeline.ledger.addAlerts(written, known: pipeline.now)
      if !written.isEmpty { console.note("next: send them, then vezha sent \(written[0].label)") }
    }
    if !withheld.isEmpty {
      throw Exit.badData(
        "\(withheld.count) alerts were withheld because they would have named somebody else's: \(withheld.joined(separator: "; "))"
      )
    }
    return written.count
  }
}

/// Messages with what became of them.
struct NoticeOutput {
  var states: [NoticeState]
  var console: Console

  func write(_ format: OutputFormat) throws {
    switch format {
    case .json: try console.write(json())
    case .csv: throw Exit.usage("this writes a table or JSON, not CSV")
    case .table:
      var table = Table(["message", "organization", "kind", "written", "names", "sent", "answer"], rightAligned: [4])
      for state in states {
        table.add([
          state.message.label, state.message.organization, state.message.kind.rawValue,
          state.message.written.minuteText,
          String(Set(state.message.told.map(\.finding)).count), state.sent?.minuteText ?? "",
          state.answers.map(\.state.rawValue).joined(separator: ", "),
        ])
      }
      if states.isEmpty { return try console.print("no messages") }
      for line in table.lines { try console.print(line) }
    }
  }

  private func json() -> [UInt8] {
    var json = JSONText()
    json.object {
      $0.key("schema")
      $0.string("vezha.notices/1")
      $0.key("messages")
      $0.array(states) { json, state in
        json.object {
          $0.key("message")
          $0.string(state.message.label)
          $0.key("organization")
          $0.string(state.message.organization)
          $0.key("kind")
          $0.string(state.message.kind.rawValue)
          $0.key("written")
          $0.instant(state.message.written)
          $0.key("findings")
          $0.array(state.message.told) { $0.string($1.finding) }
          $0.key("notices")
          $0.array(state.notices) { json, notice in
            json.object {
              $0.key("stage")
              $0.string(notice.stage.rawValue)
              $0.key("role")
              $0.string(notice.role)
              $0.key("ticket")
              $0.string(notice.ticket)
              $0.key("by")
              $0.string(notice.author)
              $0.key("at")
              $0.instant(notice.time)
            }
          }
          $0.key("answers")
          $0.array(state.answers) { json, answer in
            json.object {
              $0.key("answer")
              $0.string(answer.state.rawValue)
              $0.key("host")
              $0.string(answer.subject)
              $0.key("text")
              $0.string(answer.text)
              $0.key("by")
              $0.string(answer.author)
              $0.key("at")
              $0.instant(answer.time)
            }
          }
        }
      }
    }
    return json.finished()
  }
}
