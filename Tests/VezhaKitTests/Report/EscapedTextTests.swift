import Testing

@testable import VezhaKit

/// Fast writers against slow ones that look at each character by itself.
@Suite struct EscapedTextTests {
  /// Hostile texts, and every character that UTF-8 writes in two bytes or that is a control, between letters.
  private static let texts: [String] = {
    let scalars =
      (UInt32(0)...0x7ff).map(\.self) + [0x2028, 0x202e, 0x200b, 0x2013, 0xfeff, 0xff0e, 0x3002, 0x1f600, 0xe0041]
    return InventedReport.hostileTexts
      + scalars.compactMap(Unicode.Scalar.init).map { "a\($0)б\($0)" }
  }()

  private func written(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
    text.unicodeScalars.reduce(into: "") { $0 += replacement($1) ?? String($1) }
  }

  @Test func `HTML, JSON, CSV and Markdown escape as a look at each character would`() {
    func mark(_ scalar: Unicode.Scalar) -> String? {
      VisibleText.isControl(scalar) ? VisibleText.mark(scalar) : nil
    }
    for text in Self.texts {
      var html = HTMLText()
      html.text(text)
      let entities: [Unicode.Scalar: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;"]
      #expect(String(decoding: html.bytes, as: UTF8.self) == written(text) { entities[$0] ?? mark($0) })

      var json = JSONText(isCompact: true)
      json.string(text)
      let short: [Unicode.Scalar: String] = ["\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"]
      let expected = written(text) { scalar in
        short[scalar]
          ?? (VisibleText.isControl(scalar)
            ? String(scalar).utf16.map { "\\u" + String(0x10000 + Int($0), radix: 16).dropFirst() }.joined() : nil)
      }
      #expect(String(decoding: json.bytes, as: UTF8.self) == "\"\(expected)\"")

      var csv = CSVText(isRaw: true)
      csv.row([text])
      #expect(String(decoding: csv.bytes, as: UTF8.self) == "\"\(written(text) { $0 == "\"" ? "\"\"" : nil })\"\r\n")

      #expect(VisibleText.marked(text) == written(text, mark))
      let dots: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{ff0e}", "\u{ff61}"]
      #expect(HostText.defanged("x" + text) == "x" + written(text) { dots.contains($0) ? "[.]" : nil })
    }
  }

  @Test func `every character between two hosts parts them or not as its properties say`() {
    let check = LeakCheck(hosts: ["a.example"], names: [])
    for scalar in (UInt32(0x80)...0x7ff).compactMap(Unicode.Scalar.init) {
      let isMark = [.nonspacingMark, .spacingMark, .enclosingMark].contains(scalar.properties.generalCategory)
      let parts = !isMark && !scalar.properties.isAlphabetic && scalar.properties.numericType == nil
      for name in ["x.csv", "x.html", "x.json", "x.md"] {
        let file = ReportFile(name: name, bytes: Array("b\(scalar)a.example\(scalar)\n".utf8))
        #expect(check.leaks(in: [file], exempt: []).isEmpty != parts, "\(scalar.value) in \(name)")
      }
    }
  }
}
