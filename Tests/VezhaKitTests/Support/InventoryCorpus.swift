import Foundation
import Testing

extension Corpus {
  /// The files of one inventory format that have facts beside them, by name.
  static func assets(_ format: String) -> [CorpusFile] {
    files(under: "assets/\(format)", suffix: "").filter { !$0.path.hasSuffix(".facts.json") }
      .map { CorpusFile(url: $0) }
  }
}

/// One real file and what an independent reader says of it.
struct CorpusFile: CustomTestStringConvertible, Sendable {
  let url: URL

  var testDescription: String { url.lastPathComponent }

  func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: url)) }

  /// The `envelope` and `facts` objects.
  func described() throws -> (envelope: [String: Any], facts: [String: Any]) {
    let object = try Corpus.json(url.appendingPathExtension("facts.json")) as? [String: Any]
    return (object?["envelope"] as? [String: Any] ?? [:], object?["facts"] as? [String: Any] ?? [:])
  }
}

/// Places inside the repository.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appending(path: path)))
  }

  static func fixture(_ path: String) throws -> [UInt8] { try bytes("Tests/Fixtures/\(path)") }
}
