// lookalike-host: listed hosts that imitate ours.

/// The registrable domains of ours by how their first label looks.
///
/// Folds are found by deletion neighbourhoods: two texts that are one edit apart share a text with one letter less.
/// Building is O(length of all labels), a listed label costs one look-up per letter; most hosts are passed by a sieve
/// that looks at bytes alone (`mayImitate`).
final class LookalikeIndex: Sendable {
  private struct Own: Sendable {
    var fold: [UInt8]
    /// The fold without pairs.
    var plain: [UInt8]
    var domain: String
    var owners: [Int]
  }

  private let own: [Own]
  let byFold: Postings
  /// Folds and plain folds with all their deletions.
  let byNear: Postings
  /// The letters of folds that last in every fold (`LookalikeFold.lasting`).
  let byLasting: Postings
  /// First labels of our domains.
  let byFirstLabel: Postings
  private let byDomain: [String: Int]

  /// Shorter labels look like too many ordinary ones.
  static let shortestEdited = 5
  static let shortest = 4
  /// A label alone before a foreign domain must be longer still: hosters give such names to anybody.
  static let shortestAlone = 7
  /// So many words of a label are looked at.
  static let words = 2...12

  /// Words that impostors add to a name.
  static let added: Set<String> = [
    "account", "admin", "auth", "bank", "cabinet", "cloud", "com", "desk", "doc", "docs", "edu", "email", "en", "eu",
    "files", "gov", "government", "govt", "gouv", "help", "helpdesk", "id", "info", "login", "logon", "mail", "mfa",
    "my", "net", "new", "news", "official", "online", "org", "owa", "pay", "payment", "portal", "secure", "security",
    "service", "services", "signin", "site", "sso", "support", "team", "ua", "update", "updates", "user", "verify",
    "vpn", "web", "webmail", "www",
  ]

  /// At most so many owners of an imitated domain are told; above, nobody in particular is meant.
  private static let mostOwners = 3

  /// Nothing, where no document could list an imitation.
  convenience init() { self.init([]) }

  /// Arranges the registrable domains of an inventory.
  convenience init(_ names: NameTable, _ inventory: Inventory) {
    var domains: [(domain: String, owners: [Int])] = []
    for number in names.nodes.indices where names.nodes[number].isRegistrable {
      var owners = Set<Int>()
      for head in [names.nodes[number].exact, names.nodes[number].beneath] {
        names.forEach(head) { identifier in
          owners.insert(inventory.owner(of: inventory.identifiers.holder(identifier)))
          return owners.count <= Self.mostOwners
        }
      }
      domains.append((names.name(number), owners.count > Self.mostOwners ? [] : owners.sorted()))
    }
    self.init(domains)
  }

  /// - Parameter domains: registrable domains of ours with the organizations that own something there.
  init(_ domains: [(domain: String, owners: [Int])]) {
    var own: [Own] = []
    var byDomain: [String: Int] = [:]
    var folds: [(key: UInt64, number: Int)] = []
    var near: [(key: UInt64, number: Int)] = []
    var lasting: [(key: UInt64, number: Int)] = []
    var firstLabels: [(key: UInt64, number: Int)] = []
    for (domain, owners) in domains.sorted(by: { $0.domain < $1.domain }) {
      let label = String(domain.prefix { $0 != "." })
      let fold = LookalikeFold.of(label)
      byDomain[domain] = own.count
      firstLabels.append((NeighbourHash.of(label.utf8.span), own.count))
      if fold.count >= Self.shortest {
        folds.append((NeighbourHash.of(fold.span), own.count))
        lasting.append((Self.lastingLetters(of: fold).hash, own.count))
      }
      let plain = LookalikeFold.of(label, foldsPairs: false)
      if label.count >= Self.shortestEdited { for key in Self.nearKeys(fold, plain) { near.append((key, own.count)) } }
      own.append(Own(fold: fold, plain: plain, domain: domain, owners: owners))
    }
    self.own = own
    self.byDomain = byDomain
    byFold = Postings(folds)
    byNear = Postings(near)
    byLasting = Postings(lasting)
    byFirstLabel = Postings(firstLabels)
  }

  /// The hash of the letters of a skeleton or fold that last in every fold.
  static func lastingLetters(of text: [UInt8]) -> NeighbourHash.Part {
    var part = NeighbourHash.Part()
    for byte in text { if let letter = LookalikeFold.lasting(byte) { part.append(letter) } }
    return part
  }

  private static func nearKeys(_ fold: [UInt8], _ plain: [UInt8]) -> Set<UInt64> {
    var keys = Set<UInt64>()
    for text in [fold, plain] {
      _ = NeighbourHash.contains(text.span) {
        keys.insert($0)
        return false
      }
    }
    return keys
  }

  /// A domain of ours that a listed host imitates, and its owners.
  struct Likeness: Hashable {
    var domain: String
    var owners: [Int]
  }

  /// Whether nothing of ours can be imitated.
  var isEmpty: Bool { own.isEmpty }

  /// What a listed host imitates, the nearest likeness only; `registrable` is the length of its registrable domain.
  func likenesses(host: String, registrable: Int) -> [Likeness] {
    guard !own.isEmpty else { return [] }
    let domain = host.suffix(registrable)
    let label = String(domain.prefix { $0 != "." })
    // Equal looks before one edit, the name itself before its parts.
    let rest = host.dropLast(min(host.count, registrable + 1))
    for found in [equal(to: label), parts(of: label), above(rest, label), near(label)] {
      let others = Set(found).filter { own[$0].domain != domain }
      if !others.isEmpty { return others.sorted().map { Likeness(domain: own[$0].domain, owners: own[$0].owners) } }
    }
    return []
  }

  private func equal(to label: String) -> [Int] {
    let fold = LookalikeFold.of(label)
    guard fold.count >= Self.shortest else { return [] }
    var found: [Int] = []
    byFold.forEach(NeighbourHash.of(fold.span)) { if own[$0].fold == fold { found.append($0) } }
    return found
  }

  /// Our label among the words of a name, or with a word added to it.
  private func parts(of label: String) -> [Int] {
    var found: [Int] = []
    let words = label.split(separator: "-").map(String.init)
    if Self.words.contains(words.count) {
      found += run(of: words)
      let others = words.filter { !Self.added.contains($0) }
      // What is left besides words that impostors add is our label, or one word of several is a long label of ours.
      if others.count < words.count { found += equal(to: others.joined()) }
      for word in words where word.utf8.count >= Self.shortestAlone { found += equal(to: word) }
    }
    for word in Self.added {
      if label.hasPrefix(word) { found += equal(to: String(label.dropFirst(word.count))) }
      if label.hasSuffix(word) { found += equal(to: String(label.dropLast(word.count))) }
    }
    return found
  }

  /// Our domain as a run of labels or words: `minfin.gov.example.verify.invalid`, `minfin-gov-example.invalid`.
  private func run(of parts: [String]) -> [Int] {
    for first in parts.indices {
      for last in parts.indices[first...] {
        if let position = byDomain[parts[first...last].joined(separator: ".")] { return [position] }
      }
    }
    return []
  }

  /// Our domain, or a label that looks like ours, among the labels before a foreign domain; or our label cut by a dot.
  private func above(_ rest: Substring, _ label: String) -> [Int] {
    let labels = rest.split(separator: ".").map(String.init)
    guard !labels.isEmpty, labels.count <= 16 else { return [] }
    let whole = run(of: labels)
    if !whole.isEmpty { return whole }
    return labels.flatMap(parts) + labels.filter { $0.utf8.count >= Self.shortestAlone }.flatMap { equal(to: $0) }
      + equal(to: labels[labels.count - 1] + label)
  }

  private func near(_ label: String) -> [Int] {
    guard label.count >= Self.shortestEdited - 1 else { return [] }
    let (fold, plain) = (LookalikeFold.of(label), LookalikeFold.of(label, foldsPairs: false))
    var found = Set<Int>()
    for key in Self.nearKeys(fold, plain) { byNear.forEach(key) { found.insert($0) } }
    return found.filter { Self.isOneEdit(fold, own[$0].fold) || Self.isOneEdit(plain, own[$0].plain) }.sorted()
  }

  /// One insertion, deletion, replacement, or exchange of neighbours.
  static func isOneEdit(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    let (short, long) = left.count <= right.count ? (left, right) : (right, left)
    guard long.count - short.count <= 1 else { return false }
    var start = 0
    while start < short.count, short[start] == long[start] { start += 1 }
    var end = 0
    while end < short.count - start, short[short.count - 1 - end] == long[long.count - 1 - end] { end += 1 }
    let middle = (short.count - start - end, long.count - start - end)
    if middle == (0, 0) || middle == (0, 1) || middle == (1, 1) { return true }
    return middle == (2, 2) && short[start] == long[start + 1] && short[start + 1] == long[start]
  }
}

extension MatchIndex {
  /// Claims on a listed host that imitates ours and is no well-known one of a warning list.
  ///
  /// - Parameter passed: what labels of other hosts the sieve has let pass.
  func judge(lookalike host: Span<UInt8>, _ passed: inout PassedLabels) -> [Claim] {
    guard lookalikes.mayImitate(host, &passed), let length = suffixes.registrableLength(host) else { return [] }
    let likenesses = lookalikes.likenesses(host: String(copying: host), registrable: length)
    guard !likenesses.isEmpty, warnings.list(knowing: host, registrable: length) == nil else { return [] }
    return likenesses.flatMap { likeness -> [Claim] in
      let owners =
        likeness.owners.isEmpty ? [inventory.number(of: Organization.unassigned)].compactMap(\.self) : likeness.owners
      return owners.map {
        Claim(rule: .lookalikeHost, identifier: -1, organization: $0, specificity: 0, zone: likeness.domain)
      }
    }
  }
}
