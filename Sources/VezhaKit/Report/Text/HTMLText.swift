/// Writes HTML that is also well-formed XML.
///
/// Markup is only what stands in this program's source (`StaticString`); everything else goes through the one
/// escape function, `text`.
struct HTMLText {
  /// What is written so far.
  private(set) var bytes: [UInt8] = []

  /// Markup from the source.
  mutating func markup(_ markup: StaticString) { bytes.append(markup) }

  /// Text or the value of an attribute: escaped, controls and bidi characters shown as marks.
  mutating func text(_ text: String) {
    bytes.append(text, isPlain: Self.isPlain) { bytes, scalar in
      switch scalar {
      case "&": bytes.append("&amp;")
      case "<": bytes.append("&lt;")
      case ">": bytes.append("&gt;")
      case "\"": bytes.append("&quot;")
      case "'": bytes.append("&#39;")
      case _ where VisibleText.isControl(scalar): bytes.append(contentsOf: VisibleText.mark(scalar).utf8)
      default: bytes.append(scalar)
      }
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x26, 0x27, 0x3c, 0x3e: false
    default: 0x20..<0x7f ~= byte
    }
  }

  /// An element of a class around what `body` writes.
  mutating func element(
    _ name: StaticString, _ class: StaticString = "", id: String = "", _ body: (inout HTMLText) -> Void
  ) {
    markup("<")
    markup(name)
    if `class`.utf8CodeUnitCount > 0 {
      markup(" class=\"")
      markup(`class`)
      markup("\"")
    }
    if !id.isEmpty { attribute("id", id) }
    markup(">")
    body(&self)
    markup("</")
    markup(name)
    markup(">")
  }

  /// An element around a text.
  mutating func element(_ name: StaticString, _ class: StaticString = "", id: String = "", text: String) {
    element(name, `class`, id: id) { $0.text(text) }
  }

  /// ` name="value"` inside a start tag.
  mutating func attribute(_ name: StaticString, _ value: String) {
    markup(" ")
    markup(name)
    markup("=\"")
    text(value)
    markup("\"")
  }

  /// The page's own style sheet, whose hash stands in its policy: raw by nature, and made of no input.
  mutating func styleSheet(_ sheet: Stylesheet) {
    markup("<style>")
    bytes.append(contentsOf: sheet.text.utf8)
    markup("</style>")
  }
}
