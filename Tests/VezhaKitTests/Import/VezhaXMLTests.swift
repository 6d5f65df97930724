import Testing
import VezhaKit

struct VezhaXMLTests {
  @Test func `everything the format can say is read`() throws {
    let read = try readInventory(Repository.fixture("import/vezha-xml/everything/inventory.xml"))
    #expect(read.summary.problems.first.map(\.reason) == ["wildcard read as the whole zone"])
    #expect(read.summary.observed == Instant("2026-10-05T06:00:00Z"))
    #expect(!read.summary.complete)
    #expect(read.summary.incompleteReason == "the file says that it is not complete")
    #expect((read.summary.organizations, read.summary.assets) == (1, 4))

    let organization = try #require(read.organizations.first)
    #expect(organization.names.map(\.text) == ["Міністерство фінансів", "Ministry of Finance & Budget"])
    #expect(organization.names.map(\.language) == ["uk", "en"])
    #expect(organization.aliases == [LocalizedName(text: "МФ")])
    #expect(organization.parent == "cabinet")
    #expect(organization.criticality == .high)
    #expect(organization.timeZone?.name == "Europe/Kyiv")
    #expect(organization.domains == [GivenName(given: "minfin.gov.example", canonical: "minfin.gov.example")])
    #expect(
      organization.ranges.map(\.range.description) == ["192.0.2.0/27", "2001:db8:10::/48", "198.51.100.7/32"])
    #expect(organization.contacts.map(\.role) == ["owner", "duty"])
    #expect(organization.contacts.first?.verified == "2026-01-31")

    let asset = try #require(read.assets.first)
    #expect(asset.key == "A-1")
    #expect(asset.name == "Taxpayer \"account\"")
    #expect((asset.organization, asset.kind, asset.criticality) == ("minfin", .web, .critical))
    #expect(asset.observed == Instant("2026-10-04T00:00:00Z"))
    #expect(
      asset.identifiers.map(\.kind) == [
        .nativeID, .host, .domain, .address, .address, .range, .url, .emailDomain, .mac,
      ])
    #expect(
      asset.identifiers[1]
        == Identifier(
          kind: .host, value: "account.minfin.gov.example", given: "Account.MinFin.gov.example."))
    #expect(asset.services.map(\.port) == [443, 443])
    #expect(asset.services.first?.cpe.count == 2)
    #expect(asset.services.last?.state == "filtered")
    #expect(asset.products.first?.purl == "pkg:deb/debian/postgresql-15@15.4")
    #expect(
      read.assets.map(\.key) == ["A-1", "mail.minfin.gov.example", "192.0.2.9", "apps.minfin.gov.example"])
    #expect(read.assets[1].kind == .mail)
  }

  @Test func `what the format does not know is counted with its line, and the record goes on`() throws {
    let read = try readInventory(Repository.fixture("import/vezha-xml/problems/inventory.xml"))
    let problems = read.summary.problems.first.map { "\($0.line) \($0.field) \($0.value)" }
    #expect(
      problems == [
        "1 @colour red", "1 observed yesterday", "2 organization ", "3 timezone EET", "3 criticality enormous",
        "4 nickname ",
        "5 domain localhost", "6 range 192.0.2.300", "7 contact/@role friend",
        "9 asset nothing identifies me",
        "10 kind toaster", "11 address 192.0.2.300", "12 host bad..example", "13 port 65536", "14 banner ",
        "15 product 1", "16 location ", "18 building ",
      ])
    #expect(read.organizations.map(\.key) == ["a"])
    #expect(read.assets.map(\.key) == ["1"])
    #expect(read.assets.first?.services.map(\.port) == [80])
  }

  @Test(arguments: [
    "import/vezha-xml/everything/inventory.xml", "import/nmap-xml/odd-values/scan.xml",
    "import/masscan-xml/merge/scan.xml",
  ])
  func `what is written is read again as the same records, and written again as the same bytes`(path: String)
    throws
  {
    let first = try readInventory(Repository.fixture(path)).records
    let bytes = VezhaXMLWriter.document(first)
    let second = try readInventory(bytes)
    #expect(second.records.map(withoutLine) == first.map(withoutLine))
    #expect(VezhaXMLWriter.document(second.records) == bytes)
  }

  @Test func `hostile text survives writing, and what XML cannot hold is dropped`() throws {
    let asset = AssetRecord(
      key: "<&\">'", name: "a\u{1}\u{fffe}\tb\n<!--]]>&amp;",
      identifiers: [
        Identifier(kind: .nativeID, value: "<&\">'", given: "<&\">'")
      ])
    let read = try readInventory(VezhaXMLWriter.document([.asset(asset)]))
    #expect(read.summary.problems.count == 0)
    #expect(read.assets.first?.key == asset.key)
    #expect(read.assets.first?.name == "a\tb\n<!--]]>&amp;")
  }

  @Test func `an asset whose key its identifiers do not give keeps it as its id`() throws {
    let asset = AssetRecord(
      key: "old-key", identifiers: [Identifier(kind: .host, value: "a.example.org", given: "a.example.org")])
    #expect(try readInventory(VezhaXMLWriter.document([.asset(asset)])).assets.first?.key == "old-key")
  }

  @Test func `blanks around values, a time without a zone and a plus sign are as the schema has them`() throws {
    let read = try readInventory(
      """
      <inventory xmlns="urn:vezha:inventory:1" observed=" 2026-10-05T06:00:00 " complete=" true ">
        <asset id=" a " kind=" web " criticality=" low "><host>
          a.example.org
        </host><service transport=" tcp " port=" +80 "/></asset>
      </inventory>
      """)
    #expect(read.summary.problems.count == 0)
    #expect(read.summary.complete)
    #expect(read.summary.observed == Instant("2026-10-05T06:00:00Z"))
    #expect(read.assets.first?.key == "a")
    #expect(read.assets.first?.identifiers.last?.given == "a.example.org")
    #expect(read.assets.first?.services == [Service(transport: "tcp", port: 80)])
  }

  private func withoutLine(_ record: InventoryRecord) -> InventoryRecord {
    guard case .asset(var asset) = record else { return record }
    asset.line = 0
    return .asset(asset)
  }
}
