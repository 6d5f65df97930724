import Foundation
import Testing

/// Real files that are not part of the repository.
///
/// Tests that need them are skipped where they are absent.
///
/// They stand in `../shared/corpus` beside the repository, or where `VEZHA_CORPUS` says.
enum Corpus {
  static let missing = "the corpus is absent; set VEZHA_CORPUS to its folder"

  static let folder: URL? = {
    let candidate: URL
    if let named = ProcessInfo.processInfo.environment["VEZHA_CORPUS"], !named.isEmpty {
      candidate = URL(fileURLWithPath: named, isDirectory: true)
    } else {
      candidate = Repository.root.deletingLastPathComponent().appendingPathComponent(
        "shared/corpus", isDirectory: true)
    }
    return FileManager.default.fileExists(atPath: candidate.path) ? candidate : nil
  }()

  static var isPresent: Bool { folder != nil }

  /// The files of one inventory format that have facts beside them, by name.
  static func assets(_ format: String) -> [CorpusFile] {
    guard let folder = folder?.appendingPathComponent("assets/\(format)"),
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    else { return [] }
    return names.filter { !$0.hasSuffix(".facts.json") }.sorted()
      .map { CorpusFile(url: folder.appendingPathComponent($0)) }
  }
}

/// One real file and what an independent reader says of it.
struct CorpusFile: CustomTestStringConvertible, Sendable {
  let url: URL

  var testDescription: String { url.lastPathComponent }

  func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: url)) }

  /// The `envelope` and `facts` objects.
  func described() throws -> (envelope: [String: Any], facts: [String: Any]) {
    let data = try Data(contentsOf: url.appendingPathExtension("facts.json"))
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return (object?["envelope"] as? [String: Any] ?? [:], object?["facts"] as? [String: Any] ?? [:])
  }
}

/// Places inside the repository.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func fixture(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appendingPathComponent("Tests/Fixtures/\(path)")))
  }
}
