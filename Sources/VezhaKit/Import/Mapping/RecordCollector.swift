/// One element of a record with what the mapping asks for; all else was passed over.
final class RecordNode {
  let name: String
  let line: Int
  fileprivate(set) var attributes: [(name: String, value: String)] = []
  fileprivate(set) var text = ""
  fileprivate(set) var children: [RecordNode] = []

  fileprivate init(name: String, line: Int) {
    self.name = name
    self.line = line
  }

  func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
}

/// Which parts of a record are kept: the tree of all paths that a rule names.
struct KeptParts: Sendable {
  private(set) var attributes: Set<String> = []
  private(set) var wantsText = false
  private var children: [(name: NamePattern, parts: KeptParts)] = []

  /// Notes that a value is taken there.
  mutating func insert(_ path: ElementPath) { insert(path.steps[...], path.end) }

  private mutating func insert(_ steps: ArraySlice<ElementPath.Step>, _ end: ElementPath.End) {
    guard let step = steps.first else {
      switch end {
      case .text: wantsText = true
      case .attribute(let name): attributes.insert(name)
      case .elementName: break
      }
      return
    }
    let index = children.firstIndex { $0.name == step.name } ?? children.endIndex
    if index == children.endIndex { children.append((step.name, KeptParts())) }
    if let condition = step.condition {
      if condition.isAttribute {
        children[index].parts.attributes.insert(condition.name)
      } else {
        children[index].parts.insert(
          [ElementPath.Step(name: NamePattern(condition.name), condition: nil)], .text)
      }
    }
    children[index].parts.insert(steps.dropFirst(), end)
  }

  /// What is kept of a child; nil for nothing.
  fileprivate func parts(of name: String) -> KeptParts? {
    var found: KeptParts?
    for child in children where child.name.matches(name) {
      if found == nil { found = child.parts } else { found?.merge(child.parts) }
    }
    return found
  }

  private mutating func merge(_ other: KeptParts) {
    attributes.formUnion(other.attributes)
    wantsText = wantsText || other.wantsText
    children += other.children
  }
}

/// Finds records in a stream of elements and keeps of each what its rule names, one record at a time.
struct RecordCollector {
  /// Most elements kept of one record; a file with more is damaged, hostile or mapped at the wrong element.
  static let maximumElements = 200_000

  private let rules: [(each: ElementPath, parts: KeptParts)]
  /// How many elements of each rule's path are open.
  private var opened: [Int]
  private var open: [(node: RecordNode, parts: KeptParts)] = []
  private var rule = 0
  private var count = 0

  init(_ rules: [(each: ElementPath, parts: KeptParts)]) {
    self.rules = rules
    opened = Array(repeating: 0, count: rules.count)
  }

  /// Whether a record is being read.
  var isInRecord: Bool { !open.isEmpty }

  /// Whether the root can be the begin of a record's path.
  func fits(root: String) -> Bool { rules.contains { $0.each.steps.first?.name.matches(root) ?? false } }

  mutating func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    let name = element.nameText
    if let current = open.last {
      guard let parts = current.parts.parts(of: name) else { return .skip }
      count += 1
      guard count <= Self.maximumElements else {
        let (line, column) = element.position
        throw ReadError(
          .limit, line: line, column: column,
          reason: "more than \(Self.maximumElements) elements in one record; is the mapping's `each` right?")
      }
      let node = Self.node(name, element, parts)
      current.node.children.append(node)
      open.append((node, parts))
      return parts.wantsText ? .text : .children
    }
    let depth = element.depth
    var isOnTheWay = false
    for (number, rule) in rules.enumerated() where opened[number] == depth - 1 {
      let steps = rule.each.steps
      guard depth <= steps.count, steps[depth - 1].name.matches(name) else { continue }
      if depth == steps.count {
        begin(number, name, element)
        return rule.parts.wantsText ? .text : .children
      }
      opened[number] = depth
      isOnTheWay = true
    }
    return isOnTheWay ? .children : .skip
  }

  private mutating func begin(_ number: Int, _ name: String, _ element: borrowing XMLElement) {
    rule = number
    count = 0
    open.append((Self.node(name, element, rules[number].parts), rules[number].parts))
  }

  private static func node(_ name: String, _ element: borrowing XMLElement, _ parts: KeptParts) -> RecordNode {
    let node = RecordNode(name: name, line: element.line)
    if !parts.attributes.isEmpty {
      var kept: [(name: String, value: String)] = []
      element.forEachAttribute { name, _, value in
        if parts.attributes.contains(name) { kept.append((name, trimmedXML(value))) }
      }
      node.attributes = kept
    }
    return node
  }

  /// The record that ends with this element and the number of its rule, or nil.
  mutating func end(_ element: borrowing XMLElementEnd) -> (rule: Int, record: RecordNode)? {
    guard let (node, parts) = open.popLast() else {
      for number in opened.indices { opened[number] = min(opened[number], element.depth - 1) }
      return nil
    }
    if parts.wantsText { node.text = element.text }
    return open.isEmpty ? (rule, node) : nil
  }
}
