import Testing

@testable import VezhaKit

/// CycloneDX against real and conformance files.
@Suite(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
struct CycloneDXTests {
  /// Purls that the facts count and that are no products, with the reason.
  private static let otherPurls: [String: (count: Int, reason: String)] = [
    "cdx__invalid-namespace-1.5.xml": (1, ancestor),
    "cdx__invalid-serialnumber-1.5.xml": (1, ancestor),
    "cdx__valid-bom-1.4.xml": (1, ancestor),
    "cdx__valid-bom-1.5.xml": (1, ancestor),
    "cdx__valid-bom-1.6.xml": (1, ancestor),
    "cdx__valid-bom-1.7.xml": (1, ancestor),
    "cdx__valid-random-attributes-1.5.xml": (1, ancestor),
    "cdx__valid-external-elements-1.5.xml": (1, ancestor),
    "cdx__valid-xml-signature-1.5.xml": (1, ancestor),
  ]
  private static let ancestor = "an ancestor in a pedigree: what a component was made from does not run here"

  @Test(arguments: Corpus.assets("cyclonedx"))
  func `a real BOM gives exactly the products and endpoints an independent reader finds`(
    file: CorpusFile
  ) throws {
    let (envelope, facts) = try file.described()
    #expect(envelope["well_formed_expat"] as? Bool == true)
    let read = try readInventory(file.bytes())
    #expect(read.summary.format == "cyclonedx")
    let products = read.assets.flatMap(\.products)
    func strings(_ name: String) -> Set<String> { Set(facts[name] as? [String] ?? []) }
    #expect(Set(products.map(\.cpe)).subtracting([""]) == strings("cpe_set"))
    let left = Self.otherPurls[file.testDescription]?.count ?? 0
    #expect(
      Set(products.map(\.purl)).subtracting([""]).count == (facts["distinct_purls"] as? Int ?? 0) - left)
    let identifiers = read.assets.flatMap(\.identifiers)
    #expect(Set(identifiers.filter { $0.kind == .url }.map(\.given)) == strings("endpoint_set"))
    #expect(identifiers.allSatisfy { $0.kind == .url || $0.kind == .nativeID })
    #expect(read.assets.allSatisfy { $0.services.isEmpty })
    let subject = facts["metadata_component"] as? [String: Any]
    if let name = subject?["name"] as? String {
      #expect(read.assets.contains { $0.name == name && $0.key.hasSuffix(name) })
    }
    let providers = (facts["services"] as? [[String: Any]] ?? []).filter {
      ($0["endpoints"] as? [String] ?? []).isEmpty == false
    }
    #expect(
      Set(read.assets.compactMap(\.organization)) == Set(providers.compactMap { $0["provider"] as? String }))
    #expect(read.summary.complete)
  }

  @Test(arguments: Corpus.assets("cyclonedx"))
  func `pieces of any size give the same records, and a cut file is refused`(file: CorpusFile) throws {
    let bytes = try file.bytes()
    let whole = try readInventory(bytes, step: bytes.count)
    #expect(try readInventory(bytes, step: 997).records == whole.records)
    #expect(throws: ReadError.self) { try readInventory(Array(bytes.dropLast(8))) }
    #expect(try !readInventory(Array(bytes.dropLast(8)), salvage: true).summary.complete)
  }
}
