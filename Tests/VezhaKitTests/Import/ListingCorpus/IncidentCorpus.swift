import Foundation
import Testing

@testable import VezhaKit

extension ListingCorpus {
  /// Reports of incidents, and what partners send.
  static let incidents: [ListingCorpus] = [
    ListingCorpus(
      folder: "defacement", format: "zone-h-csv", role: .claimed, count: 2, accepts: { $0.hasSuffix(".csv") },
      roles: ["defaced.example.com": .confirmed, "defaced2.example.com": .confirmed],
      subjects: { file in Subjects.hosts(try #require(Subjects.values(file.facts["hosts"]))) }),
    ListingCorpus(
      folder: "defacement", format: "zone-h-csv", label: "addresses of defaced sites", role: .claimed, count: 2,
      accepts: { $0.hasSuffix(".csv") }, roles: ["203.0.113.1": .confirmed, "203.0.113.2": .confirmed],
      subjects: { file in Subjects.hosts(try #require(Subjects.values(file.facts["ips"]))) }),
    ListingCorpus(
      folder: "feeds", format: "intelmq-csv", role: .malicious, count: 1,
      accepts: { $0 == "intelmq_cert_eu_example.csv" },
      subjects: { file in
        Subjects.hosts(
          try #require(Subjects.values(file.facts["ipv4"]))
            + Subjects.ofURLs(try #require(Subjects.values(file.facts["urls"]))))
      }),
    ListingCorpus(
      folder: "xarf", format: "xarf", role: .malicious, count: 20, accepts: { $0.hasPrefix("v") },
      subjects: { file in
        // A name of a file or a hash is no system.
        Subjects.hosts([file.facts["source_identifier"] as? String].compactMap { $0 })
      }),
    ListingCorpus(
      folder: "iodef", format: "iodef", role: .malicious, count: 2, accepts: { $0.hasSuffix(".xml") },
      subjects: { file in
        let systems = try #require(file.facts["systems"] as? [[String: Any]])
        return Subjects.hosts(
          systems.flatMap { system in
            ((system["addresses"] as? [[String]])?.compactMap(\.last) ?? []) + (system["names"] as? [String] ?? [])
          })
      }),
    ListingCorpus(
      folder: "misp", format: "misp", role: .malicious, count: 22, accepts: isEvent,
      subjects: { file in
        let values = file.facts["values"] as? [String: [String: Any]] ?? [:]
        let kinds = ["domain", "hostname", "ip-src", "ip-dst", "domain|ip", "ip-dst|port", "ip-src|port"]
        let parts = kinds.compactMap { values[$0]?["values"] as? [String] ?? [] }.flatMap { value in
          value.split(separator: "|").map(String.init)
        }
        return Subjects.hosts(
          parts.filter { $0.contains(".") } + Subjects.ofURLs(values["url"]?["values"] as? [String] ?? []))
      }),
    ListingCorpus(
      folder: "stix", format: "stix", role: .malicious, count: 9, accepts: isBundle,
      subjects: { file in
        let values = file.facts["sco_values"] as? [String: [String: Any]] ?? [:]
        let observed = ["domain-name", "ipv4-addr", "ipv6-addr"].flatMap { values[$0]?["values"] as? [String] ?? [] }
        let compared = (file.facts["pattern_comparisons"] as? [[String]] ?? []).filter {
          $0[1] == "=" && ["domain-name:value", "ipv4-addr:value", "ipv6-addr:value"].contains($0[0])
        }.map { String($0[2].dropFirst().dropLast()) }
        return Set(
          (observed + compared).compactMap { text in
            if text.contains("/") {
              let range = AddressRange.parse(Array(text.utf8).span)?.range
              return range.map { Subject(kind: .range, value: $0.description) }
            }
            return Subjects.hosts([text]).first
          })
      }),
    ListingCorpus(
      folder: "kev", format: "kev-csv", role: .vulnerable, count: 2, accepts: { $0.hasSuffix(".csv") },
      subjects: { file in
        let lines = try file.text().split(whereSeparator: \.isNewline)
        let numbers = lines.compactMap { $0.split(separator: ",").first }.filter { $0.hasPrefix("CVE-") }
        #expect(Set(numbers).count == (file.facts["cve"] as? [String: Any])?["count"] as? Int)
        return Subjects.of(.cve, numbers.map(String.init))
      }),
  ]

  @Sendable private static func isEvent(_ name: String) -> Bool {
    name.hasSuffix(".json") && !name.hasSuffix(".expected.json") && name != "pymisp_sharing_groups.json"
  }

  @Sendable private static func isBundle(_ name: String) -> Bool {
    name.hasSuffix(".json") && !name.hasPrefix("patterns") && !name.hasPrefix("pairs") && !name.hasPrefix("misp")
  }
}
