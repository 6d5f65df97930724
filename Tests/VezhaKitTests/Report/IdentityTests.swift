import Foundation
import Testing

@testable import VezhaKit

/// Identifiers by which other programs tell reports, objects and mails apart.
@Suite struct IdentityTests {
  /// What looks like a UUID in the files of the formats for machines.
  private func identifiers(_ facts: ReportFacts, _ options: ReportOptions = ReportOptions()) throws -> Set<String> {
    var found = Set<String>()
    for file in try ReportWriter.files(facts, formats: ["stix", "misp"], options: options) {
      for word in String(decoding: file.bytes, as: UTF8.self).split(whereSeparator: { !$0.isHexDigit && $0 != "-" }) {
        // Letters of the type before it may be taken for digits.
        guard let text = word.components(separatedBy: "--").last else { continue }
        if text.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12] { found.insert(text) }
      }
    }
    return found
  }

  /// Observables are made of their values, markings of the standard: they are everybody's.
  private func shared(_ facts: ReportFacts) throws -> Set<String> {
    let file = try #require(try ReportWriter.files(facts, formats: ["stix"]).first)
    let objects = try #require(try JSONReader(file.bytes)["objects"]).elements
    let ids = objects.filter {
      ["domain-name", "ipv4-addr", "ipv6-addr", "marking-definition"].contains($0["type"]?.string)
    }.compactMap { $0["id"]?.string?.components(separatedBy: "--").last }
    return Set(ids + ["60a3c5c5-0d10-413e-aab3-9e08dde9e88d"])
  }

  @Test func `an exercise has no identifier of the real report`() throws {
    let facts = InventedReport.ordinary.facts
    let real = try identifiers(facts)
    #expect(real.count > 30)
    #expect(try identifiers(facts, ReportOptions(isExercise: true)).intersection(real) == shared(facts))
    let mails = [false, true].map { isExercise in
      ReportWriter.mail(
        facts, to: InventedReport.government[0], files: [], options: ReportOptions(isExercise: isExercise),
        date: facts.exposure.interval.to)
    }
    #expect(mails[0].identity != mails[1].identity)
  }

  @Test func `a MISP event and its attributes are one reader's of one interval, in every language`() throws {
    func ids(_ report: InventedReport, _ language: Language = .english) throws -> Set<String> {
      let file = try #require(
        try ReportWriter.files(report.facts, formats: ["misp"], options: ReportOptions(languages: [language])).first)
      let event = try #require(try JSONReader(file.bytes)["Event"])
      return Set(([event] + (try #require(event["Attribute"]).elements)).compactMap { $0["uuid"]?.string })
    }
    var later = InventedReport.ordinary
    later.week = Interval(from: later.week.to, to: later.week.to + .days(7))
    var children = InventedReport.organization("minfin")
    children.scope = .organization(key: "minfin", children: ["tax"])
    var sector = InventedReport.organization("minfin")
    sector.scope = .sector(name: "minfin", members: ["minfin"])
    let readers = [.ordinary, later, .organization("minfin"), .organization("tax"), children, sector]
    var all = Set<String>()
    for reader in readers {
      let own = try ids(reader)
      #expect(own.count == reader.findings.count + 1)
      #expect(try ids(reader, .ukrainian) == own)
      #expect(all.isDisjoint(with: own))
      all.formUnion(own)
    }
  }

  @Test func `what becomes known later updates the MISP event and its attributes`() throws {
    func event(_ facts: ReportFacts) throws -> JSONReader {
      let file = try #require(try ReportWriter.files(facts, formats: ["misp"]).first)
      return try #require(try JSONReader(file.bytes)["Event"])
    }
    let facts = InventedReport.ordinary.facts
    var later = facts
    later.exposure.asKnown = facts.exposure.asKnown.map { $0 + .hours(5) }
    later.exposure.findings.removeLast()
    let (first, second) = (try event(facts), try event(later))
    #expect(first["uuid"]?.string == second["uuid"]?.string)
    let known = try #require(facts.exposure.asKnown).microseconds / 1_000_000
    #expect(first["timestamp"]?.string == String(known))
    #expect(second["timestamp"]?.string == String(known + 5 * 3600))
    func ids(_ event: JSONReader) throws -> [String?] {
      try #require(event["Attribute"]).elements.map { $0["uuid"]?.string }
    }
    #expect(try ids(second) == ids(first).dropLast())
  }

  @Test func `headers of a draft are searched as they are read`() {
    let draft = MailDraft(
      from: MailAddress(name: "Team of the West", address: "cert@west.example"),
      to: [MailAddress(name: "Управління півдня", address: "desk@south.gov.example")].compactMap(\.self),
      subject: "Listed: east.gov.example", text: "north.gov.example\n", attachments: [],
      date: Instant(seconds: 1_795_413_909), identity: "x")
    let values = ["west.example", "south.gov.example", "east.gov.example", "north.gov.example"]
    let names = ["Team of the West", "Управління півдня"]
    let leaks = LeakCheck(hosts: values + ["other.example"], names: names).leaks(in: [draft.readable], exempt: [])
    #expect(Set(leaks.map(\.value)) == Set(values + names))
  }
}

/// Whose names a text speaks of.
@Suite struct AddresseeTests {
  @Test(arguments: Language.allCases)
  func `an organization reads of its own names, the government of ours`(language: Language) throws {
    func headline(_ report: InventedReport) -> String {
      var report = report
      report.findings = []
      return ReportDocument(report.facts, language: language).front.headline.plain
    }
    let own = headline(.organization("minfin"))
    let ours = headline(.ordinary)
    #expect(
      own
        == language.say(
          en: "None of your names was on any list we read.",
          uk: "У жодному з опрацьованих списків ваших ресурсів не було."))
    #expect(
      ours
        == language.say(
          en: "No name of ours was on any list we read.", uk: "У жодному з опрацьованих списків наших ресурсів не було."
        ))
  }

  @Test func `a page for one organization says ours of nothing that is theirs`() throws {
    var report = InventedReport.organization("minfin")
    report.findings = []
    let text = ReportDocument(report.facts).sections.flatMap { section in
      [section.title] + section.lead.map(\.plain)
        + section.blocks.map { block in
          if case .table(let table) = block { "\(table.caption) \(table.empty)" } else { "" }
        }
    }.joined(separator: "\n")
    for phrase in ["of ours", "imitate ours", "imitates ours", " our products", "Our own systems"] {
      #expect(!text.contains(phrase), "\(phrase)")
    }
  }
}

@Suite struct DefangedTextTests {
  @Test(arguments: [
    ("minfin.gov.example", "minfin[.]gov[.]example"),
    ("https://www.a.example/login", "hxxps://www[.]a[.]example/login"),
    ("HTTP://податки.gov.example", "hxxp://податки[.]gov[.]example"),
    ("податки。gov．example", "податки[.]gov[.]example"),
    ("httpd.example", "httpd[.]example"), ("tcp://a.example:53", "tcp://a[.]example:53"), ("", ""),
  ])
  func `no listed form is a link`(text: String, expected: String) {
    #expect(HostText.defanged(text) == expected)
  }

  @Test func `a listed URL in Ukrainian letters is no link in the evidence of any page`() throws {
    var report = InventedReport.ordinary
    for place in report.findings[0].evidence.indices {
      report.findings[0].evidence[place].listed = "https://податки.gov.example/login"
    }
    for file in try ReportWriter.files(report.facts, formats: ["html", "md"]) {
      let text = String(decoding: file.bytes, as: UTF8.self)
        .replacing("<wbr/>", with: "").replacing("\\", with: "")
      #expect(text.contains("hxxps://податки[.]gov[.]example/login"), "\(file.name)")
      #expect(!text.contains("податки.gov"), "\(file.name)")
    }
  }
}
