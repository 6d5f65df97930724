import Foundation
import Testing

/// What is no target list: victims by name, mailboxes, imitations, products of advisories, our own hosts as an attacker's.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct OtherThreatsTests {
  static let inventory = """
    <inventory xmlns="urn:vezha:inventory:1" observed="2026-11-01T00:00:00Z">
    <organization key="tax"><name lang="uk">Державна податкова служба</name><alias lang="en">State Tax Service</alias><domain>minpodatky.gov.example</domain></organization>
    <organization key="rail"><name lang="en">Novodol Railways JSC</name></organization>
    <asset id="web" organization="tax"><host>www.minpodatky.gov.example</host>
      <service transport="tcp" port="443" state="open" product="Apache httpd" version="2.4.49"><cpe>cpe:/a:apache:http_server:2.4.49</cpe></service></asset>
    <asset id="site" organization="rail"><host>railways.example</host></asset></inventory>
    """

  static let files: [(name: String, text: String)] = [
    (
      "posts.json",
      #"{"victims":[{"victim":"Gosudarstvennaya nalogovaya sluzhba","website":"","group":"x","discovered":"2026-11-19 10:00:00"},{"victim":"Novodol Brewery","website":"","group":"x","discovered":"2026-11-19 10:00:00"}]}"#
    ),
    (
      "kev.json",
      #"{"title":"Known Exploited Vulnerabilities","catalogVersion":"2026.11.19","dateReleased":"2026-11-19T12:00:00Z","count":2,"vulnerabilities":[{"cveID":"CVE-2021-41773","vendorProject":"Apache","product":"HTTP Server","vulnerabilityName":"x","dateAdded":"2026-11-18","shortDescription":"x","requiredAction":"Apply updates.","dueDate":"2026-12-01","knownRansomwareCampaignUse":"Known","notes":""},{"cveID":"CVE-2021-1","vendorProject":"Other","product":"Thing","vulnerabilityName":"x","dateAdded":"2026-11-18","shortDescription":"x","requiredAction":"x","dueDate":"2026-12-01","knownRansomwareCampaignUse":"Unknown","notes":""}]}"#
    ),
    ("blocked.txt", "minp0datky.invalid\nrailways-login.invalid\nbrewery.invalid\nwww.minpodatky.gov.example\n"),
    ("targets.txt", "minp0datky.test\n"),
    (
      "report.md", "# Report\n\nThe mailbox clerk@minpodatky.gov.example was in the dump, and so was a@other.example.\n"
    ),
  ]

  @Test func `each is found in its own role, with its own section, and nothing else is`() async throws {
    try await withFolder { folder in
      for (name, text) in Self.files { try Invented.write(text, to: folder.appending(path: name)) }
      try Invented.write(
        """
        version: 1
        public-suffixes: [gov.example]
        series:
          - {key: blocked, files: blocked.txt, role: malicious}
          - {key: targets, files: targets.txt, role: target}
          - {key: report, files: "*.md", role: claimed}
        """, to: folder.appending(path: "vezha.yaml"))
      try Invented.write(Self.inventory, to: folder.appending(path: "assets.xml"))
      _ = try await KillTests.succeed(["import", "assets.xml"], in: folder)
      _ = try await KillTests.succeed(
        ["receive", "--published", "2026-11-19T12:00:00Z"] + Self.files.map(\.name), in: folder)
      let outcome = try await KillTests.succeed(["findings", "--week", "2026-W47", "--format", "json"], in: folder)
      let found = try outcome.object().objects("findings").map { finding in
        let evidence = try finding.objects("evidence")[0]
        return
          "\(try finding.object("organization").text("key")) \(finding.text("role")) \(finding.text("subject")) \(evidence.text("rule")) \(finding.text("certainty")) \(finding.truth("needs_review"))"
      }
      #expect(
        found.sorted() == [
          "rail lookalike railways-login.invalid lookalike-host possible true",
          "tax claimed gosudarstvennaya nalogovaya sluzhba organization-name possible true",
          "tax claimed minpodatky.gov.example email-domain strong false",
          "tax lookalike minp0datky.invalid lookalike-host possible true",
          "tax malicious www.minpodatky.gov.example host-exact certain false",
          "tax vulnerable CVE-2021-41773 product possible false",
        ])
      // The order of import and receive never changes what is found, and neither does an index of everything.
      let verified = try await KillTests.succeed(["verify"], in: folder)
      #expect(verified.code == 0)
      _ = try await KillTests.succeed(
        ["report", "--week", "2026-W47", "--format", "csv,html", "--output", "out", "--now", "2026-11-23T06:00:00Z"],
        in: folder)
      func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: "out/\(name)"), encoding: .utf8)
      }
      let products = try text("products.csv")
      for value in ["CVE-2021-41773", "cpe:/a:apache:http_server:2.4.49", "exploited", "2026-12-01", "Apply updates."] {
        #expect(products.contains(value), "\(value)")
      }
      #expect(try text("malicious.csv").contains("www.minpodatky.gov.example"))
      #expect(try text("lookalikes.csv").contains("railways-login.invalid"))
      // Advisories are no listings: the headline counts five.
      #expect(try !text("on-now.csv").contains("CVE-"))
      let explained = try await KillTests.succeed(["explain", "--text", "minp0datky.invalid"], in: folder)
      #expect(explained.text.contains("lookalike-host"), "\(explained.text)")
    }
  }
}
