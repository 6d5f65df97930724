import Testing

@testable import VezhaKit

@Suite(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
struct OVALSystemTests {
  @Test(arguments: Corpus.assets("oval-sc"))
  func `a real collection gives exactly what an independent reader finds`(file: CorpusFile) throws {
    let (_, facts) = try file.described()
    let read = try readInventory(file.bytes())
    #expect(read.summary.format == "oval")
    #expect(read.summary.complete)
    #expect(read.summary.observed != nil)
    let given = GivenSets(read)
    let addresses = GivenSets.expected(.address, strings(facts, ["ip_set"]))
    let macs = GivenSets.expected(.mac, strings(facts, ["mac_set"]))
    #expect(given[.address] == addresses.values)
    #expect(given[.mac] == macs.values)
    #expect(given[.host] == strings(facts["system_info"], ["primary_host_name"]))
    #expect(addresses.bad.isEmpty && macs.bad.isEmpty)
    #expect(given[.range].isEmpty && given[.url].isEmpty && given.ports.isEmpty && given.cpe.isEmpty)
    #expect(read.assets.count == (facts["system_info"] as? [Any])?.count)
    #expect(read.summary.problems.count == 0)
  }

  @Test(arguments: Corpus.assets("oval-sc"))
  func `pieces of any size give the same records`(file: CorpusFile) throws {
    let bytes = try file.bytes()
    let whole = try readInventory(bytes, step: bytes.count).records
    for step in [1, 997] { #expect(try readInventory(bytes, step: step).records == whole) }
  }

  @Test func `cut results are refused, and salvaged up to the cut`() throws {
    let namespace = "http://oval.mitre.org/XMLSchema/oval-"
    let system = "<oval_system_characteristics xmlns='\(namespace)system-characteristics-5'><system_info>"
    let cut = """
      <oval_results xmlns='\(namespace)results-5'><results><system>\(system)
      <primary_host_name>a.example.org</primary_host_name></system_info></oval_system_characteristics></system>
      <system>\(system)<primary_host_name>b.example.org</primary_host_name></system_info>
      """
    #expect(throws: ReadError.self) { try readInventory(cut) }
    #expect(try readInventory(cut, salvage: true).assets.map(\.key) == ["a.example.org"])
  }
}
