import Foundation
import Testing

@testable import VezhaKit

/// Every file of the corpus is received, or there is a reason why not.
@Suite struct CorpusCoverageTests {
  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `every real file is received, or stands in the table with a reason`() throws {
    let root = try #require(Corpus.root).appending(path: "lists")
    let own = ["FORMATS.md", "MANIFEST.tsv", "facts.py"]
    let files = Corpus.files(under: "lists", suffix: "").filter { url in
      let name = url.lastPathComponent
      return !url.hasDirectoryPath && !name.hasSuffix(".facts.json") && !name.hasSuffix(".tar.zst")
        && !own.contains(name)
    }
    var received: Set<String> = []
    var shown: Set<String> = []
    for url in files {
      let path = String(url.path.dropFirst(root.path.count + 1))
      guard let bytes = try? [UInt8](Data(contentsOf: url)), !bytes.isEmpty else { continue }
      let reason = JustifiedDifferences.reason(path)
      do throws(ReadError) {
        let sink = CollectingSink()
        _ = try DocumentReader.read(file: path, bytes: bytes.span, of: Series(key: "x"), sink: sink)
        #expect(reason == nil, "\(path) is received after all")
        received.insert(path)
      } catch {
        #expect(reason != nil, "\(path): \(error.reason)")
        #expect(!error.reason.isEmpty)
        if let row = JustifiedDifferences.files.first(where: {
          $0.path.hasSuffix("/") ? path.hasPrefix($0.path) : path.hasSuffix($0.path)
        }) {
          shown.insert(row.path)
        }
      }
    }
    #expect(received.count >= 190)
    #expect(Set(JustifiedDifferences.files.map(\.path)).subtracting(shown) == [], "rows that no file shows")
  }

  @Test func `reasons are given for corpora that there are`() {
    let names = Set(ListingCorpus.all.map(\.testDescription))
    #expect(names.count == ListingCorpus.all.count)
    #expect(Set(JustifiedDifferences.subjects.keys).isSubset(of: names))
  }
}
