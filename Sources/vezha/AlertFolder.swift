import VezhaKit

/// Writes the messages that are due: first the files, then the fact that they were written, so that after a death
/// between the two the same files are written again.
struct AlertFolder {
  var pipeline: Pipeline
  var output: String?
  var mail: Bool
  var exercise: Bool
  var console: Console

  /// - Returns: how many messages were due.
  func write(isDryRun: Bool = false) async throws -> Int {
    let known = try await pipeline.history()
    guard !known.documents.isEmpty else { return 0 }
    let prepared = try pipeline.dueAlerts(known)
    guard !prepared.isEmpty else { return 0 }
    let configuration = pipeline.workspace.configuration.report
    let base = output ?? pipeline.workspace.path("\(configuration.directory)/alerts")
    var pages: [(alert: PreparedAlert, reader: Organization?, files: [ReportFile], checked: [ReportFile])] = []
    for alert in prepared {
      let number = known.loaded.inventory.number(of: alert.message.organization)
      let reader = number.map { known.loaded.inventory.organizations[$0] }
      var options = configuration.options.speaking(to: reader)
      options.isExercise = exercise
      var files = try AlertWriter.files(alert.facts, options: options)
      var checked = files
      if mail, let reader, let draft = AlertWriter.mail(alert.facts, to: reader, files: files, options: options) {
        checked.append(draft.readable)
        files.append(ReportFile(name: "message-\(alert.message.number).eml", bytes: draft.bytes))
      }
      pages.append((alert, reader, files, checked))
    }
    let guarding = ReportGuard(
      known, cert: configuration.cert, timeZone: configuration.timeZone, onlyFor: pages.flatMap(\.checked))
    var written: [AlertMessage] = []
    var told: [(organization: Organization, facts: ReportFacts)] = []
    var withheld: [String] = []
    for (alert, reader, files, checked) in pages {
      if let leak = guarding.leak(in: checked, of: alert.facts) {
        withheld.append("\(alert.message.organization): \(leak)")
        continue
      }
      let folder = "\(base)/\(alert.message.alert)"
      if !isDryRun { _ = try OutputFiles.write(files, into: folder) }
      written.append(alert.message)
      if let reader { told.append((reader, alert.facts)) }
      let names = Set(alert.message.told.map(\.finding)).count
      try console.print(
        "\(alert.message.label)  \(alert.message.organization)  \(alert.message.kind.rawValue)\(names > 0 ? "  \(names) names" : "")\(isDryRun ? "" : "  \(folder)/\(files.first?.name ?? "")")"
      )
    }
    withheld += try writeDesks(told, of: known, base: base, isDryRun: isDryRun)
    if !isDryRun {
      try pipeline.ledger.addAlerts(written, known: pipeline.now)
      if !written.isEmpty { console.note("next: send them, then vezha sent \(written[0].label)") }
    }
    if !withheld.isEmpty {
      throw Exit.badData(
        "\(withheld.count) alerts were withheld because they would have named somebody else's: \(withheld.joined(separator: "; "))"
      )
    }
    return written.count
  }

  /// Tells the desks that serve the organizations just told; the files lie apart from those of the organizations, so
  /// that a folder can be handed on as it is.
  ///
  /// - Returns: what was withheld, and why.
  private func writeDesks(
    _ told: [(organization: Organization, facts: ReportFacts)], of known: KnownHistory, base: String, isDryRun: Bool
  ) throws -> [String] {
    let configuration = pipeline.workspace.configuration.report
    var options = configuration.options
    options.isExercise = exercise
    let desks = DeskNotice.gathered(from: told).map { (desk: $0, written: $0.written(options)) }
    guard !desks.isEmpty else { return [] }
    let guarding = ReportGuard(
      known, cert: configuration.cert, onlyFor: desks.flatMap { $0.written.files + [$0.written.draft.readable] })
    var withheld: [String] = []
    for (desk, written) in desks {
      var (files, draft, draftName) = written
      if let facts = desk.facts, let leak = guarding.leak(in: files + [draft.readable], of: facts) {
        withheld.append("\(desk.address.address): \(leak)")
        continue
      }
      if mail { files.append(ReportFile(name: draftName, bytes: draft.bytes)) }
      let folder = "\(base)/desks/\(desk.label)"
      if !isDryRun { _ = try OutputFiles.write(files, into: folder) }
      try console.print(
        "\(desk.label)  desk  \(desk.service.rawValue)  \(desk.told.map(\.organization.key).joined(separator: ", "))\(isDryRun ? "" : "  \(folder)/\(files.first?.name ?? "")")"
      )
    }
    return withheld
  }
}
