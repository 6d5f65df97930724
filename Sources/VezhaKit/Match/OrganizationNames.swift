import Foundation

// organization-name: a listed name against the names and aliases of organizations.

/// Names and aliases of organizations, arranged by the words that tell most.
///
/// Building is O(words of all names); a listed name costs one look-up per word and a comparison with the few names
/// that share a word with it.
struct OrganizationNames: Sendable {
  /// One word of a name with what it means.
  private struct Word: Sendable {
    var token: NameToken
    var concept: Int?
    var weight: NameConcepts.Weight

    init(_ token: NameToken) {
      self.token = token
      let known = NameConcepts.concept(of: token)
      concept = known?.id
      weight = known?.weight ?? .full
    }

    func means(_ other: Word) -> Bool {
      if let concept, let theirs = other.concept { return concept == theirs }
      return token.isForm(of: other.token)
    }

    /// Words that may mean the same share it.
    var key: String { concept.map { "#\($0)" } ?? String(token.text.prefix(4)) }
  }

  private struct Name: Sendable {
    var organization: Int
    var given: String
    var words: [Word]
    /// An abbreviation: compared as written, as a whole word.
    var abbreviation: String?
  }

  private var names: [Name] = []
  private var byKey: [String: [Int]] = [:]
  private var byAbbreviation: [String: [Int]] = [:]
  /// Countries that names of ours mention.
  private var home = Set<Int>()

  /// What a comparison found.
  private struct Match {
    var name: Int
    /// How many words that tell something met.
    var strength: Int
    var note: String
  }

  /// Nothing, where no document names anybody.
  init() {}

  init(_ organizations: [Organization]) {
    for (number, organization) in organizations.enumerated() {
      for given in (organization.names + organization.aliases).map(\.text) {
        let words = NameFolding.tokens(given).map { Word($0) }
        guard !words.isEmpty else { continue }
        let letters = given.trimmingCharacters(in: .whitespaces)
        let isAbbreviation =
          words.count == 1 && letters.count <= 6 && letters == letters.uppercased() && letters != letters.lowercased()
        let position = names.count
        names.append(
          Name(organization: number, given: given, words: words, abbreviation: isAbbreviation ? letters : nil))
        if isAbbreviation {
          byAbbreviation[letters, default: []].append(position)
        } else {
          for key in Set(words.filter { $0.weight == .full }.map(\.key)) { byKey[key, default: []].append(position) }
        }
        for word in words where word.weight == .country { if let concept = word.concept { home.insert(concept) } }
      }
    }
    // A word that half of all names have is no way to find one, unless they have no other.
    let common = Set(byKey.filter { $0.value.count > max(64, names.count / 4) }.keys)
    for key in common {
      byKey[key]?.removeAll { position in
        names[position].words.contains { $0.weight == .full && !common.contains($0.key) }
      }
    }
  }

  /// Claims on a listed name, of the organizations whose names say most of it.
  func judge(listed: String) -> [Claim] {
    guard !names.isEmpty else { return [] }
    let isCut = listed.hasSuffix("…") || listed.hasSuffix("...") || listed.hasSuffix("[...]")
    let words = NameFolding.tokens(listed).map { Word($0) }
    guard !words.isEmpty, words.count <= 40 else { return [] }
    var matches: [Match] = []
    if listed.contains("*") {
      matches = masked(listed)
    } else {
      var candidates = Set<Int>()
      for word in words where word.weight == .full { candidates.formUnion(byKey[word.key] ?? []) }
      // The last word of a cut title may be a piece of one.
      matches = candidates.compactMap { isCut ? cut(words, $0) ?? whole(words, $0) : whole(words, $0) }
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

  /// Every word that tells something on one side stands on the other.
  private func whole(_ listed: [Word], _ position: Int) -> Match? {
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

  private func isExplained(_ word: Word, by name: Name) -> Bool {
    switch word.weight {
    case .none, .soft: true
    case .country:
      name.words.contains { $0.means(word) } || word.concept.map(home.contains) == true
    case .full:
      name.words.contains { $0.means(word) }
        // Its own abbreviation beside its name.
        || byAbbreviation[word.token.written.uppercased()]?.contains { names[$0].organization == name.organization }
          == true
    }
  }

  /// A cut title: its words, the last perhaps a piece of one, begin the name; two words at least say which.
  private func cut(_ listed: [Word], _ position: Int) -> Match? {
    let name = names[position]
    let own = name.words.filter { $0.weight != .none }
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
  private func abbreviations(_ words: [Word]) -> [Match] {
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
    guard letters >= 2, shown.first != "*" else { return [] }
    return names.indices.compactMap { position in
      let given = Array(names[position].given.lowercased())
      guard given.count == shown.count, zip(given, shown).allSatisfy({ $1 == "*" && !$0.isWhitespace || $0 == $1 })
      else {
        return nil
      }
      return Match(name: position, strength: letters, note: "masked where listed")
    }
  }
}
