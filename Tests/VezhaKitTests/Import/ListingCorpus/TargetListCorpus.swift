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
      folder: "urllist", format: "text", role: .target, count: 13, accepts: { $0.hasSuffix(".txt") },
      subjects: { file in Subjects.hosts(Subjects.values(file.facts["hosts"]) ?? []) }),
  ]
}
