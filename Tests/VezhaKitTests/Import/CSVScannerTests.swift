import Testing

@testable import VezhaKit

@Suite struct CSVScannerTests {
  private func records(_ text: String, delimiter: Character? = nil) throws(ReadError) -> [[String]] {
    let bytes = Array(text.utf8)
    var scanner = CSVScanner(bytes.span, delimiter: delimiter?.asciiValue)
    var all: [[String]] = []
    while try scanner.next(bytes.span) {
      all.append((0..<scanner.count).map { scanner.withField($0, of: bytes.span) { string($0) } })
    }
    return all
  }

  /// The first seven rows are the rules of RFC 4180 section 2.
  @Test(
    arguments: [
      ("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
      ("aaa,bbb,ccc\r\nzzz,yyy,xxx", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
      ("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
      ("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx", [["aaa", "b\r\nbb", "ccc"], ["zzz", "yyy", "xxx"]]),
      ("\"aaa\",\"b\"\"bb\",\"ccc\"", [["aaa", "b\"bb", "ccc"]]),
      ("a,,c,", [["a", "", "c", ""]]),
      ("a, b ,c", [["a", " b ", "c"]]),
      ("\u{FEFF}a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
      ("a\rb\r\rc", [["a"], ["b"], ["c"]]),
      ("a;b;c\n1,5;2;3", [["a", "b", "c"], ["1,5", "2", "3"]]),
      ("a\tb\n1\t2 3", [["a", "b"], ["1", "2 3"]]),
      ("a|b|c,d\n1|2|3", [["a", "b", "c,d"], ["1", "2", "3"]]),
      ("\"a,b,c,d\";e;f\n1;2;3", [["a,b,c,d", "e", "f"], ["1", "2", "3"]]),
      ("# a comment, with, commas\nx;y\n", [["# a comment", " with", " commas"], ["x;y"]]),
      ("sep=;\r\na;b,c\r\n", [["a", "b,c"]]),
      ("\n\n  \na,b\n\n\n1,2\n\n", [["a", "b"], ["1", "2"]]),
      ("\"x\" ,\"y\"z, \"q,r\",s\"t\"\n", [["x", "yz", "q,r", "s\"t\""]]),
      ("\"\",\"\"\"\",\"\"\"a\"\"\"\n", [["", "\"", "\"a\""]]),
      ("\"\"\n1,2", [["1", "2"]]),
      ("", []), ("\n", []), ("\u{FEFF}", []), ("sep=;", []),
    ] as [(String, [[String]])])
  func `records and fields come out as written`(text: String, expected: [[String]]) throws {
    let delimiter: Character? = text.hasPrefix("#") ? "," : nil
    #expect(try records(text, delimiter: delimiter) == expected)
  }

  @Test(arguments: [
    ("a,b\n1,\"2\n3", 2, 3), ("\"", 1, 1), ("x\r\n\"a\nb\",\"c", 3, 4), ("a,b\n1,\"2\"\"", 2, 3),
  ])
  func `a quote that nothing closes is refused with its place`(text: String, line: Int, column: Int) {
    let error = #expect(throws: ReadError.self) { _ = try records(text) }
    #expect(error?.code == .truncated)
    #expect(error?.line == line)
    #expect(error?.column == column)
  }

  @Test func `a record of endless fields is refused`() {
    let error = #expect(throws: ReadError.self) { _ = try records(String(repeating: ",", count: 5000)) }
    #expect(error?.code == .limit)
  }

  @Test func `a field knows its line and column, also after quoted line ends`() throws {
    let bytes = Array("a,b\r\n\"one\ntwo\",\"x\"\r\n3,\"four\"\n".utf8)
    var scanner = CSVScanner(bytes.span)
    var places: [String] = []
    while try scanner.next(bytes.span) { places += (0..<3).map { scanner.place($0).text } }
    #expect(places == ["1:1", "1:3", "1:1", "2:1", "3:6", "2:1", "4:1", "4:3", "4:1"])
  }

  @Test func `columns are found by name, however it is spelt`() throws {
    let bytes = Array("# Source IP,source.time,Domain_Name,DOMAIN NAME\n192.0.2.1,t,d,e\n".utf8)
    var scanner = CSVScanner(bytes.span, delimiter: UInt8(ascii: ","))
    _ = try scanner.next(bytes.span)
    let columns = CSVColumns(scanner, of: bytes.span)
    #expect(columns.index("source ip") == 0)
    #expect(columns.index("time", "source time") == 1)
    #expect(columns.index("domainname") == 2)
    #expect(columns.index("port") == nil)
    #expect(columns.has("source.ip", "Source Time"))
    #expect(!columns.has("source.ip", "port"))
    _ = try scanner.next(bytes.span)
    #expect(scanner.text(0, of: bytes.span) == "192.0.2.1")
    #expect(scanner.text(9, of: bytes.span) == "")
  }
}
