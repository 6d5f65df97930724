import Foundation
import Testing

@testable import VezhaKit

/// `vezha.yaml`: what is wrong is named with its key and line.
@Suite struct ConfigurationTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var yaml: String
    var line: Int
    var key: String
    var reason: String

    init(_ yaml: String, _ line: Int, _ key: String, _ reason: String) {
      self.yaml = yaml
      self.line = line
      self.key = key
      self.reason = reason
    }

    var testDescription: String { "\(key): \(reason)" }
  }

  @Test(arguments: [
    Row("", 1, "version", "empty"), Row("# only a comment\n", 1, "version", "empty"),
    Row("ledger: a.sqlite\n", 1, "version", "missing"), Row("version: 2\n", 1, "version", "not known"),
    Row("version: one\n", 1, "version", "whole number"), Row("- version\n", 1, "", "mapping"),
    Row("version: 1\nledgr: a\n", 2, "ledgr", "unknown key"),
    Row("version: 1\nledger: [a]\n", 2, "ledger", "text"),
    Row("version: 1\nledger: ''\n", 2, "ledger", "text"),
    Row("version: 1\nledger: \"a\\u0007b\"\n", 2, "ledger", "control"),
    Row("version: 1\ndocumentation-addresses: maybe\n", 2, "documentation-addresses", "true or false"),
    Row("version: 1\npublic-suffixes: [gov.example, 'a b']\n", 2, "public-suffixes", "no domain name"),
    Row("version: 1\nconstituency: {a: b}\n", 2, "constituency", "list of texts"),
    Row("version: 1\nreport:\n  timezone: EET\n", 3, "report.timezone", "EET is no time zone"),
    Row("version: 1\nreport:\n  timezone: [Europe/Kyiv]\n", 3, "report.timezone", "text"),
    Row("version: 1\ninventory: x\n", 2, "inventory", "list"),
    Row("version: 1\ninventory:\n  - files: a.xml\n", 3, "inventory.source", "missing"),
    Row("version: 1\ninventory:\n  - source: a\n", 3, "inventory.files", "missing"),
    Row("version: 1\ninventory:\n  - source: a\n    files: ''\n", 4, "inventory.files", "text"),
    Row("version: 1\ninventory:\n  - source: a\n    files: []\n", 4, "inventory.files", "missing"),
    Row(
      "version: 1\ninventory:\n  - source: a\n    files: a.xml\n    owner: x\n", 5, "inventory.owner",
      "unknown key"),
    Row(
      "version: 1\ninventory:\n  - source: a\n    files: a.xml\n  - source: a\n    files: b.xml\n", 5,
      "inventory.source",
      "twice"),
    Row(
      "version: 1\norganizations: o.xml\ninventory:\n  - source: organizations\n    files: a.xml\n", 4,
      "inventory.source", "organizations file"),
    Row("version: 1\nseries:\n  - kind: snapshot\n", 3, "series.key", "missing"),
    Row("version: 1\nseries:\n  - key: a\n    kind: heap\n", 4, "series.kind", "snapshot, stream"),
    Row("version: 1\nseries:\n  - key: a\n    gap: 36\n", 4, "series.gap", "length of time"),
    Row("version: 1\nseries:\n  - key: a\n    gap: -5h\n", 4, "series.gap", "length of time"),
    Row(
      "version: 1\nseries:\n  - key: a\n    silent-after: 99999999999999999999d\n", 4, "series.silent-after",
      "length of time"),
    Row(
      "version: 1\nseries:\n  - key: a\n    current-for: soon\n", 4, "series.current-for", "length of time"),
    Row("version: 1\nseries:\n  - key: a\n    role: victim\n", 4, "series.role", "target"),
    Row("version: 1\nseries:\n  - key: a\n    tlp: PURPLE\n", 4, "series.tlp", "AMBER"),
    Row("version: 1\nseries:\n  - key: a\n    keep: some\n", 4, "series.keep", "all, matches"),
    Row("version: 1\nseries:\n  - key: a\n    published: today\n", 4, "series.published", "file-name"),
    Row("version: 1\nseries:\n  - key: a\n  - key: a\n", 4, "series.key", "twice"),
    Row("version: 1\nseries:\n  - key: a\n    match: names\n", 4, "series.match", "all, hosts, addresses"),
    Row("version: 1\nwarning-lists: [a]\n", 2, "warning-lists", "text"),
    Row("version: 1\nwarning-lists:\n  hide: [a]\n", 3, "warning-lists.folder", "missing"),
    Row("version: 1\nwarning-lists:\n  folder: a\n  hides: a\n", 4, "warning-lists.hides", "unknown key"),
    Row("version: 1\nreport: []\n", 2, "report", "mapping"),
    Row("version: 1\nreport:\n  folder: x\n", 3, "report.folder", "unknown key"),
    Row("version: 1\nreport:\n  tlp: x\n", 3, "report.tlp", "AMBER"),
    Row("version: 1\nledger: a\nledger: b\n", 2, "", "twice"),
    Row("version: 1\nledger: &a b.sqlite\norganizations: *a\n", 3, "", "aliases"),
    Row("version: 1\nseries: [&s {key: a}, *s]\n", 2, "", "aliases"),
    Row("version: 1\nledger: *nowhere\n", 2, "", ""), Row("version: 1\nledger: [a\n", 3, "", ""),
    Row("version: 1\n\tledger: a\n", 2, "", ""),
  ])
  func `a wrong configuration names key and line`(row: Row) {
    let error = #expect(throws: ConfigurationError.self) {
      try Configuration(yaml: row.yaml, file: "vezha.yaml")
    }
    #expect(error?.line == row.line)
    #expect(error?.key == row.key)
    #expect(row.reason.isEmpty || error?.reason.contains(row.reason) == true, "\(error?.message ?? "")")
    #expect(error?.message.hasPrefix("vezha.yaml:\(row.line): ") == true)
  }

  @Test func `the configuration of the design is read`() throws {
    let configuration = try Configuration(
      yaml: """
        version: 1
        ledger: ledger.sqlite
        public-suffixes: [gov.example]
        public-suffix-list: lists/public_suffix_list.dat
        constituency: [Gov.Example, .ua]
        organizations: Inventory/organizations.xml
        inventory:
          - source: ministry-scan
            files: Inventory/assets/*.xml
            organization: minfin
        series:
          - key: ddosia
            publisher: NoName057(16)
            kind: snapshot
            files: Inventory/lists/ddosia/*.json
            published: file-name
            silent-after: 5d
            gap: 36h
            keep: all
            tlp: AMBER
            role: target
        report:
          directory: Reports
          tlp: AMBER+STRICT
          formats: [html, csv, json]
          languages: [en]
        """, file: "vezha.yaml")
    #expect(configuration.settings.publicSuffixes == ["gov.example"])
    #expect(configuration.settings.constituency == ["gov.example", "ua"])
    #expect(configuration.inventory.map(\.source) == ["ministry-scan"])
    #expect(configuration.inventory.first?.organization == "minfin")
    #expect(configuration.seriesFiles.first?.files == ["Inventory/lists/ddosia/*.json"])
    let series = configuration.settings.series("ddosia")
    #expect(series.silentAfter == .days(5))
    #expect(series.gap == .hours(36))
    #expect(series.tlp == .amber)
    #expect(series.published == .fileName)
    #expect(configuration.settings.series("other").currentFor == .days(30))
    #expect(try Configuration(yaml: "version: 1", file: "").report.formats == ["html", "csv", "json"])
  }

  private func workspace(_ yaml: String, _ files: [String]) throws -> Workspace {
    let folder = try TemporaryFolder.make().path
    for file in files + ["vezha.yaml"] {
      let path = "\(folder)/\(file)"
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data((file == "vezha.yaml" ? yaml : "x").utf8).write(to: URL(fileURLWithPath: path))
    }
    return try Workspace(directory: folder)
  }

  @Test(arguments: [
    ("version: 1\n\norganizations: none.xml\n", 3, "organizations"),
    ("version: 1\ninventory:\n  - source: a\n    files: none.xml\n", 3, "inventory.files"),
    ("version: 1\nseries:\n  - key: a\n    files: [a.txt, none]\n", 3, "series.files"),
    ("version: 1\n\n\npublic-suffix-list: none.dat\n", 4, "public-suffix-list"),
    ("version: 1\ninventory:\n  - source: a\n    files: none/*.xml\n", 3, "inventory.files"),
  ])
  func `a path that does not exist is named with key and line`(yaml: String, line: Int, key: String) throws {
    let error = #expect(throws: ConfigurationError.self) {
      try RunPlan(workspace: workspace(yaml, ["a.txt"]))
    }
    #expect(error?.line == line)
    #expect(error?.key == key)
    #expect(error?.reason.contains("does not exist") == true)
  }

  @Test func `what changed just now is left to the next run, an edition as a whole`() throws {
    let workspace = try workspace(
      "version: 1\ninventory:\n  - {source: a, files: a/*.xml}\nseries:\n  - {key: list, files: lists}\n",
      ["a/1.xml", "a/2.xml", "lists/1.txt", "lists/2.txt"])
    let now = try #require(Instant("2026-06-01T00:00:00Z"))
    let date = Date(timeIntervalSince1970: Double(now.microseconds) / 1e6)
    for (file, age) in ["a/1.xml": 3.0, "a/2.xml": 60, "lists/1.txt": 9, "lists/2.txt": 11] {
      try FileManager.default.setAttributes(
        [.modificationDate: date - age], ofItemAtPath: "\(workspace.directory)/\(file)")
    }
    var plan = try RunPlan(workspace: workspace)
    let left = plan.leaveUnsettled(at: now, rest: 10)
    #expect(left.map { $0.dropFirst(workspace.directory.count + 1) } == ["a/1.xml", "lists/1.txt"])
    #expect(plan.imports.isEmpty)
    #expect(plan.receives.map { $0.files.map { $0.hasSuffix("lists/2.txt") } } == [[true]])
    var patient = try RunPlan(workspace: workspace)
    #expect(patient.leaveUnsettled(at: now, rest: 0).isEmpty)
  }

  @Test func `a plan holds the organizations first, then the sources, then the series`() throws {
    let workspace = try workspace(
      """
      version: 1
      organizations: Inventory/o.xml
      inventory:
        - source: b
          files: [Inventory/b/*.xml, Inventory/b]
        - source: a
          files: Inventory/a/**/x?.xml
        - source: nothing
          files: Inventory/*.none
      series:
        - key: list
          files: Inventory/lists
      """,
      [
        "Inventory/o.xml", "Inventory/b/2.xml", "Inventory/b/1.xml", "Inventory/b/.hidden.xml",
        "Inventory/b/n.txt",
        "Inventory/a/x1.xml", "Inventory/a/deep/er/x2.xml", "Inventory/a/x10.xml", "Inventory/lists/k.json",
        "Inventory/lists/.git/x",
      ])
    let plan = try RunPlan(workspace: workspace)
    func base(_ files: [String]) -> [String] {
      files.map { String($0.dropFirst(workspace.directory.count + 1)) }
    }
    #expect(plan.imports.map(\.source) == ["organizations", "b", "a"])
    #expect(plan.imports.map(\.isOrganizations) == [true, false, false])
    #expect(base(plan.imports[1].files) == ["Inventory/b/1.xml", "Inventory/b/2.xml", "Inventory/b/n.txt"])
    #expect(base(plan.imports[2].files) == ["Inventory/a/deep/er/x2.xml", "Inventory/a/x1.xml"])
    #expect(plan.receives.map { base($0.files) } == [["Inventory/lists/k.json"]])
    #expect(workspace.series(of: "\(workspace.directory)/Inventory/lists/new.json") == "list")
    #expect(workspace.series(of: "\(workspace.directory)/Inventory/../Inventory/lists/new.json") == "list")
    #expect(workspace.series(of: "\(workspace.directory)/Inventory/listsx/new.json") == nil)
    let selection = try SourceSelection(
      workspace: workspace,
      paths: [
        "\(workspace.directory)/Inventory/b/1.xml", "\(workspace.directory)/Inventory/o.xml",
        "\(workspace.directory)/Inventory/lists",
      ], source: nil, organization: nil)
    #expect(selection.requests.map(\.source) == ["b", "organizations", "lists"])
    #expect(selection.notes.count == 1)
  }

  @Test(arguments: [
    ("*.json", "a.json", true), ("*.json", "a.jsonx", false), ("*.json", "b/a.json", false),
    ("a?.x", "ab.x", true),
    ("a?.x", "a.x", false), ("**/a", "a", true), ("**/a", "x/y/a", true), ("x/**/a", "x/a", true),
    ("x/**", "x/y/z", true), ("x*y*z", "x1y2z", true), ("x*y*z", "x1z2y", false), ("*", "", true),
    ("dir", "dir/a", true),
    ("dir", "dirx", false), ("*a*a*a*a*a*a*a*b", String(repeating: "a", count: 5000), false),
  ])
  func `a pattern matches whole components`(pattern: String, path: String, expected: Bool) {
    #expect(FilePattern.matches(pattern, path) == expected)
  }
}
