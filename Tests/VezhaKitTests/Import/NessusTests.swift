import Testing

@testable import VezhaKit

@Suite(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
struct NessusCorpusTests {
  static let files = Corpus.assets("nessus").filter { !notInventories.contains($0.testDescription) }

  /// Roots that are no Nessus export: a finding without its host, and a version that never was.
  static let notInventories: Set<String> = [
    "dradis__report_item-with-list.xml", "ruby-nessus__example_v_wrong.nessus",
  ]

  static let differences: [FactsDifference] = [
    FactsDifference(what: "names", why: "web scans write a URL into name fields; it is read as a URL") {
      $0.contains("://") ? nil : $0
    },
    FactsDifference(what: "names", why: "the name of a host may be its address") { Address($0) == nil ? $0 : nil },
    FactsDifference(what: "addresses", why: "the name of a host is an address only sometimes") {
      Address($0) == nil ? nil : $0
    },
    FactsDifference(what: "urls", why: "the name of a host is a URL only in web scans") {
      $0.contains("://") ? $0 : nil
    },
    FactsDifference(what: "cpe", why: "the name of the product behind the arrow is no part of the CPE name") {
      $0.split(separator: " -> ").first.map(String.init)
    },
    FactsDifference(what: "ports", why: "port 0 is the host as a whole") { $0.hasSuffix("/0") ? nil : $0.lowercased() },
  ]

  @Test(arguments: files)
  func `a real export gives exactly what an independent reader finds`(file: CorpusFile) throws {
    let (envelope, facts) = try file.described()
    guard envelope["well_formed_expat"] as? Bool == true else {
      #expect(throws: ReadError.self) { try readInventory(file.bytes()) }
      return
    }
    let read = try readInventory(file.bytes())
    #expect(read.summary.format == "nessus-v2")
    #expect(read.summary.complete)
    #expect(read.summary.problems.count == 0)
    let table = Self.differences
    let hostNames = texts(facts, "report_host_names")
    let names = ["host_fqdn_set", "host_rdns_set", "hostname_set", "netbios_set"]
      .reduce(into: hostNames) { $0.formUnion(texts(facts, $1)) }
    #expect(read.values(.host) == canonical(.host, table.applied(to: names, "names")))
    let addresses = table.applied(to: hostNames.union(texts(facts, "host_ip_set")), "addresses")
    #expect(read.values(.address) == canonical(.address, addresses))
    #expect(read.values(.url) == canonical(.url, table.applied(to: names, "urls")))
    #expect(read.values(.mac) == canonical(.mac, texts(facts, "mac_set")))
    #expect(read.values(.range).isEmpty)
    #expect(read.cpe == table.applied(to: texts(facts, "cpe_set"), "cpe"))
    let hosts = objects(facts, "hosts")
    #expect(read.assets.count == hosts.count)
    for (asset, host) in zip(read.assets, hosts) {
      let ports = Set(asset.services.filter { $0.state == "open" }.map { "\($0.transport)/\($0.port)" })
      #expect(ports == table.applied(to: texts(host, "port_protocol_set"), "ports"))
      #expect(asset.services.count == ports.count)
    }
  }

  @Test(arguments: files)
  func `a file that is not well-formed gives on salvage what a recovering reader finds`(file: CorpusFile) throws {
    let facts = try file.recovered()
    guard !facts.isEmpty else { return }
    let read = try readInventory(file.bytes(), salvage: true)
    #expect(read.summary.format == "nessus-v1")
    #expect(!read.summary.complete)
    #expect(read.values(.host) == canonical(.host, texts(facts, "report_host_names")))
    let hosts = objects(facts, "hosts")
    #expect(read.assets.count == hosts.count)
    for (asset, host) in zip(read.assets, hosts) {
      let given = Set(asset.services.map { "\($0.name) (\($0.port)/\($0.transport))" })
      #expect(given == texts(host, "ports_v1").filter { !$0.hasPrefix("general/") })
    }
  }

  @Test(arguments: Corpus.assets("nessus").filter { notInventories.contains($0.testDescription) })
  func `a root that is no export is refused`(file: CorpusFile) throws {
    let error = try #require(throws: ReadError.self) { try readInventory(file.bytes()) }
    #expect(error.code == .unknownFormat)
  }
}

struct NessusTests {
  @Test func `a policy without a report is incomplete and so retires nothing`() throws {
    let read = try readInventory("<NessusClientData_v2><Policy/></NessusClientData_v2>")
    #expect(read.summary.incompleteReason == "a policy without a report")
    let old = try readInventory("<NessusClientData><Policies/></NessusClientData>")
    #expect(old.summary.incompleteReason == "policies without a report")
  }

  @Test func `a port that many findings name is one service with all their products`() throws {
    let read = try readInventory(
      """
      <NessusClientData_v2><Report><ReportHost name="192.0.2.1"><HostProperties/>
      <ReportItem port="80" protocol="tcp" svc_name=""><cpe>cpe:/a:x:one</cpe></ReportItem>
      <ReportItem port="80" protocol="TCP" svc_name="www"><cpe>cpe:/a:x:two
      cpe:/a:x:one</cpe></ReportItem></ReportHost></Report></NessusClientData_v2>
      """)
    #expect(
      read.assets.first?.services == [
        Service(transport: "tcp", port: 80, name: "www", cpe: ["cpe:/a:x:one", "cpe:/a:x:two"])
      ])
  }

  @Test func `a host that was cut inside its findings is salvaged, inside its properties it is not`() throws {
    let start = "<NessusClientData_v2><Report><ReportHost name=\"192.0.2.1\"><HostProperties>"
    let inside = try readInventory(start + "<tag name=\"host-ip\">192.0.2.1</tag>", salvage: true)
    #expect(inside.assets.isEmpty)
    let behind = try readInventory(start + "</HostProperties><ReportItem port=\"80\"", salvage: true)
    #expect(behind.assets.map(\.key) == ["192.0.2.1"])
    #expect(!behind.summary.complete)
  }

  @Test func `nothing private of a policy or a finding is in the records`() throws {
    for format in ["nessus-v2", "nessus-v1"] {
      let read = try readInventory(Repository.fixture("import/\(format)/hosts/input.xml"))
      #expect(!"\(read)".contains("secret"))
    }
  }
}
