import CText

/// The Public Suffix List with its private section, plus suffixes of the configuration.
public final class PublicSuffixes: Sendable {
  /// The library's built-in list, or the one in `listFile`, plus `extra` suffixes (canonical).
  public init(listFile: String? = nil, extra: [String] = []) throws(ReadError) {}

  /// Whether the canonical host is a public suffix itself.
  public func isPublicSuffix(_ host: Span<UInt8>) -> Bool { false }

  /// How many bytes at the end of the canonical host make its registrable domain; nil if it has none.
  public func registrableLength(_ host: Span<UInt8>) -> Int? { nil }
}
