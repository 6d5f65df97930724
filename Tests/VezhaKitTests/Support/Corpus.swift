import Foundation

/// The real files that are not part of the repository; absent on most machines.
enum Corpus {
  /// `VEZHA_CORPUS`, else `shared/corpus` beside the repository; nil if there is none.
  static let root: URL? = {
    let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder =
      ProcessInfo.processInfo.environment["VEZHA_CORPUS"].map { URL(filePath: $0) }
      ?? repository.deletingLastPathComponent().appending(path: "shared/corpus")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// Files below a folder whose names end with `suffix`, in order of their paths.
  static func files(under folder: String, suffix: String) -> [URL] {
    guard let root,
      let names = try? FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
    else { return [] }
    return names.filter { $0.hasSuffix(suffix) }.sorted().map {
      root.appending(path: folder).appending(path: $0)
    }
  }

  /// A JSON file as plain objects.
  static func json(_ url: URL) throws -> Any { try JSONSerialization.jsonObject(with: Data(contentsOf: url)) }
}
