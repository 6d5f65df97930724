/// An IPv4 or IPv6 address.
///
/// IPv4 lies in `::ffff:0:0/96`, so IPv4-mapped IPv6 is IPv4 by construction.
public struct Address: Hashable, Comparable, Sendable {
  /// The 128 bits; IPv4 as its mapped form.
  public let bits: UInt128

  /// First address of the IPv4-mapped block (RFC 4291 section 2.5.5.2).
  static let mappedBase: UInt128 = 0xffff_0000_0000

  /// An address from 128 bits.
  public init(bits: UInt128) { self.bits = bits }

  /// An IPv4 address from 32 bits.
  public init(ipv4: UInt32) { bits = Self.mappedBase | UInt128(ipv4) }

  /// Whether this is IPv4 (or IPv4-mapped IPv6, which is the same).
  public var isIPv4: Bool { bits >> 32 == 0xffff }

  /// Addresses order by number, IPv4 together.
  public static func < (left: Address, right: Address) -> Bool { left.bits < right.bits }

  /// Reads dotted quad (no octal, no short forms) or IPv6 (RFC 4291, a zone id dropped); one trailing dot of
  /// IPv4 is dropped.
  ///
  /// Nil for anything else.
  public init?(_ text: String) { self.init(text.utf8.span) }
}

/// A contiguous stretch of addresses.
public struct AddressRange: Hashable, Comparable, Sendable {
  /// First address inside.
  public let lower: Address
  /// Last address inside.
  public let upper: Address

  /// A range; nil if the end lies before the start or the ends are of different families.
  public init?(_ lower: Address, _ upper: Address) {
    guard lower <= upper, lower.isIPv4 == upper.isIPv4 else { return nil }
    self.lower = lower
    self.upper = upper
  }

  /// Whether these are more addresses than one and exactly those of a prefix.
  public var isBlock: Bool {
    let rest = upper.bits &- lower.bits
    return rest > 0 && rest & (rest &+ 1) == 0 && lower.bits & rest == 0
  }

  /// Whether the address lies inside.
  public func contains(_ address: Address) -> Bool { lower <= address && address <= upper }

  /// Whether the whole range lies inside.
  public func contains(_ range: AddressRange) -> Bool { lower <= range.lower && range.upper <= upper }

  /// Ranges order by start, then by end.
  public static func < (left: AddressRange, right: AddressRange) -> Bool {
    (left.lower, left.upper) < (right.lower, right.upper)
  }
}
