import Crypto
import Foundation
import Yams

/// Reads mapping files: YAML that says how an XML file without a reader of its own becomes assets.
///
/// The language is described in `Inventory/mappings/README.md`. What is wrong is named with file, line and key.
public enum MappingFile {
  /// Reads a mapping file.
  ///
  /// - Throws: `ConfigurationError` with line, key and reason; `ReadError` if the file cannot be read.
  public static func read(_ path: String) throws -> InventoryMapping {
    let data = FileManager.default.contents(atPath: path)
    guard let data, let text = String(data: data, encoding: .utf8) else {
      throw ReadError(.unreadable, file: path, reason: "the mapping cannot be read as UTF-8 text")
    }
    return try read(yaml: text, file: path)
  }

  /// Reads the text of a mapping file; table files are looked for beside it.
  static func read(yaml text: String, file: String) throws(ConfigurationError) -> InventoryMapping {
    guard let node = try YAMLMapping.root(of: text, file: file) else {
      throw ConfigurationError(file: file, line: 1, key: "version", reason: "the file is empty; write `version: 1`")
    }
    let root = try YAMLMapping(node, key: "", file: file)
    guard let version = try root.integer("version") else {
      throw root.error("version", "missing; write `version: 1`")
    }
    guard version == 1 else { throw root.error("version", "version \(version) is not known here; only 1 is") }
    var mapping = InventoryMapping(
      name: baseName(file), digest: Array(SHA256.hash(data: Array(text.utf8))), tableFiles: [], assets: [], tables: [])
    if let observed = try root.string("observed") { mapping.observed = try root.path(observed, at: "observed") }
    mapping.tables = try tables(root)
    mapping.tableFiles = try tableFiles(root)
    for entry in try root.mappings("assets") { mapping.assets += try assets(entry, mapping) }
    guard !mapping.assets.isEmpty else { throw root.error("assets", "missing; say which element is an asset") }
    try root.refuseOthers()
    return mapping
  }

  private static func baseName(_ file: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }

  private static func tableFiles(_ root: YAMLMapping) throws(ConfigurationError) -> [String] {
    var files: [String] = []
    let folder = root.file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    for pattern in try root.strings("table-files") {
      let path = folder.isEmpty || pattern.hasPrefix("/") ? pattern : "\(folder)/\(pattern)"
      let found =
        FilePattern.hasWildcard(path)
        ? FilePattern.files(path) : FileManager.default.fileExists(atPath: path) ? FilePattern.expand(path) : []
      guard !found.isEmpty else { throw root.error("table-files", "\(pattern) names no file beside the mapping") }
      files += found.filter { !files.contains($0) }
    }
    return files
  }

  private static func tables(_ root: YAMLMapping) throws(ConfigurationError) -> [TableRule] {
    guard let all = try root.mapping("tables") else { return [] }
    var tables: [TableRule] = []
    for name in all.names {
      guard let entry = try all.mapping(name) else { continue }
      guard let each = try entry.recordPaths().first else { throw entry.error("each", "missing") }
      guard let key = try entry.rules("key").first else { throw entry.error("key", "missing") }
      guard let value = try entry.rules("value").first else { throw entry.error("value", "missing") }
      if !(key.lookups + value.lookups).isEmpty { throw entry.error("value", "a table cannot be filled by a lookup") }
      try refuseNested(each, tables.map(\.each), entry)
      tables.append(TableRule(name: name, each: each, key: key, value: value))
      try entry.refuseOthers()
    }
    return tables
  }

  /// The rules of one entry, one for each of its elements.
  private static func assets(
    _ entry: YAMLMapping, _ mapping: InventoryMapping
  ) throws(ConfigurationError) -> [AssetRule] {
    let paths = try entry.recordPaths()
    guard let first = paths.first else { throw entry.error("each", "missing") }
    var rule = AssetRule(each: first)
    for condition in try entry.mappings("where") { rule.conditions.append(try Self.condition(condition)) }
    for field in SingleField.allCases {
      let rules = try entry.rules(field.rawValue)
      if !rules.isEmpty { rule.single[field] = rules }
    }
    try checkWords(rule.single[.criticality] ?? [], Criticality.self, entry, "criticality")
    try checkWords(rule.single[.kind] ?? [], AssetKind.self, entry, "kind")
    for kind in MappedIdentifier.allCases {
      let rules = try entry.rules(kind.rawValue)
      if !rules.isEmpty { rule.identifiers.append((kind, rules)) }
    }
    guard rule.single[.key] != nil || !rule.identifiers.isEmpty else {
      throw entry.error("key", "nothing here identifies an asset; give a key, hosts, addresses or the like")
    }
    for part in try entry.oneOrMore("services") { rule.services.append(try Self.part(part, required: ["port"])) }
    for part in try entry.oneOrMore("products") {
      rule.products.append(try Self.part(part, required: ["name", "cpe", "purl"]))
    }
    let known = Set(mapping.tables.map(\.name))
    for lookup in rule.lookups where !known.contains(lookup) {
      throw entry.error("each", "a value is looked up in `\(lookup)`, which is no table here")
    }
    try entry.refuseOthers()
    var rules: [AssetRule] = []
    for each in paths {
      try refuseNested(each, mapping.assets.map(\.each) + rules.map(\.each), entry)
      rule.each = each
      rules.append(rule)
    }
    return rules
  }

  private static func condition(_ entry: YAMLMapping) throws(ConfigurationError) -> RecordCondition {
    guard let path = try entry.string("path") else { throw entry.error("path", "missing") }
    let isValues = try entry.strings("is")
    let isNotValues = try entry.strings("is-not")
    guard isValues.isEmpty != isNotValues.isEmpty else { throw entry.error("is", "give either `is` or `is-not`") }
    let condition = RecordCondition(
      path: try entry.path(path, at: "path"), values: Set((isValues + isNotValues).map { $0.lowercased() }),
      isNegated: isValues.isEmpty)
    try entry.refuseOthers()
    return condition
  }

  private static func part<Field: CaseIterable & RawRepresentable & Hashable & Sendable>(
    _ entry: YAMLMapping, required: [String]
  ) throws(ConfigurationError) -> PartRule<Field> where Field.RawValue == String {
    var part = PartRule<Field>()
    if let each = try entry.string("each") { part.each = try entry.elementPath(each, at: "each") }
    for field in Field.allCases {
      let rules = try entry.rules(field.rawValue)
      if !rules.isEmpty { part.fields[field] = rules }
    }
    guard part.fields.keys.contains(where: { required.contains($0.rawValue) }) else {
      throw entry.error(required[0], "missing")
    }
    try entry.refuseOthers()
    return part
  }

  /// Refuses a record that lies inside another, and one that is read already.
  private static func refuseNested(
    _ each: ElementPath, _ others: [ElementPath], _ entry: YAMLMapping
  ) throws(ConfigurationError) {
    for other in others where other.steps.count != each.steps.count {
      if zip(other.steps, each.steps).allSatisfy({ $0.name.overlaps($1.name) }) {
        throw entry.error("each", "this element and that of an entry above lie one inside the other")
      }
    }
    if entry.key == "assets", others.contains(each) {
      throw entry.error("each", "an entry above takes this element already")
    }
  }

  /// Refuses a word of a scale that does not exist, where it stands in the mapping.
  private static func checkWords<T: CaseIterable & RawRepresentable>(
    _ rules: [ValueRule], _ type: T.Type, _ entry: YAMLMapping, _ field: String
  ) throws(ConfigurationError) where T.RawValue == String {
    for word in rules.flatMap(\.givenWords) where T(rawValue: word.lowercased()) == nil {
      throw entry.error(field, "\(word) is none of \(T.allCases.map(\.rawValue).joined(separator: ", "))")
    }
  }
}

extension AssetRule {
  /// Every table a value is looked up in.
  fileprivate var lookups: [String] {
    let parts = services.flatMap { $0.fields.values } + products.flatMap { $0.fields.values }
    return (Array(single.values) + identifiers.map(\.values) + parts).flatMap { $0 }.flatMap(\.lookups).sorted()
  }
}

extension ValueRule {
  /// Values that the mapping itself gives.
  fileprivate var givenWords: [String] {
    let own: [String] =
      switch source {
      case .fixed(let text): [text]
      case .path: []
      case .first(let rules): rules.flatMap(\.givenWords)
      case .join: []
      }
    return own + words.values.sorted() + (fallback.map { [$0] } ?? [])
  }
}

extension YAMLMapping {
  /// A path as it stands in a mapping.
  func path(_ text: String, at name: String, node: Node? = nil) throws(ConfigurationError) -> ElementPath {
    do throws(ElementPath.Malformed) { return try ElementPath(text) } catch {
      throw self.error(name, "\(text): \(error.reason)", at: node)
    }
  }

  /// A path that ends at elements.
  func elementPath(_ text: String, at name: String) throws(ConfigurationError) -> ElementPath {
    let path = try path(text, at: name)
    guard path.end == .text, !path.steps.isEmpty else { throw error(name, "must be a path to an element") }
    return path
  }

  /// Paths from the root to the elements that are records.
  fileprivate func recordPaths() throws(ConfigurationError) -> [ElementPath] {
    var paths: [ElementPath] = []
    for text in try strings("each") {
      let path = try elementPath(text, at: "each")
      guard path.steps.allSatisfy({ $0.condition == nil }) else {
        throw error("each", "takes no conditions in [ ]; use `where`")
      }
      paths.append(path)
    }
    return paths
  }

  /// A mapping or a list of them.
  fileprivate func oneOrMore(_ name: String) throws(ConfigurationError) -> [YAMLMapping] {
    isList(name) ? try mappings(name) : try mapping(name).map { [$0] } ?? []
  }

  /// Values: a path, a mapping, or a list of both.
  fileprivate func rules(_ name: String) throws(ConfigurationError) -> [ValueRule] {
    guard let node = take(name) else { return [] }
    var rules: [ValueRule] = []
    for element in node.sequence.map(Array.init) ?? [node] { rules.append(try rule(element, name)) }
    guard !rules.isEmpty else { throw error(name, "must be a path, a mapping or a list of them") }
    return rules
  }

  private func rule(_ node: Node, _ name: String) throws(ConfigurationError) -> ValueRule {
    if let text = node.scalar?.string {
      return ValueRule(source: .path(try path(text, at: name, node: node)))
    }
    let entry = try YAMLMapping(node, key: path(name), file: file)
    var rule = ValueRule(source: try entry.source())
    if let each = try entry.string("each") { rule.each = try entry.elementPath(each, at: "each") }
    rule.split = try entry.string("split")
    rule.unless = Set(try entry.strings("unless").map { $0.lowercased() })
    rule.lookup = try entry.string("lookup")
    if let words = try entry.mapping("words") {
      for word in words.names { rule.words[word.lowercased()] = try words.string(word) }
    }
    rule.only = try entry.choice("only", ValueKind.self)
    rule.fallback = try entry.string("default")
    try entry.refuseOthers()
    return rule
  }

  private func source() throws(ConfigurationError) -> ValueRule.Source {
    let given = ["path", "value", "first", "join"].filter { names.contains($0) }
    guard given.count == 1 else {
      throw error(given.last ?? "path", "give exactly one of path, value, first, join")
    }
    switch given[0] {
    case "path":
      guard let text = try string("path") else { throw error("path", "missing") }
      return .path(try path(text, at: "path"))
    case "value":
      guard let text = try string("value") else { throw error("value", "missing") }
      return .fixed(text)
    case "first": return .first(try rules("first"))
    default: return .join(try rules("join"), separator: try string("with") ?? "")
    }
  }
}
