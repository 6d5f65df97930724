import ArgumentParser
import Foundation
import VezhaKit

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the whole ledger as lines of JSON.",
    discussion: """
      Every fact with both chains; `Reports/schema/vezha.export.md` says what each line holds. `vezha load` reads it
      back. It holds the received lists unless --without-originals is given.

      EXAMPLES
        vezha export ledger.jsonl
        vezha export --without-originals - | zstd > ledger.jsonl.zst
      """)

  @Argument(help: "The file, or - for standard output.", completion: .file())
  var file: String

  @Flag(help: "Without the received documents themselves.")
  var withoutOriginals = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let pipeline = try global.open(.reading)
    var rows = 0
    if file == "-" {
      rows = try pipeline.export(withOriginals: !withoutOriginals) { try global.console.write($0) }
    } else {
      guard !Ledger.exists(file) else { throw Exit.cannotCreate("\(file): is there already") }
      var bytes: [UInt8] = []
      rows = try pipeline.export(withOriginals: !withoutOriginals) { bytes += $0 }
      try OutputFiles.write(bytes, to: file)
    }
    let what = "\(rows) rows\(withoutOriginals ? " without originals" : "")"
    if try !pipeline.ledger.recordAccess(command: "export", time: pipeline.now, counts: what) {
      global.console.note("note: the ledger cannot be written, so it is not on record that this export was made")
    }
    global.console.note("\(file): \(what)")
  }
}
