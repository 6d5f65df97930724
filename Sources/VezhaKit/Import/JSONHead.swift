/// What the beginning of a JSON text tells of its shape: the names of its members down to the third level.
///
/// Arrays are passed through, so that `{"objects":[{"type":...}]}` has `objects` and `objects.type`. Ends silently where
/// the text is cut or broken: a reader that recognises it finds out.
struct JSONHead {
  /// Whether the outermost value is an array.
  private(set) var isArray = false
  /// Members by path, with their value if it is a short string, else empty.
  private var members: [String: String] = [:]

  /// The shape of a text; empty if it is no JSON.
  init(_ head: Span<UInt8>) {
    guard TextShape(head: head) == .json else { return }
    var scanner = Scanner(index: hasByteOrderMark(head) ? 3 : 0)
    scanner.space(head)
    isArray = scanner.index < head.count && head[scanner.index] == UInt8(ascii: "[")
    scanner.value(head, path: "", depth: 0, into: &members)
  }

  /// Whether all these members are there.
  func has(_ paths: String...) -> Bool { paths.allSatisfy { members[$0] != nil } }

  /// The value of a member that is a short string; else nil.
  subscript(path: String) -> String? { members[path].flatMap { $0.isEmpty ? nil : $0 } }

  private struct Scanner {
    var index: Int
    /// Arrays and objects that stand open around the place.
    private var open = 0

    init(index: Int) { self.index = index }

    mutating func space(_ text: Span<UInt8>) {
      while index < text.count, isSpace(text[index]) { index += 1 }
    }

    /// Reads a value; false where the text ends or is no JSON.
    @discardableResult
    mutating func value(
      _ text: Span<UInt8>, path: String, depth: Int, into members: inout [String: String]
    ) -> Bool {
      space(text)
      guard index < text.count else { return false }
      switch text[index] {
      case UInt8(ascii: "\""): return string(text) != nil
      case UInt8(ascii: "["): return elements(text, path: path, depth: depth, into: &members)
      case UInt8(ascii: "{"): return object(text, path: path, depth: depth, into: &members)
      default:
        while index < text.count, !Self.isEnd(text[index]) { index += 1 }
        return index < text.count
      }
    }

    private mutating func elements(
      _ text: Span<UInt8>, path: String, depth: Int, into members: inout [String: String]
    ) -> Bool {
      open += 1
      defer { open -= 1 }
      guard open <= 32 else { return false }
      index += 1
      space(text)
      if index < text.count, text[index] == UInt8(ascii: "]") {
        index += 1
        return true
      }
      while value(text, path: path, depth: depth, into: &members) {
        space(text)
        guard index < text.count else { return false }
        index += 1
        if text[index - 1] == UInt8(ascii: "]") { return true }
        guard text[index - 1] == UInt8(ascii: ",") else { return false }
      }
      return false
    }

    private mutating func object(
      _ text: Span<UInt8>, path: String, depth: Int, into members: inout [String: String]
    ) -> Bool {
      open += 1
      defer { open -= 1 }
      guard open <= 32 else { return false }
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
        var inner = path
        if depth < 3, members.count < 512 {
          let name = VezhaKit.string(text.extracting(key))
          inner = path.isEmpty ? name : "\(path).\(name)"
          var short = ""
          if index < text.count, text[index] == UInt8(ascii: "\"") {
            let start = index
            if let content = string(text), content.count <= 64 { short = VezhaKit.string(text.extracting(content)) }
            index = start
          }
          if members[inner] == nil { members[inner] = short }
        }
        guard value(text, path: inner, depth: depth + 1, into: &members) else { return false }
        space(text)
        guard index < text.count else { return false }
        if text[index] == UInt8(ascii: ",") { index += 1 }
      }
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
