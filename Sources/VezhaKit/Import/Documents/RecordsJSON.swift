/// JSON and JSON Lines of any shape, read through the field paths of the series' settings.
///
/// A path names members from the record down, `victim.name`; arrays on the way are passed through, all their elements
/// count. `records` says where the list of records stands, else the document is the list or the one record.
public enum RecordsJSON: DocumentFormat {
  /// `json-records`.
  public static let id = "json-records"
  /// What it is called.
  public static let title = "JSON and JSON Lines"
  /// What is taken from it.
  public static let takes = "fields given in the settings of the series"
  /// Since pieces of keys in running text are no hosts.
  public static let version = 2
  /// Each document adds to the last, unless the series says that it is the whole list.
  public static let seriesKind = SeriesKind.stream
  /// Only the series can say what its records say of their subjects.
  public static let role: Role? = nil

  /// Never by content: only a series with field paths is read so.
  public static func recognises(head: Span<UInt8>) -> Bool { false }

  /// Reads all records.
  /// - Throws: what JSON that is none throws; `.unknownFormat` if no record has any of the paths.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    guard let fields = series.fields else {
      throw ReadError(.unknownFormat, reason: "the series names no field paths")
    }
    var reader = RecordReader(fields, sink)
    if JSONRecords.isLines(bytes) {
      reader.readLines(bytes)
    } else {
      let tape = try JSONTape(bytes)
      reader.readDocument(tape)
    }
    guard reader.hasValues || reader.records.writer.summary.rows == 0 else {
      throw ReadError(.unknownFormat, reason: "no record has a value at any of the field paths")
    }
    return reader.records.writer.summary
  }
}

/// Reads records by their paths.
private struct RecordReader {
  var records: RecordListings
  /// Whether any record had a value at a path.
  var hasValues = false
  private let sink: any ListingSink
  private let list: [String]
  private let places: [(field: FieldPaths.Field, path: [String])]
  private var values: [RecordListings.Value] = []

  init(_ fields: FieldPaths, _ sink: any ListingSink) {
    self.sink = sink
    records = RecordListings(sink)
    list = Self.components(fields.records)
    places = FieldPaths.Field.allCases.flatMap { field in fields[field].map { (field, Self.components($0)) } }
  }

  private static func components(_ path: String) -> [String] {
    path.split(whereSeparator: { $0 == "." || $0 == "/" }).map {
      $0.hasSuffix("[]") ? String($0.dropLast(2)) : String($0)
    }
  }

  mutating func readLines(_ bytes: Span<UInt8>) {
    JSONRecords.forEachLine(bytes) { line, place in
      do throws(ReadError) {
        let tape = try JSONTape(line)
        visit(tape, tape.root, list[...], "", line: place)
      } catch {
        records.writer.summary.rows += 1
        records.writer.skip(place, field: "record", line, error.reason)
      }
    }
  }

  mutating func readDocument(_ tape: borrowing JSONTape) { visit(tape, tape.root, list[...], "", line: nil) }

  /// Goes down to the records; every element of an array at the end of the path is one.
  private mutating func visit(
    _ tape: borrowing JSONTape, _ position: Int, _ path: ArraySlice<String>, _ pointer: String, line: Place?
  ) {
    if tape.kind(position) == .array {
      var walk = JSONWalk(tape, position)
      while true {
        let number = walk.index
        guard let element = walk.element(tape) else { return }
        visit(tape, element, path, "\(pointer)/\(number)", line: line)
      }
    }
    if let name = path.first {
      guard let value = tape.member(named: name, of: position) else { return }
      return visit(tape, value, path.dropFirst(), "\(pointer)/\(name)", line: line)
    }
    record(tape, position, pointer, line: line)
  }

  private mutating func record(_ tape: borrowing JSONTape, _ object: Int, _ pointer: String, line: Place?) {
    let place = line ?? .path(pointer.isEmpty ? "/" : pointer)
    guard tape.kind(object) == .object else {
      records.writer.summary.rows += 1
      records.writer.skip(place, field: "record", "", "no JSON object")
      return
    }
    values.removeAll(keepingCapacity: true)
    for (field, path) in places { collect(tape, object, path[...], pointer, field, line: line) }
    if !values.isEmpty { hasValues = true }
    records.list(values, ListingRow(subjectKind: .host, place: place))
  }

  private mutating func collect(
    _ tape: borrowing JSONTape, _ position: Int, _ path: ArraySlice<String>, _ pointer: String,
    _ field: FieldPaths.Field, line: Place?
  ) {
    if tape.kind(position) == .array {
      var walk = JSONWalk(tape, position)
      while true {
        let number = walk.index
        guard let element = walk.element(tape) else { return }
        collect(tape, element, path, "\(pointer)/\(number)", field, line: line)
      }
    }
    if let name = path.first {
      guard let value = tape.member(named: name, of: position) else { return }
      return collect(tape, value, path.dropFirst(), "\(pointer)/\(name)", field, line: line)
    }
    let place = line ?? .path(pointer)
    if let text = tape.withString(position, { array($0) }) {
      values.append(RecordListings.Value(field: field, text: text, place: place))
    } else if let number = tape.integer(position) {
      values.append(RecordListings.Value(field: field, text: Array(String(number).utf8), place: place))
    }
  }
}

extension JSONTape {
  /// The value of an object's first member of this name, or nil; for names that are not known before.
  func member(named name: String, of object: Int) -> Int? {
    guard kind(object) == .object else { return nil }
    let range = inside(object)
    var key = range.lowerBound
    while key < range.upperBound {
      if text(key) == name { return key + 1 }
      key = next(key + 1)
    }
    return nil
  }
}
