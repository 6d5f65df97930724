/// What a desk that serves several organizations is told at once: all of them that it serves, and nobody else.
///
/// Owners and duty desks get their organization's own alert. Whoever runs or hosts systems of several bodies, or watches
/// over them, would otherwise learn of one attack from five messages, or from none.
public struct DeskNotice: Sendable {
  /// What a desk does for the organizations that name it.
  public enum Service: String, Sendable {
    /// It runs or hosts their systems.
    case platform
    /// It stands above them or is the response team of their sector.
    case oversight

    /// The service of a contact's role; nil for those who are told in the organization's own name.
    init?(role: String) {
      switch role {
      case "operator", "hosting": self = .platform
      case "parent", "sector-cert": self = .oversight
      default: return nil
      }
    }
  }

  /// An organization that is told of, and in which of its roles the desk hears it.
  public struct Told: Sendable {
    /// The organization.
    public var organization: Organization
    /// Role of the desk in its contacts.
    public var role: String
    /// Facts of its alert.
    public var facts: ReportFacts
  }

  /// Names of one organization that are written out.
  private static let mostNames = 100

  /// What the desk does for them.
  public var service: Service
  /// The desk as the first of them names it.
  public var contact: Contact
  /// Where it reads.
  public var address: MailAddress
  /// The organizations that it serves and that have an alert, by key.
  public var told: [Told]

  /// The desks that serve organizations with an alert, by address and service.
  ///
  /// A desk that reads an organization's own alert is not told of it twice. What is `TLP:RED` goes to no desk.
  public static func gathered(from alerts: [(organization: Organization, facts: ReportFacts)]) -> [DeskNotice] {
    struct Desk: Hashable {
      var address: String
      var service: Service
    }
    var desks: [Desk: DeskNotice] = [:]
    for (organization, facts) in alerts.sorted(by: { $0.organization.key < $1.organization.key })
    where facts.tlp != .red {
      var reached = Set(ReportWriter.recipients(of: organization).map { $0.address.lowercased() })
      for contact in organization.contacts {
        guard let service = Service(role: contact.role),
          let address = MailAddress(name: contact.name, address: contact.email),
          reached.insert(contact.email.lowercased()).inserted
        else { continue }
        desks[
          Desk(address: contact.email.lowercased(), service: service),
          default: DeskNotice(service: service, contact: contact, address: address, told: [])
        ].told.append(Told(organization: organization, role: contact.role, facts: facts))
      }
    }
    return desks.sorted { ($0.key.address, $0.key.service.rawValue) < ($1.key.address, $1.key.service.rawValue) }
      .map(\.value)
  }

  /// The label of the first message that it tells of; its folder bears it.
  public var label: String { told.compactMap { $0.facts.alert?.message.label }.min() ?? "" }

  /// Whether anything came on a list; else it tells that alerts are closed.
  private var hasNames: Bool { told.contains { !($0.facts.alert?.message.told.isEmpty ?? true) } }

  /// The strictest mark of what it tells.
  public var tlp: TLP { told.map(\.facts.tlp).max() ?? .red }

  /// All that it tells, as one body of facts, for the check that nobody else's is in it.
  public var facts: ReportFacts? {
    guard var all = told.first?.facts else { return nil }
    for other in told.dropFirst().map(\.facts) {
      all.organizations += other.organizations
      all.exposure.findings += other.exposure.findings
    }
    return all
  }

  /// Names without endings, of ASCII letters, digits and dashes only.
  ///
  /// The address is readable in it, the hash keeps two of them apart.
  private var fileName: String {
    let readable = String(
      decoding: address.address.lowercased().utf8.map { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        default: UInt8(ascii: "-")
        }
      }, as: UTF8.self)
    let hash = StableUUID.text(StableUUID.vezha, "desk \(address.address.lowercased())").prefix(8)
    return "\(service.rawValue)-\(readable.prefix(60))-\(hash)"
  }

  /// Markdown and JSON for the analyst, and the draft that brings it.
  ///
  /// - Returns: the files without the draft, and the draft with the name of its file.
  public func written(_ options: ReportOptions) -> (files: [ReportFile], draft: MailDraft, draftName: String) {
    let language = Language(rawValue: String(contact.language.prefix(2))) ?? options.languages.first ?? .english
    let words = Words(language)
    let mark = "\(options.exerciseMark(words))TLP:\(tlp.rawValue)"
    let letter = letter(words, mark: mark, options)
    let files = [
      ReportFile(name: "\(fileName).md", bytes: letter.markdown(words)),
      ReportFile(name: "\(fileName).json", bytes: json(options)),
    ]
    let draft = MailDraft(
      from: MailAddress(name: options.cert.name, address: options.cert.email), to: [address],
      subject: "[\(mark)] \(words.deskTitle(service, isClosing: !hasNames)), \(label)", text: letter.plainText,
      attachments: [],
      date: told.compactMap { $0.facts.alert?.message.written }.max() ?? Instant(microseconds: 0),
      identity: options.identity("desk \(service.rawValue) \(address.address.lowercased()) \(label)"))
    return (files, draft, "\(fileName).eml")
  }

  private func letter(_ words: Words, mark: String, _ options: ReportOptions) -> Letter {
    let hasNames = hasNames
    var blocks: [ReportDocument.Block] =
      hasNames ? words.deskGreeting(service, organizations: told.count).map { .paragraph($0) } : []
    for told in told {
      guard let message = told.facts.alert?.message else { continue }
      blocks.append(.heading("\(words.name(of: told.organization)) (\(message.label))"))
      let ids = Set(message.told.map(\.finding))
      let lines = words.letterLines(
        told.facts.exposure.findings.filter { ids.contains($0.id) }, most: Self.mostNames)
      blocks.append(
        lines.isEmpty ? .paragraph(words.deskClosed(isWithdrawn: (told.facts.alert?.withdrawn ?? 0) > 0)) : .list(lines)
      )
    }
    switch service {
    case .platform where hasNames: blocks += [.paragraph(Prose(words.letterAsk)), .list(words.letterAsks)]
    case .oversight where hasNames: blocks.append(.paragraph(words.deskOversight))
    case .platform, .oversight: break
    }
    blocks.append(.paragraph(words.deskClose(options.cert)))
    return Letter(mark: mark, title: words.deskTitle(service, isClosing: !hasNames), blocks: blocks)
  }

  private func json(_ options: ReportOptions) -> [UInt8] {
    var json = JSONText()
    json.object {
      $0.key("schema")
      $0.string("vezha.desk/1")
      $0.key("tlp")
      $0.string("TLP:\(tlp.rawValue)")
      $0.key("exercise")
      $0.boolean(options.isExercise)
      $0.key("service")
      $0.string(service.rawValue)
      $0.key("name")
      $0.string(contact.name)
      $0.key("email")
      $0.string(address.address)
      $0.key("messages")
      $0.array(told) { json, told in
        json.object {
          $0.key("message")
          $0.string(told.facts.alert?.message.label ?? "")
          $0.key("organization")
          FindingsJSON.organization(&$0, told.organization.key, told.organization.displayName)
          $0.key("role")
          $0.string(told.role)
        }
      }
    }
    return json.finished()
  }
}
