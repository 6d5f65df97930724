import Testing

@testable import VezhaKit

struct OwnerIndexTests {
  static let index = OwnerIndex(organizations: [
    Organization(
      key: "registers", names: [LocalizedName(language: "uk", text: "Міністерство реєстрів")],
      aliases: [LocalizedName(language: "en", text: "Ministry of Registers"), LocalizedName(text: "MinReg")]),
    Organization(key: "water", names: [LocalizedName(text: "Water Agency")], aliases: [LocalizedName(text: "Agency")]),
    Organization(
      key: "forest", names: [LocalizedName(text: "Forest Agency")], aliases: [LocalizedName(text: "Agency")]),
    Organization(key: "Water Agency North"),
  ])

  @Test(arguments: [
    ("registers", "registers"), ("Ministry of Registers", "registers"), ("MINISTRY  OF  «Registers»", "registers"),
    ("міністерство реєстрів", "registers"), ("minreg", "registers"), ("Water Agency", "water"),
    ("Water Agency North", "Water Agency North"),
    // Two share it, and nobody has it: the text stays.
    ("Agency", "Agency"), ("Unheard Office", "Unheard Office"),
  ])
  func `a named owner is found by key, name and alias`(named: String, key: String) {
    let owner = Self.index.decide(named: named, identifiers: [], defaultOrganization: "other")
    #expect(owner.organization == key)
    #expect(owner.reason == OwnerReason.named)
  }

  @Test(arguments: [nil, ""])
  func `no name leaves it to the import`(named: String?) {
    #expect(Self.index.decide(named: named, identifiers: [], defaultOrganization: "other").organization == "other")
  }

  @Test func `an organization that a registry knows by handle and name is the registered one of that name`() {
    let handle = Organization(key: "ORG-W1-RIPE", names: [LocalizedName(text: "Water Agency")])
    let stranger = Organization(key: "ORG-S1-RIPE", names: [LocalizedName(text: "Sand Agency")])
    let water = Organization(
      key: "water", aliases: [LocalizedName(text: "WATER AGENCY")], contacts: [Contact(role: "security")])
    func owner(_ named: String, _ organizations: [Organization]) -> String {
      OwnerIndex(organizations: organizations).decide(named: named, identifiers: [], defaultOrganization: nil)
        .organization
    }
    for organizations in [[handle, stranger, water], [water, stranger, handle]] {
      #expect(owner("ORG-W1-RIPE", organizations) == "water")
      #expect(owner("ORG-S1-RIPE", organizations) == "ORG-S1-RIPE")
      #expect(owner("sand agency", organizations) == "ORG-S1-RIPE")
    }
    #expect(owner("ORG-W1-RIPE", [handle, stranger]) == "ORG-W1-RIPE")
  }
}
