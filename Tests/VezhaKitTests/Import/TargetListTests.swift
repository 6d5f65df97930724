import Foundation
import Testing

@testable import VezhaKit

/// Hosts files, filter lists, site lists and DDoSia tables.
@Suite struct TargetListTests {
  @Test func `the names of a hosts file are its subjects`() throws {
    let (sink, summary) = try readDocument(
      """
      # Title: invented
      127.0.0.1 localhost localhost.localdomain
      ::1 ip6-localhost
      fe80::1%lo0 localhost
      255.255.255.255 broadcasthost
      0.0.0.0 a.example.org b.example.org # c.example.org
      [::]\texample.net
      0.0.0.0 192.0.2.1
      0.0.0.0 bad..example
      example.com 0.0.0.0

      """)
    #expect(sink.rows.map(\.host) == ["a.example.org", "b.example.org", "example.net"])
    #expect(sink.rows.map(\.place) == ["6:9", "6:23", "7:6"])
    #expect(sink.rows.allSatisfy { $0.address == nil })
    #expect(sink.problems.first.map(\.line) == [9, 10])
    #expect(summary.rows == 9)
  }

  /// A rule and its host; nil where it names none as a whole.
  @Test(
    arguments: [
      ("||example.org^", "example.org"), ("||example.org^$third-party", "example.org"),
      ("||example.org", "example.org"),
      ("||example.org|", "example.org"), ("||192.0.2.1^$all", "192.0.2.1"), ("||*.example.org^", "example.org"),
      ("||*.рф^", nil), ("||example.org^$domain=example.net", "example.org"), ("||EXAMPLE.org^", "example.org"),
      ("||example.org/ads/", nil), ("||example.org^*.php", nil), ("||exam*.org^", nil), ("@@||example.org^", nil),
      ("example.org##.banner", nil), ("##.banner", nil), ("/regex/", nil), ("|https://example.org", nil),
      ("example.org##+js(x)", nil),
    ] as [(String, String?)])
  func `a filter rule names the host that it blocks as a whole`(rule: String, host: String?) throws {
    let (sink, summary) = try readDocument("[Adblock Plus 2.0]\n! comment\n\(rule)\n")
    #expect(sink.rows.map(\.subject) == [host].compactMap { $0 })
    #expect(summary.rows == 1)
    #expect(sink.problems.count == (host == nil ? 1 : 0))
  }

  @Test(arguments: [
    (
      #"[{"page":"https:\/\/www.example.org\/login","atack":1},{"page":"http://example.net:8080"},{"url":"x"},{"page":3}]"#,
      ["www.example.org 443 login", "example.net 8080 root"]
    ),
    (
      #"[{"id":7,"url":"http://example.com","need_parse_url":1,"page":"https://www.example.org/s","page_time":0,"atack":0}]"#,
      ["www.example.org 443 other"]
    ),
    (
      #"[{"method":"get","name":"x","page":"http://приклад.укр/","randomGenerators":[]}]"#,
      ["xn--80aikifvh.xn--j1amh 80 root"]
    ),
  ])
  func `a site list names the hosts of its pages`(text: String, expected: [String]) throws {
    let series = Series(key: "sites")
    #expect(try DocumentReader.format(of: Array(text.utf8).span, in: series, file: "x").id == "site-list")
    let (sink, _) = try readDocument(text)
    #expect(sink.rows.map { "\($0.host) \($0.port ?? 0) \($0.path?.rawValue ?? "-")" } == expected)
    #expect(sink.rows.first?.place == "/0/page")
  }

  @Test func `a DDoSia table says what the JSON list says`() throws {
    let (sink, summary) = try readDocument(
      "host,ip,type,method,port,use_ssl,path\r\n"
        + "www.example.org,192.0.2.1,http2,GET,443,True,/login\r\n"
        + "www.example.net,192.0.2.2.,tcp,PING,70000,False,\r\n"
        + ",192.0.2.3,tcp,syn,22,False,\r\nwww.x.example/www.x.example,127.0.0.1,udp,,53,False,\r\n")
    #expect(
      sink.rows.map {
        "\($0.subject) \($0.address ?? "-") \($0.transport?.rawValue ?? "-") \($0.attack?.rawValue ?? "-") \($0.port ?? 0)"
      } == [
        "www.example.org 192.0.2.1 tcp http2 443", "www.example.net 192.0.2.2 icmp icmp 0",
        "192.0.2.3 192.0.2.3 tcp syn 22", "www.x.example - udp udp 53",
      ])
    #expect(sink.problems.first.map { "\($0.line) \($0.field)" } == ["3 port"])
    #expect(summary.rows == 4)
  }

  /// CERT Polska's own expectations of the table, as published with its parser.
  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `published expectations of DDoSia tables hold`() throws {
    let root = try #require(Corpus.root)
    let cases = try #require(
      try Corpus.json(root.appending(path: "lists/n6-expected/n6_withaname.cases.json")) as? [[String: Any]])
    #expect(cases.count == 2)
    for one in cases {
      let input = try #require((one["input"] as? String)?.data(using: .utf8))
      let table = try #require(
        (try JSONSerialization.jsonObject(with: input) as? [String: Any])?["csv_file"] as? String)
      let expected = try #require(one["expected"] as? [[String: Any]])
      let (sink, _) = try readDocument(table)
      #expect(
        sink.rows.map { "\($0.host) \($0.address ?? "") \($0.port.map(Int.init) ?? 0) \($0.transport?.rawValue ?? "")" }
          == expected.map { event in
            let address = (event["address"] as? [[String: Any]])?.first?["ip"] as? String ?? ""
            return "\(event["fqdn"] ?? "") \(address) \(event["dport"] ?? 0) \(event["proto"] ?? "")"
          })
    }
  }

  @Test func `the kind of every format's series is known without reading`() {
    for format in DocumentReader.formats {
      #expect(Series.snapshotFormats.contains(format.id) == (format.seriesKind == .snapshot), "\(format.id)")
    }
    #expect(Set(DocumentReader.formats.map { $0.id }).count == DocumentReader.formats.count)
  }

  @Test func `two renderings of one list give the same subjects`() throws {
    let hosts = ["a.example.org", "b.example.net", "xn--80aikifvh.xn--j1amh", "192-0-2-1.example.com"]
    let file = hosts.map { "0.0.0.0 \($0)\n" }.joined()
    let rules = hosts.map { "||\($0)^\n" }.joined()
    #expect(try readDocument(file).0.subjects == Set(hosts))
    #expect(try readDocument(rules).0.subjects == Set(hosts))
    #expect(try readDocument(hosts.joined(separator: "\n")).0.subjects == Set(hosts))
  }

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `a published hosts file and filter list share the subjects that their facts share`() throws {
    let folder = try #require(Corpus.root).appending(path: "lists/hosts-adblock")
    func facts(_ file: String, _ name: String) throws -> Set<String> {
      let wrapper = try #require(try Corpus.json(folder.appending(path: file + ".facts.json")) as? [String: Any])
      return Set(try #require(Subjects.values((wrapper["facts"] as? [String: Any])?[name])))
    }
    let hosts = try readDocument([UInt8](Data(contentsOf: folder.appending(path: "hosts.txt")))).0.subjects
    let rules = try readDocument([UInt8](Data(contentsOf: folder.appending(path: "nocoin.txt")))).0.subjects
    let shared = try facts("hosts.txt", "hosts_entries").intersection(facts("nocoin.txt", "adblock_domain_rules"))
    #expect(shared.count > 100)
    #expect(shared.subtracting(hosts).isEmpty)
    // These rules block part of a site (see the table of differences).
    #expect(
      shared.subtracting(rules).isSubset(of: [
        "ddns.net", "dekoder.ws", "kinokongo.cc", "myeffect.net", "wallpoper.com",
      ]))
  }
}
