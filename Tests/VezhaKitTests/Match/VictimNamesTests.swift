import Foundation
import Testing

@testable import VezhaKit

/// Names of real victims against the ministries of their governments.
///
/// Figures and what was seen by hand: `Documentation/victim-names.md`. With `VEZHA_SHOW_VICTIMS` set the names are
/// printed, for the hand.
@Suite(.enabled(if: Corpus.root != nil, "the corpus is absent: set VEZHA_CORPUS"))
struct VictimNamesTests {
  /// What became of a name in the inventory of one government.
  enum Outcome: String, CaseIterable {
    case hit = "hits"
    case missInOurLanguages = "misses in a language of the inventory"
    case missInOthers = "misses in another language"
    case same = "names of another country's ministry that state no country"
    case stray = "names of another country's ministry that state it"
    case wrong = "names that are no ministry, or another one"
  }

  @Test func `victims of the corpus against ministries in three languages`() throws {
    let victims = try VictimName.all(in: try #require(Corpus.root))
    let isShown = ProcessInfo.processInfo.environment["VEZHA_SHOW_VICTIMS"] != nil
    // What no government's ministries could be called is asked only once.
    let anywhere = OrganizationNames(VictimInventory.countries.flatMap(VictimInventory.organizations))
    let near = victims.filter {
      VictimInventory.field(of: $0.name) != nil || !anywhere.judge(listed: $0.name).isEmpty
    }
    var table: [Outcome: [String: Int]] = [:]
    for country in VictimInventory.countries {
      let organizations = VictimInventory.organizations(of: country)
      let index = OrganizationNames(organizations)
      for victim in near {
        let found = Set(index.judge(listed: victim.name).map { organizations[$0.organization].key })
        guard let outcome = Self.outcome(of: victim, in: country, found) else { continue }
        table[outcome, default: [:]][victim.collection, default: 0] += 1
        if isShown {
          print("\(country.code) \(outcome.rawValue): \(victim.name) [\(victim.country)] -> \(found.sorted())")
        }
      }
    }
    print(
      "victims: \(victims.count) names against 15 ministries of each of \(VictimInventory.countries.count) countries")
    for outcome in Outcome.allCases {
      let counts = table[outcome, default: [:]]
      let parts = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      print("victims: \(counts.values.reduce(0, +)) \(outcome.rawValue) (\(parts))")
    }
    func count(_ outcome: Outcome) -> Int { table[outcome, default: [:]].values.reduce(0, +) }
    #expect(victims.count > 2_900)
    #expect(count(.hit) > 0)
  }

  /// Nil where nothing was to be found and nothing was.
  private static func outcome(
    of victim: VictimName, in country: VictimInventory.Country, _ found: Set<String>
  ) -> Outcome? {
    let field = VictimInventory.field(of: victim.name)
    if victim.country == country.code, let field {
      if found == [field] { return .hit }
      guard found.isEmpty else { return .wrong }
      return VictimInventory.isInOurLanguages(victim.name) ? .missInOurLanguages : .missInOthers
    }
    guard !found.isEmpty else { return nil }
    guard let field, found == [field] else { return .wrong }
    let text = victim.name.lowercased()
    return VictimInventory.countries.contains { text.contains($0.name.lowercased()) } ? .stray : .same
  }
}
