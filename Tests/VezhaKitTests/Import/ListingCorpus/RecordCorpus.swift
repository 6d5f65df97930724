import Foundation
import Testing

@testable import VezhaKit

extension ListingCorpus {
  /// What is read through the settings of its series, and feeds without a format of their own.
  static let records: [ListingCorpus] = [
    ListingCorpus(
      folder: "veris", format: "json-records", role: .confirmed, count: 131,
      series: Series(
        key: "veris", kind: .stream, role: .confirmed,
        fields: FieldPaths(places: [.name: ["victim.victim_id"], .text: ["summary"]])),
      accepts: { $0.lowercased().hasSuffix(".json") },
      subjects: { file in
        let victim = (try file.json() as? [String: Any])?["victim"]
        let one = victim as? [String: Any] ?? (victim as? [[String: Any]])?.first
        return Subjects.of(.name, [one?["victim_id"] as? String].compactMap { $0 }.filter { !$0.isEmpty }.map(folded))
      }),
    ListingCorpus(
      folder: "feeds", format: "text", role: .malicious, count: 5,
      series: Series(key: "feeds", kind: .snapshot, role: .malicious),
      accepts: {
        [
          "intelmq_blocklistde_imap.txt", "intelmq_spamhaus_drop.txt",
          "intelmq_bambenek_c2-dommasterlist.txt", "intelmq_bambenek_c2-ipmasterlist.txt",
          "intelmq_bambenek_dga-feed.txt",
        ].contains($0)
      },
      subjects: { file in
        let lines = try file.text().split(separator: "\n").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        let entries = lines.filter { !$0.isEmpty && !"#;!".contains($0.first ?? " ") }
        let first = entries.compactMap { $0.split(whereSeparator: { " \t,;".contains($0) }).first.map(String.init) }
        return Set(
          first.compactMap { entry in
            entry.contains("/") && !entry.contains("://")
              ? Subject(kind: .range, value: entry) : Subjects.hosts(Subjects.ofURLs([entry])).first
          })
      }),
  ]

  /// Names compare without case and without white space around them.
  private static func folded(_ name: String) -> String {
    name.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
  }
}
