import Foundation
import Testing

/// `import --dry-run`: says of each source what would be different, and writes nothing.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct PreviewTests {
  private static func register(_ assets: String) -> String {
    "<inventory xmlns=\"urn:vezha:inventory:1\" observed=\"2026-11-01T00:00:00Z\">\(assets)</inventory>\n"
  }
  private static let before = register(
    """
    <organization key="tax"/><organization key="rail"/>
    <asset id="1" organization="tax" name="Portal" criticality="high"><host>www.tax.gov.example</host>
    <service transport="tcp" port="443" state="open"/></asset>
    <asset id="2" organization="tax"><host>my.tax.gov.example</host></asset>
    <asset id="3" organization="rail"><host>www.rail.gov.example</host></asset>
    <asset id="4" organization="rail"><host>old.rail.gov.example</host></asset>
    """)
  private static let after = register(
    """
    <organization key="tax"/><organization key="rail"/>
    <asset id="1" organization="tax" name="Main portal"><host>www.tax.gov.example</host><host>portal.tax.gov.example</host>
    <service transport="tcp" port="8443" state="open"/></asset>
    <asset id="2" organization="rail"><host>my.tax.gov.example</host></asset>
    <asset id="3" organization="rail"><host>www.rail.gov.example</host></asset>
    <asset id="5" organization="rail"><host>new.rail.gov.example</host><address>10.0.0.7</address><address>10.0.0.8</address>
    <host>localhost</host></asset>
    """)

  private func world<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    try await withFolder { folder in
      try Invented.write("version: 1\npublic-suffixes: [gov.example]\n", to: folder.appending(path: "vezha.yaml"))
      try Invented.write(Self.before, to: folder.appending(path: "a.xml"))
      try Invented.write(Self.after, to: folder.appending(path: "b.xml"))
      try Invented.write(
        "www.tax.gov.example\nmy.tax.gov.example\nold.rail.gov.example\n",
        to: folder.appending(path: "2026-11-20_07-00-00.txt"))
      _ = try await KillTests.succeed(["import", "a.xml", "--source", "register"], in: folder)
      _ = try await KillTests.succeed(["receive", "2026-11-20_07-00-00.txt", "--series", "lists"], in: folder)
      return try await body(folder)
    }
  }

  @Test func `every asset that would be different is named with what is different`() async throws {
    try await world { folder in
      let found = try await KillTests.succeed(["findings", "--week", "2026-W47", "--format", "json"], in: folder)
        .object()
      var decisions: [String: String] = [:]
      for finding in try found.objects("findings") {
        _ = try await KillTests.succeed(
          ["decide", finding.text("id"), "--as", "protected", "--reason", "filter in place"], in: folder)
      }
      for decision in try await KillTests.succeed(["decisions", "--format", "json"], in: folder).object().objects(
        "decisions")
      {
        decisions[decision.text("subject")] = decision.text("id")
      }
      #expect(decisions.count == 3)
      let status = try await KillTests.succeed(["status", "--format", "json"], in: folder).text
      let dry = ["import", "b.xml", "--source", "register", "--dry-run"]
      let text = try await KillTests.succeed(dry, in: folder).text
      for line in [
        "register: 4 assets (1 new, 2 changed, 1 unchanged), 1 retired, 1 moved to another owner; complete edition",
        "  + 5\n", "  - 4\n", "  > 2: from tax to rail\n",
        "  ~ 1: name Portal -> Main portal; criticality - high; host + portal.tax.gov.example; service - tcp/443 open; service + tcp/8443 open\n",
        "  ~ 2: organization tax -> rail\n",
        "  2 identifiers will never match (private)\n", "  1 identifier will never match (placeholder)\n",
        "  decision \(decisions["my.tax.gov.example"] ?? "?") would lose its subject: protected, my.tax.gov.example\n",
      ] {
        #expect(text.contains(line), "\(line) in \(text)")
      }
      // The host of a retired asset was named while it was held: its decision keeps its subject.
      #expect(text.components(separatedBy: "would lose its subject").count == 2)
      let json = try await KillTests.succeed(dry + ["--format", "json"], in: folder).object()
      #expect(try json.object("changes").text("orphaned_decisions") == "1")
      let preview = try #require(try json.objects("preview").first)
      #expect(preview["added"] as? [String] == ["5"] && preview["retired"] as? [String] == ["4"])
      #expect(preview["orphaned_decisions"] as? [String] == [decisions["my.tax.gov.example"] ?? "?"])
      #expect(try await KillTests.succeed(["status", "--format", "json"], in: folder).text == status)
      // What was foretold happens.
      _ = try await KillTests.succeed(["import", "b.xml", "--source", "register"], in: folder)
      let covered = try await KillTests.succeed(["decisions", "--format", "json"], in: folder).object()
      for decision in try covered.objects("decisions") {
        let count = (decision["covers"] as? [Any])?.count ?? -1
        #expect(count == (decision.text("subject") == "my.tax.gov.example" ? 0 : 1), "\(decision)")
      }
    }
  }

  @Test func `a real import and a first dry run have nothing to foretell but what is new`() async throws {
    try await withFolder { folder in
      try Invented.write(Self.before, to: folder.appending(path: "a.xml"))
      let first = try await KillTests.succeed(
        ["import", "a.xml", "--source", "register", "--dry-run", "--format", "json"], in: folder
      ).object()
      let preview = try #require(try first.objects("preview").first)
      #expect(preview["added"] as? [String] == ["1", "2", "3", "4"])
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "ledger.sqlite").path))
      let real = try await KillTests.succeed(
        ["import", "a.xml", "--source", "register", "--format", "json"], in: folder
      ).object()
      #expect(try real.objects("preview").isEmpty)
    }
  }

  @Test func `an incomplete scan that saw less of what is held changes nothing`() async throws {
    try await withFolder { folder in
      try Invented.write("version: 1\npublic-suffixes: [gov.example]\n", to: folder.appending(path: "vezha.yaml"))
      func scan(_ names: [String], end: String) -> String {
        let hostnames = names.map { "<hostname name=\"\($0).gov.example\" type=\"PTR\"/>" }.joined()
        return """
          <?xml version="1.0"?><nmaprun scanner="nmap" start="1793923200" version="7.94"><host><status state="up"/>
          <address addr="192.0.2.7" addrtype="ipv4"/><hostnames>\(hostnames)</hostnames></host>\(end)</nmaprun>
          """
      }
      let end = "<runstats><finished time=\"1793923300\"/><hosts up=\"1\" down=\"0\" total=\"1\"/></runstats>"
      try Invented.write(scan(["www", "my"], end: end), to: folder.appending(path: "scan.xml"))
      _ = try await KillTests.succeed(["import", "scan.xml", "--source", "scan"], in: folder)
      try Invented.write(scan(["www"], end: ""), to: folder.appending(path: "scan.xml"))
      let importing = ["import", "scan.xml", "--source", "scan", "--format", "json"]
      for arguments in [importing + ["--dry-run"], importing] {
        let changes = try await KillTests.succeed(arguments, in: folder).object().object("changes")
        #expect(changes.text("changed") == "0" && changes.text("unchanged") == "1", "\(changes)")
      }
    }
  }

  @Test func `a scan older than the one whose place it takes is said to be`() async throws {
    try await withFolder { folder in
      try Invented.write("version: 1\npublic-suffixes: [gov.example]\n", to: folder.appending(path: "vezha.yaml"))
      func scan(_ day: String) -> String {
        "<inventory xmlns=\"urn:vezha:inventory:1\" observed=\"2026-11-\(day)T00:00:00Z\"><asset id=\"1\"><host>\(day).gov.example</host></asset></inventory>"
      }
      var warnings: [Bool] = []
      for day in ["05", "02", "06"] {
        try Invented.write(scan(day), to: folder.appending(path: "scan.xml"))
        let outcome = try await KillTests.succeed(["import", "scan.xml", "--source", "scan"], in: folder)
        warnings.append(outcome.errors.contains("earlier than the edition whose place it took"))
      }
      #expect(warnings == [false, true, false])
    }
  }
}
