import Testing

@testable import VezhaKit

/// What `check`, `diff` and `receive` make of documents whose rows have times of their own, or none that can be read.
@Suite struct DocumentTimeTests {
  private static let fin = [
    asset("a", of: "fin", "host old.fin.example"), asset("b", of: "fin", "host new.fin.example"),
    asset("c", of: "fin", "host www.fin.example"),
  ]

  /// Tables whose rows tell of days long before the document.
  static let tables: [(name: String, text: String)] = [
    ("table.csv", "host,date\nold.fin.example,2026-01-05\nnew.fin.example,2026-04-03T10:00:00Z\n"),
    (
      "log.csv",
      "time,host,status\n2026-01-05T00:00:00Z,old.fin.example,down\n2026-04-03 10:00:00,new.fin.example,down\n"
    ),
    (
      "shadowserver.csv",
      "timestamp,ip,port,hostname,tag,asn,geo\n2026-01-05 00:00:00,,443,old.fin.example,ssl,1,ZZ\n2026-04-03 10:00:00,,443,new.fin.example,ssl,1,ZZ\n"
    ),
  ]

  @Test(arguments: tables)
  func `check and diff show rows of any age`(name: String, text: String) async throws {
    let world = try World()
    try await world.importing(Self.fin)
    let request = ReceiveRequest(files: [try world.file(name, text)], published: Instant("2026-04-20T00:00:00Z"))
    for exposure in [try await world.pipeline.check(request), try await world.pipeline.diff(request)] {
      #expect(Set(exposure.findings.map(\.subject.value)) == ["old.fin.example", "new.fin.example"])
      #expect(exposure.interval.from == Instant("2026-01-05"))
    }
  }

  @Test(arguments: tables)
  func `a document that states no time is as old as its newest row`(name: String, text: String) async throws {
    let world = try World()
    let received = try await world.pipeline.receive(
      ReceiveRequest(files: [try world.file(name, text)]), settings: world.settings)
    #expect(received.first?.document?.published.description == "2026-04-03T10:00:00Z")
  }

  /// Whole lists of which nothing can be read.
  static let unreadable: [(name: String, text: String)] = [
    ("ddosia.json", #"{"targets":[{"target_id":"1","request_id":"2","host":"not a host"}],"randoms":[]}"#),
    ("sites.json", #"[{"page":"https://"},{"page":"http://"}]"#), ("list.txt", "targets\nfor today\n"),
    ("adblock.txt", "! Title\n||*ads*^\n@@||fin.example^\n"),
  ]

  @Test(arguments: unreadable)
  func `a whole list of which no entry can be read is refused and shows no absence`(
    name: String, text: String
  ) async throws {
    var series = Series(key: "list", kind: .snapshot)
    series.isRoleStated = true
    let world = try World(series: [series])
    try await world.importing(Self.fin)
    try await world.receive("2026-05-01T00:00:00Z", ["www.fin.example"])
    let received = try await world.pipeline.receive(
      ReceiveRequest(
        files: [try world.file(name, text)], series: "list", published: Instant("2026-05-03T00:00:00Z")),
      settings: world.settings)
    #expect(received.first?.refusal?.code == .unknownFormat)
    #expect(try world.ledger.documents().count == 1)
  }

  @Test func `an empty list is no unreadable one`() async throws {
    let world = try World()
    let files = try [
      ("empty.json", #"{"targets":[],"randoms":[]}"#), ("empty.txt", "# nothing today\n"),
    ].map { try world.file($0.0, $0.1) }
    for file in files {
      let received = try await world.pipeline.receive(
        ReceiveRequest(files: [file], series: "list", published: Instant("2026-05-03T00:00:00Z")),
        settings: world.settings)
      #expect(received.first?.refusal == nil && received.first?.document?.listings == 0)
    }
  }
}
