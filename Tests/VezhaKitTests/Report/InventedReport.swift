@testable import VezhaKit

/// Facts of invented weeks: reserved names and documentation addresses only, the same on every run.
struct InventedReport {
  var week =
    ISOWeek("2026-W47").map(\.interval) ?? Interval(from: Instant(seconds: 0), to: Instant(seconds: 0))
  var organizations: [Organization] = InventedReport.government
  var findings: [Finding] = []
  var suppressed: [Finding] = []
  var previous: [Finding] = []
  var isBlind = false
  var scope = ReportFacts.Scope.government
  var tlp = TLP.amberStrict

  static let government: [Organization] = [
    ("minfin", "Ministry of Finance", "finance", true), ("tax", "State Tax Service", "finance", true),
    ("energy", "Ministry of Energy and Coal Industry of the Invented State", "energy", true),
    ("health", "National Health Insurance Fund", "health", true),
    ("rail", "State Railways", "transport", false),
    ("parliament", "Parliament", "legislative", true), ("courts", "Court Administration", "", true),
    ("unassigned", "Unassigned", "", false),
  ].map { key, name, sector, contact in
    Organization(
      key: key, names: [LocalizedName(language: "en", text: name)], sector: sector,
      contacts: contact ? [Contact(role: "duty", name: "Duty desk")] : [],
      domains: [GivenName(given: "\(key).gov.example", canonical: "\(key).gov.example")])
  }

  /// Three lists a day; Sunday has none, and no day has any in a blind week.
  var documents: [Document] {
    guard !isBlind else { return [] }
    return (0..<18).map { index in
      let published = week.from + .hours(index / 3 * 24 + [4, 7, 13][index % 3])
      let hash = String(repeating: "0123456789abcdef", count: 4)
      let lead = "\(padded(Int64(index), 2))"
      return Document(
        number: index, series: "ddosia", sha256: lead + hash.dropFirst(2),
        file: "list-\(published.day)-\(padded(Int64(published.hour), 2)).json", format: "ddosia",
        bytes: 180_000 + index * 731, published: published, known: published + .hours(2),
        listings: 900 + index * 3,
        subjects: 41, skipped: index % 4, tlp: .amber)
    }
  }

  /// A finding named by the lists with the given numbers.
  func finding(
    _ name: String, _ organization: String, _ value: FindingClass, lists: ClosedRange<Int>? = nil,
    priority: Priority = .medium, rule: Rule = .hostExact,
    ports: [(Transport, UInt16, OwnPort)] = [(.tcp, 443, .open)],
    attacks: [AttackKind: Int] = [.http2: 4], paths: [PathClass: Int] = [.root: 2, .search: 2],
    episode: Int = 1,
    absent: Int? = nil, inInventory: Bool = true, needsReview: Bool = false
  ) -> Finding {
    let all = documents
    let naming = lists.map { Array(all[$0.clamped(to: 0...max(0, all.count - 1))]) } ?? []
    let isLast = naming.last?.number == all.last?.number && !naming.isEmpty
    let start =
      value == .continuing || naming.isEmpty ? week.from - .hours(60) : naming.first?.published ?? week.from
    let lastSeen = naming.last?.published ?? week.from - .hours(20)
    let off: Instant? =
      value == .unknown || isLast
      ? nil : naming.isEmpty ? week.from + .hours(4) : all.first { $0.published > lastSeen }?.published
    let kind: SubjectKind = HostText.isAddress(name) ? .address : .host
    return Finding(
      id: "vf-\(organization)-\(name.utf8.reduce(UInt64(5381)) { $0 &* 33 &+ UInt64($1) })",
      organization: organization,
      organizationName: organizations.first { $0.key == organization }?.displayName ?? organization,
      series: "ddosia", role: .target, roleDecided: nil, subject: Subject(kind: kind, value: name),
      impact: .moderate,
      certainty: rule.certainty, priority: priority, needsReview: needsReview, findingClass: value,
      state: value == .unknown ? .unknown : isLast ? .on : .off, absentDays: absent,
      unobservedDays: absent.map { $0 / 3 }, episode: episode,
      episodes: [
        Episode(
          start: start, lastSeen: lastSeen, offSince: off, documents: naming.count, rows: naming.count * 4)
      ], firstSeen: value == .new ? start : week.from - .days(90), lastSeen: lastSeen,
      documents: naming.count,
      rows: naming.count * 4, inInventory: inInventory,
      assets: rule == .constituency ? [] : [AssetSummary(key: name, name: "", criticality: .high)],
      evidence: naming.map {
        Evidence(
          rule: rule, certainty: rule.certainty, asset: rule == .constituency ? nil : name, identifier: name,
          listed: kind == .host ? "https://\(name)" : name, document: $0.reference,
          location: "/targets/12/host", rows: 4)
      },
      services: ports.map { .init(listed: ListedService(transport: $0.0, port: $0.1, rows: 4), ours: $0.2) },
      attacks: attacks, paths: paths, foreignHosts: 0, decision: nil, suppressedBy: nil,
      sightings: naming.map(\.published))
  }

  var coverage: [Coverage] {
    [
      Coverage(series: "ddosia", documents: documents.count, days: Set(documents.map(\.published.day)).count),
      Coverage(series: "forum-posts", documents: 0, days: 0),
    ]
  }

  var facts: ReportFacts {
    let trend = (0..<26).map { index in
      let interval = ISOWeek(containing: week.from).advanced(by: index - 25).interval
      let blind = index == 9 || index == 10 || (index == 25 && isBlind)
      let named = index == 25 ? findings.filter(\.isNamed).count : [3, 9, 14, 6, 2, 21, 11][index % 7]
      return ReportFacts.TrendPoint(
        interval: interval, documents: blind ? 0 : 18, named: blind ? 0 : named, new: blind ? 0 : named / 4,
        returned: blind ? 0 : named / 3)
    }
    return ReportFacts(
      scope: scope,
      exposure: Exposure(
        interval: week, asKnown: week.to + .hours(3), recordsBegan: week.from - .days(300),
        coverage: coverage,
        findings: findings, suppressed: suppressed),
      previous: Exposure(
        interval: week.previous, asKnown: week.from, recordsBegan: week.from - .days(300),
        coverage: [Coverage(series: "ddosia", documents: 21, days: 7)], findings: previous, suppressed: []),
      trend: trend,
      timesBefore: Dictionary(
        findings.map { ($0.id, $0.episode - 1) }, uniquingKeysWith: { first, _ in first }),
      returnRates: .init(left: 214, within28Days: 61, within84Days: 98),
      organizations: organizations.map {
        .init(
          organization: $0, assets: 41,
          scanned: $0.key == "rail"
            ? week.to - .days(131) : $0.key == "unassigned" ? nil : week.to - .days(12))
      },
      series: coverage.map { entry in
        .init(
          series: Series(key: entry.series, publisher: "Invented group", tlp: .amber), coverage: entry,
          newest: documents.last?.published ?? week.from - .days(9),
          listings: entry.documents > 0 ? documents.reduce(0) { $0 + $1.listings } : 0,
          skipped: entry.documents > 0 ? documents.reduce(0) { $0 + $1.skipped } : 0,
          subjects: entry.documents > 0 ? 38...44 : nil)
      }, documents: documents,
      editions: [
        .init(
          source: "assets", observed: week.from - .days(5), complete: true, assets: 402, added: 12,
          changed: 3, retired: 1),
        .init(
          source: "nmap-dmz", observed: week.from - .days(124), complete: false, assets: 88, added: 0,
          changed: 0, retired: 0),
      ], unassignedAssets: 3,
      unmatchable: [(reason: "private", count: 117), (reason: "single label", count: 9)],
      chainHead: String(repeating: "ab12", count: 16), rulesVersion: "1", tlp: tlp)
  }

  /// An ordinary week: waves, returns, an open port, an unknown host, an IDN, addresses.
  static var ordinary: InventedReport {
    var report = InventedReport()
    let r = report
    report.findings = [
      r.finding(
        "vpn.minfin.gov.example", "minfin", .new, lists: 12...17, priority: .critical,
        ports: [(.tcp, 443, .open), (.tcp, 22, .open), (.udp, 500, .notScanned)],
        attacks: [.syn: 4, .http2: 3]),
      r.finding(
        "www.minfin.gov.example", "minfin", .returned, lists: 12...17, priority: .high, episode: 7, absent: 12
      ),
      r.finding(
        "budget.minfin.gov.example", "minfin", .returned, lists: 12...17, priority: .high,
        attacks: [.slow: 2], paths: [.login: 2], episode: 3, absent: 40),
      r.finding(
        "xn--80ahnhrfy.gov.example", "tax", .continuing, lists: 0...17, priority: .high,
        paths: [.form: 3, .api: 1], episode: 4),
      r.finding("cabinet.tax.gov.example", "tax", .new, lists: 3...4, priority: .high, paths: [.login: 3]),
      r.finding(
        "192.0.2.17", "energy", .new, lists: 9...17, rule: .addressInRange,
        ports: [(.udp, 53, .open), (.tcp, 25, .closed)], attacks: [.udp: 5], paths: [:]),
      r.finding(
        "ns1.energy.gov.example", "energy", .new, lists: 9...17, rule: .hostBelow, ports: [(.udp, 53, .open)],
        attacks: [.udp: 5], paths: [:], inInventory: false),
      r.finding(
        "electronic-document-exchange-and-archive.services.energy.gov.example", "energy", .returned,
        lists: 0...8, rule: .hostBelow, episode: 2, absent: 103, inInventory: false),
      r.finding("portal.health.gov.example", "health", .continuing, lists: 0...2, episode: 2),
      r.finding(
        "2001:db8:10::15", "rail", .new, lists: 6...7, rule: .sharedAddress, ports: [(.tcp, 80, .notScanned)],
        needsReview: true),
      r.finding(
        "open-data.gov.example", "unassigned", .new, lists: 15...17, priority: .low, rule: .constituency,
        inInventory: false),
      r.finding("mail.courts.gov.example", "courts", .notNamed, episode: 3),
      r.finding("parliament.gov.example", "parliament", .notNamed),
    ]
    report.suppressed = [r.finding("cdn.health.gov.example", "health", .new, lists: 0...3)].map {
      var finding = $0
      finding.suppressedBy = "guard: the address is shared with 214 foreign hosts"
      return finding
    }
    report.previous =
      Array(report.findings.dropFirst(6).dropLast(2).prefix(3))
      + report.findings.suffix(2).map {
        var finding = $0
        finding.findingClass = .new
        return finding
      }
    return report
  }

  /// The ordinary week as one organization sees it.
  static func organization(_ key: String) -> InventedReport {
    var report = ordinary
    report.scope = .organization(key: key, children: [])
    report.organizations.removeAll { $0.key != key }
    report.findings.removeAll { $0.organization != key }
    report.suppressed.removeAll { $0.organization != key }
    report.previous.removeAll { $0.organization != key }
    return report
  }

  /// A week in which nothing was published.
  static var silent: InventedReport {
    var report = InventedReport(isBlind: true)
    report.previous = ordinary.previous
    report.findings = [
      report.finding("www.minfin.gov.example", "minfin", .unknown, priority: .high, episode: 7),
      report.finding("tax.gov.example", "tax", .unknown),
    ]
    return report
  }

  /// Many findings.
  static func large(_ count: Int) -> InventedReport {
    var report = InventedReport()
    let names = report.organizations.map(\.key)
    let classes: [FindingClass] = [.new, .returned, .continuing, .notNamed]
    report.findings = (0..<count).map { index in
      let value = classes[index % 4]
      return report.finding(
        "host-\(index).\(names[index % 8]).gov.example", names[index % 8], value,
        lists: value == .notNamed ? nil : index % 9...index % 18 + 9,
        priority: Priority.allCases[3 - index % 4],
        episode: index % 5 + 1, absent: value == .returned ? index % 200 : nil, inInventory: index % 7 != 0)
    }
    return report
  }
}

extension InventedReport {
  /// 300 texts that try to become something else: HTML, formulas, terminal escapes, bidi controls, paths.
  static let hostileTexts: [String] = {
    let texts = [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0", "\u{1b}[2J\u{7}",
      "\u{202e}exe.fdp",
      "+1", "-1", "@SUM(1)", "＝1+1", "]]>", "--><b>", "&#0;&lt;", "\r\n\"x\",=1", "\u{2028}\u{feff}\u{200b}",
      "../../etc/passwd",
      "javascript:alert(1)", "{{7*7}}", "${x}", "%3Cscript%3E", "\u{0}",
    ]
    let wrappings: [(before: String, after: String)] = [
      ("", ""), (" ", " "), ("\t", ""), ("\r\n", ""), ("\u{200b}", ""), ("\u{feff}", "\u{2069}"), ("\"", "\""),
      ("'", ""),
      ("a", "=1"), ("</td></tr>", "<!--"), ("<![CDATA[", "]]>"), ("\u{9b}31m", "\u{9c}"), ("\u{2066}\u{202a}", ""),
      ("\\", "\\"), ("|", "|`"),
    ]
    return wrappings.flatMap { wrapping in texts.map { wrapping.before + $0 + wrapping.after } }
  }()

  /// Names, hosts, files, reasons and notes that try to become something else.
  static var hostile: InventedReport {
    var report = ordinary
    for (index, text) in hostileTexts.enumerated() {
      var finding = report.finding(
        "host\(index).health.gov.example", "health", .new, lists: 12...17,
        rule: index % 2 == 0 ? .hostExact : .sharedAddress)
      finding.id = "vf-\(index)\(text)"
      finding.organizationName = text
      finding.organization = "health\(text)"
      finding.series = text
      finding.subject.value = text
      finding.suppressedBy = text
      finding.assets = [AssetSummary(key: text, name: text, criticality: nil)]
      finding.decision = Decision(
        verdict: .inProgress, scope: .finding, finding: finding.id, organization: finding.organization, series: text,
        role: .target, subject: finding.subject, reason: text, author: text, decided: report.week.from, until: nil)
      for place in finding.evidence.indices {
        finding.evidence[place].listed = text
        finding.evidence[place].identifier = text
        finding.evidence[place].asset = text
        finding.evidence[place].location = text
        finding.evidence[place].document.file = text
      }
      report.findings.append(finding)
      report.suppressed.append(finding)
      report.organizations.append(
        Organization(key: "org\(text)", names: [LocalizedName(text: text)], sector: text))
    }
    return report
  }
}
