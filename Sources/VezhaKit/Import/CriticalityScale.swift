/// The one scale on which every inventory format's word or number for importance is read.
///
/// | Vezha      | words                                        | score of 5 | rank of 4                |
/// | ---------- | -------------------------------------------- | ---------- | ------------------------ |
/// | `critical` | critical, very high, highest, mission critical | 5        | 1 (most critical)        |
/// | `high`     | high, major                                  | 4          | 2 (somewhat critical)    |
/// | `moderate` | moderate, medium, normal, average            | 3          | 3 (less critical)        |
/// | `low`      | low, very low, lowest, minor, none           | 2, 1       | 4 (not critical)         |
///
/// Words are those of Nexpose's site importance, iTop's business criticality, Qualys' business impact and OpenNMS'
/// categories; a score of 5 is Qualys' asset criticality score; a rank of 4 is ServiceNow's, where 1 is the most
/// important. Upper and lower case, hyphens and underscores make no difference.
extension Criticality {
  /// Reads a word of the scale, with or without the rank before it (`1 - most critical`), or nil.
  init?(words given: String) {
    var words = given.lowercased().split { $0.isWhitespace || $0 == "-" || $0 == "_" }
    if let first = words.first, words.count > 1, first.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      words.removeFirst()
    }
    switch words.joined(separator: " ") {
    case "critical", "very high", "highest", "mission critical", "most critical": self = .critical
    case "high", "major", "somewhat critical": self = .high
    case "moderate", "medium", "normal", "average", "less critical": self = .moderate
    case "low", "very low", "lowest", "minor", "none", "not critical": self = .low
    default: return nil
    }
  }

  /// Reads a score from 1 (least) to `highest`, the upper three of which are moderate, high and critical.
  init?(score given: String, highest: Int) {
    guard let score = Int(trimmedXML(given)), score >= 1, score <= highest else { return nil }
    switch highest - score {
    case 0: self = .critical
    case 1: self = .high
    case 2: self = .moderate
    default: self = .low
    }
  }

  /// Reads a rank from 1 (most important) to 4.
  init?(rank given: String) {
    guard let rank = Int(trimmedXML(given)), rank >= 1, rank <= 4 else { return nil }
    self.init(score: String(5 - rank), highest: 4)
  }
}
