import ArgumentParser
import VezhaKit

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Import inventory XML; the format is told by the root element.",
    discussion: """
      All files of one call for one source are one edition, read in one transaction. A complete edition retires the
      assets its source no longer has. A malformed file is refused whole; a bad value is skipped and listed.

      EXAMPLES
        vezha import scan.xml --source perimeter --dry-run
        vezha import Inventory/assets --source cmdb --organization minfin
        vezha import cmdb.xml --source cmdb --mapping Inventory/mappings/servicenow-unload.yaml
      """)

  @Argument(help: "Inventory files or folders; - is standard input.", completion: .file(extensions: ["xml"]))
  var files: [String]

  @Option(help: "Key of the source; else the configured one, else the name of the file or folder.")
  var source: String?

  @Option(help: "Owner of assets that nobody else claims.")
  var organization: String?

  @Option(
    help: "How to read XML that no format knows: a mapping file (see Inventory/mappings/README.md).",
    completion: .file(extensions: ["yaml"]))
  var mapping: String?

  @Flag(help: "Keep what stands before the break of a damaged file, as an incomplete edition.")
  var salvage = false

  @Flag(help: "Retire missing assets even if they are more than half of the source.")
  var retire = false

  @Flag(name: [.customShort("n"), .long], help: "Show what would change; write nothing.")
  var dryRun = false

  @Option(help: "table or json.")
  var format = OutputFormat.table

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let workspace = try global.openWorkspace()
    let console = global.console
    let selection = try SourceSelection(
      workspace: workspace, paths: files, source: source, organization: organization,
      mapping: try mapping.map { try MappingFile.read($0) })
    for note in selection.notes { console.note("note: \(note)") }
    let pipeline = try openPipeline(workspace)
    if let organization, try !pipeline.ledger.organizations().contains(where: { $0.key == organization }) {
      console.note(
        "note: the organization \(organization) is not registered; it is created with this key only")
    }
    var outcomes: [ImportOutcome] = []
    for request in selection.requests {
      var request = request
      request.retire = retire
      request.salvage = salvage
      request.isDryRun = dryRun
      outcomes.append(
        try await pipeline.importInventory(
          request, settings: workspace.configuration.settings, refreshes: false))
    }
    if !dryRun { try await pipeline.refresh() }
    try ImportOutput(outcomes: outcomes, isDryRun: dryRun, console: console).write(format, pipeline: pipeline)
    if outcomes.contains(where: { !$0.refusals.isEmpty }) { throw refusal(outcomes) }
  }

  /// A dry run makes no ledger: without one it works on an empty one in memory.
  private func openPipeline(_ workspace: Workspace) throws -> Pipeline {
    let ledger: Ledger
    if dryRun, !Ledger.exists(workspace.ledgerPath) {
      ledger = try Ledger()
    } else {
      ledger = try global.openLedger(workspace, .writing)
    }
    return Pipeline(workspace: workspace, ledger: ledger, now: global.time())
  }

  private func refusal(_ outcomes: [ImportOutcome]) -> Exit {
    let refusals = outcomes.flatMap(\.refusals)
    let codes = Set(refusals.map { Failure.exitCode($0) })
    return Exit(code: codes.count == 1 ? codes.first ?? 65 : 65)
  }
}
