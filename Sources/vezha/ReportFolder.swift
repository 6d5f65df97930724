import Foundation
import VezhaKit

/// Writes the reports of an interval: one for the whole, one organization or sector, and one for each if asked.
struct ReportFolder {
  var pipeline: Pipeline
  var known: KnownHistory
  var formats: [String]
  var options: ReportOptions
  /// Whether an organization is written to in its own language first.
  var speaksTheirs: Bool
  /// Whether a mail draft lies beside each organization's report.
  var writesMail: Bool
  var console: Console
  /// Made when the first organization's report is due.
  private lazy var guarding = ReportGuard(known, cert: options.cert)
  private var withheld: [String] = []

  init(
    pipeline: Pipeline, known: KnownHistory, formats: [String], options: ReportOptions, speaksTheirs: Bool = true,
    writesMail: Bool = false, console: Console
  ) {
    self.pipeline = pipeline
    self.known = known
    self.formats = formats
    self.options = options
    self.speaksTheirs = speaksTheirs
    self.writesMail = writesMail
    self.console = console
  }

  /// Finished files for one reader.
  private struct Finished {
    var facts: ReportFacts
    var files: [ReportFile]
    var options: ReportOptions
  }

  /// Each format to a path of its own.
  mutating func write(_ request: ReportRequest, to outputs: [FormatPath]) async throws {
    guard let finished = try await finish(request, as: "the report") else { return try tellWithheld() }
    for output in outputs {
      let files = try ReportWriter.files(finished.facts, formats: [output.format], options: finished.options)
      if ReportWriter.isFolder(output.format) {
        _ = try OutputFiles.write(files, into: output.path)
      } else if let file = files.first {
        try OutputFiles.makeFolder(URL(filePath: output.path).deletingLastPathComponent().path)
        try OutputFiles.write(file.bytes, to: output.path)
      }
      try console.print(line(output.path, finished.facts, isChanged: true))
    }
  }

  /// All formats into a folder; with `each` a folder for each organization beside them.
  mutating func write(_ request: ReportRequest, into folder: String, each: Bool) async throws {
    var stale = StaleFiles(
      folder, organizations: known.loaded.inventory.organizations.map(\.key), each: each)
    var government: Finished?
    if let finished = try await finish(request, as: request.organization ?? request.sector ?? "government") {
      stale.mayHold(try ours(finished.facts))
      try put(finished, into: folder, &stale)
      government = finished
    }
    if each, let government {
      var entries: [DistributionEntry] = []
      for organization in told(request.interval, government.facts) {
        if let entry = try await writeOne(organization, request, in: folder, &stale) { entries.append(entry) }
      }
      let lists = Distribution.files(
        entries, government: government.files, of: government.facts.exposure, chainHead: government.facts.chainHead,
        tlp: government.facts.tlp, options: options)
      _ = try OutputFiles.write(lists, into: folder)
      stale.keep(lists.map(\.name), in: folder)
    }
    try stale.remove()
    try tellWithheld()
  }

  /// Whom a report of their own is due: those with findings, and for a month or more all, since silence tells nobody
  /// that somebody watched.
  ///
  /// What nobody registered has nobody to be told: it stands in the government's report only.
  private func told(_ interval: Interval, _ facts: ReportFacts) -> [Organization] {
    let named = Set(facts.exposure.findings.map(\.organization))
    let isAllClear = CalendarPeriod(interval) != nil
    return known.loaded.inventory.organizations.filter {
      $0.key != Organization.unassigned && (isAllClear || named.contains($0.key))
    }.sorted { $0.key < $1.key }
  }

  private mutating func writeOne(
    _ organization: Organization, _ request: ReportRequest, in folder: String, _ stale: inout StaleFiles
  ) async throws -> DistributionEntry? {
    var own = request
    own.organization = organization.key
    guard var finished = try await finish(own, as: organization.key) else { return nil }
    if writesMail {
      let draft = ReportWriter.mail(
        finished.facts, to: organization, files: finished.files, options: finished.options,
        date: finished.facts.exposure.asKnown ?? pipeline.now)
      // What a draft says is checked as it is read, for its bytes are encoded; its attachments are checked already.
      if let leak = guarding.leak(in: [draft.readable], of: finished.facts) {
        withheld.append("\(organization.key): \(leak)")
        return nil
      }
      if draft.to.isEmpty {
        console.note("note: \(organization.key) has no contact with a mail address; its draft names no recipient")
      }
      finished.files.append(ReportFile(name: ReportWriter.mailName, bytes: draft.bytes))
    }
    let name = OutputFiles.folderName(organization.key)
    try put(finished, into: "\(folder)/\(name)", &stale)
    return DistributionEntry(
      organization: organization, folder: name, findings: finished.facts.exposure.findings.count,
      tlp: finished.facts.tlp, files: finished.files)
  }

  /// The files of a reader; nil where they would have named somebody else's.
  private mutating func finish(_ request: ReportRequest, as name: String) async throws -> Finished? {
    var facts = try pipeline.reportFacts(request, of: known)
    if facts.scope == .government { facts.campaign = try await pipeline.campaign(request.interval, of: known) }
    let inventory = known.loaded.inventory
    let reader = request.organization.flatMap { inventory.number(of: $0) }.map { inventory.organizations[$0] }
    let options = speaksTheirs ? options.speaking(to: reader) : options
    let files = try ReportWriter.files(facts, formats: formats, options: options)
    if facts.scope != .government, let leak = guarding.leak(in: files, of: facts) {
      withheld.append("\(name): \(leak)")
      return nil
    }
    return Finished(facts: facts, files: files, options: options)
  }

  private mutating func put(_ finished: Finished, into folder: String, _ stale: inout StaleFiles) throws {
    let changed = try OutputFiles.write(finished.files, into: folder)
    stale.keep(finished.files.map(\.name), in: folder)
    let main = finished.files.first { $0.name.hasSuffix(".html") } ?? finished.files.first
    try console.print(line("\(folder)/\(main?.name ?? "")", finished.facts, isChanged: changed > 0))
  }

  private func line(_ path: String, _ facts: ReportFacts, isChanged: Bool) -> String {
    "\(path): \(facts.exposure.findings.count) findings, TLP:\(facts.tlp.rawValue)\(isChanged ? "" : " (unchanged)")"
  }

  /// Every name that a run can give a file of a report.
  private func ours(_ facts: ReportFacts) throws -> Set<String> {
    let files = try ReportWriter.files(
      facts, formats: ReportWriter.formats, options: ReportOptions(languages: Language.allCases))
    return Set(files.map(\.name) + Distribution.names + [ReportWriter.mailName])
  }

  private func tellWithheld() throws {
    if !withheld.isEmpty {
      throw Exit.badData(
        "\(withheld.count) reports were withheld because they would have named somebody else's: \(withheld.joined(separator: "; "))"
      )
    }
  }
}
