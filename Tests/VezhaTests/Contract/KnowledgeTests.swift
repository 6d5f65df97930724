import Foundation
import Testing

/// What was known when, what counts when, and what the words of `diff` mean.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct KnowledgeTests {
  static func edition(
    _ observed: String, _ assets: [(id: String, organization: String, host: String)], complete: Bool = true
  )
    -> String
  {
    let written = assets.map {
      "<asset id=\"\($0.id)\" organization=\"\($0.organization)\"><host>\($0.host)</host></asset>"
    }
    return """
      <inventory xmlns="urn:vezha:inventory:1" observed="\(observed)" complete="\(complete)">
      <organization key="north"/><organization key="south"/>
      \(written.joined(separator: "\n"))
      </inventory>

      """
  }

  static func list(_ stamp: String, _ hosts: [String], in folder: URL) throws -> String {
    let name = "\(stamp)_DDoSia-target-list-full.json"
    try Invented.write(Invented.list(hosts + ["www.foreign.example"]), to: folder.appending(path: name))
    return name
  }

  /// A workspace with a configuration and nothing else.
  static func configure(_ folder: URL) throws {
    try Invented.write(Invented.configuration, to: folder.appending(path: "vezha.yaml"))
  }

  static func subjects(_ interval: [String], in folder: URL) async throws -> [String] {
    let outcome = try await KillTests.succeed(["findings", "--format", "json"] + interval, in: folder)
    return try outcome.object().objects("findings").map {
      "\(try $0.object("organization").text("key")) \($0.text("subject")) \($0.text("class")) \($0.truth("in_inventory"))"
    }.sorted()
  }

  @Test func `What came in by another command is in the report after the next run`() async throws {
    try await withFolder { folder in
      try Invented.workspace(in: folder, lists: 1)
      let report = folder.appending(path: "Reports/2026-W47/report.json")
      let titles = { () throws -> String in try String(contentsOf: report, encoding: .utf8) }
      _ = try await KillTests.succeed(["run"], in: folder)
      #expect(!(try titles().contains("www.site50.gov.example")))
      let late = try Self.list("2026-11-17_07-00-00", ["www.site50.gov.example", "www.site1.gov.example"], in: folder)
      _ = try await KillTests.succeed(["receive", late, "--series", "ddosia"], in: folder)
      _ = try await KillTests.succeed(["report", "--week", "2026-W47", "--organization", "south"], in: folder)
      _ = try await KillTests.succeed(["run"], in: folder)
      #expect(try titles().contains("www.site1.gov.example"))
      let written = try titles()
      // One organization's report lies beside the government's, not in its place.
      _ = try await KillTests.succeed(["report", "--week", "2026-W47", "--organization", "south"], in: folder)
      #expect(try titles() == written)
      let again = try await KillTests.succeed(["run"], in: folder)
      #expect(again.errors.contains("stands"))
    }
  }

  @Test func `A report takes the place of the one before, and leaves what others put there`() async throws {
    try await withFolder { folder in
      try Self.configure(folder)
      try Invented.write(
        Self.edition("2026-11-10T00:00:00Z", [("N", "north", "a.gov.example")]), to: folder.appending(path: "first.xml")
      )
      try Invented.write(
        Self.edition("2026-11-11T00:00:00Z", [("N", "south", "a.gov.example")]),
        to: folder.appending(path: "second.xml"))
      let list = try Self.list("2026-11-17_07-00-00", ["a.gov.example"], in: folder)
      _ = try await KillTests.succeed(["receive", list, "--series", "ddosia"], in: folder)
      let report = ["report", "--week", "2026-W47", "--each"]
      _ = try await KillTests.succeed(["import", "first.xml", "--source", "register"], in: folder)
      _ = try await KillTests.succeed(report, in: folder)
      let week = folder.appending(path: "Reports/2026-W47")
      #expect(try Set(FileManager.default.contentsOfDirectory(atPath: week.path)).contains("north"))
      try Invented.write("mine", to: week.appending(path: "notes.txt"))
      _ = try await KillTests.succeed(["import", "second.xml", "--source", "register"], in: folder)
      _ = try await KillTests.succeed(report + ["--format", "html"], in: folder)
      let names = try Set(FileManager.default.contentsOfDirectory(atPath: week.path))
      #expect(names == ["report.html", "south", "notes.txt", "manifest.json", "SHA256SUMS"])
    }
  }

  /// Every order in which two editions and the lists can arrive, the older edition first.
  static let orders: [[String]] = [
    ["first", "second", "lists"], ["lists", "first", "second"], ["first", "lists", "second"],
    ["first", "early", "second", "late"], ["late", "first", "early", "second"],
  ]

  @Test(arguments: orders)
  func `A dropped identifier counts until the edition that dropped it, in any order`(_ order: [String])
    async throws
  {
    try await withFolder { folder in
      try Self.configure(folder)
      let stays = (0..<4).map { ("S\($0)", "south", "s\($0).south.gov.example") }
      try Invented.write(
        Self.edition(
          "2026-11-10T00:00:00Z",
          stays + [("N", "north", "old.gov.example"), ("M", "north", "moves.gov.example")]),
        to: folder.appending(path: "first.xml"))
      try Invented.write(
        Self.edition(
          "2026-11-18T00:00:00Z",
          stays + [("N", "north", "new.gov.example"), ("M", "south", "moves.gov.example")]),
        to: folder.appending(path: "second.xml"))
      let hosts = ["old.gov.example", "new.gov.example", "moves.gov.example"]
      // The first list is older than both editions: their identifiers count all the same.
      let early = try ["2026-11-03_07-00-00", "2026-11-17_07-00-00"].map {
        try Self.list($0, hosts, in: folder)
      }
      let late = [try Self.list("2026-11-20_07-00-00", hosts, in: folder)]
      let steps: [String: [String]] = [
        "first": ["import", "first.xml", "--source", "register"],
        "second": ["import", "second.xml", "--source", "register"],
        "early": ["receive", "--series", "ddosia"] + early, "late": ["receive", "--series", "ddosia"] + late,
        "lists": ["receive", "--series", "ddosia"] + early + late,
      ]
      for step in order { _ = try await KillTests.succeed(steps[step] ?? [], in: folder) }
      #expect(
        try await Self.subjects(["--week", "2026-W45"], in: folder)
          == [
            "north new.gov.example new true", "north old.gov.example new true",
            "south moves.gov.example new true",
          ].sorted())
      // Wednesday's edition dropped the old name: Tuesday's list still counts for it, Friday's does not.
      let outcome = try await KillTests.succeed(
        ["findings", "--week", "2026-W47", "--format", "json"], in: folder)
      let documents = try outcome.object().objects("findings").map {
        "\($0.text("subject")) \($0.text("documents"))"
      }.sorted()
      #expect(
        documents.filter { !$0.hasPrefix("old") } == ["moves.gov.example 2", "new.gov.example 2"],
        "\(documents)")
      #expect(documents.contains("old.gov.example 1"), "\(documents)")
    }
  }

  @Test func `More than half is retired only when asked; a part retires nothing`() async throws {
    try await withFolder { folder in
      try Self.configure(folder)
      let all = (0..<4).map { ("S\($0)", "south", "s\($0).south.gov.example") }
      try Invented.write(Self.edition("2026-11-01T00:00:00Z", all), to: folder.appending(path: "all.xml"))
      try Invented.write(
        Self.edition("2026-11-02T00:00:00Z", Array(all.prefix(1)), complete: false),
        to: folder.appending(path: "part.xml"))
      try Invented.write(
        Self.edition("2026-11-03T00:00:00Z", Array(all.prefix(1))), to: folder.appending(path: "one.xml"))
      func assets() async throws -> Int {
        try await KillTests.succeed(["assets", "--format", "json"], in: folder).object().objects("assets")
          .count
      }
      _ = try await KillTests.succeed(["import", "all.xml", "--source", "s"], in: folder)
      _ = try await KillTests.succeed(["import", "part.xml", "--source", "s"], in: folder)
      #expect(try await assets() == 4, "a part retires nothing")
      let held = try await Command.run(["import", "one.xml", "--source", "s"], in: folder)
      #expect(
        held.errors.contains("--retire") || held.text.contains("--retire"), "\(held.text) \(held.errors)")
      #expect(try await assets() == 4, "three of four are more than half")
      _ = try await Command.run(["import", "one.xml", "--source", "s", "--retire"], in: folder)
      #expect(try await assets() == 1)
    }
  }

  @Test func `A report as known earlier is the report made then`() async throws {
    try await withFolder { folder in
      try Repository.copySample(to: folder)
      let lists = try FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: "Inventory/lists/ddosia").path
      )
      .sorted().map { "Inventory/lists/ddosia/\($0)" }
      func vezha(_ arguments: [String], at now: String) async throws {
        let outcome = try await Command.run(arguments + ["--now", now], in: folder)
        guard outcome.code == 0 else { throw Failure("\(arguments.prefix(2)): \(outcome.errors)") }
      }
      try await vezha(
        ["import", "Inventory/organizations.xml", "--source", "organizations"], at: "2026-11-16T05:00:00Z")
      try await vezha(
        ["import", "Inventory/assets/cmdb-export.xml", "--source", "cmdb"], at: "2026-11-16T05:01:00Z")
      try await vezha(
        ["receive"] + lists.filter { $0 < "Inventory/lists/ddosia/2026-11-16" }, at: "2026-11-16T06:00:00Z")
      try await vezha(
        ["report", "--week", "2026-W46", "--each", "--output", "then"], at: "2026-11-16T07:00:00Z")
      // Everything that became known afterwards, also about that week.
      try await vezha(["run"], at: "2026-11-23T06:00:00Z")
      try await vezha(
        [
          "report", "--week", "2026-W46", "--each", "--output", "again", "--as-known", "2026-11-16T07:00:00Z",
        ], at: "2026-11-23T08:00:00Z")
      try await vezha(
        ["report", "--week", "2026-W46", "--each", "--output", "now"], at: "2026-11-23T08:00:00Z")
      let then = try DeterminismTests.files(under: folder.appending(path: "then"))
      let again = try DeterminismTests.files(under: folder.appending(path: "again"))
      #expect(then.keys.sorted() == again.keys.sorted())
      for (file, bytes) in then where again[file] != bytes { Issue.record("\(file) differs") }
      #expect(
        try DeterminismTests.files(under: folder.appending(path: "now")) != then,
        "later facts change the report of today")
    }
  }

  @Test func `Diff takes the file as the interval and everything before it as known`() async throws {
    try await withFolder { folder in
      try Self.configure(folder)
      let hosts = (1...4).map { "www.site\($0).gov.example" }
      try Invented.write(
        Self.edition("2026-11-01T00:00:00Z", hosts.enumerated().map { ("A\($0)", "north", $1) }),
        to: folder.appending(path: "register.xml"))
      _ = try await KillTests.succeed(["import", "register.xml"], in: folder)
      // Site 1 is new, site 2 goes on, site 3 is gone, site 4 was there once and comes back.
      let known = [
        try Self.list("2026-11-02_07-00-00", [hosts[3]], in: folder),
        try Self.list("2026-11-05_07-00-00", [], in: folder),
        try Self.list("2026-11-17_07-00-00", [hosts[1], hosts[2]], in: folder),
      ]
      let new = try Self.list("2026-11-17_12-00-00", [hosts[0], hosts[1], hosts[3]], in: folder)
      _ = try await KillTests.succeed(["receive", "--series", "ddosia"] + known, in: folder)
      let ledger = try Data(contentsOf: folder.appending(path: "ledger.sqlite"))
      func classes(_ arguments: [String]) async throws -> [String] {
        let outcome = try await KillTests.succeed(
          ["diff", "--format", "json", "--series", "ddosia"] + arguments, in: folder)
        return try outcome.object().objects("findings").map {
          "\($0.text("subject").dropFirst(4).prefix(5)) \($0.text("class"))"
        }.sorted()
      }
      #expect(
        try await classes([new]) == ["site1 new", "site2 continuing", "site3 not-named", "site4 returned"])
      #expect(
        try await classes([new, "--against", known[2]]) == [
          "site1 new", "site2 continuing", "site3 not-named", "site4 new",
        ])
      #expect(try Data(contentsOf: folder.appending(path: "ledger.sqlite")) == ledger, "diff writes nothing")
      for (condition, code) in [("new", 2), ("appeared", 2), ("any", 2)] as [(String, Int32)] {
        let outcome = try await Command.run(
          ["diff", new, "--series", "ddosia", "--fail-on", condition], in: folder)
        #expect(outcome.code == code, "\(condition)")
      }
      let same = try await Command.run(
        ["diff", known[2], "--against", known[2], "--series", "ddosia", "--fail-on", "appeared"], in: folder)
      #expect(same.code == 0, "\(same.text) \(same.errors)")
    }
  }

  /// Interval, and what must be said of the host in it: class, state, number of episodes, of documents.
  static let stream: [(from: String, to: String, said: String)] = [
    ("2026-11-02", "2026-11-03", "new on 1 1"), ("2026-11-04", "2026-11-05", "continuing on 1 1"),
    ("2026-11-07", "2026-11-08", "continuing on 1 1"), ("2026-11-02", "2026-11-10", "new on 1 3"),
    ("2026-11-10", "2026-11-11", "continuing off 1 0"),
    ("2026-11-11", "2026-11-12", "not-named off 0 0"), ("2026-11-11", "2026-11-13", "returned on 1 1"),
  ]

  @Test(arguments: stream.indices)
  func `A listing of a stream stays current, and currency that touches is one episode`(_ index: Int)
    async throws
  {
    try await withFolder { folder in
      try Invented.write(
        "version: 1\npublic-suffixes: [gov.example]\nseries:\n  - key: claims\n    kind: stream\n    current-for: 3d\n",
        to: folder.appending(path: "vezha.yaml"))
      try Invented.write(
        Self.edition("2026-11-01T00:00:00Z", [("A", "north", "www.site1.gov.example")]),
        to: folder.appending(path: "one.xml"))
      _ = try await KillTests.succeed(["import", "one.xml", "--source", "s"], in: folder)
      // The second within three days of the first, the third exactly three days after it, the last after a pause.
      for (number, day) in ["02", "04", "07", "12"].enumerated() {
        let name = "claim\(number).txt"
        try Invented.write("# claim \(number)\nwww.site1.gov.example\n", to: folder.appending(path: name))
        _ = try await KillTests.succeed(
          ["receive", name, "--series", "claims", "--published", "2026-11-\(day)T06:00:00Z"], in: folder)
      }
      // Another publication does not end what is still current.
      try Invented.write("www.foreign.example\n", to: folder.appending(path: "other.txt"))
      _ = try await KillTests.succeed(
        ["receive", "other.txt", "--series", "claims", "--published", "2026-11-08T06:00:00Z"], in: folder)
      let (from, to, said) = Self.stream[index]
      let outcome = try await KillTests.succeed(
        ["findings", "--from", from, "--to", to, "--format", "json"], in: folder)
      let findings = try outcome.object().objects("findings").map {
        "\($0.text("class")) \($0.text("state")) \(try $0.objects("episodes").count) \($0.text("documents"))"
      }
      #expect(findings == [said], "\(from) to \(to)")
    }
  }

  @Test func `The same bytes at another time are another publication; without a time they add nothing`()
    async throws
  {
    try await withFolder { folder in
      try Invented.workspace(in: folder, lists: 1)
      _ = try await KillTests.succeed(["import", "register.xml"], in: folder)
      let list = Data(Invented.list(["www.site1.gov.example"]).utf8)
      func receive(_ options: [String]) async throws -> String {
        let outcome = try await Command.run(
          ["receive", "-", "--series", "other", "--now", "2026-11-18T08:00:00Z"] + options, in: folder,
          input: list)
        guard outcome.code == 0 else { throw Failure(outcome.errors) }
        let series = try await KillTests.succeed(["series", "--format", "json"], in: folder).object().objects(
          "series")
        return series.first { $0.text("key") == "other" }?.text("documents") ?? ""
      }
      #expect(try await receive(["--published", "2026-11-16T07:00:00Z"]) == "1")
      #expect(try await receive(["--published", "2026-11-16T07:00:00Z"]) == "1")
      #expect(try await receive(["--published", "2026-11-17T07:00:00Z"]) == "2")
      #expect(try await receive([]) == "2")
    }
  }
}
