import Testing

@testable import VezhaKit

struct CriticalityScaleTests {
  @Test(arguments: [
    ("Very High", Criticality.critical), ("critical", .critical), ("1 - most critical", .critical),
    ("High", .high), ("2 - somewhat critical", .high), ("Normal", .moderate), ("MEDIUM", .moderate),
    ("moderate", .moderate), ("Low", .low), ("very_low", .low), ("Minor", .low), ("4 - not critical", .low),
  ])
  func `words of every format stand on one scale`(word: String, criticality: Criticality) {
    #expect(Criticality(words: word) == criticality)
  }

  @Test(arguments: ["", "5", "unknown", "high low", "criticality"])
  func `other words are none`(word: String) { #expect(Criticality(words: word) == nil) }

  @Test func `scores rise and ranks fall`() {
    #expect(
      (0...6).map { Criticality(score: String($0), highest: 5) } == [nil, .low, .low, .moderate, .high, .critical, nil])
    #expect((0...5).map { Criticality(rank: String($0)) } == [nil, .critical, .high, .moderate, .low, nil])
  }
}
