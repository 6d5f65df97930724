import Foundation
import Testing

/// Every invented inventory under `Tests/Fixtures/import/<format>/<case>/` against the `expected.json` beside it.
///
/// `RECORD_GOLDEN=1` writes what is given now, for review, and fails.
@Suite struct InventoryFixtureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var format: String
    var folder: URL
    var testDescription: String { "\(format)/\(folder.lastPathComponent)" }
  }

  static let cases: [Case] = {
    let root = Repository.root.appending(path: "Tests/Fixtures/import")
    return folders(in: root).flatMap { format in
      folders(in: format).map { Case(format: format.lastPathComponent, folder: $0) }
    }
  }()

  private static func folders(in folder: URL) -> [URL] {
    let found = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [.isDirectoryKey])
    return (found ?? []).filter { (try? $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false }
      .sorted { $0.path < $1.path }
  }

  @Test(arguments: cases)
  func `an invented inventory gives what stands beside it`(of fixture: Case) async throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: fixture.folder, includingPropertiesForKeys: nil)
    let input = try #require(
      files.first { $0.pathExtension == "xml" }, "no XML in \(fixture.testDescription)")
    let outcome = try await withFolder { folder in
      try await Command.run(
        ["import", "--dry-run", "--format", "json", "--source", "fixture", input.path], in: folder)
    }
    let given = try canonicalJSON(try outcome.object(), without: ["file", "sha256", "preview"]) + "\n"
    let golden = fixture.folder.appending(path: "expected.json")
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try Data(given.utf8).write(to: golden)
      Issue.record("recorded \(golden.lastPathComponent) of \(fixture.testDescription); review it")
      return
    }
    let expected = String(decoding: try Data(contentsOf: golden), as: UTF8.self)
    #expect(given == expected, "\(fixture.testDescription) differs")
    let read = try outcome.object().objects("files").map { $0.text("format") }
    #expect(read == [fixture.format])
  }

  @Test func `every inventory format that the help names has a fixture`() async throws {
    let registry = Repository.root.appending(path: "Sources/VezhaKit/Import/Assets")
    let sources = try FileManager.default.contentsOfDirectory(at: registry, includingPropertiesForKeys: nil)
    var ids = Set<String>()
    for source in sources where source.pathExtension == "swift" {
      let text = String(decoding: try Data(contentsOf: source), as: UTF8.self)
      for line in text.split(separator: "\n")
      where line.contains("static let id = \"") || line.contains("static var id: String { \"") {
        ids.formUnion(line.split(separator: "\"").dropFirst().prefix(1).map(String.init))
      }
    }
    #expect(!ids.isEmpty)
    #expect(Set(Self.cases.map(\.format)) == ids)
  }
}
