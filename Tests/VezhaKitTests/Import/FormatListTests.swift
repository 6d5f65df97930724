import Foundation
import Testing

@testable import VezhaKit

@Suite struct FormatListTests {
  @Test func `the README tells every format that is read`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "README.md")
    let readme = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(readme.range(of: "<!-- formats -->"))
    let end = try #require(readme.range(of: "<!-- formats end -->"))
    let rows = readme[start.upperBound..<end.lowerBound].split(separator: "\n").filter {
      $0.hasPrefix("| ") && !$0.hasSuffix("| what is taken from it |")
    }
    let expected = (FormatList.inventories + FormatList.documents).map { "| \($0.title) | \($0.takes) |" }
    #expect(rows.map(String.init) == expected)
    #expect(Set((FormatList.inventories + FormatList.documents).map(\.id)).count == expected.count)
  }
}
