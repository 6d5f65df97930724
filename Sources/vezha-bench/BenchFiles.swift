import CFloor
import Foundation
import VezhaKit

/// The files of one run, in a temporary folder.
struct BenchFiles {
  let directory: String

  init(_ directory: String) { self.directory = directory }

  func path(_ name: String) -> String { "\(directory)/\(name)" }

  /// Writes everything that is invented.
  func make(hosts: Int) throws -> String {
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let seed = VezhaBench.seed
    let count = Int64(hosts)
    let size = unsafe floor_write_scan(path("scan.xml"), seed, count)
    let made = unsafe [
      size,
      floor_write_scan(path("scan-twice.xml"), seed, count * 2),
      floor_write_scan(path("scan-half.xml"), seed, count / 2),
      floor_write_names(path("hosts.txt"), seed, 0, count, 1),
      floor_write_list(path("list.txt"), seed, count * 5, count, 20),
    ]
    guard !made.contains(-1) else { throw BenchError(description: "cannot write to \(directory)") }
    return "make hosts=\(hosts) bytes=\(size) per_host=\(size / max(1, count))"
  }

  /// A workspace with an empty ledger, made anew.
  ///
  /// - Parameter settings: more of its `vezha.yaml`.
  func workspace(_ name: String, _ settings: String = "") throws -> Workspace {
    let folder = path(name)
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = """
      version: 1
      public-suffixes: [gov.example]
      constituency: [gov.example]

      """
    try (text + settings).write(toFile: "\(folder)/vezha.yaml", atomically: false, encoding: .utf8)
    return try Workspace(directory: folder)
  }

  /// All files of a folder, in order of their names.
  static func files(in folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
      .map { "\(folder)/\($0)" }
  }
}
