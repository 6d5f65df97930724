import Crypto
import Foundation
import Glibc

/// Writes finished files: each appears whole or not at all.
public enum OutputFiles {
  /// Why a file could not be written.
  public struct Failure: Error, Hashable, Sendable {
    /// The path.
    public var path: String
    /// The system's error number.
    public var code: Int32

    /// One clause in lower case.
    public var reason: String { systemReason(code) }
  }

  /// Writes files into a folder, which is made if it is missing.
  ///
  /// A file whose bytes are the same is left alone.
  ///
  /// - Returns: how many files changed.
  public static func write(_ files: [ReportFile], into folder: String) throws(Failure) -> Int {
    var batch = OutputBatch()
    let changed = try batch.add(files, to: folder)
    try batch.commit()
    return changed
  }

  /// Removes files of these names from a folder, and the folder if nothing is left in it.
  ///
  /// What others put there stays.
  public static func remove(_ names: some Sequence<String>, from folder: String) throws(Failure) {
    for name in names {
      let path = Workspace.join(folder, name)
      if unsafe unlink(path) != 0, errno != ENOENT { throw Failure(path: path, code: errno) }
    }
    _ = unsafe rmdir(folder)
  }

  /// A folder name of our own making for an organization's key, whatever the key is; two keys never share one.
  ///
  /// Dots are left to the names of files.
  public static func folderName(_ key: String) -> String {
    let isPlain =
      !key.isEmpty && key.utf8.count <= 80 && !key.hasPrefix("organization-")
      && key.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
    return isPlain ? key : "organization-" + hexadecimal(SHA256.hash(data: Array(key.utf8)).prefix(16))
  }

  /// Makes a folder and those above it.
  public static func makeFolder(_ path: String) throws(Failure) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Failure(path: path, code: errno == 0 ? EACCES : errno)
    }
  }

  /// Writes one file by way of a temporary one: written, synced, renamed.
  public static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let temporary = path + ".part"
    try write(bytes, to: temporary, syncs: true)
    if unsafe rename(temporary, path) != 0 {
      let code = errno
      _ = unsafe unlink(temporary)
      throw Failure(path: path, code: code)
    }
  }

  /// Writes a temporary file, and removes it again where that fails.
  static func write(_ bytes: [UInt8], to temporary: String, syncs: Bool) throws(Failure) {
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure(path: temporary, code: errno) }
    var offset = 0
    var code: Int32 = 0
    while offset < bytes.count, code == 0 {
      let start = offset
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start)
      }
      if count < 0 { code = errno == EINTR ? 0 : errno } else { offset += count }
    }
    if code == 0, syncs, fsync(descriptor) != 0 { code = errno }
    if close(descriptor) != 0, code == 0 { code = errno }
    guard code == 0 else {
      _ = unsafe unlink(temporary)
      throw Failure(path: temporary, code: code)
    }
  }
}
