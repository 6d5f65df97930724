/// What the beginning of a JSON text tells of its shape: the names of its members down to the third level.
///
/// Arrays are passed through, so that `{"objects":[{"type":...}]}` has `objects` and `objects.type`. What lies deeper is
/// passed over. Ends silently where the text is cut or broken: a reader that recognises it finds out.
struct JSONHead {
  /// Whether the outermost value is an array.
  private(set) var isArray = false
  /// Members by path, with their value if it is a short string, else empty.
  private var members: [String: String] = [:]
  /// How many members are kept of an object, by its path.
  private var counts: [String: Int] = [:]
  /// The first strings that stand in an array, by the path of the array; of the outermost one the path is empty.
  private var strings: [String: [String]] = [:]

  /// The shape of a text; empty if it is no JSON.
  init(_ head: Span<UInt8>) {
    guard TextShape(head: head) == .json else { return }
    var scanner = Scanner(index: hasByteOrderMark(head) ? 3 : 0)
    scanner.space(head)
    isArray = scanner.index < head.count && head[scanner.index] == UInt8(ascii: "[")
    scanner.value(head, path: "", depth: 0, into: &self)
  }

  /// Whether all these members are there.
  func has(_ paths: String...) -> Bool { paths.allSatisfy { members[$0] != nil } }

  /// The value of a member that is a short string; else nil.
  subscript(path: String) -> String? { members[path].flatMap { $0.isEmpty ? nil : $0 } }

  /// Whether members of these names stand side by side in an object, wherever in the text it is.
  func hasAnywhere(_ names: String...) -> Bool {
    guard let first = names.first else { return false }
    return members.keys.contains { path in
      guard path == first || path.hasSuffix(".\(first)") else { return false }
      let outer = path.dropLast(first.count)
      return names.allSatisfy { members["\(outer)\($0)"] != nil }
    }
  }

  /// The first strings of an array that is a member, or the outermost value if the path is empty.
  func strings(in path: String) -> [String] { strings[path] ?? [] }

  /// Names of the members of an object, or of the outermost one if the path is empty.
  func names(in path: String) -> Set<String> {
    let prefix = path.isEmpty ? "" : "\(path)."
    let inside = members.keys.filter { $0.hasPrefix(prefix) }
    return Set(inside.map { String($0.dropFirst(prefix.count).prefix { $0 != "." }) })
  }

  /// Keeps a member.
  private mutating func add(_ path: String, _ value: String, of object: String) {
    // An object with more names than that uses them as data; it leaves room for the others.
    guard counts[object, default: 0] < (object.isEmpty ? 4096 : 256), members.count < 8192 || object.isEmpty,
      members[path] == nil
    else { return }
    members[path] = value
    counts[object, default: 0] += 1
  }

  private struct Scanner {
    var index: Int
    /// Arrays that stand open around the place.
    private var open = 0

    init(index: Int) { self.index = index }

    mutating func space(_ text: Span<UInt8>) {
      while index < text.count, isSpace(text[index]) { index += 1 }
    }

    /// Reads a value; false where the text ends or is no JSON.
    @discardableResult
    mutating func value(_ text: Span<UInt8>, path: String, depth: Int, into head: inout JSONHead) -> Bool {
      space(text)
      guard index < text.count else { return false }
      switch text[index] {
      case UInt8(ascii: "\""): return string(text) != nil
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        if depth >= 3 || open >= 8 { return passOver(text) }
        return text[index] == UInt8(ascii: "[")
          ? elements(text, path: path, depth: depth, into: &head)
          : object(text, path: path, depth: depth, into: &head)
      default:
        while index < text.count, !Self.isEnd(text[index]) { index += 1 }
        return index < text.count
      }
    }

    /// Passes over an array or object, however deep; false where the text ends.
    private mutating func passOver(_ text: Span<UInt8>) -> Bool {
      var open = 0
      while index < text.count {
        switch text[index] {
        case UInt8(ascii: "\""):
          guard string(text) != nil else { return false }
          continue
        case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
        default: break
        }
        index += 1
        if open == 0 { return true }
      }
      return false
    }

    private mutating func elements(_ text: Span<UInt8>, path: String, depth: Int, into head: inout JSONHead) -> Bool {
      open += 1
      defer { open -= 1 }
      index += 1
      space(text)
      if index < text.count, text[index] == UInt8(ascii: "]") {
        index += 1
        return true
      }
      while true {
        space(text)
        if index < text.count, text[index] == UInt8(ascii: "\""), head.strings[path, default: []].count < 8,
          let short = shortString(text)
        {
          head.strings[path, default: []].append(short)
        }
        guard value(text, path: path, depth: depth, into: &head) else { return false }
        space(text)
        guard index < text.count else { return false }
        index += 1
        if text[index - 1] == UInt8(ascii: "]") { return true }
        guard text[index - 1] == UInt8(ascii: ",") else { return false }
      }
    }

    private mutating func object(_ text: Span<UInt8>, path: String, depth: Int, into head: inout JSONHead) -> Bool {
      index += 1
      while true {
        space(text)
        guard index < text.count else { return false }
        if text[index] == UInt8(ascii: "}") {
          index += 1
          return true
        }
        guard text[index] == UInt8(ascii: "\""), let key = string(text) else { return false }
        space(text)
        guard index < text.count, text[index] == UInt8(ascii: ":") else { return false }
        index += 1
        space(text)
        let name = VezhaKit.string(text.extracting(key))
        let inner = path.isEmpty ? name : "\(path).\(name)"
        head.add(inner, shortString(text) ?? "", of: path)
        guard value(text, path: inner, depth: depth + 1, into: &head) else { return false }
        space(text)
        guard index < text.count else { return false }
        if text[index] == UInt8(ascii: ",") { index += 1 }
      }
    }

    /// The string that stands here, if it is a short one; the place stays.
    private mutating func shortString(_ text: Span<UInt8>) -> String? {
      guard index < text.count, text[index] == UInt8(ascii: "\"") else { return nil }
      let start = index
      defer { index = start }
      guard let content = string(text), content.count <= 64 else { return nil }
      return VezhaKit.string(text.extracting(content))
    }

    /// Where the content of a string stands; nil if it is not closed.
    private mutating func string(_ text: Span<UInt8>) -> Range<Int>? {
      let start = index + 1
      index = start
      while index < text.count, text[index] != UInt8(ascii: "\"") {
        index += text[index] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard index < text.count else { return nil }
      index += 1
      return start..<(index - 1)
    }

    private static func isEnd(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") || isSpace(byte)
    }
  }
}
