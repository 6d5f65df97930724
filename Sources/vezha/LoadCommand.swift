import ArgumentParser
import VezhaKit

struct LoadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Read an export of a ledger.",
    discussion: """
      Into an empty ledger all of it, as it was, chains included. Into another what it lacks: documents, decisions and
      their withdrawals, inventory sources with all their editions, what was assigned by hand, alerts, notices, answers,
      so that several sites join, again and again. Owners are decided by the organizations that are here. Where the two
      differ, what is here stays, and the difference is said; settings are compared, never taken.

      Sites count their alerts apart. Where a label is taken here, the other site's alert keeps it with six digits of its
      own, 2026-W47-01-9f3a20, and so do its notices and answers; who was told there is not told again.

      EXAMPLES
        vezha load ledger.jsonl
        vezha load other-site.jsonl.zst
      """)

  @Argument(help: "The export; .gz and .zst are read too.", completion: .file())
  var file: String

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let bytes = try InputFile(path: file).bytes()
    let pipeline = try global.open(.writing)
    let outcome = try await pipeline.load(bytes, file: file)
    try global.console.print(
      outcome.isWhole
        ? "\(outcome.rows) rows: \(outcome.documents) documents, \(outcome.decisions) decisions; the ledger is the one exported"
        : "\(outcome.documents) documents, \(outcome.decisions) decisions, \(outcome.sources) inventory sources and \(outcome.messages) messages were new"
    )
    if outcome.withdrawals > 0 { try global.console.print("\(outcome.withdrawals) decisions were withdrawn there") }
    if outcome.editions > 0 {
      try global.console.print("\(outcome.editions) newer editions of inventory sources were taken")
    }
    if outcome.assignments > 0 { try global.console.print("\(outcome.assignments) assignments by hand were new") }
    for difference in outcome.differences.prefix(50) { try global.console.print("  \(difference)") }
    if outcome.differences.count > 50 { try global.console.print("  and \(outcome.differences.count - 50) more") }
    global.console.note("next: vezha verify, then vezha findings")
  }
}
