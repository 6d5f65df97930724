import Foundation
import VezhaKit

/// What the manifest of an earlier run says, as far as a later one needs it.
struct ReportManifest: Decodable {
  private struct Entry: Decodable {
    var files: [File]
  }
  private struct File: Decodable {
    var path: String
  }
  private enum CodingKeys: String, CodingKey {
    case schema, organizations
    case known = "as_known"
  }

  private var schema: String
  private var known: String?
  private var organizations: [Entry]

  /// The manifest in a folder; nil where there is none that can be read.
  init?(of folder: String) {
    guard let data = FileManager.default.contents(atPath: "\(folder)/manifest.json"),
      let manifest = try? JSONDecoder().decode(Self.self, from: data), manifest.schema == "vezha.manifest/1"
    else { return nil }
    self = manifest
  }

  /// Known time of the newest fact that the reports rest on.
  var asKnown: Instant? { known.flatMap { Instant($0) } }

  /// Folders of organizations: the first part of the path of each file.
  var folders: Set<String> {
    Set(
      organizations.flatMap(\.files).compactMap { file in
        let parts = file.path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[0]) : nil
      })
  }
}
