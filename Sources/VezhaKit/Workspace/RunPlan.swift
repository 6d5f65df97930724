/// What `vezha.yaml` names: which editions to import and which documents to receive, in this order.
public struct RunPlan: Sendable {
  /// Editions: the organizations file first, then the sources in the order of the file.
  public private(set) var imports: [ImportRequest] = []
  /// Documents: one request for each series, in the order of the file.
  public private(set) var receives: [ReceiveRequest] = []

  /// Finds the files of a configuration.
  ///
  /// - Throws: `ConfigurationError` if a path without wildcard does not exist.
  public init(workspace: Workspace) throws {
    let configuration = workspace.configuration
    if let organizations = configuration.organizations {
      let files = try workspace.files(
        [organizations], line: configuration.lines["organizations"] ?? 1, key: "organizations")
      imports.append(
        ImportRequest(source: SourceSelection.organizationsSource, files: files, isOrganizations: true))
    }
    for entry in configuration.inventory {
      let files = try workspace.files(entry.files, line: entry.line, key: "inventory.files")
      guard !files.isEmpty else { continue }
      imports.append(
        ImportRequest(
          source: entry.source, files: files, organization: entry.organization,
          mapping: try workspace.mapping(of: entry)))
    }
    for entry in configuration.seriesFiles {
      let files = try workspace.files(entry.files, line: entry.line, key: "series.files")
      guard !files.isEmpty else { continue }
      receives.append(ReceiveRequest(files: files, series: entry.series))
    }
  }
}
