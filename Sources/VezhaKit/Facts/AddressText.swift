// Text forms of addresses and ranges: RFC 4291, RFC 5952, CIDR and start-end.

extension Address: CustomStringConvertible {
  /// Dotted quad, or IPv6 as RFC 5952 writes it.
  public var description: String { "" }

  /// Reads an address from bytes; see `init(_:)`.
  public init?(_ text: Span<UInt8>) { return nil }
}

extension AddressRange: CustomStringConvertible {
  /// CIDR where the range is one, else `start-end`.
  public var description: String { "" }

  /// Reads CIDR or `start-end`, from bytes. `maskedHostBits` tells that CIDR host bits were set and cleared.
  public static func parse(_ text: Span<UInt8>) -> (range: AddressRange, maskedHostBits: Bool)? { nil }

  /// Whether the range is wider than /8 (IPv4) or /16 (IPv6) and so matches nothing.
  public var isTooWide: Bool { false }
}

extension Address {
  /// Why this address identifies nobody (`loopback`, `private`, `documentation` ...), or nil.
  ///
  /// `documentation` space counts as real when `documentationSpace` is true.
  public func unmatchableReason(documentationSpace: Bool) -> String? { nil }
}
