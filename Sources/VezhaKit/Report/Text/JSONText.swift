/// Writes JSON as bytes, in the order it is told, the same everywhere.
///
/// The two outermost levels are broken into lines, so that one finding is one line and two reports compare well
/// line by line; everything deeper is compact.
public struct JSONText {
  /// What is written so far.
  public private(set) var bytes: [UInt8] = []
  private var depth = 0
  /// Whether a comma is due before the next element of the open container.
  private var needsComma = false
  /// Whether a key was just written.
  private var afterKey = false
  /// How many outer levels are broken into lines.
  private let lineDepth: Int

  /// An empty text; a compact one is a single line.
  ///
  /// Room for about so many bytes is taken at once: a text that grows to tens of megabytes would be held twice.
  public init(isCompact: Bool = false, room: Int = 0) {
    lineDepth = isCompact ? 0 : 2
    if room > 1 << 16 { bytes.reserveCapacity(room) }
  }

  /// An object; `body` writes its members.
  public mutating func object(_ body: (inout JSONText) -> Void) { container(0x7b, 0x7d, body) }

  /// An array; `body` writes its elements.
  public mutating func array(_ body: (inout JSONText) -> Void) { container(0x5b, 0x5d, body) }

  /// An array with one element for each of `items`.
  public mutating func array<Items: Sequence>(
    _ items: Items, _ element: (inout JSONText, Items.Element) -> Void
  ) {
    array { json in
      for item in items { element(&json, item) }
    }
  }

  /// The key of the next value.
  public mutating func key(_ key: StaticString) {
    begin()
    // Keys are words of this program's source.
    bytes.append(UInt8(ascii: "\""))
    bytes.append(key)
    bytes.append("\":")
    if depth <= lineDepth { bytes.append(UInt8(ascii: " ")) }
    afterKey = true
  }

  /// A string or null.
  public mutating func string(_ value: String?) {
    begin()
    if let value { quoted(value) } else { bytes.append("null") }
  }

  /// A whole number or null.
  public mutating func integer(_ value: Int?) {
    begin()
    bytes.append(contentsOf: (value.map { String($0) } ?? "null").utf8)
  }

  /// `true` or `false`.
  public mutating func boolean(_ value: Bool) {
    begin()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// A time as RFC 3339 in UTC, or null.
  public mutating func instant(_ value: Instant?) { string(value?.description) }

  /// Ends the text with a line feed and gives its bytes.
  public consuming func finished() -> [UInt8] {
    bytes.append(0x0a)
    return bytes
  }

  private mutating func container(_ opening: UInt8, _ closing: UInt8, _ body: (inout JSONText) -> Void) {
    begin()
    bytes.append(opening)
    depth += 1
    needsComma = false
    body(&self)
    depth -= 1
    if needsComma, depth < lineDepth { line() }
    bytes.append(closing)
    needsComma = true
  }

  private mutating func begin() {
    if afterKey {
      afterKey = false
    } else {
      if needsComma { bytes.append(UInt8(ascii: ",")) }
      if depth > 0, depth <= lineDepth { line() }
    }
    needsComma = true
  }

  private mutating func line() {
    bytes.append(0x0a)
    bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
  }

  /// Strings stay exact: what a terminal, a script or a reader's eye could stumble over is written as `\u`.
  private mutating func quoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    bytes.append(text, isPlain: { 0x20..<0x7f ~= $0 && $0 != 0x22 && $0 != 0x5c }) { bytes, scalar in
      switch scalar {
      case "\"", "\\":
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(scalar)
      case "\n": bytes.append("\\n")
      case "\r": bytes.append("\\r")
      case "\t": bytes.append("\\t")
      case _ where VisibleText.isControl(scalar):
        for unit in UTF16.encode(scalar) ?? .init() { Self.escape(unit, &bytes) }
      default: bytes.append(scalar)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func escape(_ unit: UInt16, _ bytes: inout [UInt8]) {
    bytes.append("\\u")
    for shift in [12, 8, 4, 0] {
      let digit = UInt8(truncatingIfNeeded: unit >> UInt16(shift)) & 15
      bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }
}
