import Testing
import VezhaKit

struct ScanReaderTests {
  @Test func `nmap values that cannot be are counted with line and reason, and the host goes on`() throws {
    let read = try readInventory(Repository.fixture("import/nmap-xml/odd-values/scan.xml"))
    #expect(read.summary.format == "nmap-xml")
    #expect(read.summary.complete)
    #expect(read.summary.observed == Instant(seconds: 1_790_000_100))
    #expect(read.assets.map(\.key) == ["www.example.org", "192.0.2.2"])
    let host = try #require(read.assets.first)
    #expect(host.line == 6, "the line on which the start tag begins")
    #expect(host.observed == Instant(seconds: 1_790_000_020))
    #expect(
      host.identifiers.map(\.given) == ["192.0.2.1", "00:00:5E:00:53:01", "localhost", "WWW.Example.org"])
    #expect(
      host.services == [
        Service(
          transport: "tcp", port: 443, name: "https", product: "A & B <httpd>", version: "1",
          cpe: ["cpe:/a:x:y:1", "cpe:/o:x:z"]),
        Service(transport: "udp", port: 53, state: "open|filtered"),
      ])
    #expect(host.products == [Product(cpe: "cpe:/o:linux:linux_kernel:5")])
    #expect(host.kind == .web)
    #expect(read.assets.last?.observed == Instant(seconds: 1_790_000_000))
    let problems = read.summary.problems.first
    #expect(problems.map(\.field) == ["address", "port", "host"])
    #expect(problems.map(\.line) == [9, 17, 24])
    #expect(problems.map(\.value) == ["192.0.2.1001", "70000", ""])
  }

  @Test func `answers of masscan for one address have one key, however it is written`() throws {
    let read = try readInventory(Repository.fixture("import/masscan-xml/merge/scan.xml"))
    #expect(read.summary.format == "masscan-xml")
    #expect(read.assets.map(\.key) == ["192.0.2.1", "192.0.2.1", "2001:db8::1", "2001:db8::1"])
    #expect(read.assets.map(\.kind) == [.mail, .web, .web, nil])
    #expect(read.assets.flatMap(\.services).map(\.name) == ["", "http", "ssl"])
    #expect(!read.summary.complete)
    #expect(read.summary.incompleteReason?.contains("runstats") == true)
    #expect(read.summary.observed == Instant(seconds: 1_790_000_000))
  }

  @Test func `a scan that ended with an error is incomplete`() throws {
    let read = try readInventory(
      "<nmaprun><runstats><finished time=\"1\" exit=\"error\" errormsg=\"x\"/></runstats></nmaprun>")
    #expect(read.summary.incompleteReason == "the scanner stopped with an error")
  }

  @Test(arguments: [
    ([("tcp", 443), ("tcp", 25)], AssetKind.mail), ([("tcp", 80), ("udp", 500)], .vpn),
    ([("udp", 53)], .nameServer),
    ([("tcp", 5432), ("tcp", 8443)], .web), ([("tcp", 5432)], .database),
    ([("tcp", 25), ("tcp", 389)], .identity),
  ])
  func `open ports tell the kind, the most important first`(ports: [(String, Int)], kind: AssetKind) throws {
    let list = ports.map { "<port protocol=\"\($0.0)\" portid=\"\($0.1)\"><state state=\"open\"/></port>" }
      .joined()
    let read = try readInventory(
      "<nmaprun><host><address addr=\"192.0.2.1\"/><ports>\(list)<port protocol=\"tcp\" portid=\"88\"><state state=\"closed\"/></port></ports></host></nmaprun>"
    )
    #expect(read.assets.map(\.kind) == [kind])
  }

  @Test(arguments: [
    (2525, "smtp", AssetKind.mail), (8888, "http", .web), (3269, "ldapssl", .identity), (5300, "domain", .nameServer),
    // The port tells more surely than the scanner's guess.
    (25, "http", .mail),
  ])
  func `a service at a port of its own choice tells the kind by its name`(port: Int, name: String, kind: AssetKind)
    throws
  {
    let read = try readInventory(
      "<nmaprun><host><address addr=\"192.0.2.1\"/><ports><port protocol=\"tcp\" portid=\"\(port)\"><state state=\"open\"/><service name=\"\(name)\"/></port><port protocol=\"tcp\" portid=\"9999\"><state state=\"open\"/><service name=\"unknown\"/></port></ports></host></nmaprun>"
    )
    #expect(read.assets.map(\.kind) == [kind])
  }

  @Test func `repetitions are dropped in long lists too, without becoming slow`() throws {
    let names = (0..<40_000).map { "<hostname name=\"h\($0 % 20_000).example.org\"/>" }.joined()
    let ports = (0..<40_000).map { "<port protocol=\"tcp\" portid=\"\($0 % 20_000)\"/>" }.joined()
    let read = try readInventory(
      "<nmaprun><host><hostnames>\(names)</hostnames><ports>\(ports)</ports></host><runstats/></nmaprun>")
    #expect(read.assets.first?.identifiers.count == 20_000)
    #expect(read.assets.first?.services.count == 20_000)
  }
}
