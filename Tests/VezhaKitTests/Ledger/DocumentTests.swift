import Foundation
import Testing

@testable import VezhaKit

/// Documents, settings and what was known when, as design sections 1 and 2 have them.
@Suite struct DocumentTests {
  private static let fin = [
    asset("a", of: "fin", "host a.example", "address 192.0.2.1"), asset("b", of: "fin", "host b.example"),
  ]

  @Test func `the same bytes at another time are another publication, stored once`() async throws {
    let world = try World()
    try await world.importing(Self.fin)
    for time in ["2026-05-01", "2026-05-02", "2026-05-01"] { try await world.receive(time, ["a.example"]) }
    let documents = try world.ledger.documents()
    #expect(documents.map(\.published.description) == ["2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z"])
    #expect(Set(documents.map(\.sha256)).count == 1)
    #expect(try world.ledger.verify().originals == 1)
    #expect(try await world.named() == ["fin a.example 2"])
    try await world.receive("2026-05-01", ["a.example"], series: "other")
    #expect(try world.ledger.documents().count == 3, "another series is another publication")
    #expect(try world.ledger.verify().originals == 1)
  }

  @Test func `known bytes without a time of their own add nothing, also within one call`() async throws {
    let world = try World()
    try await world.importing(Self.fin)
    let files = try (0..<3).map { try world.file("copy-\($0).txt", "a.example\nb.example\n") }
    for (number, file) in files.enumerated() {
      let time = Date(timeIntervalSince1970: 1_770_000_000 + Double(number) * 86_400)
      try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: file)
    }
    let received = try await world.pipeline.receive(
      ReceiveRequest(files: files, series: "list"), settings: world.settings)
    #expect(received.map(\.isKnown) == [false, true, true])
    #expect(received.map { $0.document == nil } == [false, true, true])
    #expect(try world.ledger.documents().count == 1)
    #expect(try world.ledger.documents().first?.note.contains("file's own time") == true)
  }

  @Test(arguments: [
    ("2030-11-05.txt", "2026-05-01T00:00:00Z", "which is to come"),
    ("2026-06-02_00-00-30.txt", "2026-06-02T00:00:30Z", ""),
  ])
  func `a name that states a time to come dates nothing`(name: String, published: String, note: String) async throws {
    let world = try World()
    let file = try world.file(name, "a.example\n")
    let rested = try #require(Instant("2026-05-01T00:00:00Z"))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: Double(rested.microseconds) / 1e6)], ofItemAtPath: file)
    world.tick()
    let received = try await world.pipeline.receive(
      ReceiveRequest(files: [file], series: "list"), settings: world.settings)
    #expect(received.first?.document?.published.description == published)
    #expect(received.first?.document?.note.contains(note) == !note.isEmpty || note.isEmpty)
  }

  @Test func `the same publication twice in one call is known the second time`() async throws {
    let world = try World()
    let files = try (0..<2).map { try world.file("copy-\($0).txt", "a.example\nb.example\n") }
    let received = try await world.pipeline.receive(
      ReceiveRequest(files: files, series: "list", published: Instant("2026-05-01")), settings: world.settings
    )
    #expect(received.map(\.isKnown) == [false, true])
    #expect(try world.ledger.verify().faults == [])
  }

  @Test func `lists that repeat each other say what each of them would say alone`() async throws {
    let (together, alone) = (try World(), try World())
    var answers: [[[String]]] = []
    for world in [together, alone] {
      try await world.importing(Self.fin)
      // The third has the size of the first two and other bytes; one row of each is none.
      let files = try [
        ("2026-05-01.txt", "a.example\nno host\n"), ("2026-05-02.txt", "a.example\nno host\n"),
        ("2026-05-03.txt", "b.example\nno host\n"), ("2026-05-04.txt", "a.example\nno host\n"),
        ("2026-05-05.txt", "b.example\nno host\nc.example\n"), ("2026-05-06.txt", "b.example\nno host\n"),
      ].map { try world.file($0.0, $0.1) }
      var received: [ReceivedFile] = []
      for call in world === together ? [files] : files.map({ [$0] }) {
        received += try await world.pipeline.receive(
          ReceiveRequest(files: call, series: "list"), settings: world.settings)
      }
      answers.append(
        received.map { file in
          [
            file.document?.file ?? "", file.document?.sha256 ?? "", file.document?.published.description ?? "",
            "\(file.document?.listings ?? -1) \(file.document?.subjects ?? -1) \(file.document?.skipped ?? -1)",
            "\(file.problems.count)", file.sightings.map(\.subject.value).joined(separator: " "),
          ]
        })
    }
    #expect(answers.first == answers.last)
    #expect(
      answers.first?.map { $0.last } == ["a.example", "a.example", "b.example", "a.example", "b.example", "b.example"])
    #expect(try await together.named() == alone.named())
    #expect(try together.ledger.verify().originals == 3)
  }

  @Test(arguments: [
    (
      "n6.json",
      #"[{"source":"x.y","confidence":"low","category":"bots","time":"2026-04-03T10:00:00Z","address":[{"ip":"192.0.2.1"}],"restriction":"public"},{"source":"x.y","confidence":"low","category":"bots","time":"2026-04-02T10:00:00Z","address":[{"ip":"192.0.2.2"}],"restriction":"public"}]"#
    ),
    (
      "intelmq.json",
      #"{"classification.type":"infected-system","source.ip":"192.0.2.1","time.source":"2026-04-03T10:00:00+00:00"}"#
    ),
    ("intelmq.csv", "classification.type,source.ip,time.source\ninfected-system,192.0.2.1,2026-04-03T10:00:00Z\n"),
    (
      "zone-h.csv",
      "defacement_id,attacker,domain,add_date,accept_date,ip_address\n1,x,http://a.example/,2026-04-03 10:00:00,,192.0.2.1\n"
    ),
    (
      "zone-h.xml",
      "<rss><channel><item><title>http://a.example/</title><description>notified by x</description><pubDate>Fri, 03 Apr 2026 10:00:00 +0000</pubDate></item></channel></rss>"
    ),
  ])
  func `a document of events is as old as the newest of them`(name: String, content: String) async throws {
    let world = try World()
    let file = try world.file(name, content)
    let received = try await world.pipeline.receive(ReceiveRequest(files: [file]), settings: world.settings)
    #expect(received.first?.document?.published.description == "2026-04-03T10:00:00Z")
    #expect(received.first?.document?.note.contains("newest event") == true)
    // A time that the user gives counts first.
    let other = try World()
    let given = try await other.pipeline.receive(
      ReceiveRequest(files: [try other.file(name, content)], published: Instant("2026-04-05")), settings: other.settings
    )
    #expect(given.first?.document?.published.description == "2026-04-05T00:00:00Z")
    #expect(given.first?.document?.note.contains("newest event") == false)
  }

  @Test func `a refused list changes nothing and the others go on`() async throws {
    let world = try World()
    try await world.importing(Self.fin)
    let files = [
      try world.file("2026-05-01.txt", "a.example\nb.example\n"),
      try world.file("2026-05-02.json", "{\"targets\": ["),
      try world.file("2026-05-03.txt", "a.example\n"), "\(world.folder)/missing.txt",
    ]
    let received = try await world.pipeline.receive(
      ReceiveRequest(files: files, series: "list"), settings: world.settings)
    #expect(received.map { $0.refusal != nil } == [false, true, false, true])
    #expect(try await world.named() == ["fin a.example 2", "fin b.example 1"])
  }

  @Test func `the order of importing and receiving changes no finding`() async throws {
    let lists: [(String, [String])] = [
      ("2026-05-01", ["a.example", "foreign.example"]), ("2026-05-02", ["192.0.2.1", "x.b.example"]),
      ("2026-05-09", ["a.example", "b.example"]), ("2026-05-10", ["www.a.example"]),
      ("2026-05-10", ["nobody.example"]),
    ]
    let editions: [([InventoryRecord], String, String)] = [
      (Self.fin, "2026-05-01", "scan"),
      ([organization("fin", domains: ["b.example"])], "2026-05-02", "register"),
      ([Self.fin[0]], "2026-05-05", "scan"),
    ]
    var seen = Set<[String]>()
    for order in [
      [0, 1, 2, 3, 4, 5, 6, 7], [3, 4, 5, 6, 7, 0, 1, 2], [7, 0, 5, 1, 4, 2, 3, 6], [6, 0, 7, 1, 2, 5, 4, 3],
    ] {
      let world = try World()
      for step in order {
        if step < 3 {
          try await world.importing(editions[step].0, observed: editions[step].1, source: editions[step].2)
        } else {
          let list = lists[step - 3]
          let file = try world.file("list-\(step).txt", list.1.joined(separator: "\n"))
          world.tick()
          _ = try await world.pipeline.receive(
            ReceiveRequest(files: [file], series: "list", published: Instant(list.0)),
            settings: world.settings)
        }
      }
      #expect(try await world.pipeline.verify().faults == [])
      seen.insert(
        try await world.findings().map { finding in
          "\(finding.id) \(finding.findingClass?.rawValue ?? "") \(finding.state) \(finding.certainty) \(finding.episodes) \(finding.evidence) \(finding.assets) \(finding.sightings)"
        })
    }
    #expect(seen.count == 1)
    #expect(seen.first?.isEmpty == false)
  }

  @Test func `what was known then is what it was then`() async throws {
    let world = try World()
    var then:
      [(
        known: Instant, findings: [Finding], settings: Settings, documents: Int, organizations: [Organization]
      )] = []
    func note() async throws {
      then.append(
        (
          known: world.now, findings: try await world.findings(), settings: try world.ledger.settings(),
          documents: try world.ledger.documents().count, organizations: try world.ledger.organizations()
        ))
    }
    try await world.receive("2026-05-01", ["a.example", "192.0.2.1", "x.gov.example"])
    try await note()
    try await world.importing(Self.fin, observed: "2026-05-02")
    try await note()
    world.settings.constituency = ["gov.example"]
    world.settings.series[0].gap = .hours(1)
    try await world.receive("2026-05-03", ["a.example", "b.example"])
    try await note()
    try await world.importing([organization("tax", domains: ["a.example"])], source: "register")
    try await note()
    try await world.importing([Self.fin[1]], observed: "2026-05-02")
    try await note()
    try await world.importing(
      [organization("tax", domains: ["b.example"], name: "Other")], source: "register")
    try await world.receive("2026-05-02", ["nobody.example"])
    try await note()
    #expect(Set(then.map { $0.findings.map { "\($0)" } }).count > 4, "the findings did change on the way")
    for moment in then {
      #expect(try world.ledger.settings(asKnown: moment.known) == moment.settings)
      #expect(try world.ledger.documents(asKnown: moment.known).count == moment.documents)
      #expect(try world.ledger.organizations(asKnown: moment.known) == moment.organizations)
      #expect(
        try await world.findings(asKnown: moment.known) == moment.findings, "as known at \(moment.known)")
    }
  }

  @Test func `settings are facts, written only when they change`() async throws {
    let world = try World()
    #expect(try world.ledger.record(world.settings, known: world.now))
    let head = try world.ledger.head()
    #expect(try !world.ledger.record(world.settings, known: world.now))
    #expect(try world.ledger.head() == head)
    #expect(try world.ledger.settings() == world.settings)
  }

  @Test func `a series that keeps only matches loses none of them`() async throws {
    var series = Series(key: "list")
    series.keepsOriginals = false
    let world = try World(series: [series, Series(key: "whole")])
    try await world.importing(Self.fin, observed: "2026-05-01")
    world.settings.constituency = ["gov.example"]
    // These settings come with the list itself.
    try await world.receive("2026-05-02", ["a.example", "foreign.example"])
    #expect(try world.ledger.verify().originals == 0)
    #expect(try await world.named() == ["fin a.example 1"])
    let known = world.now
    try await world.receive("2026-05-03", ["b.example"], series: "whole")
    try await world.importing(
      [asset("z", of: "fin", "host z.example")], observed: "2026-05-04", source: "other")
    #expect(try await world.named() == ["fin a.example 1", "fin b.example 1"])
    #expect(try await world.named(asKnown: known) == ["fin a.example 1"])
    #expect(try await world.pipeline.verify().faults == [])
  }

  @Test func `another public suffix list has everything matched anew`() async throws {
    let world = try World()
    let list = try world.file("list.dat", "org\n")
    let yaml = "version: 1\npublic-suffix-list: \(list)\n"
    try Data(yaml.utf8).write(to: URL(fileURLWithPath: "\(world.folder)/vezha.yaml"))
    let pipeline = Pipeline(
      workspace: try Workspace(directory: world.folder), ledger: world.ledger, now: world.now)
    try await world.importing([asset("a", of: "fin", "host a.gov.org")], observed: "2026-05-01")
    try await world.receive("2026-05-03", ["z.gov.org"])
    try await pipeline.refresh()
    #expect(try await world.named() == ["fin z.gov.org 1"])
    try Data("org\ngov.org\n".utf8).write(to: URL(fileURLWithPath: list))
    #expect(try !pipeline.hasFreshSightings())
    #expect(try await pipeline.verify().faults == [])
    try await pipeline.refresh()
    #expect(try world.ledger.sightingRows().isEmpty)
    #expect(try await pipeline.verify().faults == [])
  }

  @Test func `sightings are never called fresh by one who did not see all facts`() async throws {
    let world = try World()
    try await world.importing(Self.fin, observed: "2026-05-01")
    // Another process received while the edition was written: its list knows the old inventory.
    world.tick()
    let edition = try world.inventory([asset("c", of: "fin", "host c.example")], observed: "2026-05-02")
    _ = try await world.pipeline.importInventory(
      ImportRequest(source: "other", files: [edition]), settings: world.settings, refreshes: false)
    #expect(try !world.pipeline.hasFreshSightings())
    try await world.receive("2026-05-03", ["a.example", "c.example"])
    #expect(try world.pipeline.hasFreshSightings())
    #expect(try await world.named() == ["fin a.example 1", "fin c.example 1"])
    // An edition that changes nothing keeps them fresh.
    try await world.importing(
      [asset("c", of: "fin", "host c.example")], observed: "2026-05-03", source: "other")
    #expect(try world.pipeline.hasFreshSightings())
    #expect(try await world.pipeline.verify().faults == [])
  }
}
