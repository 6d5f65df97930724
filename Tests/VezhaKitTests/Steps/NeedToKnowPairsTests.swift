import Foundation
import Testing

@testable import VezhaKit

/// Two hundred random governments: in no file for one organization stands a name, host or address of another.
@Suite struct NeedToKnowPairsTests {
  /// Debug builds are some twenty times slower.
  #if DEBUG
    static let rounds = 12
  #else
    static let rounds = 200
  #endif

  /// SplitMix64: the same seed, the same government.
  private struct Chance {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var value = state
      value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
      value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
      return value ^ (value >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
    mutating func isTrue(of chances: Int) -> Bool { below(chances) == 0 }
  }

  /// What one organization holds, in canonical form.
  private struct Body {
    var key: String
    var names: [String]
    var values: Set<String>
    var parent: String?
  }

  /// A government with shared addresses, one body's domain inside another's, names in two alphabets, and a parent.
  private func government(_ chance: inout Chance) -> (bodies: [Body], records: [InventoryRecord]) {
    var bodies: [Body] = []
    var records: [InventoryRecord] = []
    let shared = "198.51.100.\(chance.below(200) + 1)"
    for number in 0..<3 + chance.below(4) {
      let key = "body\(number)q\(chance.below(1000))"
      var domain = chance.isTrue(of: 4) ? "податки\(number).gov.example" : "\(key).gov.example"
      if number > 0, chance.isTrue(of: 3), let outer = bodies.last?.values.min(), outer.hasSuffix(".example") {
        domain = "in\(number).\(outer)"
      }
      guard let host = HostName(domain) else { continue }
      domain = host.canonical
      var body = Body(
        key: key, names: ["Agency \(key) of Invention", "Установа \(key) Вигадії"], values: [domain],
        parent: number > 1 && chance.isTrue(of: 3) ? bodies[0].key : nil)
      var identifiers: [[String]] = []
      for system in 0..<1 + chance.below(4) {
        let own = system == 0 ? domain : "\(["www", "mail", "portal-x", "a"][system % 4])\(system).\(domain)"
        var one = ["host \(own)"]
        body.values.insert(own)
        let address = chance.isTrue(of: 3) ? shared : "203.0.113.\(number * 20 + system + 1)"
        if !chance.isTrue(of: 4) {
          one.append("address \(address)")
          body.values.insert(address)
        }
        identifiers.append(one)
      }
      records.append(
        .organization(
          Organization(
            key: key,
            names: [
              LocalizedName(language: "en", text: body.names[0]), LocalizedName(language: "uk", text: body.names[1]),
            ],
            sector: "s\(chance.below(2))", parent: body.parent, language: chance.isTrue(of: 2) ? "uk" : nil,
            contacts: [Contact(role: "duty", name: "Desk", email: "desk@\(domain)")],
            domains: [GivenName(given: domain, canonical: domain)])))
      for (system, list) in identifiers.enumerated() {
        records.append(
          .asset(
            AssetRecord(
              key: "\(key)-\(system)", name: "System \(system) of \(key)", organization: key,
              identifiers: list.compactMap { text in
                let words = text.split(separator: " ").map(String.init)
                return IdentifierKind(rawValue: words[0]).flatMap {
                  Identifier.canonical($0, given: words[1]).identifier
                }
              })))
      }
      bodies.append(body)
    }
    return (bodies, records)
  }

  /// Words of bytes: runs of letters, digits, dots, hyphens and colons, with dots undone that were defanged.
  private func words(_ text: String) -> Set<String> {
    let plain = text.replacing("<wbr/>", with: "").replacing("\\", with: "").replacing("[.]", with: ".").lowercased()
    var found = Set<String>()
    for word in plain.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == ":") }) {
      found.insert(word.trimmingCharacters(in: CharacterSet(charactersIn: ".:-")))
    }
    return found
  }

  /// A draft with its headers and parts decoded, as a mailer shows them.
  private func decoded(_ mail: [UInt8]) -> String {
    let text = String(decoding: mail, as: UTF8.self)
    var result = text
    for part in text.components(separatedBy: "\r\n\r\n") {
      let lines = part.components(separatedBy: "\r\n").prefix { !$0.hasPrefix("--") }
      if let data = Data(base64Encoded: lines.joined()) { result += String(decoding: data, as: UTF8.self) + "\n" }
    }
    for word in text.components(separatedBy: "=?utf-8?B?").dropFirst() {
      if let code = word.components(separatedBy: "?=").first, let data = Data(base64Encoded: code) {
        result += String(decoding: data, as: UTF8.self)
      }
    }
    return result
  }

  @Test(arguments: 0..<NeedToKnowPairsTests.rounds)
  func `no file for one organization holds what only another has`(seed: Int) async throws {
    var chance = Chance(state: UInt64(seed))
    let (bodies, records) = government(&chance)
    let world = try World()
    try await world.importing(records, observed: "2026-05-01T00:00:00Z")
    for day in 11..<15 {
      let named = bodies.flatMap(\.values).sorted().filter { _ in !chance.isTrue(of: 3) }
      try await world.receive(
        "2026-05-\(day)T07:00:00Z",
        named + bodies.filter { _ in chance.isTrue(of: 3) }.map { "sub.\($0.values.sorted().last ?? "x.example")" })
    }
    let known = try await world.pipeline.history()
    let interval = try #require(ISOWeek("2026-W20")).interval
    let basis = try world.pipeline.reportBasis(interval, of: known)
    let guarding = ReportGuard(known)
    var read = 0
    for body in bodies {
      let facts = try world.pipeline.reportFacts(ReportRequest(interval: interval, organization: body.key), from: basis)
      let organization = try #require(facts.organizations.first?.organization)
      let options = ReportOptions(languages: [seed % 2 == 0 ? .english : .ukrainian]).speaking(to: organization)
      var files = try ReportWriter.files(facts, formats: ReportWriter.formats, options: options)
      let draft = ReportWriter.mail(facts, to: organization, files: files, options: options, date: interval.to)
      // Nothing has to be withheld: what others have was never in it.
      #expect(guarding.leak(in: files + [draft.readable], of: facts) == nil)
      files.append(ReportFile(name: ReportWriter.mailName, bytes: draft.bytes))
      // Its own, and what its own findings rest on.
      let own = body.values.union(
        (facts.exposure.findings + facts.previous.findings).flatMap { finding in
          [finding.subject.value] + finding.evidence.flatMap { [$0.identifier, $0.listed] }
        })
      let foreign = bodies.filter { $0.key != body.key }
      var values = foreign.reduce(into: Set<String>()) { $0.formUnion($1.values) }.subtracting(own)
      values.formUnion(values.compactMap(HostText.unicode))
      // A body whose domain lies in another's bears the other's key in its own hosts.
      let names = foreign.filter { $0.key != body.parent }.flatMap { $0.names + [$0.key] }.filter { name in
        !own.contains { $0.contains(name) }
      }
      for file in files {
        read += 1
        let text =
          file.name == ReportWriter.mailName ? decoded(file.bytes) : String(decoding: file.bytes, as: UTF8.self)
        #expect(words(text).intersection(values) == [], "\(body.key)/\(file.name)")
        for name in names { #expect(!text.contains(name) && !file.name.contains(name), "\(body.key)/\(file.name)") }
      }
    }
    #expect(read > 60)
  }
}
