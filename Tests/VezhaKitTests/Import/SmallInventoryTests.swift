import Testing

@testable import VezhaKit

/// Fields as tools really fill them: an interface's address with its prefix, an address in place of a name, a port
/// behind a name, parts of a name apart.
@Suite struct SmallInventoryTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var xml: String
    /// Of each asset the identifiers, then owner, ports and products where it has any.
    var expected: [String]

    init(_ testDescription: String, _ xml: String, _ expected: String...) {
      self.testDescription = testDescription
      self.xml = xml
      self.expected = expected
    }
  }

  private static func described(_ asset: AssetRecord) -> String {
    var parts = asset.identifiers.map { "\($0.kind.rawValue) \($0.value)" }
    if let organization = asset.organization { parts.append("of \(organization)") }
    parts += asset.services.map { "\($0.transport)/\($0.port)" }
    parts += asset.products.map { "with \($0.name)" }
    return parts.joined(separator: ", ")
  }

  private static let xccdf = "xmlns=\"http://checklists.nist.gov/xccdf/1.2\""
  private static func arf(_ inside: String) -> String {
    """
    <c:asset-report-collection xmlns:c="http://scap.nist.gov/schema/asset-reporting-format/1.1"
    xmlns="http://scap.nist.gov/schema/asset-identification/1.1"><c:assets><c:asset id="a"><computing-device>
    \(inside)</computing-device></c:asset></c:assets></c:asset-report-collection>
    """
  }

  private static let prefixes = [
    Row(
      "XCCDF address with prefix",
      "<TestResult \(xccdf)><target>a.example.org</target><target-address>192.0.2.5/24</target-address></TestResult>",
      "host a.example.org, address 192.0.2.5"),
    Row(
      "XCCDF fact with prefix",
      """
      <TestResult \(xccdf)><target-facts><fact name="urn:xccdf:fact:asset:identifier:ipv6">2001:db8::5/64</fact>
      </target-facts></TestResult>
      """, "address 2001:db8::5"),
    Row(
      "checklist address with prefix", "<CHECKLIST><ASSET><HOST_IP>192.0.2.5/24</HOST_IP></ASSET></CHECKLIST>",
      "address 192.0.2.5"),
    Row(
      "ARF address with prefix", arf("<ip-address><ip-v6>2001:db8::5/64</ip-v6></ip-address>"), "address 2001:db8::5"),
    Row(
      "GLPI addresses with prefixes",
      """
      <REQUEST><CONTENT><NETWORKS><IPADDRESS6>2001:db8::5/64</IPADDRESS6><IPADDRESS>192.0.2.5/24</IPADDRESS></NETWORKS>
      </CONTENT></REQUEST>
      """, "address 2001:db8::5, address 192.0.2.5"),
    Row(
      "pfSense alias of hosts",
      """
      <pfsense><aliases><alias><name>a</name><type>host</type><address>192.0.2.5/32 192.0.2.7/24</address></alias>
      </aliases></pfsense>
      """, "address 192.0.2.5", "address 192.0.2.7"),
    Row(
      "pfSense alias of networks",
      """
      <pfsense><aliases><alias><name>a</name><type>network</type><address>192.0.2.5/32 192.0.2.7/24</address></alias>
      </aliases></pfsense>
      """, "address 192.0.2.5", "range 192.0.2.0/24"),
  ]

  private static let names = [
    Row(
      "XCCDF target that is an address", "<TestResult \(xccdf)><target>192.0.2.4</target></TestResult>",
      "address 192.0.2.4"),
    Row(
      "XCCDF target address that is a name",
      "<TestResult \(xccdf)><target-address>a.example.org</target-address></TestResult>", "host a.example.org"),
    Row(
      "XCCDF target that is an image of a container",
      "<TestResult \(xccdf)><target>docker-image://registry.example/x</target><target>a.example.org</target></TestResult>",
      "host a.example.org"),
    Row(
      "checklist names that are addresses",
      """
      <CHECKLIST><ASSET><HOST_NAME>192.0.2.4</HOST_NAME><HOST_IP>N/A</HOST_IP><HOST_FQDN>2001:db8::4</HOST_FQDN>
      </ASSET></CHECKLIST>
      """, "address 192.0.2.4, address 2001:db8::4"),
    Row(
      "OVAL name that is an address",
      """
      <oval_system_characteristics xmlns="http://oval.mitre.org/XMLSchema/oval-system-characteristics-5"><system_info>
      <primary_host_name>192.0.2.4</primary_host_name></system_info></oval_system_characteristics>
      """, "address 192.0.2.4"),
    Row("ARF name that is an address", arf("<hostname>192.0.2.4</hostname>"), "address 192.0.2.4"),
    Row(
      "Nexpose names: an address, a name with a port",
      """
      <NexposeReport><nodes><node device-id="5"><names><name>192.0.2.4</name><name>app.example.org:5000</name></names>
      </node></nodes></NexposeReport>
      """, "native-id 5, address 192.0.2.4, host app.example.org"),
    Row(
      "Qualys name in parts",
      """
      <HOST_LIST_VM_DETECTION_OUTPUT><RESPONSE><HOST_LIST><HOST><ID>1</ID><DNS_DATA><HOSTNAME>srv</HOSTNAME>
      <DOMAIN>example.org</DOMAIN><FQDN/></DNS_DATA><DETECTION_LIST><DETECTION><FQDN>v.example.org</FQDN></DETECTION>
      </DETECTION_LIST></HOST><HOST><ID>2</ID><DNS>b.example.org</DNS><DNS_DATA><HOSTNAME>b</HOSTNAME>
      <DOMAIN>example.org</DOMAIN><FQDN>b.example.org</FQDN></DNS_DATA></HOST><HOST><ID>3</ID><DETECTION_LIST>
      <DETECTION><FQDN>v.example.org</FQDN></DETECTION></DETECTION_LIST><DNS_DATA><HOSTNAME>c</HOSTNAME><DOMAIN/>
      </DNS_DATA></HOST></HOST_LIST></RESPONSE></HOST_LIST_VM_DETECTION_OUTPUT>
      """, "native-id 1, host srv.example.org, host v.example.org", "native-id 2, host b.example.org",
      "native-id 3, host v.example.org, host c"),
  ]

  private static let others = [
    Row(
      "pfSense interface with IPv6 alone",
      """
      <pfsense><interfaces><opt1><ipaddr>dhcp</ipaddr><ipaddrv6>2001:db8:1::1</ipaddrv6><subnetv6>64</subnetv6></opt1>
      <opt2><ipaddr></ipaddr><subnet>24</subnet><ipaddrv6>2001:db8:2::1</ipaddrv6><subnetv6>64</subnetv6></opt2>
      </interfaces></pfsense>
      """, "range 2001:db8:1::/64", "range 2001:db8:2::/64", "address 2001:db8:1::1, address 2001:db8:2::1"),
    Row(
      "GLPI device in an entity that is a number",
      "<REQUEST><CONTENT><DEVICE><ENTITY>3</ENTITY><IP>192.0.2.3</IP></DEVICE></CONTENT></REQUEST>", "address 192.0.2.3"
    ),
    Row(
      "GLPI device in an entity that is a name",
      "<REQUEST><CONTENT><DEVICE><ENTITY>Archive</ENTITY><IP>192.0.2.3</IP></DEVICE></CONTENT></REQUEST>",
      "address 192.0.2.3, of Archive"),
    Row(
      "old Nessus with several systems and cards",
      """
      <NessusClientData><Report><ReportHost><HostName>192.0.2.3</HostName>
      <mac_addr>02:00:5e:00:53:01\\n02:00:5e:00:53:02\\n</mac_addr><os_name>Invented 1\\nInvented 2</os_name></ReportHost>
      </Report></NessusClientData>
      """,
      "address 192.0.2.3, mac 02:00:5e:00:53:01, mac 02:00:5e:00:53:02, with Invented 1, with Invented 2"),
    Row(
      "Nessus targets",
      """
      <NessusClientData_v2><Policy><Preferences><ServerPreferences><preference><name>TARGET</name>
      <value>203.0.113.4-20, 203.0.113.30-300,my-host-20</value></preference></ServerPreferences></Preferences></Policy>
      <Report/></NessusClientData_v2>
      """, "range 203.0.113.4-203.0.113.20"),
    Row(
      "ZAP site without a scheme",
      """
      <OWASPZAPReport><site host="old.example.org" name="old.example.org" port="80" ssl="false"><alerts><alertitem>
      <uri>http://old.example.org/a</uri></alertitem></alerts></site>
      <site host="2001:db8::1" name="2001:db8::1" port="8443" ssl="true"/></OWASPZAPReport>
      """, "host old.example.org, url http://old.example.org/, url http://old.example.org/a, tcp/80",
      "address 2001:db8::1, url https://[2001:db8::1]:8443/, tcp/8443"),
  ]

  @Test(arguments: prefixes + names + others)
  func `a small file gives what an administrator would read in it`(row: Row) throws {
    #expect(try readInventory(row.xml).assets.map(Self.described) == row.expected)
  }

  @Test func `a machine that only one of Outpost24's lists names is one asset`() throws {
    let read = try readInventory(
      """
      <main><hostlist><host><ip>192.0.2.2</ip><name/></host></hostlist><portlist><portlist-host><ip>192.0.2.2</ip>
      <portinfo><portnumber>443</portnumber></portinfo></portlist-host></portlist><detaillist><detail><ip>192.0.2.2</ip>
      <hostname>b.example.org</hostname></detail></detaillist></main>
      """)
    #expect(Set(read.assets.map(\.key)) == ["192.0.2.2"])
    #expect(read.values(.host) == ["b.example.org"])
  }

  @Test func `a mapping that finds no asset retires nothing`() throws {
    let mapping = try MappingFile.read(
      yaml: "version: 1\nassets: [{each: r/a, where: [{path: s, is: [live]}], key: k}]\n", file: "m.yaml")
    func isComplete(_ xml: String) throws -> Bool {
      try readInventory(Array(xml.utf8), mapping: (mapping, MappingTables())).summary.complete
    }
    #expect(try isComplete("<r><a><s>live</s><k>1</k></a></r>"))
    #expect(try isComplete("<r><a><s>live</s><k>1</k></a><a><s>live</s></a></r>"))
    #expect(try isComplete("<r><a><s>gone</s></a></r>"))
    #expect(try !isComplete("<r><a><s>live</s></a></r>"))
    #expect(try !isComplete("<r><b/></r>"))
  }
}
