import Foundation
import Testing

@testable import VezhaKit

extension ListingCorpus {
  /// Posts about victims.
  static let victims: [ListingCorpus] = [
    ListingCorpus(
      folder: "ransomware", format: "victim-posts", role: .claimed, count: 2,
      accepts: { $0.hasPrefix("victims_recent") && $0.hasSuffix(".json") },
      subjects: { file in
        Subjects.hosts(try #require(Subjects.values(file.facts["website_hosts"])))
          .union(Subjects.of(.name, try #require(Subjects.values(file.facts["names"])).map { $0.lowercased() }))
      }),
    ListingCorpus(
      folder: "ransomware", format: "victim-posts", label: "press incidents", role: .claimed, count: 1,
      accepts: { $0.hasPrefix("press_all") },
      subjects: { file in
        let results = try #require((try file.json() as? [String: Any])?["results"] as? [[String: Any]])
        let names = results.compactMap { ($0["victim"] as? String)?.trimmingCharacters(in: .whitespaces).lowercased() }
        return Subjects.hosts(Subjects.ofURLs(results.compactMap { $0["domain"] as? String }))
          .union(Subjects.of(.name, names.filter { !$0.isEmpty }))
      }),
    ListingCorpus(
      folder: "ransomware", format: "victim-posts", label: "RansomLook", role: .claimed, count: 3,
      accepts: { ["ransomlook_post.json", "ransomlook_posts.json", "ransomlook_leak.json"].contains($0) },
      subjects: { file in
        let value = try file.json()
        let post = try #require(value as? [String: Any] ?? (value as? [[String: Any]])?.first)
        let name = try #require((post["post_title"] ?? post["name"]) as? String)
        return Subjects.of(.name, [name.lowercased()]).union(
          Subjects.hosts([post["domain"] as? String].compactMap { $0 }))
      }),
  ]
}
