import Foundation

/// A folder with `vezha.yaml`: where everything lies and how it is set.
public struct Workspace: Sendable {
  /// Name of the configuration file.
  public static let configurationFile = "vezha.yaml"

  /// The folder as the user named it.
  public let directory: String
  /// What `vezha.yaml` says; the defaults where there is none.
  public let configuration: Configuration
  /// Whether there is a `vezha.yaml`.
  public let isConfigured: Bool

  /// Opens a workspace; a folder without `vezha.yaml` has the defaults.
  ///
  /// - Throws: `ConfigurationError`; `ReadError` if the file cannot be read.
  public init(directory: String) throws {
    self.directory = directory.isEmpty ? "." : directory
    let path = Self.join(self.directory, Self.configurationFile)
    isConfigured = FileManager.default.fileExists(atPath: path)
    if isConfigured {
      guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8)
      else { throw ReadError(.unreadable, file: path, reason: "cannot be read as UTF-8 text") }
      configuration = try Configuration(yaml: text, file: path)
      if let list = configuration.publicSuffixList,
        !FileManager.default.fileExists(atPath: Self.join(self.directory, list))
      {
        throw ConfigurationError(
          file: path, line: configuration.lines["public-suffix-list"] ?? 1, key: "public-suffix-list",
          reason: "\(list) does not exist")
      }
      if let lists = configuration.warningLists, !FilePattern.isFolder(Self.join(self.directory, lists.folder)) {
        throw ConfigurationError(
          file: path, line: configuration.lines["warning-lists"] ?? 1, key: "warning-lists",
          reason: "\(lists.folder) is no folder")
      }
    } else {
      configuration = Configuration()
    }
  }

  /// No workspace: the defaults, and nothing on disk belongs to it.
  public static let unconfigured = Workspace()

  private init() {
    directory = "."
    configuration = Configuration()
    isConfigured = false
  }

  /// A path of the configuration as the process can use it.
  public func path(_ relative: String) -> String { Self.join(directory, relative) }

  /// Path of the ledger.
  public var ledgerPath: String { path(configuration.ledger) }

  /// The mapping of an inventory entry, or nil.
  ///
  /// - Throws: `ConfigurationError` where the file does not exist or is wrong.
  public func mapping(of entry: Configuration.InventoryEntry) throws -> InventoryMapping? {
    guard let mapping = entry.mapping else { return nil }
    guard FileManager.default.fileExists(atPath: path(mapping)) else {
      throw ConfigurationError(
        file: path(Self.configurationFile),
        line: configuration.lines["inventory.\(entry.source).mapping"] ?? entry.line,
        key: "inventory.mapping", reason: "\(mapping) does not exist")
    }
    return try MappingFile.read(path(mapping))
  }

  static func join(_ directory: String, _ relative: String) -> String {
    if relative.hasPrefix("/") || directory == "." || directory.isEmpty { return relative }
    return directory.hasSuffix("/") ? directory + relative : "\(directory)/\(relative)"
  }

  /// The public suffix list in force.
  public func publicSuffixes() throws(ReadError) -> PublicSuffixes {
    try PublicSuffixes(
      listFile: configuration.publicSuffixList.map { path($0) }, extra: configuration.settings.publicSuffixes)
  }

  /// Files that a pattern of the configuration names, in order of their paths.
  ///
  /// - Throws: `ConfigurationError` if a pattern without wildcard names nothing, or the folder of one with does not exist.
  public func files(_ patterns: [String], line: Int, key: String) throws -> [String] {
    var found: [String] = []
    for pattern in patterns {
      let path = path(pattern)
      if FilePattern.hasWildcard(pattern) {
        guard FilePattern.isFolder(FilePattern.fixedFolder(path)) else {
          throw ConfigurationError(
            file: self.path(Self.configurationFile), line: line, key: key,
            reason: "the folder of \(pattern) does not exist")
        }
        found += FilePattern.files(path)
      } else {
        guard FileManager.default.fileExists(atPath: path) else {
          throw ConfigurationError(
            file: self.path(Self.configurationFile), line: line, key: key, reason: "\(pattern) does not exist")
        }
        found += FilePattern.expand(path)
      }
    }
    var seen = Set<String>()
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.filter { seen.insert($0).inserted }
  }

  /// The series whose `files` match a path, or nil.
  public func series(of path: String) -> String? {
    let standard = FilePattern.standardized(path)
    for entry in configuration.seriesFiles {
      for pattern in entry.files where FilePattern.matches(FilePattern.standardized(self.path(pattern)), standard) {
        return entry.series
      }
    }
    return nil
  }
}
