import Foundation

// organization-name: a listed name against the names and aliases of organizations.

/// Names and aliases of organizations, arranged by the words that tell most.
///
/// Building is O(words of all names). A listed name is compared with the names whose rarest word it has: a name whose
/// rarest word is missing in it cannot be said by it.
final class OrganizationNames: Sendable {
  private struct Name: Sendable {
    var organization: Int
    var given: String
    var words: [NameWord]
    /// An abbreviation: compared as written, as a whole word.
    var abbreviation: String?

    /// The words that say something, in their order.
    var own: some Collection<NameWord> { words.lazy.filter { $0.weight != .none } }
  }

  /// How a masked name must look: as long, and the same at its begin.
  private struct Shape: Hashable {
    var count: Int
    var first: Character
  }

  private let names: [Name]
  /// Names by the one word of theirs that the fewest have.
  private let byRarest: Postings
  /// Names by each of their words and its place, for cut titles.
  private let byPlace: Postings
  private let byAbbreviation: [String: [Int]]
  private let byShape: [Shape: [Int]]
  /// Countries that names of ours mention.
  private let home: Set<Int>

  /// What a comparison found.
  private struct Match {
    var name: Int
    /// How many words that tell something met.
    var strength: Int
    var note: String
  }

  /// Nothing, where no document names anybody.
  convenience init() { self.init([]) }

  init(_ organizations: [Organization]) {
    var names: [Name] = []
    var byAbbreviation: [String: [Int]] = [:]
    var byShape: [Shape: [Int]] = [:]
    var home = Set<Int>()
    for (number, organization) in organizations.enumerated() {
      for given in (organization.names + organization.aliases).map(\.text) {
        let words = NameFolding.tokens(given).map { NameWord($0) }
        guard !words.isEmpty else { continue }
        let letters = given.trimmingCharacters(in: .whitespaces)
        let isAbbreviation =
          words.count == 1 && letters.count <= 6 && letters == letters.uppercased() && letters != letters.lowercased()
        let position = names.count
        names.append(
          Name(organization: number, given: given, words: words, abbreviation: isAbbreviation ? letters : nil))
        if isAbbreviation { byAbbreviation[letters, default: []].append(position) }
        let shown = given.lowercased()
        if let first = shown.first { byShape[Shape(count: shown.count, first: first), default: []].append(position) }
        for word in words where word.weight == .country { if let concept = word.concept { home.insert(concept) } }
      }
    }
    self.names = names
    self.byAbbreviation = byAbbreviation
    self.byShape = byShape
    self.home = home
    byRarest = Self.rarestWords(names)
    byPlace = Self.places(names)
  }

  private static func rarestWords(_ names: [Name]) -> Postings {
    func identity(_ word: NameWord) -> String { word.concept.map { "#\($0)" } ?? word.token.text }
    var holders: [String: Int] = [:]
    for name in names { for word in Set(name.words.map(identity)) { holders[word, default: 0] += 1 } }
    var pairs: [(key: UInt64, number: Int)] = []
    for (position, name) in names.enumerated() where name.abbreviation == nil {
      let rarest = name.words.filter { $0.weight == .full }.min {
        holders[identity($0), default: 0] < holders[identity($1), default: 0]
      }
      if let rarest { NameKeys.posted(rarest) { pairs.append(($0, position)) } }
    }
    return Postings(pairs)
  }

  private static func places(_ names: [Name]) -> Postings {
    var pairs: [(key: UInt64, number: Int)] = []
    for (position, name) in names.enumerated() where name.abbreviation == nil && mayBeCut(name) {
      for (place, word) in name.own.enumerated() {
        NameKeys.posted(word) { pairs.append((key($0, at: place), position)) }
      }
    }
    return Postings(pairs)
  }

  /// A title that says less than two words that tell something names nobody when it is cut.
  private static func mayBeCut(_ name: Name) -> Bool { name.words.count { $0.weight == .full } >= 2 }

  private static func key(_ hash: UInt64, at place: Int) -> UInt64 {
    hash ^ UInt64(truncatingIfNeeded: place + 1) &* 0x1656_67b1_9e37_79f9
  }

  /// Claims on a listed name, of the organizations whose names say most of it.
  func judge(listed: String) -> [Claim] { judge(listed: listed) { candidates($0, isCut: $1) } }

  /// The same by a comparison with every name.
  func judgeAll(listed: String) -> [Claim] { judge(listed: listed) { _, _ in Set(names.indices) } }

  private func judge(listed: String, among candidates: ([NameWord], Bool) -> Set<Int>) -> [Claim] {
    guard !names.isEmpty else { return [] }
    let isCut = listed.hasSuffix("…") || listed.hasSuffix("...") || listed.hasSuffix("[...]")
    let words = NameFolding.tokens(listed).map { NameWord($0) }
    guard !words.isEmpty, words.count <= 40 else { return [] }
    var matches: [Match] = []
    if listed.utf8.contains(UInt8(ascii: "*")) {
      matches = masked(listed)
    } else {
      for position in candidates(words, isCut) where names[position].abbreviation == nil {
        // The last word of a cut title may be a piece of one.
        if let match = isCut ? cut(words, position) ?? whole(words, position) : whole(words, position) {
          matches.append(match)
        }
      }
      matches += abbreviations(words)
    }
    guard let best = matches.map(\.strength).max() else { return [] }
    // One claim for each organization: by the name that says most, the first in order.
    var claims: [Int: Claim] = [:]
    for match in matches.sorted(by: { $0.name < $1.name }) where match.strength == best {
      let name = names[match.name]
      if claims[name.organization] != nil { continue }
      claims[name.organization] = Claim(
        rule: .organizationName, identifier: -1, organization: name.organization, specificity: UInt128(best),
        zone: match.note.isEmpty ? name.given : "\(name.given) (\(match.note))")
    }
    return claims.values.sorted { $0.organization < $1.organization }
  }

  /// Every name that a listed one may say is among these.
  private func candidates(_ listed: [NameWord], isCut: Bool) -> Set<Int> {
    var found = Set<Int>()
    for word in listed { NameKeys.listed(word) { key in byRarest.forEach(key) { found.insert($0) } } }
    guard isCut else { return found }
    // All words but the last stand at the same places of the name: the place that fewest names share leads to it.
    var fewest: Set<Int>?
    for (place, word) in listed.filter({ $0.weight != .none }).dropLast().enumerated() {
      var there = Set<Int>()
      NameKeys.listed(word) { key in byPlace.forEach(Self.key(key, at: place)) { there.insert($0) } }
      if there.count < fewest?.count ?? .max { fewest = there }
    }
    return found.union(fewest ?? [])
  }

  /// Every word that tells something on one side stands on the other.
  private func whole(_ listed: [NameWord], _ position: Int) -> Match? {
    let name = names[position]
    var strength = 0
    for word in name.words where word.weight == .full {
      guard listed.contains(where: { $0.means(word) }) else { return nil }
      strength += 1
    }
    guard strength > 0 else { return nil }
    for word in listed where !isExplained(word, by: name) { return nil }
    return Match(name: position, strength: strength, note: "")
  }

  private func isExplained(_ word: NameWord, by name: Name) -> Bool {
    switch word.weight {
    case .none, .soft: true
    case .country: name.words.contains { $0.means(word) } || word.concept.map(home.contains) == true
    case .full:
      name.words.contains { $0.means(word) }
        // Its own abbreviation beside its name.
        || byAbbreviation[word.token.written.uppercased()]?.contains { names[$0].organization == name.organization }
          == true
    }
  }

  /// A cut title: its words, the last perhaps a piece of one, begin the name; two words at least say which.
  private func cut(_ listed: [NameWord], _ position: Int) -> Match? {
    let own = Array(names[position].own)
    var words = listed.filter { $0.weight != .none }
    guard let last = words.popLast(), own.count > words.count, words.count >= 1 else { return nil }
    for (mine, theirs) in zip(own, words) where !mine.means(theirs) { return nil }
    let next = own[words.count]
    guard
      next.means(last) || next.token.text.hasPrefix(last.token.text)
        || next.token.written.lowercased().hasPrefix(last.token.written.lowercased())
    else { return nil }
    let strength = own.prefix(words.count + 1).count { $0.weight == .full }
    guard strength >= 2 else { return nil }
    return Match(name: position, strength: strength, note: "the title is cut")
  }

  /// An abbreviation as a whole word in its own case, and nothing else that tells something.
  private func abbreviations(_ words: [NameWord]) -> [Match] {
    words.enumerated().flatMap { index, word -> [Match] in
      guard let positions = byAbbreviation[word.token.written] else { return [] }
      let isAlone = words.enumerated().allSatisfy { other, rest in
        other == index || rest.weight == .none || rest.weight == .soft
          || rest.weight == .country && rest.concept.map(home.contains) == true
      }
      return isAlone ? positions.map { Match(name: $0, strength: 1, note: "") } : []
    }
  }

  /// A masked name: as long, with the same letters where they show, and at least two of them, the first among them.
  private func masked(_ listed: String) -> [Match] {
    let shown = Array(listed.trimmingCharacters(in: .whitespaces).lowercased())
    let letters = shown.count { $0 != "*" && !$0.isWhitespace }
    guard letters >= 2, let first = shown.first, first != "*" else { return [] }
    return (byShape[Shape(count: shown.count, first: first)] ?? []).compactMap { position in
      let given = Array(names[position].given.lowercased())
      guard zip(given, shown).allSatisfy({ $1 == "*" && !$0.isWhitespace || $0 == $1 }) else { return nil }
      return Match(name: position, strength: letters, note: "masked where listed")
    }
  }
}
