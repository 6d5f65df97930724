import Foundation
import Testing

/// Faults at chosen system calls, by strace's injection: the moments that a random kill rarely meets.
@Suite(
  .enabled(if: Command.binary != nil, "vezha is not built"),
  .enabled(if: Command.tool("strace") != nil, "strace is not installed"))
struct SystemCallTests {
  static let calls = ["pwrite64", "fdatasync", "unlink"]
  /// Which of the calls is hit: the first ones each, later ones here and there.
  static let moments = [1, 2, 3, 4, 6, 9, 14, 25, 60]

  @Test(arguments: KillTests.scenes, calls)
  func `A kill at a system call leaves a ledger that verifies and a repeat that completes`(
    _ scene: KillTests.Scene, _ call: String
  ) async throws {
    let hits = try await Self.sweep(scene, "\(call):signal=SIGKILL") { _ in }
    print("kill at \(call) of \(scene.name): \(hits) moments")
  }

  @Test(
    arguments: KillTests.scenes,
    ["pwrite64:error=ENOSPC", "pwrite64:error=EIO", "fdatasync:error=EIO", "unlink:error=EIO"])
  func `A disk that fails is an error and the ledger stays whole`(_ scene: KillTests.Scene, _ fault: String)
    async throws
  {
    let hits = try await Self.sweep(scene, fault) { outcome in
      #expect(
        outcome.code == 74 || outcome.code == 0,
        "\(fault): ended with \(outcome.code): \(outcome.text) \(outcome.errors)")
    }
    print("\(fault) of \(scene.name): \(hits) moments")
  }

  /// Runs the scene with a fault at one call after another; the number of moments that were hit.
  static func sweep(
    _ scene: KillTests.Scene, _ fault: String, check: (Command.Outcome) throws -> Void
  ) async throws -> Int {
    let strace = try #require(Command.tool("strace"))
    let binary = try #require(Command.binary)
    return try await withFolder { root in
      let base = root.appending(path: "base")
      try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
      try Invented.workspace(in: base, assets: 300, lists: 20)
      try await KillTests.prepare(scene, in: base)
      let undisturbed = try KillTests.copy(base, to: root.appending(path: "undisturbed"))
      _ = try await KillTests.succeed(scene.killed, in: undisturbed)
      let expected = try await KillTests.findings(in: undisturbed)
      let old = try await status(in: base)
      let new = try await status(in: undisturbed)
      var hits = 0
      for moment in moments {
        let folder = try KillTests.copy(base, to: root.appending(path: "run\(moment)"))
        let call = fault.prefix { $0 != ":" }
        let outcome = try await Command.run(
          strace,
          [
            "-f", "-qq", "-o", "trace.log", "-e", "trace=\(call)", "-e", "inject=\(fault):when=\(moment)",
            binary.path,
          ]
            + scene.killed + ["--now", "2026-11-23T06:00:00Z"], in: folder)
        let trace = try String(contentsOf: folder.appending(path: "trace.log"), encoding: .utf8)
        let isHit = trace.contains("INJECTED") || outcome.signalled || trace.contains("killed by SIGKILL")
        if isHit { hits += 1 }
        try check(outcome)
        let verified = try await Command.run(["verify"], in: folder)
        #expect(verified.code == 0, "verify after \(fault) at \(moment): \(verified.text) \(verified.errors)")
        let state = try await status(in: folder)
        if outcome.code == 0 && !outcome.signalled {
          #expect(state == new, "success was claimed at \(moment)")
        }
        _ = try await KillTests.succeed(scene.killed + scene.again, in: folder)
        #expect(try await KillTests.findings(in: folder) == expected, "\(fault) at \(moment)")
        if !isHit { break }
      }
      // What is judged or purged is not counted there.
      #expect(old != new || ["decide", "purge", "backup"].contains(scene.name))
      return hits
    }
  }

  /// What the ledger holds, in numbers.
  static func status(in folder: URL) async throws -> String {
    let outcome = try await Command.run(["status", "--format", "json"], in: folder)
    guard outcome.code == 0 else { return "no status: \(outcome.errors)" }
    let object = try outcome.object()
    return ["organizations", "assets", "documents"].map { object.text($0) }.joined(separator: " ")
  }
}
