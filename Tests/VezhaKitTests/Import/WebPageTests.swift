import Testing

@testable import VezhaKit

@Suite struct WebPageTests {
  /// The body of a page and the subjects it names.
  @Test(arguments: [
    ("<p>See exam<b>ple</b>.org.</p>", ["example.org"]),
    ("<p>example.org<br>example.net</p>", ["example.org", "example.net"]),
    ("<td>example.org</td><td>example.net</td>", ["example.org", "example.net"]),
    ("<a href=\"https://example.org/x\">here</a>", ["example.org"]), ("<a href='/x'>example.org</a>", ["example.org"]),
    ("<script>a='example.net'</script><p>example.org</p><style>b{c:url(example.com)}</style>", ["example.org"]),
    ("<!-- example.net --><p>example&#46;org</p>", ["example.org"]), ("<P>hxxp://example[.]org", ["example.org"]),
    ("<p>приклад.укр &mdash; ціль</p>", ["xn--80aikifvh.xn--j1amh"]),
    ("<p>unclosed <b><i>example.org", ["example.org"]),
    ("<img src=\"https://example.net/x.png\"><p>example.org", ["example.org"]),
  ])
  func `a page names what its text and links name`(body: String, subjects: [String]) throws {
    let page = "<!DOCTYPE html>\n<html><head><meta charset=\"windows-1251\"></head>\n<body>\(body)</body></html>"
    #expect(try DocumentReader.format(of: Array(page.utf8).span, in: Series(key: "x"), file: "x").id == "html")
    let (sink, _) = try readDocument(page)
    #expect(sink.rows.map(\.subject) == subjects)
    #expect(sink.rows.allSatisfy { $0.place == "3:1" })
  }

  @Test func `a page in windows-1251 is read with a note`() throws {
    let letters: [UInt8] = [0xef, 0xf0, 0xe8, 0xea, 0xeb, 0xe0, 0xe4]
    let (sink, summary) = try readDocument(
      Array("<html><body>".utf8) + letters + Array(" example.org</body></html>".utf8))
    #expect(sink.subjects == ["example.org"])
    #expect(summary.note == "not UTF-8, read as windows-1251")
  }

  @Test func `pages without end are refused, not followed`() {
    let deep = "<html><body>" + String(repeating: "<div>", count: 5000) + "example.org"
    let error = #expect(throws: ReadError.self) { try readDocument(deep) }
    #expect(error?.code == .limit)
    #expect(throws: ReadError.self) { try readDocument("<html><body>nothing here</body></html>") }
  }
}
