import CDisk
import Foundation
import Glibc

/// Files that are written beside their places, brought to the disk together, and only then put there.
///
/// One wait for the disk instead of thousands; whatever happens, a file is whole or as it was.
public struct OutputBatch: ~Copyable {
  private var staged: [String] = []
  /// A folder on each device that has files.
  private var folders: [UInt64: String] = [:]
  private static let ending = ".part"

  /// Nothing yet.
  public init() {}

  deinit { for path in staged { _ = unsafe unlink(path + Self.ending) } }

  /// How many files wait.
  public var count: Int { staged.count }

  /// Writes files of a folder beside their places; the folder is made if it is missing.
  ///
  /// A file whose bytes are the same is left alone.
  ///
  /// - Returns: how many differ from what is there.
  @discardableResult
  public mutating func add(_ files: [ReportFile], to folder: String) throws(OutputFiles.Failure) -> Int {
    try OutputFiles.makeFolder(folder)
    var changed = 0
    for file in files {
      let path = Workspace.join(folder, file.name)
      if FileStatus.size(path) == file.bytes.count, let present = FileManager.default.contents(atPath: path),
        present.elementsEqual(file.bytes)
      {
        continue
      }
      staged.append(path)
      try OutputFiles.write(file.bytes, to: path + Self.ending, syncs: false)
      changed += 1
    }
    var status = stat()
    if changed > 0, unsafe stat(folder, &status) == 0 { folders[UInt64(status.st_dev)] = folder }
    return changed
  }

  /// Brings all to the disk and puts each in its place.
  public mutating func commit() throws(OutputFiles.Failure) {
    for folder in folders.values.sorted() {
      let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { throw OutputFiles.Failure(path: folder, code: errno) }
      let code = vezha_sync_device(descriptor)
      close(descriptor)
      guard code == 0 else { throw OutputFiles.Failure(path: folder, code: code) }
    }
    for path in staged where unsafe rename(path + Self.ending, path) != 0 {
      throw OutputFiles.Failure(path: path, code: errno)
    }
    staged = []
    folders = [:]
  }
}
