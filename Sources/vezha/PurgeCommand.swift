import ArgumentParser
import VezhaKit

struct PurgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge", abstract: "Take old originals and sightings out of the ledger for good.",
    discussion: """
      What was published before the date loses its bytes and its sightings. That it was there, its hash, every decision
      and the fact of the purge stay. Reports of purged weeks say that nothing is known of them any more; no all-clear is
      written of them. There is no way back but a backup.

      EXAMPLES
        vezha purge --before 2024-01-01 --dry-run
        vezha purge --before 2024-01-01
      """)

  @Option(help: "Publications before this time (UTC).", transform: { try TimeArgument.read($0) })
  var before: Instant

  @Flag(help: "Say what would go, and take nothing.")
  var dryRun = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let pipeline = try global.open(dryRun ? .reading : .writing)
    guard before <= pipeline.now else { throw Exit.usage("\(before) is to come; purge takes what is past") }
    let purge = try pipeline.ledger.purge(before: before, known: pipeline.now, isDryRun: dryRun)
    let verb = dryRun ? "would lose" : "lost"
    try global.console.print(
      "\(purge.documents) documents published before \(before.minuteText) \(verb) \(purge.sightings) sightings; \(purge.originals) originals of \(purge.bytes) bytes \(dryRun ? "would go" : "are gone")"
    )
    if dryRun { global.console.note("next: vezha backup FILE, then the same without --dry-run") }
  }
}
