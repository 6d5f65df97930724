import Crypto
import Foundation
import Testing

@testable import VezhaKit

/// A week with its name, so that a failing one is named.
struct NamedWeek: CustomTestStringConvertible {
  var testDescription: String
  var report: InventedReport

  /// Weeks whose every row fits on a page.
  static let counted = [
    NamedWeek(testDescription: "ordinary", report: .ordinary),
    NamedWeek(testDescription: "480 findings", report: .large(480)),
  ]

  static let all = [
    NamedWeek(testDescription: "ordinary", report: .ordinary),
    NamedWeek(testDescription: "empty", report: InventedReport()),
    NamedWeek(testDescription: "silent", report: .silent),
    NamedWeek(testDescription: "organization", report: .organization("minfin")),
    NamedWeek(testDescription: "organization without findings", report: .organization("rail-freight")),
    NamedWeek(testDescription: "hostile", report: .hostile),
    NamedWeek(testDescription: "many findings", report: .large(520)),
  ]
}

@Suite struct HTMLReportTests {
  private func page(_ report: InventedReport) throws -> (bytes: [UInt8], root: PageReader) {
    let file = try #require(try ReportWriter.files(report.facts, formats: ["html"]).first)
    return (file.bytes, try PageReader.read(file.bytes))
  }

  @Test(arguments: NamedWeek.all)
  func `a page is well-formed, without script, style attributes or anything remote`(week: NamedWeek) throws {
    let (bytes, root) = try page(week.report)
    let elements = root.all
    let known: Set = [
      "html", "head", "meta", "title", "style", "body", "a", "div", "header", "main", "footer", "nav",
      "section", "p", "h1",
      "h2", "h3", "span", "strong", "ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "svg", "desc",
      "defs",
      "pattern", "path", "rect", "text", "details", "summary", "table", "caption", "thead", "tbody", "tfoot",
      "tr", "th", "td",
      "wbr",
    ]
    #expect(Set(elements.map(\.name)).subtracting(known).isEmpty)
    for element in elements {
      for attribute in element.attributes {
        #expect(
          !attribute.name.hasPrefix("on") && attribute.name != "style" && attribute.name != "src",
          "\(attribute)")
      }
      if let target = element["href"] { #expect(target.hasPrefix("#")) }
    }
    #expect(!String(decoding: bytes, as: UTF8.self).contains("url(http"))
  }

  @Test(arguments: NamedWeek.all)
  func `a page can be read without seeing it`(week: NamedWeek) throws {
    let root = try page(week.report).root
    #expect(root["lang"] == "en")
    #expect(root.all("h1").count == 1)
    #expect(root.all("main").count == 1)
    #expect(root.all("a").first?["href"] == "#main")
    var level = 1
    for heading in root.all where ["h1", "h2", "h3"].contains(heading.name) {
      let next = Int(heading.name.dropFirst()) ?? 0
      #expect(next <= level + 1, "\(heading.text)")
      level = next
    }
    let ids = root.all.compactMap { $0["id"] }
    #expect(Set(ids).count == ids.count)
    for link in root.all("a") {
      #expect(ids.contains(link["href"].map { String($0.dropFirst()) } ?? ""), "\(link.text)")
    }
    for table in root.all("table") {
      #expect(table.all("caption").count == 1)
      #expect(table.all("th").allSatisfy { $0["scope"] != nil })
    }
    for picture in root.all("svg") where picture["aria-hidden"] == nil {
      #expect(picture["role"] == "img" && (picture["aria-label"] ?? picture["aria-labelledby"]) != nil)
    }
  }

  @Test func `the policy names the hash of the style sheet`() throws {
    let root = try page(.ordinary).root
    let sheet = try #require(root.all("style").first?.text)
    let hash = Data(SHA256.hash(data: Data(sheet.utf8))).base64EncodedString()
    let policy = try #require(
      root.all("meta").first { $0["http-equiv"] == "Content-Security-Policy" }?["content"])
    #expect(policy == "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'")
  }

  @Test func `the mark stands at both ends of the page and in the margins of the print`() throws {
    let root = try page(.ordinary).root
    #expect(
      root.all("div").filter { $0["class"] == "tlp tlp-amber" }.map(\.text) == [
        "TLP:AMBER+STRICT", "TLP:AMBER+STRICT",
      ])
    let sheet = try #require(root.all("style").first?.text)
    #expect(sheet.contains("@top-right{background:#000;color:#FFC000;font:700 12pt"))
    #expect(sheet.contains("@bottom-right{background:#000;color:#FFC000;font:700 12pt"))
  }

  @Test func `hosts are defanged, addresses are not, and a U-label stands beside its A-label`() throws {
    let (bytes, root) = try page(.ordinary)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains("minfin.gov.example"))
    #expect(root.text.contains("vpn[.]minfin[.]gov[.]example"))
    #expect(root.text.contains("192.0.2.17"))
    #expect(root.text.contains("xn--80ahnhrfy[.]gov[.]example"))
    #expect(root.text.contains("податки[.]gov[.]example"))
  }

  @Test func `a silent week is blind and never zero`() throws {
    let root = try page(.silent).root
    #expect(root.text.contains("We were blind this week"))
    let values = root.all("dd").filter { $0["class"]?.hasPrefix("value") == true }
    #expect(values.count == 7)
    #expect(values.allSatisfy { $0.text == "?" })
    #expect(root.all("text").filter { $0.text == "blind" }.count == 3)
  }

  @Test func `an organization reads plain words first and nothing about others`() throws {
    let root = try page(.organization("minfin")).root
    #expect(root.all("h2").first?.text == "What has happened")
    #expect(root.text.contains("This is not a break-in."))
    #expect(!root.text.contains("State Tax Service"))
    #expect(root.all("section").allSatisfy { $0["id"] != "organizations" })
  }

  @Test func `an organization finds the letter its page speaks of, with every listed name`() throws {
    let report = InventedReport.organization("minfin").facts
    for language in Language.allCases {
      let document = ReportDocument(report, language: language)
      let letter = try #require(document.sections.first { $0.id == "letter" })
      var hosts: Set<String> = []
      for case .list(let lines) in letter.blocks {
        for case .host(let host) in lines.flatMap(\.runs) { hosts.insert(host) }
      }
      let listed = report.exposure.findings.filter { $0.role == .target && $0.state == .on }.map(\.subject.value)
      #expect(!listed.isEmpty && hosts.isSuperset(of: listed))
    }
    let quiet = ReportDocument(InventedReport.organization("rail-freight").facts)
    #expect(!quiet.sections.contains { $0.id == "letter" })
    #expect(!ReportDocument(InventedReport.ordinary.facts).sections.contains { $0.id == "letter" })
  }

  @Test func `every empty section says so in a sentence`() throws {
    let root = try page(InventedReport()).root
    let empty = root.all("p").filter { $0["class"] == "empty" }.map(\.text)
    #expect(empty.contains { $0.contains("No name came for the first time.") })
    #expect(empty.contains { $0.contains("No claim, confirmation or refutation is known.") })
    #expect(empty.contains { $0.contains("Nothing waits for review.") })
    #expect(empty.contains { $0.contains("Nothing is suppressed.") })
    #expect(empty.contains { $0.hasPrefix("Nothing asks for action at once") })
  }

  @Test func `beyond 500 rows a table points to its file`() throws {
    let (bytes, root) = try page(.large(5000))
    #expect(bytes.count < 5_000_000)
    #expect(root.all("table").allSatisfy { $0.all("tbody").flatMap { $0.all("tr") }.count <= 500 })
    #expect(root.all("details").count <= 501)
    let notes = root.all("p").filter { $0["class"] == "more" }.map(\.text)
    #expect(notes.contains("4,500 of 5,000 are not shown on this page. All of them stand in findings.csv."))
    #expect(notes.contains("3,250 of 3,750 are not shown on this page. All of them stand in on-now.csv."))
  }

  @Test func `hostile text is shown and does nothing`() throws {
    let (bytes, root) = try page(.hostile)
    #expect(root.text.contains("<script>alert(1)</script>"))
    #expect(root.text.contains("‹U+202E›"))
    #expect(root.text.contains("‹U+001B›[2J"))
    #expect(!bytes.contains(0x1b))
    #expect(
      !String(decoding: bytes, as: UTF8.self).unicodeScalars.contains {
        VisibleText.isControl($0) && $0 != "\n"
      })
  }
}
