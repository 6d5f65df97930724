import Foundation
import Testing

@testable import VezhaKit

@Suite struct AdvisoryTests {
  @Test func `each product of an advisory gets the status that names it, and its best remedy`() throws {
    let bytes = try documentFixture("csaf/invented/advisory.json")
    let (sink, summary) = try readDocument(bytes)
    let lines = sink.rows.map { row in
      let product = row.product
      return [
        row.role?.rawValue ?? "", row.subject, product?.vendor ?? "-", product?.name ?? "-", product?.version ?? "-",
        product?.status.rawValue ?? "-", product?.remedy ?? "-", String(row.place.dropFirst("/vulnerabilities/".count)),
      ].joined(separator: "|")
    }
    let first = "CVE-2026-0001|Example Works|Gateway"
    #expect(
      lines == [
        "vulnerable|\(first)|vers:semver/<0.9|affected|workaround: Close port 1.|0/product_status/known_affected/0",
        "vulnerable|\(first)|1.0|affected|vendor_fix: Update to 1.1.|0/product_status/known_affected/1",
        "vulnerable|CVE-2026-0001|Example Works|Library 3||affected|mitigation: Watch.|0/product_status/known_affected/2",
        "refuted|\(first)|1.1|fixed|mitigation: Watch.|0/product_status/fixed/0",
        "vulnerable|CVE-2026-0001||Library 3||under-investigation|mitigation: Watch.|0/product_status/under_investigation/0",
        "refuted|CVE-2026-0002|Example Works|Gateway|1.0|not-affected||1/product_status/known_not_affected/0",
        "vulnerable|CVE-2026-0003|-|-|-|-|-|3/cve",
      ])
    #expect(sink.rows[1].product?.cpe == "cpe:2.3:a:example:gateway:1.0:*:*:*:*:*:*:*")
    #expect(sink.rows[2].product?.purl == "pkg:deb/debian/library@3")
    #expect(
      sink.problems.first.map { "\($0.location) \($0.reason)" } == [
        "/vulnerabilities/0/product_status/known_affected/3 a product that the tree lacks",
        "/vulnerabilities/2 no CVE number",
      ])
    #expect(summary.rows == 4)
    #expect(summary.tlp == .amber)
    let published = CSAFAdvisory.published(bytes.span)
    #expect(published?.description == "2026-11-02T11:00:00Z")
  }

  @Test(arguments: ["json", "csv"])
  func `a catalogue of exploited vulnerabilities says who must act until when`(rendering: String) throws {
    let (sink, summary) = try readDocument(documentFixture("kev/invented/catalogue.\(rendering)"))
    #expect(summary.rows == 3)
    #expect(
      sink.rows.map(\.product) == [
        ListedProduct(
          vendor: "Example Works", name: "Gateway", remedy: "Update, or switch off.", due: Instant("2026-12-10"),
          isExploited: true, isUsedForRansom: true),
        ListedProduct(vendor: "Example Works", name: "Mail É", isExploited: true),
      ])
    #expect(sink.rows.map(\.subject) == ["CVE-2026-0001", "CVE-2026-00022"])
    #expect(sink.rows.map(\.time) == ["2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z"])
    #expect(sink.rows[1].place == (rendering == "json" ? "/vulnerabilities/1/cveID" : "4:1"))
    #expect(sink.problems.first.map(\.reason) == ["no CVE number"])
  }

  @Test func `values of the wrong type do no harm`() throws {
    let (advisory, _) = try readDocument(
      """
      {"document":{"csaf_version":2,"distribution":[],"tracking":7},"product_tree":{"branches":{"a":1},"relationships":[3,{}],
      "full_product_names":[{"product_id":4}],"product_groups":[[]]},"vulnerabilities":[1,{"cve":2},{"cve":"CVE-2026-0001",
      "product_status":{"known_affected":"G1","fixed":[1]},"remediations":[{"category":3}]}]}
      """)
    #expect(advisory.rows.map(\.subject) == ["CVE-2026-0001"])
    let (catalogue, _) = try readDocument(#"{"catalogVersion":1,"vulnerabilities":[1,[],{"cveID":7,"dueDate":[]}]}"#)
    #expect(catalogue.rows.isEmpty)
  }

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `the real catalogue says the same as JSON and as CSV`() throws {
    let root = try #require(Corpus.root).appending(path: "lists/kev")
    func read(_ name: String) throws -> [String: CollectingSink.Listed] {
      let (sink, summary) = try readDocument([UInt8](Data(contentsOf: root.appending(path: name))))
      let facts = try #require(
        (Corpus.json(root.appending(path: name + ".facts.json")) as? [String: Any])?["facts"] as? [String: Any])
      #expect(summary.rows == facts["entries"] as? Int)
      #expect(sink.rows.count == summary.rows)
      #expect(
        sink.rows.count { $0.product?.isUsedForRansom == true } == (facts["ransomware"] as? [String: Int])?["Known"])
      return Dictionary(uniqueKeysWithValues: sink.rows.map { ($0.subject, $0) })
    }
    let json = try read("known_exploited_vulnerabilities.json")
    let older = try read("kev_2025-08-18_fb75607.csv")
    let newer = try read("kev_2025-08-21_c955f9c.csv")
    // The CSV was cut a few days before: only what came since may be missing.
    #expect(Set(json.keys).subtracting(newer.keys).count == json.count - newer.count)
    #expect(Set(older.keys).isSubset(of: newer.keys))
    for (cve, row) in newer { #expect(row.product == json[cve]?.product && row.time == json[cve]?.time, "\(cve)") }
  }
}
