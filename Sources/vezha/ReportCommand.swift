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
        vezha report --week 2026-W47 --each --mail --format html,csv,json,md,stix
        vezha report -o html=page.html -o csv=tables
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

  @Option(
    name: .shortAndLong,
    help: "One format to a path of its own, for example html=page.html or csv=tables; may be repeated.",
    transform: { try FormatPath($0) })
  var outputFormat: [FormatPath] = []

  @Flag(help: "Beside each organization's report a mail draft to its contacts (message.eml).")
  var mail = false

  @Option(help: "Raise the mark: CLEAR, GREEN, AMBER, AMBER+STRICT, RED.", transform: { try TLPArgument.read($0) })
  var tlp: TLP?

  @Option(
    help: "Lower the mark below that of the sources; goes on record.", transform: { try TLPArgument.read($0) })
  var tlpOverride: TLP?

  @Flag(help: "Mark every page and file as an exercise.")
  var exercise = false

  @Flag(help: "CSV fields as they are, for machines only: a spreadsheet may run them.")
  var rawCSV = false

  @Option(help: "The folder; else the configured directory and the week.", completion: .directory)
  var output: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if withChildren && organization == nil { throw ValidationError("--with-children goes with --organization") }
    if [each, organization != nil, sector != nil].count(where: { $0 }) > 1 {
      throw ValidationError("give one of --organization, --sector and --each")
    }
    if mail && !each { throw ValidationError("--mail goes with --each") }
    if tlp != nil && tlpOverride != nil { throw ValidationError("give --tlp or --tlp-override") }
    if !outputFormat.isEmpty && (each || format != nil) {
      throw ValidationError("-o names formats and paths of one report; it goes without --format and --each")
    }
    if compare != nil && interval.interval != nil { throw ValidationError("--compare names the interval already") }
  }

  func run() async throws {
    Memory.returnFreedBuffers()
    let pipeline = try global.open(.reading)
    let known = try await pipeline.history(asKnown: asKnown)
    let organization = organization.map(known.loaded.inventory.currentKey)
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
    var options = ReportOptions(
      languages: lang ?? configuration.languages, cert: configuration.cert, timeZone: configuration.timeZone,
      isExercise: exercise, hasRawCSV: rawCSV)
    var request = ReportRequest(
      interval: interval, organization: organization, withChildren: withChildren, sector: sector, tlp: tlp)
    request.tlpOverride = tlpOverride
    // A mark is lowered on record or not at all.
    if let tlpOverride, try !record(pipeline, interval) {
      throw Exit(
        code: 77,
        message:
          "the ledger cannot be written, so it cannot go on record that TLP is lowered to \(tlpOverride.rawValue); no report was written"
      )
    }
    try global.console.print("\(interval.title): \(interval.from.minuteText) to \(interval.to.minuteText) UTC")
    if outputFormat.isEmpty {
      var writer = ReportFolder(
        pipeline: pipeline, known: known, formats: formats, options: options, speaksTheirs: lang == nil,
        writesMail: mail, console: global.console)
      try await writer.write(request, into: folder, others: each ? .each : .nobody)
    } else {
      options.languages = Array(options.languages.prefix(1))
      var writer = ReportFolder(
        pipeline: pipeline, known: known, formats: outputFormat.map(\.format), options: options,
        speaksTheirs: lang == nil, console: global.console)
      try await writer.write(request, to: outputFormat)
    }
    if tlpOverride == nil, try !record(pipeline, interval) {
      global.console.note("note: the ledger cannot be written, so it is not on record that this report was made")
    }
  }

  /// Writes down that this report is handed out; false where the ledger cannot be written.
  private func record(_ pipeline: Pipeline, _ interval: Interval) throws -> Bool {
    let lowered = tlpOverride.map { ", TLP lowered to \($0.rawValue)" } ?? ""
    let counts = "\(interval.title), \(organization ?? sector ?? "government")\(each ? " and each" : "")\(lowered)"
    return try pipeline.ledger.recordAccess(command: "report", time: pipeline.now, counts: counts)
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

/// One format and where it goes.
struct FormatPath {
  var format: String
  var path: String

  /// Reads `html=page.html`.
  init(_ text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, ReportWriter.formats.contains(parts[0]) else {
      throw ValidationError(
        "\(text) is no format and path; write html=page.html; formats are \(ReportWriter.formats.joined(separator: ", "))"
      )
    }
    format = parts[0]
    path = parts[1]
  }
}

/// A TLP mark on the command line.
enum TLPArgument {
  static func read(_ text: String) throws -> TLP {
    guard let tlp = TLP(reading: text) else {
      throw ValidationError("\(text) is no TLP mark; there are CLEAR, GREEN, AMBER, AMBER+STRICT, RED")
    }
    return tlp
  }
}
