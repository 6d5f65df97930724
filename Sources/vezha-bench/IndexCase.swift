import Foundation
import VezhaKit

/// F: an index of a million identifiers, and a million lines against it; one core.
struct IndexCase {
  private let hosts: Int
  private let addresses: Int
  private let ranges: Int
  private let names: Int
  private let lines: Int
  private let listedNames: Int

  /// - Parameter part: how many times smaller everything is.
  init(part: Int = 1) {
    let part = min(max(1, part), 1000)
    hosts = 630_000 / part
    addresses = 300_000 / part
    ranges = 50_000 / part
    names = 20_000 / part
    lines = 1_000_000 / part
    listedNames = 50_000 / part
  }

  /// The floor and all of ours, one line of figures each.
  func run() async throws -> String {
    let inventory = inventory()
    let suffixes = try PublicSuffixes(extra: Settings.bench.publicSuffixes)
    let before = residentMebibytes()
    let (built, index) = await Figures.measure {
      MatchIndex(inventory: inventory, settings: .bench, suffixes: suffixes)
    }
    let after = residentMebibytes()
    let text = list(lines: lines)
    let (plain, canonical) = await Figures.measure { canonicalised(text) }
    let structural = try await matched(text, index, mayImitate: false)
    let all = try await matched(text, index, mayImitate: true, names: listedNames)
    let tenth = try await matched(list(lines: lines / 10), index, mayImitate: false)
    return [
      built.line(
        "index-build",
        [
          ("identifiers", hosts + addresses + ranges + names),
          ("mebibytes", Int(after.rounded()) - Int(before.rounded())),
        ]),
      plain.line("index-floor", [("hosts", canonical)]),
      structural.figures.line(
        "index-structural", [("rows", structural.rows), ("sightings", structural.sightings)]),
      all.figures.line("index-all", [("rows", all.rows), ("sightings", all.sightings)]),
      tenth.figures.line("index-tenth", [("rows", tenth.rows)]),
    ].joined(separator: "\n")
  }

  /// From the bytes of a list to finished sightings; some rows name organizations where `names` says.
  private func matched(
    _ text: [UInt8], _ index: MatchIndex, mayImitate: Bool, names: Int = 0
  ) async throws -> (figures: Figures, rows: Int, sightings: Int) {
    let (figures, (rows, sightings)) = try await Figures.measure {
      let matcher = DocumentMatcher(
        index: index, document: 1, role: .target, published: .bench, mayImitate: mayImitate,
        salt: [UInt8](repeating: 7, count: 32))
      _ = try DocumentReader.read(file: "list.txt", bytes: text.span, of: Series(key: "list"), sink: matcher)
      for number in 0..<names {
        let name = number % 20 == 7 ? self.name(number % self.names) : "Office of Trade \(number) of Elsewhere"
        matcher.row(
          ListingRow(subjectKind: .name, place: .line(number + 1, column: 1)), subject: name.lowercased().utf8.span,
          listed: name.utf8.span)
      }
      return (matcher.listings, matcher.sightings().count)
    }
    return (figures, rows, sightings)
  }

  /// The floor: lines split and their hosts made canonical, nothing else.
  private func canonicalised(_ text: [UInt8]) -> Int {
    var count = 0
    let bytes = text.span
    var buffer: [UInt8] = []
    var start = 0
    for index in 0..<bytes.count where bytes[index] == UInt8(ascii: "\n") {
      if (try? HostName.canonicalise(bytes.extracting(start..<index), into: &buffer)) != nil { count += 1 }
      start = index + 1
    }
    return count
  }

  // MARK: Invented data

  private func host(_ number: Int) -> String {
    number % 3 == 0
      ? "www.site\(number / 6).agency\(number % 997).gov.example" : "h\(number).zone\(number % 5_003).example"
  }

  private func name(_ number: Int) -> String {
    let kinds = ["Office", "Department", "Inspectorate", "Registry", "Agency"]
    return "\(kinds[number % 5]) of Affairs Vale\(number) and Mere\(number / 7)"
  }

  private func address(_ number: Int) -> Address { Address(ipv4: 0x1700_0000 &+ UInt32(number) &* 3) }

  private func inventory() -> Inventory {
    var organizations: [Organization] = []
    for number in 0..<names {
      var organization = Organization(key: "o\(number)", names: [LocalizedName(text: name(number))])
      for part in 0..<3 where number * 3 + part < ranges {
        let lower = 0x2500_0000 &+ UInt32(number * 3 + part) &* 64
        guard let range = AddressRange(Address(ipv4: lower), Address(ipv4: lower + 63)) else { continue }
        organization.ranges.append(GivenRange(given: range.description, range: range))
      }
      organizations.append(organization)
    }
    var inventory = Inventory(organizations: organizations)
    for number in 0..<hosts + addresses {
      let kind: IdentifierKind = number < hosts ? .host : .address
      let value = number < hosts ? host(number) : address(number - hosts).description
      let asset = inventory.add(
        Inventory.HeldAsset(
          reference: AssetReference(source: "bench", key: "\(number)"), name: "",
          owner: inventory.number(of: "o\(number % 997)") ?? 0, criticality: nil, kind: nil, isRetired: false))
      inventory.add(Inventory.HeldIdentifier(kind: kind, value: value, holder: .asset(asset)))
    }
    return inventory
  }

  /// One line in ten an address, one in twenty of ours, the others foreign hosts.
  private func list(lines: Int) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(lines * 26)
    for number in 0..<lines {
      let line: String =
        switch number % 20 {
        case 3: host(number * 7 % hosts)
        case 5: "198.51.\(number / 256 % 256).\(number % 256)"
        case 9: address(number % addresses).description
        default: "www.name\(number).place\(number % 7_919).example.org"
        }
      text += Array(line.utf8)
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  private func residentMebibytes() -> Double {
    guard let data = FileManager.default.contents(atPath: "/proc/self/status") else { return 0 }
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") where line.hasPrefix("VmRSS:") {
      return line.split(separator: " ").dropFirst().first.flatMap { Double($0) }.map { $0 / 1024 } ?? 0
    }
    return 0
  }
}
