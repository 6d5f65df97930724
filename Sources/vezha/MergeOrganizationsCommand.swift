import ArgumentParser
import VezhaKit

struct MergeOrganizationsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Make one organization of two.",
    discussion: """
      All that is known of the first becomes the second's: assets, findings, decisions, alerts, notices and answers. The
      second keeps its record; names of the first become aliases, and what it holds is held by the second. It cannot
      be undone; a report as known before shows both.

      EXAMPLES
        vezha organizations merge tax-office revenue-service --reason "merged by decree 17"
      """)

  @Argument(help: "The key that ends.")
  var organization: String

  @Argument(help: "The key of the organization that goes on.")
  var into: String

  @OptionGroup var change: KeyChangeOptions
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let pipeline = try global.open(.writing)
    try await change.run(console: global.console) { reason, author in
      try await pipeline.merge(organization: organization, into: into, reason: reason, author: author)
    }
  }
}
