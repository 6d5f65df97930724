/// Where a value stands in an XML file: names of elements by `/`, then the text, an attribute or the name itself.
///
/// `name`, `interfaces/interface/ip`, `@id`, `company/@display_value`, `asset[@name=department]/@value`, `.` (the
/// element's own text), `name()` (the element's own name). `*` in a name stands for any characters. Namespaces and
/// prefixes do not count: local names are compared.
struct ElementPath: Hashable, Sendable {
  /// One element on the way.
  struct Step: Hashable, Sendable {
    var name: NamePattern
    var condition: Condition?
  }

  /// What an element must have: an attribute, or an element inside it, with this value.
  struct Condition: Hashable, Sendable {
    var isAttribute: Bool
    var name: String
    var value: String
  }

  /// What is taken of the last element.
  enum End: Hashable, Sendable {
    case text
    case attribute(String)
    case elementName
  }

  /// Why a text is no path; one clause in lower case.
  struct Malformed: Error { var reason: String }

  private(set) var steps: [Step] = []
  private(set) var end = End.text

  /// Reads a path as it stands in a mapping.
  init(_ text: String) throws(Malformed) {
    guard !text.isEmpty, text.utf8.count <= 1024 else { throw Malformed(reason: "no path") }
    if text == "." { return }
    let parts = try Self.split(text)
    for (number, part) in parts.enumerated() {
      let isLast = number == parts.count - 1
      if part == "name()" || part.hasPrefix("@") {
        guard isLast else { throw Malformed(reason: "\(part) can only stand at the end of a path") }
        end = part == "name()" ? .elementName : .attribute(try Self.name(part.dropFirst()))
      } else {
        steps.append(try Self.step(part))
      }
    }
  }

  /// The parts between slashes that stand in no brackets.
  private static func split(_ text: String) throws(Malformed) -> [String] {
    var parts = [""]
    var isInBrackets = false
    for character in text {
      switch character {
      case "[": isInBrackets = true
      case "]": isInBrackets = false
      case "/" where !isInBrackets:
        parts.append("")
        continue
      default: break
      }
      parts[parts.count - 1].append(character)
    }
    if isInBrackets { throw Malformed(reason: "a [ without its ]") }
    if parts.contains("") { throw Malformed(reason: "an empty name between slashes") }
    return parts
  }

  private static func step(_ part: String) throws(Malformed) -> Step {
    guard let open = part.firstIndex(of: "[") else {
      return Step(name: NamePattern(try name(part[...])), condition: nil)
    }
    guard part.hasSuffix("]") else { throw Malformed(reason: "a condition in [ ] must end its element") }
    let inside = part[part.index(after: open)...].dropLast()
    guard let equals = inside.firstIndex(of: "=") else {
      throw Malformed(reason: "a condition reads [@attribute=value] or [element=value]")
    }
    var value = trimmedXML(String(inside[inside.index(after: equals)...]))
    if value.count >= 2, let quote = value.first, quote == "'" || quote == "\"", value.last == quote {
      value = String(value.dropFirst().dropLast())
    }
    let left = trimmedXML(String(inside[..<equals]))
    let isAttribute = left.hasPrefix("@")
    let condition = Condition(
      isAttribute: isAttribute, name: try name(isAttribute ? left.dropFirst() : left[...]), value: value)
    return Step(name: NamePattern(try name(part[..<open])), condition: condition)
  }

  /// A name that XML could have, or with `*`.
  private static func name(_ text: Substring) throws(Malformed) -> String {
    let isName = text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x80...0xff, UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "*"):
        true
      default: false
      }
    }
    guard !text.isEmpty, isName else { throw Malformed(reason: "\(text) is no name of an element or attribute") }
    return String(text)
  }
}

extension ElementPath {
  /// This path's elements and then another's, or this path's elements alone.
  func appending(_ other: ElementPath?) -> ElementPath {
    var path = self
    path.steps += other?.steps ?? []
    path.end = other?.end ?? .elementName
    return path
  }
}

/// A name in which `*` stands for any characters.
struct NamePattern: Hashable, Sendable {
  private let text: String
  private let hasWildcard: Bool

  init(_ text: String) {
    self.text = text
    hasWildcard = text.utf8.contains(UInt8(ascii: "*"))
  }

  func matches(_ name: String) -> Bool {
    hasWildcard ? Self.matches(Array(text.utf8), Array(name.utf8)) : text == name
  }

  /// Whether some name could match both.
  func overlaps(_ other: NamePattern) -> Bool {
    if hasWildcard && other.hasWildcard { return true }
    return hasWildcard ? matches(other.text) : other.matches(text)
  }

  /// The name as the mapping has it.
  var description: String { text }

  /// Greedy with one point of return, so that many stars stay linear times the length.
  private static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var (patternIndex, textIndex, star, mark) = (0, 0, -1, 0)
    while textIndex < text.count {
      if patternIndex < pattern.count, pattern[patternIndex] == UInt8(ascii: "*") {
        (star, mark) = (patternIndex, textIndex)
        patternIndex += 1
      } else if patternIndex < pattern.count, pattern[patternIndex] == text[textIndex] {
        patternIndex += 1
        textIndex += 1
      } else if star >= 0 {
        mark += 1
        (patternIndex, textIndex) = (star + 1, mark)
      } else {
        return false
      }
    }
    return pattern[patternIndex...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
