import Testing
import VezhaKit

struct SampleInventoryTests {
  @Test(arguments: [
    "cmdb-export", "hosting-platform", "perimeter-2026-09-28-north", "perimeter-2026-10-05-south",
    "perimeter-2026-10-06-ipv6", "regional-register", "regional-scan-2026-07-14",
  ])
  func `the sample workspace's inventory is read, and written as Vezha XML reads the same`(name: String)
    throws
  {
    let read = try readInventory(Repository.bytes("Inventory/assets/\(name).xml"))
    #expect(!read.records.isEmpty)
    let again = try readInventory(VezhaXMLWriter.document(read.records))
    #expect(again.assets.map(\.key) == read.assets.map(\.key))
    #expect(
      again.assets.map { $0.identifiers.map(\.value) } == read.assets.map { $0.identifiers.map(\.value) })
    #expect(again.assets.map(\.services) == read.assets.map(\.services))
    #expect(again.organizations == read.organizations)
  }
}
