import Foundation
import Testing

@Suite(.enabled(if: Command.binary != nil, "vezha is not built"), .serialized)
struct KillTests {
  /// What is killed, and what came before it.
  struct Scene: CustomTestStringConvertible, Sendable {
    var name: String
    var before: [String]
    var killed: [String]
    var testDescription: String { name }
  }

  static let scenes = [
    Scene(name: "import", before: ["receive", "lists"], killed: ["import", "register.xml"]),
    Scene(name: "receive", before: ["import", "register.xml"], killed: ["receive", "lists"]),
  ]

  @Test(arguments: scenes)
  func `A kill at any moment leaves a ledger that verifies and a repeat that completes`(_ scene: Scene)
    async throws
  {
    try await withFolder { root in
      let base = root.appending(path: "base")
      try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
      try Invented.workspace(in: base, assets: 4000, lists: 120)
      let binary = try #require(Command.binary)
      _ = try await Self.succeed(scene.before, in: base)

      // The undisturbed run, and how long it takes.
      let undisturbed = try Self.copy(base, to: root.appending(path: "undisturbed"))
      var whole = try await Self.succeed(scene.killed, in: undisturbed).duration
      let expected = try await Self.findings(in: undisturbed)

      var generator = SeededGenerator(seed: 2026)
      var kills = 0
      var journals = 0
      for number in 0..<50 {
        let folder = try Self.copy(base, to: root.appending(path: "run\(number)"))
        let delay = whole * Double.random(in: 0...0.95, using: &generator)
        let outcome = try await Command.run(
          binary, scene.killed + ["--now", "2026-11-23T06:00:00Z"], in: folder, killedAfter: delay)
        if outcome.signalled { kills += 1 } else { whole = min(whole, outcome.duration) }
        if FileManager.default.fileExists(atPath: folder.appending(path: "ledger.sqlite-journal").path) {
          journals += 1
        }
        let verified = try await Command.run(["verify"], in: folder)
        #expect(verified.code == 0, "verify after kill \(number): \(verified.text) \(verified.errors)")
        _ = try await Self.succeed(scene.killed, in: folder)
        let found = try await Self.findings(in: folder)
        #expect(found == expected, "findings differ after kill \(number)")
        try FileManager.default.removeItem(at: folder)
      }
      print(
        "kill -9 of \(scene.name): \(kills) of 50 hit, \(journals) left a journal; a whole run takes \(whole)"
      )
      #expect(kills >= 25, "too few kills hit to mean anything")
    }
  }

  static func succeed(_ arguments: [String], in folder: URL) async throws -> Command.Outcome {
    let outcome = try await Command.run(arguments + ["--now", "2026-11-23T06:00:00Z"], in: folder)
    guard outcome.code == 0 else { throw Failure("\(arguments): \(outcome.code) \(outcome.errors)") }
    return outcome
  }

  static func findings(in folder: URL) async throws -> String {
    let outcome = try await succeed(
      ["findings", "--from", "2026-11-09", "--to", "2026-11-23", "--format", "json"], in: folder)
    let object = try outcome.object()
    guard try !object.objects("findings").isEmpty else { throw Failure("no findings to compare") }
    return try canonicalJSON(object, without: ["as_known"])
  }

  static func copy(_ folder: URL, to other: URL) throws -> URL {
    try FileManager.default.copyItem(at: folder, to: other)
    return other
  }
}
