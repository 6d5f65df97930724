import Foundation
import Testing

@Suite(
  .enabled(if: Command.binary != nil, "vezha is not built"),
  .enabled(if: Command.tool("sqlite3") != nil, "the sqlite3 command is not installed"))
struct LedgerDamageTests {
  /// A ledger that must not be used, and how it is made from a good one.
  static let damages: [(name: String, make: @Sendable (URL) async throws -> Void)] = [
    (
      "cut in half",
      { file in
        let bytes = try Data(contentsOf: file)
        try bytes.prefix(bytes.count / 2).write(to: file)
      }
    ),
    ("no database", { try Data("This is a letter.\n".utf8).write(to: $0) }),
    (
      "another program's database",
      { file in
        try FileManager.default.removeItem(at: file)
        try await sqlite(
          file, "CREATE TABLE song (title TEXT); INSERT INTO song VALUES ('x'); PRAGMA user_version = 3")
      }
    ),
    ("another program's mark", { try await sqlite($0, "PRAGMA application_id = 1234") }),
    ("a newer version", { try await sqlite($0, "PRAGMA user_version = 99") }),
    (
      "a page of noise",
      { file in
        var bytes = try Data(contentsOf: file)
        var generator = SeededGenerator(seed: 5)
        for offset in 4096..<min(12288, bytes.count) {
          bytes[offset] = UInt8.random(in: 0...255, using: &generator)
        }
        try bytes.write(to: file)
      }
    ),
  ]

  @Test(arguments: damages.indices)
  func `A damaged ledger is a clear error and stays untouched`(_ index: Int) async throws {
    let damage = Self.damages[index]
    try await withFolder { folder in
      let ledger = try await Self.ledger(in: folder)
      try await damage.make(ledger)
      let before = try Data(contentsOf: ledger)
      for arguments in [
        ["findings", "--week", "2026-W46"], ["status"], ["verify"], ["import", "register.xml"],
        ["receive", "lists"], ["run"],
      ] {
        let outcome = try await Command.run(arguments, in: folder)
        #expect(
          outcome.code == 65,
          "\(damage.name), \(arguments): \(outcome.code) \(outcome.text) \(outcome.errors)")
        #expect(
          !outcome.signalled && outcome.errors.contains("ledger.sqlite"),
          "\(damage.name), \(arguments): \(outcome.errors)")
        #expect(try Data(contentsOf: ledger) == before, "\(damage.name): \(arguments) changed the file")
      }
    }
  }

  @Test func `An empty file, left by a kill at the very first moment, is an empty ledger`() async throws {
    try await withFolder { folder in
      let ledger = try await Self.ledger(in: folder)
      try Data().write(to: ledger)
      for arguments in [["findings"], ["status"], ["verify"]] {
        let outcome = try await Command.run(arguments, in: folder)
        #expect(
          outcome.code == 66 && outcome.errors.contains("ledger.sqlite"), "\(arguments): \(outcome.errors)")
        #expect(try Data(contentsOf: ledger).isEmpty, "\(arguments) changed the file")
      }
      #expect(try await Command.run(["import", "register.xml"], in: folder).code == 0)
      #expect(try await Command.run(["verify"], in: folder).code == 0)
    }
  }

  /// Columns that are no facts: what the cache was built from, and the salt of its hashes.
  static let exempt: Set<String> = ["cacheState.entry", "cacheState.rules", "secret.salt"]

  @Test func `Verify finds a changed value in every table of facts and in the cache`() async throws {
    try await withFolder { folder in
      let ledger = try await Self.ledger(in: folder)
      let whole = try await Command.run(["verify"], in: folder)
      #expect(whole.code == 0, "\(whole.text) \(whole.errors)")
      let columns = try await Self.sqlite(
        ledger,
        """
        SELECT m.name || '|' || c.name || '|' || upper(c.type) || '|' || c.pk FROM sqlite_schema m, pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid
        """)
      let intact = try Data(contentsOf: ledger)
      var missed: [String] = []
      var tried = 0
      for line in columns.split(separator: "\n") {
        let parts = line.split(separator: "|").map(String.init)
        guard parts.count == 4, parts[3] == "0" else { continue }
        let (table, column, type) = (parts[0], parts[1], parts[2])
        let changed =
          type == "INTEGER"
          ? "\"\(column)\" + 1"
          : type == "BLOB" ? "CAST(substr(\"\(column)\", 2) || x'5a' AS BLOB)" : "'x' || \"\(column)\""
        let result = try? await Self.sqlite(
          ledger,
          """
          PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF;
          UPDATE OR IGNORE "\(table)" SET "\(column)" = \(changed)
          WHERE "\(column)" IS (SELECT "\(column)" FROM "\(table)" WHERE "\(column)" IS NOT NULL LIMIT 1)
            AND "\(column)" IS NOT NULL;
          SELECT changes();
          """)
        if let changes = result?.split(separator: "\n").last, changes != "0" {
          tried += 1
          let outcome = try await Command.run(["verify"], in: folder)
          if outcome.code == 0 || outcome.signalled { missed.append("\(table).\(column)") }
        }
        try intact.write(to: ledger)
      }
      print("verify: \(tried) columns changed, \(missed.count) missed: \(missed)")
      #expect(tried > 40)
      #expect(Set(missed).subtracting(Self.exempt) == [])
    }
  }

  @Test func `Verify finds removed, repeated and exchanged entries`() async throws {
    try await withFolder { folder in
      let ledger = try await Self.ledger(in: folder)
      let intact = try Data(contentsOf: ledger)
      for (name, change) in [
        (
          "the last document removed",
          "DELETE FROM sighting; DELETE FROM document WHERE id = (SELECT max(id) FROM document)"
        ),
        ("the last entry removed", "DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)"),
        ("an entry in the middle removed", "DELETE FROM entry WHERE seq = 2"),
        ("a sealed original changed", "UPDATE original SET sealed = zeroblob(length(sealed)) WHERE id = 1"),
        ("a sighting removed", "DELETE FROM sighting WHERE document = (SELECT max(document) FROM sighting)"),
        ("an identifier removed", "DELETE FROM identifier WHERE id = (SELECT max(id) FROM identifier)"),
      ] {
        try await Self.sqlite(ledger, "PRAGMA foreign_keys = OFF; " + change)
        let outcome = try await Command.run(["verify"], in: folder)
        #expect(outcome.code != 0 && !outcome.signalled, "\(name): \(outcome.text)")
        #expect(!(outcome.text + outcome.errors).isEmpty, "\(name)")
        try intact.write(to: ledger)
      }
    }
  }

  @Test func `A full standard output is an error`() async throws {
    try await withFolder { folder in
      _ = try await Self.ledger(in: folder)
      for arguments in [
        ["findings", "--week", "2026-W46"], ["findings", "--week", "2026-W46", "--format", "json"],
        ["assets"], ["status"], ["series"],
        ["assets", "--format", "xml"],
      ] {
        let outcome = try await Command.run(arguments, in: folder, output: "/dev/full")
        #expect(outcome.code == 74, "\(arguments): \(outcome.code) \(outcome.errors)")
      }
    }
  }

  @Test func `A new ledger is readable by its owner only`() async throws {
    try await withFolder { folder in
      let ledger = try await Self.ledger(in: folder)
      let attributes = try FileManager.default.attributesOfItem(atPath: ledger.path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  /// A workspace with everything imported and received; its ledger.
  static func ledger(in folder: URL) async throws -> URL {
    try Invented.workspace(in: folder)
    _ = try await KillTests.succeed(["import", "register.xml"], in: folder)
    _ = try await KillTests.succeed(["receive", "lists"], in: folder)
    return folder.appending(path: "ledger.sqlite")
  }

  @discardableResult
  static func sqlite(_ file: URL, _ sql: String) async throws -> String {
    guard let tool = Command.tool("sqlite3") else { throw Failure("sqlite3 is not installed") }
    let outcome = try await Command.run(
      tool, ["-batch", file.path, sql], in: file.deletingLastPathComponent())
    guard outcome.code == 0 else { throw Failure("sqlite3: \(outcome.errors)") }
    return outcome.text
  }
}
