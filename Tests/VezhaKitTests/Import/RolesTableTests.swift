import Foundation
import Testing

@testable import VezhaKit

/// The documented table of formats is the registry.
@Suite struct RolesTableTests {
  @Test func `every format stands in the table with its kind and role`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(decoding: Data(contentsOf: root.appending(path: "Documentation/roles.md")), as: UTF8.self)
    let section = try #require(text.components(separatedBy: "## Formats").last?.components(separatedBy: "\n## ").first)
    var rows: [String: [String]] = [:]
    for line in section.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      rows[cells[0].trimmingCharacters(in: CharacterSet(charactersIn: "`"))] = Array(cells[1...])
    }
    #expect(Set(rows.keys) == Set(DocumentReader.formats.map { $0.id }))
    for format in DocumentReader.formats {
      let row = try #require(rows[format.id], "\(format.id)")
      #expect(row[0] == format.seriesKind.rawValue, "\(format.id)")
      #expect(row[1] == format.role?.rawValue ?? "series", "\(format.id)")
    }
    for role in Role.allCases { #expect(text.contains("| `\(role.rawValue)` |"), "\(role.rawValue)") }
  }
}
