import Testing

@testable import VezhaKit

@Suite struct DecisionListTests {
  static func read(_ text: String, verdict: Verdict? = nil, reason: String? = nil) throws -> [DecisionList.Row] {
    try DecisionList.read(
      text.utf8.span,
      defaults: .init(verdict: verdict, reason: reason, scope: .finding, until: nil, author: "me"))
  }

  @Test func `a table of findings that was filled in is read, rows without a verdict are passed over`() throws {
    let rows = try Self.read(
      """
      id,organization,as,Reason,until,scope,rule,author\r
      aa,tax,false-positive,"given back, in May",2027-01-01,rule,host-www,eve\r
      bb,tax,,,,,,\r
      cc,fin,protected,filter,,,,\r

      """)
    #expect(rows.map(\.finding) == ["aa", "cc"] && rows.map(\.line) == [2, 4])
    #expect(rows[0].reason == "given back, in May" && rows[0].rule == .hostWWW && rows[0].author == "eve")
    #expect(rows[0].until == Instant("2027-01-01") && rows[0].scope == .rule)
    #expect(rows[1].until == nil && rows[1].author == "me" && rows[1].verdict == .protected)
  }

  @Test func `what the command line says holds for rows that do not`() throws {
    let rows = try Self.read("finding;reason\naa;\nbb;own\n", verdict: .accepted, reason: "all of them")
    #expect(rows.map(\.reason) == ["all of them", "own"] && rows.allSatisfy { $0.verdict == .accepted })
  }

  @Test(arguments: [
    ("", 0), ("subject,as\nx,accepted\n", 1), ("finding,reason\na,b\n", 1), ("finding,as,reason\na,accepted,\n", 2),
    ("finding,as,reason\n,accepted,r\n", 2), ("finding,as,reason\na,accept,r\n", 2),
    ("finding,as,reason,until\na,accepted,r,soon\n", 2), ("finding,as,reason,scope\n\na,accepted,r,all\n", 3),
    ("finding,as,reason\na,accepted,\"r\n", 2),
  ])
  func `a wrong value refuses the whole table with its line`(text: String, line: Int) throws {
    do {
      _ = try Self.read(text)
      Issue.record("\(text) was read")
    } catch let error as ReadError {
      #expect(error.line == line)
    }
  }
}
