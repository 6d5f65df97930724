import Foundation
import Testing

/// What can be asked of the record: the history of a finding, what later knowledge changed, and judging in groups.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct RecordTests {
  private func run(_ arguments: [String], at now: String, in folder: URL, input: String? = nil) async throws -> String {
    let outcome = try await Command.run(
      arguments + ["--now", now + ":00Z"], in: folder, input: input.map { Data($0.utf8) })
    #expect(outcome.code == 0, "\(arguments) \(outcome.errors)")
    return outcome.text
  }

  private func site<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    try await withFolder { folder in
      try Invented.write(
        "version: 1\npublic-suffixes: [gov.example]\nalert: {hold: 0m}\nseries:\n  - {key: lists, files: \"*.txt\", published: file-name, role: target}\n",
        to: folder.appending(path: "vezha.yaml"))
      try inventory("2026-11-01", ["www", "my"], to: folder.appending(path: "assets.xml"))
      _ = try await run(["import", "assets.xml", "--source", "register"], at: "2026-11-01T06:00", in: folder)
      try await receive(
        "2026-11-03_07-00-00", ["www.tax.gov.example", "my.tax.gov.example"], at: "2026-11-03T07:10", in: folder)
      return try await body(folder)
    }
  }

  private func inventory(_ date: String, _ hosts: [String], to file: URL) throws {
    let assets = hosts.map { "<asset id=\"\($0)\" organization=\"tax\"><host>\($0).tax.gov.example</host></asset>" }
    try Invented.write(
      "<inventory xmlns=\"urn:vezha:inventory:1\" observed=\"\(date)T00:00:00Z\"><organization key=\"tax\"/><organization key=\"rail\"/>\(assets.joined())</inventory>",
      to: file)
  }

  private func receive(_ time: String, _ hosts: [String], at now: String, in folder: URL) async throws {
    try Invented.write(hosts.joined(separator: "\n") + "\n", to: folder.appending(path: "\(time)_list.txt"))
    _ = try await run(["receive", "\(time)_list.txt"], at: now, in: folder)
  }

  private func id(of host: String, in folder: URL) async throws -> String {
    let outcome = try await Command.run(
      ["findings", "--from", "2026-11-01", "--to", "2026-11-22", "--format", "json"], in: folder)
    return try #require(outcome.object().objects("findings").first { $0.text("subject") == host }).text("id")
  }

  @Test func `the history of a finding is everything in order`() async throws {
    try await site { folder in
      let alert = try await run(["alert"], at: "2026-11-03T09:00", in: folder)
      #expect(alert.contains("2026-W45-01  tax  first"))
      _ = try await run(["sent", "2026-W45-01", "--by", "olena"], at: "2026-11-03T09:30", in: folder)
      _ = try await run(
        ["answer", "2026-W45-01", "tax", "--as", "down", "--host", "www.tax.gov.example", "--by", "olena"],
        at: "2026-11-03T11:00", in: folder)
      try await receive("2026-11-05_07-00-00", ["other.example"], at: "2026-11-05T07:10", in: folder)
      let finding = try await id(of: "www.tax.gov.example", in: folder)
      let outcome = try await Command.run(["history", finding, "--format", "json"], in: folder)
      let events = try outcome.object().objects("events").map { "\($0.text("time")) \($0.text("kind"))" }
      #expect(
        events.filter { !$0.hasSuffix("owner") } == [
          "2026-11-01T00:00:00Z identifier", "2026-11-03T07:00:00Z listed", "2026-11-03T07:00:00Z last seen",
          "2026-11-03T09:00:00Z alert", "2026-11-03T09:30:00Z sent", "2026-11-03T11:00:00Z answer",
          "2026-11-03T11:00:00Z decided", "2026-11-05T07:00:00Z off",
        ])
      // As it was known before, there was no answer.
      let early = try await run(
        ["history", finding, "--as-known", "2026-11-03T10:00:00Z"], at: "2026-11-06T06:00", in: folder)
      #expect(early.contains("sent") && !early.contains("answer"))
      #expect(try await Command.run(["history", "ffffffff"], in: folder).code == 66)
    }
  }

  @Test func `changes says what late documents, inventories and decisions did to earlier weeks`() async throws {
    try await site { folder in
      _ = try await run(["alert"], at: "2026-11-03T09:00", in: folder)
      try await receive("2026-11-05_07-00-00", ["other.example"], at: "2026-11-05T07:10", in: folder)
      let quiet = try await run(["changes", "--since", "2026-11-06T00:00:00Z"], at: "2026-11-06T01:00", in: folder)
      #expect(quiet.contains("nothing of the last 8 weeks reads differently"))
      // A list of the week before comes late, one name was never ours, and one is judged.
      try await receive("2026-11-02_07-00-00", ["www.tax.gov.example"], at: "2026-11-09T07:00", in: folder)
      _ = try await run(
        ["decide", id(of: "my.tax.gov.example", in: folder), "--as", "false-positive", "--reason", "a test host"],
        at: "2026-11-09T08:00", in: folder)
      let outcome = try await Command.run(
        ["changes", "--since", "2026-11-06T00:00:00Z", "--format", "json", "--now", "2026-11-09T09:00:00Z"], in: folder)
      let later = try outcome.object()
      #expect(later["late_documents"] as? Int == 1 && later["decisions"] as? Int == 1)
      let changes = try later.objects("changes").map {
        "\($0.text("week").prefix(8)) \($0.text("subject")) \($0.text("after"))"
      }
      #expect(changes.contains { $0.contains("my.tax.gov.example") && $0.hasSuffix("hidden: false-positive") })
      let corrections = try later.objects("corrections")
      #expect(corrections.count == 1 && corrections.first?.text("organization") == "tax")
      #expect(corrections.first?["names"] as? [String] == ["my.tax.gov.example"])
    }
  }

  @Test func `triage judges groups, takes one key for each, and goes on where it was left`() async throws {
    try await site { folder in
      try await receive("2026-11-05_07-00-00", ["other.example"], at: "2026-11-05T07:10", in: folder)
      let week = ["triage", "--week", "2026-W45", "--author", "olena"]
      // Both names came together: one group.
      let first = try await run(week, at: "2026-11-06T06:00", in: folder, input: "x\ne\nf\n\nq\n")
      #expect(
        first.contains("1 groups to judge") && first.contains("www.tax.gov.example")
          && first.contains("0 decisions written"))
      let second = try await run(week, at: "2026-11-06T06:10", in: folder, input: "a known and watched\n")
      #expect(second.contains("accepted: 2 findings") && second.contains("2 decisions written"))
      let third = try await run(week, at: "2026-11-06T06:20", in: folder, input: "")
      #expect(third.contains("0 groups to judge"))
      let decisions = try await run(["decisions", "--format", "csv"], at: "2026-11-06T07:00", in: folder)
      #expect(decisions.contains("known and watched") && decisions.contains("olena"))
    }
  }
}
