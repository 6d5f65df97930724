import CText

/// A regular expression of somebody else's, tried with ICU under a limit of steps and memory.
///
/// Written as PCRE is in PHP, `/^mail\./i`, or bare.
@safe public final class TextPattern: Sendable {
  /// Immutable once compiled; every search has a clone of its own.
  private nonisolated(unsafe) let pattern: OpaquePointer

  /// Nil for what ICU does not take, for options it does not have, and for more than 1 KiB.
  public init?(_ text: Span<UInt8>) {
    guard text.count > 0 else { return nil }
    var body = 0..<text.count
    var options: Int32 = 0
    if Self.delimiters.contains(text[0]) {
      let closing: UInt8 = text[0] == UInt8(ascii: "{") ? UInt8(ascii: "}") : text[0]
      var end = text.count - 1
      while end > 0, text[end] != closing { end -= 1 }
      guard end > 0 else { return nil }
      for index in (end + 1)..<text.count {
        guard let option = Self.option(text[index]) else { return nil }
        options |= option
      }
      body = 1..<end
    }
    let compiled = unsafe text.extracting(body).withUnsafeBufferPointer { bytes in
      unsafe vezha_pattern_compile(bytes.baseAddress, bytes.count, UInt32(options))
    }
    guard let compiled = unsafe compiled else { return nil }
    unsafe pattern = compiled
  }

  deinit { unsafe vezha_pattern_free(pattern) }

  private static let delimiters: Set<UInt8> = [
    UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: "~"), UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: "{"),
  ]

  private static func option(_ letter: UInt8) -> Int32? {
    switch letter {
    case UInt8(ascii: "i"): VEZHA_PATTERN_IGNORES_CASE
    case UInt8(ascii: "x"): VEZHA_PATTERN_COMMENTS
    case UInt8(ascii: "m"): VEZHA_PATTERN_LINES
    case UInt8(ascii: "s"): VEZHA_PATTERN_DOT_ALL
    // Always Unicode here.
    case UInt8(ascii: "u"): 0
    default: nil
    }
  }

  /// Whether it is found anywhere in a text.
  ///
  /// No where the limit was met: what cannot be told hides nothing.
  public func matches(_ text: Span<UInt8>) -> Bool {
    unsafe text.withUnsafeBufferPointer { bytes in
      unsafe vezha_pattern_find(pattern, bytes.baseAddress, bytes.count) == 1
    }
  }
}
