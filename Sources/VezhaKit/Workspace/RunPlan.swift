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

  /// Leaves to the next run what may still be being written; an edition waits as a whole.
  ///
  /// - Parameter rest: seconds for which a file must not have changed.
  /// - Returns: the files that changed later.
  public mutating func leaveUnsettled(at now: Instant, rest: Int) -> [String] {
    let changing = Set(
      (imports.flatMap(\.files) + receives.flatMap(\.files)).filter { file in
        guard let changed = FileStatus.modified(file) else { return false }
        let age = floorDivide(now.microseconds, 1_000_000) - changed
        return age >= 0 && age < rest
      })
    imports.removeAll { request in request.files.contains { changing.contains($0) } }
    for number in receives.indices { receives[number].files.removeAll { changing.contains($0) } }
    receives.removeAll { $0.files.isEmpty }
    return changing.sorted()
  }
}
