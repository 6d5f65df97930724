import Foundation
import Testing

/// Two sites that work apart and load each other's exports, again and again.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct JoiningSitesTests {
  private struct Sites {
    let folder: URL
    var here: URL { folder.appending(path: "here") }
    var there: URL { folder.appending(path: "there") }

    @discardableResult
    func run(
      _ arguments: String..., in site: KeyPath<Sites, URL>, at now: String = "2026-11-20T12:00:00Z"
    ) async throws -> String {
      let outcome = try await Command.run(arguments + ["--now", now], in: self[keyPath: site])
      #expect(outcome.code == 0, "\(arguments) \(outcome.errors)")
      return outcome.text
    }

    /// Exports there and loads it here; what loading says.
    func load(at now: String = "2026-11-20T13:00:00Z") async throws -> String {
      let file = folder.appending(path: "site.jsonl")
      try? FileManager.default.removeItem(at: file)
      try await run("export", file.path, in: \.there, at: now)
      let said = try await run("load", file.path, in: \.here, at: now)
      try await run("verify", in: \.here, at: now)
      return said
    }

    func list(_ day: String, _ hosts: [String], in site: KeyPath<Sites, URL>) async throws {
      let name = "\(day)_07-00-00_list.txt"
      try Invented.write(hosts.joined(separator: "\n") + "\n", to: self[keyPath: site].appending(path: name))
      try await run("receive", name, "--series", "lists", in: site)
    }

    func inventory(_ hosts: [String], observed: String, in site: KeyPath<Sites, URL>, _ name: String) throws {
      try Invented.write(
        "<inventory xmlns=\"urn:vezha:inventory:1\" observed=\"\(observed)T00:00:00Z\">"
          + hosts.map { "<asset id=\"\($0)\" organization=\"\($0.prefix(3))\"><host>\($0)</host></asset>" }.joined()
          + "</inventory>", to: self[keyPath: site].appending(path: name))
    }

    /// The first column of what a command lists as CSV.
    func ids(_ arguments: String..., in site: KeyPath<Sites, URL>) async throws -> [String] {
      let outcome = try await Command.run(
        arguments + ["--format", "csv", "--now", "2026-11-20T14:00:00Z"], in: self[keyPath: site])
      #expect(outcome.code == 0, "\(arguments) \(outcome.errors)")
      return outcome.text.components(separatedBy: "\r\n").dropFirst().filter { !$0.isEmpty }
        .map { String($0.split(separator: ",", omittingEmptySubsequences: false)[0]).replacing("\"", with: "") }
    }
  }

  private func sites(_ body: (Sites) async throws -> Void) async throws {
    try await withFolder { folder in
      let sites = Sites(folder: folder)
      for (site, path) in [(sites.here, \Sites.here), (sites.there, \Sites.there)] {
        try FileManager.default.createDirectory(at: site, withIntermediateDirectories: true)
        try Invented.write(
          "version: 1\npublic-suffixes: [gov.example]\nconstituency: [gov.example]\n",
          to: site.appending(path: "vezha.yaml"))
        try sites.inventory(
          ["tax.gov.example", "law.gov.example"], observed: "2026-11-01", in: path, "register.xml")
        try await sites.run("import", "register.xml", "--source", "register", in: path)
      }
      try await body(sites)
    }
  }

  @Test func `a decision taken back there is taken back here`() async throws {
    try await sites { sites in
      for site in [\Sites.here, \Sites.there] { try await sites.list("2026-11-19", ["tax.gov.example"], in: site) }
      let finding = try #require(try await sites.ids("findings", "--week", "2026-W47", in: \.there).first)
      try await sites.run("decide", finding, "--as", "false-positive", "--reason", "a likeness", in: \.there)
      _ = try await sites.load()
      #expect(try await sites.ids("findings", "--week", "2026-W47", in: \.here).isEmpty)
      let decision = try #require(try await sites.ids("decisions", in: \.there).first)
      try await sites.run("decisions", "--withdraw", decision, "--reason", "it is ours", in: \.there)
      #expect(try await sites.load().contains("1 decisions were withdrawn there"))
      #expect(try await sites.ids("findings", "--week", "2026-W47", in: \.here) == [finding])
      #expect(try await sites.run("decisions", "--all", in: \.here).contains("withdrawn"))
      #expect(try await !sites.load().contains("withdrawn there"))
      // A decision and its withdrawal that come together.
      try await sites.run(
        "decide", finding, "--as", "accepted", "--reason", "borne", in: \.there, at: "2026-11-20T15:00:00Z")
      let second = try #require(try await sites.ids("decisions", in: \.there).first)
      try await sites.run(
        "decisions", "--withdraw", second, "--reason", "no", in: \.there, at: "2026-11-20T16:00:00Z")
      #expect(try await sites.load(at: "2026-11-20T17:00:00Z").contains("1 decisions were withdrawn there"))
      #expect(try await sites.ids("findings", "--week", "2026-W47", in: \.here) == [finding])
    }
  }

  @Test func `newer editions of a source are taken at the next load, also of one that was cut off`() async throws {
    try await sites { sites in
      for (name, hosts, day) in [
        ("a.xml", ["a.gov.example"], "2026-11-02"), ("b.xml", ["a.gov.example", "b.gov.example"], "2026-11-03"),
        ("c.xml", ["b.gov.example", "c.gov.example"], "2026-11-04"),
      ] {
        try sites.inventory(hosts, observed: day, in: \.there, name)
        try sites.inventory(hosts, observed: day, in: \.here, name)
        try await sites.run("import", name, "--source", "cmdb", "--retire", in: \.there)
        // As a load that was killed after the first edition leaves it.
        if name == "a.xml" { #expect(try await sites.load().contains("1 inventory sources")) }
      }
      #expect(try await sites.load().contains("2 newer editions"))
      let assets = try await sites.run("assets", in: \.here)
      #expect(assets.contains("c.gov.example") && assets.contains("b.gov.example"))
      #expect(try await !sites.load().contains("editions"))
      // What we read ourselves stays, and is said.
      try await sites.run("import", "a.xml", "--source", "cmdb", "--retire", in: \.here)
      #expect(try await sites.load().contains("cmdb has 1 newer editions here than there"))
      try await sites.run("import", "b.xml", "--source", "cmdb", "--retire", in: \.there)
      #expect(try await sites.load().contains("source cmdb is another there and here"))
    }
  }

  @Test func `what each site assigned by hand is joined name by name`() async throws {
    try await sites { sites in
      try await sites.run("assign", "one.gov.example", "tax", in: \.here)
      try await sites.run("assign", "both.gov.example", "tax", in: \.here)
      try await sites.run("assign", "two.gov.example", "law", in: \.there)
      try await sites.run("assign", "both.gov.example", "law", in: \.there)
      let said = try await sites.load()
      #expect(said.contains("1 assignments by hand were new"), "\(said)")
      #expect(said.contains("both.gov.example is assigned to law there and to tax here"))
      let named = try await sites.run("assets", "--format", "json", in: \.here)
      for host in ["one.gov.example", "two.gov.example"] { #expect(named.contains(host)) }
      // Moved there, it moves here too, for here nobody said otherwise.
      try await sites.run("assign", "two.gov.example", "tax", in: \.there, at: "2026-11-20T15:00:00Z")
      #expect(try await sites.load(at: "2026-11-20T16:00:00Z").contains("1 assignments by hand were new"))
      try await sites.list("2026-11-19", ["two.gov.example"], in: \.here)
      let found = try await sites.run("findings", "--week", "2026-W47", "--format", "csv", in: \.here)
      #expect(found.contains("tax") && !found.contains("law"))
      #expect(try await !sites.load(at: "2026-11-20T17:00:00Z").contains("assignments"))
    }
  }

  @Test func `alerts of two sites under one label stand beside each other, and nobody is told twice`() async throws {
    try await sites { sites in
      try await sites.list("2026-11-19", ["tax.gov.example"], in: \.here)
      try await sites.list("2026-11-20", ["law.gov.example"], in: \.there)
      for site in [\Sites.here, \Sites.there] { try await sites.run("alert", in: site) }
      #expect(try await sites.run("alert", "--list", in: \.there).contains("2026-W47-01"))
      try await sites.run("sent", "2026-W47-01", in: \.there)
      try await sites.run("answer", "2026-W47-01", "law", "--as", "down", in: \.there)
      let said = try await sites.load()
      #expect(said.contains("1 messages were new"), "\(said)")
      let label = try #require(
        said.split(whereSeparator: { " \n;".contains($0) }).first { $0.hasPrefix("2026-W47-01-") }.map(String.init))
      #expect(label.count == "2026-W47-01-".count + 6)
      // Nothing is told again, and the answer and the notice stand with the message they belong to.
      try await sites.run("alert", in: \.here)
      let outcome = try await Command.run(["alert", "--list", "--format", "json"], in: sites.here)
      let messages = try outcome.object().objects("messages")
      #expect(messages.map { $0.text("message") } == ["2026-W47-01", label])
      #expect(messages.map { $0.text("organization") } == ["tax", "law"])
      #expect(try messages.map { try $0.objects("notices").count } == [0, 1])
      #expect(try messages.map { try $0.objects("answers").map { $0.text("answer") } } == [[], ["down"]])
      #expect(try await sites.load().contains("0 messages were new"))
      // What they go on to tell is of the same alert.
      try await sites.list("2026-11-21", ["law.gov.example", "www.law.gov.example"], in: \.there)
      try await sites.run("alert", in: \.there, at: "2026-11-21T12:00:00Z")
      #expect(try await sites.load(at: "2026-11-21T13:00:00Z").contains("1 messages were new"))
      #expect(
        try await sites.run("alert", "--list", in: \.here, at: "2026-11-21T13:00:00Z").contains("\(label).1"))
    }
  }

  @Test func `settings that make other findings of the same lists are said`() async throws {
    try await sites { sites in
      try Invented.write(
        """
        version: 1
        public-suffixes: [gov.example, com.example]
        series: [{key: claims, kind: stream, role: claimed}]

        """, to: sites.there.appending(path: "vezha.yaml"))
      try Invented.write("tax.gov.example\n", to: sites.there.appending(path: "2026-11-19_07-00-00_list.txt"))
      try await sites.run("receive", "2026-11-19_07-00-00_list.txt", "--series", "claims", in: \.there)
      let said = try await sites.load()
      #expect(said.contains("the series claims is set otherwise"), "\(said)")
      #expect(said.contains("role claimed there, target here") && said.contains("kind stream there, snapshot here"))
      #expect(said.contains("public-suffixes differs: com.example only there"))
      #expect(said.contains("constituency differs: gov.example only here"))
    }
  }
}
