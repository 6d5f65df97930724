import Foundation
import Testing

/// Reports of more than a week and of less than everybody: campaign, comparison, calendar periods, sectors.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct SummaryReportTests {
  /// Lists by file name; the suffixes .zz and .xa are never given to a country (ISO 3166, user-assigned codes).
  static let lists: [(name: String, lines: [String])] = [
    ("2026-11-04_07-00-00_list.txt", ["www.tax.gov.example", "a.zz", "b.zz", "shop.example"]),
    ("2026-11-05_07-00-00_list.txt", ["a.zz", "b.zz", "shop.example"]),
    (
      "2026-11-10_07-10-00_list.txt",
      ["www.tax.gov.example", "www.rail.gov.example", "a.xa", "b.xa", "c.xa", "d.xa", "q.zz"]
    ),
    ("2026-11-11_12-10-00_list.txt", ["www.rail.gov.example", "a.xa", "b.xa", "www.b.xa", "q.zz"]),
    ("2026-11-12_12-30-00_list.txt", ["www.rail.gov.example", "a.xa", "b.xa", "www.b.xa", "q.zz", "q.zz"]),
    ("2026-11-13_12-30-00_list.txt", ["a.xa"]),
  ]

  static let inventory = """
    <inventory xmlns="urn:vezha:inventory:1" observed="2026-11-01T00:00:00Z">
    <organization key="tax" sector="finance"/><organization key="rail" sector="transport"/>
    <asset id="1" organization="tax"><host>www.tax.gov.example</host></asset>
    <asset id="2" organization="rail"><host>www.rail.gov.example</host></asset></inventory>
    """

  private func workspace<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    try await withFolder { folder in
      try Invented.write(
        "version: 1\npublic-suffixes: [gov.example]\nseries:\n  - key: lists\n    files: \"*.txt\"\n    published: file-name\n",
        to: folder.appending(path: "vezha.yaml"))
      for (name, lines) in Self.lists {
        try Invented.write(lines.joined(separator: "\n") + "\n", to: folder.appending(path: name))
      }
      try Invented.write(Self.inventory, to: folder.appending(path: "assets.xml"))
      _ = try await KillTests.succeed(["import", "assets.xml"], in: folder)
      _ = try await KillTests.succeed(["receive", "--series", "lists"] + Self.lists.map(\.name), in: folder)
      return try await body(folder)
    }
  }

  /// The fields of a CSV file whose fields are all quoted and hold no quotes.
  private func rows(_ file: URL) throws -> [[String]] {
    try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).map {
      $0.dropFirst().dropLast().components(separatedBy: "\",\"")
    }
  }

  @Test func `the campaign page counts countries, our share and habits, and tells no count of others below three`()
    async throws
  {
    try await workspace { folder in
      _ = try await KillTests.succeed(
        ["report", "--week", "2026-W46", "--format", "csv,html", "--output", "out", "--now", "2026-11-16T06:00:00Z"],
        in: folder)
      let out = folder.appending(path: "out")
      // Monday 9 November is day 1; the lists came on Tuesday to Friday.
      let countries = try rows(out.appending(path: "campaign-countries.csv"))
      #expect(
        countries.dropFirst().map { Array($0.prefix(12)) } == [
          [".xa", "lists", "?", "4", "3", "3", "<3", "?", "?", "4", "0", "4 more"],
          ["1 more, below 3 names each", "", "", "", "", "", "", "", "", "", "", ""],
        ])
      let lists = try rows(out.appending(path: "campaign-lists.csv"))
      #expect(
        lists.dropFirst().map { Array($0[2...5]) } == [
          ["7", "2", "29 %", "changed"], ["5", "1", "20 %", "changed"], ["5", "1", "20 %", "changed"],
          ["1", "0", "0 %", "changed"],
        ])
      let habits = try rows(out.appending(path: "campaign-habits.csv"))
      // tax: 24 h from 4 to 5 November, 29 h from 10 to 11; rail: 77 h 20 min, a begun hour counted, from 10 to 13.
      #expect(Array(habits[1][1...3]) == ["3", "29", "78"])
      #expect(habits[1][12] == "3" && habits[1][17] == "3")
      let page = try String(contentsOf: out.appending(path: "report.html"), encoding: .utf8)
      for name in ["shop", "a.xa", "a[.]xa", "q[.]zz"] { #expect(!page.contains(name), "\(name)") }
    }
  }

  @Test func `weeks beside each other add up and say where nothing is known`() async throws {
    try await workspace { folder in
      _ = try await KillTests.succeed(
        [
          "report", "--compare", "2026-W44..2026-W46", "--format", "csv,html,json", "--output", "out", "--now",
          "2026-11-16T06:00:00Z",
        ], in: folder)
      let out = folder.appending(path: "out")
      let pieces = try rows(out.appending(path: "comparison.csv"))
      #expect(
        pieces.dropFirst().map { [$0[0], $0[3], $0[4], $0[5], $0[6]] } == [
          ["W44", "0", "blind", "", ""], ["W45", "2", "1", "1", "0"], ["W46", "4", "2", "1", "1"],
        ])
      let organizations = try rows(out.appending(path: "comparison-organizations.csv"))
      #expect(
        organizations.dropFirst().map { [$0[0]] + $0[2...5] } == [
          ["rail", "?", "0", "1", "1"], ["tax", "?", "1", "1", "1"],
        ])
      #expect(try rows(out.appending(path: "comparison-sectors.csv")).count == 3)
      #expect(try Array(rows(out.appending(path: "comparison-series.csv"))[1][2...5]) == ["?", "1", "2", "2"])
    }
  }

  static let periods: [(argument: [String], title: String, names: Set<String>)] = [
    (["--period", "2026-11"], "2026-11: 2026-11-01 00:00 to 2026-12-01 00:00 UTC", ["tax", "rail"]),
    (["--period", "2026-Q4"], "2026-Q4: 2026-10-01 00:00 to 2027-01-01 00:00 UTC", ["tax", "rail"]),
    (["--period", "2026"], "2026: 2026-01-01 00:00 to 2027-01-01 00:00 UTC", ["tax", "rail"]),
    (["--week", "2026-W46", "--sector", "finance"], "2026-W46: 2026-11-09 00:00 to 2026-11-16 00:00 UTC", ["tax"]),
    (["--week", "2026-W46", "--sector", "transport"], "2026-W46: 2026-11-09 00:00 to 2026-11-16 00:00 UTC", ["rail"]),
  ]

  @Test func `calendar periods and sectors are reports of their own`() async throws {
    try await workspace { folder in
      for (number, (argument, title, names)) in Self.periods.enumerated() {
        let outcome = try await KillTests.succeed(
          ["report", "--format", "html,json,csv", "--output", "out\(number)", "--now", "2026-11-16T06:00:00Z"]
            + argument, in: folder)
        #expect(outcome.text.hasPrefix(title + "\n"), "\(outcome.text)")
        let folder = folder.appending(path: "out\(number)")
        let findings = try rows(folder.appending(path: "findings.csv"))
        let column = try #require(findings[0].firstIndex(of: "organization"))
        #expect(Set(findings.dropFirst().map { $0[column] }) == names)
        let page = try String(contentsOf: folder.appending(path: "report.html"), encoding: .utf8)
        // Who is not of the sector does not appear, and neither does the campaign.
        #expect(
          page.contains("www[.]rail") == names.contains("rail") || page.contains("rail[.]") == names.contains("rail"))
        #expect(page.contains("id=\"campaign\"") == (names.count == 2))
      }
    }
  }

  static let wrong: [[String]] = [
    ["--period", "2026-13"], ["--period", "2026-Q5"], ["--period", "26"],
    ["--period", "2026-11", "--week", "2026-W46"],
    ["--compare", "2026-W46..2026-W44"], ["--compare", "2026-W01..2026-W40"], ["--compare", "2026-W44"],
    ["--sector", "finance", "--each"], ["--compare", "2026-W44..2026-W46", "--week", "2026-W46"],
  ]

  @Test(arguments: wrong) func `a wrong span is a usage error`(arguments: [String]) async throws {
    try await withFolder { folder in
      let outcome = try await Command.run(["report"] + arguments, in: folder)
      #expect(outcome.code == 64, "\(outcome.errors)")
    }
  }

  @Test func `a week in which only advisories came is one in which we were blind`() async throws {
    try await withFolder { folder in
      try Invented.write(
        "version: 1\npublic-suffixes: [gov.example]\nseries:\n  - {key: lists, files: \"*.txt\", published: file-name, role: target}\n",
        to: folder.appending(path: "vezha.yaml"))
      try Invented.write(
        "<inventory xmlns=\"urn:vezha:inventory:1\" observed=\"2026-11-01T00:00:00Z\"><organization key=\"tax\"/><asset id=\"1\" organization=\"tax\"><host>www.tax.gov.example</host></asset></inventory>",
        to: folder.appending(path: "assets.xml"))
      try Invented.write("www.tax.gov.example\n", to: folder.appending(path: "2026-11-10_07-00-00.txt"))
      try Invented.write(
        """
        {"title": "Known exploited", "catalogVersion": "2026.11.18", "dateReleased": "2026-11-18T10:00:00.0000Z", "count": 1,
        "vulnerabilities": [{"cveID": "CVE-2026-0001", "vendorProject": "Example", "product": "Gate", "vulnerabilityName": "x",
        "dateAdded": "2026-11-18", "shortDescription": "x", "requiredAction": "x", "dueDate": "2026-12-09",
        "knownRansomwareCampaignUse": "Unknown", "notes": ""}]}

        """, to: folder.appending(path: "kev.json"))
      for arguments in [
        ["import", "assets.xml"], ["receive", "2026-11-10_07-00-00.txt"], ["receive", "kev.json", "--series", "kev"],
      ] {
        _ = try await KillTests.succeed(arguments + ["--now", "2026-11-18T12:00:00Z"], in: folder)
      }
      _ = try await KillTests.succeed(
        [
          "report", "--week", "2026-W47", "--format", "md,json", "--lang", "en", "--output", "out", "--now",
          "2026-11-23T06:00:00Z",
        ], in: folder)
      let page = try String(contentsOf: folder.appending(path: "out/report.md"), encoding: .utf8)
      #expect(
        page.contains("We were blind this week") && page.contains("1 advisory on products"), "\(page.prefix(900))")
      #expect(!page.contains("No name of ours was on any list we read"))
    }
  }
}
