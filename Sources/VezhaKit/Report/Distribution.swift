import Crypto

/// What lies in one organization's folder, and whom to tell.
public struct DistributionEntry: Sendable {
  /// The organization.
  public var organization: Organization
  /// Name of its folder.
  public var folder: String
  /// Findings in its report.
  public var findings: Int
  /// Mark of its report.
  public var tlp: TLP
  /// Its files, the mail draft included.
  public var files: [DistributedFile]

  /// What lies in one organization's folder.
  public init(organization: Organization, folder: String, findings: Int, tlp: TLP, files: [ReportFile]) {
    self.organization = organization
    self.folder = folder
    self.findings = findings
    self.tlp = tlp
    self.files = files.map { DistributedFile($0) }
  }
}

/// What is said of a file: hundreds of reports need not be held until the last is written.
public struct DistributedFile: Hashable, Sendable {
  /// Base name.
  public var name: String
  /// SHA-256, lower-case hexadecimal.
  public var sha256: String
  /// Size in bytes.
  public var bytes: Int

  /// What is said of a finished file.
  public init(_ file: ReportFile) {
    name = file.name
    sha256 = hexadecimal(SHA256.hash(data: file.bytes))
    bytes = file.bytes.count
  }
}

/// What an analyst hands out: which files belong to whom, with hashes to check and contacts to tell.
public enum Distribution {
  /// `manifest.json` (schema `vezha.manifest/1`) and `SHA256SUMS` (as `sha256sum -c` and `ssh-keygen -Y sign` take it).
  ///
  /// Both name the files of all organizations, so they stay with the analyst.
  public static func files(
    _ entries: [DistributionEntry], government: [DistributedFile], of interval: Interval, asKnown: Instant?,
    chainHead: String, tlp: TLP, options: ReportOptions
  ) -> [ReportFile] {
    var json = JSONText()
    json.object {
      $0.key("schema")
      $0.string("vezha.manifest/1")
      $0.key("tlp")
      $0.string("TLP:\(tlp.rawValue)")
      $0.key("exercise")
      $0.boolean(options.isExercise)
      $0.key("interval")
      FindingsJSON.interval(&$0, interval)
      $0.key("as_known")
      $0.instant(asKnown)
      $0.key("chain_head")
      $0.string(chainHead)
      $0.key("files")
      $0.array(government) { file(&$0, "", $1) }
      $0.key("organizations")
      $0.array(entries) { entry(&$0, $1) }
    }
    let manifest = ReportFile(name: "manifest.json", bytes: json.finished())
    let all =
      (government + [DistributedFile(manifest)]).map { ("", $0) }
      + entries.flatMap { entry in entry.files.map { ("\(entry.folder)/", $0) } }
    let sums = all.sorted { ($0.0 + $0.1.name) < ($1.0 + $1.1.name) }.map { folder, file in
      "\(file.sha256)  \(folder)\(file.name)\n"
    }
    return [manifest, ReportFile(name: "SHA256SUMS", bytes: Array(sums.joined().utf8))]
  }

  /// Names of the files that `files` gives.
  public static let names = ["SHA256SUMS", "manifest.json"]

  private static func entry(_ json: inout JSONText, _ entry: DistributionEntry) {
    json.object {
      $0.key("key")
      $0.string(entry.organization.key)
      $0.key("name")
      $0.string(entry.organization.displayName)
      $0.key("parent")
      $0.string(entry.organization.parent)
      $0.key("language")
      $0.string(entry.organization.language)
      $0.key("tlp")
      $0.string("TLP:\(entry.tlp.rawValue)")
      $0.key("findings")
      $0.integer(entry.findings)
      $0.key("contacts")
      $0.array(entry.organization.contacts) { json, contact in
        json.object {
          $0.key("role")
          $0.string(contact.role)
          $0.key("name")
          $0.string(contact.name)
          $0.key("email")
          $0.string(contact.email)
          $0.key("phone")
          $0.string(contact.phone)
          $0.key("verified")
          $0.string(contact.verified)
        }
      }
      $0.key("files")
      $0.array(entry.files) { file(&$0, "\(entry.folder)/", $1) }
    }
  }

  private static func file(_ json: inout JSONText, _ folder: String, _ file: DistributedFile) {
    json.object {
      $0.key("path")
      $0.string("\(folder)\(file.name)")
      $0.key("sha256")
      $0.string(file.sha256)
      $0.key("bytes")
      $0.integer(file.bytes)
    }
  }
}

extension ReportWriter {
  /// Name of an organization's mail draft.
  public static let mailName = "message.eml"

  /// The mail that brings an organization its report, in the first language of the options.
  ///
  /// It goes to its owner and duty contacts; without any it is a draft that names nobody.
  public static func mail(
    _ facts: ReportFacts, to organization: Organization, files: [ReportFile], options: ReportOptions, date: Instant
  ) -> MailDraft {
    let words = Words(options.languages.first ?? .english)
    let document = ReportDocument(facts, language: words.language, options: options)
    let isMonthly = facts.exposure.findings.isEmpty
    var paragraphs = [words.mailGreeting(document.front.title)]
    paragraphs += document.front.coverage.map(\.plain) + [document.front.headline.plain]
    paragraphs +=
      isMonthly
      ? (facts.exposure.isBlind ? [] : [words.mailAllClear])
      : document.front.plainWords.flatMap(\.sentences).map(\.plain)
    paragraphs.append(words.mailClose(options.cert))
    let mark = "\(options.exerciseMark(words))TLP:\(facts.tlp.rawValue)"
    return MailDraft(
      from: MailAddress(name: options.cert.name, address: options.cert.email), to: recipients(of: organization),
      subject:
        "[\(mark)] \(words.mailSubject(facts.exposure.interval, isAllClear: isMonthly, isBlind: facts.exposure.isBlind))",
      text: ([mark] + paragraphs + [mark]).joined(separator: "\n\n") + "\n",
      attachments: files.filter { $0.name.hasPrefix("report.") || $0.name == "findings.csv" }, date: date,
      identity: options.identity("\(organization.key) \(facts.exposure.interval.title) \(facts.chainHead)"))
  }

  /// Whom an organization's own mail goes to: owner and duty desk.
  ///
  /// Those who run, host or watch over its systems may be outside of it: they have notices of their own.
  public static func recipients(of organization: Organization) -> [MailAddress] {
    organization.contacts.filter { ["owner", "duty"].contains($0.role) }
      .compactMap { MailAddress(name: $0.name, address: $0.email) }
  }
}
