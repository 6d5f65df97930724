/// Records of JSON that is one object, a list of objects, or JSON Lines: one object on each line.
enum JSONRecords {
  /// Where a record stands.
  struct Position {
    fileprivate var line: Place?
    fileprivate var index: Int?

    /// The place of a member by names that follow each other.
    func place(_ names: StaticString...) -> Place {
      if let line { return line }
      return .path(names.reduce(index.map { "/\($0)" } ?? "") { "\($0)/\($1)" })
    }
  }

  /// Hands over the records one after the other.
  ///
  /// A bad line of JSON Lines is handed to `skipped` and passed over, as are elements that are no objects.
  /// - Throws: what JSON that is none throws.
  static func forEach(
    _ bytes: Span<UInt8>, skipped: (Place, Span<UInt8>, String) -> Void,
    _ body: (borrowing JSONTape, Int, Position) -> Void
  ) throws(ReadError) {
    guard isLines(bytes) else {
      let tape = try JSONTape(bytes)
      guard tape.kind(tape.root) == .array else { return body(tape, tape.root, Position()) }
      var walk = JSONWalk(tape, tape.root)
      while true {
        let index = walk.index
        guard let element = walk.element(tape) else { return }
        if tape.kind(element) == .object {
          body(tape, element, Position(index: index))
        } else {
          skipped(.pointer("/", index, ""), Span(), "no JSON object")
        }
      }
    }
    forEachLine(bytes) { line, place in
      do throws(ReadError) {
        let tape = try JSONTape(line)
        body(tape, tape.root, Position(line: place))
      } catch {
        skipped(place, line, error.reason)
      }
    }
  }

  /// Hands over the lines that are not blank, without the space around them.
  static func forEachLine(_ bytes: Span<UInt8>, _ body: (Span<UInt8>, Place) -> Void) {
    var position = 0
    var number = 0
    while position < bytes.count {
      var end = position
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      number += 1
      let line = trimmed(bytes, position..<end)
      let start = position
      position = end + 1
      guard !line.isEmpty else { continue }
      body(bytes.extracting(line), .line(number, column: line.lowerBound - start + 1))
    }
  }

  /// Whether the first line is a whole JSON value and another line follows.
  static func isLines(_ bytes: Span<UInt8>) -> Bool {
    var end = 0
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    var next = end
    while next < bytes.count, isSpace(bytes[next]) { next += 1 }
    guard next < bytes.count, !trimmed(bytes, 0..<end).isEmpty else { return false }
    return (try? JSONTape(bytes.extracting(0..<end))) != nil
  }
}
