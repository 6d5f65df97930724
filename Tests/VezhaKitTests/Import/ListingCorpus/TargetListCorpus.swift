import Foundation
import Testing

@testable import VezhaKit

extension ListingCorpus {
  /// Lists that name targets.
  static let targetLists: [ListingCorpus] = [
    ListingCorpus(
      folder: "ddosia", format: "ddosia-json", role: .target, count: 30, accepts: { $0.hasSuffix(".json") },
      subjects: { file in Subjects.hosts(try #require(Subjects.values(file.facts["hosts_norm"]))) }),
    ListingCorpus(
      folder: "ddosia", format: "ddosia-json", label: "addresses of targets", role: .target, count: 30,
      accepts: { $0.hasSuffix(".json") },
      subjects: { file in Subjects.hosts(try #require(Subjects.values(file.facts["ips_valid"]))) }),
    ListingCorpus(
      folder: "urllist", format: "text", role: .target, count: 13, accepts: { $0.hasSuffix(".txt") },
      subjects: { file in
        // Where the facts keep only how many there are, the lines themselves, split.
        Subjects.hosts(
          try Subjects.values(file.facts["hosts"])
            ?? Subjects.ofURLs(file.text().split(separator: "\n").map(String.init)))
      }),
    ListingCorpus(
      folder: "uashield", format: "site-list", role: .target, count: 14, accepts: { $0.hasSuffix(".json") },
      subjects: { file in
        let entries = try #require(try file.json() as? [[String: Any]])
        return Subjects.hosts(
          Subjects.values(file.facts["hosts"]) ?? Subjects.ofURLs(entries.compactMap { $0["page"] as? String }))
      }),
    ListingCorpus(
      folder: "hosts-adblock", format: "hosts", role: .target, count: 4,
      accepts: { $0.hasPrefix("hosts") && $0.hasSuffix(".txt") },
      subjects: { file in Subjects.hosts(try #require(Subjects.values(file.facts["hosts_entries"]))) }),
    ListingCorpus(
      folder: "hosts-adblock", format: "adblock", role: .target, count: 2, accepts: { $0.hasPrefix("nocoin") },
      subjects: { file in Subjects.hosts(try #require(Subjects.values(file.facts["adblock_domain_rules"]))) }),
  ]
}
