import Foundation
import Testing

/// Desks that serve several organizations, and what is told again when it was wrong.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct DeskNoticeTests {
  /// Two tenants of one platform (one writes its address in capitals), a body on another platform, and a ministry above.
  static let inventory = """
    <inventory xmlns="urn:vezha:inventory:1" observed="2026-11-01T00:00:00Z">
    <organization key="tax"><name lang="en">State Tax Service</name><domain>tax.gov.example</domain>
      <contact role="duty" email="duty@tax.gov.example"/><contact role="hosting" email="noc@platform.example" language="en"/>
      <contact role="parent" email="desk@finance.gov.example"/></organization>
    <organization key="rail"><name lang="en">Railways</name><domain>rail.gov.example</domain>
      <contact role="owner" email="desk@rail.gov.example"/><contact role="operator" email="NOC@platform.example"/></organization>
    <organization key="post"><name lang="en">Post Office</name><domain>post.gov.example</domain>
      <contact role="owner" email="it@post.gov.example"/><contact role="hosting" email="noc@elsewhere.example"/>
      <contact role="operator" email="it@post.gov.example"/></organization>
    <asset id="1" organization="tax"><host>www.customs.gov.example</host></asset>
    <asset id="2" organization="rail"><host>www.rail.gov.example</host></asset>
    <asset id="3" organization="post"><host>www.post.gov.example</host></asset>
    <asset id="4" organization="tax"><host>my.tax.gov.example</host></asset></inventory>
    """

  private func run(_ arguments: [String], at now: String, in folder: URL) async throws -> String {
    let outcome = try await Command.run(arguments + ["--now", now + ":00Z"], in: folder)
    #expect(outcome.code == 0, "\(arguments) \(outcome.errors)")
    return outcome.text
  }

  private func site<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    try await withFolder { folder in
      try Invented.write(
        """
        version: 1
        public-suffixes: [gov.example]
        alert: {hold: 0m}
        report: {cert: {name: Example CERT, phone: "+000 20 555 0100"}}
        series:
          - {key: lists, files: "*.txt", published: file-name, role: target}
        """, to: folder.appending(path: "vezha.yaml"))
      try Invented.write(Self.inventory, to: folder.appending(path: "assets.xml"))
      _ = try await run(["import", "assets.xml", "--source", "register"], at: "2026-11-02T00:00", in: folder)
      try await receive(["www.customs.gov.example", "www.rail.gov.example", "www.post.gov.example"], in: folder)
      return try await body(folder)
    }
  }

  private func receive(_ hosts: [String], in folder: URL) async throws {
    try Invented.write(
      hosts.joined(separator: "\n") + "\n", to: folder.appending(path: "2026-11-03_07-00-00_list.txt"))
    _ = try await run(["receive", "2026-11-03_07-00-00_list.txt"], at: "2026-11-03T07:10", in: folder)
  }

  /// The text of a draft, decoded as RFC 2045 section 6.8 says.
  private func text(of mail: URL) throws -> String {
    let lines = try String(contentsOf: mail, encoding: .utf8).components(separatedBy: "\r\n")
    let start = try #require(lines.firstIndex(of: "Content-Transfer-Encoding: base64")) + 2
    let body = lines[start...].prefix { !$0.hasPrefix("--") }.joined()
    return String(decoding: try #require(Data(base64Encoded: body)), as: UTF8.self)
  }

  /// The subject of a draft, its encoded words decoded (RFC 2047).
  private func subject(of mail: URL) throws -> String {
    let header = try String(contentsOf: mail, encoding: .utf8).components(separatedBy: "Subject: ")[1]
      .components(separatedBy: "\r\nDate:")[0]
    return try header.components(separatedBy: "\r\n ").map { word in
      guard word.hasPrefix("=?utf-8?B?") else { return word }
      return String(
        decoding: try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2)))), as: UTF8.self)
    }.joined()
  }

  @Test func `whoever runs a shared platform hears about all its tenants and only about them`() async throws {
    try await site { folder in
      let printed = try await run(["alert", "--mail"], at: "2026-11-03T07:15", in: folder)
      #expect(printed.contains("desk  platform  rail, tax"), "\(printed)")
      let base = folder.appending(path: "Reports/alerts/desks")
      let paths = try FileManager.default.subpathsOfDirectory(atPath: base.path).sorted()
      // The platform, the other platform, the ministry; the post's operator reads its owner's mail already.
      #expect(paths.count { $0.hasSuffix(".eml") } == 3, "\(paths)")
      let platform = try #require(paths.first { $0.contains("platform-noc-platform-example") && $0.hasSuffix(".eml") })
      let mail = try text(of: base.appending(path: platform))
      #expect(mail.contains("State Tax Service") && mail.contains("www[.]customs[.]gov[.]example"))
      #expect(mail.contains("Railways") && mail.contains("www[.]rail[.]gov[.]example"))
      for path in paths where path.contains("noc-platform-example") {
        let bytes = try String(contentsOf: base.appending(path: path), encoding: .utf8)
        #expect(!bytes.lowercased().contains("post"), "\(path)")
      }
      #expect(
        try subject(of: base.appending(path: platform))
          == "[TLP:AMBER+STRICT] Systems that you run or host are on a target list, \(platform.prefix(11))")
      let oversight = try #require(paths.first { $0.contains("oversight-desk-finance") && $0.hasSuffix(".eml") })
      let above = try text(of: base.appending(path: oversight))
      #expect(above.contains("www[.]customs") && !above.contains("rail") && !above.contains("post"))
      // On record for each tenant, with the role in which the desk serves it.
      let json = platform.replacing(".eml", with: ".json")
      _ = try await run(["sent", "Reports/alerts/desks/\(json)", "--by", "olena"], at: "2026-11-03T07:20", in: folder)
      let outcome = try await Command.run(["alert", "--list", "--format", "json"], in: folder)
      let roles = try outcome.object().objects("messages").flatMap { message in
        try message.objects("notices").map { "\(message.text("organization")) \($0.text("role"))" }
      }
      #expect(Set(roles) == ["tax hosting", "rail operator"])
      // The organizations themselves are not told by that.
      #expect(
        try await run(["handover"], at: "2026-11-03T07:22", in: folder).components(separatedBy: "not sent").count == 4)
      #expect(try await run(["status", "--overdue", "1h"], at: "2026-11-03T09:00", in: folder).contains("no messages"))
      // Twice writes nothing.
      #expect(try await run(["alert", "--mail"], at: "2026-11-03T07:25", in: folder).isEmpty)
    }
  }

  @Test func `a correction is drafted for whoever was told wrong, and is on record when it was sent`() async throws {
    try await site { folder in
      _ = try await run(["alert"], at: "2026-11-03T07:15", in: folder)
      _ = try await run(["sent", "2026-W45-01", "--by", "olena"], at: "2026-11-03T07:20", in: folder)
      // A weekly report that went to rail before a late list named it another time: told as new, and it was back.
      _ = try await run(
        ["report", "--week", "2026-W45", "--each", "--output", "week"], at: "2026-11-09T06:00", in: folder)
      _ = try await run(["sent", "week/manifest.json", "--by", "olena"], at: "2026-11-09T06:30", in: folder)
      try Invented.write("www.rail.gov.example\n", to: folder.appending(path: "2026-10-20_07-00-00_list.txt"))
      _ = try await run(["receive", "2026-10-20_07-00-00_list.txt"], at: "2026-11-09T07:00", in: folder)
      // The tax host was somebody else's all the time.
      try Invented.write(
        Self.inventory.replacing("id=\"1\" organization=\"tax\"", with: "id=\"1\" organization=\"post\"")
          .replacing("2026-11-01T", with: "2026-11-02T"), to: folder.appending(path: "assets.xml"))
      _ = try await run(["import", "assets.xml", "--source", "register"], at: "2026-11-09T08:00", in: folder)
      let changes = ["changes", "--since", "2026-11-09T06:45:00Z"]
      let printed = try await run(changes + ["--drafts", "again"], at: "2026-11-09T09:00", in: folder)
      #expect(printed.contains("2026-W45-03 told tax of www.customs.gov.example (not-yours)"), "\(printed)")
      #expect(printed.contains("2026-W45 told tax of www.customs.gov.example (not-yours)"), "\(printed)")
      #expect(printed.contains("2026-W45 told rail of www.rail.gov.example (changed)"), "\(printed)")
      #expect(printed.contains("2026-W45 told post of www.customs.gov.example (missed)"), "\(printed)")
      let letter = try text(of: folder.appending(path: "again/2026-W45-rail/message.eml"))
      #expect(letter.contains("www[.]rail[.]gov[.]example") && !letter.contains("customs") && !letter.contains("post"))
      let wrong = try String(
        contentsOf: folder.appending(path: "again/2026-W45-tax/correction.md"), encoding: .utf8)
      #expect(wrong.contains("none of your systems") && !wrong.lowercased().contains("post"))
      _ = try await run(
        ["sent", "again/2026-W45-rail/correction.json", "--by", "olena"], at: "2026-11-09T10:00", in: folder)
      let after = try await run(changes + ["--drafts", "once-more"], at: "2026-11-09T11:00", in: folder)
      #expect(after.contains("www.rail.gov.example (changed), corrected 2026-11-09 10:00"), "\(after)")
      let folders = try FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: "once-more").path)
      #expect(!folders.contains("2026-W45-rail") && folders.contains("2026-W45-tax"))
    }
  }

  @Test func `a mailbox in the domain of a body that is not above is named`() async throws {
    try await withFolder { folder in
      try Invented.write("version: 1\npublic-suffixes: [gov.example]\n", to: folder.appending(path: "vezha.yaml"))
      try Invented.write(
        """
        <inventory xmlns="urn:vezha:inventory:1" observed="2026-11-01T00:00:00Z">
        <organization key="finance"><domain>finance.gov.example</domain></organization>
        <organization key="tax" parent="finance"><domain>tax.gov.example</domain>
          <contact role="owner" email="tax@finance.gov.example"/></organization>
        <organization key="rail"><domain>rail.gov.example</domain>
          <contact role="owner" email="it@office.tax.gov.example"/><contact role="hosting" email="noc@tax.gov.example"/>
        </organization></inventory>
        """, to: folder.appending(path: "assets.xml"))
      _ = try await run(["import", "assets.xml"], at: "2026-11-02T00:00", in: folder)
      let outcome = try await Command.run(
        ["organizations", "--check", "--now", "2026-11-02T01:00:00Z"], in: folder)
      let lines = outcome.text.split(separator: "\n").filter { $0.contains("mailbox") }
      #expect(lines.count == 1, "\(outcome.text)")
      #expect(lines.first?.contains("mailbox of its owner contact lies in tax.gov.example, a domain of tax") == true)
    }
  }

  @Test func `an alert that was wrong is withdrawn, and does not say that its names are off the lists`() async throws {
    try await site { folder in
      _ = try await run(["alert"], at: "2026-11-03T07:15", in: folder)
      let findings = try await Command.run(
        ["findings", "--week", "2026-W45", "--format", "json", "--now", "2026-11-03T08:00:00Z"], in: folder
      ).object().objects("findings")
      let rail = try #require(findings.first { $0.text("subject") == "www.rail.gov.example" }).text("id")
      _ = try await run(
        ["decide", rail, "--as", "false-positive", "--reason", "a test"], at: "2026-11-03T08:00", in: folder)
      let printed = try await run(["alert"], at: "2026-11-03T08:10", in: folder)
      #expect(printed.contains("rail  closing"), "\(printed)")
      let base = folder.appending(path: "Reports/alerts")
      var seen = 0
      for path in try FileManager.default.subpathsOfDirectory(atPath: base.path).sorted()
      where path.contains("closing") || path.contains(".1/") && path.contains("platform") {
        guard path.hasSuffix(".md") else { continue }
        let page = try String(contentsOf: base.appending(path: path), encoding: .utf8)
        #expect(page.contains("false alarm"), "\(path)")
        #expect(!page.contains("All names of this wave") && !page.contains("are on a target list"), "\(path)")
        seen += 1
      }
      #expect(seen == 2)
    }
  }

  @Test func `what became known between the writing and the sending of a report is corrected too`() async throws {
    try await site { folder in
      _ = try await run(
        ["report", "--week", "2026-W45", "--each", "--output", "week"], at: "2026-11-09T06:00", in: folder)
      try Invented.write("my.tax.gov.example\n", to: folder.appending(path: "2026-11-05_07-00-00_list.txt"))
      _ = try await run(["receive", "2026-11-05_07-00-00_list.txt"], at: "2026-11-09T06:10", in: folder)
      _ = try await run(["sent", "week/manifest.json", "--by", "olena"], at: "2026-11-09T06:30", in: folder)
      for since in ["2026-11-09T06:05:00Z", "2026-11-09T06:40:00Z"] {
        let printed = try await run(["changes", "--since", since], at: "2026-11-09T09:00", in: folder)
        #expect(printed.contains("2026-W45 told tax of my.tax.gov.example (missed)"), "\(since) \(printed)")
      }
    }
  }

  @Test func `what a person confirmed is told, however faint the trace was`() async throws {
    try await withFolder { folder in
      try Invented.write(
        """
        version: 1
        public-suffixes: [gov.example]
        documentation-addresses: true
        alert: {hold: 0m}
        series:
          - {key: lists, files: "*.txt", published: file-name, role: target}
        """, to: folder.appending(path: "vezha.yaml"))
      try Invented.write(
        """
        <inventory xmlns="urn:vezha:inventory:1" observed="2026-11-01T00:00:00Z">
        <organization key="tax"><name lang="en">Northern Harbour Authority</name></organization>
        <asset id="1" organization="tax"><host>www.tax.gov.example</host></asset></inventory>
        """, to: folder.appending(path: "assets.xml"))
      _ = try await run(["import", "assets.xml"], at: "2026-11-02T00:00", in: folder)
      // A name alone is only a possible sign.
      try Invented.write(
        """
        [{"post_title": "Northern Harbour Authority", "group_name": "somebody", "discovered": "2026-11-03 07:00:00.000000"}]

        """, to: folder.appending(path: "posts.json"))
      _ = try await run(
        ["receive", "posts.json", "--series", "posts", "--published", "2026-11-03T07:05:00Z"], at: "2026-11-03T07:10",
        in: folder)
      #expect(try await run(["alert"], at: "2026-11-03T07:20", in: folder).isEmpty)
      let finding = try #require(
        try await Command.run(
          ["findings", "--week", "2026-W45", "--format", "json", "--now", "2026-11-03T08:00:00Z"], in: folder
        ).object().objects("findings").first)
      #expect(finding.text("certainty") == "possible")
      _ = try await run(
        ["decide", finding.text("id"), "--as", "confirmed", "--reason", "they saw it"], at: "2026-11-03T08:00",
        in: folder)
      #expect(try await run(["alert"], at: "2026-11-03T08:10", in: folder).contains("tax  first  1 names"))
    }
  }

  @Test func `an answer names a host as our own pages print it`() async throws {
    try await site { folder in
      _ = try await run(["alert"], at: "2026-11-03T07:15", in: folder)
      for host in ["www[.]rail[.]gov[.]example", "WWW.rail.gov.example.", "https://www.rail.gov.example/"] {
        let printed = try await run(
          ["answer", "2026-W45-02", "rail", "--as", "slow", "--host", host], at: "2026-11-03T09:00", in: folder)
        #expect(printed.contains("answers written"), "\(host) \(printed)")
      }
    }
  }

  @Test func `no draft of an organization goes to those who only host or watch over it`() async throws {
    try await withFolder { folder in
      try Invented.write(
        "version: 1\npublic-suffixes: [gov.example]\nalert: {hold: 0m}\nseries:\n  - {key: lists, files: \"*.txt\", published: file-name, role: target, tlp: RED}\n",
        to: folder.appending(path: "vezha.yaml"))
      try Invented.write(
        """
        <inventory xmlns="urn:vezha:inventory:1" observed="2026-11-01T00:00:00Z">
        <organization key="tax"><contact role="hosting" email="noc@platform.example"/></organization>
        <asset id="1" organization="tax"><host>www.tax.gov.example</host></asset></inventory>
        """, to: folder.appending(path: "assets.xml"))
      _ = try await run(["import", "assets.xml"], at: "2026-11-02T00:00", in: folder)
      try await receive(["www.tax.gov.example"], in: folder)
      _ = try await run(["alert", "--mail"], at: "2026-11-03T07:15", in: folder)
      let base = folder.appending(path: "Reports/alerts")
      let paths = try FileManager.default.subpathsOfDirectory(atPath: base.path)
      #expect(!paths.contains { $0.hasPrefix("desks") }, "RED goes to no desk")
      let mail = try String(
        contentsOf: base.appending(path: "2026-W45-01/message-0.eml"), encoding: .utf8)
      #expect(!mail.contains("noc@platform.example") && mail.contains("undisclosed-recipients"))
    }
  }
}
