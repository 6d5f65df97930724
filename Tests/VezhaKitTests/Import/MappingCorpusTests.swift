import Testing

@testable import VezhaKit

/// The shipped mappings against real exports.
@Suite(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
struct MappingCorpusTests {
  /// Classes of iTop that are no configuration items, of those in the corpus.
  private static let noAssets: Set<String> = ["ContactType"]

  private static func files(_ prefix: String) -> [CorpusFile] {
    Corpus.assets("generic-cmdb").filter { $0.testDescription.hasPrefix(prefix) }
  }

  private func read(_ file: CorpusFile, by name: String) throws -> ReadInventory {
    let yaml = try Repository.bytes("Inventory/mappings/\(name).yaml")
    let mapping = try MappingFile.read(yaml: String(decoding: yaml, as: UTF8.self), file: "\(name).yaml")
    var tables = MappingTables()
    try tables.read(mapping, chunk: pieces(try file.bytes()))
    return try readInventory(file.bytes(), step: 61, mapping: (mapping, tables))
  }

  @Test(arguments: files("itop"))
  func `every configuration item of iTop is an asset with its criticality`(file: CorpusFile) throws {
    let read = try read(file, by: "itop")
    let items = objects(try file.described().facts, "items").map { $0.compactMapValues { $0 as? String } }
    // Links between items are no items.
    let expected = items.filter {
      !Self.noAssets.contains($0["class"] ?? "") && !($0["class"] ?? "").hasPrefix("lnk")
    }
    #expect(read.assets.map(\.key) == expected.map { $0["id"] })
    #expect(read.assets.map(\.name) == expected.map { $0["name"] })
    #expect(
      read.assets.map { $0.criticality?.rawValue }
        == expected.map { $0["business_criticity"].map { $0 == "medium" ? "moderate" : $0 } })
    #expect(read.values(.address) == Set(expected.compactMap { $0["managementip"] }))
    #expect(read.values(.url) == Set(expected.compactMap { $0["url"] }))
    // The organizations stand in a file that the corpus does not have: told once, and nobody is made up.
    #expect(read.assets.allSatisfy { $0.organization == nil })
    let unresolved = read.summary.problems.first.filter { $0.field == "organizations" }
    #expect(unresolved.count == (expected.contains { $0["org_id"] != nil } ? 1 : 0))
    #expect(read.summary.complete)
  }

  @Test(arguments: files("opennms"))
  func `every node of a requisition is an asset with its addresses`(file: CorpusFile) throws {
    let read = try read(file, by: "opennms-requisition")
    let facts = try file.described().facts
    let nodes = objects(facts, "nodes")
    #expect(read.values(.address) == texts(facts, "ip_set"))
    #expect(read.assets.map(\.key) == nodes.map { $0["foreign-id"] as? String })
    #expect(read.assets.map(\.name) == nodes.map { $0["node-label"] as? String })
    #expect(
      read.assets.map { $0.products.map(\.name) }
        == nodes.map { [($0["assets"] as? [String: String])?["operatingSystem"]].compactMap { $0 } })
    let services = nodes.flatMap { objects($0, "interfaces") }.flatMap { $0["services"] as? [String] ?? [] }
    // SNMP is the only service of the corpus that has a port.
    #expect(Set(read.assets.flatMap(\.services).map(\.name)) == Set(services).intersection(["SNMP"]))
    let levels = nodes.map { ($0["categories"] as? [String] ?? []).first { Criticality(rawValue: $0) != nil } }
    #expect(read.assets.map { $0.criticality?.rawValue } == levels)
    #expect(read.summary.observed != nil)
    #expect(read.summary.problems.count == 0)
  }

  @Test(arguments: files("zabbix"))
  func `defaults that Zabbix leaves out are put in`(file: CorpusFile) throws {
    let read = try read(file, by: "zabbix")
    let hosts = objects(try file.described().facts, "hosts")
    #expect(read.assets.map(\.key) == hosts.map { $0["host"] as? String })
    for (asset, host) in zip(read.assets, hosts) {
      let interfaces = objects(host, "interfaces")
      #expect(
        Set(asset.identifiers.filter { $0.kind == .address }.map(\.value))
          == Set(interfaces.map { $0["ip"] as? String ?? "127.0.0.1" }))
      #expect(
        Set(asset.services.map { String($0.port) }) == Set(interfaces.map { $0["port"] as? String ?? "10050" }))
    }
    #expect(read.summary.problems.count == 0)
  }

  @Test func `no file of the corpus is left out`() {
    let known = ["itop", "opennms", "zabbix"].flatMap(Self.files)
    #expect(known.count == Corpus.assets("generic-cmdb").count)
  }
}
