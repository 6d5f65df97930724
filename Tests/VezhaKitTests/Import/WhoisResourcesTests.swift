import Testing

@testable import VezhaKit

struct WhoisResourcesTests {
  private func read() throws -> ReadInventory {
    try readInventory(Repository.fixture("import/whois-resources/registry/input.xml"))
  }

  @Test func `blocks and routes are networks with the owner that the registry names`() throws {
    let read = try read()
    #expect(read.summary.format == "whois-resources")
    #expect(
      read.assets.map(\.key)
        == ["192.0.2.0/24", "198.51.100.10-198.51.100.20", "2001:db8::/32", "192.0.2.0/24", "2001:db8:5::/48"])
    #expect(read.assets.map(\.organization) == ["ORG-WATER1-RIPE", nil, "ORG-WATER1-RIPE", nil, "ORG-OTHER1-RIPE"])
    #expect(read.assets.allSatisfy { $0.kind == .network && $0.observed == nil })
    #expect(read.organizations.map(\.key) == ["ORG-WATER1-RIPE"])
    #expect(read.organizations.first?.displayName == "Regional Water Office")
    #expect(read.summary.problems.first.map(\.value) == ["203.0.113.0 - 203.0.113.255", "no block", "Without handle"])
  }

  @Test func `persons, roles, contacts and remarks are not kept`() throws {
    let shown = String(describing: try read())
    for word in ["Secret", "PERSON1", "person@", "Free text", "AS64500"] { #expect(!shown.contains(word)) }
  }

  @Test func `an answer with an error is incomplete, and a cut one is refused`() throws {
    let refused = """
      <whois-resources><errormessages><errormessage severity="Error" text="ERROR:201: access denied"/></errormessages>
      </whois-resources>
      """
    #expect(try readInventory(refused).summary.complete == false)
    let cut = """
      <whois-resources><objects><object type="route"><attributes><attribute name="route" value="192.0.2.0/24"/>
      </attributes></object><object type="route"><attributes>
      """
    #expect(throws: ReadError.self) { try readInventory(cut) }
    #expect(try readInventory(cut, salvage: true).assets.map(\.key) == ["192.0.2.0/24"])
  }

  @Test func `pieces of any size give the same records`() throws {
    let bytes = try Repository.fixture("import/whois-resources/registry/input.xml")
    let whole = try readInventory(bytes, step: bytes.count).records
    for step in [1, 7] { #expect(try readInventory(bytes, step: step).records == whole) }
  }
}
