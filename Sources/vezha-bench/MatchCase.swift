import Foundation
import VezhaKit

/// C: matching a long text list against many hosts and ranges, without a ledger.
enum MatchCase {
  /// From the file of hosts on disk to finished sightings: inventory, index, reading and matching.
  static func run(hosts: String, list: String) async throws -> String {
    let (figures, (matcher, found)) = try await Figures.measure {
      let inventory = try inventory(hosts: hosts, ranges: 5_000)
      let settings = Settings.bench
      let index = MatchIndex(
        inventory: inventory, settings: settings, suffixes: try PublicSuffixes(extra: settings.publicSuffixes)
      )
      let bytes = try InputFile(path: list).bytes()
      let matcher = DocumentMatcher(
        index: index, document: 1, role: .target, published: .bench, salt: [UInt8](repeating: 7, count: 32))
      _ = try DocumentReader.read(file: list, bytes: bytes.span, of: Series(key: "list"), sink: matcher)
      return (matcher, matcher.sightings().count)
    }
    return figures.line(
      "match", [("rows", matcher.listings), ("subjects", matcher.subjects), ("sightings", found)])
  }

  /// One asset for each line, 200 organizations, and ranges that lie side by side over the invented addresses.
  private static func inventory(hosts: String, ranges: Int) throws -> Inventory {
    let lines = try InputFile(path: hosts).bytes().split(separator: UInt8(ascii: "\n"))
    let keys = (0..<200).map { "agency-\($0)" }
    var held: [[GivenRange]] = Array(repeating: [], count: keys.count)
    for number in 0..<ranges {
      let start = 0x1400_0000 + UInt32(number) * 64
      guard let range = AddressRange(Address(ipv4: start), Address(ipv4: start + 63)) else { continue }
      held[number % keys.count].append(GivenRange(given: range.description, range: range))
    }
    var inventory = Inventory(
      organizations: keys.enumerated().map { Organization(key: $0.element, ranges: held[$0.offset]) })
    for (number, line) in lines.enumerated() {
      guard let host = HostName(String(decoding: line, as: UTF8.self)),
        let owner = inventory.number(of: keys[number / 10 % keys.count])
      else {
        continue
      }
      let asset = inventory.add(
        Inventory.HeldAsset(
          reference: AssetReference(source: "bench", key: host.canonical), name: "", owner: owner,
          criticality: nil,
          kind: nil, isRetired: false))
      inventory.add(Inventory.HeldIdentifier(kind: .host, value: host.canonical, holder: .asset(asset)))
    }
    return inventory
  }
}
