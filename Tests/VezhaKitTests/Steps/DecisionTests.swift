import Testing

@testable import VezhaKit

/// What analysts decide, and what becomes of findings.
@Suite struct DecisionTests {
  static let host = "c.example"

  /// Two organizations, three weeks of lists; `c.example` is named in the first and the third.
  static func world() async throws -> World {
    let world = try World(series: [Series(key: "list"), Series(key: "other")])
    try await world.importing([
      organization("tax"), asset("c", of: "tax", "host c.example"), asset("d", of: "tax", "host d.example"),
      organization("fin", domains: ["fin.example"]), asset("w", of: "fin", "host www.fin.example"),
    ])
    try await world.receive("2026-05-05T00:00:00Z", [host, "d.example"])
    try await world.receive("2026-05-08T00:00:00Z", ["d.example"])
    try await world.receive("2026-05-13T00:00:00Z", ["d.example"])
    try await world.receive("2026-05-20T00:00:00Z", [host, "d.example"])
    return world
  }

  static func week(_ text: String) -> Interval {
    ISOWeek(text)?.interval ?? Interval(from: .init(seconds: 0), to: .init(seconds: 0))
  }

  static func exposure(_ world: World, _ week: String, asKnown: Instant? = nil) async throws -> Exposure {
    try await world.pipeline.history(asKnown: asKnown).exposure(
      over: Self.week(week), now: Instant(seconds: 4_000_000_000))
  }

  static func shown(_ exposure: Exposure) -> [String] {
    exposure.findings.map { "\($0.subject.value) \($0.priority.rawValue)" }.sorted()
  }

  static func hidden(_ exposure: Exposure) -> [String] {
    exposure.suppressed.map { "\($0.subject.value) \($0.suppressedBy ?? "")" }.sorted()
  }

  @Test(arguments: [Verdict.falsePositive, .accepted])
  func `what hides takes a finding out of every interval that ends before it lapses`(_ verdict: Verdict) async throws {
    let world = try await Self.world()
    try world.decide(Self.host, as: verdict, until: Instant("2026-05-24T00:00:00Z"))
    // Week 19 ends on 11 May; week 21 on 25 May, a day too late.
    #expect(Self.shown(try await Self.exposure(world, "2026-W19")) == ["d.example medium"])
    #expect(Self.hidden(try await Self.exposure(world, "2026-W19")) == ["c.example \(verdict.rawValue)"])
    #expect(
      Self.shown(try await Self.exposure(world, "2026-W21")) == ["c.example medium", "d.example medium"])
    try world.decide(Self.host, as: verdict, until: Instant("2026-05-25T00:00:00Z"))
    #expect(Self.shown(try await Self.exposure(world, "2026-W21")) == ["d.example medium"])
  }

  @Test func `an interval as known before the decision knows nothing of it, and a withdrawn one hides nothing`()
    async throws
  {
    let world = try await Self.world()
    let before = world.now
    try world.decide(Self.host, as: .accepted)
    let between = world.now
    world.tick()
    let decision = try #require(try world.ledger.decisions().first)
    let withdrawal = Decision.Withdrawal(time: world.now, reason: "wrong", author: "analyst")
    #expect(try world.ledger.withdrawDecisions([decision.id], withdrawal, known: world.now) == 1)
    #expect(try world.ledger.withdrawDecisions([decision.id], withdrawal, known: world.now) == 0)
    for (time, count) in [(before, 0), (between, 1), (world.now, 0)] {
      #expect(try await Self.exposure(world, "2026-W19", asKnown: time).suppressed.count == count)
    }
    #expect(try world.ledger.verify().faults == [])
  }

  @Test func `the newest decision of a kind counts, and the same decision twice is one`() async throws {
    let world = try await Self.world()
    try world.decide(Self.host, as: .accepted)
    try world.decide(Self.host, as: .inProgress)
    let exposure = try await Self.exposure(world, "2026-W19")
    #expect(exposure.suppressed.isEmpty)
    let finding = try #require(exposure.findings.first { $0.subject.value == Self.host })
    #expect(finding.decision?.verdict == .inProgress && finding.priority == .medium)
    let all = try world.ledger.decisions()
    #expect(try world.ledger.addDecisions(all, known: world.now) == 0)
  }

  @Test func `the scope subject covers every series and role of an organization, and nobody else's`() async throws {
    let world = try await Self.world()
    try await world.receive("2026-05-06T00:00:00Z", [Self.host, "d.example"], series: "other")
    try world.decide(Self.host, as: .falsePositive)
    #expect(try await Self.exposure(world, "2026-W19").suppressed.map(\.series) == ["list"])
    try world.decide(Self.host, as: .falsePositive, scope: .subject)
    #expect(Set(try await Self.exposure(world, "2026-W19").suppressed.map(\.series)) == ["list", "other"])
    try world.decide("d.example", of: "fin", as: .falsePositive, scope: .subject)
    #expect(
      Self.shown(try await Self.exposure(world, "2026-W19")) == ["d.example medium", "d.example medium"])
  }

  @Test func `the scope rule takes away evidence, and the finding only if nothing else is left`() async throws {
    let world = try await Self.world()
    // One week by name, one week below the own domain as well.
    try await world.receive("2026-05-05T01:00:00Z", ["www.fin.example"], series: "other")
    let finding = try #require(
      try await Self.exposure(world, "2026-W19").findings.first { $0.subject.value == "www.fin.example" })
    let rules = Set(finding.evidence.map(\.rule))
    #expect(rules.contains(.hostExact))
    try world.decide("www.fin.example", of: "fin", as: .falsePositive, scope: .rule, rule: .hostWWW, series: "other")
    let unchanged = try await Self.exposure(world, "2026-W19")
    #expect(unchanged.suppressed.isEmpty)
    for rule in rules {
      try world.decide("www.fin.example", of: "fin", as: .falsePositive, scope: .rule, rule: rule, series: "other")
    }
    let exposure = try await Self.exposure(world, "2026-W19")
    #expect(Self.hidden(exposure) == ["www.fin.example false-positive"])
    #expect(exposure.suppressed.first?.evidence.isEmpty == false, "what is hidden still shows why it was found")
    // The trend counts what the interval counts.
    let known = try await world.pipeline.history()
    for week in ["2026-W19", "2026-W21"] {
      let counts = known.history.counts(of: Self.week(week), now: Instant(seconds: 4_000_000_000))
      let named = try await Self.exposure(world, week).findings.filter(\.isNamed)
      #expect(counts.named == named.count)
    }
  }

  @Test func `confirmed and refuted decide the role and keep the id`() async throws {
    let world = try await Self.world()
    let before = try await Self.exposure(world, "2026-W19")
    let id = try #require(before.findings.first { $0.subject.value == Self.host }?.id)
    try world.decide(Self.host, as: .refuted)
    var finding = try #require(try await Self.exposure(world, "2026-W19").findings.first { $0.id == id })
    #expect(finding.roleDecided == .refuted && finding.role == .target && finding.priority == .low)
    try world.decide(Self.host, as: .confirmed)
    finding = try #require(try await Self.exposure(world, "2026-W19").findings.first { $0.id == id })
    #expect(finding.roleDecided == .confirmed && finding.impact == .high && finding.priority == .high)
    // What was confirmed since is not hidden; what is hidden since is.
    try world.decide(Self.host, as: .falsePositive)
    #expect(try await Self.exposure(world, "2026-W19").suppressed.map(\.id) == [id])
    try world.decide(Self.host, as: .confirmed)
    #expect(try await Self.exposure(world, "2026-W19").suppressed.isEmpty)
  }

  @Test func `protected lowers, until the name is back with a confirmed incident`() async throws {
    let world = try await Self.world()
    // Decided before the third week's list was published.
    world.now = Instant("2026-05-10T00:00:00Z") ?? world.now
    try world.decide(Self.host, as: .protected)
    #expect(Self.shown(try await Self.exposure(world, "2026-W19")) == ["c.example low", "d.example medium"])
    #expect(Self.shown(try await Self.exposure(world, "2026-W21")) == ["c.example low", "d.example medium"])
    try world.decide("d.example", as: .confirmed)
    let other = try await Self.exposure(world, "2026-W21")
    #expect(
      other.findings.map(\.subject.value) == ["d.example", Self.host], "somebody else's incident changes nothing")
    try world.decide(Self.host, as: .confirmed)
    let back = try await Self.exposure(world, "2026-W21")
    #expect(back.findings.map(\.subject.value) == [Self.host, "d.example"])
    #expect(back.findings.first?.priority == .critical && back.findings.first?.hasFailedDefence == true)
  }

  @Test func `an incident that another series confirms breaks the defence too`() async throws {
    let world = try await Self.world()
    world.settings.series = [Series(key: "list"), Series(key: "other", kind: .stream, role: .confirmed)]
    world.now = Instant("2026-05-10T00:00:00Z") ?? world.now
    try world.decide(Self.host, as: .protected)
    try await world.receive("2026-05-21T00:00:00Z", [Self.host], series: "other")
    let back = try await Self.exposure(world, "2026-W21")
    #expect(back.findings.first?.subject.value == Self.host && back.findings.first?.series == "list")
    #expect(back.findings.first?.hasFailedDefence == true)
  }

  @Test func `imports, renamed files and new editions lose no decision`() async throws {
    let world = try await Self.world()
    try world.decide(Self.host, as: .falsePositive)
    let before = Self.hidden(try await Self.exposure(world, "2026-W19"))
    let records = [
      organization("tax"), asset("c", of: "tax", "host c.example"), asset("d", of: "tax", "host d.example"),
      organization("fin", domains: ["fin.example"]), asset("w", of: "fin", "host www.fin.example"),
    ]
    try await world.importing([try world.inventory(records, name: "renamed.xml")])
    try await world.importing(Array(records.dropLast()), observed: "2026-05-25")
    // The asset goes and comes back under another key.
    try await world.importing([asset("d", of: "tax", "host d.example")], observed: "2026-05-26", retire: true)
    try await world.importing([asset("new", of: "tax", "host c.example")], observed: "2026-05-27")
    #expect(Self.hidden(try await Self.exposure(world, "2026-W19")) == before)
    #expect(try await world.pipeline.history().coveredFindings().map(\.findings.count) == [1])
  }

  @Test func `a request finds its finding by the beginning of its id and refuses what cannot be decided`() async throws
  {
    let world = try await Self.world()
    let known = try await world.pipeline.history()
    let desk = try DecisionDesk(known, now: Instant("2026-06-10T12:00:00Z") ?? world.now)
    let id = try #require(known.history.keys().first { $0.key.subject.value == Self.host }?.id)
    func request(
      _ finding: String, _ verdict: Verdict = .accepted, reason: String = "r", scope: DecisionScope = .finding,
      rule: Rule? = nil, until: Instant? = nil
    ) -> DecisionRequest {
      DecisionRequest(
        finding: finding, verdict: verdict, reason: reason, scope: scope, rule: rule, until: until, author: "a")
    }
    let decision = try desk.decision(request(String(id.prefix(8)).uppercased()))
    #expect(decision.finding == id && decision.until == Instant("2027-06-10T00:00:00Z"))
    #expect(try desk.decision(request(id, .protected)).until == Instant("2026-12-07T00:00:00Z"))
    #expect(try desk.decision(request(id, .confirmed)).until == nil)
    #expect(try desk.decision(request(id, scope: .rule)).rule == .hostExact)
    for wrong in [
      request("ffffffffffffffffffff"), request(""), request(id, reason: " \n"), request(id, .protected, scope: .rule),
      request(id, scope: .rule, rule: .addressExact), request(id, rule: .hostExact),
      request(id, until: Instant("2026-06-01")), request(id, reason: String(repeating: "x", count: 3000)),
    ] {
      #expect(throws: DecisionError.self) { try desk.decision(wrong) }
    }
  }
}
