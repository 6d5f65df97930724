import Foundation
import Testing

@testable import VezhaKit

@Suite struct AddressTests {
  // From RFC 4291 section 2.2, RFC 5952 section 4, and what real lists hold.
  @Test(
    arguments: [
      ("192.0.2.1", "192.0.2.1"), ("192.0.2.1.", "192.0.2.1"), ("192.0.2.1..", nil), ("192.168.01.1", nil),
      ("0.0.0.0", "0.0.0.0"), ("256.0.0.1", nil), ("192.0.2", nil), ("3221225985", nil), ("0x7f.0.0.1", nil),
      ("192.0.2.1%eth0", nil), ("", nil), (".", nil), ("1.2.3.4.5", nil), (" 192.0.2.1", nil),
      ("::ffff:192.0.2.1", "192.0.2.1"), ("::ffff:c000:201", "192.0.2.1"), ("2001:DB8::1", "2001:db8::1"),
      ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
      ("fe80::1%eth0", "fe80::1"), ("fe80::1%", nil), ("fe80::1%a%b", nil), ("::", "::"), ("::1", "::1"),
      (":", nil),
      (":::", nil), ("1::2::3", nil), ("1:2:3:4:5:6:7:8::", nil), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
      ("1:2:3:4:5:6:7:8:9", nil), ("1:2:3:4:5:6:7", nil), ("12345::", nil), ("::1.2.3.4", "::102:304"),
      ("::1.2.3", nil), ("::1.2.3.4.", nil), ("1:2:3:4:5:6:7:1.2.3.4", nil), ("[::1]", nil), ("1:", nil),
      (":1", nil),
      ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("::1/64", nil),
    ] as [(String, String?)])
  func `an address is read strictly and written as RFC 5952 says`(text: String, expected: String?) {
    #expect(Address(text)?.description == expected)
  }

  @Test(
    arguments: [
      ("192.0.2.0/24", "192.0.2.0/24", false), ("192.0.2.7/24", "192.0.2.0/24", true),
      ("192.0.2.1/32", "192.0.2.1/32", false), ("192.0.2.0/255.255.255.0", "192.0.2.0/24", false),
      ("192.0.2.0/255.0.255.0", nil, false), ("192.0.2.0/33", nil, false), ("192.0.2.0/", nil, false),
      ("192.0.2.0/-1", nil, false), ("0.0.0.0/0", "0.0.0.0/0", false), ("::/0", "::/0", false),
      ("192.0.2.0-192.0.2.255", "192.0.2.0/24", false),
      ("192.0.2.1 - 192.0.2.5", "192.0.2.1-192.0.2.5", false),
      ("192.0.2.5-192.0.2.1", nil, false), ("192.0.2.1-2001:db8::1", nil, false), ("192.0.2.1", nil, false),
      ("2001:db8::/32", "2001:db8::/32", false), ("2001:db8::1/64", "2001:db8::/64", true),
      ("::ffff:192.0.2.0/120", "192.0.2.0/24", false), ("::ffff:0:0/96", "0.0.0.0/0", false),
      ("::ffff:0:0/95", nil, false), ("2001:db8::1-2001:db8::ff", "2001:db8::1-2001:db8::ff", false),
    ] as [(String, String?, Bool)])
  func `a range is CIDR where it is one`(text: String, expected: String?, masked: Bool) {
    let parsed = AddressRange.parse(text.utf8.span)
    #expect(parsed?.range.description == expected)
    #expect(parsed?.maskedHostBits ?? false == masked)
  }

  @Test(arguments: [
    ("198.0.0.0/8", false), ("198.0.0.0/7", true), ("2001::/16", false), ("2000::/15", true), ("::/0", true),
    ("0.0.0.0/0", true), ("1.0.0.0-2.0.0.0", true),
  ])
  func `a range wider than a /8 is too wide`(text: String, expected: Bool) {
    let parsed = AddressRange.parse(text.utf8.span)
    #expect(parsed?.range.isTooWide == expected)
  }

  @Test(
    arguments: [
      ("0.0.0.0", "unspecified"), ("0.1.2.3", "this network"), ("10.1.1.1", "private"),
      ("172.31.255.255", "private"),
      ("172.32.0.0", nil), ("192.168.0.1", "private"), ("100.64.0.1", "shared"), ("100.128.0.0", nil),
      ("127.0.0.1", "loopback"), ("169.254.1.1", "link-local"), ("192.0.2.1", "documentation"),
      ("198.51.100.7", "documentation"), ("203.0.113.9", "documentation"), ("198.18.0.1", "benchmarking"),
      ("224.0.0.1", "multicast"), ("240.0.0.1", "reserved"), ("255.255.255.255", "broadcast"),
      ("8.8.8.8", nil),
      ("::", "unspecified"), ("::1", "loopback"), ("fe80::1", "link-local"), ("ff02::1", "multicast"),
      ("fd00::1", "private"), ("2001:db8::1", "documentation"), ("3fff:fff::1", "documentation"),
      ("100::1", "discard"),
      ("2606:4700::1111", nil), ("::ffff:127.0.0.1", "loopback"), ("2002:c000:201::1", nil),
    ] as [(String, String?)])
  func `an address that identifies nobody says why`(text: String, expected: String?) throws {
    let address = try #require(Address(text))
    #expect(address.unmatchableReason(documentationSpace: false) == expected)
    #expect(
      address.unmatchableReason(documentationSpace: true) == (expected == "documentation" ? nil : expected))
  }

  @Test func `no row of the special blocks is misspelt`() {
    #expect(Address.specialBlockCount == (16, 15))
  }

  // CPython's own literals. Differences: it refuses no trailing dot of ours (none in its tests), takes /hostmask,
  // and does not fold mapped IPv4.
  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `literals agree with CPython`() throws {
    let root = try #require(Corpus.root)
    let cases = try #require(
      Corpus.json(root.appending(path: "lists/ip/cpython_ipaddress_literals.json")) as? [[String: Any]])
    var compared = 0
    for row in cases {
      guard let input = row["input"] as? String else { continue }
      let mapped = input.lowercased().hasPrefix("::ffff:")
      let expected = row["address"] as? String
      // We take one trailing dot.
      if !mapped, input != "42.42.42.42." { #expect(Address(input)?.description == expected, "\(input)") }
      let network = row["network"] as? String
      let isHostMask = input.hasSuffix("/0.0.0.0")
      if input.contains("/"), !mapped {
        let parsed = AddressRange.parse(input.utf8.span)?.range.description
        #expect(
          parsed == network || isHostMask,
          "\(input) \(network ?? "")")
      }
      compared += 1
    }
    #expect(compared == 273)
  }
}
