extension Series {
  /// What of the settings that findings rest on differs from those of another site, each `NAME ITS here OTHER`.
  ///
  /// - Parameter other: the settings that are here.
  func differences(from other: Series) -> [String] {
    let values: [(name: String, there: String, here: String)] = [
      ("kind", kind.rawValue, other.kind.rawValue), ("role", role.rawValue, other.role.rawValue),
      ("gap", "\(gap.microseconds / 3_600_000_000)h", "\(other.gap.microseconds / 3_600_000_000)h"),
      (
        "silent-after", "\(silentAfter.microseconds / 3_600_000_000)h",
        "\(other.silentAfter.microseconds / 3_600_000_000)h"
      ),
      (
        "current-for", "\(currentFor.microseconds / 3_600_000_000)h",
        "\(other.currentFor.microseconds / 3_600_000_000)h"
      ),
      ("match", (matching ?? .all).rawValue, (other.matching ?? .all).rawValue),
      ("tlp", tlp.rawValue, other.tlp.rawValue),
    ]
    var differences = values.filter { $0.there != $0.here }.map { "\($0.name) \($0.there) there, \($0.here) here" }
    if fields != other.fields { differences.append("other fields") }
    if words != other.words { differences.append("other words of claims") }
    return differences
  }
}
