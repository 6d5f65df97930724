import Foundation
import Testing

@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct CommandLineTests {
  static let commands = [
    "init", "import", "receive", "run", "check", "diff", "findings", "assets", "series", "status", "explain",
    "report", "verify",
  ]

  @Test(arguments: commands)
  func `Help has examples`(_ command: String) async throws {
    try await withFolder { folder in
      let help = try await Command.run([command, "--help"], in: folder)
      #expect(
        help.code == 0 && help.text.contains("EXAMPLES") && help.text.contains("vezha \(command)"),
        "\(help.text)")
    }
  }

  @Test func `The program's help lists its exit codes and every command`() async throws {
    try await withFolder { folder in
      let help = try await Command.run(["--help"], in: folder)
      #expect(help.code == 0)
      for word in Self.commands + ["64", "65", "66", "78"] { #expect(help.text.contains(word), "\(word)") }
    }
  }

  /// Arguments, and the exit code they must end with, in a workspace with everything imported and received.
  static let codes: [([String], Int32)] = [
    (["findings", "--colour"], 64), (["paint"], 64), (["import"], 64), (["receive"], 64),
    (["findings", "--week", "2026-W60"], 64),
    (["findings", "--week", "2026-W46", "--from", "2026-11-01"], 64),
    (["findings", "--from", "2026-11-02", "--to", "2026-11-01"], 64),
    (["findings", "--format", "pdf"], 64), (["findings", "--priority", "urgent"], 64),
    (["findings", "--class", "old"], 64),
    (["report", "--lang", "tlh"], 64), (["report", "--format", "doc"], 64), (["check", "register.xml"], 64),
    (["receive", "lists", "--published", "yesterday"], 64), (["receive", "lists", "--tlp", "BLUE"], 64),
    (["findings", "--organization", "nobody", "--week", "2026-W46"], 0),
    (["explain", "no-such-finding"], 66),
    (["import", "absent.xml"], 66), (["receive", "absent.json"], 66),
    (["check", "absent.xml", "--against", "lists"], 66),
    (["diff", "absent.json"], 66), (["findings", "--workspace", "absent"], 66),
    (["check", "register.xml", "--against", "lists", "--fail-on", "any"], 2),
    (["check", "register.xml", "--against", "lists", "--fail-on", "new"], 64),
    (["check", "register.xml", "--against", "lists"], 0),
    (["findings", "--week", "2026-W46", "--fail-on", "any"], 2),
    (["findings", "--week", "2026-W46", "--fail-on", "new"], 2),
    (["findings", "--week", "2020-W01", "--fail-on", "any"], 0),
    (["findings", "--week", "2026-W46"], 0), (["status"], 0), (["series"], 0), (["verify"], 0),
    (["report", "--week", "2026-W46", "--output", "out"], 0),
    (["report", "--week", "2026-W46", "--output", "register.xml"], 73),
  ]

  @Test func `Commands end with the exit code that says why`() async throws {
    try await withFolder { folder in
      _ = try await LedgerDamageTests.ledger(in: folder)
      for (arguments, code) in Self.codes {
        let outcome = try await Command.run(arguments + ["--now", "2026-11-23T06:00:00Z"], in: folder)
        #expect(outcome.code == code, "\(arguments): \(outcome.text.prefix(200)) \(outcome.errors)")
        if code >= 64 {
          #expect(
            !outcome.errors.isEmpty, "\(arguments): errors belong on standard error")
        }
      }
    }
  }

  @Test(arguments: ["findings", "assets", "series", "status", "report", "verify"])
  func `A workspace without a ledger is no input and stays without one`(_ command: String) async throws {
    try await withFolder { folder in
      let outcome = try await Command.run([command], in: folder)
      #expect(outcome.code == 66, "\(outcome.text) \(outcome.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
  }

  @Test func `A dash is standard input`() async throws {
    try await withFolder { folder in
      try Invented.workspace(in: folder)
      let inventory = try Data(contentsOf: folder.appending(path: "register.xml"))
      let list = Data(Invented.list(["www.site1.gov.example"]).utf8)
      let imported = try await Command.run(
        ["import", "-", "--source", "register"], in: folder, input: inventory)
      #expect(imported.code == 0, "\(imported.errors)")
      let received = try await Command.run(
        ["receive", "-", "--series", "ddosia", "--published", "2026-11-18T07:00:00Z"], in: folder, input: list
      )
      #expect(received.code == 0, "\(received.errors)")
      let diffed = try await Command.run(
        ["diff", "-", "--series", "ddosia", "--published", "2026-11-19T07:00:00Z", "--format", "json"],
        in: folder, input: list)
      #expect(
        try diffed.object().objects("findings").first?.text("subject") == "www.site1.gov.example",
        "\(diffed.errors)")
      let findings = try await Command.run(["findings", "--format", "json"], in: folder).object()
      #expect(
        try findings.object("interval").text("from") == "2026-11-16T00:00:00Z",
        "the week of the newest document")
      #expect(try findings.objects("findings").map { $0.text("subject") } == ["www.site1.gov.example"])
    }
  }

  @Test func `Quiet leaves results and errors only`() async throws {
    try await withFolder { folder in
      try Invented.workspace(in: folder)
      let imported = try await Command.run(["import", "register.xml", "--quiet"], in: folder)
      #expect(imported.code == 0 && imported.errors.isEmpty, "\(imported.errors)")
      let received = try await Command.run(["receive", "lists", "--quiet"], in: folder)
      #expect(received.code == 0 && received.errors.isEmpty, "\(received.errors)")
      let failed = try await Command.run(["receive", "absent.json", "--quiet"], in: folder)
      #expect(failed.code == 66 && !failed.errors.isEmpty)
    }
  }

  @Test func `An unknown organization or series is created with a note`() async throws {
    try await withFolder { folder in
      let inventory =
        "<inventory xmlns=\"urn:vezha:inventory:1\"><asset><host>www.site1.gov.example</host></asset></inventory>"
      try Invented.write(inventory, to: folder.appending(path: "one.xml"))
      try Invented.write("www.site1.gov.example\n", to: folder.appending(path: "list.txt"))
      let imported = try await Command.run(
        ["import", "one.xml", "--organization", "harbour", "--source", "s"], in: folder)
      #expect(imported.code == 0 && imported.errors.contains("harbour"), "\(imported.errors)")
      let received = try await Command.run(
        ["receive", "list.txt", "--series", "rumours", "--published", "2026-11-18"], in: folder)
      #expect(received.code == 0 && received.errors.contains("rumours"), "\(received.errors)")
      let findings = try await Command.run(
        ["findings", "--week", "2026-W47", "--format", "json"], in: folder
      ).object()
      let finding = try #require(try findings.objects("findings").first)
      #expect(try finding.object("organization").text("key") == "harbour")
      #expect(finding.text("series") == "rumours")
    }
  }

  @Test func `The same import and list again add nothing`() async throws {
    try await withFolder { folder in
      let ledger = try await LedgerDamageTests.ledger(in: folder)
      let before = try Data(contentsOf: ledger)
      for arguments in [["import", "register.xml"], ["receive", "lists"]] {
        let outcome = try await Command.run(arguments, in: folder)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(try Data(contentsOf: ledger) == before, "\(arguments): \(outcome.text) \(outcome.errors)")
      }
    }
  }

  @Test func `Hostile names reach no terminal as they are`() async throws {
    try await withFolder { folder in
      try Invented.workspace(in: folder)
      let inventory = """
        <inventory xmlns="urn:vezha:inventory:1"><organization key="north"><name>=HYPERLINK("x")&#x202e;</name></organization>
        <asset id="=1+1" organization="north" name="@a&#x9b;31m"><host>www.site1.gov.example</host></asset></inventory>
        """
      try Invented.write(inventory, to: folder.appending(path: "register.xml"))
      let imported = try await Command.run(["import", "register.xml"], in: folder)
      #expect(imported.code == 0, "\(imported.errors)")
      _ = try await Command.run(["receive", "lists"], in: folder)
      for arguments in [
        ["assets"], ["findings", "--from", "2026-11-01", "--to", "2026-12-01"],
        ["findings", "--from", "2026-11-01", "--to", "2026-12-01", "--format", "csv"],
        ["assets", "--format", "csv"],
      ] {
        let text = try await Command.run(arguments, in: folder).text
        #expect(
          !text.unicodeScalars.contains { $0.value == 0x202e || $0.value == 0x9b || $0.value == 0x1b },
          "\(arguments)")
        if arguments.contains("csv") {
          let cells = text.split(separator: "\n").flatMap { $0.split(separator: ",") }
          let starts = cells.compactMap { cell in cell.drop { $0 == "\"" }.first }
          #expect(!starts.contains { $0 == "=" || $0 == "@" }, "\(arguments): a formula")
        }
      }
    }
  }
}
