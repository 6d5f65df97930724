import Testing

@testable import VezhaKit

/// Pages for a reader whose clocks do not show UTC.
@Suite struct LocalTimeTests {
  private static let zone = LocalTimeZone("Europe/Kyiv")

  private func page(
    _ own: LocalTimeZone?, configured: LocalTimeZone? = nil, language: Language = .english, format: String = "md",
    key: String = "minfin"
  ) throws -> String {
    var report = InventedReport.organization(key)
    for place in report.organizations.indices { report.organizations[place].timeZone = own }
    let options = ReportOptions(languages: [language], timeZone: configured)
    let file = try #require(try ReportWriter.files(report.facts, formats: [format], options: options).first)
    return String(decoding: file.bytes, as: UTF8.self).replacing("\\", with: "")
  }

  @Test func `a moment shows the reader's clock with UTC beside, with its day where that is another`() throws {
    let morning = try #require(Instant("2026-11-18T07:05:00Z"))
    let night = try #require(Instant("2026-11-18T22:30:00Z"))
    let words = Words(.english, zone: Self.zone)
    #expect(words.since(morning) == "since 18 Nov, 09:05 (07:05 UTC)")
    #expect(words.since(night) == "since 19 Nov, 00:30 (18 Nov, 22:30 UTC)")
    #expect(words.longMoment(night) == "19 November 2026, 00:30 (18 November 2026, 22:30 UTC)")
    #expect(words.minute(night) == "2026-11-19 00:30 (2026-11-18 22:30 UTC)")
    #expect(words.weekdayMoment(night) == "Thursday 19 November, 00:30 (Wednesday 18 November, 22:30 UTC)")
    #expect(
      Words(.ukrainian, zone: Self.zone).weekdayMoment(morning) == "середа, 18 листопада, 09:05 (07:05 UTC)")
    #expect(Words(.english).weekdayMoment(morning) == "Wednesday 18 November, 07:05 UTC")
    #expect(Words(.english).minute(night) == "2026-11-18 22:30")
  }

  @Test(arguments: Language.allCases)
  func `the letter, the tables and the method of a page are in the organization's own time`(language: Language) throws {
    let text = try page(Self.zone, language: language)
    // The list of 04:00 UTC on Friday.
    #expect(
      text.contains(
        language.say(en: "20 November 2026, 06:00 (04:00 UTC)", uk: "20 листопада 2026 року, 06:00 (04:00 UTC)")))
    #expect(text.contains("2026-11-20 06:00 (04:00 UTC)"))
    #expect(text.contains(language.say(en: "times of Europe/Kyiv, UTC beside", uk: "час Europe/Kyiv, поруч UTC")))
    #expect(!text.contains(language.say(en: "All times are UTC.", uk: "Увесь час — UTC.")))
    let html = try page(Self.zone, language: language, format: "html")
    #expect(html.contains("2026-11-20 06:00 <span class=\"utc\">04:00 UTC</span>"))
  }

  @Test func `a zone of its own comes before the configured one, and UTC is a zone of its own`() throws {
    let tokyo = LocalTimeZone("Asia/Tokyo")
    #expect(try page(nil, configured: tokyo).contains("2026-11-20 13:00 (04:00 UTC)"))
    #expect(try page(Self.zone, configured: tokyo).contains("2026-11-20 06:00 (04:00 UTC)"))
    #expect(try page(LocalTimeZone("UTC"), configured: tokyo) == page(nil))
  }

  @Test func `files for machines are in UTC whatever the reader's zone, but for sentences`() throws {
    for format in ["json", "csv", "ndjson", "stix", "misp"] {
      let lines = try [page(Self.zone, format: format), page(nil, format: format)].map { $0.split(separator: "\n") }
      #expect(lines[0].count == lines[1].count)
      for (own, utc) in zip(lines[0], lines[1]) where own != utc {
        #expect(format == "json" && own.contains("\"why\":") && own.contains(" UTC)"), "\(format): \(own)")
      }
    }
  }

  @Test func `a body named like the city of a zone does not withhold the pages of that zone`() throws {
    let check = LeakCheck(hosts: [], names: ["Kyiv"])
    let file = ReportFile(name: "report.md", bytes: Array(try page(Self.zone).utf8))
    #expect(!check.leaks(in: [file], exempt: []).isEmpty)
    #expect(check.leaks(in: [file], exempt: ["Europe/Kyiv"]).isEmpty)
  }
}
