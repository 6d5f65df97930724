import Foundation
import Testing

/// A week of the duty desk, as `Documentation/duty-desk.md` tells it: alert, update, sent, answered, overdue, handover,
/// closing.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct DutyDeskTests {
  static let inventory = """
    <inventory xmlns="urn:vezha:inventory:1" observed="2026-11-01T00:00:00Z">
    <organization key="tax"><name lang="en">State Tax Service</name><contact role="duty" email="duty@tax.gov.example"/></organization>
    <organization key="rail"><name lang="en">Railways</name></organization>
    <asset id="1" organization="tax"><host>www.tax.gov.example</host></asset>
    <asset id="2" organization="tax"><host>my.tax.gov.example</host></asset>
    <asset id="3" organization="tax" criticality="critical"><host>vpn.tax.gov.example</host></asset>
    <asset id="4" organization="rail"><host>www.rail.gov.example</host></asset></inventory>
    """

  /// Each list when it is published, the commands of that moment, and what must come of them.
  private struct Moment {
    var time: String
    var list: [String]?
    var written: [String] = []
    var code: Int32 = 0
  }

  private static let moments: [Moment] = [
    // Nothing of ours, then the first step of the morning: one name, held for an hour.
    Moment(time: "2026-11-16T07:00", list: ["other.example"]),
    Moment(time: "2026-11-17T07:05", list: ["other.example", "www.tax.gov.example"]),
    // The second step is in the same wave; after an hour both are told at once, and those of another organization too.
    Moment(time: "2026-11-17T07:50", list: ["www.tax.gov.example", "my.tax.gov.example", "www.rail.gov.example"]),
    Moment(
      time: "2026-11-17T08:10", list: nil, written: ["2026-W47-01  tax  first  2 names"], code: 2),
    Moment(time: "2026-11-17T08:15", list: nil),
    Moment(time: "2026-11-17T08:55", list: nil, written: ["2026-W47-02  rail  first  1 names"], code: 2),
    // A critical system is not waited for: the first update.
    Moment(
      time: "2026-11-17T12:30",
      list: ["www.tax.gov.example", "my.tax.gov.example", "vpn.tax.gov.example", "www.rail.gov.example"],
      written: ["2026-W47-01.1  tax  update  1 names"], code: 2),
    // All gone; no message for a removal. Closed when they have been off for the gap of 36 hours.
    Moment(time: "2026-11-18T07:00", list: ["other.example"]),
    Moment(time: "2026-11-19T18:00", list: nil),
    Moment(
      time: "2026-11-19T19:10", list: nil,
      written: ["2026-W47-02.1  rail  closing", "2026-W47-01.2  tax  closing"], code: 2),
    Moment(time: "2026-11-19T20:00", list: nil),
    // Back after an absence: another alert.
    Moment(time: "2026-11-20T07:00", list: ["www.rail.gov.example"]),
    Moment(time: "2026-11-20T08:00", list: nil, written: ["2026-W47-03  rail  first  1 names"], code: 2),
  ]

  private func desk<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    try await withFolder { folder in
      try Invented.write(
        """
        version: 1
        public-suffixes: [gov.example]
        alert: {hold: 60m, urgent: high}
        series:
          - {key: lists, files: "*.txt", published: file-name, role: target}
        """, to: folder.appending(path: "vezha.yaml"))
      try Invented.write(Self.inventory, to: folder.appending(path: "assets.xml"))
      #expect(
        try await Command.run(["import", "assets.xml", "--now", "2026-11-02T00:00:00Z"], in: folder).code == 0)
      return try await body(folder)
    }
  }

  private func play(_ moments: [Moment], in folder: URL) async throws {
    for moment in moments {
      let now = ["--now", moment.time + ":00Z"]
      if let list = moment.list {
        let name = moment.time.replacing(":", with: "-").replacing("T", with: "_") + "-00_list.txt"
        try Invented.write(list.joined(separator: "\n") + "\n", to: folder.appending(path: name))
        #expect(try await Command.run(["receive", name] + now, in: folder).code == 0)
      }
      let outcome = try await Command.run(["alert", "--fail-on", "any", "--mail"] + now, in: folder)
      #expect(outcome.code == moment.code, "\(moment.time) \(outcome.errors)")
      let lines = outcome.text.split(separator: "\n").map { $0.components(separatedBy: "  Reports").first ?? "" }
      #expect(Set(lines) == Set(moment.written), "\(moment.time)")
      // Twice writes nothing.
      let again = try await Command.run(["alert"] + now, in: folder)
      #expect(again.code == 0 && again.text.isEmpty, "\(moment.time) \(again.text)")
    }
  }

  @Test func `a wave is one alert with updates and one closing note, and nothing is told twice`() async throws {
    try await desk { folder in
      try await play(Self.moments, in: folder)
      let alert = folder.appending(path: "Reports/alerts/2026-W47-01")
      let files = try Set(FileManager.default.contentsOfDirectory(atPath: alert.path))
      #expect(
        files == [
          "alert.html", "alert.md", "alert.json", "message-0.eml", "update-1.html", "update-1.md", "update-1.json",
          "message-1.eml", "closing-2.html", "closing-2.md", "closing-2.json", "message-2.eml",
        ])
      let page = try String(contentsOf: alert.appending(path: "update-1.html"), encoding: .utf8)
      #expect(page.contains("vpn[.]<wbr/>tax") && !page.contains("rail"))
      let mail = try String(contentsOf: alert.appending(path: "message-0.eml"), encoding: .utf8)
      #expect(mail.contains("duty@tax.gov.example"))
      _ = try await KillTests.succeed(["verify"], in: folder)
    }
  }

  @Test func `sent, answered, overdue and handed over are on record`() async throws {
    try await desk { folder in
      try await play(Array(Self.moments.prefix(4)), in: folder)
      func run(_ arguments: [String], at time: String) async throws -> String {
        let outcome = try await Command.run(arguments + ["--now", "2026-11-17T\(time):00Z"], in: folder)
        #expect(outcome.code == 0, "\(arguments) \(outcome.errors)")
        return outcome.text
      }
      let file = "Reports/alerts/2026-W47-01/alert.json"
      #expect(
        try await run(["sent", file, "--to", "duty", "--by", "olena"], at: "08:20").contains("1 notices written"))
      #expect(
        try await run(["sent", "2026-W47-01", "--to", "duty"], at: "08:21").contains("0 notices written, 1 known"))
      #expect(try await run(["status", "--overdue", "2h"], at: "10:00").contains("no messages"))
      #expect(try await run(["status", "--overdue", "2h"], at: "10:20").contains("2026-W47-01  tax"))
      #expect(try await run(["handover"], at: "10:20").contains("sent 2026-11-17 08:20, due 2026-11-17 10:20, olena"))
      try Invented.write(
        """
        message,organization,answer,host,by,text
        2026-W47-01,tax,down,www.tax.gov.example,olena,
        2026-W47-01,tax,up,my.tax.gov.example,olena,
        2026-W47-01,tax,text,www.tax.gov.example,olena,<b>back at 18:00</b>
        2026-W47-01,tax,text,,olena,the desk of Railways is down too

        """,
        to: folder.appending(path: "answers.csv"))
      #expect(
        try await run(["answer", "--from", "answers.csv"], at: "10:30").contains("4 answers written, 2 decisions"))
      #expect(try await run(["status", "--overdue", "2h"], at: "12:00").contains("no messages"))
      let findings = try await KillTests.succeed(["findings", "--week", "2026-W47", "--format", "json"], in: folder)
      let roles = try findings.object().objects("findings").map { "\($0.text("subject")) \($0.text("role_decided"))" }
      #expect(roles.contains("www.tax.gov.example confirmed") && roles.contains("my.tax.gov.example refuted"))
      #expect(
        try await run(["handover", "--close", "--by", "olena", "--note", "provider calls at 18"], at: "14:00").contains(
          "not answered (0)"))
      #expect(try await run(["handover"], at: "15:00").contains("handover, 2026-11-17 14:00 to 2026-11-17 15:00"))
      #expect(try await run(["handover", "--markdown"], at: "15:00").contains("provider calls at 18"))
      // The report of the week says who was told, and how long each step took from the list's publication.
      _ = try await KillTests.succeed(
        ["report", "--week", "2026-W47", "--each", "--output", "out", "--format", "html,csv"], in: folder)
      func rows(_ file: String) throws -> [String] {
        try String(contentsOf: folder.appending(path: "out/\(file)"), encoding: .utf8).components(separatedBy: "\r\n")
      }
      let measures = try rows("measures.csv")
      let minutes = "100 %,0,0,65,65,75,75,205,205".split(separator: ",").map { "\"\($0)\"" }.joined(separator: ",")
      #expect(
        measures.contains("\"tax\",\"State Tax Service\",\"1\",\"1\",\(minutes),\"TLP:AMBER+STRICT\""), "\(measures)")
      let notices = try rows("notices.csv")
      #expect(
        notices.count {
          $0.contains("\"2026-W47-01\"") && $0.contains("2026-11-17T08:20:00Z") && $0.contains("down, up")
        } == 1, "\(notices)")
      // What was answered in words stands where its reader may see it: the organization reads of nobody else.
      #expect(
        notices.contains { $0.contains("www.tax.gov.example: <b>back at 18:00</b>; the desk of Railways is down too") })
      let own = try rows("tax/notices.csv").joined()
      #expect(own.contains("<b>back at 18:00</b>; (kept back: it speaks of others)") && !own.contains("Railways"))
      let page = try rows("tax/report.html").joined()
      #expect(page.contains("&lt;b&gt;back at 18:00&lt;/b&gt;") && !page.contains("Railways"))
      #expect(try rows("report.html").joined().contains("the desk of Railways is down too"))
      #expect(try rows("outages.csv").contains { $0.hasPrefix("\"\",\"1\",\"1\",") })
      #expect(try rows("tax/notices.csv").contains { $0.contains("2026-W47-01") })
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "out/tax/measures.csv").path))
      #expect(!(try rows("rail/report.html").joined().contains("id=\"notices\"")))
      _ = try await KillTests.succeed(["verify"], in: folder)
    }
  }

  @Test func `minutes count from the publication of the document, whatever time an entry has of its own`() async throws
  {
    try await desk { folder in
      // A list of defacements published at 14:00 tells of one at 11:56; read at 15:00, told at 17:30.
      try Invented.write(
        """
        "add_date","accept_date","attacker","domain","ip_address","system","web_server","reason","hackmode","image","type","redefacement","state","def_grade","defacement_id","country_code","country"
        "2026-11-16 11:50:00","2026-11-16 11:56:00","someone","http://www.rail.gov.example/x.html","192.0.2.12","Linux","nginx","No reason","Not available","./x","mass","no","published","homepage","1","zz","Nowhere"

        """, to: folder.appending(path: "defaced.csv"))
      func run(_ arguments: [String], at time: String) async throws {
        let outcome = try await Command.run(arguments + ["--now", "2026-11-16T\(time):00Z"], in: folder)
        #expect(outcome.code == 0, "\(arguments) \(outcome.errors)")
      }
      try await run(
        ["receive", "defaced.csv", "--series", "defacements", "--published", "2026-11-16T14:00:00Z"], at: "15:00")
      try await run(["alert"], at: "17:30")
      try await run(["report", "--week", "2026-W47", "--format", "csv", "--output", "out"], at: "18:00")
      let rows = try String(contentsOf: folder.appending(path: "out/measures.csv"), encoding: .utf8)
        .components(separatedBy: "\r\n").filter { $0.hasPrefix("\"rail\"") }
      // Receipt after 60 minutes, alert after 210.
      #expect(rows.count == 1 && rows[0].contains("\"60\",\"60\",\"210\",\"210\""), "\(rows)")
    }
  }

  @Test func `a confirmed outage stands in the report of its week though nobody was told, and in no later one`()
    async throws
  {
    try await desk { folder in
      try Invented.write("www.rail.gov.example\n", to: folder.appending(path: "2026-11-10_07-00-00_list.txt"))
      try Invented.write("other.example\n", to: folder.appending(path: "2026-11-12_07-00-00_list.txt"))
      try Invented.write("other.example\n", to: folder.appending(path: "2026-11-17_07-00-00_list.txt"))
      for (day, hour) in [("10", "08"), ("12", "08"), ("17", "08")] {
        let outcome = try await Command.run(
          ["receive", "2026-11-\(day)_07-00-00_list.txt", "--now", "2026-11-\(day)T\(hour):00:00Z"], in: folder)
        #expect(outcome.code == 0)
      }
      let week = ["findings", "--week", "2026-W46", "--format", "json", "--now", "2026-11-18T00:00:00Z"]
      let finding = try #require(
        try await Command.run(week, in: folder).object().objects("findings").first
      ).text("id")
      _ = try await KillTests.succeed(
        ["decide", finding, "--as", "confirmed", "--reason", "they said so", "--now", "2026-11-18T01:00:00Z"],
        in: folder)
      var outages: [String: Bool] = [:]
      for week in ["2026-W46", "2026-W47"] {
        _ = try await KillTests.succeed(
          ["report", "--week", week, "--format", "csv", "--output", week, "--now", "2026-11-23T06:00:00Z"], in: folder)
        let file = folder.appending(path: "\(week)/outages.csv")
        outages[week] = (try? String(contentsOf: file, encoding: .utf8))?.contains("\"1\",\"0\"") ?? false
      }
      #expect(outages == ["2026-W46": true, "2026-W47": false])
    }
  }

  static let wrong: [(arguments: [String], code: Int32)] = [
    (["sent", "2026-W01-01"], 66), (["sent", "vezha.yaml.json"], 66),
    (["answer", "2026-W47-09", "tax", "--as", "up"], 66),
    (["answer", "2026-W47-01", "rail", "--as", "up"], 66), (["answer", "2026-W47-01", "tax", "--as", "maybe"], 64),
    (["answer", "2026-W47-01", "tax", "--as", "up", "--host", "x.example"], 66), (["status", "--overdue", "soon"], 64),
  ]

  @Test func `what is not known is refused and writes nothing`() async throws {
    try await desk { folder in
      try await play(Array(Self.moments.prefix(4)), in: folder)
      for (arguments, code) in Self.wrong {
        let outcome = try await Command.run(arguments + ["--now", "2026-11-17T09:00:00Z"], in: folder)
        #expect(outcome.code == code, "\(arguments) \(outcome.errors)")
      }
      #expect(try await KillTests.succeed(["alert", "--list"], in: folder).text.contains("2026-W47-01"))
    }
  }

  @Test func `where a second person must release, nobody sends alone`() async throws {
    try await desk { folder in
      try Invented.write(
        "version: 1\npublic-suffixes: [gov.example]\nalert: {hold: 60m, urgent: high, release: true}\nseries:\n  - {key: lists, files: \"*.txt\", published: file-name, role: target}\n",
        to: folder.appending(path: "vezha.yaml"))
      try await play(Array(Self.moments.prefix(4)), in: folder)
      func code(_ arguments: [String]) async throws -> Int32 {
        try await Command.run(["sent", "2026-W47-01"] + arguments + ["--now", "2026-11-17T09:00:00Z"], in: folder).code
      }
      #expect(try await code(["--by", "olena"]) == 64)
      #expect(try await code(["--release", "--by", "olena"]) == 0)
      #expect(try await code(["--by", "olena"]) == 64)
      #expect(try await code(["--by", "petro"]) == 0)
    }
  }
}
