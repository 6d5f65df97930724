import Testing

@testable import VezhaKit

@Suite(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
struct GLPIInventoryTests {
  /// What the facts count that is no identifier.
  static let differences = [
    Difference(
      file: "glpi__1.xml", values: ["192.168.1.103/192.168.124.1/192.168.11.96"],
      reason: "three addresses joined by a slash; the facts list each of them too"),
    Difference(
      file: "glpi__4.xml", values: ["iMac de Marie"], reason: "a name for people; the FQDN stands beside it"),
  ]

  @Test(arguments: Corpus.assets("glpi-inventory"))
  func `a real agent's file gives exactly what an independent reader finds`(file: CorpusFile) throws {
    let (_, facts) = try file.described()
    let read = try readInventory(file.bytes())
    #expect(read.summary.format == "glpi-inventory")
    #expect(read.summary.complete)
    #expect(read.assets.count == 1)
    let given = GivenSets(read)
    let left = Difference.left(out: Self.differences, of: file)
    let addresses = GivenSets.expected(.address, strings(facts, ["ip_set"]).subtracting(left))
    #expect(given[.address] == addresses.values)
    #expect(addresses.bad.isEmpty)
    let macs = GivenSets.expected(.mac, strings(facts, ["mac_set"]))
    #expect(given[.mac] == macs.values)
    #expect(macs.bad.isSubset(of: given.refused))
    let names = strings(facts["operatingsystem"], ["FQDN"]).union(strings(facts["hardware"], ["NAME"]))
      .union(strings(facts["devices"], ["NAME", "DNSHOSTNAME", "SNMPHOSTNAME", "NETBIOSNAME"]))
    #expect(given[.host] == GivenSets.expected(.host, names.subtracting(left)).values)
    #expect(given[.range].isEmpty && given[.url].isEmpty && given.ports.isEmpty && given.cpe.isEmpty)
    let asset = try #require(read.assets.first)
    let softwares = facts["softwares"] as? Int ?? 0
    // The same program is often listed twice, for two users or architectures.
    if softwares > 0 { #expect((1...softwares + 1).contains(asset.products.count)) }
    for sample in facts["software_sample"] as? [[String: String]] ?? [] {
      #expect(asset.products.contains { $0.name == sample["NAME"] && $0.version == sample["VERSION"] ?? "" })
    }
    if facts["hardware"] != nil { #expect(asset.key == facts["DEVICEID"] as? String) }
    let tags = (facts["accountinfo"] as? [[String]] ?? []).filter { $0.first == "TAG" }.compactMap(\.last)
    #expect(asset.organization == tags.first)
  }

  @Test(arguments: Corpus.assets("glpi-inventory"))
  func `licence keys, users and keys of a real computer are not kept`(file: CorpusFile) throws {
    let bytes = try file.bytes()
    let (_, facts) = try file.described()
    let shown = String(describing: try readInventory(bytes).records)
    for name in strings(facts["hardware"], ["USERID", "LASTLOGGEDUSER", "WINOWNER"]) where name.count > 5 {
      #expect(!shown.contains("\"\(name)\""))
    }
    #expect(!shown.contains("ssh-rsa"))
  }

  @Test(arguments: Corpus.assets("glpi-inventory"))
  func `pieces of any size give the same records`(file: CorpusFile) throws {
    let bytes = try file.bytes()
    let whole = try readInventory(bytes, step: bytes.count).records
    for step in [1, 7, 997] { #expect(try readInventory(bytes, step: step).records == whole) }
  }

  @Test func `a neighbour of a switch is not the switch`() throws {
    let read = try readInventory(
      """
      <REQUEST><CONTENT><DEVICE><INFO><NAME>sw1</NAME><IPS><IP>192.0.2.1</IP></IPS></INFO><PORTS><PORT>
      <MAC>02:00:00:00:00:01</MAC><CONNECTIONS><CONNECTION><IP>192.0.2.99</IP><MAC>02:00:00:00:00:99</MAC>
      <SYSNAME>other</SYSNAME></CONNECTION></CONNECTIONS></PORT></PORTS></DEVICE></CONTENT>
      <DEVICEID>collector-2026-01-01-00-00-00</DEVICEID></REQUEST>
      """)
    #expect(read.assets.map(\.key) == ["192.0.2.1"])
    #expect(GivenSets(read)[.mac] == ["02:00:00:00:00:01"])
  }

  @Test func `a message that is no inventory has no asset, and a cut one is refused`() throws {
    let greeting = "<REQUEST><DEVICEID>a-2026-01-01-00-00-00</DEVICEID><QUERY>PROLOG</QUERY></REQUEST>"
    #expect(try readInventory(greeting).assets.isEmpty)
    let cut = "<REQUEST><CONTENT><DEVICE><IP>192.0.2.1</IP></DEVICE><DEVICE><IP>192.0.2.2</IP>"
    #expect(throws: ReadError.self) { try readInventory(cut) }
    let salvaged = try readInventory(cut, salvage: true)
    #expect(salvaged.assets.map(\.key) == ["192.0.2.1"])
    #expect(!salvaged.summary.complete)
  }
}
