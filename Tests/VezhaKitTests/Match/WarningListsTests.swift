import Testing

@testable import VezhaKit

/// Which list knows what, after MISP's own semantics of its types.
@Suite struct WarningListsTests {
  static let lists: WarningLists = {
    func list(_ key: String, _ kind: WarningList.Kind, _ scope: WarningList.Scope = [.hosts, .addresses]) -> WarningList
    {
      WarningList(key: key, name: key, kind: kind, scope: scope)
    }
    var cdn = list("cdn", .cidr, .addresses)
    cdn.hides = true
    cdn.ranges = ["198.51.100.0/24", "2001:db8:1::/48"].compactMap { AddressRange.parse($0.utf8.span)?.range }
    var cloud = list("a-cloud", .cidr, .addresses)
    cloud.ranges = ["198.51.0.0/16", "203.0.113.0/25"].compactMap { AddressRange.parse($0.utf8.span)?.range }
    var banks = list("banks", .hostname, .hosts)
    banks.hosts = ["bank.example", "pages.github.io", "github.io"]
    var sites = list("sites", .string)
    sites.hosts = ["news.example"]
    sites.ranges = ["192.0.2.53/32"].compactMap { AddressRange.parse($0.utf8.span)?.range }
    var parts = list("parts", .substring, .hosts)
    parts.parts = ["akam"]
    var patterns = list("patterns", .regex)
    patterns.patterns = ["/^ns[0-9]+\\./", "/^192\\.0\\.2\\.9[0-9]$/"].compactMap { TextPattern($0.utf8.span) }
    return WarningLists([patterns, cdn, parts, sites, banks, cloud])
  }()

  @Test(
    arguments: [
      ("bank.example", "banks", "the domain"), ("www.bank.example", "banks", "below it"),
      ("a.b.bank.example", "banks", "far below it"), ("mybank.example", nil, "ends alike, is not below"),
      ("bank.example.org", nil, "begins alike"), ("xn--bank.example", nil, "another label"),
      ("pages.github.io", "banks", "a name under a private suffix"),
      ("x.pages.github.io", "banks", "below a name under a private suffix"),
      ("gov-login.github.io", nil, "a suffix that is listed gives its names to anybody"),
      ("news.example", "sites", "exactly"), ("www.news.example", "sites", "its registrable domain exactly"),
      ("news.example.org", nil, "begins alike"), ("img.akamai.example", "parts", "holds the text"),
      ("ns12.elsewhere.example", "patterns", "a pattern"), ("dns12.elsewhere.example", nil, "a pattern with an anchor"),
    ] as [(String, String?, String)])
  func `a list knows a host`(host: String, key: String?, why: String) throws {
    let length = try PublicSuffixes().registrableLength(host.utf8.span)
    let known = Self.lists.list(knowing: host.utf8.span, registrable: length)
    #expect(known?.key == key, "\(why)")
  }

  @Test(
    arguments: [
      ("new.gov.example @ 198.51.100.7", "unassigned strong constituency", "a new office behind the CDN of another"),
      ("new.gov.example @ 203.0.113.9", "unassigned strong constituency", "behind a cloud that only doubts"),
      ("z.city.example @ 198.51.100.7", "unassigned strong constituency", "under a domain that two of ours share"),
      ("new.gov.example @ 192.0.2.10", "fin possible address-exact", "on an address of one organization alone"),
      ("www.fin.gov.example @ 198.51.100.7", "fin certain host-exact", "by its name"),
      ("www.tax.gov.example @ 198.51.100.7", "tax certain host-exact", "the name decides, not the other's address"),
      ("foreign.elsewhere @ 198.51.100.7", "", "a foreign host: our address, hidden by the list"),
    ])
  func `an address that a list knows gives a host of a shared zone to nobody`(
    listed: String, expected: String, why: String
  ) throws {
    let world = try MatchWorld(
      """
      fin host www.fin.gov.example
      fin address 198.51.100.7
      fin address 203.0.113.9
      fin address 192.0.2.10
      tax host www.tax.gov.example
      tax host a.city.example
      post host b.city.example
      """, constituency: ["gov.example"], warnings: Self.lists)
    let found = try world.findings(listed).map { finding in
      "\(finding.organization) \(finding.certainty.rawValue) \(finding.evidence.map(\.rule).min()?.rawValue ?? "")"
    }
    #expect(found.joined(separator: "; ") == expected, "\(why)")
  }

  @Test(
    arguments: [
      ("198.51.100.7", "cdn", "one that hides before one that only doubts, whatever their keys"),
      ("198.51.101.7", "a-cloud", "only in the wider range"), ("203.0.113.127", "a-cloud", "the last address"),
      ("203.0.113.128", nil, "one beyond"), ("2001:db8:1::5", "cdn", "IPv6"), ("2001:db8:2::5", nil, "beside it"),
      ("192.0.2.53", "sites", "a string that is an address"), ("192.0.2.54", nil, "its neighbour"),
      ("192.0.2.95", "patterns", "a pattern over addresses"), ("198.51.100.0/25", "cdn", "a range inside"),
      ("198.51.0.0/15", nil, "a range that only overlaps"), ("198.51.0.0/16", "a-cloud", "the range itself"),
    ] as [(String, String?, String)])
  func `a list knows an address or range`(text: String, key: String?, why: String) {
    let kind: SubjectKind = text.contains("/") ? .range : .address
    #expect(Self.lists.list(knowing: Subject(kind: kind, value: text))?.key == key, "\(why)")
  }

  @Test func `names are asked about only as hosts`() {
    #expect(Self.lists.list(knowing: Subject(kind: .host, value: "bank.example")) == nil)
    #expect(Self.lists.list(knowing: Subject(kind: .name, value: "akam")) == nil)
  }

  @Test func `a list that does not speak of addresses hides none`() {
    var list = WarningList(key: "cdn", name: "", kind: .cidr, scope: .hosts)
    list.hides = true
    list.ranges = ["192.0.2.0/24"].compactMap { AddressRange.parse($0.utf8.span)?.range }
    #expect(WarningLists([list]).list(knowing: "192.0.2.1") == nil)
    #expect(WarningLists([list]).summaries.first?.hides == false)
  }
}
