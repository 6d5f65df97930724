import Testing

@testable import VezhaKit

struct ARINWhoisTests {
  private func read() throws -> ReadInventory {
    try readInventory(Repository.fixture("import/arin-whois/network/input.xml"))
  }

  @Test func `networks have their blocks and the owner that the registry names`() throws {
    let read = try read()
    #expect(read.summary.format == "arin-whois")
    #expect(
      read.assets.map { $0.identifiers.map(\.value) } == [
        ["198.51.100.0/24", "203.0.113.0/25"], ["2001:db8::/32"], ["192.0.2.0/26"],
      ])
    #expect(read.assets.map(\.name) == ["WATER-NET", "WATER-NET6", "SMALL-NET"])
    #expect(read.assets.map(\.organization) == ["WATER-1", "WATER-1", nil])
    #expect(read.assets.allSatisfy { $0.kind == .network && $0.observed == nil })
    #expect(read.organizations.map(\.key) == ["WATER-1"])
    #expect(read.organizations.first?.displayName == "Regional Water Office")
    #expect(read.summary.problems.first.map(\.value) == ["NO-NET"])
  }

  @Test func `contacts, customers, addresses and comments are not kept`() throws {
    #expect(!String(describing: try read()).lowercased().contains("secret"))
  }

  @Test(arguments: ["http", "https"])
  func `an organization has the networks that its answer refers to`(scheme: String) throws {
    let read = try readInventory(
      """
      <org xmlns="\(scheme)://www.arin.net/whoisrws/core/v1"><handle>WATER-1</handle><name>Water</name>
      <nets><limitExceeded limit="256">true</limitExceeded>
      <netRef startAddress="192.0.2.0" endAddress="192.0.2.63" handle="NET-1" name="SMALL">https://whois.example/</netRef>
      </nets></org>
      """)
    #expect(read.assets.map(\.key) == ["192.0.2.0/26"])
    #expect(read.assets.map(\.organization) == ["WATER-1"])
    #expect(read.organizations.map(\.displayName) == ["Water"])
    #expect(!read.summary.complete)
  }

  @Test func `other elements of these names are no answer of ARIN`() {
    for text in ["<net/>", "<org xmlns=\"urn:x\"/>"] { #expect(throws: ReadError.self) { try readInventory(text) } }
  }

  @Test func `pieces of any size give the same records`() throws {
    let bytes = try Repository.fixture("import/arin-whois/network/input.xml")
    let whole = try readInventory(bytes, step: bytes.count).records
    for step in [1, 7] { #expect(try readInventory(bytes, step: step).records == whole) }
  }
}
