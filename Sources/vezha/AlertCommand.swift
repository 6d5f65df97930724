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
