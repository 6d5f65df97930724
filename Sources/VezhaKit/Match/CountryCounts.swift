/// Counts the distinct hosts of a document by country suffix, and keeps no name of any.
final class CountryCounts: ListingSink {
  private var seen = HashSet()
  private(set) var hosts: [String: Int] = [:]

  func row(_ row: ListingRow, subject: Span<UInt8>, listed: Span<UInt8>) {
    guard row.subjectKind == .host, let suffix = Self.suffix(subject) else { return }
    let hash = NameTable.hash(subject)
    guard !seen.contains(hash) else { return }
    seen.insert(hash)
    hosts[suffix, default: 0] += 1
  }

  func skipped(_ problem: @autoclosure () -> Problem) {}

  /// The last label where it stands for a country (ISO 3166 codes have two letters, internationalized ones begin with
  /// `xn--`), else nil.
  private static func suffix(_ host: Span<UInt8>) -> String? {
    var start = host.count
    while start > 0, host[start - 1] != UInt8(ascii: ".") { start -= 1 }
    let label = host.extracting(start..<host.count)
    if label.count == 2 { return String(copying: label) }
    guard label.count > 4 else { return nil }
    let prefix: StaticString = "xn--"
    for index in 0..<4 where unsafe label[index] != prefix.utf8Start[index] { return nil }
    return String(copying: label)
  }
}
