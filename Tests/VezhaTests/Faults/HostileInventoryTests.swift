import Foundation
import Testing

/// Inventory files that want to be dangerous, given to the built program under limits and under a trace.
@Suite(
  .enabled(if: Command.binary != nil, "vezha is not built"),
  .enabled(if: Command.tool("strace") != nil, "strace is not installed"))
struct HostileInventoryTests {
  /// Every way in which a document can ask for another file.
  static let invented: [(name: String, text: String)] = [
    ("system identifier", "<!DOCTYPE SCAN SYSTEM \"file:///etc/passwd\"><SCAN/>"),
    ("relative system identifier", "<!DOCTYPE SCAN SYSTEM \"other.dtd\"><SCAN/>"),
    ("network system identifier", "<!DOCTYPE SCAN SYSTEM \"http://192.0.2.1/scan.dtd\"><SCAN/>"),
    ("external entity", "<!DOCTYPE SCAN [<!ENTITY a SYSTEM \"other.dtd\">]><SCAN>&a;</SCAN>"),
    ("parameter entity", "<!DOCTYPE SCAN [<!ENTITY % a SYSTEM \"other.dtd\"> %a;]><SCAN/>"),
    ("style sheet", "<?xml-stylesheet href=\"other.xsl\"?><SCAN/>"),
    ("inclusion", "<SCAN xmlns:i=\"http://www.w3.org/2001/XInclude\"><i:include href=\"other.dtd\"/></SCAN>"),
    (
      "schema",
      "<SCAN xmlns:x=\"http://www.w3.org/2001/XMLSchema-instance\" x:noNamespaceSchemaLocation=\"other.xsd\"/>"
    ),
    ("base", "<SCAN xml:base=\"file:///etc/\"><IP value=\"192.0.2.1\"/></SCAN>"),
  ]

  @Test func `no document has another file opened`() async throws {
    try await withFolder { folder in
      let usual = try await Self.usual(in: folder)
      for name in ["other.dtd", "other.xsl", "other.xsd"] {
        try Invented.write("<!ELEMENT SCAN ANY>", to: folder.appending(path: name))
      }
      for (name, text) in Self.invented {
        let file = folder.appending(path: "file.xml")
        try Invented.write(text, to: file)
        try await Self.expectHarmless(file, name, usual, in: folder)
      }
    }
  }

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `every hostile file ends in a second and 100 MB, with success or a clear refusal`() async throws {
    let root = try #require(Corpus.root).appending(path: "assets/xml-hostile")
    let files = try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
      .filter { !$0.path.hasSuffix(".facts.json") }.sorted { $0.path < $1.path }
    #expect(files.count > 50)
    try await withFolder { folder in
      let usual = try await Self.usual(in: folder)
      for file in files { try await Self.expectHarmless(file, file.lastPathComponent, usual, in: folder) }
    }
  }

  /// Imports under limits of one second of processor time and 100 MB of writable memory, and looks at what was opened.
  private static func expectHarmless(_ file: URL, _ name: String, _ usual: Set<String>, in folder: URL) async throws {
    let (outcome, opened) = try await traced(file, in: folder)
    #expect(
      !outcome.signalled && (outcome.code == 0 || outcome.code == 65), "\(name): \(outcome.code) \(outcome.errors)")
    #expect(outcome.code == 0 || outcome.errors.contains(file.lastPathComponent), "\(name): \(outcome.errors)")
    #expect(opened.contains(file.path), "\(name): the trace does not see the file itself")
    #expect(opened.subtracting(usual).subtracting([file.path]) == [], "\(name)")
  }

  /// What the program opens for a file that asks for nothing.
  private static func usual(in folder: URL) async throws -> Set<String> {
    try Invented.write("version: 1\n", to: folder.appending(path: "vezha.yaml"))
    let file = folder.appending(path: "harmless.xml")
    try Invented.write("<SCAN><IP value=\"192.0.2.1\"/></SCAN>", to: file)
    let (outcome, opened) = try await traced(file, in: folder)
    #expect(outcome.code == 0, "\(outcome.errors)")
    return opened
  }

  private static func traced(_ file: URL, in folder: URL) async throws -> (Command.Outcome, Set<String>) {
    let strace = try #require(Command.tool("strace"))
    let binary = try #require(Command.binary)
    let trace = folder.appending(path: "trace.log")
    let limited = "ulimit -t 1; ulimit -d 102400; exec \"$0\" \"$@\""
    let outcome = try await Command.run(
      strace,
      [
        "-f", "-qq", "-o", trace.path, "-e", "trace=open,openat,openat2,execve,%network", "/bin/sh", "-c", limited,
        binary.path, "import", "--dry-run", "--source", "x", file.path,
      ], in: folder)
    let calls = TraceTests.calls(try String(contentsOf: trace, encoding: .utf8))
    #expect(calls.filter { !$0.hasPrefix("open") && !$0.hasPrefix("exec") } == [], "\(file.lastPathComponent)")
    let opened = calls.filter { $0.hasPrefix("open") }.compactMap { call -> String? in
      let parts = call.split(separator: "\"", omittingEmptySubsequences: false)
      // The pool of threads looks at its own process now and then.
      return parts.count > 2 && !parts[1].hasPrefix("/proc/") ? String(parts[1]) : nil
    }
    return (outcome, Set(opened))
  }
}
