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
    let campaign = try await campaign(request)
    for output in outputs {
      maker.formats = [output.format]
      let made: ReportMaker.Made
      switch try maker.make(request, campaign: campaign) {
      case .withheld(let leak):
        withheld.append("\(Self.reader(of: request)): \(leak)")
        return try tellWithheld()
      case .made(let report): made = report
      }
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
    let campaign = try await campaign(request)
    var stale = StaleFiles(
      folder, organizations: known.loaded.inventory.organizations.map(\.key), each: each)
    var batch = ReportBatch(console: console)
    var entries: [DistributionEntry] = []
    var main: (files: [DistributedFile], asKnown: Instant?, chainHead: String, tlp: TLP)?
    let findings = basis.findings
    let writesMail = writesMail
    // The report that was asked for is made like the others, on all cores and written in order.
    try await inOrder(
      [nil] + told(others, request.interval, Set(findings.keys)), weight: { Self.weight($0, findings) },
      { organization in
        Result {
          guard let organization else { return (nil, try maker.make(request, campaign: campaign)) }
          var own = request
          own.organization = organization.key
          return (organization, try maker.make(own, mailTo: writesMail ? organization : nil))
        }
      },
      { (result: Result<(Organization?, ReportMaker.Outcome), any Error>) in
        let (organization, outcome) = try result.get()
        let made: ReportMaker.Made
        switch outcome {
        case .withheld(let leak):
          withheld.append("\(organization?.key ?? Self.reader(of: request)): \(leak)")
          return
        case .made(let report): made = report
        }
        if made.lacksRecipient, let organization {
          console.note("note: \(organization.key) has no contact with a mail address; its draft names no recipient")
        }
        let name = organization.map { OutputFiles.folderName($0.key) }
        let place = name.map { "\(folder)/\($0)" } ?? folder
        if organization == nil { stale.mayHold(try ours(made.facts)) }
        let changed = try batch.add(made.files, to: place)
        stale.keep(made.files.map(\.name), in: place)
        try batch.tell(line(path(place, made.files), made.facts, isChanged: changed > 0))
        if let organization, let name {
          entries.append(
            DistributionEntry(
              organization: organization, folder: name, findings: made.facts.exposure.findings.count,
              tlp: made.facts.tlp, files: made.files))
        } else {
          main = (
            made.files.map { DistributedFile($0) }, made.facts.exposure.asKnown, made.facts.chainHead, made.facts.tlp
          )
        }
      })
    try batch.commit()
    if each, let main {
      let lists = Distribution.files(
        entries, government: main.files, of: request.interval, asKnown: main.asKnown, chainHead: main.chainHead,
        tlp: main.tlp, options: options)
      _ = try OutputFiles.write(lists, into: folder)
      stale.keep(lists.map(\.name), in: folder)
    }
    try stale.remove()
    try tellWithheld()
  }

  /// About how many bytes a report takes while it waits to be written.
  private static func weight(_ organization: Organization?, _ findings: [String: Int]) -> Int {
    guard let organization else { return findings.values.reduce(0, +) << 13 }
    return 1 << 19 + (findings[organization.key] ?? 0) << 15
  }

  private func maker(_ basis: ReportBasis, each: Bool) -> ReportMaker {
    ReportMaker(
      pipeline: pipeline, basis: basis, formats: formats, options: options, speaksTheirs: speaksTheirs,
      guarding: each || !basis.isOfAll ? ReportGuard(known, cert: options.cert, timeZone: options.timeZone) : nil)
  }

  private static func reader(of request: ReportRequest) -> String {
    request.organization ?? request.sector ?? "government"
  }

  /// What the lists themselves do: only the government's report tells it.
  private func campaign(_ request: ReportRequest) async throws -> CampaignFacts? {
    request.organization == nil && request.sector == nil
      ? try await pipeline.campaign(request.interval, of: known) : nil
  }

  /// Whom a report of their own is due.
  ///
  /// What nobody registered has nobody to be told: it stands in the government's report only.
  private func told(_ others: Others, _ interval: Interval, _ named: Set<String>) -> [Organization] {
    let isLong = CalendarPeriod(interval) != nil
    return known.loaded.inventory.organizations.filter { organization in
      guard organization.key != Organization.unassigned else { return false }
      switch others {
      case .nobody: return false
      case .each: return isLong || named.contains(organization.key)
      case .withoutFindings: return !named.contains(organization.key)
      }
    }.sorted { $0.key < $1.key }
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

/// Files that wait for the disk together, and what is then said of them.
private struct ReportBatch: ~Copyable {
  private static let most = 1000
  private let console: Console
  private var files = OutputBatch()
  private var lines: [String] = []

  init(console: Console) { self.console = console }

  mutating func add(_ files: [ReportFile], to folder: String) throws -> Int { try self.files.add(files, to: folder) }

  /// Says a line once what was added is on the disk.
  mutating func tell(_ line: String) throws {
    lines.append(line)
    if files.count >= Self.most { try commit() }
  }

  mutating func commit() throws {
    try files.commit()
    for line in lines { try console.print(line) }
    lines = []
  }
}
