extension Address {
  /// Why this address identifies nobody (`loopback`, `private`, `documentation` ...), or nil.
  ///
  /// `documentation` space counts as real when `documentationSpace` is true.
  public func unmatchableReason(documentationSpace: Bool) -> String? {
    for block in isIPv4 ? Self.specialIPv4 : Self.specialIPv6 where block.range.contains(self) {
      return documentationSpace && block.reason == Self.documentation ? nil : block.reason
    }
    return nil
  }

  fileprivate static let documentation = "documentation"

  fileprivate struct Block {
    let range: AddressRange
    let reason: String

    /// Nil never happens: every row below is checked by a test that counts them.
    init?(_ cidr: String, _ reason: String) {
      guard let range = AddressRange.parse(cidr.utf8.span)?.range else { return nil }
      self.range = range
      self.reason = reason
    }
  }

  /// Rows of both tables; a test compares it with what the sources list.
  static var specialBlockCount: (ipv4: Int, ipv6: Int) { (specialIPv4.count, specialIPv6.count) }

  // Single addresses before the blocks around them: the first row that fits names the reason.
  fileprivate static let specialIPv4 = [
    Block("0.0.0.0/32", "unspecified"),  // RFC 1122 section 3.2.1.3
    Block("0.0.0.0/8", "this network"),  // RFC 791 section 3.2
    Block("10.0.0.0/8", "private"),  // RFC 1918
    Block("100.64.0.0/10", "shared"),  // RFC 6598
    Block("127.0.0.0/8", "loopback"),  // RFC 1122 section 3.2.1.3
    Block("169.254.0.0/16", "link-local"),  // RFC 3927
    Block("172.16.0.0/12", "private"),  // RFC 1918
    Block("192.0.0.0/24", "protocol assignments"),  // RFC 6890 section 2.1
    Block("192.0.2.0/24", documentation),  // RFC 5737
    Block("192.168.0.0/16", "private"),  // RFC 1918
    Block("198.18.0.0/15", "benchmarking"),  // RFC 2544
    Block("198.51.100.0/24", documentation),  // RFC 5737
    Block("203.0.113.0/24", documentation),  // RFC 5737
    Block("224.0.0.0/4", "multicast"),  // RFC 5771
    Block("255.255.255.255/32", "broadcast"),  // RFC 919 section 7
    Block("240.0.0.0/4", "reserved"),  // RFC 1112 section 4
  ].compactMap { $0 }

  fileprivate static let specialIPv6 = [
    Block("::/128", "unspecified"),  // RFC 4291 section 2.5.2
    Block("::1/128", "loopback"),  // RFC 4291 section 2.5.3
    Block("::/96", "reserved"),  // RFC 4291 section 2.5.5.1, IPv4-compatible, deprecated
    Block("64:ff9b:1::/48", "private"),  // RFC 8215, local translation
    Block("100::/64", "discard"),  // RFC 6666
    Block("2001:2::/48", "benchmarking"),  // RFC 5180
    Block("2001:10::/28", "reserved"),  // RFC 4843, ORCHID, deprecated
    Block("2001:20::/28", "reserved"),  // RFC 7343, ORCHIDv2
    Block("2001:db8::/32", documentation),  // RFC 3849
    Block("3fff::/20", documentation),  // RFC 9637
    Block("5f00::/16", "reserved"),  // RFC 9602, segment routing
    Block("fc00::/7", "private"),  // RFC 4193
    Block("fe80::/10", "link-local"),  // RFC 4291 section 2.5.6
    Block("fec0::/10", "private"),  // RFC 3879, site-local, deprecated
    Block("ff00::/8", "multicast"),  // RFC 4291 section 2.7
  ].compactMap { $0 }
}

extension AddressRange {
  /// Why this range is never matched: `too wide`, or the reason of the special block it lies in; else nil.
  ///
  /// A range that only touches special space still holds real addresses.
  public func unmatchableReason(documentationSpace: Bool) -> String? {
    if isTooWide { return "too wide" }
    for block in lower.isIPv4 ? Address.specialIPv4 : Address.specialIPv6 where block.range.contains(self) {
      return documentationSpace && block.reason == Address.documentation ? nil : block.reason
    }
    return nil
  }
}
