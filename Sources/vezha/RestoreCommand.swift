import ArgumentParser
import VezhaKit

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Put a backup in the place of the ledger.",
    discussion: """
      The backup is verified first. A ledger that has facts which the backup lacks is only replaced with --force; it is
      kept beside the new one in any case.

      EXAMPLES
        vezha restore ledger-2026-11-23.sqlite
        vezha restore ledger-2026-11-20.sqlite --force
      """)

  @Argument(help: "The backup.", completion: .file())
  var file: String

  @Flag(help: "Even if the ledger has facts that the backup lacks.")
  var force = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let workspace = try global.openWorkspace()
    guard Ledger.exists(file) else { throw Exit.noInput("\(file): there is no such file") }
    let (result, replaced) = try Ledger.restore(file, to: workspace.ledgerPath, isForced: force)
    let pipeline = try global.open(.writing)
    _ = try pipeline.ledger.recordAccess(
      command: "restore", time: pipeline.now, counts: "\(result.entries) entries of \(InputFile(path: file).baseName)")
    try global.console.print(
      "\(workspace.ledgerPath): \(result.entries) entries, \(result.documents) documents, verified; chain head \(result.head)"
    )
    if let replaced { global.console.note("the ledger replaced is kept as \(replaced)") }
    global.console.note("next: vezha run, which takes in what came since the backup")
  }
}
