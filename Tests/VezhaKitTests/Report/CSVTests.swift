import Testing

@testable import VezhaKit

@Suite struct CSVTests {
  // OWASP ASVS 5.0 1.2.10 and full-width forms that some spreadsheets take for the same.
  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+49", "'+49"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'‹U+0009›=1"),
    ("\r=1", "'‹U+000D›=1"), ("\u{0}=1", "'‹U+0000›=1"), ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"),
    ("＠a", "'＠a"),
    ("  =1", "'  =1"), ("\u{200b}=1", "'‹U+200B›=1"), ("minfin.gov.example", "minfin.gov.example"), ("", ""),
    ("a=b", "a=b"),
    ("'=1", "'=1"), ("a\u{1b}[2J", "a‹U+001B›[2J"), ("\u{202e}gnp.exe", "‹U+202E›gnp.exe"),
  ])
  func `a field starts no formula and carries no control`(field: String, expected: String) {
    #expect(CSVText.safe(field) == expected)
  }

  @Test func `quotes are doubled and rows end with CR LF`() {
    var text = CSVText()
    text.row(["a\"b", "c,d", "e;f"])
    #expect(String(decoding: text.bytes, as: UTF8.self) == "\"a\"\"b\",\"c,d\",\"e;f\"\r\n")
  }

  @Test func `no cell of a hostile report is a formula`() throws {
    for file in try ReportWriter.files(InventedReport.hostile.facts, formats: ["csv"]) {
      #expect(!file.bytes.contains(0x1b), "\(file.name)")
      let rows = readCSV(file.bytes)
      #expect(rows.allSatisfy { $0.count == rows[0].count }, "\(file.name)")
      for field in rows.joined() {
        #expect(!"=+-@\t\r＝＋－＠".contains(field.first ?? "a"), "\(file.name): \(field)")
      }
    }
  }

  @Test func `findings carry canonical hosts, and every file its mark`() throws {
    let files = try ReportWriter.files(InventedReport.ordinary.facts, formats: ["csv"])
    let findings = readCSV(try #require(files.first { $0.name == "findings.csv" }).bytes)
    #expect(findings[0] == FindingsCSV.columns + ["tlp"])
    #expect(findings.dropFirst().contains { $0[6] == "xn--80ahnhrfy.gov.example" })
    for file in files {
      let rows = readCSV(file.bytes)
      // A file without rows has its mark as one more header.
      #expect(rows[0].last == (rows.count > 1 ? "tlp" : "TLP:AMBER+STRICT"), "\(file.name)")
      #expect(rows[0].contains("tlp") && Set(rows[0]).count == rows[0].count, "\(file.name)")
      #expect(rows.dropFirst().allSatisfy { $0.last == "TLP:AMBER+STRICT" })
    }
    #expect(Set(files.map(\.name)).count == files.count)
  }

  @Test func `findings of a command have no mark`() {
    #expect(readCSV(FindingsCSV.bytes([])) == [FindingsCSV.columns])
  }
}
