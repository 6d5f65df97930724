import ArgumentParser
import VezhaKit

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "One shot: which of these assets does this list name? Keeps nothing.",
    discussion: """
      Works in memory. Reads no workspace unless --workspace is given; then its settings and organizations count.
      There is no history, so findings have no class.

      EXAMPLES
        vezha check scan.xml --against list.txt
        vezha check cmdb.xml scan.xml --against list.json --format json --fail-on any
      """)

  @Argument(help: "Inventory files or folders.", completion: .file(extensions: ["xml"]))
  var assets: [String]

  @Option(parsing: .upToNextOption, help: "Lists to check against.", completion: .file())
  var against: [String]

  @Option(help: "Owner of assets that nobody else claims.")
  var organization: String?

  @Option(help: "Key of the series of the lists.")
  var series: String?

  @Option(help: "Published time (UTC) of lists that state none.", transform: { try TimeArgument.read($0) })
  var published: Instant?

  @Option(help: "table, json or csv.")
  var format = OutputFormat.table

  @Option(help: "End with exit code 2 if there are findings: any.")
  var failOn: FailOn?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let failOn, failOn != .any {
      throw ValidationError("check has no history, so nothing is new: use --fail-on any, or vezha diff")
    }
  }

  func run() async throws {
    let workspace =
      try global.workspace == nil ? Workspace.unconfigured : global.openWorkspace()
    let pipeline = Pipeline(workspace: workspace, ledger: try Ledger(), now: global.time())
    if let organizations = workspace.configuration.organizations {
      try await importAll([workspace.path(organizations)], into: pipeline)
    }
    try await importAll(assets, into: pipeline)
    let request = ReceiveRequest(files: try Paths.expanded(against), series: series, published: published)
    let exposure = try await pipeline.check(request)
    let hidden = try pipeline.unmatchable()
    if hidden.reduce(0, { $0 + $1.count }) > 0 {
      let reasons = hidden.map { "\($0.reason) \($0.count)" }.joined(separator: ", ")
      global.console.note("note: identifiers that identify nobody and are never matched: \(reasons)")
    }
    try FindingsOutput(exposure: exposure, format: format, console: global.console).write()
    try failOn?.check(exposure.findings)
  }

  private func importAll(_ paths: [String], into pipeline: Pipeline) async throws {
    let selection = try SourceSelection(
      workspace: pipeline.workspace, paths: paths, source: nil, organization: organization)
    for request in selection.requests {
      let outcome = try await pipeline.importInventory(
        request, settings: pipeline.workspace.configuration.settings, refreshes: false)
      if let refusal = outcome.refusals.first { throw refusal }
    }
  }
}
