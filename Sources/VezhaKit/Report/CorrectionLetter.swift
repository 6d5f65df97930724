/// The letter that corrects what an organization was told.
public struct CorrectionLetter: Sendable {
  private let correction: Correction
  private let organization: Organization
  private let options: ReportOptions

  /// A letter to an organization, in the first language of the options.
  public init(_ correction: Correction, to organization: Organization, options: ReportOptions) {
    self.correction = correction
    self.organization = organization
    self.options = options
  }

  /// `correction.md`, `correction.json`, and drafts by name: `message.eml` to the organization, and one to the desks of
  /// each role that were told the same.
  public func written(date: Instant) -> (files: [ReportFile], drafts: [(name: String, draft: MailDraft)]) {
    let words = Words(options.languages.first ?? .english)
    let mark = "\(options.exerciseMark(words))TLP:\(correction.tlp.rawValue)"
    let letter = Letter(
      mark: mark, title: words.correctionTitle(correction.label),
      blocks: [
        .paragraph(words.correctionLead(words.name(of: organization), correction.label, told: correction.told)),
        .list(correction.items.map(words.correctionLine)), .paragraph(words.correctionClose(options.cert)),
      ])
    func draft(to recipients: [MailAddress], as role: String) -> MailDraft {
      MailDraft(
        from: MailAddress(name: options.cert.name, address: options.cert.email), to: recipients,
        subject: "[\(mark)] \(words.correctionTitle(correction.label))", text: letter.plainText, attachments: [],
        date: date,
        identity: options.identity(
          "\(correction.ownLabel) \(organization.key) \(role)\(correction.items.map { "\($0.finding) \($0.reason.code)" }.joined(separator: " "))"
        ))
    }
    let desks = correction.roles.map { role in
      let contacts = organization.contacts.filter { $0.role == role }
      return (
        name: "message-\(role).eml",
        draft: draft(to: contacts.compactMap { MailAddress(name: $0.name, address: $0.email) }, as: "\(role) ")
      )
    }
    return (
      [
        ReportFile(name: "correction.md", bytes: letter.markdown(words)),
        ReportFile(name: "correction.json", bytes: json()),
      ], [(ReportWriter.mailName, draft(to: ReportWriter.recipients(of: organization), as: ""))] + desks
    )
  }

  private func json() -> [UInt8] {
    var json = JSONText()
    json.object {
      $0.key("schema")
      $0.string("vezha.correction/1")
      $0.key("tlp")
      $0.string("TLP:\(correction.tlp.rawValue)")
      $0.key("exercise")
      $0.boolean(options.isExercise)
      $0.key("corrects")
      $0.string(correction.label)
      $0.key("message")
      $0.string(correction.ownLabel)
      $0.key("organization")
      FindingsJSON.organization(&$0, organization.key, organization.displayName)
      $0.key("told")
      $0.instant(correction.told)
      $0.key("items")
      $0.array(correction.items) { json, item in
        json.object {
          $0.key("finding")
          $0.string(item.finding)
          $0.key("subject")
          $0.string(item.subject)
          $0.key("reason")
          $0.string(item.reason.code)
        }
      }
    }
    return json.finished()
  }
}
