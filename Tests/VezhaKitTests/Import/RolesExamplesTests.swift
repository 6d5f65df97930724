import Foundation
import Testing

@testable import VezhaKit

/// The worked examples of `Documentation/roles.md`: series settings as a user would copy them.
@Suite struct RolesExamplesTests {
  private let examples: [String: Series]

  init() throws {
    let text = String(decoding: try Repository.bytes("Documentation/roles.md"), as: UTF8.self)
    var examples: [String: Series] = [:]
    for block in text.components(separatedBy: "```yaml\n").dropFirst() {
      let yaml = try #require(block.components(separatedBy: "```").first)
      let whole = yaml.hasPrefix("series:") ? "version: 1\n\(yaml)" : "version: 1\nseries:\n\(yaml)"
      for entry in try Configuration(yaml: whole, file: "vezha.yaml").settings.series { examples[entry.key] = entry }
    }
    self.examples = examples
  }

  @Test func `every example is a valid series`() {
    #expect(Set(examples.keys) == ["channel", "veris", "eurepoc"])
    #expect(examples["channel"]?.words != nil)
  }

  @Test func `an incident of VERIS names its victim and what its summary names`() throws {
    let series = try #require(examples["veris"])
    let (sink, _) = try readDocument(
      #"{"victim":{"victim_id":"Office of Invented Affairs","country":["ZZ"]},"summary":"Mail from mx.affairs.gov.example","reference":"https://news.example/x"}"#,
      of: series)
    #expect(
      sink.rows.map { "\($0.kind.rawValue) \($0.subject)" } == [
        "name office of invented affairs", "host mx.affairs.gov.example",
      ])
    #expect(series.role == .confirmed && series.kind == .stream)
    // Older files hold a list of victims.
    let (older, _) = try readDocument(#"{"victim":[{"victim_id":"A"},{"victim_id":"B"}]}"#, of: series)
    #expect(older.rows.map(\.subject) == ["a", "b"])
  }

  @Test func `an incident of EuRepoC names its receivers at its time`() throws {
    let series = try #require(examples["eurepoc"])
    let (sink, _) = try readDocument(
      "ID,name,description,start_date,receiver_name\n1,X,\"Pages of\nwww.gov.example were down\",2026-11-18,\"['Invented Parliament', 'Not available']\"\n2,Y,,2026-11-19,Unknown\n",
      of: series)
    #expect(
      sink.rows.map { "\($0.kind.rawValue) \($0.subject) \($0.time ?? "-")" } == [
        "host www.gov.example 2026-11-18T00:00:00Z", "name invented parliament 2026-11-18T00:00:00Z",
      ])
  }

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `the examples read the real files`() throws {
    let root = try #require(Corpus.root).appending(path: "lists")
    let table = try [UInt8](Data(contentsOf: root.appending(path: "eurepoc/EuRepoC_Global_Database_1.1.csv")))
    let (incidents, summary) = try readDocument(table, of: try #require(examples["eurepoc"]))
    #expect(summary.rows == 1643)
    // Counted by Python's reader of CSV and a pattern over the lists in its cells.
    #expect(Set(incidents.rows.filter { $0.kind == .name }.map(\.subject)).count == 364)
    // The facts name the first and the last day.
    let days = incidents.rows.compactMap { $0.time?.prefix(10) }
    let facts = try #require(
      try (Corpus.json(root.appending(path: "eurepoc/EuRepoC_Global_Database_1.1.csv.facts.json")) as? [String: Any])?[
        "facts"] as? [String: Any])
    #expect(days.min().map(String.init) ?? "" >= facts["start_min"] as? String ?? "-")
    #expect(days.max().map(String.init) ?? "-" <= facts["start_max"] as? String ?? "")
    var victims = 0
    for file in Corpus.files(under: "lists/veris", suffix: "") where file.pathExtension.lowercased() == "json" {
      guard !file.lastPathComponent.hasPrefix("_") else { continue }
      let (sink, _) = try readDocument([UInt8](Data(contentsOf: file)), of: try #require(examples["veris"]))
      victims += sink.rows.contains { $0.kind == .name } ? 1 : 0
    }
    #expect(victims >= 120)
  }
}
