/// The files of one message of an alert: a page, Markdown, JSON, and if wanted a mail draft.
public enum AlertWriter {
  /// Name of the files without their endings: `alert`, `update-1`, `closing-2`.
  static func name(_ message: AlertMessage) -> String {
    switch message.kind {
    case .first: "alert"
    case .update: "update-\(message.number)"
    case .closing: "closing-\(message.number)"
    }
  }

  /// The files; the same facts give the same bytes.
  public static func files(_ facts: ReportFacts, options: ReportOptions) throws(ReportError) -> [ReportFile] {
    guard let alert = facts.alert else { return [] }
    let base = name(alert.message)
    var files = try ReportWriter.files(facts, formats: ["html", "md"], options: options).map {
      ReportFile(name: base + $0.name.dropFirst("report".count), bytes: $0.bytes)
    }
    files.append(ReportFile(name: "\(base).json", bytes: json(facts, alert, options)))
    return files
  }

  /// The mail that brings the message.
  public static func mail(
    _ facts: ReportFacts, to organization: Organization, files: [ReportFile], options: ReportOptions
  ) -> MailDraft? {
    guard let alert = facts.alert else { return nil }
    let words = Words(options.languages.first ?? .english)
    let document = ReportDocument(facts, language: words.language, options: options)
    let mark = "\(options.exerciseMark(words))TLP:\(facts.tlp.rawValue)"
    var lines = [mark, document.front.period, document.front.headline.plain]
    for block in document.front.plainWords { lines += [block.title] + block.sentences.map { "- \($0.plain)" } }
    lines += facts.exposure.findings.map { "\(HostText.defanged($0.subject.value)) (\($0.state.rawValue))" }
    return MailDraft(
      from: MailAddress(name: options.cert.name, address: options.cert.email),
      to: ReportWriter.recipients(of: organization),
      subject: "[\(mark)] \(words.alertSubject(alert.message.label, alert.message.kind))",
      text: lines.joined(separator: "\n\n") + "\n", attachments: files, date: alert.message.written,
      identity: options.identity("alert \(alert.message.label) \(organization.key)"))
  }

  private static func json(_ facts: ReportFacts, _ alert: AlertFacts, _ options: ReportOptions) -> [UInt8] {
    var json = JSONText()
    json.object {
      $0.key("schema")
      $0.string("vezha.alert/1")
      $0.key("tlp")
      $0.string("TLP:\(facts.tlp.rawValue)")
      $0.key("exercise")
      $0.boolean(options.isExercise)
      $0.key("alert")
      $0.string(alert.message.alert)
      $0.key("message")
      $0.string(alert.message.label)
      $0.key("kind")
      $0.string(alert.message.kind.rawValue)
      $0.key("written")
      $0.instant(alert.message.written)
      $0.key("organization")
      if case .organization(let key, _) = facts.scope {
        let name = facts.organizations.first { $0.organization.key == key }?.organization.displayName
        FindingsJSON.organization(&$0, key, name ?? key)
      } else {
        $0.string(nil)
      }
      $0.key("told")
      $0.array(alert.message.told) { json, told in
        json.object {
          $0.key("finding")
          $0.string(told.finding)
          $0.key("start")
          $0.instant(told.start)
        }
      }
      $0.key("findings")
      $0.array(facts.exposure.findings) { FindingsJSON.finding(&$0, $1) }
      $0.key("waves")
      $0.array(alert.waves) { json, wave in
        json.object {
          $0.key("series")
          $0.string(wave.series)
          $0.key("published")
          $0.instant(wave.published)
          $0.key("names")
          $0.integer(wave.names)
          $0.key("ours")
          $0.integer(wave.ours)
          $0.key("organizations")
          $0.integer(wave.organizations < 3 ? nil : wave.organizations)
        }
      }
    }
    return json.finished()
  }
}
