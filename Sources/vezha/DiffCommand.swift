import ArgumentParser
import VezhaKit

struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "What would this list change for us? Writes nothing.",
    discussion: """
      The file is the interval and all that is known is before it; with --against only that file is known.

      EXAMPLES
        vezha diff new-list.json
        vezha diff today.txt --against yesterday.txt --fail-on appeared
      """)

  @Argument(help: "The new list; - is standard input.", completion: .file())
  var file: String

  @Option(help: "The old list, taken as all that is known.", completion: .file())
  var against: String?

  @Option(help: "Key of the series; else the configured one, else the format's own name.")
  var series: String?

  @Option(help: "Published time (UTC) if the file states none.", transform: { try TimeArgument.read($0) })
  var published: Instant?

  @Option(help: "table, json or csv.")
  var format = OutputFormat.table

  @Option(help: "End with exit code 2 if there are findings: new, appeared (new or returned), any.")
  var failOn: FailOn?

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let pipeline = try global.open(.reading)
    let request = ReceiveRequest(files: try Paths.expanded([file]), series: series, published: published)
    let exposure = try await pipeline.diff(request, against: try against.map { try Paths.expanded([$0]) })
    try FindingsOutput(exposure: exposure, format: format, console: global.console).write()
    try failOn?.check(exposure.findings)
  }
}
