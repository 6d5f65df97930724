import Yams

/// A mapping of a YAML file whose keys are taken one by one; what nobody took is refused with its line.
final class YAMLMapping {
  let file: String
  let line: Int
  let key: String
  private var entries: [(key: Node, value: Node)]
  private var taken = Set<String>()

  init(_ node: Node, key: String, file: String) throws(ConfigurationError) {
    self.file = file
    self.key = key
    line = node.mark?.line ?? 1
    guard let mapping = node.mapping else {
      throw ConfigurationError(file: file, line: line, key: key, reason: "must be a mapping of keys to values")
    }
    entries = mapping.map { ($0.key, $0.value) }
  }

  /// The top of a file, or nil where it says nothing.
  ///
  /// - Throws: `ConfigurationError` for what is no YAML, and for aliases.
  static func root(of text: String, file: String) throws(ConfigurationError) -> Node? {
    if let line = YAMLAliases.firstLine(in: text) {
      throw ConfigurationError(
        file: file, line: line, key: "", reason: "aliases are not allowed; write values that begin with * in quotes")
    }
    do { return try Yams.compose(yaml: text) } catch let error as YamlError {
      throw ConfigurationError(file: file, line: line(of: error), key: "", reason: reason(of: error))
    } catch {
      throw ConfigurationError(file: file, line: 1, key: "", reason: "cannot be read as YAML")
    }
  }

  private static func line(of error: YamlError) -> Int {
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    default: 1
    }
  }

  private static func reason(of error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
    case .duplicatedKeysInMapping: "a key stands twice in one mapping"
    default: "cannot be read as YAML"
    }
  }

  func error(_ name: String, _ reason: String, at node: Node? = nil) -> ConfigurationError {
    ConfigurationError(
      file: file, line: node?.mark?.line ?? line(of: name), key: path(name), reason: reason)
  }

  /// Line of a key's value; the mapping's own if it is not there.
  func line(of name: String) -> Int { value(name)?.mark?.line ?? line }

  func path(_ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }

  private func value(_ name: String) -> Node? {
    entries.first { $0.key.string == name }?.value
  }

  func take(_ name: String) -> Node? {
    taken.insert(name)
    return value(name)
  }

  /// All keys in the order of the file.
  var names: [String] { entries.compactMap { $0.key.scalar?.string } }

  /// Whether a key's value is a list.
  func isList(_ name: String) -> Bool { value(name)?.sequence != nil }

  /// Whether a key's value is a mapping.
  func isMapping(_ name: String) -> Bool { value(name)?.mapping != nil }

  /// One text or a list of texts, which may be empty; nil where the key is missing.
  func list(_ name: String) throws(ConfigurationError) -> [String]? { value(name) == nil ? nil : try strings(name) }

  /// Refuses keys that nobody took.
  func refuseOthers() throws(ConfigurationError) {
    for (key, _) in entries {
      let name = key.string ?? ""
      guard !taken.contains(name) else { continue }
      throw error(name, "unknown key; known here: \(taken.sorted().joined(separator: ", "))", at: key)
    }
  }

  func string(_ name: String) throws(ConfigurationError) -> String? {
    guard let node = take(name) else { return nil }
    guard let text = node.scalar?.string, !text.isEmpty else { throw error(name, "must be a text") }
    return text
  }

  /// A path: a text without control characters.
  func path(_ name: String) throws(ConfigurationError) -> String? {
    guard let text = try string(name) else { return nil }
    guard !text.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
      throw error(name, "a path cannot hold control characters")
    }
    return text
  }

  func integer(_ name: String) throws(ConfigurationError) -> Int? {
    guard let node = take(name) else { return nil }
    guard let value = node.int else { throw error(name, "must be a whole number") }
    return value
  }

  func boolean(_ name: String) throws(ConfigurationError) -> Bool? {
    guard let node = take(name) else { return nil }
    guard let value = node.bool else { throw error(name, "must be true or false") }
    return value
  }

  /// One text or a list of texts.
  func strings(_ name: String) throws(ConfigurationError) -> [String] {
    guard let node = take(name) else { return [] }
    if let text = node.scalar?.string {
      guard !text.isEmpty else { throw error(name, "must be a text or a list of texts") }
      return [text]
    }
    guard let sequence = node.sequence else { throw error(name, "must be a text or a list of texts") }
    var texts: [String] = []
    for element in sequence {
      guard let text = element.scalar?.string, !text.isEmpty else {
        throw error(name, "must be a list of texts", at: element)
      }
      texts.append(text)
    }
    return texts
  }

  /// Texts of which each must be one that exists; nil where there are none.
  func choices(_ name: String, from existing: [String]) throws(ConfigurationError) -> [String]? {
    let texts = try strings(name)
    for text in texts where !existing.contains(text) {
      throw error(name, "\(text) is none of those that exist: \(existing.joined(separator: ", "))")
    }
    return texts.isEmpty ? nil : texts
  }

  func timeZone(_ name: String) throws(ConfigurationError) -> LocalTimeZone? {
    guard let text = try string(name) else { return nil }
    guard let zone = LocalTimeZone(text) else {
      throw error(name, "\(text) is no time zone of the IANA database, such as Europe/Kyiv")
    }
    return zone
  }

  /// Host names in canonical form, ascending; a single label such as `ua` is allowed.
  func names(_ name: String) throws(ConfigurationError) -> [String] {
    var names = Set<String>()
    for text in try strings(name) {
      var trimmed = text.lowercased()
      if trimmed.hasPrefix(".") { trimmed.removeFirst() }
      if let host = HostName(trimmed) {
        names.insert(host.canonical)
      } else if let label = HostName("label.\(trimmed)"), !trimmed.isEmpty {
        names.insert(String(label.canonical.dropFirst("label.".count)))
      } else {
        throw error(name, "\(text) is no domain name")
      }
    }
    return names.sorted()
  }

  func choice<T: CaseIterable & RawRepresentable>(
    _ name: String, _ type: T.Type
  ) throws(ConfigurationError) -> T? where T.RawValue == String {
    guard let text = try string(name) else { return nil }
    guard let value = T(rawValue: text) else {
      throw error(name, "must be one of \(T.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return value
  }

  func duration(_ name: String) throws(ConfigurationError) -> TimeSpan? {
    guard let text = try string(name) else { return nil }
    guard let value = TimeSpan(text) else { throw error(name, "must be a length of time such as 36h or 5d") }
    return value
  }

  func tlp(_ name: String) throws(ConfigurationError) -> TLP? {
    guard let text = try string(name) else { return nil }
    guard let value = TLP(reading: text) else {
      throw error(name, "must be one of \(TLP.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return value
  }

  func mapping(_ name: String) throws(ConfigurationError) -> YAMLMapping? {
    guard let node = take(name) else { return nil }
    return try YAMLMapping(node, key: path(name), file: file)
  }

  func mappings(_ name: String) throws(ConfigurationError) -> [YAMLMapping] {
    guard let node = take(name) else { return [] }
    guard let sequence = node.sequence else { throw error(name, "must be a list") }
    var mappings: [YAMLMapping] = []
    for element in sequence { mappings.append(try YAMLMapping(element, key: path(name), file: file)) }
    return mappings
  }
}

/// Finds aliases before the text is composed: aliases of aliases grow without bound.
enum YAMLAliases {
  /// 1-based line of the first alias (`*name`) outside quotes and comments, or nil.
  ///
  /// No plain scalar may begin with `*` (YAML 1.2.2, 7.3.3), so a token that does is an alias.
  static func firstLine(in text: String) -> Int? {
    var line = 1
    var quote: UInt8 = 0
    var isTokenStart = true
    var previous = UInt8(ascii: "\n")
    for byte in text.utf8 {
      defer { previous = byte }
      if byte == UInt8(ascii: "\n") {
        line += 1
        isTokenStart = true
        if quote == UInt8(ascii: "#") { quote = 0 }
        continue
      }
      if quote != 0 {
        if byte == quote, quote != UInt8(ascii: "#"), previous != UInt8(ascii: "\\") { quote = 0 }
        continue
      }
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        if previous == UInt8(ascii: ":") || previous == UInt8(ascii: "-") || previous == UInt8(ascii: "?") {
          isTokenStart = true
        }
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","): isTokenStart = true
      case UInt8(ascii: "#") where previous == UInt8(ascii: " ") || previous == UInt8(ascii: "\n"):
        quote = byte
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if isTokenStart { quote = byte }
        isTokenStart = false
      case UInt8(ascii: "*"):
        if isTokenStart { return line }
      default: isTokenStart = false
      }
    }
    return nil
  }
}
