import Testing

@testable import VezhaKit

@Suite(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
struct QualysCorpusTests {
  static let formats = [
    "ASSET_DATA_REPORT": "qualys-asset-data", "HOST_LIST_VM_DETECTION_OUTPUT": "qualys-detection",
    "SCAN": "qualys-scan", "WAS_SCAN_REPORT": "qualys-was",
  ]

  static let differences: [FactsDifference] = [
    FactsDifference(what: "urls", why: "`WEB_APPLICATION` of a list of scans is the name of an application") {
      $0.contains("://") ? $0 : nil
    },
    FactsDifference(what: "urls", why: "a vulnerability database's addresses in an asset data report are nobody's") {
      $0
    },
  ]

  @Test(arguments: Corpus.assets("qualys"))
  func `a real report gives exactly what an independent reader finds`(file: CorpusFile) throws {
    let (envelope, facts) = try file.described()
    guard envelope["well_formed_expat"] as? Bool == true else {
      #expect(throws: ReadError.self) { try readInventory(file.bytes()) }
      return
    }
    let read = try readInventory(file.bytes())
    let root = facts["root"] as? String ?? ""
    #expect(read.summary.format == Self.formats[root])
    #expect(read.summary.complete)
    #expect(read.summary.problems.count == 0)
    #expect(read.summary.observed != nil)
    #expect(read.values(.mac).isEmpty)
    #expect(read.cpe.isEmpty)
    let hosts = read.assets.filter { !$0.identifiers.contains { $0.kind == .range } }
    switch root {
    case "SCAN":
      let given = objects(facts, "ip_elements")
      #expect(hosts.count == given.count)
      #expect(read.values(.address) == Set(given.compactMap { $0["value"] as? String }))
      let names = Set(given.flatMap { [$0["name"] as? String, $0["netbios"] as? String].compactMap { $0 } })
      #expect(read.values(.host) == canonical(.host, names))
      let ports = given.flatMap { host in
        texts(host, "cats").map { "\(host["value"] as? String ?? "?") \($0)" }
      }
      #expect(read.openPorts == Set(ports))
    case "WAS_SCAN_REPORT":
      #expect(read.values(.url) == canonical(.url, Self.differences.applied(to: texts(facts, "url_set"), "urls")))
      #expect(read.values(.host).isEmpty && read.values(.address).isEmpty)
    default:
      let given = objects(facts, "hosts")
      #expect(hosts.count == given.count)
      #expect(read.values(.address) == texts(facts, "ip_set"))
      let names = given.reduce(into: texts(facts, "dns_set").union(texts(facts, "netbios_set"))) {
        $0.formUnion(texts($1, "fqdn_in_vulns"))
        if let data = $1["DNS_DATA"] as? [String: String], let name = data["FQDN"] { $0.insert(name) }
      }
      #expect(read.values(.host) == canonical(.host, names))
      let ports = given.flatMap { host in texts(host, "ports").map { "\(host["IP"] as? String ?? "?") \($0)" } }
      #expect(read.openPorts == Set(ports))
      #expect(read.values(.nativeID) == Set(given.compactMap { $0["ID"] as? String }))
      let ranges = facts["target_ranges"] as? [[String]] ?? []
      #expect(read.values(.range) == canonical(.range, Set(ranges.map { $0.joined(separator: "-") })))
      let owner = facts["header_company"] as? String
      #expect(read.assets.allSatisfy { $0.organization == owner })
    }
  }

  @Test(arguments: Corpus.assets("qualys"))
  func `a file that is not well-formed gives on salvage what a recovering reader finds`(file: CorpusFile) throws {
    let facts = try file.recovered()
    guard !facts.isEmpty else { return }
    let read = try readInventory(file.bytes(), salvage: true)
    #expect(!read.summary.complete)
    // The recovering reader also gives whole elements as texts; only one of them is a URL alone.
    let urls = texts(facts, "url_set").filter { $0.hasPrefix("http") }
    #expect(read.values(.url) == canonical(.url, urls))
  }
}

struct QualysTests {
  @Test func `a list that Qualys cut says so`() throws {
    func reason(_ inside: String) throws -> String? {
      try readInventory("<HOST_LIST_OUTPUT><RESPONSE>\(inside)</RESPONSE></HOST_LIST_OUTPUT>").summary.incompleteReason
    }
    #expect(try reason("<WARNING><CODE>1980</CODE><TEXT>t</TEXT><URL>https://qualys.example/</URL></WARNING>") != nil)
    #expect(try reason("<WARNING><CODE>1</CODE><TEXT>t</TEXT></WARNING>") == nil)
    #expect(try reason("<ID_SET><ID>1</ID></ID_SET>") != nil)
    #expect(try reason("<HOST_LIST/>") == nil)
  }

  @Test func `a scan that did not end says so`() throws {
    func reason(_ status: String) throws -> String? {
      let key = "<KEY value=\"STATUS\">\(status)</KEY>"
      return try readInventory("<SCAN><HEADER>\(key)</HEADER></SCAN>").summary.incompleteReason
    }
    #expect(try reason("FINISHED") == nil)
    #expect(try reason("CANCELED") == "the scan did not end: its status is CANCELED")
  }

  @Test func `scores from 1 to 5 are criticality`() throws {
    let expected: [(String, Criticality)] = [
      ("1", .low), ("2", .low), ("3", .moderate), ("4", .high), ("5", .critical),
    ]
    for (score, criticality) in expected {
      let host = "<HOST><ID>1</ID><ASSET_CRITICALITY_SCORE>\(score)</ASSET_CRITICALITY_SCORE></HOST>"
      let read = try readInventory(
        "<HOST_LIST_OUTPUT><RESPONSE><HOST_LIST>\(host)</HOST_LIST></RESPONSE></HOST_LIST_OUTPUT>")
      #expect(read.assets.first?.criticality == criticality)
    }
  }

  @Test func `a host was seen at the latest of its times, in whatever order they stand`() throws {
    let times = ["2026-09-20T15:26:53Z", "2026-09-21T15:26:53Z", "2026-09-19T15:26:53Z"]
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
      let names = ["LAST_SCAN_DATETIME", "LAST_VULN_SCAN_DATETIME", "LAST_VM_SCANNED_DATE"]
      let host = zip(names, order).map { "<\($0)>\(times[$1])</\($0)>" }.joined()
      let read = try readInventory(
        "<HOST_LIST_OUTPUT><RESPONSE><HOST_LIST><HOST><ID>1</ID>\(host)</HOST></HOST_LIST></RESPONSE></HOST_LIST_OUTPUT>"
      )
      #expect(read.assets.first?.observed == Instant(times[1]))
    }
  }

  @Test func `a group of assets has the impact, addresses and names of the group`() throws {
    let read = try readInventory(Repository.fixture("import/qualys-asset-groups/groups/input.xml"))
    #expect(read.assets.map(\.key) == ["501", "502", "503"])
    #expect(read.assets.map(\.criticality) == [.critical, .low, nil])
    #expect(read.values(.range) == ["198.51.100.0/25", "203.0.113.8/29"])
    #expect(read.summary.problems.count == 1)
    #expect(!"\(read)".contains("secret"))
  }

  @Test(arguments: ["asset-data", "host-list", "detection", "scan", "was"])
  func `nothing private of a report is in the records`(format: String) throws {
    let read = try readInventory(Repository.fixture("import/qualys-\(format)/hosts/input.xml"))
    #expect(!read.assets.isEmpty)
    #expect(!"\(read)".contains("secret"))
  }
}
