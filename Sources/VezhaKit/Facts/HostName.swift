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

    /// One clause in lower case for reports of skipped values.
    public var reason: String {
      switch self {
      case .empty: "empty host name"
      case .singleLabel: "single label"
      case .numericLastLabel: "last label is a number"
      case .badCharacter: "character that no host name has"
      case .badLabel: "label that is empty or no valid IDNA label"
      case .tooLong: "label over 63 or name over 253 bytes"
      }
    }
  }

  /// Canonicalises a host name as written (defanged forms, ports and paths are the caller's business).
  public init(_ text: Span<UInt8>) throws(Rejection) {
    var buffer: [UInt8] = []
    isWildcard = try Self.canonicalise(text, into: &buffer)
    canonical = String(decoding: buffer, as: UTF8.self)
  }

  /// Canonicalises a host name as written, or nil.
  public init?(_ text: String) {
    do { self = try Self(text.utf8.span) } catch { return nil }
  }

  /// Host names order by canonical bytes.
  public static func < (left: HostName, right: HostName) -> Bool { left.canonical < right.canonical }

  /// Canonicalises into `buffer`, replacing its content; allocates nothing for ASCII names once the buffer has grown.
  ///
  /// After `.singleLabel` and `.numericLastLabel` the buffer holds the folded name, so that it can still be kept.
  /// - Returns: whether the name was written with a leading `*.`.
  public static func canonicalise(_ text: Span<UInt8>, into buffer: inout [UInt8]) throws(Rejection) -> Bool {
    var start = 0
    var end = text.count
    while start < end, isSpace(text[start]) { start += 1 }
    while end > start, isSpace(text[end - 1]) { end -= 1 }
    let isWildcard =
      end - start > 2 && text[start] == UInt8(ascii: "*") && text[start + 1] == UInt8(ascii: ".")
    if isWildcard { start += 2 }
    guard try !foldASCII(text.extracting(start..<end), into: &buffer, trustingLabels: false) else {
      return isWildcard
    }
    // The same rules hold for what IDNA makes of the name: its mapping can yield dots, slashes, digits.
    let ascii = try convert(text.extracting(start..<end))
    _ = try foldASCII(ascii.span, into: &buffer, trustingLabels: true)
    return isWildcard
  }

  /// Whether a text is beyond doubt a canonical name that identifies something: letters, digits, hyphens and dots in
  /// labels of ordinary length, no A-label, and a last label of letters that is no `local...`.
  ///
  /// Nearly all names are; of the others nothing is said. An inventory of 100,000 names is looked at in no time.
  static func isPlain(_ name: Span<UInt8>) -> Bool {
    guard name.count <= 253 else { return false }
    var labelStart = 0
    var hasOnlyLetters = true
    for index in 0..<name.count {
      switch name[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): break
      case UInt8(ascii: "0")...UInt8(ascii: "9"): hasOnlyLetters = false
      case UInt8(ascii: "-"):
        // `xn--` is ICU's to judge.
        if index > 0, name[index - 1] == UInt8(ascii: "-") { return false }
        hasOnlyLetters = false
      case UInt8(ascii: "."):
        guard index > labelStart, index - labelStart <= 63 else { return false }
        labelStart = index + 1
        hasOnlyLetters = true
      default: return false
      }
    }
    let length = name.count - labelStart
    return labelStart > 0 && length >= 2 && length <= 63 && hasOnlyLetters
      && !starts(name, at: labelStart, "local")
  }

  /// Lower-cases and checks an ASCII name.
  /// - Returns: false where the name needs IDNA: a byte above ASCII, or an A-label not yet validated.
  private static func foldASCII(
    _ text: Span<UInt8>, into buffer: inout [UInt8], trustingLabels: Bool
  ) throws(Rejection) -> Bool {
    buffer.removeAll(keepingCapacity: true)
    var end = text.count
    if end > 0, text[end - 1] == UInt8(ascii: ".") { end -= 1 }
    guard end > 0 else { throw .empty }
    // Judged first and copied in one piece after, which is much faster than byte by byte.
    var start = 0
    var labels = 0
    var isNumeric = true
    var hasUpperCase = false
    var needsIDNA = false
    for index in 0..<end {
      switch text[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"): isNumeric = false
      case UInt8(ascii: "0")...UInt8(ascii: "9"): break
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        hasUpperCase = true
        isNumeric = false
      case UInt8(ascii: "."):
        try checkLength(start, index)
        if starts(text, at: start, "xn--") { needsIDNA = true }
        start = index + 1
        labels += 1
        isNumeric = true
      case 0x80...: return false
      default: throw .badCharacter
      }
    }
    try checkLength(start, end)
    if !trustingLabels, needsIDNA || starts(text, at: start, "xn--") { return false }
    guard end <= 253 else { throw .tooLong }
    copy(text.extracting(0..<end), into: &buffer, lowerCasing: hasUpperCase)
    guard labels > 0 else { throw .singleLabel }
    guard !isNumeric, !isHexadecimalNumber(text, start, end) else { throw .numericLastLabel }
    return true
  }

  private static func checkLength(_ start: Int, _ end: Int) throws(Rejection) {
    guard end > start else { throw .badLabel }
    guard end - start <= 63 else { throw .tooLong }
  }

  private static func copy(_ text: Span<UInt8>, into buffer: inout [UInt8], lowerCasing: Bool) {
    guard lowerCasing else {
      unsafe text.withUnsafeBufferPointer { bytes in unsafe buffer.append(contentsOf: bytes) }
      return
    }
    for index in 0..<text.count {
      let byte = text[index]
      buffer.append(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte)
    }
  }

  /// Whether the last label is `0x` and hexadecimal digits, which URL readers take for IPv4.
  private static func isHexadecimalNumber(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start >= 2, text[start] == UInt8(ascii: "0"), text[start + 1] | 0x20 == UInt8(ascii: "x")
    else {
      return false
    }
    for index in (start + 2)..<end where hexadecimalDigit(text[index]) == nil { return false }
    return true
  }

  /// The ASCII form of a name that is not plain ASCII.
  private static func convert(_ text: Span<UInt8>) throws(Rejection) -> [UInt8] {
    var written: Int32 = -1
    let ascii = unsafe text.withUnsafeBufferPointer { source in
      // Room for the longest name and what must be refused for its length.
      unsafe [UInt8](unsafeUninitializedCapacity: 1024) { target, count in
        written = unsafe vezha_idna_to_ascii(
          source.baseAddress, source.count, target.baseAddress, target.count)
        count = max(0, Int(written))
      }
    }
    guard written >= 0 else { throw written == -2 ? .tooLong : .badLabel }
    return ascii
  }
}
