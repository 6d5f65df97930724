import Foundation
import Testing

@testable import VezhaKit

/// Tables with any header, and JSON read by paths.
@Suite struct RecordTests {
  /// A table and its listings, as `kind subject` with what stands beside.
  @Test(arguments: [
    (
      "Name;Website;IP\r\nA;www.example.org;192.0.2.1\r\nB;;192.0.2.2\r\n",
      ["host www.example.org beside 192.0.2.1", "address 192.0.2.2"]
    ),
    ("\"URL\",\"Date\"\n\"https://example.org/x\",\"2026-11-16\"\n", ["host example.org port 443"]),
    ("date\tvictim\tdomain\n2026-11-16 10:00:00\tMinistry of Examples\tn/a\n", ["name ministry of examples"]),
    ("сайт,порт\nприклад.укр,8443\n", ["host xn--80aikifvh.xn--j1amh port 8443"]),
    ("Домен|Час\nexample.org|10:00\n", ["host example.org"]),
    ("id,target\n1,192.0.2.0/24\n2,hxxps://example[.]org\n", ["range 192.0.2.0/24", "host example.org port 443"]),
    ("email,cve id\nuser@mail.example.org,CVE-2026-1234\n", ["email-domain mail.example.org", "cve CVE-2026-1234"]),
    ("target_url,target_ip\nhttps://example.org/,192.0.2.1\n", ["host example.org beside 192.0.2.1 port 443"]),
    ("Цілі атаки,Дата\nhttps://example.org/,2026-11-16\n", ["host example.org port 443"]),
    (
      "id,hosts,ips\n1,\"example.org, example.net\",\"192.0.2.1 192.0.2.2\"\n",
      [
        "host example.org", "host example.net", "address 192.0.2.1", "address 192.0.2.2",
      ]
    ),
    ("#,Target\n1,\"Examples (www.example.org)\"\n", ["host www.example.org"]),
    ("domain,note\n\"example.org\",\"two\nlines\"\nexample.net,\n", ["host example.org", "host example.net"]),
  ])
  func `columns of a table are found by their names`(table: String, expected: [String]) throws {
    let (sink, _) = try readDocument(table)
    #expect(sink.lines.map { String($0.dropFirst(2)) } == expected)
  }

  @Test func `whoever attacks is no target`() throws {
    let (sink, _) = try readDocument("id;src_ip;dst_ip;dst_port\n1;198.51.100.1;192.0.2.1;443\n")
    #expect(sink.lines == ["- address 192.0.2.1 port 443", "malicious address 198.51.100.1"])
  }

  @Test func `a table without a column of subjects is no table`() throws {
    let format = try DocumentReader.format(of: Array("a,b\n1,2\n".utf8).span, in: Series(key: "x"), file: "x")
    #expect(format.id != "table")
  }

  @Test func `the settings of a series say which columns count`() throws {
    var series = Series(key: "agency")
    series.fields = FieldPaths(places: [.host: ["Betroffen"], .time: ["Seit"], .text: ["Notiz"]])
    let (sink, summary) = try readDocument(
      "Betroffen,Host,Seit,Notiz\nexample.org,example.net,2026-11-16T10:00:00+02:00,\"siehe example.com, 192.0.2.1\"\n",
      of: series)
    #expect(sink.rows.map(\.subject) == ["example.org", "example.com", "192.0.2.1"])
    #expect(sink.rows.map(\.time) == Array(repeating: "2026-11-16T08:00:00Z", count: 3))
    #expect(sink.rows.map(\.place) == ["2:1", "2:51", "2:51"])
    #expect(summary == DocumentSummary(rows: 1, listings: 3))
    #expect(throws: ReadError.self) { try readDocument("a,b\n1,2\n", of: series) }
  }

  @Test(arguments: [
    // A list, a list inside, one object, JSON Lines.
    (#"[{"v":{"site":"example.org","ips":["192.0.2.1"]},"p":443}]"#, "", ["/0/v/site"]),
    (
      #"{"data":{"items":[{"v":{"site":"example.org","ips":["192.0.2.1"]},"p":"443"}]}}"#, "data.items",
      ["/data/items/0/v/site"]
    ),
    (#"{"v":[{"site":"example.org"},{"ips":"192.0.2.1"}],"p":443}"#, "", ["/v/0/site"]),
    ("{\"v\":{\"site\":\"example.org\",\"ips\":[\"192.0.2.1\"]},\"p\":443}\n{\"v\":1}\n{bad\n", "", ["1:1"]),
  ])
  func `field paths find the values of a record`(text: String, records: String, places: [String]) throws {
    var series = Series(key: "records")
    series.fields = FieldPaths(records: records, places: [.host: ["v.site"], .address: ["v.ips"], .port: ["p"]])
    let (sink, _) = try readDocument(text, of: series)
    #expect(sink.lines.map { String($0.dropFirst(2)) } == ["host example.org beside 192.0.2.1 port 443"])
    #expect(sink.rows.map(\.place) == places)
  }

  @Test func `bad lines of JSON Lines are skipped and listed`() throws {
    var series = Series(key: "records")
    series.fields = FieldPaths(places: [.subject: ["value"], .name: ["who[].name"]])
    let (sink, summary) = try readDocument(
      "{\"value\":\"example.org\",\"who\":[{\"name\":\"A Ministry\"},{\"name\":\"B\"}]}\n\n{\"value\":\n[1]\n{\"value\":\"x\"}\n",
      of: series)
    #expect(sink.rows.map(\.subject) == ["example.org", "a ministry", "b"])
    #expect(sink.problems.first.map { "\($0.line) \($0.field)" } == ["3 record", "4 record", "5 subject"])
    #expect(summary.rows == 4)
  }

  @Test func `JSON without any of the paths is refused`() {
    var series = Series(key: "records")
    series.fields = FieldPaths(places: [.host: ["site"]])
    #expect(throws: ReadError.self) { try readDocument(#"[{"page":"https://example.org"}]"#, of: series) }
  }

  @Test(arguments: [
    ("[['A Ministry', \"B's Office\"]]", ["a ministry", "b's office"]), ("[['Not available']]", []),
    ("A [B] C", ["a [b] c"]), ("[unquoted]", ["[unquoted]"]), ("['open]", ["['open]"]), ("['it\\'s']", ["it's"]),
  ])
  func `a cell that holds a printed list gives all its names`(cell: String, names: [String]) throws {
    let (sink, _) = try readDocument("victim,id\n\"\(cell.replacing("\"", with: "\"\""))\",1\n")
    #expect(sink.rows.map(\.subject) == names)
  }

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `a table of incidents is read through its columns`() throws {
    let url = try #require(Corpus.root).appending(path: "lists/eurepoc/EuRepoC_Global_Database_1.1.csv")
    var series = Series(key: "eurepoc", kind: .stream, role: .confirmed)
    series.fields = FieldPaths(places: [.name: ["receiver_name"], .time: ["start_date"]])
    let (sink, summary) = try readDocument([UInt8](Data(contentsOf: url)), of: series)
    #expect(summary.rows == 1643)
    // Counted by Python's reader of CSV and a pattern over the lists in its cells.
    #expect(sink.subjects.count == 364)
  }
}
