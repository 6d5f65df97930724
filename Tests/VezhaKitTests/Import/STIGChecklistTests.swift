import Testing

@testable import VezhaKit

@Suite(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
struct STIGChecklistTests {
  /// Values of host fields that are none.
  static let differences = [
    Difference(
      file: "heimdall__invalid_metadata", values: ["invalid"],
      reason: "no address and no MAC, refused; as FQDN it stays, a single label that never matches")
  ]

  @Test(arguments: Corpus.assets("stig-ckl"))
  func `a real checklist gives exactly what an independent reader finds`(file: CorpusFile) throws {
    let (_, facts) = try file.described()
    let asset = try #require(facts["asset"] as? [String: String])
    func listed(_ name: String) -> Set<String> {
      Set((asset[name] ?? "").split(separator: "\n").map { trimmedXML(String($0)) })
    }
    let read = try readInventory(file.bytes())
    #expect(read.summary.format == "stig-checklist")
    let given = GivenSets(read)
    let left = Difference.left(out: Self.differences, of: file)
    #expect(given[.address] == GivenSets.expected(.address, listed("HOST_IP").subtracting(left)).values)
    #expect(given[.mac] == GivenSets.expected(.mac, listed("HOST_MAC").subtracting(left)).values)
    #expect(given[.host] == GivenSets.expected(.host, listed("HOST_NAME").union(listed("HOST_FQDN"))).values)
    #expect(left.isSubset(of: given.refused))
    #expect(given[.range].isEmpty && given[.url].isEmpty && given.ports.isEmpty && given.cpe.isEmpty)
    let isNamed = ["HOST_NAME", "HOST_IP", "HOST_MAC", "HOST_FQDN"].contains { !listed($0).isEmpty }
    #expect(read.assets.count == (isNamed ? 1 : 0))
    if let asset = read.assets.first {
      #expect(asset.products.count == (facts["stigs"] as? [Any])?.count)
    }
  }

  @Test(arguments: Corpus.assets("stig-ckl"))
  func `pieces of any size give the same records`(file: CorpusFile) throws {
    let bytes = try file.bytes()
    let whole = try readInventory(bytes, step: bytes.count).records
    for step in [1, 997] { #expect(try readInventory(bytes, step: step).records == whole) }
  }

  @Test func `a cut checklist is refused, and has no complete asset`() throws {
    let cut = "<CHECKLIST><ASSET><HOST_NAME>a.example.org</HOST_NAME></ASSET><STIGS><iSTIG>"
    #expect(throws: ReadError.self) { try readInventory(cut) }
    #expect(try readInventory(cut, salvage: true).assets.isEmpty)
  }
}
