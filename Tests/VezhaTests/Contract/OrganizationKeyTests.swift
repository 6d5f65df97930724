import Foundation
import Testing

/// Organizations that are renamed or merged: what is known of them follows, what was known before stays as it was.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct OrganizationKeyTests {
  private static let organizations = """
    <inventory xmlns="urn:vezha:inventory:1" observed="2026-11-01T00:00:00Z">
    <organization key="mof"><name lang="en">Ministry of Money</name><domain>mof.gov.example</domain></organization>
    <organization key="tax" parent="mof"><name lang="en">Tax Office</name><domain>tax.gov.example</domain></organization>
    <organization key="rail"><name lang="en">Railways</name></organization></inventory>
    """
  private static let assets = """
    <inventory xmlns="urn:vezha:inventory:1" observed="2026-11-01T00:00:00Z">
    <asset id="1" organization="mof"><host>www.mof.gov.example</host></asset>
    <asset id="2" organization="tax"><host>www.tax.gov.example</host></asset>
    <asset id="3" organization="rail"><host>www.rail.gov.example</host></asset></inventory>
    """
  private static let configuration = """
    version: 1
    public-suffixes: [gov.example]
    organizations: organizations.xml
    alert: {hold: 60m, urgent: high}
    series:
      - {key: lists, files: "lists/*.txt", published: file-name, role: target}
      - {key: brief, files: "brief/*.txt", published: file-name, role: target, keep: matches}
    """
  private static let list = "www.mof.gov.example\nsub.tax.gov.example\nwww.tax.gov.example\nwww.rail.gov.example\n"

  /// A workspace in which all three are named, told and judged by 2026-11-18.
  private func world<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    try await withFolder { folder in
      for name in ["lists", "brief"] {
        try FileManager.default.createDirectory(
          at: folder.appending(path: name), withIntermediateDirectories: true)
      }
      try Invented.write(Self.configuration, to: folder.appending(path: "vezha.yaml"))
      try Invented.write(Self.organizations, to: folder.appending(path: "organizations.xml"))
      try Invented.write(Self.assets, to: folder.appending(path: "assets.xml"))
      for name in ["lists", "brief"] {
        try Invented.write(Self.list, to: folder.appending(path: "\(name)/2026-11-17_07-00-00.txt"))
      }
      _ = try await run(["run"], "2026-11-02T00:00", in: folder)
      _ = try await run(["import", "assets.xml", "--source", "register"], "2026-11-02T01:00", in: folder)
      _ = try await run(
        ["receive", "lists/2026-11-17_07-00-00.txt", "brief/2026-11-17_07-00-00.txt"], "2026-11-17T07:10", in: folder)
      _ = try await run(["alert"], "2026-11-17T08:30", in: folder)
      _ = try await run(["sent", "2026-W47-01", "--by", "ann"], "2026-11-17T08:40", in: folder)
      return try await body(folder)
    }
  }

  private func run(
    _ arguments: [String], _ time: String, in folder: URL, code: Int32 = 0
  ) async throws -> Command.Outcome {
    let outcome = try await Command.run(arguments + ["--now", "\(time):00Z"], in: folder)
    #expect(outcome.code == code, "\(arguments) \(outcome.errors)")
    return outcome
  }

  private struct Named: Hashable, Comparable {
    var organization: String
    var subject: String
    var series: String
    var state: String

    static func < (left: Self, right: Self) -> Bool {
      (left.organization, left.subject, left.series) < (right.organization, right.subject, right.series)
    }
  }

  private func findings(
    at time: String, _ more: [String] = [], in folder: URL
  ) async throws -> (shown: [Named], hidden: [Named], ids: [String: String]) {
    let object = try await run(
      ["findings", "--week", "2026-W47", "--format", "json"] + more, time, in: folder
    ).object()
    func named(_ key: String) throws -> [Named] {
      try object.objects(key).map {
        Named(
          organization: try $0.object("organization").text("key"), subject: $0.text("subject"),
          series: $0.text("series"), state: $0.text("state"))
      }.sorted()
    }
    var ids: [String: String] = [:]
    for finding in try object.objects("findings") + object.objects("suppressed") {
      ids["\(finding.text("series")) \(finding.text("subject"))"] = finding.text("id")
    }
    return (try named("findings"), try named("suppressed"), ids)
  }

  @Test func `a renamed organization keeps assets, findings, decisions, alerts and earlier ids`() async throws {
    try await world { folder in
      let before = try await findings(at: "2026-11-18T00:00", in: folder)
      let id = try #require(before.ids["lists www.tax.gov.example"])
      _ = try await run(
        ["decide", id, "--as", "false-positive", "--reason", "a test page", "--author", "ann"], "2026-11-18T01:00",
        in: folder)
      _ = try await run(
        [
          "decide", try #require(before.ids["brief sub.tax.gov.example"]), "--as", "accepted", "--scope",
          "subject", "--reason", "not used", "--author", "ann",
        ], "2026-11-18T01:10", in: folder)
      let judged = try await findings(at: "2026-11-18T01:20", in: folder)
      let text = try await run(
        ["organizations", "rename", "tax", "revenue", "--reason", "new register", "--author", "ann"],
        "2026-11-18T02:00", in: folder)
      #expect(text.text.contains("tax is revenue now: 1 assets, 4 findings, 2 decisions"), "\(text.text)")

      let after = try await findings(at: "2026-11-18T03:00", in: folder)
      func renamed(_ list: [Named]) -> [Named] {
        list.map { named in
          var named = named
          if named.organization == "tax" { named.organization = "revenue" }
          return named
        }.sorted()
      }
      #expect(after.shown == renamed(judged.shown) && after.hidden == renamed(judged.hidden))
      #expect(judged.hidden.count == 3)
      // The old id is still understood, and the history tells of the other key.
      let history = try await run(["history", id], "2026-11-18T03:00", in: folder)
      #expect(history.text.contains("tax is revenue now, by ann: new register"), "\(history.text)")
      #expect(history.text.contains("false-positive by ann") && history.text.contains("tells revenue"))
      // Nothing is told twice, and the alert goes on under the new key.
      #expect(try await run(["alert"], "2026-11-18T03:00", in: folder).text.isEmpty)
      let told = try await run(["alert", "--list"], "2026-11-18T03:00", in: folder)
      #expect(told.text.contains("revenue") && !told.text.contains("tax"))
      let answered = try await run(
        ["answer", "2026-W47-03", "tax", "--as", "down", "--host", "www.tax.gov.example", "--by", "ann"],
        "2026-11-18T04:00",
        in: folder)
      #expect(answered.text.contains("1 answers written"))
      // What was known before stays as it was.
      let then = try await findings(at: "2026-11-18T05:00", ["--as-known", "2026-11-18T01:30:00Z"], in: folder)
      #expect(then.shown == judged.shown && then.hidden == judged.hidden && then.ids == judged.ids)
      // Knowing the other key changed nothing about the week.
      let changes = try await run(
        ["changes", "--since", "2026-11-18T01:30:00Z", "--format", "json"], "2026-11-18T03:30", in: folder)
      #expect(
        try changes.object().objects("changes").filter { !$0.text("after").contains("confirmed") }.isEmpty)
      _ = try await run(["verify"], "2026-11-18T06:00", in: folder)
    }
  }

  @Test func `files that name a former key mean the organization, and a file with the new one takes its place`()
    async throws
  {
    try await world { folder in
      _ = try await run(
        ["organizations", "rename", "tax", "revenue", "--reason", "r"], "2026-11-18T02:00", in: folder)
      let edited = Self.assets.replacing(
        "</inventory>",
        with: """
          <asset id="4" organization="tax"><host>new.elsewhere.example</host></asset></inventory>
          """)
      try Invented.write(edited, to: folder.appending(path: "assets.xml"))
      let changes = try await run(
        ["import", "assets.xml", "--source", "register", "--dry-run", "--format", "json"], "2026-11-19T00:00",
        in: folder)
      let counts = try changes.object().object("changes")
      #expect(counts.text("added") == "1" && counts.text("moved") == "0" && counts.text("changed") == "0")
      _ = try await run(["import", "assets.xml", "--source", "register"], "2026-11-19T00:00", in: folder)
      let assets = try await run(
        ["assets", "--organization", "revenue", "--format", "csv"], "2026-11-19T01:00", in: folder)
      #expect(assets.text.split(separator: "\r\n").dropFirst().allSatisfy { $0.hasSuffix(",\"TLP:AMBER+STRICT\"") })
      #expect(assets.text.contains("new.elsewhere.example") && assets.text.contains("www.tax.gov.example"))
      let before = try await findings(at: "2026-11-19T02:00", in: folder)
      // The register of organizations learns the new key.
      try Invented.write(
        Self.organizations.replacing("key=\"tax\"", with: "key=\"revenue\""),
        to: folder.appending(path: "organizations.xml"))
      _ = try await run(["run"], "2026-11-19T03:00", in: folder)
      let after = try await findings(at: "2026-11-19T04:00", in: folder)
      #expect(after.shown == before.shown && after.ids == before.ids)
      let list = try await run(["organizations", "--format", "csv"], "2026-11-19T05:00", in: folder)
      #expect(list.text.contains("\"revenue\",\"Tax Office\"") && !list.text.contains("\"tax\""), "\(list.text)")
      // And back.
      _ = try await run(
        ["organizations", "rename", "revenue", "tax", "--reason", "r"], "2026-11-19T06:00", in: folder)
      #expect(try await findings(at: "2026-11-19T07:00", in: folder).shown.contains { $0.organization == "tax" })
      _ = try await run(["verify"], "2026-11-19T08:00", in: folder)
    }
  }

  @Test func `two organizations that merge are one in findings, holdings and reports`() async throws {
    try await world { folder in
      let before = try await findings(at: "2026-11-18T00:00", in: folder)
      let text = try await run(
        ["organizations", "merge", "tax", "mof", "--reason", "decree 17", "--author", "ann"], "2026-11-18T02:00",
        in: folder)
      #expect(text.text.contains("tax is mof now: 2 assets, 6 findings"), "\(text.text)")
      let after = try await findings(at: "2026-11-18T03:00", in: folder)
      #expect(Set(after.shown.map(\.organization)) == ["mof", "rail"])
      #expect(
        Set(after.shown.map { "\($0.series) \($0.subject)" }) == Set(before.shown.map { "\($0.series) \($0.subject)" }))
      let own = try await findings(at: "2026-11-18T03:00", ["--organization", "tax"], in: folder)
      #expect(own.shown.count == 6)
      // Its zone is held on: what is named there belongs to the other.
      try Invented.write(
        Self.list + "later.tax.gov.example\n", to: folder.appending(path: "lists/2026-11-18_07-00-00.txt"))
      _ = try await run(["receive", "lists/2026-11-18_07-00-00.txt"], "2026-11-18T07:10", in: folder)
      #expect(
        try await findings(at: "2026-11-18T08:00", in: folder).shown.contains {
          $0.organization == "mof" && $0.subject == "later.tax.gov.example"
        })
      _ = try await run(
        ["report", "--week", "2026-W47", "--each", "--output", "out", "--format", "json"], "2026-11-24T00:00",
        in: folder)
      let folders = try Set(FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "out").path))
      #expect(folders.contains("mof") && !folders.contains("tax"))
      let xml = try await run(["assets", "--format", "xml"], "2026-11-24T01:00", in: folder)
      #expect(
        xml.text.contains("<alias lang=\"en\">Tax Office</alias>") && !xml.text.contains("key=\"tax\""), "\(xml.text)")
      _ = try await run(["verify"], "2026-11-24T02:00", in: folder)
    }
  }

  @Test func `alerts follow an organization of which no finding is left`() async throws {
    try await withFolder { folder in
      try Invented.write(
        "version: 1\npublic-suffixes: [gov.example]\nseries:\n  - {key: lists, published: file-name, role: target}\n",
        to: folder.appending(path: "vezha.yaml"))
      try Invented.write(Self.assets, to: folder.appending(path: "assets.xml"))
      try Invented.write(Self.list, to: folder.appending(path: "2026-11-17_07-00-00.txt"))
      _ = try await run(["import", "assets.xml", "--source", "register"], "2026-11-02T01:00", in: folder)
      _ = try await run(
        ["receive", "2026-11-17_07-00-00.txt", "--series", "lists"], "2026-11-17T07:10", in: folder)
      _ = try await run(["alert"], "2026-11-17T08:30", in: folder)
      _ = try await run(["purge", "--before", "2026-11-18"], "2026-11-18T01:00", in: folder)
      _ = try await run(
        ["organizations", "rename", "tax", "revenue", "--reason", "r"], "2026-11-18T02:00", in: folder)
      let told = try await run(["alert", "--list"], "2026-11-18T03:00", in: folder).text
      #expect(told.contains("revenue") && !told.contains("tax"), "\(told)")
    }
  }

  private static let wrong: [(arguments: [String], code: Int32)] = [
    (["rename", "nobody", "x", "--reason", "r"], 66),
    (["rename", "tax", "mof", "--reason", "r"], 64),
    (["rename", "tax", "a b", "--reason", "r"], 64),
    (["rename", "tax", "../x", "--reason", "r"], 64),
    (["rename", "tax", "unassigned", "--reason", "r"], 64),
    (["rename", "unassigned", "x", "--reason", "r"], 64),
    (["rename", "tax", "x"], 64),
    (["rename", "tax", "x", "--reason", "  "], 64),
    (["merge", "tax", "tax", "--reason", "r"], 64),
    (["merge", "tax", "nobody", "--reason", "r"], 66),
  ]

  @Test func `a change of key that cannot be is refused and changes nothing`() async throws {
    try await world { folder in
      let before = try await run(["status", "--format", "json"], "2026-11-18T00:00", in: folder)
      for (arguments, code) in Self.wrong {
        _ = try await run(["organizations"] + arguments, "2026-11-18T00:00", in: folder, code: code)
      }
      #expect(try await run(["status", "--format", "json"], "2026-11-18T00:00", in: folder).text == before.text)
    }
  }

  @Test func `no asset moves because a file or an option still says the former key`() async throws {
    try await withFolder { folder in
      try Invented.write("version: 1\npublic-suffixes: [gov.example]\n", to: folder.appending(path: "vezha.yaml"))
      func scan(_ hosts: [String]) -> String {
        "<inventory xmlns=\"urn:vezha:inventory:1\" observed=\"2026-11-01T00:00:00Z\">"
          + hosts.map { "<asset id=\"\($0)\"><host>\($0).gov.example</host></asset>" }.joined() + "</inventory>"
      }
      let file = folder.appending(path: "scan.xml")
      try Invented.write(scan(["a", "b"]), to: file)
      let scanned = ["import", "scan.xml", "--source", "scan", "--organization", "alpha"]
      _ = try await run(scanned, "2026-11-02T00:00", in: folder)
      _ = try await run(
        ["organizations", "rename", "alpha", "beta", "--reason", "law"], "2026-11-02T01:00", in: folder)
      try Invented.write(scan(["a", "b", "c"]), to: file)
      for arguments in [scanned + ["--dry-run"], scanned] {
        let moved = try await run(arguments + ["--format", "json"], "2026-11-02T02:00", in: folder).object()
        #expect(try moved.object("changes").text("moved") == "0", "\(arguments)")
      }
    }
  }

  @Test func `a host that both held has one owner after the merge, whichever was imported first`() async throws {
    let organizations = """
      <inventory xmlns="urn:vezha:inventory:1" observed="2026-11-01T00:00:00Z">
      <organization key="aa"><domain>shared.example</domain></organization>
      <organization key="bb"><domain>shared.example</domain></organization></inventory>
      """
    let assets = """
      <inventory xmlns="urn:vezha:inventory:1" observed="2026-11-01T00:00:00Z">
      <asset id="1"><host>www.shared.example</host></asset></inventory>
      """
    var results: [[Named]] = []
    for isMergedFirst in [false, true] {
      try await withFolder { folder in
        try Invented.write("version: 1\n", to: folder.appending(path: "vezha.yaml"))
        try Invented.write(organizations, to: folder.appending(path: "organizations.xml"))
        try Invented.write(assets, to: folder.appending(path: "assets.xml"))
        try Invented.write("www.shared.example\n", to: folder.appending(path: "2026-11-17_07-00-00.txt"))
        let importing = ["import", "assets.xml", "--source", "scan"]
        let merging = ["organizations", "merge", "aa", "bb", "--reason", "one body by law"]
        _ = try await run(["import", "organizations.xml", "--source", "register"], "2026-11-02T00:00", in: folder)
        let steps = isMergedFirst ? [merging, importing] : [importing, merging]
        _ = try await run(steps[0], "2026-11-03T00:00", in: folder)
        _ = try await run(steps[1], "2026-11-03T01:00", in: folder)
        _ = try await run(
          ["receive", "2026-11-17_07-00-00.txt", "--series", "lists", "--published", "2026-11-17T07:00:00Z"],
          "2026-11-17T07:10", in: folder)
        results.append(try await findings(at: "2026-11-18T00:00", in: folder).shown)
        _ = try await KillTests.succeed(["verify"], in: folder)
      }
    }
    #expect(results[0] == results[1])
    #expect(results[0].map(\.organization) == ["bb"])
  }

  @Test func `a retired asset has the same owner whether organizations came before or after it`() async throws {
    let organizations = """
      <inventory xmlns="urn:vezha:inventory:1" observed="2026-11-01T00:00:00Z">
      <organization key="aa"><domain>a.example</domain></organization></inventory>
      """
    func scan(_ day: Int, _ hosts: [String]) -> String {
      "<inventory xmlns=\"urn:vezha:inventory:1\" observed=\"2026-11-0\(day)T00:00:00Z\">"
        + hosts.map { "<asset id=\"\($0)\"><host>\($0).a.example</host></asset>" }.joined() + "</inventory>"
    }
    var results: [[Named]] = []
    for isFirst in [true, false] {
      try await withFolder { folder in
        try Invented.write("version: 1\n", to: folder.appending(path: "vezha.yaml"))
        try Invented.write(organizations, to: folder.appending(path: "organizations.xml"))
        try Invented.write(scan(2, ["www", "old", "my"]), to: folder.appending(path: "1.xml"))
        try Invented.write(scan(3, ["www", "my"]), to: folder.appending(path: "2.xml"))
        try Invented.write("old.a.example\n", to: folder.appending(path: "2026-11-17_07-00-00.txt"))
        let register = ["import", "organizations.xml", "--source", "register"]
        if isFirst { _ = try await run(register, "2026-11-04T00:00", in: folder) }
        _ = try await run(["import", "1.xml", "--source", "scan"], "2026-11-04T01:00", in: folder)
        _ = try await run(["import", "2.xml", "--source", "scan"], "2026-11-04T02:00", in: folder)
        if !isFirst { _ = try await run(register, "2026-11-04T03:00", in: folder) }
        _ = try await run(
          ["receive", "2026-11-17_07-00-00.txt", "--series", "lists", "--published", "2026-11-17T07:00:00Z"],
          "2026-11-17T07:10", in: folder)
        results.append(try await findings(at: "2026-11-18T00:00", in: folder).shown)
      }
    }
    #expect(results[0] == results[1])
    #expect(results[0].map(\.organization) == ["aa"])
  }
}
