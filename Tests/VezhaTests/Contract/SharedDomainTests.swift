import Foundation
import Testing

/// Many organizations under one registrable domain that nobody configured as a public suffix.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct SharedDomainTests {
  private static let offices = (1...70).map { "office-\($0)" }

  private static func workspace(in folder: URL) async throws {
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<inventory xmlns=\"urn:vezha:inventory:1\">\n"
    for office in offices {
      xml += "  <organization key=\"\(office)\"><name lang=\"en\">The \(office)</name></organization>\n"
    }
    for office in offices {
      xml += "  <asset id=\"\(office)\" organization=\"\(office)\"><host>www.\(office).region.example</host></asset>\n"
    }
    try Invented.write(xml + "</inventory>\n", to: folder.appending(path: "register.xml"))
    try Invented.write("version: 1\n", to: folder.appending(path: "vezha.yaml"))
    _ = try await KillTests.succeed(["import", "register.xml"], in: folder)
    let hosts = offices.map { "mail.\($0).region.example" } + (1...10).map { "www.other-\($0).region.example" }
    try Invented.write(
      Invented.list(hosts + ["region.example", "www.region.example", "foreign.example"]),
      to: folder.appending(path: "2026-11-10_06-00-00_DDoSia-target-list-full.json"))
    _ = try await KillTests.succeed(
      ["receive", "--series", "ddosia", "2026-11-10_06-00-00_DDoSia-target-list-full.json"], in: folder)
  }

  @Test func `seventy offices do not flood each other, and status proposes the suffix`() async throws {
    try await withFolder { folder in
      try await Self.workspace(in: folder)
      let found = try await KillTests.succeed(
        ["findings", "--format", "json", "--week", "2026-W46"], in: folder
      ).object().objects("findings")
      var subjects: [String: [String]] = [:]
      for finding in found {
        subjects[try finding.object("organization").text("key"), default: []].append(finding.text("subject"))
      }
      for office in Self.offices { #expect(subjects[office] == ["mail.\(office).region.example"]) }
      let shared = (1...10).map { "www.other-\($0).region.example" } + ["region.example", "www.region.example"]
      #expect(subjects["unassigned"]?.sorted() == shared.sorted(), "each of them once, and of nobody in particular")
      #expect(subjects.count == 71)
      let status = try await KillTests.succeed(["status", "--format", "json"], in: folder).object()
      #expect(status["proposed_suffixes"] as? [String] == ["region.example"])
    }
  }

  @Test func `with the suffix configured the rest is nobody's of ours`() async throws {
    try await withFolder { folder in
      try await Self.workspace(in: folder)
      try Invented.write(
        "version: 1\npublic-suffixes: [region.example]\n", to: folder.appending(path: "vezha.yaml"))
      _ = try await KillTests.succeed(["run"], in: folder)
      let found = try await KillTests.succeed(
        ["findings", "--format", "json", "--week", "2026-W46"], in: folder
      ).object().objects("findings")
      #expect(found.count == 70)
      let status = try await KillTests.succeed(["status", "--format", "json"], in: folder).object()
      #expect(status["proposed_suffixes"] as? [String] == [])
    }
  }
}
