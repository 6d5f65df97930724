import ArgumentParser
import Foundation
import VezhaKit

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "What vezha.yaml names: import and receive what is new, and report when a week is complete.",
    discussion: """
      Made for cron or a timer, every 15 minutes: it does nothing twice. When a month is complete, organizations without a
      finding in it get an all-clear that says how much was seen.

      EXAMPLES
        vezha run
        vezha run --workspace watchtower --quiet
      """)

  @Option(help: "End with exit code 2 if this week has findings: new, appeared, any.")
  var failOn: FailOn?

  @Flag(help: "Also a mail draft for each alert and all-clear.")
  var mail = false

  @Option(help: "Leave files to the next run that changed less than so many seconds ago: they may be half copied.")
  var settle = 0

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let workspace = try global.openWorkspace()
    guard workspace.isConfigured else {
      throw Exit(code: 78, message: "\(workspace.path(Workspace.configurationFile)): missing; `vezha init` makes one")
    }
    let console = global.console
    var plan = try RunPlan(workspace: workspace)
    let now = global.time()
    for file in plan.leaveUnsettled(at: now, rest: settle) {
      console.note("\(file): changed just now, may still be being written; left to the next run")
    }
    let ledger = try global.openLedger(workspace, .writing)
    let pipeline = Pipeline(workspace: workspace, ledger: ledger, now: now)
    global.note(pipeline.warnings.content)
    let before = try ledger.head().sequence
    var refused = 0

    var outcomes: [ImportOutcome] = []
    for request in plan.imports {
      outcomes.append(
        try await pipeline.importInventory(request, settings: workspace.configuration.settings, refreshes: false))
    }
    let news = outcomes.filter { !$0.isKnown }
    if !news.isEmpty {
      try ImportOutput(outcomes: news, isDryRun: false, console: console).write(.table, pipeline: pipeline)
    }
    refused += outcomes.flatMap(\.refusals).count

    _ = try ledger.record(workspace.configuration.settings, known: pipeline.now)
    try await pipeline.refresh()
    var received: [ReceivedFile] = []
    for request in plan.receives {
      received += try await pipeline.receive(
        request, settings: workspace.configuration.settings,
        progress: { console.progress($0, of: request.files.count, "files") })
    }
    if received.contains(where: { !$0.isKnown }) {
      try ReceiveOutput(files: received, console: console).write(.table)
    }
    refused += received.compactMap(\.refusal).count

    let alerts = AlertFolder(pipeline: pipeline, output: nil, mail: mail, exercise: false, console: console)
    // A message that must be withheld keeps nobody else from the report.
    var withheld: (any Error)?
    var alerted = 0
    do { alerted = try await alerts.write() } catch let exit as Exit { withheld = exit }
    try await report(pipeline, hasNews: try ledger.head().sequence != before)
    try await allClear(pipeline)
    if let withheld { throw withheld }
    if refused > 0 { throw Exit.refused }
    if let failOn {
      if alerted > 0, failOn == .any { throw Exit.conditionMet }
      try failOn.check(try await current(pipeline))
    }
  }

  /// Reports the last complete week, unless nothing is new and the report that lies there is of the same facts.
  private func report(_ pipeline: Pipeline, hasNews: Bool) async throws {
    let configuration = pipeline.workspace.configuration.report
    let interval = ISOWeek(containing: pipeline.now).advanced(by: -1).interval
    let folder = pipeline.workspace.path("\(configuration.directory)/\(interval.title)")
    guard try hasNews || !stands(in: folder, pipeline) else {
      return global.console.note("nothing new; the report of \(interval.title) stands")
    }
    let known = try await pipeline.history()
    var writer = ReportFolder(
      pipeline: pipeline, known: known, formats: configuration.formats,
      options: configuration.options, console: global.console)
    try await writer.write(ReportRequest(interval: interval), into: folder, others: .each)
    _ = try pipeline.ledger.recordAccess(
      command: "run", time: pipeline.now, counts: "\(interval.title), government and each")
  }

  /// The all-clear of the last complete month: once, and again where a document of that month came in later.
  private func allClear(_ pipeline: Pipeline) async throws {
    let configuration = pipeline.workspace.configuration.report
    guard let month = CalendarPeriod.month(before: pipeline.now) else { return }
    let folder = pipeline.workspace.path("\(configuration.directory)/\(month)")
    let documents = try pipeline.ledger.documents()
    // Who did not watch has nothing to say of that month.
    guard documents.contains(where: { $0.published < month.interval.to && !$0.isPurged }) else { return }
    if let asKnown = ReportManifest(of: folder)?.asKnown,
      !documents.contains(where: { month.interval.contains($0.published) && $0.known > asKnown })
    {
      return
    }
    let purged = documents.count { $0.isPurged && month.interval.contains($0.published) }
    guard purged == 0 else {
      return global.console.note("no all-clear of \(month): \(purged) of its documents were purged")
    }
    var writer = ReportFolder(
      pipeline: pipeline, known: try await pipeline.history(), formats: configuration.formats,
      options: configuration.options, writesMail: mail, console: global.console)
    try await writer.write(ReportRequest(interval: month.interval), into: folder, others: .withoutFindings)
  }

  /// Whether the folder's report names the newest entry of the facts chain and the rules in force, and is no older than
  /// `vezha.yaml`.
  private func stands(in folder: String, _ pipeline: Pipeline) throws -> Bool {
    let configuration = pipeline.workspace.path(Workspace.configurationFile)
    let head = Data(try pipeline.ledger.head().digest.utf8)
    let rules = Data(pipeline.rulesInReports.utf8)
    return ["report.json", "report.html"].contains { name in
      let path = "\(folder)/\(name)"
      guard let written = FileStatus.modified(path), let changed = FileStatus.modified(configuration) else {
        return false
      }
      guard changed <= written, let report = FileManager.default.contents(atPath: path) else { return false }
      return report.range(of: head) != nil && report.range(of: rules) != nil
    }
  }

  private func current(_ pipeline: Pipeline) async throws -> [Finding] {
    let known = try await pipeline.history()
    let interval = ISOWeek(containing: known.history.newestPublished ?? pipeline.now).interval
    return try known.exposure(over: interval, now: pipeline.now).findings
  }
}
