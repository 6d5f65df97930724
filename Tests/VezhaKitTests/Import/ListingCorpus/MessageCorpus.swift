import Foundation
import Testing

@testable import VezhaKit

extension ListingCorpus {
  /// Messages that name targets and claim attacks.
  static let messages: [ListingCorpus] = [
    ListingCorpus(
      folder: "telegram", format: "telegram-json", role: .target, count: 1, accepts: { $0.hasSuffix(".json") },
      subjects: { file in Subjects.hosts(Subjects.ofURLs(try #require(file.facts["hrefs"] as? [String]))) })
  ]
}
