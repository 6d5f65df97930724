import Foundation
import Testing

/// Two organizations whose systems six tools describe, each in its own format.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct OneInventoryTests {
  static let organizations = """
    <inventory xmlns="urn:vezha:inventory:1">
      <organization key="registers"><name lang="uk">Міністерство реєстрів</name><alias lang="en">Ministry of Registers</alias>
        <contact role="security" email="soc@registers.gov.example"/><domain>registers.gov.example</domain></organization>
      <organization key="water"><name lang="en">Water Agency</name>
        <contact role="security" email="soc@water.gov.example"/><range>203.0.113.0/25</range></organization>
    </inventory>

    """

  /// A file of each source.
  static let files: [(source: String, text: String)] = [
    (
      "nmap",
      """
      <nmaprun start="1790000000"><host><address addr="198.51.100.1" addrtype="ipv4"/>
      <hostnames><hostname name="www.registers.gov.example" type="user"/></hostnames>
      <ports><port protocol="tcp" portid="443"><state state="open"/></port></ports></host>
      <host><address addr="203.0.113.5" addrtype="ipv4"/><ports><port protocol="tcp" portid="25"><state state="open"/></port></ports></host>
      <runstats><finished time="1790000100" exit="success"/></runstats></nmaprun>
      """
    ),
    (
      "nessus",
      """
      <NessusClientData_v2><Report name="r"><ReportHost name="198.51.100.1"><HostProperties>
      <tag name="host-fqdn">WWW.Registers.gov.example</tag></HostProperties>
      <ReportItem port="443" protocol="tcp" svc_name="www"><plugin_output>x</plugin_output></ReportItem></ReportHost>
      <ReportHost name="203.0.113.6"><HostProperties/></ReportHost>
      <ReportHost name="192.0.2.77"><HostProperties/></ReportHost></Report></NessusClientData_v2>
      """
    ),
    (
      "qualys",
      """
      <ASSET_DATA_REPORT><HEADER><COMPANY>MINISTRY OF REGISTERS</COMPANY></HEADER><HOST_LIST>
      <HOST><IP>198.51.100.1</IP><DNS>www.registers.gov.example</DNS></HOST>
      <HOST><IP>192.0.2.9</IP><DNS>backup.cloud.example</DNS></HOST></HOST_LIST></ASSET_DATA_REPORT>
      """
    ),
    (
      "whois",
      """
      <whois-resources><objects><object type="inetnum"><attributes><attribute name="inetnum" value="203.0.113.0 - 203.0.113.127"/>
      <attribute name="netname" value="WATER"/><attribute name="org" value="ORG-W1-RIPE"/></attributes></object>
      <object type="organisation"><attributes><attribute name="organisation" value="ORG-W1-RIPE"/>
      <attribute name="org-name" value="WATER AGENCY"/></attributes></object></objects></whois-resources>
      """
    ),
    (
      "arf",
      """
      <a:asset-report-collection xmlns:a="http://scap.nist.gov/schema/asset-reporting-format/1.1"
       xmlns:i="http://scap.nist.gov/schema/asset-identification/1.1"><a:assets><a:asset id="asset0"><i:computing-device>
      <i:connections><i:connection><i:ip-address><i:ip-v4>198.51.100.1</i:ip-v4></i:ip-address></i:connection></i:connections>
      <i:fqdn>www.registers.gov.example</i:fqdn></i:computing-device></a:asset></a:assets></a:asset-report-collection>
      """
    ),
  ]

  /// An export that only a mapping can read.
  static let records = (
    source: "cmdb",
    text: """
    <unload unload_date="2026-10-05 07:15:04"><cmdb_ci_server action="INSERT_OR_UPDATE"><sys_id>c1</sys_id>
    <name>www</name><fqdn>www.registers.gov.example</fqdn><ip_address>198.51.100.1</ip_address>
    <company display_value="Ministry of Registers">k1</company>
    <business_criticality display_value="1 - most critical">1</business_criticality></cmdb_ci_server>
    <cmdb_ci_server action="INSERT_OR_UPDATE"><sys_id>c2</sys_id><name>pump</name><ip_address>203.0.113.9</ip_address>
    </cmdb_ci_server></unload>
    """
  )

  /// `source key` and the owner that must come of it.
  static let expected = [
    "nmap www.registers.gov.example": "registers", "nmap 203.0.113.5": "water",
    "nessus www.registers.gov.example": "registers", "nessus 203.0.113.6": "water",
    "nessus 192.0.2.77": "unassigned", "qualys www.registers.gov.example": "registers",
    "qualys backup.cloud.example": "registers", "whois 203.0.113.0/25": "water",
    "arf www.registers.gov.example": "registers", "cmdb c1": "registers", "cmdb c2": "water",
  ]

  @Test(arguments: [false, true])
  func `many formats make one inventory, in any order, and again change nothing`(isReversed: Bool) async throws {
    try await withFolder { folder in
      try Invented.write("version: 1\n", to: folder.appending(path: "vezha.yaml"))
      var all = [("register", Self.organizations)] + Self.files + [Self.records]
      if isReversed { all.reverse() }
      for (source, text) in all {
        let changes = try await Self.imported(source, text, in: folder)
        #expect(changes["retired"] as? Int == 0)
      }
      let first = try await Self.assets(in: folder)
      #expect(first.map { $0.text("source") + " " + $0.text("key") }.sorted() == Self.expected.keys.sorted())
      for asset in first {
        let place = asset.text("source") + " " + asset.text("key")
        #expect(asset.text("organization") == Self.expected[place], "\(place): \(asset.text("owner_reason"))")
      }
      #expect(first.first { $0.text("key") == "203.0.113.5" }?.text("kind") == "mail")
      for (source, text) in all {
        let changes = try await Self.imported(source, text, in: folder)
        for field in ["added", "changed", "moved", "retired"] {
          #expect(changes[field] as? Int == 0, "\(source) \(field)")
        }
      }
      let second = try await Self.assets(in: folder)
      #expect(try canonicalJSON(["assets": second]) == canonicalJSON(["assets": first]))
    }
  }

  private static func imported(_ source: String, _ text: String, in folder: URL) async throws -> JSONObject {
    let file = folder.appending(path: "\(source).xml")
    try Invented.write(text, to: file)
    let mapping = Repository.root.appending(path: "Inventory/mappings/servicenow-unload.yaml").path
    let outcome = try await Command.run(
      ["import", "--source", source, "--format", "json"] + (source == records.source ? ["--mapping", mapping] : [])
        + [file.path], in: folder)
    #expect(outcome.code == 0, "\(source): \(outcome.errors)")
    return try #require(try outcome.object()["changes"] as? JSONObject)
  }

  private static func assets(in folder: URL) async throws -> [JSONObject] {
    try await Command.run(["assets", "--format", "json"], in: folder).object().objects("assets")
  }
}
