import Foundation
import Testing

@testable import VezhaKit

/// What indexes leave out before they compare, against a comparison with everything.
@Suite struct CandidateTests {
  private static func lines(_ name: String) throws -> [[String]] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Labelled")
    return try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  private static func described(_ claims: [Claim]) -> [String] {
    claims.map { "\($0.organization) \($0.zone) \($0.specificity)" }
  }

  /// A text with its words in another order, one less or one more, cut, or masked.
  private static func varied(_ text: String, with others: [String], _ random: inout SeededGenerator) -> String {
    var words = text.split(separator: " ").map(String.init)
    guard let last = words.last else { return text }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: words.shuffle(using: &random)
    case 1: words.remove(at: Int.random(in: words.indices, using: &random))
    case 2: words[words.count - 1] = last.prefix(3) + "…"
    case 3: words = words.prefix(words.count / 2 + 1) + ["…"]
    case 4: words.append(others.randomElement(using: &random) ?? "")
    default: words = words.map { $0.prefix(1) + String(repeating: "*", count: max(0, $0.count - 1)) }
    }
    return words.joined(separator: " ")
  }

  @Test func `a labelled name is judged as by a comparison with every name`() throws {
    let rows = try Self.lines("names.tsv")
    let organizations = rows.enumerated().map { number, row in
      Organization(
        key: "o\(number)", names: row[1].components(separatedBy: " | ").map { LocalizedName(text: $0) })
    }
    let names = OrganizationNames(organizations)
    let texts = rows.map(\.[0]) + organizations.flatMap { $0.names.map(\.text) }
    let words = texts.flatMap { $0.split(separator: " ").map(String.init) }
    var random = SeededGenerator(seed: 5)
    var hits = 0
    for text in texts {
      for listed in [text] + (0..<3).map({ _ in Self.varied(text, with: words, &random) }) {
        let found = Self.described(names.judge(listed: listed))
        #expect(found == Self.described(names.judgeAll(listed: listed)), "\(listed)")
        if !found.isEmpty { hits += 1 }
      }
    }
    #expect(hits > texts.count)
  }

  /// Words with and without a known meaning, in two scripts, and forms of them that differ by an ending.
  private static let words = [
    "Ministry", "Міністерство", "of", "Finance", "Financed", "фінансів", "Service", "State", "Державна", "Vale1",
    "Vale12",
    "Vale", "Valer", "Вейл", "вейлом", "вейлами", "Orchard", "Orchards", "Київ", "Kyiv", "Ukraine", "України", "School",
    "No", "5", "15", "MOF", "Ba", "Bank", "αβγδ", "αβγε",
  ]

  @Test(arguments: 0..<20) func `invented names are judged as by a comparison with every name`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed) &+ 300)
    func phrase(_ most: Int) -> String {
      (0..<Int.random(in: 1...most, using: &random)).compactMap { _ in Self.words.randomElement(using: &random) }
        .joined(separator: " ")
    }
    let names = OrganizationNames(
      (0..<60).map {
        Organization(key: "o\($0)", names: [LocalizedName(text: phrase(4)), LocalizedName(text: phrase(3))])
      })
    var hits = 0
    for _ in 0..<150 {
      let listed = Bool.random(using: &random) ? phrase(5) : Self.varied(phrase(4), with: Self.words, &random)
      let found = Self.described(names.judge(listed: listed))
      #expect(found == Self.described(names.judgeAll(listed: listed)), "\(listed)")
      if !found.isEmpty { hits += 1 }
    }
    #expect(hits > 20)
  }

  @Test(arguments: ["lookalikes.tsv", "lookalikes-second.tsv"])
  func `a host that the sieve lets pass has no likeness`(file: String) throws {
    let rows = try Self.lines(file)
    let domains = Set(rows.map { $0[1] }).filter { $0.contains(".") }.sorted()
    let index = LookalikeIndex(domains.map { (domain: $0, owners: [0]) })
    let labels = (domains + rows.map { $0[0] }).flatMap { $0.split(separator: ".").map(String.init) }
    var random = SeededGenerator(seed: 9)
    func label() -> String { labels.randomElement(using: &random) ?? "a" }
    var hosts = rows.map { $0[0] }
    for _ in 0..<2_000 {
      switch Int.random(in: 0..<5, using: &random) {
      case 0: hosts.append("\(label()).\(label()).example")
      case 1: hosts.append("\(label())-\(label()).\(label()).example")
      case 2: hosts.append("login\(label()).example.com")
      case 3:
        let cut = label()
        hosts.append("\(cut.prefix(cut.count / 2)).\(cut.dropFirst(cut.count / 2)).example")
      default: hosts.append("\((domains.randomElement(using: &random) ?? "")).\(label()).example")
      }
    }
    // One for all hosts, so that what it remembers of one cannot let another pass.
    var passed = PassedLabels()
    var (likenesses, closer) = (0, 0)
    for host in hosts {
      var canonical: [UInt8] = []
      guard (try? HostName.canonicalise(host.utf8.span, into: &canonical)) != nil else { continue }
      let name = String(decoding: canonical, as: UTF8.self)
      let mayImitate = index.mayImitate(canonical.span, &passed)
      if mayImitate { closer += 1 }
      // Whatever its registrable domain is.
      for start in name.indices where name[start] == "." {
        let rest = name[..<start].split(separator: ".").last.map { $0.count + 1 } ?? 1
        let length = name.distance(from: start, to: name.endIndex) + rest - 1
        guard !index.likenesses(host: name, registrable: length).isEmpty else { continue }
        likenesses += 1
        #expect(mayImitate, "\(name)")
      }
    }
    #expect(likenesses > 400)
    print("\(file): a closer look at \(closer) of \(hosts.count) hosts")
  }

  @Test func `ordinary domains seldom need a closer look`() throws {
    let rows = try Self.lines("lookalikes.tsv")
    let index = LookalikeIndex(
      Set(rows.map { $0[1] }).filter { $0.contains(".") }.sorted().map { (domain: $0, owners: [0]) })
    var passed = PassedLabels()
    let ordinary = try Self.lines("ordinary-domains.txt").map { $0[0] }
    let closer = ordinary.filter { index.mayImitate($0.utf8.span, &passed) }
    #expect(ordinary.count >= 2_000 && closer.count * 20 < ordinary.count, "\(closer.count)")
  }

  @Test func `the fold of plain labels is that of their skeletons`() {
    var random = SeededGenerator(seed: 3)
    let letters = Array("abcdilmnorvw013-_jk")
    for _ in 0..<2_000 {
      let label = String(
        (0..<Int.random(in: 1...14, using: &random)).compactMap { _ in letters.randomElement(using: &random) })
      // A letter with an accent takes the way of all that is not plain, and is dropped again.
      let accented = label.map { "\($0)" + ($0.isLetter ? "\u{301}" : "") }.joined()
      for pairs in [true, false] {
        #expect(LookalikeFold.of(label, foldsPairs: pairs) == LookalikeFold.of(accented, foldsPairs: pairs), "\(label)")
      }
    }
  }

  @Test func `the hashes of a text with one letter less are those of the shorter texts`() {
    let text = Array("minfin-vale".utf8)
    let expected = [text] + text.indices.map { Array(text[..<$0] + text[($0 + 1)...]) }
    var hashes: [UInt64] = []
    _ = NeighbourHash.contains(text.span) {
      hashes.append($0)
      return false
    }
    #expect(hashes == expected.map { NeighbourHash.of($0.span) })
  }
}
