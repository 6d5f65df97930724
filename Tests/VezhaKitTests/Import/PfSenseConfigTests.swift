import Testing

@testable import VezhaKit

@Suite(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
struct PfSenseConfigTests {
  /// What the facts list that is no system of ours.
  static let differences = [
    Difference(
      file: "pfsense__", values: ["http://www.acme-corp.com"],
      reason: "a list that the firewall fetches from somebody else"),
    Difference(
      file: "pfsense__", values: ["22", "80", "51", "389", "636"], reason: "port aliases hold no system"),
    Difference(
      file: "pfsense__", values: ["dhcp", "dhcp6"], reason: "says how an interface gets its address"),
    Difference(
      file: "pfsense__", values: ["192.168.240.0/24"], reason: "the network of wan is the provider's"),
  ]

  @Test(arguments: Corpus.assets("firewall-pfsense"))
  func `a real backup gives exactly what an independent reader finds`(file: CorpusFile) throws {
    let (_, facts) = try file.described()
    let read = try readInventory(file.bytes())
    #expect(read.summary.format == "pfsense")
    #expect(read.summary.problems.count == 0)
    let given = GivenSets(read)
    let left = Difference.left(out: Self.differences, of: file)
    var addresses: Set<String> = []
    var ranges: Set<String> = []
    for (_, interface) in facts["interfaces"] as? [String: [String: String]] ?? [:] {
      for (address, subnet) in [("ipaddr", "subnet"), ("ipaddrv6", "subnetv6")] {
        guard let value = interface[address] else { continue }
        addresses.insert(value)
        if let length = interface[subnet] { ranges.insert("\(value)/\(length)") }
      }
    }
    for value in strings(facts["aliases"], ["address", "url"]).flatMap({ $0.split(separator: " ").map(String.init) }) {
      if value.contains("/"), !value.contains("://") { ranges.insert(value) } else { addresses.insert(value) }
    }
    let listed = GivenSets.expected(.address, addresses.subtracting(left))
    #expect(given[.address] == listed.values)
    #expect(listed.bad.isEmpty)
    #expect(given[.range] == GivenSets.expected(.range, ranges).values.subtracting(left))
    let name = [facts["hostname"] as? String, facts["domain"] as? String].compactMap { $0 }.joined(separator: ".")
    #expect(given[.host] == [name.lowercased()])
    #expect(given[.mac].isEmpty && given[.url].isEmpty && given.ports.isEmpty && given.cpe.isEmpty)
  }

  @Test(arguments: Corpus.assets("firewall-pfsense"))
  func `pieces of any size give the same records`(file: CorpusFile) throws {
    let bytes = try file.bytes()
    let whole = try readInventory(bytes, step: bytes.count).records
    for step in [1, 997] { #expect(try readInventory(bytes, step: step).records == whole) }
  }

  @Test func `nothing secret of a backup is in any record`() throws {
    let read = try readInventory(Repository.fixture("import/pfsense/branches/input.xml"))
    #expect(!String(describing: read).lowercased().contains("secret"))
  }

  @Test func `a cut backup is refused, and salvaged up to the cut`() throws {
    let cut = """
      <pfsense><system><hostname>fw</hostname></system><aliases>
      <alias><name>a</name><type>host</type><address>192.0.2.1</address></alias><alias><name>b</name>
      """
    #expect(throws: ReadError.self) { try readInventory(cut) }
    #expect(try readInventory(cut, salvage: true).assets.map(\.key) == ["192.0.2.1"])
  }
}
