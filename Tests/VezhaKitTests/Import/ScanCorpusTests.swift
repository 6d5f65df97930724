import Testing
import VezhaKit

@Suite(.enabled(if: Corpus.isPresent, "the corpus is absent; set VEZHA_CORPUS to its folder"))
struct ScanCorpusTests {
  @Test(arguments: Corpus.assets("nmap") + Corpus.assets("masscan"))
  func `a real scan gives exactly what an independent reader finds`(file: CorpusFile) throws {
    let (envelope, facts) = try file.described()
    guard envelope["well_formed_expat"] as? Bool == true else {
      let error = try #require(throws: ReadError.self) { try readInventory(file.bytes()) }
      #expect(error.code == .malformed)
      #expect(error.line > 0 && error.column > 0)
      return
    }
    let read = try readInventory(file.bytes())
    #expect(read.summary.format == (facts["scanner"] as? String == "masscan" ? "masscan-xml" : "nmap-xml"))
    #expect(read.summary.complete == facts["has_runstats"] as? Bool)
    let identifiers = read.assets.flatMap(\.identifiers)
    func given(_ kind: IdentifierKind) -> Set<String> { Set(identifiers.filter { $0.kind == kind }.map(\.given)) }
    func strings(_ name: String) -> Set<String> { Set(facts[name] as? [String] ?? []) }
    #expect(given(.address) == strings("ipv4_set").union(strings("ipv6_set")))
    #expect(given(.mac) == strings("mac_set"))
    #expect(given(.host) == strings("hostname_set"))
    var ports: Set<String> = []
    var cpe: Set<String> = []
    for asset in read.assets {
      let address = asset.identifiers.first { $0.kind == .address }?.given ?? "?"
      for service in asset.services {
        if service.state == "open" { ports.insert("\(address) \(service.transport)/\(service.port)") }
        cpe.formUnion(service.cpe)
      }
      cpe.formUnion(asset.products.map(\.cpe))
    }
    #expect(ports == strings("open_ports_set"))
    #expect(cpe == strings("cpe_set"))
    let hosts = facts["host_elements"] as? Int ?? 0
    let empty = facts["hosts_without_address"] as? Int ?? 0
    #expect(read.assets.count == hosts - empty)
  }

  @Test(arguments: Corpus.assets("nmap") + Corpus.assets("masscan"))
  func `pieces of any size give the same records`(file: CorpusFile) throws {
    let bytes = try file.bytes()
    guard let whole = try? readInventory(bytes, step: bytes.count) else { return }
    for step in [1, 3, 997] {
      let pieces = try readInventory(bytes, step: step)
      #expect(pieces.records == whole.records)
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: Corpus.assets("xml-hostile"))
  func `a hostile file ends quickly with a clear refusal`(file: CorpusFile) throws {
    let bytes = try file.bytes()
    let error = try #require(throws: ReadError.self) { try readInventory(bytes) }
    #expect(!error.reason.isEmpty)
    #expect(error.file == "test.xml")
  }

  /// The parser must refuse what expat refuses, and nothing else but what is forbidden on purpose.
  @Test(arguments: ["nessus", "openvas", "qualys", "nexpose", "arf", "web-scan", "cyclonedx", "stig-ckl"])
  func `real exports of other tools are refused only for their root element`(format: String) throws {
    for file in Corpus.assets(format) {
      let (envelope, _) = try file.described()
      let error = try #require(throws: ReadError.self, "\(file.testDescription)") { try readInventory(file.bytes()) }
      if envelope["well_formed_expat"] as? Bool == true {
        #expect(error.code == .unknownFormat, "\(file.testDescription): \(error.message)")
      }
    }
  }
}
