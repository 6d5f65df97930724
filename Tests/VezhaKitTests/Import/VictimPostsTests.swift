import Testing

@testable import VezhaKit

@Suite struct VictimPostsTests {
  /// A document and its listings.
  @Test(arguments: [
    (
      #"{"count":1,"victims":[{"discovered":"2026-11-16 10:00:00.5","victim":"Ministry of Examples","group":"x","website":"www.gov.example","infostealer":"","press":null}]}"#,
      [
        "/victims/0/website www.gov.example 2026-11-16T10:00:00.500000Z",
        "/victims/0/victim ministry of examples 2026-11-16T10:00:00.500000Z",
      ]
    ),
    (
      #"[{"post_title":"gov.example","group_name":"x","discovered":"2026-11-16T10:00:00Z","website":""}]"#,
      ["/0/post_title gov.example 2026-11-16T10:00:00Z", "/0/post_title gov.example 2026-11-16T10:00:00Z"]
    ),
    (
      #"{"filters":{},"results":[{"date":"2026-11-16","victim":"Мерія Прикладу","domain":"n/a","ransomware":null}]}"#,
      ["/results/0/victim мерія прикладу 2026-11-16T00:00:00Z"]
    ),
    (
      #"{"group_name":"x","post_title":"A &amp;amp; B &lt;C&gt; www.a.example","discovered":"2026-11-16"}"#,
      ["/post_title a & b <c> www.a.example 2026-11-16T00:00:00Z", "/post_title www.a.example 2026-11-16T00:00:00Z"]
    ),
    (
      #"{"name":"A breach","columns":["email"],"records":1,"domain":"a.example/x","date":"2026-11-16"}"#,
      ["/domain a.example 2026-11-16T00:00:00Z", "/name a breach 2026-11-16T00:00:00Z"]
    ),
  ])
  func `a post names an organization and its host`(text: String, expected: [String]) throws {
    #expect(try DocumentReader.format(of: Array(text.utf8).span, in: Series(key: "x"), file: "x").id == "victim-posts")
    let (sink, summary) = try readDocument(text)
    #expect(sink.rows.map { "\($0.place) \($0.subject) \($0.time ?? "-")" } == expected)
    #expect(sink.rows.allSatisfy { $0.threat == .leak })
    #expect(VictimPosts.role == .claimed)
    #expect(summary.rows == 1)
  }

  /// Titles that name nobody.
  @Test(arguments: [
    ("X is officially online!", "an announcement, no victim"), ("Announcement: FTP", "an announcement, no victim"),
    ("MIRRORS", "an announcement, no victim"), ("Recruiting – 2026", "an announcement, no victim"),
    ("Happy New Year, friends", "an announcement, no victim"), ("", "names no victim"), ("N/A", "names no victim"),
  ])
  func `a title that names nobody is skipped`(title: String, reason: String) throws {
    let (sink, _) = try readDocument(#"[{"post_title":"\#(title)","group_name":"x","discovered":"2026-11-16"}]"#)
    #expect(sink.rows.isEmpty)
    #expect(sink.problems.first.map(\.reason) == [reason])
  }

  /// A title and what it names.
  static let titles: [(title: String, subjects: [String])] = [
    ("Government Recruitment Service", ["government recruitment service"]), ("Mirror Holdings", ["mirror holdings"]),
    ("New Domain Properties Ltd", ["new domain properties ltd"]), ("We are back tax.example", ["tax.example"]),
    ("State Tax Serv...", ["state tax serv..."]), ("City of E******", ["city of e******"]),
    // Of a host that is cut or masked nothing else is known to be one.
    ("hammer-example.org...", ["hammer-example.org..."]), ("exa**le.example", ["exa**le.example"]),
    ("tax.example and oth…", ["tax.example and oth…", "tax.example"]),
  ]

  @Test(arguments: titles)
  func `a title is a name unless it announces something, cut and masked ones too`(
    title: String, subjects: [String]
  ) throws {
    let (sink, _) = try readDocument(#"[{"post_title":"\#(title)","group_name":"x","discovered":"2026-11-16"}]"#)
    #expect(sink.rows.map(\.subject) == subjects)
  }

  /// A cell with sites and their hosts.
  static let sites: [(cell: String, hosts: [String])] = [
    ("https://gov.example/a", ["gov.example"]), ("a.example, b.example", ["a.example", "b.example"]),
    ("a.example;b.example", ["a.example", "b.example"]), ("a.example / b.example", ["a.example", "b.example"]),
    ("a.example,b.example", ["a.example", "b.example"]), ("https://a.example/x,y.html", ["a.example"]),
    ("https://a.example/x,https://b.example/", ["a.example", "b.example"]), ("Not found", []), ("N/A", []),
  ]

  @Test(arguments: sites) func `a cell may hold several sites`(cell: String, hosts: [String]) throws {
    let (sink, _) = try readDocument(#"[{"victim":"Archive","group":"x","website":"\#(cell)"}]"#)
    #expect(sink.rows.filter { $0.kind == .host }.map(\.subject) == hosts)
  }

  /// What RansomLook exports, and where its posts stand.
  static let exports: [(text: String, place: String)] = [
    (#"[{"post_title":"tax.example","discovered":"2026-11-16 10:00:00.5","description":"","link":null}]"#, "/0"),
    (#"{"a/b":[{"post_title":"tax.example","discovered":"2026-11-16 10:00:00.5","link":null}],"c":[]}"#, "/a~1b/0"),
    (
      #"[{"captcha":false,"meta":null,"locations":[{"fqdn":"x.onion"}]},[{"post_title":"tax.example","discovered":"2026-11-16 10:00:00.5"}]]"#,
      "/1/0"
    ),
  ]

  @Test(arguments: exports) func `exports of RansomLook are read with or without groups`(
    text: String, place: String
  ) throws {
    #expect(try DocumentReader.format(of: Array(text.utf8).span, in: Series(key: "x"), file: "x").id == "victim-posts")
    let (sink, summary) = try readDocument(text)
    #expect(sink.rows.map(\.place) == ["\(place)/post_title", "\(place)/post_title"])
    #expect(sink.rows.map(\.kind) == [.name, .host] && sink.problems.count == 0 && summary.rows == 1)
  }

  @Test func `posts as a table say the same`() throws {
    let text =
      "post_title,group_name,discovered,website,country\nTax Office,x,2026-11-16 10:00:00,tax.example,ZZ\n\"State Arch...\",x,2026-11-17,,ZZ\n"
    #expect(try DocumentReader.format(of: text.utf8.span, in: Series(key: "x"), file: "x").id == "victim-posts")
    let (sink, summary) = try readDocument(text)
    #expect(sink.rows.map(\.subject) == ["tax.example", "tax office", "state arch..."] && summary.rows == 2)
    #expect(sink.rows.map(\.place) == ["2:34", "2:1", "3:1"] && sink.rows.allSatisfy { $0.threat == .leak })
    #expect(VictimPosts.published(text.utf8.span) == Instant("2026-11-17T00:00:00Z"))
  }

  @Test func `the newest post dates the document`() {
    let text =
      #"[{"post_title":"a","group_name":"x","discovered":"2026-11-16"},{"post_title":"b","group_name":"x","discovered":"2026-11-18 01:00:00"}]"#
    #expect(VictimPosts.published(Array(text.utf8).span) == Instant("2026-11-18T01:00:00Z"))
  }
}
