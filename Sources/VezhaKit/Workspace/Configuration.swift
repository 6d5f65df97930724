/// What `vezha.yaml` says.
///
/// Only `version` is required; an unknown key or a wrong type is an error with its line.
public struct Configuration: Hashable, Sendable {
  /// Path of the ledger, relative to the workspace.
  public var ledger = "ledger.sqlite"
  /// Path of a newer public suffix list, or nil.
  public var publicSuffixList: String?
  /// Which warning lists are asked, or nil.
  public var warningLists: WarningListSettings?
  /// What findings depend on.
  public var settings = Settings()
  /// Path of the organizations file, or nil.
  public var organizations: String?
  /// Lines of single keys, for messages about what they name.
  public private(set) var lines: [String: Int] = [:]
  /// Inventory sources in the order of the file.
  public var inventory: [InventoryEntry] = []
  /// File patterns of the series, in the order of the file.
  public var seriesFiles: [SeriesFiles] = []
  /// How reports are written.
  public var report = ReportSettings()
  /// When alerts are written.
  public var alert = AlertSettings()

  /// An inventory source.
  public struct InventoryEntry: Hashable, Sendable {
    /// Its key.
    public var source: String
    /// File patterns.
    public var files: [String]
    /// Owner of what nobody else claims, or nil.
    public var organization: String?
    /// Path of the mapping by which the files are read, relative to the workspace, or nil.
    public var mapping: String?
    /// Line of the entry.
    public var line: Int
  }

  /// Which files belong to a series.
  public struct SeriesFiles: Hashable, Sendable {
    /// Key of the series.
    public var series: String
    /// File patterns.
    public var files: [String]
    /// Line of the entry.
    public var line: Int
  }

  /// Which warning lists are asked.
  public struct WarningListSettings: Hashable, Sendable {
    /// Their folder, relative to the workspace.
    public var folder: String
    /// Keys of the lists whose addresses hide what rests on them alone; nil for those of resolvers, sinkholes and
    /// content delivery, told by their names.
    public var hide: [String]?
  }

  /// How reports are written.
  public struct ReportSettings: Hashable, Sendable {
    /// Folder, relative to the workspace.
    public var directory = "Reports"
    /// The least restriction of a report.
    public var tlp = TLP.amberStrict
    /// Format ids.
    public var formats = ["html", "csv", "json"]
    /// Languages.
    public var languages: [Language] = [.english]
    /// Whom readers call.
    public var cert = CERTContact()
    /// Zone of times on pages for readers who have none of their own; nil for UTC.
    public var timeZone: LocalTimeZone?

    /// How reports are written where nothing else was asked for.
    public var options: ReportOptions { ReportOptions(languages: languages, cert: cert, timeZone: timeZone) }
  }

  /// The defaults.
  public init() {}

  /// Reads a configuration.
  ///
  /// - Throws: `ConfigurationError` with line, key and reason.
  public init(yaml text: String, file: String) throws(ConfigurationError) {
    guard let node = try YAMLMapping.root(of: text, file: file) else {
      throw ConfigurationError(file: file, line: 1, key: "version", reason: "the file is empty; write `version: 1`")
    }
    let root = try YAMLMapping(node, key: "", file: file)
    guard let version = try root.integer("version") else {
      throw root.error("version", "missing; write `version: 1`")
    }
    guard version == 1 else { throw root.error("version", "version \(version) is not known here; only 1 is") }
    ledger = try root.path("ledger") ?? ledger
    publicSuffixList = try root.path("public-suffix-list")
    warningLists = try Self.warningLists(root)
    settings.publicSuffixes = try root.names("public-suffixes")
    settings.constituency = try root.names("constituency")
    settings.documentationAddresses = try root.boolean("documentation-addresses") ?? false
    organizations = try root.path("organizations")
    for key in ["organizations", "public-suffix-list", "warning-lists"] { lines[key] = root.line(of: key) }
    for entry in try root.mappings("inventory") { try add(inventory: entry) }
    for entry in try root.mappings("series") { try add(series: entry) }
    if let entry = try root.mapping("report") { report = try Self.report(entry) }
    if let entry = try root.mapping("alert") { alert = try Self.alert(entry) }
    try root.refuseOthers()
    settings.series.sort { $0.key < $1.key }
  }

  private static func warningLists(_ root: YAMLMapping) throws(ConfigurationError) -> WarningListSettings? {
    guard root.isMapping("warning-lists") else {
      return try root.path("warning-lists").map { WarningListSettings(folder: $0, hide: nil) }
    }
    guard let entry = try root.mapping("warning-lists") else { return nil }
    guard let folder = try entry.path("folder") else { throw entry.error("folder", "missing") }
    let hide = try entry.list("hide")
    try entry.refuseOthers()
    return WarningListSettings(folder: folder, hide: hide)
  }

  private mutating func add(inventory entry: YAMLMapping) throws(ConfigurationError) {
    guard let source = try entry.string("source") else { throw entry.error("source", "missing") }
    // Two editions of one source would retire each other's assets for ever.
    guard !inventory.contains(where: { $0.source == source }) else {
      throw entry.error("source", "the source \(source) stands here twice; list its files in one entry")
    }
    guard source != SourceSelection.organizationsSource || organizations == nil else {
      throw entry.error("source", "this is the source of the organizations file; choose another name")
    }
    let files = try entry.strings("files")
    guard !files.isEmpty else { throw entry.error("files", "missing") }
    inventory.append(
      InventoryEntry(
        source: source, files: files, organization: try entry.string("organization"),
        mapping: try entry.path("mapping"), line: entry.line))
    lines["inventory.\(source).mapping"] = entry.line(of: "mapping")
    try entry.refuseOthers()
  }

  private mutating func add(series entry: YAMLMapping) throws(ConfigurationError) {
    guard let key = try entry.string("key") else { throw entry.error("key", "missing") }
    guard !settings.series.contains(where: { $0.key == key }) else {
      throw entry.error("key", "the series \(key) stands here twice")
    }
    var series = Series(key: key)
    series.publisher = try entry.string("publisher") ?? ""
    if let kind = try entry.choice("kind", SeriesKind.self) {
      series.kind = kind
    } else {
      series.kindFollowsFormat = true
    }
    series.published = try entry.choice("published", PublishedSource.self)
    series.gap = try entry.duration("gap") ?? series.gap
    series.silentAfter = try entry.duration("silent-after") ?? series.silentAfter
    series.currentFor = try entry.duration("current-for") ?? series.currentFor
    if let role = try entry.choice("role", Role.self) {
      series.role = role
      series.isRoleStated = true
    }
    series.tlp = try entry.tlp("tlp") ?? series.tlp
    series.reliability = try entry.choice("reliability", Reliability.self)
    series.matching = try entry.choice("match", Matching.self)
    if let fields = try entry.mapping("fields") { series.fields = try Self.fields(fields) }
    if let words = try entry.mapping("words") { series.words = try Self.words(words) }
    series.keepsOriginals = try entry.choice("keep", Keeping.self).map { $0 == .all } ?? true
    settings.series.append(series)
    let files = try entry.strings("files")
    if !files.isEmpty { seriesFiles.append(SeriesFiles(series: key, files: files, line: entry.line)) }
    try entry.refuseOthers()
  }

  private static func fields(_ entry: YAMLMapping) throws(ConfigurationError) -> FieldPaths {
    var fields = FieldPaths(records: try entry.string("records") ?? "", places: [:])
    for field in FieldPaths.Field.allCases {
      let places = try entry.strings(field.rawValue)
      if !places.isEmpty { fields.places[field] = places }
    }
    try entry.refuseOthers()
    guard fields.places.keys.contains(where: { $0 != .time && $0 != .port && $0 != .transport }) else {
      throw entry.error("", "names no field that holds a subject")
    }
    return fields
  }

  private static func words(_ entry: YAMLMapping) throws(ConfigurationError) -> ClaimWords {
    func list(_ name: String) throws(ConfigurationError) -> [String]? {
      let texts = try entry.strings(name)
      return texts.isEmpty ? nil : texts
    }
    let words = ClaimWords(
      claimed: try list("claimed"), target: try list("target"), leak: try list("leak"),
      defacement: try list("defacement"))
    try entry.refuseOthers()
    return words
  }

  private static func report(_ entry: YAMLMapping) throws(ConfigurationError) -> ReportSettings {
    var report = ReportSettings()
    report.directory = try entry.path("directory") ?? report.directory
    report.tlp = try entry.tlp("tlp") ?? report.tlp
    report.formats = try entry.choices("formats", from: ReportWriter.formats) ?? report.formats
    let languages = try entry.choices("languages", from: Language.allCases.map(\.rawValue)) ?? []
    if !languages.isEmpty { report.languages = languages.compactMap(Language.init) }
    report.timeZone = try entry.timeZone("timezone")
    if let cert = try entry.mapping("cert") {
      report.cert = CERTContact(
        name: try cert.string("name") ?? "", phone: try cert.string("phone") ?? "",
        email: try cert.string("email") ?? "")
      try cert.refuseOthers()
    }
    try entry.refuseOthers()
    return report
  }

  private static func alert(_ entry: YAMLMapping) throws(ConfigurationError) -> AlertSettings {
    var alert = AlertSettings()
    alert.hold = try entry.duration("hold") ?? alert.hold
    alert.urgent = try entry.choice("urgent", Criticality.self) ?? alert.urgent
    alert.needsRelease = try entry.boolean("release") ?? alert.needsRelease
    if let most = try entry.integer("most-per-day") {
      guard (1...100).contains(most) else { throw entry.error("most-per-day", "must be 1 to 100") }
      alert.mostPerDay = most
    }
    try entry.refuseOthers()
    return alert
  }

  private enum Keeping: String, CaseIterable { case all, matches }
}

/// What is wrong with a configuration.
public struct ConfigurationError: Error, Hashable, Sendable {
  /// The file as the user named it.
  public var file: String
  /// 1-based line.
  public var line: Int
  /// The key, with its path: `series.gap`.
  public var key: String
  /// One clause in lower case.
  public var reason: String

  /// What is wrong with a configuration.
  public init(file: String, line: Int, key: String, reason: String) {
    self.file = file
    self.line = line
    self.key = key
    self.reason = reason
  }

  /// `file:line: key: reason`.
  public var message: String { key.isEmpty ? "\(file):\(line): \(reason)" : "\(file):\(line): \(key): \(reason)" }
}
