import Foundation
import Testing

/// The mappings that Vezha ships, each against invented exports under `Tests/Fixtures/mapping/<mapping>/`.
///
/// `RECORD_GOLDEN=1` writes what is given now, for review, and fails.
@Suite struct MappingFixtureTests {
  static let mappings: [String] = {
    let folder = Repository.root.appending(path: "Inventory/mappings")
    let found = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return (found ?? []).filter { $0.pathExtension == "yaml" }.map { $0.deletingPathExtension().lastPathComponent }
      .sorted()
  }()

  @Test(arguments: mappings)
  func `a shipped mapping gives what stands beside the invented export`(mapping: String) async throws {
    let folder = Repository.root.appending(path: "Tests/Fixtures/mapping/\(mapping)")
    let inputs = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "xml" }.map(\.path).sorted()
    #expect(!inputs.isEmpty)
    let file = Repository.root.appending(path: "Inventory/mappings/\(mapping).yaml").path
    let outcome = try await withFolder { folder in
      try await Command.run(
        ["import", "--dry-run", "--format", "json", "--source", "fixture", "--mapping", file] + inputs, in: folder)
    }
    let given = try canonicalJSON(try outcome.object(), without: ["file", "sha256", "preview"]) + "\n"
    #expect(!given.contains("not-kept") && !given.contains("Not Kept"), "something private was kept")
    let golden = folder.appending(path: "expected.json")
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try Data(given.utf8).write(to: golden)
      Issue.record("recorded \(golden.lastPathComponent) of \(mapping); review it")
      return
    }
    #expect(given == String(decoding: try Data(contentsOf: golden), as: UTF8.self), "\(mapping) differs")
    #expect(try outcome.object().objects("files").allSatisfy { $0.text("format") == "mapping:\(mapping)" })
  }
}
