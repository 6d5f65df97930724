import Testing

@testable import VezhaKit

@Suite struct LeakCheckTests {
  @Test(arguments: [
    // text, file, leaks?
    ("see a.example now", "x.csv", true), ("www.a.example", "x.csv", false),
    ("a.example.org", "x.csv", false),
    ("A.EXAMPLE", "x.csv", true), ("https://a.example/path", "x.csv", true), ("a.example:443", "x.csv", true),
    ("a[.]example", "x.html", true), ("a[.]<wbr/>example", "x.html", true),
    ("www[.]<wbr/>a[.]<wbr/>example", "x.html", false),
    ("a&#46;example", "x.html", true), ("ends with a.example.", "x.csv", true),
    ("duty@a.example", "x.csv", true),
    ("-a.example-", "x.csv", true), ("\\na.example", "x.json", true), ("\\u0061.example", "x.json", true),
    ("192.0.2.1", "x.csv", true), ("192.0.2.10", "x.csv", false), ("1192.0.2.1", "x.csv", false),
    ("192.0.2.1:80", "x.csv", true),
    ("2001:db8::7", "x.csv", true), ("2001:db8::77", "x.csv", false), ("2001:DB8::7,", "x.json", true),
    ("at 2001:db8::7: it", "x.csv", true),
    ("198.51.100.0/24", "x.csv", true), ("198.51.100.0", "x.csv", false), ("198.51.100.0/25", "x.csv", false),
    ("xn--mnchen-3ya.example", "x.csv", true), ("münchen.example", "x.csv", true),
    ("MÜNCHEN[.]example", "x.html", true),
    ("m\\u00fcnchen.example", "x.json", true), ("xmünchen.example", "x.csv", false),
    ("the Board of Fish &amp; Ships.", "x.html", true), ("Board of Fish", "x.html", false),
    ("board of fish &amp; ships", "x.html", false),
    ("Board of Fish & Ships", "x.json", true), ("\"Міністерство\" вугілля", "x.csv", true),
    ("Міністерство вугілляпром", "x.csv", false),
    ("National Board of Fish & Ships of Ours", "x.csv", false), ("own.example", "x.csv", false),
    ("nothing", "report.txt", false),
    ("a&#46;example", "report.txt", true), ("\\u0061.example", "report.txt", true),
  ])
  func `a foreign value is found as a whole token in every printed form`(
    text: String, file: String, leaks: Bool
  ) {
    let check = LeakCheck(
      hosts: [
        "a.example", "192.0.2.1", "2001:db8::7", "198.51.100.0/24", "xn--mnchen-3ya.example", "own.example",
      ],
      names: ["Board of Fish & Ships", "Міністерство вугілля"])
    let found = check.leaks(
      in: [ReportFile(name: file, bytes: Array(text.utf8))],
      exempt: ["own.example", "National Board of Fish & Ships of Ours"])
    #expect(found.isEmpty != leaks, "\(found)")
  }

  @Test func `a leak is named with its file, its value and its line`() {
    let check = LeakCheck(hosts: ["a.example"], names: [])
    let file = ReportFile(name: "findings.csv", bytes: Array("x\ny\nb a[.]example\n".utf8))
    #expect(
      check.leaks(in: [file], exempt: []) == [
        LeakCheck.Leak(file: "findings.csv", value: "a.example", line: 3)
      ])
  }

  @Test func `a report of one organization holds nothing of the others, and the report of all does`() throws {
    let all = InventedReport.ordinary
    let check = LeakCheck(
      hosts: all.findings.map(\.subject.value) + all.organizations.flatMap { $0.domains.map(\.canonical) },
      names: all.organizations.map(\.displayName).filter { $0 != "Unassigned" })
    for organization in all.organizations {
      let report = InventedReport.organization(organization.key)
      let exempt =
        report.findings.map(\.subject.value) + organization.domains.map(\.canonical)
        + [organization.displayName, "gov.example"]
      #expect(
        check.leaks(in: try ReportWriter.files(report.facts, formats: ReportWriter.formats), exempt: exempt)
          == [])
      for format in ReportWriter.formats {
        let files = try ReportWriter.files(all.facts, formats: [format])
        #expect(!check.leaks(in: files, exempt: exempt).isEmpty, "\(format)")
      }
    }
  }

  @Test func `every host of a large report is found in each of its files that lists it`() throws {
    let report = InventedReport.large(700)
    let check = LeakCheck(hosts: report.findings.map(\.subject.value), names: [])
    let files = try ReportWriter.files(report.facts, formats: ReportWriter.formats)
    let findings = try #require(files.first { $0.name == "findings.csv" })
    #expect(Set(check.leaks(in: [findings], exempt: [], limit: 1000).map(\.value)).count == 700)
    let json = try #require(files.first { $0.name == "report.json" })
    #expect(Set(check.leaks(in: [json], exempt: [], limit: 100_000).map(\.value)).count == 700)
  }

  @Test(arguments: ["x.csv", "x.html", "x.json", "x.md", "x.txt"], 0..<8)
  func `what cannot stand in a file is what no check finds there`(name: String, seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed) &+ 40)
    let pieces = [
      "a", "b", "www", "f", "example", "com", "10", "192", "0", "2001:db8", "::", "7", "xn--mnchen-3ya", "m_n", "-c",
      "fe80:",
      "0/24", "ff", "x-y",
    ]
    func value() -> String {
      (0..<Int.random(in: 1...4, using: &random)).compactMap { _ in pieces.randomElement(using: &random) }
        .joined(separator: Bool.random(using: &random) ? "." : ":")
    }
    let values = Set((0..<120).map { _ in value() }).sorted()
    let written = values.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }.map { value in
      switch Int.random(in: 0..<5, using: &random) {
      case 0: "\(value):443"
      case 1: value.replacing(".", with: "[.]")
      case 2: "see \(value.uppercased()), and"
      case 3: "münchen.\(value)."
      default: value
      }
    }
    let file = ReportFile(name: name, bytes: Array(written.joined(separator: "\n").utf8))
    let tokens = TokenHashes([file])
    let left = values.filter { tokens.mayHold($0.utf8.span) }
    let found = LeakCheck(hosts: values, names: []).leaks(in: [file], exempt: [], limit: 10_000)
    #expect(LeakCheck(hosts: left, names: []).leaks(in: [file], exempt: [], limit: 10_000) == found)
    #expect(!found.isEmpty && left.count < values.count)
  }
}
