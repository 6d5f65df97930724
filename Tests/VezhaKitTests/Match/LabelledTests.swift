import Foundation
import Testing

@testable import VezhaKit

/// Labelled sets under `Tests/Labelled`: what an analyst would say of each row; a fifth of them, by hash, was never
/// looked at while rules were tuned.
@Suite struct LabelledTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Labelled")

  private static func lines(_ name: String) throws -> [String] {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n").map(String.init)
      .filter { !$0.hasPrefix("#") }
  }

  /// FNV-1a of a text, so that the held-back fifth is the same everywhere.
  private static func isHeldBack(_ text: String) -> Bool {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return (hash >> 32) % 5 == 0
  }

  private struct Score {
    var found = 0
    var missed: [String] = []
    var wrong: [String] = []
    var rows = 0

    mutating func add(_ row: String, expected: Bool, is found: Bool) {
      rows += 1
      switch (expected, found) {
      case (true, true): self.found += 1
      case (true, false): missed.append(row)
      case (false, true): wrong.append(row)
      case (false, false): break
      }
    }

    var recall: Double { Double(found) / Double(max(1, found + missed.count)) }
    var precision: Double { Double(found) / Double(max(1, found + wrong.count)) }

    func line(_ name: String) -> String {
      func percent(_ value: Double) -> String { "\((value * 1000).rounded() / 10) %" }
      return "\(name): recall \(percent(recall)), precision \(percent(precision)) over \(rows) rows"
    }
  }

  @Test func `names: recall at least 97 percent at a precision of at least 95`() throws {
    let rows = try Self.lines("names.tsv").map { $0.split(separator: "\t").map(String.init) }
    var all = Score()
    var held = Score()
    // Countries that other organizations of the inventory mention are not at home here.
    for row in rows {
      let names = row[1].components(separatedBy: " | ").map { LocalizedName(text: $0) }
      let index = OrganizationNames([Organization(key: "one", names: names)])
      let isFound = !index.judge(listed: row[0]).isEmpty
      all.add(row.joined(separator: " / "), expected: row[2] == "yes", is: isFound)
      if Self.isHeldBack(row[0]) { held.add(row.joined(separator: " / "), expected: row[2] == "yes", is: isFound) }
    }
    print(all.line("names"))
    print(held.line("names, held back"))
    #expect(rows.count >= 400)
    #expect(all.recall >= 0.97 && all.precision >= 0.95, "missed: \(all.missed) wrong: \(all.wrong)")
    #expect(held.recall >= 0.95 && held.precision >= 0.9)
  }

  @Test(arguments: ["lookalikes.tsv", "lookalikes-second.tsv"])
  func `look-alikes: recall at least 98 percent, hardly a near miss, and no ordinary domain`(file: String) throws {
    let rows = try Self.lines(file).map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    let index = try Self.index(of: try Self.ours(file, rows))
    var passed = PassedLabels()
    func owners(_ host: String) -> Set<String> {
      var bytes: [UInt8] = []
      _ = try? HostName.canonicalise(host.utf8.span, into: &bytes)
      let canonical = String(decoding: bytes, as: UTF8.self)
      guard index.judge(host: canonical.utf8.span, at: Instant(seconds: 0))?.claims.isEmpty ?? true else { return [] }
      return Set(
        index.judge(lookalike: canonical.utf8.span, &passed).map { index.inventory.organizations[$0.organization].key })
    }
    var all = Score()
    var held = Score()
    for row in rows {
      let found = owners(row[0])
      let isFound = !found.isEmpty
      all.add(row.joined(separator: " "), expected: row[2] == "yes", is: isFound)
      if Self.isHeldBack(row[0]) { held.add(row[0], expected: row[2] == "yes", is: isFound) }
    }
    print(all.line("look-alikes, \(file)"))
    print(held.line("look-alikes, \(file), held back"))
    #expect(rows.count >= 400)
    #expect(all.recall >= 0.98 && all.precision >= 0.98, "missed: \(all.missed) wrong: \(all.wrong)")
    let ordinary = try Self.lines("ordinary-domains.txt")
    let hits = ordinary.filter { !owners($0).isEmpty }
    print("look-alikes: \(hits.count) of \(ordinary.count) ordinary domains taken for one")
    #expect(ordinary.count >= 2000 && hits.isEmpty, "\(hits)")
  }

  /// Hosts of ours: those that a comment of the file names, else those that its rows imitate.
  private static func ours(_ file: String, _ rows: [[String]]) throws -> [String] {
    let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    if let line = text.split(separator: "\n").first(where: { $0.hasPrefix("# Ours: ") }) {
      return line.dropFirst("# Ours: ".count).split(separator: " ").map(String.init)
    }
    return Set(rows.map { $0[1] }.filter { !$0.isEmpty }).sorted()
  }

  private static func index(of own: [String]) throws -> MatchIndex {
    var inventory = Inventory(organizations: own.map { Organization(key: $0) })
    for host in own {
      let owner = try #require(inventory.number(of: host))
      let asset = inventory.add(
        Inventory.HeldAsset(
          reference: AssetReference(source: "s", key: host), name: "", owner: owner, criticality: nil, kind: nil,
          isRetired: false))
      inventory.add(Inventory.HeldIdentifier(kind: .host, value: host, holder: .asset(asset)))
    }
    return MatchIndex(
      inventory: inventory, settings: Settings(publicSuffixes: ["gov.example"], constituency: []),
      suffixes: try PublicSuffixes(listFile: nil, extra: ["gov.example"]))
  }
}
