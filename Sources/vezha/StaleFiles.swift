import Foundation
import VezhaKit

/// What an earlier run wrote into a folder and this one does not: it would tell what is no longer so.
///
/// Only folders that are ours are touched: the folder of the report, and those below it that bear the name of an
/// organization or that the manifest of an earlier run names.
struct StaleFiles {
  private let base: String
  /// Names of files that go, by folder.
  private var names: [String: Set<String>]

  /// Looks for folders that earlier runs may have filled.
  ///
  /// - Parameters:
  ///   - organizations: keys of all organizations known.
  ///   - each: whether the run writes the folders of organizations too.
  init(_ base: String, organizations: [String], each: Bool) {
    self.base = base
    names = [base: []]
    guard each else { return }
    let ours = Set(organizations.map(OutputFiles.folderName)).union(ReportManifest(of: base)?.folders ?? [])
    for name in (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
    where ours.contains(name) && FilePattern.isFolder("\(base)/\(name)") {
      names["\(base)/\(name)"] = []
    }
  }

  /// In every folder of ours these may lie.
  mutating func mayHold(_ files: Set<String>) {
    for folder in names.keys { names[folder] = files }
  }

  /// These have just been written.
  mutating func keep(_ files: some Sequence<String>, in folder: String) { names[folder]?.subtract(files) }

  /// Removes what is left over, and folders in which nothing is left.
  func remove() throws {
    for (folder, names) in names.sorted(by: { $0.key < $1.key }) {
      try OutputFiles.remove(names.sorted(), from: folder)
    }
  }
}
