import Testing
import VezhaKit

@Suite struct PublishedTimeTests {
  @Test(
    arguments: [
      ("2023-06-06_18-15-16_DDoSia-target-list-full.json", "2023-06-06T18:15:16Z"),
      ("05-06-2023_20-15-12_DDoSia-target-list-full.json", "2023-06-05T20:15:12Z"),
      ("2024-11-18_07-05-12.json", "2024-11-18T07:05:12Z"), ("2026-11-18_name.txt", "2026-11-18T00:00:00Z"),
      ("targets_2026_11_18_11am.txt", "2026-11-18T11:00:00Z"),
      ("targets_2026_11_18_12am.txt", "2026-11-18T00:00:00Z"),
      ("targets_2026_11_18_1pm.txt", "2026-11-18T13:00:00Z"), ("20261118T070500Z", "2026-11-18T07:05:00Z"),
      ("list-20261118.txt", "2026-11-18T00:00:00Z"), ("20261118070500.json", "2026-11-18T07:05:00Z"),
      ("2026-11-18T07:05:00Z.json", "2026-11-18T07:05:00Z"),
      ("2026-11-18T07:05.json", "2026-11-18T07:05:00Z"),
      ("2026-02-30_07-05-12.json", nil), ("2026-11-18_25-00-00.json", "2026-11-18T00:00:00Z"),
      ("targets.json", nil), ("1234-56-78.txt", nil), ("v2_12345678901234567890.txt", nil), ("", nil),
      ("id-4711-22_2026-11-18.csv", "2026-11-18T00:00:00Z"),
    ] as [(String, String?)])
  func `the time in a file name is read as UTC`(name: String, expected: String?) {
    #expect(PublishedTime.inFileName(name)?.description == expected)
  }
}
