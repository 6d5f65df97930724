/// Which files of an import belong to which source: the one given, the configured one, else the file's own name.
public struct SourceSelection: Sendable {
  /// One request for each source, in the order of the paths.
  public private(set) var requests: [ImportRequest] = []
  /// What the user should know.
  public private(set) var notes: [String] = []

  /// Sorts paths into sources.
  ///
  /// - Throws: `ReadError` if a folder holds no file; `ConfigurationError` for a wrong mapping.
  public init(
    workspace: Workspace, paths: [String], source: String?, organization: String?, mapping: InventoryMapping? = nil
  ) throws {
    for path in paths {
      let files = FilePattern.expand(path)
      guard !files.isEmpty else { throw ReadError(.unreadable, file: path, reason: "the folder holds no file") }
      let isFolder = files != [path]
      for file in files {
        let entry = Self.entry(of: file, in: workspace)
        let isOrganizations = Self.isOrganizations(file, in: workspace)
        let key: String
        if let source {
          key = source
        } else if isOrganizations {
          key = Self.organizationsSource
        } else if let entry {
          key = entry.source
        } else {
          key = Self.name(isFolder ? path : file)
          add(note: "no source is given; taken as \(key) (use --source to keep one source under one name)")
        }
        if let index = requests.firstIndex(where: { $0.source == key }) {
          requests[index].files.append(file)
        } else {
          requests.append(
            ImportRequest(
              source: key, files: [file], organization: organization ?? entry?.organization,
              mapping: try mapping ?? entry.flatMap { try workspace.mapping(of: $0) },
              isOrganizations: isOrganizations))
        }
      }
    }
  }

  /// Source of the configured organizations file.
  public static let organizationsSource = "organizations"

  private static func isOrganizations(_ file: String, in workspace: Workspace) -> Bool {
    guard let organizations = workspace.configuration.organizations else { return false }
    return FilePattern.standardized(workspace.path(organizations)) == FilePattern.standardized(file)
  }

  private static func entry(of file: String, in workspace: Workspace) -> Configuration.InventoryEntry? {
    let standard = FilePattern.standardized(file)
    return workspace.configuration.inventory.first { entry in
      entry.files.contains { FilePattern.matches(FilePattern.standardized(workspace.path($0)), standard) }
    }
  }

  private static func name(_ path: String) -> String {
    if path == "-" { return "standard-input" }
    let standard = FilePattern.standardized(path)
    return standard.split(separator: "/").last.map(String.init) ?? path
  }

  private mutating func add(note: String) {
    if !notes.contains(note) { notes.append(note) }
  }
}
