import Testing

@testable import VezhaKit

@Suite struct ReportWriterTests {
  @Test func `an unknown format is refused with what exists`() {
    let error = #expect(throws: ReportError.self) {
      try ReportWriter.files(InventedReport().facts, formats: ["html", "pdf\u{1b}"])
    }
    #expect(
      error?.message == "unknown report format 'pdf‹U+001B›'; formats are html, csv, json, md, ndjson, stix, misp")
  }

  @Test func `files come in the order asked for, each once`() throws {
    let files = try ReportWriter.files(InventedReport.ordinary.facts, formats: ["json", "html", "json"])
    #expect(files.map(\.name) == ["report.json", "report.html"])
  }

  @Test(arguments: NamedWeek.all)
  func `the same facts give the same bytes`(week: NamedWeek) throws {
    let formats = ReportWriter.formats
    #expect(
      try ReportWriter.files(week.report.facts, formats: formats)
        == ReportWriter.files(week.report.facts, formats: formats))
  }

  @Test func `names of one organization that came up on one day are one line of act now`() throws {
    let document = ReportDocument(InventedReport.ordinary.facts)
    let actions = document.sections.flatMap(\.blocks).flatMap { block -> [ReportDocument.Action] in
      if case .actions(let actions, _) = block { actions } else { [] }
    }
    #expect(actions.count == 5)
    #expect(
      actions.first?.subjects == [
        "vpn.minfin.gov.example", "www.minfin.gov.example", "budget.minfin.gov.example",
      ])
    #expect(actions.first?.why.plain.contains("listed and not web: tcp/22") == true)
    #expect(
      actions.map(\.due.description) == [
        "2026-11-23", "2026-11-24", "2026-11-24", "2026-11-27", "2026-11-30",
      ])
  }

  @Test func `act now has ten lines at most`() throws {
    let document = ReportDocument(InventedReport.large(5000).facts)
    for case .actions(let actions, _) in document.sections.flatMap(\.blocks) { #expect(actions.count == 10) }
  }

  @Test func `a day strip tells named, published without it, and nothing published`() throws {
    let report = InventedReport.ordinary
    let strip = try #require(DayStripMaker(report.facts, Words(.english)).strip(report.findings[0]))
    #expect(strip.code == "0/3 0/3 0/3 0/3 3/3 3/3 none")
    #expect(strip.slots.count == 28)
    #expect(strip.slots.suffix(4).allSatisfy { $0 == .blind })
    #expect(strip.words.hasSuffix("Sat 21 3 of 3, Sun 22 nothing published"))
  }

  @Test func `weeks before our records are neither blind nor zero`() throws {
    var facts = InventedReport.ordinary.facts
    facts.exposure.recordsBegan = facts.exposure.interval.from - .days(14)
    for index in facts.trend.indices.dropLast(3) { facts.trend[index].documents = 0 }
    let trend = ReportDocument(facts).front.trend
    #expect(trend.bars.count { $0.isBeforeRecords } == 23)
    #expect(!trend.bars.contains { $0.isBlind })
    #expect(trend.summary.hasPrefix("Something was published in each of the 3 weeks."))
    #expect(trend.beforeRecords == "our records began on 2 November 2026")
  }

  @Test func `a name that two series list is one name of a wave`() throws {
    var report = InventedReport.organization("minfin")
    var other = report.findings[1]
    other.id = "vf-other"
    other.series = "forum"
    other.findingClass = .new
    other.episodes[0].start = other.episodes[0].start - .days(2)
    report.findings.append(other)
    for case .actions(let actions, _) in ReportDocument(report.facts).sections.flatMap(\.blocks) {
      #expect(actions.map(\.subjects.count) == [3])
      #expect(actions.first?.findings.count == 4)
      #expect(actions.first?.why.plain.hasPrefix("on the newest ddosia and forum lists") == true)
      #expect(actions.first?.why.plain.contains("1 for the first time; 2 back") == true)
    }
  }

  @Test func `evidence of several assets of one identifier is one span, and its rows count once`() throws {
    var report = InventedReport.organization("minfin")
    report.findings = [report.findings[0]]
    report.findings[0].evidence += report.findings[0].evidence.map {
      var evidence = $0
      evidence.asset = "CI-7"
      return evidence
    }
    let tables = ReportDocument(report.facts).tables
    let table = try #require(tables.first { $0.file == "evidence" })
    #expect(table.rows.count == 1)
    let row = Dictionary(uniqueKeysWithValues: zip(table.columns.map(\.id), try #require(table.rows.first)))
    #expect(row["assets"] == .text("vpn.minfin.gov.example; CI-7"))
    #expect(row["documents"] == .number(6))
    #expect(row["rows"] == .number(24))
  }

  @Test func `hours count only what lies within the interval`() throws {
    let report = InventedReport.ordinary
    let maker = SectionMaker(report.facts, Words(.english))
    // Named from Monday 00:00 (begun before) until the list of Tuesday 04:00 lacks it.
    #expect(
      maker.hours(try #require(report.findings.first { $0.subject.value == "portal.health.gov.example" }))
        == 28)
  }

  @Test func `history is told in words`() throws {
    let report = InventedReport.ordinary
    let maker = SectionMaker(report.facts, Words(.english))
    #expect(maker.history(report.findings[0]) == "first time since our records began on 20 January 2026")
    #expect(
      maker.history(report.findings[1])
        == "7th time in 26 weeks, last 12 days earlier, 4 days of them without any document")
  }

  // RFC 3492 section 7.1 (Ukrainian and German samples encoded with Python's punycode).
  @Test(
    arguments: [
      ("xn--80ahnhrfy.gov.example", "податки.gov.example"), ("xn--mnchen-3ya.example", "münchen.example"),
      ("minfin.gov.example", nil), ("xn--.example", nil), ("xn--99999999.example", nil),
      ("xn--ü.example", nil),
    ] as [(String, String?)])
  func `an A-label is shown as its U-label`(host: String, expected: String?) {
    #expect(HostText.unicode(host) == expected)
  }
}
