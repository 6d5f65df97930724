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
    ("hammer-example.p...", "a name cut by the leak site"), ("example.org....", "a name cut by the leak site"),
    ("exa**le.org", "a masked name"), ("X is officially online!", "an announcement, no victim"),
    ("Announcement: FTP", "an announcement, no victim"), ("", "names no victim"),
  ])
  func `a title that names nobody is skipped`(title: String, reason: String) throws {
    let (sink, _) = try readDocument(#"[{"post_title":"\#(title)","group_name":"x","discovered":"2026-11-16"}]"#)
    #expect(sink.rows.isEmpty)
    #expect(sink.problems.first.map(\.reason) == [reason])
  }

  @Test func `the host of a masked title counts`() throws {
    let (sink, _) = try readDocument(#"[{"post_title":"ex*","group_name":"x","website":"https://gov.example/a"}]"#)
    #expect(sink.rows.map(\.subject) == ["gov.example"])
  }

  @Test func `the newest post dates the document`() {
    let text =
      #"[{"post_title":"a","group_name":"x","discovered":"2026-11-16"},{"post_title":"b","group_name":"x","discovered":"2026-11-18 01:00:00"}]"#
    #expect(VictimPosts.published(Array(text.utf8).span) == Instant("2026-11-18T01:00:00Z"))
  }
}
