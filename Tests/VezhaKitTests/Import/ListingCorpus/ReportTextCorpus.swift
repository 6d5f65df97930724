import Foundation
import Testing

@testable import VezhaKit

extension ListingCorpus {
  /// Reports in running text: their facts list what stands in them, not what it means, so the series says that.
  static let reportTexts: [ListingCorpus] = [
    ListingCorpus(
      folder: "osint-text", format: "prose", role: .malicious, count: 15,
      series: Series(key: "reports", kind: .stream, role: .malicious),
      accepts: { $0.hasSuffix(".adoc") || $0.hasSuffix(".txt") },
      subjects: { file in
        let candidates = Subjects.values(file.facts["domain_candidates_regex"]) ?? []
        let text = try file.text()
        return try blocks(#require(Subjects.values(file.facts["ipv4"])), in: text)
          .union(Subjects.hosts(candidates.filter { name in hostEndings.contains { name.hasSuffix($0) } }))
          .union(Subjects.of(.cve, try #require(Subjects.values(file.facts["cve"]))))
      }),
    // Documents of an aggregator, read as its users would: by field paths.
    ListingCorpus(
      folder: "osint-text", format: "json-records", role: .vulnerable, count: 2,
      series: Series(
        key: "stories", kind: .stream, role: .vulnerable,
        fields: FieldPaths(places: [
          .text: ["title", "description", "summary", "news_items.title", "news_items.content", "news_items.review"],
          .time: ["created"],
        ])),
      accepts: { $0.hasPrefix("taranis") },
      subjects: { file in Subjects.of(.cve, try #require(Subjects.values(file.facts["cve"]))) }),
  ]

  /// Addresses, as blocks where the text writes a prefix after them.
  private static func blocks(_ addresses: [String], in text: String) -> Set<Subject> {
    Set(
      addresses.map { address in
        guard let found = text.range(of: address + "/") else { return Subject(kind: .address, value: address) }
        let prefix = text[found.upperBound...].prefix { $0.isNumber }
        return prefix.isEmpty
          ? Subject(kind: .address, value: address) : Subject(kind: .range, value: "\(address)/\(prefix)")
      })
  }

  /// Of the candidates of the facts, a pattern's guesses, those whose ending is one of hosts alone.
  private static let hostEndings = [
    ".com", ".net", ".org", ".info", ".ru", ".ua", ".cn", ".br", ".us", ".eu", ".de", ".biz", ".online", ".site",
    ".club",
    ".top", ".xyz", ".by", ".pro", ".space", ".website",
  ]
}
