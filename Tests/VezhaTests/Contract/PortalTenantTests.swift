import Foundation
import Testing

/// Several bodies behind one portal host.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct PortalTenantTests {
  static let inventory = """
    <inventory xmlns="urn:vezha:inventory:1" observed="2026-11-01T00:00:00Z">
    <organization key="a"/><organization key="b"/><organization key="platform"/>
    <asset id="1" organization="a"><url>https://portal.gov.example/min-a</url></asset>
    <asset id="2" organization="b"><url>https://portal.gov.example/min-b/</url></asset>
    <asset id="3" organization="a"><url>https://portal.gov.example/min-a/archive</url></asset>
    <asset id="4" organization="platform"><host>portal.gov.example</host></asset>
    <asset id="5" organization="a"><url>https://forms.gov.example/a</url></asset>
    <asset id="6" organization="b"><url>https://forms.gov.example/b</url></asset></inventory>
    """

  /// What is listed, and whose it is by which assets.
  static let cases: [(listed: String, owners: Set<String>)] = [
    ("https://portal.gov.example/min-a/login?x=/min-b", ["a 1", "platform 4"]),
    ("https://portal.gov.example/min-b", ["b 2", "platform 4"]),
    ("https://portal.gov.example/min-a/archive/2026", ["a 3", "platform 4"]),
    // A longer word is another segment; what nobody has is the platform's.
    ("https://portal.gov.example/min-ab", ["platform 4"]),
    ("https://portal.gov.example/", ["a 1", "a 3", "b 2", "platform 4"]),
    ("portal.gov.example", ["a 1", "a 3", "b 2", "platform 4"]),
    ("portal.gov.example/min-b/x", ["b 2", "platform 4"]),
    // Where nobody has the host itself, whoever is behind it was named.
    ("https://forms.gov.example/a/1", ["a 5"]), ("https://forms.gov.example/c", ["a 5", "b 6"]),
  ]

  @Test(arguments: cases) func `a listed url names the tenant whose path it goes through`(
    listed: String, owners: Set<String>
  ) async throws {
    try await withFolder { folder in
      try Invented.write(
        "version: 1\npublic-suffixes: [gov.example]\nseries:\n  - {key: lists, files: \"*.txt\", published: file-name}\n",
        to: folder.appending(path: "vezha.yaml"))
      try Invented.write(Self.inventory, to: folder.appending(path: "assets.xml"))
      try Invented.write(listed + "\n", to: folder.appending(path: "2026-11-03_07-00-00.txt"))
      _ = try await KillTests.succeed(["import", "assets.xml"], in: folder)
      _ = try await KillTests.succeed(["receive", "2026-11-03_07-00-00.txt"], in: folder)
      let found = try await KillTests.succeed(["findings", "--week", "2026-W45", "--format", "json"], in: folder)
      let given = try found.object().objects("findings").flatMap { finding in
        let owner = try finding.object("organization").text("key")
        return try finding.objects("assets").map { "\(owner) \($0.text("key"))" }
      }
      #expect(Set(given) == owners, "\(listed)")
    }
  }
}
