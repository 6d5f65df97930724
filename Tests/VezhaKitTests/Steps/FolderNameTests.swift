import Testing

@testable import VezhaKit

/// Folders of reports are named by organization keys, whatever those are.
@Suite struct FolderNameTests {
  @Test func `two keys never share a folder and none leaves it`() {
    let long = "департамент-соціального-захисту-населення-"
    let keys = [
      "fin", "FIN", "..", ".", "", "a/b", "../fin", ".hidden", "a b", long + "північ", long + "південь",
      "organization-",
      String(repeating: "x", count: 81), String(repeating: "x", count: 82), "a\u{0}b", "a\nb", "report.html",
    ]
    let names = keys.map { OutputFiles.folderName($0) }
    #expect(Set(names).count == keys.count)
    #expect(
      names.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && !$0.contains("/") && $0.utf8.count < 120 })
    #expect(OutputFiles.folderName("fin") == "fin")
    #expect(
      OutputFiles.folderName("report.html") != "report.html",
      "a file of the government's report has that name")
  }
}
