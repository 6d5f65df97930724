import Foundation
import Testing

@Suite(.enabled(if: Command.binary != nil, "vezha is not built"), .serialized)
struct KillTests {
  /// What is killed, and what came before it.
  struct Scene: CustomTestStringConvertible, Sendable {
    var name: String
    var before: [[String]]
    var killed: [String]
    /// What a repeat is allowed beside.
    var again: [String] = []
    var testDescription: String { name }
  }

  static let scenes = [
    Scene(name: "import", before: [["receive", "lists"]], killed: ["import", "register.xml"]),
    Scene(name: "receive", before: [["import", "register.xml"]], killed: ["receive", "lists"]),
    Scene(
      name: "decide", before: [["import", "register.xml"], ["receive", "lists"]],
      killed: ["decide", "--from", "decisions.csv"]),
    Scene(
      name: "purge", before: [["import", "register.xml"], ["receive", "lists"]],
      killed: ["purge", "--before", "2026-11-16"]),
    Scene(
      name: "backup", before: [["import", "register.xml"], ["receive", "lists"]], killed: ["backup", "copy.sqlite"],
      again: ["--force"]),
  ]

  /// Kills of each scene: a fifth of `VEZHA_KILLS`, 100 in all unless that says otherwise.
  static let kills = max(
    5, (ProcessInfo.processInfo.environment["VEZHA_KILLS"].flatMap { Int($0) } ?? 100) / scenes.count)

  @Test(arguments: scenes)
  func `A kill at any moment leaves a ledger that verifies and a repeat that completes`(_ scene: Scene)
    async throws
  {
    try await withFolder { root in
      let base = root.appending(path: "base")
      try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
      try Invented.workspace(in: base, assets: 4000, lists: 120)
      let binary = try #require(Command.binary)
      try await Self.prepare(scene, in: base)

      // The undisturbed run, and how long it takes.
      let undisturbed = try Self.copy(base, to: root.appending(path: "undisturbed"))
      var whole = try await Self.succeed(scene.killed, in: undisturbed).duration
      let expected = try await Self.findings(in: undisturbed)

      var generator = SeededGenerator(seed: 2026)
      var hit = 0
      var journals = 0
      for number in 0..<Self.kills {
        let folder = try Self.copy(base, to: root.appending(path: "run\(number)"))
        let delay = whole * Double.random(in: 0...0.95, using: &generator)
        let outcome = try await Command.run(
          binary, scene.killed + ["--now", "2026-11-23T06:00:00Z"], in: folder, killedAfter: delay)
        if outcome.signalled { hit += 1 } else { whole = min(whole, outcome.duration) }
        if FileManager.default.fileExists(atPath: folder.appending(path: "ledger.sqlite-journal").path) {
          journals += 1
        }
        let verified = try await Command.run(["verify"], in: folder)
        #expect(verified.code == 0, "verify after kill \(number): \(verified.text) \(verified.errors)")
        _ = try await Self.succeed(scene.killed + scene.again, in: folder)
        let found = try await Self.findings(in: folder)
        #expect(found == expected, "findings differ after kill \(number)")
        if scene.name == "backup" { try await Self.check(copy: "copy.sqlite", in: folder, expected) }
        try FileManager.default.removeItem(at: folder)
      }
      print(
        "kill -9 of \(scene.name): \(hit) of \(Self.kills) hit, \(journals) left a journal, nothing lost; a whole run takes \(whole)"
      )
      #expect(hit >= Self.kills / 2, "too few kills hit to mean anything")
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
    return try canonicalJSON(object, without: ["as_known", "decision", "suppressed_by"])
  }

  /// What comes before that which is killed.
  static func prepare(_ scene: Scene, in folder: URL) async throws {
    for arguments in scene.before { _ = try await succeed(arguments, in: folder) }
    if scene.name == "decide" { try await writeDecisions(in: folder) }
  }

  /// Decisions on every finding, as a table.
  private static func writeDecisions(in folder: URL) async throws {
    let ids = try await succeed(
      ["findings", "--from", "2026-11-09", "--to", "2026-11-23", "--format", "json"], in: folder
    ).object().objects("findings").map { $0.text("id") }
    let verdicts = ["false-positive", "accepted", "protected", "confirmed"]
    let rows = ids.enumerated().map { "\($0.element),\(verdicts[$0.offset % verdicts.count]),kill" }
    try Invented.write(
      "finding,as,reason\n" + rows.joined(separator: "\n") + "\n", to: folder.appending(path: "decisions.csv"))
  }

  /// What was copied is a whole ledger that says the same; no part of a copy lies about.
  private static func check(copy: String, in folder: URL, _ expected: String) async throws {
    let other = folder.appending(path: "restored")
    try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
    try Invented.write(Invented.configuration, to: other.appending(path: "vezha.yaml"))
    try FileManager.default.copyItem(
      at: folder.appending(path: copy), to: other.appending(path: "ledger.sqlite"))
    _ = try await succeed(["verify"], in: other)
    #expect(try await findings(in: other) == expected)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains(".part") }
    #expect(left.isEmpty, "\(left)")
  }

  static func copy(_ folder: URL, to other: URL) throws -> URL {
    try FileManager.default.copyItem(at: folder, to: other)
    return other
  }
}
