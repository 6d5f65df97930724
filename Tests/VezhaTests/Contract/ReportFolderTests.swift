import Foundation
import Testing

/// What `report` does to the folder it writes into, and to the record.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct ReportFolderTests {
  private func workspace<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    try await withFolder { folder in
      try Invented.workspace(in: folder)
      _ = try await KillTests.succeed(["run"], in: folder)
      return try await body(folder)
    }
  }

  @Test func `only folders of organizations and of the last manifest lose what is stale`() async throws {
    try await workspace { folder in
      let out = folder.appending(path: "out")
      let report = ["report", "--week", "2026-W47", "--each", "--output", "out", "--format"]
      _ = try await KillTests.succeed(report + ["html,csv,md"], in: folder)
      // Somebody else's folder, one that an earlier run made for an organization since gone, and a trap.
      let keep = ["thesis", "north.old", "..x"]
      for name in keep + ["gone"] {
        try FileManager.default.createDirectory(at: out.appending(path: name), withIntermediateDirectories: true)
        for file in ["report.html", "findings.csv", "notes.txt"] {
          try Invented.write("x", to: out.appending(path: "\(name)/\(file)"))
        }
      }
      try Invented.write("x", to: folder.appending(path: "report.html"))
      var manifest = try String(contentsOf: out.appending(path: "manifest.json"), encoding: .utf8)
      manifest = manifest.replacingOccurrences(
        of: #""path":"north/report.html""#,
        with: #""path":"gone/report.html","sha256":"","bytes":1},{"path":"../report.html""#)
      #expect(manifest.contains("gone/") && manifest.contains("../report.html"))
      try Invented.write(manifest, to: out.appending(path: "manifest.json"))
      _ = try await KillTests.succeed(report + ["html"], in: folder)
      let files = Set(try DeterminismTests.files(under: out).keys)
      for name in keep {
        #expect(files.isSuperset(of: ["report.html", "findings.csv", "notes.txt"].map { "\(name)/\($0)" }), "\(name)")
      }
      #expect(files.filter { $0.hasPrefix("gone/") } == ["gone/notes.txt"])
      #expect(files.filter { $0.hasPrefix("north/") } == ["north/report.html"])
      #expect(FileManager.default.fileExists(atPath: folder.appending(path: "report.html").path))
    }
  }

  @Test func `a mark is lowered on record or not at all`() async throws {
    try await workspace { folder in
      let ledger = folder.appending(path: "ledger.sqlite")
      let open = folder.appending(path: "open")
      try FileManager.default.createDirectory(at: open, withIntermediateDirectories: true)
      let arguments = [
        "report", "--week", "2026-W47", "--tlp-override", "GREEN", "--output", "open/out", "--now",
        "2026-11-23T06:00:00Z",
      ]
      let before = try Data(contentsOf: ledger)
      for (path, mode) in [(open.path, 0o777), (ledger.path, 0o444), (folder.path, 0o555)] {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      }
      if let refused = try await Self.runUnprivileged(arguments, in: folder) {
        #expect(refused.code == 77 && refused.errors.contains("no report was written"), "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: open.appending(path: "out").path))
        #expect(try Data(contentsOf: ledger) == before)
      }
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: ledger.path)
      let outcome = try await Command.run(arguments, in: folder)
      #expect(outcome.code == 0, "\(outcome.errors)")
      let page = try String(contentsOf: open.appending(path: "out/report.html"), encoding: .utf8)
      #expect(page.contains("TLP:GREEN"))
      #expect(try Data(contentsOf: ledger).range(of: Data("TLP lowered to GREEN".utf8)) != nil)
    }
  }

  /// A run that may not write what is not open to all; nil where nobody without privileges can be had.
  private static func runUnprivileged(_ arguments: [String], in folder: URL) async throws -> Command.Outcome? {
    guard getuid() == 0 else { return try await Command.run(arguments, in: folder) }
    guard let program = Command.tool("setpriv"), let binary = Command.binary else { return nil }
    return try await Command.run(
      program, ["--reuid=65534", "--regid=65534", "--clear-groups", binary.path] + arguments, in: folder)
  }

  @Test func `a complete month gives who was not named an all-clear, once, and again when more of it is known`()
    async throws
  {
    try await withFolder { folder in
      try Invented.workspace(in: folder, assets: 4, lists: 0)
      func list(_ name: String, _ hosts: [String]) throws {
        try Invented.write(
          Invented.list(hosts), to: folder.appending(path: "lists/\(name)_DDoSia-target-list-full.json"))
      }
      func run(_ now: String) async throws -> [String: Data] {
        let outcome = try await Command.run(["run", "--mail", "--now", now], in: folder)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let month = folder.appending(path: "Reports/2026-10")
        return FileManager.default.fileExists(atPath: month.path) ? try DeterminismTests.files(under: month) : [:]
      }
      // Assets with even numbers are of the north.
      try list("2026-11-02_06-00-00", ["www.site0.gov.example"])
      #expect(try await run("2026-11-02T07:00:00Z").isEmpty, "nothing was published in October")
      try list("2026-10-20_06-00-00", ["www.site0.gov.example"])
      let first = try await run("2026-11-02T08:00:00Z")
      let page = String(decoding: try #require(first["south/report.html"]), as: UTF8.self)
      #expect(page.contains("None of your names was on any list we read.") && page.contains("1 of 31 days"))
      #expect(first["south/message.eml"] != nil && first["manifest.json"] != nil)
      #expect(!first.keys.contains { $0.hasPrefix("north/") })
      try list("2026-11-03_06-00-00", ["www.site1.gov.example"])
      #expect(try await run("2026-11-03T07:00:00Z") == first)
      try list("2026-10-31_06-00-00", ["www.site2.gov.example"])
      let second = try await run("2026-11-03T08:00:00Z")
      #expect(String(decoding: try #require(second["south/report.html"]), as: UTF8.self).contains("2 of 31 days"))
      try list("2026-10-30_06-00-00", ["www.site3.gov.example"])
      #expect(!(try await run("2026-11-03T09:00:00Z")).keys.contains { $0.hasPrefix("south/") })
    }
  }

  @Test func `the inventory written as XML bears its mark and is read back`() async throws {
    try await workspace { folder in
      let xml = try await KillTests.succeed(["assets", "--format", "xml"], in: folder).text
      #expect(xml.contains("tlp=\"TLP:AMBER+STRICT\""))
      try Invented.write(xml, to: folder.appending(path: "again.xml"))
      let read = try await Command.run(["import", "again.xml", "--dry-run", "--format", "json"], in: folder)
      let file = try #require(try read.object().objects("files").first)
      #expect(try file.objects("problems").isEmpty && file.objects("assets").count == 40)
    }
  }
}
