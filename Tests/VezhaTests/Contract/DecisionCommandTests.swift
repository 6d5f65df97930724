import Foundation
import Testing

/// `decide`, `decisions`, and what they do to findings and reports, from outside.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct DecisionCommandTests {
  static let week = ["--week", "2026-W46"]

  static func workspace(in folder: URL) async throws {
    try Invented.workspace(in: folder)
    _ = try await KillTests.succeed(["import", "register.xml"], in: folder)
    _ = try await KillTests.succeed(["receive", "lists"], in: folder)
  }

  static func findings(_ more: [String] = [], in folder: URL) async throws -> JSONObject {
    try await KillTests.succeed(["findings", "--format", "json"] + week + more, in: folder).object()
  }

  @Test func `what is decided stands in findings, decisions and the report`() async throws {
    try await withFolder { folder in
      try await Self.workspace(in: folder)
      let before = try await Self.findings(in: folder).objects("findings")
      let ids = before.map { $0.text("id") }
      _ = try await KillTests.succeed(
        [
          "decide", ids[0], "--as", "false-positive", "--reason", "given back", "--author", "eve", "--until",
          "2026-12-10",
        ],
        in: folder)
      _ = try await KillTests.succeed(
        ["decide", String(ids[1].prefix(10)), ids[2], "--as", "protected", "--reason", "behind the filter"], in: folder)
      let after = try await Self.findings(in: folder)
      #expect(try after.objects("findings").count == before.count - 1)
      let hidden = try after.objects("suppressed")
      #expect(hidden.map { $0.text("id") } == [ids[0]] && hidden[0].text("suppressed_by") == "false-positive")
      let decision = try hidden[0].object("decision")
      #expect(
        decision.text("as") == "false-positive" && decision.text("reason") == "given back"
          && decision.text("author") == "eve" && decision.text("until") == "2026-12-10T00:00:00Z"
          && decision.text("decided").hasPrefix("2026-11-23T06:00:00") && decision.text("scope") == "finding")
      let lowered = try #require(try after.objects("findings").first { $0.text("id") == ids[1] })
      #expect(lowered.text("priority") == "low" && before[1].text("priority") == "medium")
      let shown = try await KillTests.succeed(["findings", "--suppressed"] + Self.week, in: folder)
      #expect(shown.text.contains("given back") && shown.text.contains("eve"))
      let listed = try await KillTests.succeed(["decisions", "--format", "json"], in: folder).object()
      #expect(try listed.objects("decisions").map { $0.text("as") } == ["false-positive", "protected", "protected"])
      #expect(try listed.objects("decisions").map { $0.text("state") } == ["lapses soon", "in force", "in force"])

      _ = try await KillTests.succeed(
        ["report", "--output", "out", "--format", "html,csv,json"] + Self.week, in: folder)
      let page = try String(contentsOf: folder.appending(path: "out/report.html"), encoding: .utf8)
      #expect(page.contains("given back") && page.contains("behind the filter"))
      let table = try String(contentsOf: folder.appending(path: "out/decisions.csv"), encoding: .utf8)
      let lines = table.split(separator: "\r\n")
      #expect(lines.count == 4 && lines[1].contains("given back"), "what lapses within 30 days comes first: \(table)")
      let report = try JSONSerialization.jsonObject(
        with: Data(contentsOf: folder.appending(path: "out/report.json")))
      #expect(try #require(report as? JSONObject).objects("decisions").map { $0.text("findings") } == ["1", "1", "1"])

      let id = try listed.objects("decisions")[0].text("id")
      _ = try await KillTests.succeed(["decisions", "--withdraw", id, "--reason", "it is ours"], in: folder)
      #expect(try await Self.findings(in: folder).objects("findings").count == before.count)
      let all = try await KillTests.succeed(["decisions", "--all", "--format", "json"], in: folder).object()
      #expect(try all.objects("decisions")[0].text("state") == "withdrawn")
      #expect(try await Command.run(["verify"], in: folder).code == 0)
    }
  }

  @Test func `hundreds are decided at once from the filled-in table of findings`() async throws {
    try await withFolder { folder in
      try Invented.workspace(in: folder, assets: 60, lists: 40)
      _ = try await KillTests.succeed(["import", "register.xml"], in: folder)
      _ = try await KillTests.succeed(["receive", "lists"], in: folder)
      let interval = ["--from", "2026-11-09", "--to", "2026-11-23"]
      let table = try await KillTests.succeed(["findings", "--format", "csv"] + interval, in: folder).text
      var lines = table.split(separator: "\r\n").map(String.init)
      let count = lines.count - 1
      lines[0] += ",as,note"
      for index in lines.indices.dropFirst() { lines[index] += index == 1 ? ",," : ",accepted,x" }
      try Invented.write(lines.joined(separator: "\r\n"), to: folder.appending(path: "list.csv"))
      // The table's own column for reasons is empty: without a reason nothing is decided.
      let refused = try await Command.run(["decide", "--from", "list.csv"], in: folder)
      #expect(refused.code == 65 && refused.errors.contains("list.csv:3"), "\(refused.errors)")
      let decided = try await KillTests.succeed(
        ["decide", "--from", "list.csv", "--reason", "the ministry bears it"], in: folder)
      #expect(decided.text.contains("\(count - 1) decisions written"), "\(decided.text)")
      let after = try await KillTests.succeed(["findings", "--format", "json"] + interval, in: folder).object()
      #expect(try after.objects("findings").count == 1 && after.objects("suppressed").count == count - 1)
    }
  }

  static let wrong: [(arguments: [String], code: Int32)] = [
    (["decide"], 64), (["decide", "ID", "--as", "accepted"], 64), (["decide", "ID", "--reason", "r"], 64),
    (["decide", "ID", "--as", "accepted", "--reason", "  "], 64),
    (["decide", "ID", "--as", "nothing", "--reason", "r"], 64),
    (["decide", "ffffffffff", "--as", "accepted", "--reason", "r"], 66),
    (["decide", "ID", "--as", "accepted", "--reason", "r", "--until", "2026-11-01"], 64),
    (["decide", "ID", "--as", "protected", "--scope", "rule", "--reason", "r"], 64),
    (["decide", "--from", "missing.csv"], 66), (["decide", "--from", "wrong.csv"], 65),
    (["decide", "--from", "unknown.csv"], 65),
    (["decisions", "--withdraw", "ID"], 64), (["decisions", "--withdraw", "ff", "--reason", "r"], 66),
  ]

  @Test func `what cannot be decided is an error and changes nothing`() async throws {
    try await withFolder { folder in
      try await Self.workspace(in: folder)
      let id = try await Self.findings(in: folder).objects("findings")[0].text("id")
      try Invented.write("finding,as,reason\n\(id),acepted,r\n", to: folder.appending(path: "wrong.csv"))
      try Invented.write(
        "finding,as,reason\n\(id),accepted,r\nffffffff,accepted,r\n", to: folder.appending(path: "unknown.csv"))
      for (arguments, code) in Self.wrong {
        let outcome = try await Command.run(arguments.map { $0 == "ID" ? id : $0 }, in: folder)
        #expect(outcome.code == code, "\(arguments): \(outcome.code) \(outcome.errors)")
      }
      let listed = try await KillTests.succeed(["decisions", "--all", "--format", "json"], in: folder).object()
      #expect(try listed.objects("decisions").isEmpty)
    }
  }
}
