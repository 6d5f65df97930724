import Foundation
import Testing

@testable import VezhaKit

@Suite struct DDoSiaJSONTests {
  private func fixture(_ name: String) throws -> [UInt8] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try [UInt8](Data(contentsOf: tests.appending(path: "Fixtures/documents/ddosia-json/\(name)")))
  }

  @Test func `every trap of a row is read`() throws {
    let (sink, summary) = try readDocument(fixture("traps/list.json"))
    #expect(summary == DocumentSummary(rows: 11, listings: 9))
    #expect(
      sink.rows.map(\.subject) == [
        "www.example.org", "www.xn--e1afmkfd.example", "api.example.org", "192.0.2.9", "example.net",
        "example.net",
        "example.com", "198.51.100.4", "loris.example",
      ])
    #expect(
      sink.rows.map(\.address) == [
        "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.9", nil, nil, "2001:db8::5", "198.51.100.4",
        "203.0.113.1",
      ])
    #expect(sink.rows.map(\.port) == [443, 443, 80, 80, nil, nil, 8080, 53, 443])
    #expect(
      sink.rows.map(\.attack) == [.http2, .http, .http, .syn, .tcp, .icmp, .http3, .udp, .slow])
    #expect(sink.rows.map(\.transport) == [.tcp, .tcp, .tcp, .tcp, .tcp, .icmp, .udp, .udp, .tcp])
    #expect(
      sink.rows.map(\.path) == [.login, .form, .api, .root, .root, .root, .search, .root, .file])
    #expect(sink.rows.first?.listed == "www.example.org/www.example.org")
    #expect(sink.rows[1].place == "/targets/1/host")
    #expect(sink.rows[7].place == "/targets/7/ip")
    #expect(
      sink.problems.first.map { "\($0.location) \($0.field)" } == [
        "/targets/4/port port", "/targets/8/host host", "/targets/9 host",
      ])
  }

  @Test(arguments: [
    ("{\"targets\":null,\"randoms\":[]}", 0), ("{\"targets\":[]}", 0),
    ("\u{FEFF}{\"randoms\":[],\"targets\":null}", 0),
    ("{\"randoms\":[{\"name\":\"x\"}],\"targets\":[{\"host\":\"example.org\"}]}", 1),
  ])
  func `an empty list and either key order are read`(text: String, listings: Int) throws {
    #expect(try readDocument(text).1.listings == listings)
  }

  static let wrappers: [(text: String, place: String, published: String?)] = [
    (#"{"date":"2026-11-18","stats":{"total":1},"targets":[@],"count":1}"#, "/targets/0/host", "2026-11-18T00:00:00Z"),
    (#"{"data":{"targets":[@],"randoms":[]}}"#, "/data/targets/0/host", nil), ("[@]", "/0/host", nil),
    (#"{"config":{"id":1,"targets":[@]}}"#, "/config/targets/0/host", nil),
  ]

  @Test(arguments: wrappers) func `the rows are found wherever collectors put them`(
    wrapper: String, place: String, published: String?
  ) throws {
    let row = #"{"target_id":"1","request_id":"2","host":"a.example","ip":"192.0.2.1","port":443}"#
    let text = wrapper.replacing("@", with: row)
    #expect(try DocumentReader.format(of: text.utf8.span, in: Series(key: "x"), file: "x").id == "ddosia-json")
    let (sink, _) = try readDocument(text)
    #expect(sink.rows.map(\.place) == [place] && sink.rows.map(\.subject) == ["a.example"])
    #expect(DDoSiaJSON.published(text.utf8.span)?.description == published)
  }

  @Test func `the time at which a collector saw a row is its time`() throws {
    let text =
      #"{"stats":{},"targets":[{"host":"a.example","detected_at":"2026-11-18 14:30:00"},{"url":"https://b.example/","detected_at":"2026-11-18 15:30:00"}]}"#
    let (sink, _) = try readDocument(text)
    #expect(sink.rows.map(\.subject) == ["a.example", "b.example"])
    #expect(sink.rows.map(\.place) == ["/targets/0/host", "/targets/1/url"])
    #expect(sink.rows.map(\.time) == ["2026-11-18T14:30:00Z", "2026-11-18T15:30:00Z"])
    #expect(DDoSiaJSON.published(text.utf8.span) == Instant("2026-11-18T15:30:00Z"))
  }

  @Test(
    arguments: [
      ("{\"randoms\":[]}", ReadError.Code.unknownFormat, 0, 0), ("{\"targets\":{}}", .unknownFormat, 0, 0),
      ("{\"targets\":[\"nobody\"]}", .unknownFormat, 0, 0),
      ("{\"targets\":[\n{\"host\":\"a\",}]}", .malformed, 2, 13),
      ("{\"targets\":[\n{\"host\":\"exa", .truncated, 2, 13), ("{\"targets\":[1e]}", .malformed, 1, 15),
      ("{\"targets\":null} x", .malformed, 1, 18),
      ("{\"targets\":" + String(repeating: "[", count: 200), .limit, 1, 139),
    ] as [(String, ReadError.Code, Int, Int)])
  func `a broken list is refused with its place`(text: String, code: ReadError.Code, line: Int, column: Int) {
    let error = #expect(throws: ReadError.self) { _ = try readDocument(text, file: "list.json") }
    #expect(error?.code == code)
    #expect(error?.line == line)
    #expect(error?.column == column, "\(error?.message ?? "")")
  }

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `real lists give the hosts, addresses and ports of their facts`() throws {
    var compared = 0
    for file in Corpus.files(under: "lists/ddosia", suffix: ".json") where !file.path.contains(".facts.") {
      let facts = try #require(
        (Corpus.json(URL(filePath: file.path + ".facts.json")) as? [String: Any])?["facts"] as? [String: Any])
      let (sink, summary) = try readDocument([UInt8](Data(contentsOf: file)), file: file.lastPathComponent)
      let name = file.lastPathComponent
      #expect(summary.rows == facts["target_records"] as? Int, "\(name)")
      #expect(summary.listings == summary.rows, "\(name)")
      let time = facts["snapshot_time_from_name"] as? String
      #expect(PublishedTime.inFileName(name)?.description == time.map { $0 + "Z" }, "\(name)")
      let hosts = try #require((facts["hosts_norm"] as? [String: Any])?["values"] as? [String])
      #expect(sink.subjects == Set(hosts), "\(name)")
      let addresses = try #require((facts["ips_valid"] as? [String: Any])?["values"] as? [String])
      let evidence = addresses.filter { Address($0)?.unmatchableReason(documentationSpace: true) == nil }
      #expect(
        Set(sink.rows.compactMap(\.address))
          == Set(evidence).union(facts["hosts_ip_literal"] as? [String] ?? []), "\(name)")
      let ports = try #require(facts["host_ports"] as? [String: [Int]])
      var found: [String: Set<Int>] = [:]
      for row in sink.rows { if let port = row.port { found[row.subject, default: []].insert(Int(port)) } }
      #expect(found == ports.mapValues { Set($0) }, "\(name)")
      compared += 1
    }
    #expect(compared == 30)
  }

  /// Protocol and port that CERT Polska's n6 expects of the CSV rendering, whose rows are put back into JSON here.
  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `protocol and port agree with n6`() throws {
    let root = try #require(Corpus.root)
    let cases = try #require(
      Corpus.json(root.appending(path: "lists/n6-expected/n6_withaname.cases.json")) as? [[String: Any]])
    #expect(cases.count == 2)
    for row in cases {
      let input = try #require((row["input"] as? String)?.data(using: .utf8))
      let csv = try #require((JSONSerialization.jsonObject(with: input) as? [String: String])?["csv_file"])
      let targets = csv.split(whereSeparator: \.isNewline).dropFirst().map { line in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        return
          #"{"host":"\#(cells[0])","ip":"\#(cells[1])","type":"\#(cells[2])","method":"\#(cells[3])","port":\#(cells[4])}"#
      }
      let (sink, _) = try readDocument("{\"targets\":[\(targets.joined(separator: ","))]}")
      let expected = try #require(row["expected"] as? [[String: Any]])
      #expect(sink.rows.map(\.host) == expected.map { $0["fqdn"] as? String })
      #expect(sink.rows.map { $0.port.map(Int.init) } == expected.map { $0["dport"] as? Int })
      #expect(sink.rows.map(\.transport?.rawValue) == expected.map { $0["proto"] as? String })
    }
  }
}
