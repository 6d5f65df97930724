import Foundation
import Testing

@testable import VezhaKit

extension ListingCorpus {
  /// Advisories that name vulnerable products, and those that say a product is not or no longer vulnerable.
  static let advisories: [ListingCorpus] = [
    ListingCorpus(
      folder: "csaf", format: "csaf", role: .vulnerable, count: 22, accepts: isAdvisory,
      subjects: {
        try cves($0, statuses: ["known_affected", "first_affected", "last_affected", "under_investigation"])
      }),
    ListingCorpus(
      folder: "csaf", format: "csaf", label: "fixed in csaf", role: .refuted, count: 22, accepts: isAdvisory,
      subjects: { try cves($0, statuses: ["fixed", "first_fixed", "known_not_affected"]) }),
    ListingCorpus(
      folder: "kev", format: "kev-json", role: .vulnerable, count: 1,
      accepts: { $0 == "known_exploited_vulnerabilities.json" },
      subjects: { file in
        let entries = try #require((file.json() as? [String: Any])?["vulnerabilities"] as? [[String: Any]])
        return Subjects.of(.cve, entries.compactMap { $0["cveID"] as? String })
      }),
  ]

  @Sendable private static func isAdvisory(_ name: String) -> Bool {
    name.hasSuffix(".json") && !name.contains("ROLIE") && !name.contains("aggregator")
  }

  /// Vulnerabilities that have one of these statuses; all of them are among those that the facts name.
  private static func cves(_ file: File, statuses: Set<String>) throws -> Set<Subject> {
    let facts = try #require(file.facts["cves"] as? [String])
    let list = (try file.json() as? [String: Any])?["vulnerabilities"] as? [[String: Any]] ?? []
    #expect(Set(list.compactMap { $0["cve"] as? String }) == Set(facts), "\(file.name)")
    return Subjects.of(
      .cve,
      list.filter { !statuses.isDisjoint(with: ($0["product_status"] as? [String: Any] ?? [:]).keys) }.compactMap {
        $0["cve"] as? String
      })
  }
}
