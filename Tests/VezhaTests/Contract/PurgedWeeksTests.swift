import Foundation
import Testing

/// What was purged is not known any more: no report, list or alert makes an all-clear of it.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct PurgedWeeksTests {
  private func site<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    try await withFolder { folder in
      try Invented.write(
        """
        version: 1
        public-suffixes: [gov.example]
        inventory: [{source: register, files: assets.xml}]
        series:
          - {key: lists, files: "*.txt", published: file-name, role: target}
        report: {formats: [json, md], languages: [en]}

        """, to: folder.appending(path: "vezha.yaml"))
      try Invented.write(
        """
        <inventory xmlns="urn:vezha:inventory:1" observed="2026-09-01T00:00:00Z"><organization key="tax"/>
        <organization key="mail"/><asset id="1" organization="tax"><host>www.tax.gov.example</host></asset>
        <asset id="2" organization="mail"><host>mail.gov.example</host></asset></inventory>
        """, to: folder.appending(path: "assets.xml"))
      for (day, host) in [
        ("2026-09-28", "www.tax.gov.example"), ("2026-10-20", "www.tax.gov.example"), ("2026-10-21", "other.example"),
        ("2026-11-03", "www.tax.gov.example"), ("2026-11-04", "other.example"),
      ] {
        try Invented.write("\(host)\n", to: folder.appending(path: "\(day)_07-00-00_list.txt"))
      }
      return try await body(folder)
    }
  }

  @discardableResult
  private func run(
    _ arguments: String..., in folder: URL, at now: String = "2026-11-23"
  ) async throws -> Command.Outcome {
    let outcome = try await Command.run(arguments + ["--now", "\(now)T06:00:00Z"], in: folder)
    #expect(outcome.code == 0, "\(arguments) \(outcome.errors)")
    return outcome
  }

  /// The report of October in Markdown.
  private func october(_ organization: String?, in folder: URL) async throws -> String {
    let output = "out-\(organization ?? "all")"
    let options = organization.map { ["--organization", $0] } ?? []
    let outcome = try await Command.run(
      ["report", "--period", "2026-10", "--format", "md", "--output", output, "--now", "2026-11-23T06:00:00Z"]
        + options,
      in: folder)
    #expect(outcome.code == 0, "\(outcome.errors)")
    return try String(contentsOf: folder.appending(path: "\(output)/report.md"), encoding: .utf8)
  }

  @Test func `a purged week is not known, and never without findings`() async throws {
    try await site { folder in
      try await run("run", in: folder, at: "2026-10-25")
      try await run("run", in: folder)
      #expect(try await october("tax", in: folder).contains("1 name stood on published target lists"))
      #expect(try await october("mail", in: folder).contains("None of your names was on any list we read"))
      try await run("purge", "--before", "2026-11-01", in: folder)
      let listed = try await run("findings", "--week", "2026-W43", in: folder)
      #expect(listed.text.contains("all that was published was purged") && listed.text.contains("are not known"))
      #expect(!listed.text.contains("no findings") && listed.errors.contains("2 documents of the interval were purged"))
      let json = try await run("findings", "--week", "2026-W45", "--format", "json", in: folder).object()
      // What came before is not remembered, so nobody can say that it came back.
      #expect(json.text("records_began") == "2026-11-03T07:00:00Z")
      #expect(try json.objects("findings").map { $0.text("class") } == ["new"])
      for organization in ["tax", "mail", nil] {
        let text = try await october(organization, in: folder)
        #expect(text.contains("We know nothing of this month any more: 2 documents were purged"), "\(text)")
        let front = text.components(separatedBy: "\n## Act now")[0]
        for words in ["was on any list", "We read ", "nothing was published", "published nothing", "None of"] {
          #expect(!front.contains(words), "\(organization ?? "all"): \(words)")
        }
        #expect(!text.contains("was on any list"))
        #expect(text.contains("purged: it cannot be read again"))
      }
      try await run("verify", in: folder)
    }
  }

  @Test func `of a month of which documents were purged no all-clear is written`() async throws {
    try await site { folder in
      try await run("import", "assets.xml", "--source", "register", in: folder)
      let lists = ["2026-09-28", "2026-10-20", "2026-10-21", "2026-11-03", "2026-11-04"]
      for list in lists { try await run("receive", "\(list)_07-00-00_list.txt", in: folder) }
      // Half a month is as bad as a whole one.
      try await run("purge", "--before", "2026-10-21", in: folder)
      #expect(try await run("run", in: folder).errors.contains("no all-clear of 2026-10"))
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "Reports/2026-10").path))
      let text = try await october("tax", in: folder)
      #expect(text.contains("1 document this month was purged") && text.contains("We read **1 document**"), "\(text)")
    }
  }

  @Test func `an alert is not closed because what named its names was purged`() async throws {
    try await site { folder in
      func list(_ day: String, _ host: String) async throws {
        let name = "\(day)_07-00-00_alert.txt"
        try Invented.write("\(host)\n", to: folder.appending(path: name))
        try await run("receive", name, in: folder, at: "2026-11-25")
      }
      try await run("import", "assets.xml", "--source", "register", in: folder, at: "2026-11-20")
      try await list("2026-11-21", "www.tax.gov.example")
      try await run("alert", in: folder, at: "2026-11-22")
      #expect(try await run("alert", "--list", in: folder).text.contains("2026-W47-01"))
      try await list("2026-11-23", "other.example")
      try await run("purge", "--before", "2026-11-22", in: folder, at: "2026-11-25")
      try await run("alert", in: folder, at: "2026-11-28")
      #expect(!(try await run("alert", "--list", in: folder, at: "2026-11-28").text.contains("closing")))
    }
  }
}
