import VezhaKit

/// Makes finished reports of one interval in memory; nothing is written, so that many can be made at once.
struct ReportMaker: Sendable {
  var pipeline: Pipeline
  var basis: ReportBasis
  var formats: [String]
  var options: ReportOptions
  /// Whether an organization is written to in its own language first.
  var speaksTheirs: Bool
  /// Searches what is for one reader only for everybody else's; nil where only the government's report is made.
  var guarding: ReportGuard?

  /// A report for one reader.
  struct Made: Sendable {
    var facts: ReportFacts
    var files: [ReportFile]
    /// Whether the draft of its mail names nobody to send it to.
    var lacksRecipient = false
  }

  /// A report, or what in it only others may know.
  enum Outcome: Sendable {
    case made(Made)
    case withheld(String)
  }

  /// The report of a request.
  ///
  /// - Parameters:
  ///   - campaign: what the lists themselves do, for the government's report.
  ///   - recipient: whom a mail draft is to bring it, or nil.
  func make(
    _ request: ReportRequest, campaign: CampaignFacts? = nil, mailTo recipient: Organization? = nil
  ) throws -> Outcome {
    var facts = try pipeline.reportFacts(request, from: basis)
    facts.campaign = campaign
    if facts.scope != .government { keepBack(&facts) }
    let inventory = basis.inventory
    let reader = request.organization.flatMap { inventory.number(of: $0) }.map { inventory.organizations[$0] }
    let options = speaksTheirs ? options.speaking(to: reader) : options
    let files = try ReportWriter.files(facts, formats: formats, options: options)
    var made = Made(facts: facts, files: files)
    var checked = files
    if let recipient {
      let draft = ReportWriter.mail(
        facts, to: recipient, files: files, options: options, date: facts.exposure.asKnown ?? pipeline.now)
      made.files.append(ReportFile(name: ReportWriter.mailName, bytes: draft.bytes))
      made.lacksRecipient = draft.to.isEmpty
      // A draft is checked as it is read, for its bytes are encoded; its attachments are checked already.
      checked.append(draft.readable)
    }
    if facts.scope != .government, let leak = guarding?.leak(in: checked, of: facts) { return .withheld(leak) }
    return .made(made)
  }

  /// Leaves out what was answered in words that speak of others: nobody can unsay it, and it is no reason to withhold
  /// the report.
  private func keepBack(_ facts: inout ReportFacts) {
    guard let guarding else { return }
    for notice in facts.notices.indices {
      for place in facts.notices[notice].replies.indices {
        let text = facts.notices[notice].replies[place].text ?? ""
        let file = ReportFile(name: "answer.txt", bytes: Array(text.utf8))
        if guarding.leak(in: [file], of: facts) != nil { facts.notices[notice].replies[place].text = nil }
      }
    }
  }
}
