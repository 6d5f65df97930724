import Testing

@testable import VezhaKit

@Suite struct TotalsTests {
  private func number(_ text: String) -> Int? { Int(text.filter { $0 != "," }) }

  @Test(arguments: NamedWeek.counted)
  func `the last row of a table is the sum of the rows above, and its file has the same rows`(
    week: NamedWeek
  ) throws {
    let files = try ReportWriter.files(week.report.facts, formats: ["html", "csv"])
    let root = try PageReader.read(try #require(files.first).bytes)
    var checked = 0
    for table in root.all("table") {
      let body = try #require(table.all("tbody").first).children.map { $0.children.map(\.text) }
      let name = try #require(table.all("caption").first?["id"]).split(separator: "-").dropFirst().joined(
        separator: "-")
      let file = try #require(files.first { $0.name == "\(name).csv" }, "\(name)")
      let rows = readCSV(file.bytes)
      if name != "changes" { #expect(rows.count - 1 == body.count, "\(name)") }
      guard let foot = table.all("tfoot").first?.all("tr").first?.children.map(\.text) else { continue }
      for (column, total) in foot.enumerated() {
        guard let total = number(total) else { continue }
        #expect(body.reduce(0) { $0 + (number($1[column]) ?? 0) } == total, "\(name) \(column)")
        checked += 1
      }
    }
    #expect(checked >= 10)
  }

  @Test(arguments: NamedWeek.counted)
  func `the numbers of the card are the numbers of rows in the files`(week: NamedWeek) throws {
    let report = week.report
    let files = try ReportWriter.files(report.facts, formats: ["html", "csv"])
    let root = try PageReader.read(try #require(files.first).bytes)
    let values = root.all("dd").filter { $0["class"] == "value" }.compactMap { number($0.text) }
    func rows(_ name: String) throws -> [[String: String]] {
      let rows = readCSV(try #require(files.first { $0.name == name }).bytes)
      return rows.dropFirst().map { row in Dictionary(uniqueKeysWithValues: zip(rows[0], row)) }
    }
    let names = try rows("on-now.csv")
    let changes = try rows("changes.csv")
    let organizations = try rows("organizations.csv")
    func count(_ value: String) -> Int { changes.count { $0["class"] == value } }
    let named = count("new") + count("returned") + count("continuing")
    #expect(
      values == [
        named, organizations.count { $0["names"] != "0" }, names.count { $0["state"] == "on" }, count("new"),
        count("returned"), count("continuing"), count("not-named"),
      ])
    #expect(organizations.reduce(0) { $0 + (Int($1["names"] ?? "") ?? 0) } == named)
    #expect(try rows("sectors.csv").reduce(0) { $0 + (Int($1["names"] ?? "") ?? 0) } == named)
    #expect(try rows("findings.csv").count == changes.count)
  }
}
