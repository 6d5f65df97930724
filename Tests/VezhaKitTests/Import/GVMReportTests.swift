import Testing

@testable import VezhaKit

@Suite(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
struct GVMReportCorpusTests {
  static let differences: [FactsDifference] = [
    FactsDifference(what: "addresses", why: "an impossible address is counted as bad and identifies nothing") {
      Address($0) == nil ? nil : $0
    },
    FactsDifference(what: "ports", why: "`general` is the host as a whole") {
      $0.contains(" general/") ? nil : $0
    },
  ]

  @Test(arguments: Corpus.assets("openvas"))
  func `a real report gives exactly what an independent reader finds`(file: CorpusFile) throws {
    let (_, facts) = try file.described()
    let read = try readInventory(file.bytes())
    #expect(read.summary.format == "gvm-xml")
    #expect(read.summary.complete)
    let table = Self.differences
    let hosts = objects(facts, "hosts")
    let hostsText = texts(facts, "result_host_set").union(texts(facts, "report_host_ip_set"))
    let addresses = table.applied(to: hostsText, "addresses")
    #expect(read.values(.address) == canonical(.address, addresses))
    #expect(read.assets.count == hostsText.count)
    #expect(read.summary.problems.count == hostsText.count - addresses.count)
    let names = hosts.reduce(into: texts(facts, "result_hostname_set")) { $0.formUnion(texts($1, "hostnames")) }
    #expect(read.values(.host) == canonical(.host, names))
    #expect(read.values(.mac) == canonical(.mac, Set(hosts.flatMap { texts($0, "mac") })))
    #expect(read.values(.nativeID) == texts(facts, "asset_ids").union(try Self.assetIDs(file)))
    #expect(read.cpe == texts(facts, "os_cpe_set").union(texts(facts, "app_cpe_set")))
    #expect(read.values(.url).isEmpty && read.values(.range).isEmpty)
    // A host whose address is impossible goes by the name that its results give.
    let ports = Set(table.applied(to: texts(facts, "result_port_set"), "ports").map(Self.inOurOrder))
    #expect(
      Set(read.openPorts.map { $0.split(separator: " ").last })
        == Set(ports.map { $0.split(separator: " ").last }))
    #expect(
      read.openPorts.filter { Address(String($0.prefix { $0 != " " })) != nil }
        == ports.filter { Address(String($0.prefix { $0 != " " })) != nil })
  }

  /// `192.0.2.1 443/tcp` as `192.0.2.1 tcp/443`.
  private static func inOurOrder(_ port: String) -> String {
    let words = port.split(separator: " ")
    let parts = words.last?.split(separator: "/") ?? []
    guard words.count == 2, parts.count == 2 else { return port }
    return "\(words[0]) \(parts[1])/\(parts[0])"
  }

  /// Asset ids in results, which the facts do not have; they are attributes and so found without a parser.
  private static func assetIDs(_ file: CorpusFile) throws -> Set<String> {
    let parts = String(decoding: try file.bytes(), as: UTF8.self).split(separator: "asset_id=\"").dropFirst()
    return Set(parts.map { String($0.prefix { $0 != "\"" }) }).subtracting([""])
  }
}

struct GVMReportTests {
  @Test func `a host is one asset wherever the report names it`() throws {
    let read = try readInventory(Repository.fixture("import/gvm-xml/report/input.xml"))
    #expect(read.assets.map(\.identifiers.first?.value) == ["192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1"])
    #expect(read.assets.first?.services.map(\.port) == [443, 22, 53])
  }

  @Test func `a page of results and a scan that did not end are incomplete`() throws {
    func reason(_ inside: String) throws -> String? {
      try readInventory("<report id=\"a\"><report id=\"b\">\(inside)</report></report>").summary.incompleteReason
    }
    #expect(try reason("<scan_run_status>Done</scan_run_status>") == nil)
    #expect(try reason("<scan_run_status>Stopped</scan_run_status>") != nil)
    #expect(try reason("<results start=\"101\" max=\"100\"/>") != nil)
    let count = "<result_count>9<full>200</full><filtered>150</filtered></result_count>"
    #expect(try reason("<results start=\"1\" max=\"100\"/>\(count)") == "the report shows 100 of 150 results")
    #expect(try reason("<results start=\"1\" max=\"150\"/>\(count)") == nil)
    #expect(try reason("<results start=\"1\" max=\"-1\"/>\(count)") == nil)
  }

  @Test func `a report without anything of a scan retires nothing`() throws {
    for text in [
      "<report id=\"junit\"><testsuite name=\"x\"/></report>", "<result id=\"a\"><value>1</value></result>",
      "<get_reports_response status=\"404\"/>",
    ] {
      let read = try readInventory(text)
      #expect(read.assets.isEmpty)
      #expect(!read.summary.complete)
    }
    let empty = "<get_results_response><results start=\"1\" max=\"10\"/></get_results_response>"
    #expect(try readInventory(empty).summary.complete)
  }

  @Test(arguments: [
    "<host>192.0.2.1</host>443/tcp", "443/tcp<host>192.0.2.1</host>", "443/tcp\n <host>192.0.2.1</host>\n",
    "\n<host>\n192.0.2.1\n</host>\n443/tcp<severity>5.0</severity>", "<host>192.0.2.1</host>https (443/tcp)",
  ])
  func `a port is read on either side of its host`(port: String) throws {
    let read = try readInventory(
      "<report id=\"a\"><report id=\"b\"><ports><port>\(port)</port></ports></report></report>")
    #expect(read.assets.map(\.key) == ["192.0.2.1"])
    #expect(read.assets.flatMap(\.services).map { "\($0.transport)/\($0.port)" } == ["tcp/443"])
    #expect(read.summary.problems.count == 0)
  }

  @Test func `a result names its host on either side of what else stands there`() throws {
    for host in [
      "<hostname>a.example.org</hostname><asset asset_id=\"\"/>192.0.2.1",
      "192.0.2.1<asset asset_id=\"\"/><hostname>a.example.org</hostname>",
    ] {
      let read = try readInventory(
        "<report id=\"a\"><results><result id=\"r\"><host>\(host)</host><port>22/tcp</port></result></results></report>"
      )
      #expect(read.assets.flatMap(\.identifiers).map(\.value) == ["192.0.2.1", "a.example.org"])
    }
  }

  @Test func `reports in other formats are not taken for one`() {
    for text in ["<report/>", "<result/>", "<report xmlns=\"urn:x\" id=\"a\"/>"] {
      #expect(throws: ReadError.self) { try readInventory(text) }
    }
  }

  @Test func `nothing private of a report is in the records`() throws {
    let read = try readInventory(Repository.fixture("import/gvm-xml/report/input.xml"))
    #expect(!"\(read)".contains("secret"))
  }
}
