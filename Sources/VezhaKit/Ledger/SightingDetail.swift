/// The parts of a sighting that only shown findings need, as one compact text.
///
/// Groups are separated by GS (U+001D), records by RS (U+001E), fields by US (U+001F), as ASCII means them.
enum SightingDetail {
  private static let group = "\u{1d}"
  private static let record = "\u{1e}"
  private static let field = "\u{1f}"

  /// Text of a sighting's details.
  static func text(of sighting: Sighting) -> String {
    let evidence = sighting.evidence.map { entry in
      [
        entry.rule.rawValue, entry.asset.map { safe($0.source) } ?? "", entry.asset.map { safe($0.key) } ?? "",
        entry.asset == nil ? "" : "1", safe(entry.identifier), safe(entry.listed), safe(entry.location),
        String(entry.rows),
        entry.address ?? "", entry.certainty?.rawValue ?? "",
      ].joined(separator: field)
    }
    let services = sighting.services.map {
      [$0.transport?.rawValue ?? "", $0.port.map(String.init) ?? "", String($0.rows)].joined(separator: field)
    }
    let attacks = sighting.attacks.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      "\($0.key.rawValue)\(field)\($0.value)"
    }
    let paths = sighting.paths.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      "\($0.key.rawValue)\(field)\($0.value)"
    }
    return [
      sighting.inInventory ? "1" : "0", evidence.joined(separator: record), services.joined(separator: record),
      attacks.joined(separator: record), paths.joined(separator: record),
      sighting.foreign.map(String.init).joined(separator: record), sighting.threat?.rawValue ?? "",
      sighting.advisory.map(text) ?? "", sighting.moreAssets == 0 ? "" : String(sighting.moreAssets),
    ].joined(separator: group)
  }

  private static func text(_ advisory: Advisory) -> String {
    [
      advisory.due.map { String($0.microseconds) } ?? "", advisory.isExploited ? "1" : "",
      advisory.isUsedForRansom ? "1" : "", safe(advisory.remedy),
    ].joined(separator: field)
  }

  /// A text without the separators.
  private static func safe(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x1d && $0 <= 0x1f }) else { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { (0x1d...0x1f).contains($0.value) ? "\u{fffd}" : $0 }))
  }

  /// Reads a text back; what cannot be read is left out.
  static func read(_ text: String, into sighting: inout Sighting) {
    let groups = parts(text[...], group, keepingEmpty: true)
    // Older rows lack the last groups, and the last field of evidence.
    guard (7...9).contains(groups.count) else { return }
    sighting.inInventory = groups[0] == "1"
    sighting.evidence = records(groups[1]).compactMap { fields in
      guard fields.count == 9 || fields.count == 10, let rule = Rule(rawValue: fields[0]), let rows = Int(fields[7])
      else { return nil }
      return SightingEvidence(
        rule: rule, asset: fields[3].isEmpty ? nil : AssetReference(source: fields[1], key: fields[2]),
        identifier: fields[4], listed: fields[5], location: fields[6], rows: rows,
        address: fields[8].isEmpty ? nil : fields[8],
        certainty: fields.count == 10 ? Certainty(rawValue: fields[9]) : nil)
    }
    sighting.services = records(groups[2]).compactMap { fields in
      guard fields.count == 3, let rows = Int(fields[2]) else { return nil }
      return ListedService(transport: Transport(rawValue: fields[0]), port: UInt16(fields[1]), rows: rows)
    }
    for fields in records(groups[3]) where fields.count == 2 {
      if let attack = AttackKind(rawValue: fields[0]) { sighting.attacks[attack] = Int(fields[1]) }
    }
    for fields in records(groups[4]) where fields.count == 2 {
      if let path = PathClass(rawValue: fields[0]) { sighting.paths[path] = Int(fields[1]) }
    }
    sighting.threat = Threat(rawValue: String(groups[6]))
    if groups.count >= 8, let fields = records(groups[7]).first, fields.count == 4 {
      sighting.advisory = Advisory(
        due: Int64(fields[0]).map { Instant(microseconds: $0) }, isExploited: fields[1] == "1",
        isUsedForRansom: fields[2] == "1", remedy: fields[3])
    }
    if groups.count == 9 { sighting.moreAssets = Int(groups[8]) ?? 0 }
    sighting.foreign = records(groups[5]).compactMap { $0.first.flatMap(UInt64.init) }
  }

  private static func records(_ text: Substring) -> [[String]] {
    parts(text, record, keepingEmpty: false).map { parts($0, field, keepingEmpty: true).map(String.init) }
  }

  /// Splits by bytes: separators are ASCII, and characters would take most of the time of a report.
  private static func parts(_ text: Substring, _ separator: String, keepingEmpty: Bool) -> [Substring] {
    guard let byte = separator.utf8.first else { return [text] }
    return text.utf8.split(separator: byte, omittingEmptySubsequences: !keepingEmpty).map { Substring($0) }
  }
}
