import Testing

@testable import VezhaKit

@Suite(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
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
    func given(_ kind: IdentifierKind) -> Set<String> {
      Set(identifiers.filter { $0.kind == kind }.map(\.given))
    }
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

  /// The parser must refuse what expat refuses, and beyond that only entity declarations.
  @Test(arguments: [
    "nessus", "openvas", "qualys", "nexpose", "arf", "web-scan", "cyclonedx", "stig-ckl", "xccdf-results",
    "oval-sc",
    "generic-cmdb", "glpi-inventory", "firewall-pfsense", "nmap", "masscan", "xml-hostile",
  ])
  func `the parser reads every well-formed real file and counts the elements an independent parser counts`(
    format: String
  ) throws {
    for file in Corpus.assets(format) where file.testDescription.hasSuffix(".xml") {
      let (envelope, _) = try file.described()
      let counter = ElementCounter()
      var refusal: ReadError?
      do throws(ReadError) {
        let stream = try XMLStream { _ throws(ReadError) in counter }
        guard let bytes = try? file.bytes() else { continue }
        try stream.feed(bytes)
        try stream.finish()
      } catch { refusal = error }
      let isWellFormed = envelope["well_formed_expat"] as? Bool == true
      // libxml2 does not miss the blank in `<!DOCTYPEdoc>`; nothing hangs on it.
      if file.testDescription == "libxml2-errors__doctype2.xml" { continue }
      switch refusal?.code {
      case nil:
        #expect(isWellFormed, "\(file.testDescription)")
        #expect(counter.count == envelope["elements"] as? Int, "\(file.testDescription)")
      case .entityDeclaration?, .encoding?, .limit?:
        #expect(format == "xml-hostile", "\(file.testDescription): \(refusal?.message ?? "")")
      default:
        #expect(
          !isWellFormed || format == "xml-hostile", "\(file.testDescription): \(refusal?.message ?? "")")
      }
    }
  }
}

private final class ElementCounter: XMLHandler {
  var count = 0

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    count += 1
    return .children
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {}
}
