import ArgumentParser
import VezhaKit

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the ledger into a file, verified, while others may work.",
    discussion: """
      EXAMPLES
        vezha backup /media/stick/ledger-2026-11-23.sqlite
        vezha backup nightly.sqlite --force
      """)

  @Argument(help: "The file; it must not be there yet.", completion: .file())
  var file: String

  @Flag(help: "Replace a file that is there.")
  var force = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let pipeline = try global.open(.reading)
    guard force || !Ledger.exists(file) else {
      throw Exit.cannotCreate("\(file): is there already; --force replaces it")
    }
    let result = try pipeline.ledger.backup(to: file)
    if try !pipeline.ledger.recordAccess(command: "backup", time: pipeline.now, counts: "\(result.entries) entries") {
      global.console.note("note: the ledger cannot be written, so it is not on record that this backup was made")
    }
    try global.console.print(
      "\(file): \(result.entries) entries, \(result.documents) documents, verified; chain head \(result.head)")
    global.console.note("next: keep it off this machine; vezha restore puts it back")
  }
}
