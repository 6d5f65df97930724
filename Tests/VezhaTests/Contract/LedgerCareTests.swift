import Foundation
import Testing

/// Backup, restore, purge, export, load: from outside, on invented lists.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct LedgerCareTests {
  static let lists: [(time: String, hosts: [String])] = [
    ("2026-11-03_07-00-00", ["www.tax.gov.example", "veryrareforeignname.example"]),
    ("2026-11-04_07-00-00", ["other.example"]), ("2026-11-17_07-00-00", ["www.tax.gov.example"]),
  ]

  private func site<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    try await withFolder { folder in
      try Invented.write(
        "version: 1\npublic-suffixes: [gov.example]\nseries:\n  - {key: lists, files: \"*.txt\", published: file-name, role: target}\n",
        to: folder.appending(path: "vezha.yaml"))
      try Invented.write(
        """
        <inventory xmlns="urn:vezha:inventory:1" observed="2026-11-01T00:00:00Z"><organization key="tax"/>
        <asset id="1" organization="tax"><host>www.tax.gov.example</host></asset></inventory>
        """, to: folder.appending(path: "assets.xml"))
      try await run(["import", "assets.xml"], in: folder)
      for (time, hosts) in Self.lists { try await receive(time, hosts, in: folder) }
      return try await body(folder)
    }
  }

  private func receive(_ time: String, _ hosts: [String], in folder: URL) async throws {
    let name = "\(time)_list.txt"
    try Invented.write(hosts.joined(separator: "\n") + "\n", to: folder.appending(path: name))
    try await run(["receive", name], in: folder)
  }

  @discardableResult
  private func run(_ arguments: [String], in folder: URL, code: Int32 = 0) async throws -> String {
    let outcome = try await Command.run(arguments + ["--now", "2026-11-23T06:00:00Z"], in: folder)
    #expect(outcome.code == code, "\(arguments) \(outcome.errors)")
    return outcome.text
  }

  private func findings(_ folder: URL) async throws -> String {
    try await run(["findings", "--from", "2026-11-01", "--to", "2026-11-22", "--format", "json"], in: folder)
  }

  @Test func `a backup is the ledger, and restoring it never loses facts unasked`() async throws {
    try await site { folder in
      let before = try await findings(folder)
      try await run(["backup", "copy.sqlite"], in: folder)
      try await run(["backup", "copy.sqlite"], in: folder, code: 73)
      #expect(try permissions(folder.appending(path: "copy.sqlite")) == 0o600)
      // The same facts and no more: nothing is lost.
      try await run(["restore", "copy.sqlite"], in: folder)
      try await receive("2026-11-18_07-00-00", ["www.tax.gov.example", "a.example"], in: folder)
      try await run(["restore", "copy.sqlite"], in: folder, code: 73)
      #expect(try await findings(folder) != before)
      try await run(["restore", "copy.sqlite", "--force"], in: folder)
      #expect(try await findings(folder) == before)
      #expect(FileManager.default.fileExists(atPath: folder.appending(path: "ledger.sqlite.replaced").path))
      try await run(["verify"], in: folder)
      // A damaged backup takes no ledger's place.
      var bytes = try Data(contentsOf: folder.appending(path: "copy.sqlite"))
      bytes.removeLast(bytes.count / 2)
      try bytes.write(to: folder.appending(path: "half.sqlite"))
      try await run(["restore", "half.sqlite", "--force"], in: folder, code: 65)
      try await run(["restore", "missing.sqlite"], in: folder, code: 66)
      #expect(try await findings(folder) == before)
    }
  }

  private func permissions(_ file: URL) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
  }

  @Test func `what is purged is gone from the file's bytes, and that it was there stays`() async throws {
    try await site { folder in
      let ledger = folder.appending(path: "ledger.sqlite")
      let dry = try await run(["purge", "--before", "2026-11-10", "--dry-run"], in: folder)
      #expect(dry.contains("2 documents"))
      let decided = try await run(
        ["findings", "--from", "2026-11-01", "--to", "2026-11-10", "--format", "csv"], in: folder)
      let id = try #require(
        decided.split(whereSeparator: \.isNewline).dropFirst().first?.split(separator: "\"").first.map(String.init))
      try await run(["decide", id, "--as", "in-progress", "--reason", "we look"], in: folder)
      #expect(try await run(["purge", "--before", "2026-11-10"], in: folder).contains("2 documents"))
      #expect(try await run(["purge", "--before", "2026-11-10"], in: folder).contains("0 documents"))
      try await run(["verify"], in: folder)
      #expect(try await run(["series"], in: folder).contains("lists"))
      #expect(try await run(["decisions"], in: folder).contains("we look"))
      #expect(try await run(["findings", "--week", "2026-W47"], in: folder).contains("www.tax.gov.example"))
      // The sealed bytes are compressed, so a name is looked for in an export, and the hash stays.
      let export = try await run(["export", "-"], in: folder)
      #expect(export.contains("2026-11-03_07-00-00_list.txt"))
      let originals = export.split(separator: "\n").filter { $0.contains("\"original\"") }
      #expect(originals.count == 3 && originals.count { $0.contains(",\"\"]") } == 2)
      let size = try Data(contentsOf: ledger).count
      try await run(["purge", "--before", "2027-01-01"], in: folder, code: 64)
      #expect(try Data(contentsOf: ledger).count == size)
    }
  }

  @Test(arguments: [[], ["--without-originals"]])
  func `an export loaded elsewhere is the same ledger`(options: [String]) async throws {
    try await site { folder in
      try await run(["export", "out.jsonl"] + options, in: folder)
      try await withFolder { other in
        try FileManager.default.copyItem(
          at: folder.appending(path: "out.jsonl"), to: other.appending(path: "out.jsonl"))
        try FileManager.default.copyItem(
          at: folder.appending(path: "vezha.yaml"), to: other.appending(path: "vezha.yaml"))
        #expect(try await run(["load", "out.jsonl"], in: other).contains("the ledger is the one exported"))
        #expect(try await findings(other) == findings(folder))
        try await run(["verify"], in: other)
        #expect(
          try await run(["export", "-"] + options, in: other).split(separator: "\n").first
            == run(["export", "-"] + options, in: folder).split(separator: "\n").first)
        // A changed line does not verify and leaves nothing.
        let text = try String(contentsOf: other.appending(path: "out.jsonl"), encoding: .utf8)
        try FileManager.default.removeItem(at: other.appending(path: "ledger.sqlite"))
        try Invented.write(
          text.replacing("www.tax.gov.example", with: "www.lax.gov.example"), to: other.appending(path: "bad.jsonl"))
        try await run(["load", "bad.jsonl"], in: other, code: 65)
        try await run(["load", "vezha.yaml"], in: other, code: 65)
        #expect(try await run(["load", "out.jsonl"], in: other).contains("the ledger is the one exported"))
      }
    }
  }

  @Test func `another site's export adds what is lacking here`() async throws {
    try await site { folder in
      try await withFolder { other in
        for name in ["vezha.yaml", "assets.xml"] {
          try FileManager.default.copyItem(at: folder.appending(path: name), to: other.appending(path: name))
        }
        try await run(["import", "assets.xml", "--source", "here"], in: other)
        try await receive("2026-11-17_07-00-00", ["www.tax.gov.example"], in: other)
        try await receive("2026-11-19_07-00-00", ["www.tax.gov.example", "b.example"], in: other)
        try await run(["export", "site.jsonl"], in: other)
        try FileManager.default.copyItem(
          at: other.appending(path: "site.jsonl"), to: folder.appending(path: "site.jsonl"))
        let loaded = try await run(["load", "site.jsonl"], in: folder)
        #expect(loaded.contains("1 documents, 0 decisions, 1 inventory sources and 0 messages were new"), "\(loaded)")
        #expect(try await findings(folder).contains("2026-11-19T07:00:00Z"))
        #expect(try await run(["load", "site.jsonl"], in: folder).contains("0 documents"))
        try await run(["verify"], in: folder)
      }
    }
  }

  @Test func `what another site's inventory said at its times counts here for those times`() async throws {
    try await withFolder { folder in
      let there = folder.appending(path: "there")
      let here = folder.appending(path: "here")
      let whole = folder.appending(path: "whole")
      func inventory(_ hosts: [String], observed: String) -> String {
        "<inventory xmlns=\"urn:vezha:inventory:1\" observed=\"\(observed)\">"
          + hosts.map { "<asset id=\"\($0)\" organization=\"tax\"><host>\($0)</host></asset>" }.joined()
          + "</inventory>"
      }
      for site in [there, here, whole] {
        try FileManager.default.createDirectory(at: site, withIntermediateDirectories: true)
        try Invented.write("version: 1\npublic-suffixes: [gov.example]\n", to: site.appending(path: "vezha.yaml"))
        // A host that was given up in between: named before and after.
        try Invented.write(
          inventory(["a.tax.gov.example", "b.tax.gov.example"], observed: "2026-11-01T00:00:00Z"),
          to: site.appending(path: "one.xml"))
        try Invented.write(
          inventory(["a.tax.gov.example"], observed: "2026-11-10T00:00:00Z"), to: site.appending(path: "two.xml"))
        try Invented.write(
          "b.tax.gov.example\na.tax.gov.example\n", to: site.appending(path: "2026-11-05_07-00-00.txt"))
        try Invented.write("b.tax.gov.example\n", to: site.appending(path: "2026-11-18_07-00-00.txt"))
      }
      let imports = [
        ["import", "one.xml", "--source", "cmdb"], ["import", "two.xml", "--source", "cmdb", "--retire"],
      ]
      let lists = [["receive", "2026-11-05_07-00-00.txt", "2026-11-18_07-00-00.txt", "--series", "lists"]]
      for arguments in imports { try await run(arguments, in: there) }
      try await run(["alert"], in: there)
      try await run(["export", "site.jsonl"], in: there)
      for arguments in lists { try await run(arguments, in: here) }
      #expect(
        try await run(["load", "../there/site.jsonl"], in: here).contains("1 inventory sources and 0 messages were new")
      )
      for arguments in imports + lists { try await run(arguments, in: whole) }
      func named(_ site: URL) async throws -> [String] {
        let text = try await run(
          ["findings", "--from", "2026-11-01", "--to", "2026-11-23", "--format", "csv"], in: site)
        return text.components(separatedBy: "\r\n").filter { !$0.isEmpty }.map { line in
          line.split(separator: ",", omittingEmptySubsequences: false).prefix(8).joined(separator: ",")
        }
      }
      let joined = try await named(here)
      let expected = try await named(whole)
      #expect(joined.count == 3 && joined == expected)
      // Again it adds nothing; a source that differs is told.
      #expect(try await run(["load", "../there/site.jsonl"], in: here).contains("0 inventory sources"))
      try await run(["import", "one.xml", "--source", "cmdb", "--retire"], in: here)
      #expect(
        try await run(["load", "../there/site.jsonl"], in: here).contains("cmdb has 1 newer editions here than there"))
      // What does not verify is refused, and nothing of it stays.
      let text = try String(contentsOf: there.appending(path: "site.jsonl"), encoding: .utf8)
      try Invented.write(text.replacing("b.tax", with: "c.tax"), to: here.appending(path: "bad.jsonl"))
      let before = try await run(["status", "--format", "json"], in: here)
      try await run(["load", "bad.jsonl"], in: here, code: 65)
      #expect(try await run(["status", "--format", "json"], in: here) == before)
      try await run(["verify"], in: here)
    }
  }

  @Test func `a source that was read by a mapping is the same source when it is loaded twice`() async throws {
    try await withFolder { folder in
      let export = Repository.root.appending(path: "Tests/Fixtures/mapping/zabbix")
      let files = try FileManager.default.contentsOfDirectory(at: export, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "xml" }.map(\.path).sorted()
      let (there, here) = (folder.appending(path: "there"), folder.appending(path: "here"))
      for site in [there, here] {
        try FileManager.default.createDirectory(at: site, withIntermediateDirectories: true)
        try Invented.write("version: 1\n", to: site.appending(path: "vezha.yaml"))
      }
      let mapping = Repository.root.appending(path: "Inventory/mappings/zabbix.yaml").path
      try await run(["import", "--source", "monitoring", "--mapping", mapping] + files, in: there)
      try await run(["export", "site.jsonl"], in: there)
      try Invented.write("a.example\n", to: here.appending(path: "2026-11-05_07-00-00.txt"))
      try await run(["receive", "2026-11-05_07-00-00.txt", "--series", "lists"], in: here)
      #expect(try await run(["load", "../there/site.jsonl"], in: here).contains("1 inventory sources"))
      let again = try await run(["load", "../there/site.jsonl"], in: here)
      #expect(again.contains("0 inventory sources") && !again.contains("is another there"), "\(again)")
      try await run(["verify"], in: here)
    }
  }
}
