import ArgumentParser
import Foundation
import VezhaKit

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "The exposure report: by default of the last complete ISO week.",
    discussion: """
      EXAMPLES
        vezha report
        vezha report --week 2026-W47 --each
        vezha report --organization minfin --with-children --output out
        vezha report --sector energy --period 2026-Q4
        vezha report --compare 2026-W40..2026-W47
      """)

  @OptionGroup var interval: IntervalOptions

  @Option(
    name: .customLong("as-known"), help: "As it was known at this time (UTC).",
    transform: { try TimeArgument.read($0) })
  var asKnown: Instant?

  @Option(help: "Only this organization.")
  var organization: String?

  @Option(help: "Only the organizations of this sector.")
  var sector: String?

  @Option(
    help: "Whole weeks beside each other, for example 2026-W40..2026-W47.", transform: { try WeekSpan.read($0) })
  var compare: Interval?

  @Flag(help: "With the organizations below it.")
  var withChildren = false

  @Flag(help: "Also one report for each organization that has findings.")
  var each = false

  @Option(help: "Formats, with commas: \(ReportWriter.formats.joined(separator: ", ")); else the configured ones.")
  var format: String?

  @Option(
    help: "Languages, with commas: en, uk; else the configured ones, for an organization its own first.",
    transform: { try LanguageList.read($0) })
  var lang: [Language]?

  @Option(help: "The folder; else the configured directory and the week.", completion: .directory)
  var output: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if withChildren && organization == nil { throw ValidationError("--with-children goes with --organization") }
    if [each, organization != nil, sector != nil].count(where: { $0 }) > 1 {
      throw ValidationError("give one of --organization, --sector and --each")
    }
    if compare != nil && interval.interval != nil { throw ValidationError("--compare names the interval already") }
  }

  func run() async throws {
    let pipeline = try global.open(.reading)
    let known = try await pipeline.history(asKnown: asKnown)
    let interval =
      compare ?? interval.interval ?? ISOWeek(containing: asKnown ?? pipeline.now).advanced(by: -1).interval
    let configuration = pipeline.workspace.configuration.report
    let formats = format?.split(separator: ",").map { $0.trimmed } ?? configuration.formats
    // One organization's report never takes the place of the government's.
    let own = (organization ?? sector.map { "sector-\($0)" }).map { "/\(OutputFiles.folderName($0))" } ?? ""
    let folder = output ?? pipeline.workspace.path("\(configuration.directory)/\(interval.title)\(own)")
    if let organization, known.loaded.inventory.number(of: organization) == nil {
      throw Exit.noInput(
        "no organization has the key \(organization); `vezha status` and `vezha assets` show what there is")
    }
    if let sector, !known.loaded.inventory.organizations.contains(where: { $0.sector == sector }) {
      let sectors = Set(known.loaded.inventory.organizations.compactMap(\.sector)).filter { !$0.isEmpty }.sorted()
      throw Exit.noInput("no organization is of the sector \(sector); there are: \(sectors.joined(separator: ", "))")
    }
    var writer = ReportFolder(
      pipeline: pipeline, known: known, formats: formats,
      options: ReportOptions(languages: lang ?? configuration.languages, cert: configuration.cert),
      speaksTheirs: lang == nil, console: global.console)
    try global.console.print("\(interval.title): \(interval.from.minuteText) to \(interval.to.minuteText) UTC")
    try await writer.write(
      interval, into: folder, organization: organization, withChildren: withChildren, sector: sector, each: each)
    let counts = "\(interval.title), \(organization ?? sector ?? "government")\(each ? " and each" : "")"
    if try !pipeline.ledger.recordAccess(command: "report", time: pipeline.now, counts: counts) {
      global.console.note("note: the ledger cannot be written, so it is not on record that this report was made")
    }
  }
}

/// Several whole weeks on the command line.
enum WeekSpan {
  /// `2026-W40..2026-W47`, at most 14 weeks: more do not fit beside each other.
  static func read(_ text: String) throws -> Interval {
    let ends = text.components(separatedBy: "..")
    guard ends.count == 2, let first = ISOWeek(ends[0]), let last = ISOWeek(ends[1]), first < last else {
      throw ValidationError("\(text) is no span of weeks; write 2026-W40..2026-W47")
    }
    let interval = Interval(from: first.interval.from, to: last.interval.to)
    guard interval.to - interval.from <= .days(14 * 7) else {
      throw ValidationError("at most 14 weeks fit beside each other; --period takes a quarter or a year")
    }
    return interval
  }
}

/// Languages on the command line.
enum LanguageList {
  /// `en,uk`.
  static func read(_ text: String) throws -> [Language] {
    try text.split(separator: ",").map { code in
      guard let language = Language(rawValue: code.trimmed) else {
        let known = Language.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("there is no language '\(code)'; there are \(known)")
      }
      return language
    }
  }
}

/// Writes the reports of an interval: one for the whole or one organization, and one for each if asked.
struct ReportFolder {
  var pipeline: Pipeline
  var known: KnownHistory
  var formats: [String]
  var options: ReportOptions
  /// Whether an organization is written to in its own language first.
  var speaksTheirs = true
  var console: Console
  /// Made when the first organization's report is due.
  private lazy var guarding = ReportGuard(known)

  init(
    pipeline: Pipeline, known: KnownHistory, formats: [String], options: ReportOptions, speaksTheirs: Bool = true,
    console: Console
  ) {
    self.options = options
    self.speaksTheirs = speaksTheirs
    self.pipeline = pipeline
    self.known = known
    self.formats = formats
    self.console = console
  }

  mutating func write(
    _ interval: Interval, into folder: String, organization: String?, withChildren: Bool, sector: String? = nil,
    each: Bool
  ) async throws {
    var request = ReportRequest(
      interval: interval, organization: organization, withChildren: withChildren, sector: sector)
    var facts = try pipeline.reportFacts(request, of: known)
    if facts.scope == .government { facts.campaign = try await pipeline.campaign(interval, of: known) }
    var withheld: [String] = []
    // What an earlier run wrote and this one does not would tell what is no longer so.
    let names = Set(
      try ReportWriter.files(
        facts, formats: ReportWriter.formats, options: ReportOptions(languages: Language.allCases)
      ).map(\.name))
    var stale = [folder: names]
    if each {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      where FilePattern.isFolder("\(folder)/\(name)") { stale["\(folder)/\(name)"] = names }
    }
    try write(facts, into: folder, organization: organization, &withheld, &stale)
    if each {
      // What nobody registered has nobody to be told: it stands in the government's report only.
      let keys = Set(facts.exposure.findings.map(\.organization)).subtracting([Organization.unassigned])
      for key in keys.sorted() {
        request = ReportRequest(interval: interval, organization: key)
        try write(
          try pipeline.reportFacts(request, of: known), into: "\(folder)/\(OutputFiles.folderName(key))",
          organization: key, &withheld, &stale)
      }
    }
    for (folder, names) in stale.sorted(by: { $0.key < $1.key }) {
      try OutputFiles.remove(names.sorted(), from: folder)
    }
    if !withheld.isEmpty {
      throw Exit.badData(
        "\(withheld.count) reports were withheld because they would have named somebody else's: \(withheld.joined(separator: "; "))"
      )
    }
  }

  private mutating func write(
    _ facts: ReportFacts, into folder: String, organization: String?, _ withheld: inout [String],
    _ stale: inout [String: Set<String>]
  ) throws {
    let organizations = known.loaded.inventory
    let reader = organization.flatMap { organizations.number(of: $0) }.map { organizations.organizations[$0] }
    let files = try ReportWriter.files(
      facts, formats: formats, options: speaksTheirs ? options.speaking(to: reader) : options)
    if facts.scope != .government, let leak = guarding.leak(in: files, of: facts) {
      withheld.append("\(organization ?? folder): \(leak)")
      return
    }
    let changed = try OutputFiles.write(files, into: folder)
    stale[folder]?.subtract(files.map(\.name))
    let main = files.first { $0.name.hasSuffix(".html") } ?? files.first
    try console.print(
      "\(folder)/\(main?.name ?? ""): \(facts.exposure.findings.count) findings, TLP:\(facts.tlp.rawValue)\(changed == 0 ? " (unchanged)" : "")"
    )
  }
}
