import Foundation

/// The repository that holds these tests.
enum Repository {
  /// Its root: the folder with `Package.swift`.
  static let root: URL = {
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while folder.path != "/",
      !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
    {
      folder.deleteLastPathComponent()
    }
    return folder
  }()

  /// A copy of the sample workspace (configuration and inventory, no reports) in a folder.
  static func copySample(to folder: URL) throws {
    for name in ["vezha.yaml", "Inventory"] {
      try FileManager.default.copyItem(at: root.appending(path: name), to: folder.appending(path: name))
    }
  }
}

/// The real files that are not part of the repository; absent on most machines.
enum Corpus {
  /// `VEZHA_CORPUS`, else `shared/corpus` beside the repository; nil if there is none.
  static let root: URL? = {
    let folder =
      ProcessInfo.processInfo.environment["VEZHA_CORPUS"].map { URL(filePath: $0) }
      ?? Repository.root.deletingLastPathComponent().appending(path: "shared/corpus")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// Half a year of real target lists in one archive, or nil.
  static let archive: URL? = {
    guard let file = root?.appending(path: "lists/ddosia-archive/2024-01-to-06.tar.zst"),
      FileManager.default.fileExists(atPath: file.path)
    else { return nil }
    return file
  }()
}
