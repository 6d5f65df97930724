/// Names of the fields of a document, so that a change of its format is noticed before it hides something.
enum DocumentFields {
  /// Deepest members that count; below it, names are often data.
  private static let maximumDepth = 4
  /// A document with more names than this uses names as data.
  private static let maximumNames = 512

  /// Members of JSON as paths (`targets.host`, arrays passed through), or columns of a table; nil for anything else.
  static func names(of bytes: Span<UInt8>, format: String) -> Set<String>? {
    let head = bytes.extracting(first: min(bytes.count, DocumentReader.headBytes))
    switch TextShape(head: head) {
    case .json:
      guard let tape = try? JSONTape(bytes) else { return nil }
      var names: Set<String> = []
      collect(tape, tape.root, "", depth: 0, into: &names)
      return names.count <= maximumNames ? names : nil
    case .text where format == ColumnTable.id || format.hasSuffix("-csv"):
      return columns(TextDecoding.head(head).span)
    case .text, .markup, .binary: return nil
    }
  }

  private static func collect(
    _ tape: borrowing JSONTape, _ position: Int, _ path: String, depth: Int, into names: inout Set<String>
  ) {
    guard names.count <= maximumNames else { return }
    switch tape.kind(position) {
    case .array:
      var walk = JSONWalk(tape, position)
      while let element = walk.element(tape) { collect(tape, element, path, depth: depth, into: &names) }
    case .object where depth < maximumDepth:
      let members = tape.inside(position)
      var key = members.lowerBound
      while key < members.upperBound {
        let name = tape.text(key) ?? ""
        let inner = path.isEmpty ? name : "\(path).\(name)"
        names.insert(inner)
        collect(tape, key + 1, inner, depth: depth + 1, into: &names)
        key = tape.next(key + 1)
      }
    default: break
    }
  }

  private static func columns(_ text: Span<UInt8>) -> Set<String>? {
    var scanner = CSVScanner(text)
    do throws(ReadError) {
      guard try scanner.next(text) else { return nil }
    } catch {
      return nil
    }
    return Set((0..<scanner.count).map { scanner.text($0, of: text).lowercased() }.filter { !$0.isEmpty })
  }
}
