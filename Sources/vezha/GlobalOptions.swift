import ArgumentParser
import Foundation
import VezhaKit

/// How results are written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json, csv
}

/// Options of every command.
struct GlobalOptions: ParsableArguments {
  @Option(help: "The folder with vezha.yaml; else VEZHA_WORKSPACE, else this folder.", completion: .directory)
  var workspace: String?

  @Flag(name: .shortAndLong, help: "Say nothing but results and errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more.")
  var verbose = false

  @Option(help: "How many seconds to wait for another command that writes.")
  var wait = 30

  @Option(
    help: ArgumentHelp("The time of this command, for repeatable runs.", visibility: .hidden),
    transform: { try TimeArgument.read($0) })
  var now: Instant?

  /// Where to speak.
  var console: Console { Console(loudness: quiet ? .quiet : verbose ? .verbose : .normal) }

  /// The time of this command.
  func time() -> Instant {
    if let now { return now }
    var clock = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &clock)
    return Instant(microseconds: Int64(clock.tv_sec) * 1_000_000 + Int64(clock.tv_nsec) / 1000)
  }

  /// The workspace of this command.
  func openWorkspace() throws -> Workspace {
    let folder = workspace ?? ProcessInfo.processInfo.environment["VEZHA_WORKSPACE"] ?? "."
    guard FilePattern.isFolder(folder) else { throw Exit.noInput("\(folder): there is no such folder") }
    return try Workspace(directory: folder)
  }

  /// The ledger of this command.
  func openLedger(_ workspace: Workspace, _ mode: Ledger.Mode) throws -> Ledger {
    let console = console
    let ledger = try Ledger(
      path: workspace.ledgerPath, mode: mode,
      invocation: Invocation(user: SystemUser.name, arguments: Array(CommandLine.arguments.dropFirst())),
      patience: Patience(seconds: max(0, wait)) {
        console.note("another command is writing to the ledger; waiting up to \($0) seconds")
      })
    if mode == .writing, let known = try ledger.head().known, known > time() {
      console.note("note: the clock is behind the newest fact (\(known)); what is added now follows it")
    }
    return ledger
  }

  /// Says which warning lists do not count.
  func note(_ warnings: WarningListFolder.Content) {
    for refusal in warnings.refusals { console.note("note: \(refusal.message); this warning list does not count") }
    for key in warnings.unknown { console.note("note: warning-lists.hide: there is no warning list \(key)") }
  }

  /// The pipeline of this command.
  func open(_ mode: Ledger.Mode) throws -> Pipeline {
    let workspace = try openWorkspace()
    let pipeline = Pipeline(workspace: workspace, ledger: try openLedger(workspace, mode), now: time())
    note(pipeline.warnings.content)
    if mode == .reading, workspace.isConfigured, try pipeline.hasChangedSettings() {
      console.note(
        "note: vezha.yaml has changed; findings still rest on its earlier settings until `vezha run`, `import` or `receive` takes it over"
      )
    }
    return pipeline
  }
}

/// Times on the command line.
enum TimeArgument {
  /// A time as RFC 3339, a date, or date and time in UTC without a zone.
  static func read(_ text: String) throws -> Instant {
    guard let instant = Instant(text) ?? Instant(text + "Z") ?? Instant(text + ":00Z") else {
      throw ValidationError("\(text) is no time; write 2026-11-18T07:05:00Z or 2026-11-18")
    }
    return instant
  }
}

/// `--week`, `--period`, or `--from` and `--to`.
struct IntervalOptions: ParsableArguments {
  @Option(
    help: "An ISO week, for example 2026-W47.",
    transform: { text in
      guard let week = ISOWeek(text) else { throw ValidationError("\(text) is no ISO week; write 2026-W47") }
      return week
    })
  var week: ISOWeek?

  @Option(
    help: "A month, quarter or year, for example 2026-10, 2026-Q4, 2026.",
    transform: { text in
      guard let period = CalendarPeriod(text) else {
        throw ValidationError("\(text) is no month, quarter or year; write 2026-10, 2026-Q4 or 2026")
      }
      return period
    })
  var period: CalendarPeriod?

  @Option(help: "Begin of the interval (UTC), for example 2026-11-16.", transform: { try TimeArgument.read($0) })
  var from: Instant?

  @Option(help: "End of the interval, not part of it.", transform: { try TimeArgument.read($0) })
  var to: Instant?

  func validate() throws {
    if [week != nil, period != nil, from != nil || to != nil].count(where: { $0 }) > 1 {
      throw ValidationError("give one of --week, --period, or --from and --to")
    }
    if (from == nil) != (to == nil) { throw ValidationError("--from and --to go together") }
    if let from, let to, from >= to { throw ValidationError("--from must be before --to") }
  }

  /// The interval asked for, or nil.
  var interval: Interval? {
    if let week { return week.interval }
    if let period { return period.interval }
    if let from, let to { return Interval(from: from, to: to) }
    return nil
  }
}

/// When a command ends with exit code 2.
enum FailOn: String, ExpressibleByArgument, CaseIterable {
  case new, appeared, any

  /// Throws if the condition is met.
  func check(_ findings: [Finding]) throws {
    let isMet = findings.contains { finding in
      switch self {
      case .new: finding.findingClass == .new
      case .appeared: finding.findingClass == .new || finding.findingClass == .returned
      case .any: true
      }
    }
    if isMet { throw Exit.conditionMet }
  }
}
