import Testing

@testable import VezhaKit

/// What people register by hand.
@Suite struct AssignTests {
  private func world() async throws -> World {
    let world = try World()
    world.settings.constituency = ["gov.example"]
    try await world.importing([organization("fin", domains: ["fin.example"]), organization("moh")])
    try await world.receive("2026-05-04T07:00:00Z", ["new.gov.example", "a.fin.example"])
    try await world.receive("2026-05-11T07:00:00Z", ["new.gov.example", "198.51.100.7"])
    return world
  }

  private func assign(_ text: String, _ organization: String, _ world: World) async throws -> AssignOutcome {
    world.tick()
    let identifier = try #require(Pipeline.assignable(text, settings: world.settings).identifier)
    return try await world.pipeline.assign(identifier, to: organization, settings: world.settings)
  }

  @Test func `what was published before follows to the organization`() async throws {
    let world = try await world()
    #expect(try await world.named() == ["fin a.fin.example 1", "unassigned new.gov.example 2"])
    let outcome = try await assign("https://New.gov.example/login", "moh", world)
    #expect(outcome.findings.count == 1)
    #expect(try await world.named() == ["fin a.fin.example 1", "moh new.gov.example 2"])
    let address = try await assign("198.51.100.7", "moh", world)
    #expect(address.findings.count == 1)
  }

  @Test func `imports do not touch it, and assigned again it moves`() async throws {
    let world = try await world()
    _ = try await assign("new.gov.example", "moh", world)
    try await world.importing([asset("x", of: "fin", "host x.fin.example")], observed: "2026-06-01T00:00:00Z")
    #expect(try await world.named().contains("moh new.gov.example 2"))
    let moved = try await assign("new.gov.example", "fin", world)
    #expect(moved.before == "moh")
    #expect(try await world.named() == ["fin a.fin.example 1", "fin new.gov.example 2"])
  }

  @Test(arguments: [
    ("localhost", "placeholder"), ("127.0.0.1", "loopback"), ("0.0.0.0/0", "too wide"),
    ("no host", "no host, address, range or url"),
  ])
  func `what can never match is refused with its reason`(text: String, reason: String) {
    let (identifier, why) = Pipeline.assignable(text, settings: Settings())
    #expect(identifier == nil)
    #expect(why == reason)
  }
}
