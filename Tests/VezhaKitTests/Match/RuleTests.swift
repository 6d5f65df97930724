import Foundation
import Testing

@testable import VezhaKit

/// A labelled match set after the table of rules; every row says why.
@Suite struct RuleTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var listed: String
    var expected: [String]
    var why: String
    var time: String

    init(_ listed: String, _ expected: String, _ why: String, at time: String = "2026-05-01") {
      self.listed = listed
      self.expected = expected.isEmpty ? [] : expected.components(separatedBy: "; ").sorted()
      self.why = why
      self.time = time
    }

    var testDescription: String { "\(listed): \(why)" }
  }

  private static func check(_ row: Row, _ world: MatchWorld) throws {
    let findings = try world.findings(row.listed, at: row.time)
    let withSubject = row.expected.contains { $0.split(separator: " ").count > 4 }
    #expect(summary(findings, withSubject: withSubject) == row.expected, "\(row.why)")
  }

  private static let state = """
    fin host www.fin.gov.example
    fin host mail.fin.gov.example
    fin address 192.0.2.10
    fin own-domain fin.gov.example
    fin own-range 198.51.100.0/24
    tax host tax.fin.gov.example
    tax own-domain tax.fin.gov.example
    tax own-range 198.51.100.128/25
    health host portal.health.gov.example
    health host deep.lab.health.gov.example
    health url https://booking.health.gov.example:8443/queue
    health address 192.0.2.20
    edu host edu.example
    edu host library.campus.edu.example
    north host a.city.example
    south host b.city.example
    post host post.example
    post address 192.0.2.30
    rail address 192.0.2.30
    rail range 203.0.113.0/28
    rail address 203.0.113.5
    portal host www.gov.example
    wild host *.wild.example
    ix host пошта.ix.example
    six address 2001:db8::10
    six range 2001:db8:1::/48
    odd address 10.0.0.5
    odd address 127.0.0.1
    odd host localhost
    odd address 169.254.1.1
    wide range 8.0.0.0/7
    wide range 2000::/15
    slash8 range 9.0.0.0/8
    """

  @Test(arguments: [
    Row("www.fin.gov.example", "fin certain host-exact in", "an asset's host"),
    Row("mail.fin.gov.example", "fin certain host-exact in", "an asset's host"),
    Row("MAIL.Fin.GOV.example", "fin certain host-exact in", "case does not count"),
    Row("mail.fin.gov.example.", "fin certain host-exact in", "one trailing dot is dropped"),
    Row("https://mail.fin.gov.example/", "fin certain host-exact in", "the subject of a URL is its host"),
    Row(
      "https://mail.fin.gov.example:8443/a?b=c#d", "fin certain host-exact in", "port, path, query split off"),
    Row("https://user:word@mail.fin.gov.example/", "fin certain host-exact in", "user info split off"),
    Row(
      "mail.fin.gov.example/mail.fin.gov.example", "fin certain host-exact in", "host and path are one host"),
    Row("hxxps://mail[.]fin[.]gov[.]example", "fin certain host-exact in", "refanged"),
    Row("tcp://mail.fin.gov.example:25", "fin certain host-exact in", "transport and port split off"),
    Row(
      "fin.gov.example", "fin certain host-exact in", "own domain; the asset's www twin makes it inventory"),
    Row("www.mail.fin.gov.example", "fin strong host-www in", "differs by one leading www"),
    Row("www.www.fin.gov.example", "fin strong host-www in", "differs by one leading www, again"),
    Row("shop.fin.gov.example", "fin strong host-below out", "below an own domain"),
    Row("a.b.c.shop.fin.gov.example", "fin strong host-below out", "far below an own domain"),
    Row("x.mail.fin.gov.example", "fin strong host-below out", "below a host of ours"),
    Row("x.www.fin.gov.example", "fin strong host-below out", "below a host of ours, its www ignored or not"),
    Row("tax.fin.gov.example", "tax certain host-exact in", "the child's own name is the longest claim"),
    Row("www.tax.fin.gov.example", "tax strong host-www in", "www of the child beats below the parent"),
    Row("e.tax.fin.gov.example", "tax strong host-below out", "the child's longer domain beats the parent's"),
    Row("x.e.tax.fin.gov.example", "tax strong host-below out", "the child's, further below"),
    Row("taxes.fin.gov.example", "fin strong host-below out", "whole labels: not the child's"),
    Row("xtax.fin.gov.example", "fin strong host-below out", "a label's end is no label"),
    Row("xfin.gov.example", "", "fin.gov.example never inside xfin.gov.example"),
    Row("fin.gov.example.evil.example", "", "ours in front of a foreign domain"),
    Row("fin-gov.example", "", "a hyphen is no dot"),
    Row("fin.gov.example.org", "", "another ending"),
    Row("evil.example", "", "nothing of ours"),
    Row("other.gov.example", "", "below a public suffix nobody claims"),
    Row("gov.example", "portal strong host-www in", "its www twin is ours, suffix or not"),
    Row("x.www.gov.example", "portal strong host-below out", "below a host that is no public suffix itself"),
    Row("portal.health.gov.example", "health certain host-exact in", "an asset's host"),
    Row("health.gov.example", "health strong host-above out", "parent of hosts of ours, one owner"),
    Row("lab.health.gov.example", "health strong host-above out", "parent in the middle"),
    Row("www.health.gov.example", "health strong host-same-domain out", "neither above nor below"),
    Row("new.health.gov.example", "health strong host-same-domain out", "same registrable domain"),
    Row("x.lab.health.gov.example", "health strong host-same-domain out", "beside, on a lower level"),
    Row("booking.health.gov.example", "health certain host-exact in", "the host of an asset's url"),
    Row("www.booking.health.gov.example", "health strong host-www in", "www of a url's host"),
    Row("a.booking.health.gov.example", "health strong host-below out", "below a url's host"),
    Row("edu.example", "edu certain host-exact in", "a registrable domain as host"),
    Row("www.edu.example", "edu strong host-www in", "www of it"),
    Row("sub.edu.example", "edu strong host-below out", "below it"),
    Row("campus.edu.example", "edu strong host-below out", "below fired, so above does not count"),
    Row("xedu.example", "", "edu.example never inside xedu.example"),
    Row("example", "", "a single label is no host"),
    Row("a.city.example", "north certain host-exact in", "one owner's host in a shared domain"),
    Row("www.a.city.example", "north strong host-www in", "its www"),
    Row("z.a.city.example", "north strong host-below out", "below it"),
    Row("b.city.example", "south certain host-exact in", "the other owner's"),
    Row("city.example", "unassigned strong constituency out", "above two owners: nobody's, but ours"),
    Row("new.city.example", "unassigned strong constituency out", "same domain with two owners"),
    Row("www.city.example", "unassigned strong constituency out", "same domain with two owners"),
    Row("x.new.city.example", "unassigned strong constituency out", "same domain, deeper"),
    Row("post.example", "post certain host-exact in", "an asset's host"),
    Row("wild.example", "wild certain host-exact out", "a zone's own name; no asset carries it as host"),
    Row("any.wild.example", "wild strong host-below out", "below the zone of a wildcard"),
    Row("www.wild.example", "wild strong host-www out", "www of the zone"),
    Row("пошта.ix.example", "ix certain host-exact in", "as U-label"),
    Row("ПОШТА.ix.example", "ix certain host-exact in", "folded by UTS #46"),
    Row("xn--80a1acn3a.ix.example", "ix certain host-exact in", "as A-label"),
    Row("xn--80a1acn3a.ix.example.", "ix certain host-exact in", "as A-label with a dot"),
    Row("пoшта.ix.example", "ix strong host-same-domain out", "a Latin o is another name"),
    Row("posta.ix.example", "ix strong host-same-domain out", "a transliteration is another name"),
    Row("localhost", "", "a placeholder identifies nobody"),
    Row("localhost.localdomain", "", "a placeholder identifies nobody"),
  ])
  func `a listed host goes to whom the rules say`(row: Row) throws {
    try Self.check(row, MatchWorld(Self.state))
  }

  @Test(arguments: [
    Row("192.0.2.10", "fin strong address-exact in", "an asset's address"),
    Row("192.0.2.10.", "fin strong address-exact in", "trailing dot dropped"),
    Row("::ffff:192.0.2.10", "fin strong address-exact in 192.0.2.10", "IPv4-mapped is IPv4"),
    Row(
      "http://192.0.2.10:8080/", "fin strong address-exact in 192.0.2.10",
      "the subject of a URL may be an address"),
    Row("192.0.2.11", "", "beside it"),
    Row("192.0.2.1", "", "its beginning is no match"),
    Row("192.0.2.100", "", "longer text is another address"),
    Row("198.51.100.0", "fin strong address-in-range in", "first of a range"),
    Row("198.51.100.127", "fin strong address-in-range in", "last before the nested range"),
    Row("198.51.100.128", "tax strong address-in-range in", "first of the nested range: narrowest wins"),
    Row("198.51.100.200", "tax strong address-in-range in", "inside the nested range"),
    Row("198.51.100.255", "tax strong address-in-range in", "last of both"),
    Row("198.51.99.255", "", "just before"),
    Row("198.51.101.0", "", "just after"),
    Row(
      "192.0.2.30", "post strong address-exact in; rail strong address-exact in",
      "a shared address has two tenants"),
    Row("203.0.113.3", "rail strong address-in-range in", "an asset's range"),
    Row("203.0.113.5", "rail strong address-exact in", "exact is the stronger rule"),
    Row("203.0.113.15", "rail strong address-in-range in", "last of a /28"),
    Row("203.0.113.16", "", "after a /28"),
    Row(
      "192.0.2.0/24",
      "fin strong range-over-address in; health strong range-over-address in; "
        + "post strong range-over-address in; rail strong range-over-address in",
      "a listed range names everything inside"),
    Row("192.0.2.8/29", "fin strong range-over-address in", "a small range over one address"),
    Row("192.0.2.9-192.0.2.11", "fin strong range-over-address in", "start-end over one address"),
    Row("192.0.2.11-192.0.2.19", "", "between two addresses"),
    Row("198.51.100.0/25", "fin strong address-in-range in", "a listed range inside ours"),
    Row("198.51.100.192/26", "tax strong address-in-range in", "inside both: the narrowest"),
    Row(
      "198.51.100.64-198.51.100.191", "fin strong address-in-range in; tax strong range-over-address in",
      "inside one range and across the nested one"),
    Row(
      "198.51.0.0/16", "fin strong range-over-address in; tax strong range-over-address in", "over our ranges"
    ),
    Row("203.0.113.0-203.0.113.4", "rail strong address-in-range in", "start-end inside a range of ours"),
    Row("203.0.113.14-203.0.113.20", "rail strong range-over-address in", "half in, half out"),
    Row("0.0.0.0/0", "", "too wide"),
    Row("192.0.0.0/7", "", "wider than /8"),
    Row("2001::/15", "", "wider than /16"),
    Row("8.8.8.8", "", "our own range is too wide"),
    Row("2001:1234::1", "", "our own range is too wide"),
    Row("9.9.9.9", "slash8 strong address-in-range in", "/8 is not wider than /8"),
    Row("10.0.0.5", "", "private space is nobody's"),
    Row("127.0.0.1", "", "loopback is nobody's"),
    Row("169.254.1.1", "", "link-local is nobody's"),
    Row("10.0.0.0/24", "", "private space is nobody's, as a range"),
    Row("2001:db8::10", "six strong address-exact in", "IPv6"),
    Row("2001:0DB8:0:0::0010", "six strong address-exact in 2001:db8::10", "IPv6 in another form"),
    Row("[2001:db8::10]:443", "six strong address-exact in 2001:db8::10", "IPv6 with a port"),
    Row("2001:db8::11", "", "IPv6 beside"),
    Row("2001:db8:1:ffff::3", "six strong address-in-range in", "IPv6 in a range"),
    Row("2001:db8:2::", "", "after a /48"),
    Row("2001:db8::/32", "six strong range-over-address in", "over all of it"),
    Row(
      "foreign.example @ 192.0.2.10", "fin possible shared-address in 192.0.2.10",
      "a foreign host on our address"),
    Row(
      "foreign.example @ 198.51.100.200", "tax possible shared-address in 198.51.100.200",
      "on our nested range"),
    Row(
      "foreign.example @ 192.0.2.30",
      "post possible shared-address in 192.0.2.30; rail possible shared-address in 192.0.2.30", "two tenants"),
    Row("foreign.example @ 192.0.2.77", "", "a foreign host on a foreign address"),
    Row("foreign.example @ 127.0.0.1", "", "loopback beside a host is nobody's"),
    Row("foreign.example @ 10.0.0.5", "", "private space beside a host is nobody's"),
    Row(
      "xfin.gov.example @ 192.0.2.10", "fin possible shared-address in 192.0.2.10", "nearly ours is foreign"),
    Row(
      "portal.health.gov.example @ 192.0.2.20", "health certain host-exact in portal.health.gov.example",
      "the host is the subject"),
    Row(
      "portal.health.gov.example @ 127.0.0.1", "health certain host-exact in portal.health.gov.example",
      "a loopback beside our host changes nothing"),
    Row(
      "portal.health.gov.example @ 192.0.2.10", "health certain host-exact in portal.health.gov.example",
      "our host on another's address is its owner's alone"),
    Row(
      "new.health.gov.example @ 192.0.2.20", "health strong host-same-domain out new.health.gov.example",
      "the host is the subject, the address evidence"),
  ])
  func `a listed address goes to whom the rules say`(row: Row) throws {
    try Self.check(row, MatchWorld(Self.state))
  }

  @Test(arguments: [
    Row("other.gov.example", "unassigned strong constituency out", "in the zone, nobody's"),
    Row("a.b.other.gov.example", "unassigned strong constituency out", "deep in the zone"),
    Row("www.other.gov.example", "unassigned strong constituency out", "www in the zone"),
    Row("xgov.example", "", "the zone's name inside a label"),
    Row("gov.example.org", "", "the zone's name in front"),
    Row("fin.gov.example", "fin certain host-exact in", "an owner was found"),
    Row("x.fin.gov.example", "fin strong host-below out", "an owner was found"),
    Row("health.gov.example", "health strong host-above out", "an owner was found by above"),
    Row("y.health.gov.example", "health strong host-same-domain out", "an owner was found by the domain"),
    Row("shared.gov.example", "unassigned strong constituency out", "two owners below it: the zone's"),
    Row("z.shared.gov.example", "unassigned strong constituency out", "two owners beside it: the zone's"),
    Row(
      "other.gov.example @ 192.0.2.10", "fin possible address-exact out other.gov.example",
      "in the zone on an owner's address: the owner's, unsure, since it stands beside a domain not its own"),
    Row("elsewhere.example @ 192.0.2.10", "fin possible shared-address in 192.0.2.10", "outside the zone"),
  ])
  func `a host of the constituency is never lost`(row: Row) throws {
    let world = try MatchWorld(
      """
      fin host fin.gov.example
      fin address 192.0.2.10
      health host a.health.gov.example
      one host one.shared.gov.example
      two host two.shared.gov.example
      """, constituency: ["gov.example"])
    try Self.check(row, world)
  }

  @Test(arguments: [
    Row(
      "gone.old.example", "old certain host-exact in", "before the edition that dropped it", at: "2026-02-28"),
    Row("gone.old.example", "old certain host-exact in", "however early the document", at: "2016-01-01"),
    Row(
      "gone.old.example", "old strong host-same-domain out", "at that moment it is dropped", at: "2026-03-01"),
    Row("gone.old.example", "old strong host-same-domain out", "after it", at: "2026-03-02"),
    Row("solo.past.example", "past certain host-exact in", "before", at: "2026-02-28"),
    Row("solo.past.example", "", "after, with nothing left there", at: "2026-03-01"),
    Row("www.solo.past.example", "past strong host-www in", "before", at: "2026-02-28"),
    Row("www.solo.past.example", "", "after", at: "2026-03-01"),
    Row("x.solo.past.example", "past strong host-below out", "before", at: "2026-02-28"),
    Row("x.solo.past.example", "", "after", at: "2026-03-01"),
    Row("past.example", "past strong host-above out", "before", at: "2026-02-28"),
    Row("past.example", "", "after", at: "2026-03-01"),
    Row("192.0.2.99", "past strong address-exact in", "before", at: "2026-02-28"),
    Row("192.0.2.99", "", "after", at: "2026-03-01"),
    Row("192.0.2.96/28", "past strong range-over-address in", "before", at: "2026-02-28"),
    Row("192.0.2.96/28", "", "after", at: "2026-03-01"),
    Row("198.51.100.1", "past strong address-in-range in", "before", at: "2026-02-28"),
    Row("198.51.100.1", "", "after", at: "2026-03-01"),
    Row("new.duo.example", "unassigned strong constituency out", "two owners before", at: "2026-02-28"),
    Row("new.duo.example", "duo strong host-same-domain out", "one owner after", at: "2026-03-01"),
  ])
  func `an identifier that ended counts before and not after`(row: Row) throws {
    let world = try MatchWorld(
      """
      old host gone.old.example until 2026-03-01
      old host live.old.example
      past host solo.past.example until 2026-03-01
      past address 192.0.2.99 until 2026-03-01
      past range 198.51.100.0/24 until 2026-03-01
      duo host a.duo.example
      gone host b.duo.example until 2026-03-01
      """)
    try Self.check(row, world)
  }

  @Test func `ties of equal claims all get the listing`() throws {
    let world = try MatchWorld(
      """
      a host same.example
      b host same.example
      c own-domain same.example
      d host www.same.example
      e own-range 192.0.2.0/24
      f own-range 192.0.2.0/24
      """)
    #expect(
      summary(try world.findings("same.example"), withSubject: false)
        == [
          "a certain host-exact in", "b certain host-exact in", "c certain host-exact in",
          "d strong host-www in",
        ])
    #expect(
      summary(try world.findings("x.same.example"), withSubject: false)
        == [
          "a strong host-below out", "b strong host-below out", "c strong host-below out",
          "d strong host-below out",
        ])
    #expect(
      summary(try world.findings("192.0.2.1"), withSubject: false)
        == ["e strong address-in-range in", "f strong address-in-range in"])
  }

  @Test(arguments: ["192.0.2.10", "192.0.2.8/29", "198.51.100.9"])
  func `an address beside foreign domains is only possible, whenever that was learned`(subject: String) throws {
    let world = try MatchWorld(
      """
      fin host fin.example
      fin address 192.0.2.10
      fin own-range 198.51.100.0/24
      """)
    let day = Instant("2026-05-01") ?? Instant(microseconds: 0)
    let alone = [(published: day, entries: [subject])]
    #expect(try world.findings(alone).map(\.certainty) == [.strong])
    let address = subject.hasPrefix("192") ? "192.0.2.10" : subject
    for entry in ["foreign.example @ \(address)", "www.foreign.example @ \(address)"] {
      for time in [day - .days(30), day + .days(30)] {
        let findings = try world.findings(alone + [(published: time, entries: [entry])])
        #expect(findings.first { $0.subject.value == subject }?.certainty == .possible)
      }
    }
    let own = try world.findings(
      alone + [(published: day + .days(1), entries: ["new.fin.example @ \(address)"])])
    #expect(
      own.first { $0.subject.value == subject }?.certainty == .strong, "its own domain is no foreign one")
  }

  @Test func `the guard of one address says nothing of another`() throws {
    let world = try MatchWorld("fin own-range 198.51.100.0/24")
    let day = Instant("2026-05-01") ?? Instant(microseconds: 0)
    let findings = try world.findings([
      (published: day, entries: ["foreign.example @ 198.51.100.1", "198.51.100.2"])
    ])
    #expect(findings.first { $0.subject.value == "198.51.100.2" }?.certainty == .strong)
    #expect(findings.first { $0.subject.value == "198.51.100.1" }?.foreignHosts == 1)
  }

  @Test func `of a foreign host nothing remains but a count`() throws {
    let world = try MatchWorld("fin address 192.0.2.10")
    let findings = try world.findings([
      (
        published: Instant(seconds: 0),
        entries: ["one.foreign.example @ 192.0.2.10", "two.foreign.example @ 192.0.2.10"]
      )
    ])
    #expect(findings.count == 1)
    #expect(findings.first?.foreignHosts == 2)
    #expect(findings.first?.rows == 2)
    #expect(!"\(findings)".contains("foreign.example"))
  }

  @Test func `one host of two assets is two pieces of evidence`() throws {
    let world = try MatchWorld("fin host fin.example\nfin host fin.example")
    #expect(try world.findings("fin.example").first?.evidence.count == 2)
  }

  @Test func `a host of thousands of identifiers is judged in time`() throws {
    let lines = (0..<20_000).map { "fin url https://fin.example/\($0)" }.joined(separator: "\n")
    let world = try MatchWorld(lines)
    let below = try world.findings("x.fin.example")
    let twin = try world.findings("www.fin.example")
    for found in [below, twin] {
      #expect(found.first?.evidence.count == 100 && found.first?.assets.count == 100)
      #expect(found.first?.otherAssets == 19_900)
    }
  }
}
