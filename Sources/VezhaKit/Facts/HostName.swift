import CText

/// A host name in canonical form: UTS #46 nontransitional A-labels, lower case, no trailing dot, two labels or more.
public struct HostName: Hashable, Comparable, Sendable {
  /// A-labels, lower case.
  public let canonical: String
  /// Whether it was written with a leading `*.`, which is not part of `canonical`.
  public let isWildcard: Bool

  /// Why a text is no host name.
  public enum Rejection: String, Error, Sendable {
    case empty, singleLabel, numericLastLabel, badCharacter, badLabel, tooLong
  }

  /// Canonicalises a host name as written (defanged forms, ports and paths are the caller's business).
  public init(_ text: Span<UInt8>) throws(Rejection) { throw .empty }

  /// Canonicalises a host name as written, or nil.
  public init?(_ text: String) { return nil }

  /// Canonicalises into `buffer`, replacing its content; allocates nothing for ASCII names once the buffer has grown.
  public static func canonicalise(_ text: Span<UInt8>, into buffer: inout [UInt8]) throws(Rejection) -> Bool { throw .empty }

  /// Host names order by canonical bytes.
  public static func < (left: HostName, right: HostName) -> Bool { left.canonical < right.canonical }
}
