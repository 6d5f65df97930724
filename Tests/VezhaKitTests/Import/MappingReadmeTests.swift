import Foundation
import Testing

@testable import VezhaKit

/// The worked example of `Inventory/mappings/README.md`.
@Suite struct MappingReadmeTests {
  private let readme: String

  init() throws {
    readme = String(decoding: try Repository.bytes("Inventory/mappings/README.md"), as: UTF8.self)
  }

  private func block(_ language: String) throws -> String {
    let start = try #require(readme.range(of: "```\(language)\n"), "no block of \(language)")
    let end = try #require(readme.range(of: "\n```", range: start.upperBound..<readme.endIndex))
    return String(readme[start.upperBound..<end.lowerBound]) + "\n"
  }

  @Test func `the worked example gives what it says`() throws {
    let mapping = try MappingFile.read(yaml: block("yaml"), file: "register.yaml")
    let xml = Array(try block("xml").utf8)
    var tables = MappingTables()
    try tables.read(mapping, chunk: pieces(xml))
    let read = try readInventory(xml, step: 13, mapping: (mapping, tables))
    let said = try #require(try JSONSerialization.jsonObject(with: Data(block("json").utf8)) as? [[String: Any]])
    #expect(read.assets.count == said.count)
    for (asset, expected) in zip(read.assets, said) {
      #expect(asset.key == expected["key"] as? String)
      #expect(asset.name == expected["name"] as? String)
      #expect(asset.organization == expected["organization"] as? String)
      #expect(asset.criticality?.rawValue == expected["criticality"] as? String)
      #expect(asset.identifiers.map { "\($0.kind.rawValue) \($0.value)" } == expected["identifiers"] as? [String])
      #expect(asset.services.map { "\($0.transport)/\($0.port)" } == expected["services"] as? [String])
    }
    #expect(read.summary.problems.count == 0)
    #expect(read.summary.observed?.description == "2026-10-05T06:00:00Z")
  }

  @Test func `every key of the language is described`() {
    let keys =
      SingleField.allCases.map(\.rawValue) + MappedIdentifier.allCases.map(\.rawValue)
      + ServiceField.allCases.map(\.rawValue) + ProductField.allCases.map(\.rawValue)
      + ValueKind.allCases.map(\.rawValue) + AssetKind.allCases.map(\.rawValue)
      + Criticality.allCases.map(\.rawValue)
    for key in keys { #expect(readme.contains("`\(key)`"), "\(key) is not described") }
  }

  @Test func `every shipped mapping is listed`() throws {
    let folder = Repository.root.appending(path: "Inventory/mappings")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
    #expect(!names.isEmpty)
    for name in names { #expect(readme.contains("| `\(name)` |"), "\(name) is not listed") }
  }
}
