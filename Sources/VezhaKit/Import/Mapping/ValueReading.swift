/// A value of a record with the line on which it stands.
struct MappedValue {
  var text: String
  var line: Int
}

extension RecordNode {
  /// The elements at a path's steps, in document order.
  func elements(_ steps: ArraySlice<ElementPath.Step>) -> [RecordNode] {
    guard let step = steps.first else { return [self] }
    return children.filter { $0.fits(step) }.flatMap { $0.elements(steps.dropFirst()) }
  }

  private func fits(_ step: ElementPath.Step) -> Bool {
    guard step.name.matches(name) else { return false }
    guard let condition = step.condition else { return true }
    if condition.isAttribute { return attribute(condition.name) == condition.value }
    return children.contains { $0.name == condition.name && $0.text == condition.value }
  }

  /// The values at a path that are not empty, in document order.
  func values(_ path: ElementPath) -> [MappedValue] {
    elements(path.steps[...]).compactMap { node in
      let text =
        switch path.end {
        case .text: node.text
        case .attribute(let name): node.attribute(name) ?? ""
        case .elementName: node.name
        }
      return text.isEmpty ? nil : MappedValue(text: text, line: node.line)
    }
  }
}

/// Reads values out of records by rules.
struct ValueReading {
  let tables: MappingTables
  /// References that no table has.
  private(set) var unresolved: [(table: String, value: MappedValue)] = []

  init(tables: MappingTables) { self.tables = tables }

  /// References that no table has, once.
  mutating func takeUnresolved() -> [(table: String, value: MappedValue)] {
    defer { unresolved = [] }
    return unresolved
  }

  /// All values of some rules, in their order.
  mutating func values(_ rules: [ValueRule], of node: RecordNode) -> [MappedValue] {
    var values: [MappedValue] = []
    for rule in rules { values += self.values(rule, of: node) }
    return values
  }

  private mutating func values(_ rule: ValueRule, of node: RecordNode) -> [MappedValue] {
    guard let each = rule.each else { return once(rule, of: node) }
    var values: [MappedValue] = []
    for element in node.elements(each.steps[...]) { values += once(rule, of: element) }
    return values
  }

  private mutating func once(_ rule: ValueRule, of node: RecordNode) -> [MappedValue] {
    var values = sourced(rule, of: node)
    if let separator = rule.split { values = values.flatMap { Self.split($0, separator) } }
    if !rule.unless.isEmpty { values.removeAll { rule.unless.contains($0.text.lowercased()) } }
    if let table = rule.lookup {
      values = values.compactMap { value in
        if let found = tables.value(of: value.text, in: table) {
          return found.isEmpty ? nil : MappedValue(text: found, line: value.line)
        }
        unresolved.append((table, value))
        return nil
      }
    }
    if !rule.words.isEmpty {
      values = values.map { MappedValue(text: rule.words[$0.text.lowercased()] ?? $0.text, line: $0.line) }
    }
    if let only = rule.only { values.removeAll { !only.holds($0.text) } }
    if values.isEmpty, let fallback = rule.fallback, !isWrittenEmpty(rule, in: node) {
      values = [MappedValue(text: fallback, line: node.line)]
    }
    return values
  }

  /// Whether the one place a rule looks at is there and empty, which says that there is no value; a default stands for
  /// what an export leaves out.
  private func isWrittenEmpty(_ rule: ValueRule, in node: RecordNode) -> Bool {
    guard case .path(let path) = rule.source else { return false }
    return node.elements(path.steps[...]).contains { element in
      switch path.end {
      case .text: element.text.isEmpty && element.children.isEmpty
      case .attribute(let name): element.attribute(name)?.isEmpty ?? false
      case .elementName: false
      }
    }
  }

  private mutating func sourced(_ rule: ValueRule, of node: RecordNode) -> [MappedValue] {
    switch rule.source {
    case .path(let path): return node.values(path)
    case .fixed(let text): return [MappedValue(text: text, line: node.line)]
    case .first(let rules):
      for rule in rules {
        let values = values(rule, of: node)
        if !values.isEmpty { return values }
      }
      return []
    case .join(let rules, let separator):
      var parts: [String] = []
      for rule in rules {
        guard let part = values(rule, of: node).first else { return [] }
        parts.append(part.text)
      }
      return [MappedValue(text: parts.joined(separator: separator), line: node.line)]
    }
  }

  private static func split(_ value: MappedValue, _ separator: String) -> [MappedValue] {
    let parts: [String] =
      separator == " "
      ? value.text.split(whereSeparator: \.isWhitespace).map(String.init)
      : parts(value.text.utf8[...], Array(separator.utf8))
    return parts.map { trimmedXML($0) }.filter { !$0.isEmpty }.map { MappedValue(text: $0, line: value.line) }
  }

  private static func parts(_ text: Substring.UTF8View, _ separator: [UInt8]) -> [String] {
    var parts: [String] = []
    var start = text.startIndex
    var position = text.startIndex
    while position < text.endIndex {
      if text[position...].starts(with: separator) {
        parts.append(String(Substring(text[start..<position])))
        position = text.index(position, offsetBy: separator.count)
        start = position
      } else {
        position = text.index(after: position)
      }
    }
    parts.append(String(Substring(text[start...])))
    return parts
  }
}

extension ValueRule {
  /// Every path at which the rule takes a value, from the record on.
  var paths: [ElementPath] {
    let own: [ElementPath] =
      switch source {
      case .path(let path): [path]
      case .fixed: []
      case .first(let rules), .join(let rules, _): rules.flatMap(\.paths)
      }
    guard let each else { return own }
    return own.map { each.appending($0) } + [each.appending(nil)]
  }

  /// Every table the rule asks.
  var lookups: [String] {
    let inner: [String] =
      switch source {
      case .path, .fixed: []
      case .first(let rules), .join(let rules, _): rules.flatMap(\.lookups)
      }
    return inner + (lookup.map { [$0] } ?? [])
  }
}
