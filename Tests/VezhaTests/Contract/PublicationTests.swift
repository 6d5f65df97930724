import Foundation
import Testing

/// What is published in many shapes, from a folder of files to findings with their roles.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct PublicationTests {
  static let files: [(name: String, text: String)] = [
    (
      "channel.json",
      #"{"name":"x","type":"public_channel","id":1,"messages":[{"id":1,"type":"message","date_unixtime":"1795000000","text":"Ціль: https://www.tax.gov.example"},{"id":2,"type":"message","date_unixtime":"1795010000","text":"www.tax.gov.example лежить https://check-host.net/check-report/1a"}]}"#
    ),
    (
      "posts.json",
      #"{"victims":[{"victim":"Tax Office","website":"mail.tax.gov.example","group":"x","discovered":"2026-11-19 10:00:00.5"}]}"#
    ),
    ("report.md", "TLP:GREEN\n\nWe saw hxxps://vpn[.]tax[.]gov[.]example/login among the victims.\n"),
    ("blocked.txt", "0.0.0.0 shop.tax.gov.example\n0.0.0.0 other.example\n"),
    ("agency.csv", "Betroffen;Seit\nportal.tax.gov.example;2026-11-20T10:00:00Z\n"),
  ]

  static let configuration = """
    version: 1
    public-suffixes: [gov.example]
    series:
      - key: report
        files: "*.md"
        role: confirmed
        reliability: B
      - key: agency
        files: agency.csv
        kind: stream
        role: confirmed
        fields:
          host: [Betroffen]
          time: [Seit]

    """

  @Test func `Every publication is found in its own role`() async throws {
    try await withFolder { folder in
      for (name, text) in Self.files { try Invented.write(text, to: folder.appending(path: name)) }
      try Invented.write(Self.configuration, to: folder.appending(path: "vezha.yaml"))
      let hosts = ["www", "mail", "vpn", "shop", "portal"].map { "<host>\($0).tax.gov.example</host>" }.joined()
      try Invented.write(
        """
        <inventory xmlns="urn:vezha:inventory:1" observed="2026-11-01T00:00:00Z"><organization key="tax"/>
        <asset id="site" organization="tax">\(hosts)</asset></inventory>
        """, to: folder.appending(path: "assets.xml"))
      _ = try await KillTests.succeed(["import", "assets.xml"], in: folder)
      let received = try await KillTests.succeed(
        ["receive", "--published", "2026-11-20T12:00:00Z"] + Self.files.map(\.name), in: folder)
      // Only where the format says nothing and no series is configured.
      #expect(
        received.errors.contains("nobody stated its role: read as target")
          || received.text.contains("nobody stated its role: read as target"))
      let outcome = try await KillTests.succeed(["findings", "--week", "2026-W47", "--format", "json"], in: folder)
      let found = try outcome.object().objects("findings").map {
        "\($0.text("series")) \($0.text("role")) \($0.text("subject"))"
      }
      #expect(
        found.sorted() == [
          "agency confirmed portal.tax.gov.example", "hosts target shop.tax.gov.example",
          "report confirmed vpn.tax.gov.example", "telegram-json claimed www.tax.gov.example",
          "telegram-json target www.tax.gov.example", "victim-posts claimed mail.tax.gov.example",
        ])
      let series = try await KillTests.succeed(["series", "agency"], in: folder)
      #expect(series.text.contains("agency.csv"))
    }
  }
}
