import Foundation
import Testing

/// Bytes that were purged or left out of what was loaded, and come again.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct ReturningBytesTests {
  static let configuration = """
    version: 1
    public-suffixes: [gov.example]
    series:
      - {key: lists, role: target, silent-after: 10d}

    """

  static func site(_ name: String, in folder: URL) throws -> URL {
    let site = folder.appending(path: name)
    try FileManager.default.createDirectory(at: site, withIntermediateDirectories: true)
    try Invented.write(configuration, to: site.appending(path: "vezha.yaml"))
    try Invented.write(
      """
      <inventory xmlns="urn:vezha:inventory:1" observed="2026-01-01T00:00:00Z"><organization key="tax"/>
      <asset id="1" organization="tax"><host>www.tax.gov.example</host></asset></inventory>
      """, to: site.appending(path: "assets.xml"))
    try Invented.write("www.tax.gov.example\n", to: site.appending(path: "m.txt"))
    return site
  }

  @discardableResult
  func run(_ arguments: String..., in folder: URL, code: Int32 = 0) async throws -> String {
    let outcome = try await Command.run(arguments + ["--now", "2026-11-23T06:00:00Z"], in: folder)
    #expect(outcome.code == code, "\(arguments) \(outcome.errors)")
    return outcome.text
  }

  @discardableResult
  private func receive(_ published: String, in site: URL) async throws -> String {
    try await run("receive", "m.txt", "--series", "lists", "--published", "\(published)T00:00:00Z", in: site)
  }

  private func named(_ site: URL) async throws -> Bool {
    let text = try await run("findings", "--from", "2026-11-16", "--to", "2026-11-23", "--format", "csv", in: site)
    return text.contains("www.tax.gov.example")
  }

  /// Verifies, goes on, and verifies again.
  private func works(_ site: URL) async throws {
    try await run("verify", in: site)
    #expect(try await named(site))
    try await run("import", "assets.xml", "--source", "again", in: site)
    try await run("verify", in: site)
    #expect(try await named(site))
  }

  @Test func `the bytes of a purged list published again are a list like any other`() async throws {
    try await withFolder { folder in
      let site = try Self.site("one", in: folder)
      try await run("import", "assets.xml", in: site)
      try await receive("2026-01-05", in: site)
      try await run("purge", "--before", "2026-06-01", in: site)
      // The publication itself was purged and stays so.
      #expect(try await receive("2026-01-05", in: site).contains("0 new documents (1 known"))
      #expect(
        try await run("export", "-", in: site).split(separator: "\n").count {
          $0.contains("\"original\"") && $0.contains(",\"\"]")
        } == 1)
      try await receive("2026-11-20", in: site)
      try await works(site)
      // And it can be purged once more.
      try await run("purge", "--before", "2026-11-21", in: site)
      try await run("verify", in: site)
    }
  }

  @Test func `the bytes of a purged list that another site publishes again are loaded`() async throws {
    try await withFolder { folder in
      let here = try Self.site("here", in: folder)
      let there = try Self.site("there", in: folder)
      for site in [here, there] { try await run("import", "assets.xml", in: site) }
      try await receive("2026-01-05", in: here)
      try await run("purge", "--before", "2026-06-01", in: here)
      try await receive("2026-01-05", in: there)
      try await receive("2026-11-20", in: there)
      try await run("export", "../there.jsonl", in: there)
      #expect(try await run("load", "../there.jsonl", in: here).hasPrefix("1 documents"))
      try await works(here)
    }
  }

  enum Way: CaseIterable { case sameList, laterList, fullExport }

  @Test(arguments: Way.allCases)
  func `bytes left out of what was loaded are kept once they are at hand`(_ way: Way) async throws {
    try await withFolder { folder in
      let there = try Self.site("there", in: folder)
      let here = try Self.site("here", in: folder)
      try await run("import", "assets.xml", in: there)
      for day in ["2026-11-17", "2026-11-18"] { try await receive(day, in: there) }
      try await run("export", "../full.jsonl", in: there)
      try await run("export", "--without-originals", "../light.jsonl", in: there)
      try await run("load", "../light.jsonl", in: here)
      // Settings changed meanwhile: what is found must not rest on what was found there.
      try Invented.write(
        Self.configuration.replacing("10d", with: "11d"), to: here.appending(path: "vezha.yaml"))
      switch way {
      case .sameList: #expect(try await receive("2026-11-18", in: here).contains("0 new documents (1 known"))
      case .laterList: #expect(try await receive("2026-11-20", in: here).contains("1 new documents"))
      case .fullExport: #expect(try await run("load", "../full.jsonl", in: here).hasPrefix("0 documents"))
      }
      #expect(try await named(here))
      let text = try await run("export", "-", in: here)
      #expect(!text.contains("\"leftOut\"") && !text.contains("\"sighting\""))
      try await works(here)
    }
  }
}
