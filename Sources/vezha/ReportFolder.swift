import Foundation
import VezhaKit

/// Writes the reports of an interval: one for the whole, one organization or sector, and one for each if asked.
struct ReportFolder {
  var pipeline: Pipeline
  var known: KnownHistory
  var formats: [String]
  var options: ReportOptions
  /// Whether an organization is written to in its own language first.
  var speaksTheirs = true
  /// Whether a mail draft lies beside each organization's report.
  var writesMail = false
  var console: Console
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

  /// Each format to a path of its own.
  mutating func write(_ request: ReportRequest, to outputs: [FormatPath]) async throws {
    let basis = try pipeline.reportBasis(request, of: known)
    var maker = maker(basis, each: false)
    for output in outputs {
      maker.formats = [output.format]
      guard let made = try await main(request, maker) else { return try tellWithheld() }
      if ReportWriter.isFolder(output.format) {
        _ = try OutputFiles.write(made.files, into: output.path)
      } else if let file = made.files.first {
        try OutputFiles.makeFolder(URL(filePath: output.path).deletingLastPathComponent().path)
        try OutputFiles.write(file.bytes, to: output.path)
      }
      try console.print(line(output.path, made.facts, isChanged: true))
    }
  }

  /// Who gets a report beside the one that was asked for.
  enum Others {
    case nobody
    /// Those with findings, and for a month or more all, since silence tells nobody that somebody watched.
    case each
    /// Those without findings: nobody told them anything in all the time.
    case withoutFindings
  }

  /// All formats into a folder, with a folder for each of the others beside them.
  mutating func write(_ request: ReportRequest, into folder: String, others: Others = .nobody) async throws {
    let each = others != .nobody
    let basis =
      each ? try pipeline.reportBasis(request.interval, of: known) : try pipeline.reportBasis(request, of: known)
    let maker = maker(basis, each: each)
    var stale = StaleFiles(
      folder, organizations: known.loaded.inventory.organizations.map(\.key), each: each)
    if let made = try await main(request, maker) {
      stale.mayHold(try ours(made.facts))
      let changed = try OutputFiles.write(made.files, into: folder)
      stale.keep(made.files.map(\.name), in: folder)
      try console.print(line(path(folder, made.files), made.facts, isChanged: changed > 0))
      if each {
        let entries = try await writeEach(told(others, made.facts), request, maker, in: folder, &stale)
        let lists = Distribution.files(
          entries, government: made.files, of: made.facts.exposure, chainHead: made.facts.chainHead,
          tlp: made.facts.tlp, options: options)
        _ = try OutputFiles.write(lists, into: folder)
        stale.keep(lists.map(\.name), in: folder)
      }
    }
    try stale.remove()
    try tellWithheld()
  }

  private func maker(_ basis: ReportBasis, each: Bool) -> ReportMaker {
    ReportMaker(
      pipeline: pipeline, basis: basis, formats: formats, options: options, speaksTheirs: speaksTheirs,
      guarding: each || !basis.isOfAll ? ReportGuard(known, cert: options.cert) : nil)
  }

  /// The report that was asked for by itself; nil where it would have named somebody else's.
  private mutating func main(_ request: ReportRequest, _ maker: ReportMaker) async throws -> ReportMaker.Made? {
    let isGovernment = request.organization == nil && request.sector == nil
    let campaign = isGovernment ? try await pipeline.campaign(request.interval, of: known) : nil
    switch try maker.make(request, campaign: campaign) {
    case .made(let made): return made
    case .withheld(let leak):
      withheld.append("\(request.organization ?? request.sector ?? "government"): \(leak)")
      return nil
    }
  }

  /// Whom a report of their own is due.
  ///
  /// What nobody registered has nobody to be told: it stands in the government's report only.
  private func told(_ others: Others, _ facts: ReportFacts) -> [Organization] {
    let named = Set(facts.exposure.findings.map(\.organization))
    let isLong = CalendarPeriod(facts.exposure.interval) != nil
    return known.loaded.inventory.organizations.filter { organization in
      guard organization.key != Organization.unassigned else { return false }
      switch others {
      case .nobody: return false
      case .each: return isLong || named.contains(organization.key)
      case .withoutFindings: return !named.contains(organization.key)
      }
    }.sorted { $0.key < $1.key }
  }

  /// Files that wait for the disk together.
  private static let batch = 1000
  /// About how many bytes a report takes while it is made.
  private static let weight = 6 << 20

  /// The reports of organizations, made on all cores and written in order.
  private mutating func writeEach(
    _ organizations: [Organization], _ request: ReportRequest, _ maker: ReportMaker, in folder: String,
    _ stale: inout StaleFiles
  ) async throws -> [DistributionEntry] {
    var entries: [DistributionEntry] = []
    var leaks: [String] = []
    var batch = OutputBatch()
    var lines: [String] = []
    let writesMail = writesMail
    try await inOrder(
      organizations, weight: { _ in Self.weight },
      { organization in
        Result {
          var own = request
          own.organization = organization.key
          return (organization, try maker.make(own, mailTo: writesMail ? organization : nil))
        }
      },
      { result in
        let (organization, outcome) = try result.get()
        let made: ReportMaker.Made
        switch outcome {
        case .withheld(let leak): return leaks.append("\(organization.key): \(leak)")
        case .made(let report): made = report
        }
        if made.lacksRecipient {
          console.note("note: \(organization.key) has no contact with a mail address; its draft names no recipient")
        }
        let name = OutputFiles.folderName(organization.key)
        let place = "\(folder)/\(name)"
        let changed = try batch.add(made.files, to: place)
        stale.keep(made.files.map(\.name), in: place)
        lines.append(line(path(place, made.files), made.facts, isChanged: changed > 0))
        entries.append(
          DistributionEntry(
            organization: organization, folder: name, findings: made.facts.exposure.findings.count,
            tlp: made.facts.tlp, files: made.files))
        if batch.count >= Self.batch { try commit(&batch, &lines) }
      })
    try commit(&batch, &lines)
    withheld += leaks
    return entries
  }

  private func commit(_ batch: inout OutputBatch, _ lines: inout [String]) throws {
    try batch.commit()
    for line in lines { try console.print(line) }
    lines = []
  }

  private func path(_ folder: String, _ files: [ReportFile]) -> String {
    let main = files.first { $0.name.hasSuffix(".html") } ?? files.first
    return "\(folder)/\(main?.name ?? "")"
  }

  private func line(_ path: String, _ facts: ReportFacts, isChanged: Bool) -> String {
    "\(path): \(facts.exposure.findings.count) findings, TLP:\(facts.tlp.rawValue)\(isChanged ? "" : " (unchanged)")"
  }

  /// Every name that a run can give a file of a report.
  private func ours(_ facts: ReportFacts) throws -> Set<String> {
    var facts = facts
    // Names do not depend on how much there is to tell.
    facts.exposure.findings = []
    facts.exposure.suppressed = []
    facts.previous.findings = []
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
