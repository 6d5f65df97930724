/// Comma-separated values: RFC 4180 with CRLF, UTF-8, every field quoted, and nothing a spreadsheet would run.
public struct CSVText {
  /// What is written so far.
  public private(set) var bytes: [UInt8] = []

  /// Whether fields stand as they are: for machines only.
  private let isRaw: Bool

  /// An empty text; in a raw one a spreadsheet may run what stands in a field.
  public init(isRaw: Bool = false) { self.isRaw = isRaw }

  /// One row.
  public mutating func row(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "\""))
      bytes.append(isRaw ? field : Self.safe(field), isPlain: { $0 != 0x22 }) { bytes, scalar in
        if scalar == "\"" { bytes.append(UInt8(ascii: "\"")) }
        bytes.append(scalar)
      }
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(0x0d)
    bytes.append(0x0a)
  }

  /// The names of the columns and `tlp`, which bears the mark in each row.
  ///
  /// Where there is no row, the mark itself stands as the name of one more column: no file is without it.
  public mutating func header(_ columns: [String], mark: String, isEmpty: Bool) {
    row(columns + ["tlp"] + (isEmpty ? [mark] : []))
  }

  /// The field as a spreadsheet may see it: OWASP ASVS 5.0 1.2.10 for a leading character that would make it a
  /// formula, full-width forms included; controls become marks.
  public static func safe(_ field: String) -> String {
    guard let first = field.unicodeScalars.first else { return field }
    if first.isASCII, first.properties.isAlphabetic { return VisibleText.marked(field) }
    // Some spreadsheets trim before they look, so the first visible character counts as well.
    let visible = field.unicodeScalars.first { !VisibleText.isControl($0) && !$0.properties.isWhitespace }
    let marked = VisibleText.marked(field)
    return isFormulaStart(first) || visible.map(isFormulaStart) == true ? "'" + marked : marked
  }

  private static func isFormulaStart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3d, 0x2b, 0x2d, 0x40, 0x09, 0x0d, 0x0a, 0x00: true
    case 0xff1d, 0xff0b, 0xff0d, 0xff20, 0x2212, 0xfe62, 0xfe63, 0xfe66, 0xfe6b: true
    default: false
    }
  }
}
