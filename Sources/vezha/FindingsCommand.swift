public import ArgumentParser
import VezhaKit

struct FindingsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "findings", abstract: "Which of ours are named: by default in the week of the newest document.",
    discussion: """
      EXAMPLES
        vezha findings
        vezha findings --week 2026-W47 --organization minfin --format json
        vezha findings --class new --class returned --fail-on any
      """)

  @OptionGroup var interval: IntervalOptions

  @Option(help: "Only this organization (may repeat).")
  var organization: [String] = []

  @Option(
    name: .customLong("class"), help: "Only this class: new, returned, continuing, not-named, unknown (may repeat).")
  var classes: [FindingClass] = []

  @Option(help: "Only this state: on, off, unknown (may repeat).")
  var state: [FindingState] = []

  @Option(help: "Only this role: target, claimed, ... (may repeat).")
  var role: [Role] = []

  @Option(help: "Only this priority: critical, high, medium, low (may repeat).")
  var priority: [Priority] = []

  @Flag(help: "Only what a person must judge.")
  var review = false

  @Flag(help: "Only what something hides, with what hides it.")
  var suppressed = false

  @Option(
    name: .customLong("as-known"), help: "As it was known at this time (UTC).",
    transform: { try TimeArgument.read($0) })
  var asKnown: Instant?

  @Option(help: "table, json or csv.")
  var format = OutputFormat.table

  @Option(help: "End with exit code 2 if there are findings: new, appeared (new or returned), any.")
  var failOn: FailOn?

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let pipeline = try global.open(.reading)
    let known = try await pipeline.history(asKnown: asKnown)
    try Self.note(unknown: organization, in: known, console: global.console)
    let interval =
      interval.interval ?? ISOWeek(containing: known.history.newestPublished ?? pipeline.now).interval
    let scope = ExposureScope(organizations: organization.isEmpty ? nil : Set(organization))
    var exposure = try known.exposure(over: interval, now: pipeline.now, scope: scope)
    exposure.findings = suppressed ? [] : exposure.findings.filter(isWanted)
    exposure.suppressed = exposure.suppressed.filter(isWanted)
    try FindingsOutput(exposure: exposure, showsSuppressed: suppressed, format: format, console: global.console).write()
    try failOn?.check(exposure.findings)
  }

  private func isWanted(_ finding: Finding) -> Bool {
    (classes.isEmpty || finding.findingClass.map(classes.contains) ?? false)
      && (state.isEmpty || state.contains(finding.state))
      && (role.isEmpty || role.contains(finding.roleDecided ?? finding.role) || role.contains(finding.role))
      && (priority.isEmpty || priority.contains(finding.priority)) && (!review || finding.needsReview)
  }

  /// Says which of the organizations asked for nobody registered.
  static func note(unknown keys: [String], in known: KnownHistory, console: Console) throws {
    for key in keys where known.loaded.inventory.number(of: key) == nil {
      console.note("note: no organization has the key \(key)")
    }
  }
}

extension FindingClass: ExpressibleByArgument {}
extension FindingState: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}
extension Priority: ExpressibleByArgument {}
