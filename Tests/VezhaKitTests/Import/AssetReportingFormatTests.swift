import Testing

@testable import VezhaKit

@Suite(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
struct AssetReportingFormatTests {
  @Test(arguments: Corpus.assets("arf"))
  func `a real report gives exactly what an independent reader finds`(file: CorpusFile) throws {
    let (envelope, facts) = try file.described()
    guard
      (envelope["namespaces"] as? [String])?.contains("http://scap.nist.gov/schema/asset-reporting-format/1.1") == true
    else {
      // A fragment with invented namespaces.
      let error = try #require(throws: ReadError.self) { try readInventory(file.bytes()) }
      #expect(error.code == .unknownFormat)
      return
    }
    let read = try readInventory(file.bytes())
    #expect(read.summary.format == "arf")
    #expect(read.summary.complete)
    let given = GivenSets(read)
    let addresses = GivenSets.expected(.address, strings(facts, ["ipv4_set", "ipv6_set"]))
    #expect(given[.address] == addresses.values)
    #expect(addresses.bad.isEmpty)
    #expect(given[.mac] == GivenSets.expected(.mac, strings(facts, ["mac_set"])).values)
    #expect(given[.host] == GivenSets.expected(.host, strings(facts, ["fqdn_set", "hostname_set"])).values)
    #expect(given[.range].isEmpty && given[.url].isEmpty && given.ports.isEmpty)
    #expect(given.cpe == strings(facts["test_results"], ["platforms"]).union(strings(facts["assets"], ["cpe"])))
    #expect(Set(read.assets.map(\.key)).count == facts["arf_assets"] as? Int)
    #expect(!String(describing: read.records).contains("jrodak"))
  }

  @Test(arguments: Corpus.assets("arf"))
  func `pieces of any size give the same records`(file: CorpusFile) throws {
    let bytes = try file.bytes()
    guard let whole = try? readInventory(bytes, step: bytes.count).records else { return }
    for step in [1, 997] { #expect(try readInventory(bytes, step: step).records == whole) }
  }

  @Test func `machines without a name are not one asset because each has a loopback address`() throws {
    let read = try readInventory(
      """
      <a:asset-report-collection xmlns:a="http://scap.nist.gov/schema/asset-reporting-format/1.1"
        xmlns="http://scap.nist.gov/schema/asset-identification/1.1"><a:assets><a:asset id="asset0"><computing-device>
      <connections><connection><ip-address><ip-v4>127.0.0.1</ip-v4></ip-address></connection>
      <connection><ip-address><ip-v4>10.0.0.7</ip-v4></ip-address></connection></connections><fqdn>box</fqdn>
      </computing-device></a:asset></a:assets></a:asset-report-collection>
      """)
    #expect(read.assets.map(\.key) == ["10.0.0.7"])
  }

  @Test func `a cut report is refused, and salvaged up to the cut`() throws {
    let cut = """
      <a:asset-report-collection xmlns:a="http://scap.nist.gov/schema/asset-reporting-format/1.1"
        xmlns="http://scap.nist.gov/schema/asset-identification/1.1"><a:assets><a:asset id="a1"><network>
      <cidr>192.0.2.0/24</cidr></network></a:asset><a:asset id="a2"><network><cidr>198.51.100.0/24</cidr>
      """
    #expect(throws: ReadError.self) { try readInventory(cut) }
    let salvaged = try readInventory(cut, salvage: true)
    #expect(salvaged.assets.map(\.key) == ["192.0.2.0/24"])
    #expect(!salvaged.summary.complete)
  }
}
