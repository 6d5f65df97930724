import Testing

@testable import VezhaKit

@Suite(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
struct XCCDFResultsTests {
  /// What the facts list as target or target address that is neither.
  static let differences = [
    Difference(
      file: "dd__", values: ["http://a.com/a.php?a=b"], reason: "a URL in an address field: kept as the place it names"),
    Difference(file: "heimdall__rhel7", values: ["Original Target"], reason: "a phrase is no host name"),
    Difference(file: "oscap__results-", values: ["Test Target"], reason: "a phrase is no host name"),
  ]

  @Test(arguments: Corpus.assets("xccdf-results"))
  func `a real result gives exactly what an independent reader finds`(file: CorpusFile) throws {
    let (_, facts) = try file.described()
    let read = try readInventory(file.bytes())
    #expect(read.summary.format == "xccdf-results")
    let given = GivenSets(read)
    let left = Difference.left(out: Self.differences, of: file)
    var listed: [String: Set<String>] = [:]
    let results = facts["test_results"] as? [[String: Any]] ?? []
    for fact in results.flatMap({ $0["target_facts"] as? [[String]] ?? [] }) where fact.count == 2 {
      listed[fact[0].split(separator: ":").last?.lowercased() ?? "", default: []].insert(fact[1])
    }
    func stated(_ names: String...) -> Set<String> { names.reduce(into: []) { $0.formUnion(listed[$1] ?? []) } }
    let addresses = GivenSets.expected(
      .address, strings(results, ["target_addresses"]).union(stated("ipv4", "ipv6")).subtracting(left))
    #expect(given[.address] == addresses.values)
    #expect(addresses.bad.isEmpty)
    let hosts = GivenSets.expected(
      .host, strings(results, ["targets"]).union(stated("fqdn", "host_name")).subtracting(left))
    #expect(given[.host] == hosts.values)
    #expect(hosts.bad.isEmpty)
    #expect(given[.mac] == GivenSets.expected(.mac, stated("mac")).values)
    #expect(given.cpe == strings(results, ["platforms"]))
    let places = Set(left.map(URLText.places(in:)))
    #expect(places.isSubset(of: given.refused.union(read.assets.flatMap(\.identifiers).map(\.given))))
    #expect(given[.range].isEmpty && given.ports.isEmpty)
    for name in strings(results, ["identity", "organizations"]) where name.count > 4 {
      #expect(!String(describing: read.records).contains("\"\(name)\""))
    }
  }

  @Test(arguments: Corpus.assets("xccdf-results"))
  func `pieces of any size give the same records`(file: CorpusFile) throws {
    let bytes = try file.bytes()
    let whole = try readInventory(bytes, step: bytes.count).records
    #expect(try readInventory(bytes, step: 997).records == whole)
  }

  @Test func `a benchmark that was not run retires nothing`() throws {
    let read = try readInventory("<Benchmark xmlns='http://checklists.nist.gov/xccdf/1.2'><title>x</title></Benchmark>")
    #expect(read.assets.isEmpty)
    #expect(!read.summary.complete)
  }

  @Test func `a cut result is refused, and salvaged up to the cut`() throws {
    let cut = """
      <Benchmark xmlns='http://checklists.nist.gov/xccdf/1.1'><TestResult><target>a.example.org</target></TestResult>
      <TestResult><target>b.example.org</target>
      """
    #expect(throws: ReadError.self) { try readInventory(cut) }
    #expect(try readInventory(cut, salvage: true).assets.map(\.key) == ["a.example.org"])
  }
}
