import Foundation
import Testing

@testable import VezhaKit

@Suite struct PlainTextTests {
  /// A line and `subject transport port path`, `-` for what is absent; nil where the line is skipped.
  @Test(
    arguments: [
      ("https://www.example.org/login.php?x=1", "www.example.org tcp 443 login"),
      ("http://example.org", "example.org tcp 80 root"),
      ("https://example.org:8443/", "example.org tcp 8443 root"), ("example.org", "example.org - - -"),
      ("example.org:8080", "example.org - 8080 -"), ("example.org/a/b.pdf", "example.org - - file"),
      ("tcp://example.org:443", "example.org tcp 443 root"),
      ("tcp://192.0.2.1:443", "192.0.2.1 tcp 443 root"),
      ("udp://192.0.2.1:53", "192.0.2.1 udp 53 root"), ("192.0.2.1", "192.0.2.1 - - -"),
      ("192.0.2.1.", "192.0.2.1 - - -"), ("192.0.2.1:22", "192.0.2.1 - 22 -"),
      ("[2001:DB8::1]:443", "2001:db8::1 - 443 -"), ("2001:db8::1", "2001:db8::1 - - -"),
      ("https://[2001:db8::1]:8443/x", "2001:db8::1 tcp 8443 other"), ("192.0.2.0/24", "192.0.2.0/24 - - -"),
      ("192.0.2.7/24 ; SBL1", "192.0.2.0/24 - - -"), ("2001:db8::/32", "2001:db8::/32 - - -"),
      ("192.0.2.1-192.0.2.9", "192.0.2.1-192.0.2.9 - - -"),
      ("192.0.2.1 - 192.0.2.9", "192.0.2.1-192.0.2.9 - - -"),
      ("192.0.2.0\t192.0.2.255\t24\t788", "192.0.2.0/24 - - -"), ("2001:db8:: 2001:db8::ffff", "2001:db8::/112 - - -"),
      ("192.0.2.1 192.0.2.9", "192.0.2.1 - - -"), ("192.0.2.9 192.0.2.1", "192.0.2.9 - - -"),
      ("192.0.2.1 192.0.2.1", "192.0.2.1 - - -"), ("http__example.org/x", "example.org tcp 80 other"),
      ("https:__example.org", "example.org tcp 443 root"), ("hxxps__192.0.2.1:8443", "192.0.2.1 tcp 8443 root"),
      ("a__b.example.org", "a__b.example.org - - -"),
      ("http://192.0.2.1/24", "192.0.2.1 tcp 80 other"), ("192.0.2.1/x", "192.0.2.1 - - other"),
      // Defanged, after FORMATS.md section 8.
      ("hxxp://example[.]org/", "example.org tcp 80 root"),
      ("hXXps://example(.)org", "example.org tcp 443 root"),
      ("h**p://example{.}org", "example.org tcp 80 root"), ("example[dot]org", "example.org - - -"),
      ("example(dot)org", "example.org - - -"), ("example [.] org", "example.org - - -"),
      ("example[d0t]org", "example.org - - -"), ("hxxp[:]//example.org", "example.org tcp 80 root"),
      ("hxxps[://]example[.]org[/]login", "example.org tcp 443 login"),
      ("hxxp:\\\\example.org\\x", "example.org tcp 80 root"),
      ("http:/example.org", "example.org tcp 80 root"), ("example[.org", "example.org - - -"),
      ("example.]org", "example.org - - -"), ("example\\.org", "example.org - - -"),
      ("meow://example.org", "example.org tcp 80 root"),
      ("192[.]0[.]2[.]1", "192.0.2.1 - - -"), ("user[@]example.org", "example.org - - -"),
      ("fxp://example[.]org", "example.org tcp 21 root"),
      // Around the entry.
      ("https://user:pw@example.org:444/", "example.org tcp 444 root"),
      ("https://example.org/ GET", "example.org tcp 443 root"),
      ("example.org  # comment", "example.org - - -"), ("example.org,", "example.org - - -"),
      ("example.org;x", "example.org - - -"),
      ("example.org)", "example.org - - -"), ("\"example.org\"", "example.org - - -"),
      ("<https://example.org/>", "example.org tcp 443 root"),
      ("example.org.", "example.org - - -"), ("WWW.EXAMPLE.ORG", "www.example.org - - -"),
      ("1. example.org", "example.org - - -"),
      ("12) example.org", "example.org - - -"), ("- example.org", "example.org - - -"),
      ("+ example.org", "example.org - - -"),
      ("• example.org", "example.org - - -"), ("•example.org", "example.org - - -"),
      ("\texample.org \r", "example.org - - -"),
      ("приклад.укр/шлях", "xn--80aikifvh.xn--j1amh - - other"), ("*.example.org", "example.org - - -"),
      ("www.example.org,192.0.2.1,http", "www.example.org - - -"),
      ("192.0.2.1 (443/tcp, 53/udp)", "192.0.2.1 - - -"),
      ("example.org:99999", "example.org - - -"), ("example.org:abc", "example.org - - -"),
      ("example.org:", "example.org - - -"),
      // Policy: what other extractors guess is skipped here.
      ("192,168,0,1", nil), ("0177.0.0.01", nil), ("localhost", nil), ("Targets for today:", nil),
      ("a b", nil),
      ("192.0.2.0/33", nil), ("https:///x", nil), ("[.]", nil), ("mailto:x", nil),
    ] as [(String, String?)])
  func `a line names one subject or is skipped`(line: String, expected: String?) throws {
    let (sink, summary) = try readDocument("sentinel.example\n" + line + "\n")
    #expect(sink.rows.count == (expected == nil ? 1 : 2))
    #expect(summary.rows == 2)
    guard let expected, let row = sink.rows.last else {
      #expect(sink.problems.first.map(\.line) == [2])
      return
    }
    let found = [
      row.subject, row.transport?.rawValue ?? "-", row.port.map { "\($0)" } ?? "-", row.path?.rawValue ?? "-",
    ]
    #expect(found.joined(separator: " ") == expected)
  }

  /// A line and its subjects, a host with the address beside it; what stands behind words is a remark.
  @Test(
    arguments: [
      ("www.a.example, b.example, c.example", ["www.a.example", "b.example", "c.example"]),
      ("d.example;e.example", ["d.example", "e.example"]),
      ("https://f.example/ https://g.example/x", ["f.example", "g.example"]),
      ("h.example / i.example", ["h.example", "i.example"]),
      ("192.0.2.1, 192.0.2.5", ["192.0.2.1", "192.0.2.5"]), ("192.0.2.1 192.0.2.9", ["192.0.2.1"]),
      ("192.0.2.1 www.a.example", ["www.a.example 192.0.2.1"]),
      ("www.a.example\t192.0.2.1", ["www.a.example 192.0.2.1"]),
      ("www.a.example,192.0.2.1,http", ["www.a.example 192.0.2.1"]),
      ("www.a.example see b.example", ["www.a.example"]), ("www.a.example # b.example", ["www.a.example"]),
      ("https://a.example/x,y.example", ["a.example"]),
      // Decorated.
      ("🎯https://a.example/x", ["a.example"]), ("➡️ a.example", ["a.example"]), ("❌a.example", ["a.example"]),
      ("\u{200b}a.example\u{200b}", ["a.example"]), ("\u{a0}a.example", ["a.example"]), ("«a.example»", ["a.example"]),
      ("[a.example]", ["a.example"]), ("**a.example**", ["a.example"]), ("*a.example*", ["a.example"]),
      ("2)a.example", ["a.example"]), ("-a.example", ["a.example"]), ("a.example—down", ["a.example"]),
    ] as [(String, [String])])
  func `a line gives every entry that only separators part`(line: String, expected: [String]) throws {
    let (sink, _) = try readDocument("sentinel.example\n" + line + "\n")
    let found = sink.rows.dropFirst().map { row in
      ([row.subject] + (!row.host.isEmpty ? row.address.map { ["\($0)"] } ?? [] : [])).joined(separator: " ")
    }
    #expect(found == expected)
  }

  @Test func `lines may end with a carriage return alone`() throws {
    let (sink, _) = try readDocument("a.example\rb.example\rc.example\r")
    #expect(sink.rows.map(\.host) == ["a.example", "b.example", "c.example"])
  }

  @Test func `comments and empty lines are no rows`() throws {
    let (sink, summary) = try readDocument("\u{FEFF}# a\r\n; b\r\n// c\r\n! d\r\n\r\n  example.org\r\n")
    #expect(sink.rows.map(\.place) == ["6:3"])
    #expect(sink.rows.map(\.listed) == ["example.org"])
    #expect(summary == DocumentSummary(rows: 1, listings: 1))
  }

  @Test func `a port that is none is skipped, its row is not`() throws {
    let (sink, _) = try readDocument("example.org:70000\n")
    #expect(sink.rows.map(\.host) == ["example.org"])
    #expect(sink.problems.first.map(\.field) == ["port"])
  }

  @Test(
    arguments: [
      ("{\"a\": 1}", ReadError.Code.unknownFormat), ("[{\"a\": 1}]", .unknownFormat),
      ("<html>", .unknownFormat), ("", .empty),
      ("PK\u{3}\u{4}\u{0}\u{0}", .unknownFormat), ("no host here\nat all\n", .unknownFormat),
    ] as [(String, ReadError.Code)])
  func `what is no list is refused`(text: String, code: ReadError.Code) {
    let error = #expect(throws: ReadError.self) { _ = try readDocument(text, file: "x.txt") }
    #expect(error?.code == code)
    #expect(error?.file == "x.txt")
  }

  @Test func `a list of comments is an empty list`() throws {
    let (sink, summary) = try readDocument("# nothing today\n")
    #expect(sink.rows.isEmpty && summary.listings == 0)
  }

  @Test func `other encodings are read with a note`() throws {
    let text = "# список\nприклад.укр\n"
    let utf16: [UInt8] = [0xff, 0xfe] + text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    let (wide, first) = try readDocument(utf16)
    #expect(wide.subjects == ["xn--80aikifvh.xn--j1amh"])
    #expect(first.note == "read as UTF-16")
    let (cyrillic, second) = try readDocument([
      0xef, 0xf0, 0xe8, 0xea, 0xeb, 0xe0, 0xe4, 0x2e, 0xf3, 0xea, 0xf0,
    ])
    #expect(cyrillic.subjects == ["xn--80aikifvh.xn--j1amh"])
    #expect(second.note == "not UTF-8, read as windows-1251")
  }

  /// Lines whose host the reference (Python's urlsplit and IDNA 2003) and we read differently, and why.
  static let differences: [String: String] = [:]

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `real URL lists give the hosts of their facts`() throws {
    var compared = 0
    for file in Corpus.files(under: "lists/urllist", suffix: ".txt") {
      let facts = try #require(Corpus.json(URL(filePath: file.path + ".facts.json")) as? [String: Any])
      let hosts = try #require((facts["facts"] as? [String: Any])?["hosts"] as? [String: Any])
      let (sink, _) = try readDocument([UInt8](Data(contentsOf: file)), file: file.lastPathComponent)
      if let values = hosts["values"] as? [String] {
        #expect(sink.subjects == Set(values), "\(file.lastPathComponent)")
      } else {
        #expect(sink.subjects.count == hosts["count"] as? Int, "\(file.lastPathComponent)")
      }
      compared += 1
    }
    #expect(compared == 13)
  }
}
