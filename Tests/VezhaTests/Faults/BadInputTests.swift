import Foundation
import Testing

@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct BadInputTests {
  /// A file that must be refused whole.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var command: String
    var file: String
    var bytes: Data
    /// Line the message must name, or nil where the file has none.
    var line: Int?
    var testDescription: String { name }

    init(_ name: String, _ command: String, _ file: String, _ text: String, line: Int?) {
      self.init(name, command, file, Data(text.utf8), line: line)
    }

    init(_ name: String, _ command: String, _ file: String, _ bytes: Data, line: Int?) {
      self.name = name
      self.command = command
      self.file = file
      self.bytes = bytes
      self.line = line
    }
  }

  static let open = "<inventory xmlns=\"urn:vezha:inventory:1\">"
  static let good = "<asset id=\"bad-1\"><host>www.bad.gov.example</host></asset>"
  static let listName = "2026-11-18_07-00-00_DDoSia-target-list-full.json"

  static let cases: [Case] = [
    Case("tags that do not match", "import", "bad.xml", "\(open)\n\(good)\n<asset>\n</inventory>\n", line: 4),
    Case("a file cut in the middle", "import", "bad.xml", "\(open)\n\(good)\n<asset id=\"x\">\n", line: nil),
    Case(
      "an ampersand alone", "import", "bad.xml", "\(open)\n\(good)\n<asset name=\"a & b\"/>\n</inventory>",
      line: 3),
    Case("text after the root", "import", "bad.xml", "\(open)\n\(good)\n</inventory>\nmore\n", line: 4),
    Case("two roots", "import", "bad.xml", "\(open)\n\(good)\n</inventory>\n\(open)</inventory>\n", line: 4),
    Case(
      "an entity declaration", "import", "bad.xml",
      "<?xml version=\"1.0\"?>\n<!DOCTYPE inventory [\n<!ENTITY a \"b\">\n]>\n\(open)\(good)</inventory>\n",
      line: 3),
    Case(
      "an external entity", "import", "bad.xml",
      "<?xml version=\"1.0\"?>\n<!DOCTYPE inventory [\n<!ENTITY a SYSTEM \"file:///etc/hostname\">\n]>\n\(open)<asset name=\"\"><host>&a;</host></asset></inventory>\n",
      line: 3),
    Case(
      "a parameter entity", "import", "bad.xml",
      "<?xml version=\"1.0\"?>\n<!DOCTYPE inventory [\n<!ENTITY % a \"b\">\n]>\n\(open)\(good)</inventory>\n",
      line: 3),
    Case("an unknown root element", "import", "bad.xml", "<?xml version=\"1.0\"?>\n<zoo>\n</zoo>\n", line: 2),
    Case(
      "our root in another namespace", "import", "bad.xml",
      "<?xml version=\"1.0\"?>\n<inventory xmlns=\"urn:other\">\n\(good)\n</inventory>\n", line: 2),
    Case("an empty file", "import", "bad.xml", "", line: nil),
    Case("spaces only", "import", "bad.xml", " \n\n", line: nil),
    Case("no XML", "import", "bad.xml", "host,address\nwww.bad.gov.example,192.0.2.1\n", line: 1),
    Case(
      "bytes that are not UTF-8", "import", "bad.xml",
      Data("\(open)\n\(good)\n<asset name=\"".utf8) + Data([0xff, 0xfe, 0x41])
        + Data("\"/>\n</inventory>".utf8), line: 3),
    Case(
      "UTF-7", "import", "bad.xml",
      "<?xml version=\"1.0\" encoding=\"UTF-7\"?>\n\(open)\(good)</inventory>\n", line: 1),
    Case(
      "a control character", "import", "bad.xml", "\(open)\n\(good)\n<asset name=\"a\u{1}b\"/></inventory>\n",
      line: 3),
    Case(
      "depth without end", "import", "bad.xml",
      open + "\n" + String(repeating: "<a>", count: 5000) + String(repeating: "</a>", count: 5000)
        + "</inventory>", line: 2),
    Case(
      "JSON that is none", "receive", listName, "{\"targets\":[\n{\"host\":\"www.bad.gov.example\"},\n{]}",
      line: 3),
    Case(
      "JSON cut in the middle", "receive", listName, "{\"targets\":[\n{\"host\":\"www.bad.gov.example\"",
      line: nil),
    Case(
      "JSON followed by more", "receive", listName,
      "{\"targets\":[\n{\"host\":\"www.bad.gov.example\"}],\"randoms\":[]}\n}", line: 3),
    Case("an empty list file", "receive", listName, "", line: nil),
    Case(
      "JSON that is not UTF-8", "receive", listName,
      Data("{\"targets\":[\n{\"host\":\"".utf8) + Data([0xff, 0xfe]) + Data("\"}]}".utf8), line: nil),
    Case("JSON of another shape", "receive", listName, "{\"animals\":[\n]}\n", line: nil),
    Case(
      "JSON without end of depth", "receive", listName,
      "{\"targets\":" + String(repeating: "[", count: 100_000), line: nil),
  ]

  @Test(arguments: cases)
  func `A bad file is refused whole and named; the other files go on`(_ bad: Case) async throws {
    try await withFolder { folder in
      try Invented.workspace(in: folder)
      let prepared = try await Command.run(["import", "register.xml"], in: folder)
      #expect(prepared.code == 0, "\(prepared.errors)")
      try bad.bytes.write(to: folder.appending(path: bad.file))
      let others: [String]
      if bad.command == "import" {
        try Invented.write(
          "\(Self.open)<asset id=\"good-1\" organization=\"north\"><host>good.gov.example</host></asset></inventory>",
          to: folder.appending(path: "good.xml"))
        others = ["good.xml", "--source", "second"]
      } else {
        others = ["lists"]
      }
      let outcome = try await Command.run([bad.command, bad.file] + others, in: folder)
      #expect(outcome.code == 65, "\(outcome.text) \(outcome.errors)")
      #expect(outcome.errors.contains(bad.file))
      let place = Self.place(of: bad.file, in: outcome.errors)
      if let line = bad.line { #expect(place?.line == line, "\(outcome.errors)") }
      if bad.line != nil { #expect((place?.column ?? 0) > 0, "\(outcome.errors)") }
      #expect(!outcome.errors.contains("\u{1b}"))

      let assets = try await Command.run(["assets", "--format", "json"], in: folder)
      #expect(assets.code == 0 && !assets.text.contains("bad"), "something of the file stayed")
      if bad.command == "import" {
        #expect(assets.text.contains("good.gov.example"), "the other file did not go on")
      } else {
        let findings = try await Command.run(
          ["findings", "--from", "2026-11-01", "--to", "2026-12-01", "--format", "json"], in: folder)
        let coverage = try findings.object().objects("coverage")
        #expect(coverage.map { $0.text("documents") } == ["4"], "\(coverage)")
      }
      #expect(try await Command.run(["verify"], in: folder).code == 0)
    }
  }

  @Test(arguments: ["import", "receive"])
  func `A file that is not there is no input`(_ command: String) async throws {
    try await withFolder { folder in
      try Invented.workspace(in: folder)
      let outcome = try await Command.run([command, "absent.xml"], in: folder)
      #expect(outcome.code == 66, "\(outcome.errors)")
      #expect(outcome.errors.contains("absent.xml"))
    }
  }

  @Test(.enabled(if: getuid() != 0, "root may read every file"), arguments: ["import", "receive"])
  func `A file that may not be read is refused`(_ command: String) async throws {
    try await withFolder { folder in
      try Invented.workspace(in: folder)
      let file = folder.appending(path: "closed.xml")
      try Invented.write(Self.open + "</inventory>", to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
      let outcome = try await Command.run([command, "closed.xml"], in: folder)
      #expect([65, 66, 77].contains(outcome.code), "\(outcome.errors)")
      #expect(outcome.errors.contains("closed.xml"))
    }
  }

  @Test func `Bad values are skipped, counted and listed with their place`() async throws {
    try await withFolder { folder in
      try Invented.workspace(in: folder)
      let text = """
        \(Self.open)
        <asset id="a" organization="north">
        <host>www.fine.gov.example</host>
        <host>not a host</host>
        <host>..</host>
        <address>256.1.1.1</address>
        <address>010.0.0.1</address>
        <service transport="tcp" port="70000" state="open"/>
        <service transport="tcp" port="https" state="open"/>
        </asset>
        </inventory>

        """
      try Invented.write(text, to: folder.appending(path: "some.xml"))
      let outcome = try await Command.run(
        ["import", "some.xml", "--source", "s", "--dry-run", "--format", "json"], in: folder)
      #expect(outcome.code == 0, "\(outcome.errors)")
      let file = try #require(try outcome.object().objects("files").first)
      let problems = try file.objects("problems")
      #expect(problems.map { $0.text("line") } == ["4", "5", "6", "7", "8", "9"], "\(problems)")
      #expect(problems.allSatisfy { !$0.text("reason").isEmpty && !$0.text("field").isEmpty })
      let hosts = try file.objects("assets").flatMap { try $0.objects("identifiers") }
        .filter { $0.text("kind") == "host" }.map {
          $0.text("value")
        }
      #expect(hosts == ["www.fine.gov.example"])
      let told = try await Command.run(["import", "some.xml", "--source", "s"], in: folder)
      #expect(told.code == 0 && (told.errors + told.text).contains("6"), "\(told.text) \(told.errors)")
    }
  }

  @Test func `Bad records of a list are skipped and counted; the rest counts`() async throws {
    try await withFolder { folder in
      try Invented.workspace(in: folder)
      _ = try await Command.run(["import", "register.xml"], in: folder)
      let list = Invented.list(["www.site1.gov.example", "not a host", "", "www.site2.gov.example"])
        .replacingOccurrences(
          of:
            "\"host\":\"www.site2.gov.example\",\"ip\":\"\",\"type\":\"http\",\"method\":\"GET\",\"port\":443",
          with:
            "\"host\":\"www.site2.gov.example\",\"ip\":\"\",\"type\":\"http\",\"method\":\"GET\",\"port\":443587"
        )
      try Invented.write(list, to: folder.appending(path: Self.listName))
      let outcome = try await Command.run(["receive", Self.listName, "--series", "ddosia"], in: folder)
      #expect(outcome.code == 0, "\(outcome.errors)")
      let findings = try await Command.run(
        ["findings", "--week", "2026-W47", "--format", "json"], in: folder
      ).object()
      let subjects = try findings.objects("findings").map { $0.text("subject") }
      #expect(subjects.sorted() == ["www.site1.gov.example", "www.site2.gov.example"])
    }
  }

  /// What is wrong in `vezha.yaml`, the line and the word the message must name.
  static let configurations: [(name: String, text: String, line: Int, word: String)] = [
    ("an unknown key", "version: 1\nledgre: x.sqlite\n", 2, "ledgre"),
    (
      "an unknown key of a series", "version: 1\nseries:\n  - key: a\n    files: x\n    silent: 5d\n", 5,
      "silent"
    ),
    ("an unknown key of a report", "version: 1\nreport:\n  folder: x\n", 3, "folder"),
    ("a number that is a word", "version: one\n", 1, "version"),
    ("a list that is a word", "version: 1\ninventory: all\n", 2, "inventory"),
    ("a word that is a list", "version: 1\nledger: [a, b]\n", 2, "ledger"),
    ("a duration that is none", "version: 1\nseries:\n  - key: a\n    files: x\n    gap: soon\n", 5, "gap"),
    ("a kind that is none", "version: 1\nseries:\n  - key: a\n    kind: film\n", 4, "kind"),
    ("a role that is none", "version: 1\nseries:\n  - key: a\n    role: friend\n", 4, "role"),
    ("a TLP that is none", "version: 1\nreport:\n  tlp: BLUE\n", 3, "tlp"),
    ("a format that is none", "version: 1\nreport:\n  formats: [html, doc]\n", 3, "formats"),
    ("a missing organizations file", "version: 1\norganizations: absent.xml\n", 2, "organizations"),
    ("a missing suffix list", "version: 1\npublic-suffix-list: absent.dat\n", 2, "public-suffix-list"),
    ("no version", "ledger: x.sqlite\n", 1, "version"),
    ("another version", "version: 2\n", 1, "version"),
    ("a key twice", "version: 1\nledger: a\nledger: b\n", 2, ""),
    ("no YAML", "version: 1\nledger: [\n", 3, ""),
    ("an alias", "version: 1\nledger: &a x\norganizations: *a\n", 3, ""),
  ]

  @Test(arguments: configurations.indices)
  func `A wrong configuration names key and line`(_ index: Int) async throws {
    let wrong = Self.configurations[index]
    try await withFolder { folder in
      try Invented.workspace(in: folder)
      try Invented.write(wrong.text, to: folder.appending(path: "vezha.yaml"))
      let outcome = try await Command.run(["run", "--now", "2026-11-23T06:00:00Z"], in: folder)
      #expect(outcome.code == 78, "\(wrong.name): \(outcome.text) \(outcome.errors)")
      #expect(
        Self.place(of: "vezha.yaml", in: outcome.errors)?.line == wrong.line,
        "\(wrong.name): \(outcome.errors)")
      #expect(wrong.word.isEmpty || outcome.errors.contains(wrong.word), "\(wrong.name): \(outcome.errors)")
      #expect(
        !FileManager.default.fileExists(atPath: folder.appending(path: "ledger.sqlite").path), "\(wrong.name)"
      )
    }
  }

  /// Line and column after `file:`, where a message has them.
  static func place(of file: String, in text: String) -> (line: Int, column: Int?)? {
    var rest = text[...]
    while let range = rest.firstRange(of: file + ":") {
      rest = rest[range.upperBound...]
      let numbers = rest.prefix { $0.isNumber || $0 == ":" }.split(separator: ":").compactMap { Int($0) }
      if let line = numbers.first { return (line, numbers.count > 1 ? numbers[1] : nil) }
    }
    return nil
  }
}
