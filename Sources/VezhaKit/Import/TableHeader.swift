/// The first record of a text, if it may be a table.
struct TableHeader {
  /// Names of its columns; none if the text is no table.
  let columns: CSVColumns
  /// How many columns it has.
  let count: Int

  /// The header of a text that may be cut.
  init(_ text: Span<UInt8>) {
    var scanner = CSVScanner(text)
    do throws(ReadError) {
      count = try scanner.next(text) ? scanner.count : 0
    } catch {
      count = 0
    }
    columns = CSVColumns(scanner, of: text)
  }
}
