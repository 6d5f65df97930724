import Testing

@testable import VezhaKit

@Suite struct JSONTests {
  // design 8, in its order.
  private let findingKeys = [
    "id", "organization", "series", "role", "role_decided", "subject", "subject_kind", "impact", "certainty",
    "priority",
    "needs_review", "class", "state", "absent_days", "unobserved_days", "episode", "episodes", "first_seen",
    "last_seen",
    "documents", "rows", "in_inventory", "assets", "other_assets", "evidence", "services", "decision", "suppressed_by",
  ]

  @Test func `findings have every key in the order of the contract`() throws {
    let document = try JSONReader(FindingsJSON.bytes(InventedReport.ordinary.facts.exposure))
    #expect(
      document.keys == [
        "schema", "interval", "as_known", "records_began", "coverage", "findings", "suppressed", "totals",
      ])
    let findings =
      try #require(document["findings"]).elements + (try #require(document["suppressed"])).elements
    #expect(findings.count == 14)
    for finding in findings {
      #expect(finding.keys == findingKeys)
      for evidence in try #require(finding["evidence"]).elements {
        #expect(
          evidence.keys == [
            "rule", "certainty", "asset", "identifier", "listed", "document", "location", "rows",
          ])
        #expect(evidence["document"]?.keys == ["sha256", "file", "published"])
      }
      for service in try #require(finding["services"]).elements {
        #expect(service.keys == ["transport", "port", "rows", "ours"])
      }
    }
  }

  @Test(arguments: NamedWeek.all)
  func `documents satisfy their schemas`(week: NamedWeek) throws {
    let facts = week.report.facts
    #expect(
      try JSONSchema(named: "findings").faults(of: JSONReader(FindingsJSON.bytes(facts.exposure))) == [])
    let report = try #require(try ReportWriter.files(facts, formats: ["json"]).first)
    #expect(report.name == "report.json")
    #expect(try JSONSchema(named: "report").faults(of: JSONReader(report.bytes)) == [])
  }

  @Test func `a check has no class, and the schema knows it`() throws {
    var report = InventedReport.ordinary
    report.findings = report.findings.map {
      var finding = $0
      finding.findingClass = nil
      return finding
    }
    let document = try JSONReader(FindingsJSON.bytes(report.facts.exposure))
    #expect(document["findings"]?.elements.first?["class"] == .null)
    #expect(try JSONSchema(named: "findings").faults(of: document) == [])
  }

  @Test func `an import is described by a schema`() throws {
    let example = """
      {"schema":"vezha.import/1","files":[{"file":"a.xml","sha256":"00","format":"nmap","complete":true,"assets":[{"key":"a.example",
      "name":"","organization":null,"criticality":"high","identifiers":[{"kind":"host","value":"a.example","given":"A.example"}],
      "services":[{"transport":"tcp","port":443,"state":"open","name":"","product":"","version":"","cpe":[]}],
      "products":[{"name":"p","version":"1","cpe":"","purl":""}]}],"problems":[{"line":3,"field":"host","value":"x","reason":"empty"}]}],
      "changes":{"added":1,"changed":0,"retired":0,"unchanged":0,"moved":0,"orphaned_decisions":0},"preview":[]}
      """
    let schema = try JSONSchema(named: "import")
    #expect(schema.faults(of: try JSONReader(Array(example.utf8))) == [])
    let broken = example.replacing("\"port\":443", with: "\"port\":\"443\"").replacing(
      "\"key\":\"a.example\",", with: "")
    #expect(schema.faults(of: try JSONReader(Array(broken.utf8))).count == 2)
  }

  @Test func `totals are sums of findings`() throws {
    let document = try JSONReader(FindingsJSON.bytes(InventedReport.ordinary.facts.exposure))
    let totals = try #require(document["totals"])
    #expect(totals["findings"]?.integer == 13)
    #expect(totals["suppressed"]?.integer == 1)
    for group in ["by_class", "by_state", "by_priority"] {
      let members = try #require(totals[group])
      #expect(members.keys.reduce(0) { $0 + (members[$1]?.integer ?? 0) } == 13, "\(group)")
    }
    #expect(
      try #require(totals["by_organization"]).elements.reduce(0) { $0 + ($1["findings"]?.integer ?? 0) } == 13
    )
  }

  @Test func `strings come back exactly, and the bytes have no control in them`() throws {
    let hostile = "\u{1b}[2J \u{202e}x\u{2028}\u{2029}\u{0}\"\\</script>\u{feff}\u{e0041}ї😀\n\t\r\u{85}"
    var json = JSONText()
    json.array { $0.string(hostile) }
    let bytes = json.finished()
    #expect(try JSONReader(bytes) == .array([.string(hostile)]))
    #expect(
      String(decoding: bytes.dropLast(), as: UTF8.self).unicodeScalars.allSatisfy {
        !VisibleText.isControl($0) || $0 == "\n"
      })
  }

  @Test func `a blind week has null in its trend and card`() throws {
    let report = try JSONReader(
      try #require(try ReportWriter.files(InventedReport.silent.facts, formats: ["json"]).first).bytes)
    #expect(report["trend"]?.elements.last?["named"] == .null)
    #expect(try #require(report["card"]).elements.allSatisfy { $0["value"] == .null })
  }
}
