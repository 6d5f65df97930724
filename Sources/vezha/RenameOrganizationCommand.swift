import ArgumentParser
import VezhaKit

struct RenameOrganizationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give an organization another key.",
    discussion: """
      Assets, findings, decisions, alerts, notices and answers follow; earlier ids of findings are still understood.
      Files that name the old key mean the organization. A report as known before shows the old key.

      EXAMPLES
        vezha organizations rename mof minfin --reason "new register of authorities"
      """)

  @Argument(help: "The key it has.")
  var organization: String

  @Argument(help: "The key it shall have: letters, digits, '.', '_', '-'.")
  var key: String

  @OptionGroup var change: KeyChangeOptions
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let pipeline = try global.open(.writing)
    try await change.run(console: global.console) { reason, author in
      try await pipeline.rename(organization: organization, to: key, reason: reason, author: author)
    }
  }
}

/// What renaming and merging have in common.
struct KeyChangeOptions: ParsableArguments {
  @Option(help: "Why; required.")
  var reason: String

  @Option(help: "Who; else the user of the operating system.")
  var author: String?

  func run(
    console: Console, _ change: (_ reason: String, _ author: String) async throws -> KeyChangeOutcome
  ) async throws {
    let outcome: KeyChangeOutcome
    do {
      outcome = try await change(reason, author ?? SystemUser.name)
    } catch let error as KeyChangeError {
      throw error.isMissing
        ? Exit.noInput("\(error.reason); `vezha organizations` lists them") : Exit.usage(error.reason)
    }
    let key = outcome.change.key
    try console.print(
      "\(outcome.change.former) is \(key) now: \(outcome.assets) assets, \(outcome.findings) findings, "
        + "\(outcome.decisions) decisions")
    console.note(
      "name \(key) in the file of organizations and in vezha.yaml; until then \(outcome.change.former) means it")
  }
}
