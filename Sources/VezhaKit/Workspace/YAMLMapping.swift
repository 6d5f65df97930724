import Yams

/// A mapping of a YAML file whose keys are taken one by one; what nobody took is refused with its line.
final class YAMLMapping {
  let file: String
  let line: Int
  private let key: String
  private var entries: [(key: Node, value: Node)]
  private var taken = Set<String>()

  init(_ node: Node, key: String, file: String) throws(ConfigurationError) {
    self.file = file
    self.key = key
    line = node.mark?.line ?? 1
    // Anchors would allow aliases, and aliases of aliases grow without bound.
    if node.anchor != nil {
      throw ConfigurationError(file: file, line: line, key: key, reason: "anchors and aliases are not allowed")
    }
    guard let mapping = node.mapping else {
      throw ConfigurationError(file: file, line: line, key: key, reason: "must be a mapping of keys to values")
    }
    entries = mapping.map { ($0.key, $0.value) }
  }

  func error(_ name: String, _ reason: String, at node: Node? = nil) -> ConfigurationError {
    ConfigurationError(
      file: file, line: node?.mark?.line ?? line(of: name), key: path(name), reason: reason)
  }

  /// Line of a key's value; the mapping's own if it is not there.
  func line(of name: String) -> Int { value(name)?.mark?.line ?? line }

  private func path(_ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }

  private func value(_ name: String) -> Node? {
    entries.first { $0.key.string == name }?.value
  }

  private func take(_ name: String) throws(ConfigurationError) -> Node? {
    taken.insert(name)
    guard let node = value(name) else { return nil }
    if node.anchor != nil { throw error(name, "anchors and aliases are not allowed") }
    return node
  }

  /// Refuses keys that nobody took.
  func refuseOthers() throws(ConfigurationError) {
    for (key, _) in entries {
      let name = key.string ?? ""
      guard !taken.contains(name) else { continue }
      throw error(name, "unknown key; known here: \(taken.sorted().joined(separator: ", "))", at: key)
    }
  }

  func string(_ name: String) throws(ConfigurationError) -> String? {
    guard let node = try take(name) else { return nil }
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
    guard let node = try take(name) else { return nil }
    guard let value = node.int else { throw error(name, "must be a whole number") }
    return value
  }

  func boolean(_ name: String) throws(ConfigurationError) -> Bool? {
    guard let node = try take(name) else { return nil }
    guard let value = node.bool else { throw error(name, "must be true or false") }
    return value
  }

  /// One text or a list of texts.
  func strings(_ name: String) throws(ConfigurationError) -> [String] {
    guard let node = try take(name) else { return [] }
    if let text = node.scalar?.string {
      guard !text.isEmpty else { throw error(name, "must be a text or a list of texts") }
      return [text]
    }
    guard let sequence = node.sequence else { throw error(name, "must be a text or a list of texts") }
    var texts: [String] = []
    for element in sequence {
      guard element.anchor == nil, let text = element.scalar?.string, !text.isEmpty else {
        throw error(name, "must be a list of texts", at: element)
      }
      texts.append(text)
    }
    return texts
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
    guard let node = try take(name) else { return nil }
    return try YAMLMapping(node, key: path(name), file: file)
  }

  func mappings(_ name: String) throws(ConfigurationError) -> [YAMLMapping] {
    guard let node = try take(name) else { return [] }
    guard let sequence = node.sequence else { throw error(name, "must be a list") }
    var mappings: [YAMLMapping] = []
    for element in sequence { mappings.append(try YAMLMapping(element, key: path(name), file: file)) }
    return mappings
  }
}
