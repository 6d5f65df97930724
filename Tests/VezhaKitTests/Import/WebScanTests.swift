import Testing

@testable import VezhaKit

/// The web scanners' formats against real reports.
@Suite(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
struct WebScanTests {
  /// Where a reader gives less than the facts count, and why.
  private static let differences: [String: String] = [
    "nikto namelinks": "what was probed on the site; the site itself is its identity",
    "acunetix affects": "paths of findings; the start url is the identity",
    "outpost24 names": "the facts count every `name`, that of a finding is its title",
    "zap, burp queries": "query, fragment and path parameters may hold secrets; the url without them is kept",
  ]

  @Test(arguments: Corpus.assets("web-scan"))
  func `a real report gives exactly what an independent reader finds`(file: CorpusFile) throws {
    let (envelope, facts) = try file.described()
    #expect(envelope["well_formed_expat"] as? Bool == true)
    let read = try readInventory(file.bytes())
    let all = read.assets.flatMap(\.identifiers)
    func given(_ kinds: IdentifierKind...) -> Set<String> {
      Set(all.filter { kinds.contains($0.kind) }.map(\.given))
    }
    func rows(_ name: String) -> [[String: String]] {
      (facts[name] as? [[String: Any]] ?? []).map { row in row.compactMapValues { $0 as? String } }
    }
    func column(_ name: String, of rows: [[String: String]]) -> Set<String> {
      Set(rows.compactMap { $0[name] }.filter { !$0.isEmpty })
    }
    func strings(_ name: String) -> Set<String> { Set(facts[name] as? [String] ?? []) }
    let names = given(.host, .address)
    let ports = Set(read.assets.flatMap(\.services).map { String($0.port) })
    #expect(given(.mac, .range).isEmpty)
    switch read.summary.format {
    case "zap":
      let sites = rows("sites")
      #expect(names == column("host", of: sites))
      #expect(ports == column("port", of: sites))
      let addresses = column("name", of: sites).union(strings("uri_set").map(withoutParameters))
      #expect(Set(given(.url).map(rooted)) == Set(addresses.map(rooted)))
      #expect(read.assets.count == sites.count)
    case "burp":
      let hosts = strings("host_set").map { $0.split(separator: " ").map(String.init) }
      #expect(names == Set(hosts.flatMap { [String($0[0].split(separator: "/").last ?? ""), $0[1]] }))
      let places = given(.url).subtracting(hosts.map { $0[0] })
      #expect(places.count == facts["path_count"] as? Int)
      #expect(Set(read.assets.map(\.key)).count == hosts.count)
    case "nikto":
      let targets = rows("targets")
      #expect(names == column("targethostname", of: targets).union(column("targetip", of: targets)))
      #expect(given(.url) == column("sitename", of: targets).union(column("siteip", of: targets)))
      #expect(ports == column("targetport", of: targets))
      let banners = read.assets.flatMap(\.services).map {
        $0.version.isEmpty ? $0.product : "\($0.product)/\($0.version)"
      }
      #expect(Set(banners.filter { !$0.isEmpty }) == column("targetbanner", of: targets))
      #expect(read.assets.count == targets.count)
      #expect(read.summary.observed != nil)
    case "sslyze", "sslscan":
      let targets = rows("targets")
      #expect(names == column("host", of: targets).union(column("ip", of: targets)))
      #expect(ports == column("port", of: targets))
      #expect(read.assets.count == targets.count)
    case "acunetix":
      let starts = strings("start_urls")
      #expect(starts.isSubset(of: given(.url, .host, .address)))
      #expect(read.assets.count == starts.count)
      #expect(read.summary.observed != nil)
    case "outpost24":
      #expect(names == strings("ip_set"))
      #expect(read.assets.flatMap(\.services).count == facts["portinfo"] as? Int)
      #expect(Set(read.assets.map(\.key)).count == facts["host_elements"] as? Int)
      #expect(read.summary.observed?.description == "2019-10-04T19:00:00Z")
    case let other: Issue.record("\(other) is no web scanner")
    }
    #expect(read.summary.problems.first.map(\.reason) == [])
    #expect(read.summary.complete)
  }

  @Test(arguments: Corpus.assets("web-scan"))
  func `pieces of any size give the same records, and a cut file is refused`(file: CorpusFile) throws {
    let bytes = try file.bytes()
    let whole = try readInventory(bytes, step: bytes.count)
    #expect(try readInventory(bytes, step: 7).records == whole.records)
    let error = try #require(throws: ReadError.self) { try readInventory(Array(bytes.dropLast(40))) }
    #expect(error.code == .truncated || error.code == .malformed)
    let salvaged = try readInventory(Array(bytes.dropLast(40)), salvage: true)
    #expect(!salvaged.summary.complete)
  }

  /// The root of a site with its slash: one identifier, of which the first spelling stays.
  private func rooted(_ url: String) -> String {
    url.split(separator: "/").count == 2 && !url.hasSuffix("/") ? url + "/" : url
  }

  private func withoutParameters(_ url: String) -> String {
    String(url.prefix { $0 != "?" && $0 != "#" && $0 != ";" })
  }
}

@Suite struct ScannerTimeTests {
  @Test(arguments: [
    ("2026-10-05T10:15:04+03:00", "2026-10-05T07:15:04Z"), ("2026-10-05 07:15", "2026-10-05T07:15:00Z"),
    ("05/10/2026, 21:42:41", "2026-10-05T21:42:41Z"), ("10/25/2026, 9:42:41 PM", "2026-10-25T21:42:41Z"),
    ("Tue, 12 May 2020 20:59:12", "2020-05-12T20:59:12Z"),
    ("Fr., 30 Sep. 2022 08:40:35", "2022-09-30T08:40:35Z"),
    ("Sat Sep 13 22:39:44 CEST 2014", "2014-09-13T20:39:44Z"),
    ("2019-10-04 19:00 GMT-3:30", "2019-10-04T22:30:00Z"),
  ])
  func `times that scanners print are read`(text: String, expected: String) {
    #expect(ScannerTime.parse(text)?.description == expected)
  }

  @Test(arguments: ["", "yesterday", "31 Feb 2020 10:00:00", "2020", "99999999999999999999", "1/2", "12 May"])
  func `what is no time is none`(text: String) {
    #expect(ScannerTime.parse(text) == nil)
  }
}
