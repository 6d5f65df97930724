extension Identifier {
  /// Canonicalises an identifier as written in an inventory.
  ///
  /// A placeholder or single-label host is kept under its kind with a lower-case value; it is never matched.
  /// - Returns: the identifier and a note (`host bits cleared`), or the reason why the value is bad.
  public static func canonical(_ kind: IdentifierKind, given: String) -> (identifier: Identifier?, note: String?) {
    (nil, "not built")
  }

  /// Why this identifier is never matched (`placeholder`, `single label`, `loopback`, `too wide` ...), or nil.
  public func unmatchableReason(documentationSpace: Bool) -> String? { nil }
}
