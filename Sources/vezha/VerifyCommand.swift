import ArgumentParser
import VezhaKit

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check the ledger: SQLite, the facts chain, originals, sightings.",
    discussion: """
      EXAMPLES
        vezha verify
        vezha verify --workspace watchtower
      """)

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let result = try await global.open(.reading).verify()
    for fault in result.faults { global.console.error(fault) }
    guard result.faults.isEmpty else {
      throw Exit.badData("the ledger does not verify: \(result.faults.count) faults; restore a backup")
    }
    try global.console.print(
      "verified: \(result.entries) entries, \(result.documents) documents, \(result.originals) originals; chain head \(result.head)"
    )
  }
}
