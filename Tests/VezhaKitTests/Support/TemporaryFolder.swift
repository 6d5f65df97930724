import Foundation

/// Folders for tests, below one of this process that goes away when it ends.
enum TemporaryFolder {
  private static let root: URL = {
    let root = FileManager.default.temporaryDirectory
      .appending(path: "vezha-tests-\(ProcessInfo.processInfo.processIdentifier)")
    atexit { try? FileManager.default.removeItem(at: TemporaryFolder.root) }
    return root
  }()

  /// A new, empty folder.
  static func make() throws -> URL {
    let folder = root.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
