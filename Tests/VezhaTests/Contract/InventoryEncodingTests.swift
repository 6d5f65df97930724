import Foundation
import Testing

/// Inventories as they lie on disks: in old encodings, with other line ends, compressed.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct InventoryEncodingTests {
  /// One way to write a document.
  struct Writing: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var declared: String?
    var encoding: String.Encoding
    var mark: [UInt8] = []
    var lineEnd = "\n"
    var name = "Вежа міста"

    var bytes: Data {
      get throws {
        let declaration = declared.map { "<?xml version=\"1.0\"\($0.isEmpty ? "" : " encoding=\"\($0)\"")?>\n" } ?? ""
        let text = """
          \(declaration)<inventory xmlns="urn:vezha:inventory:1">
            <asset id="1" name="\(name)">
              <host>www.site.example</host>
            </asset>
          </inventory>

          """
        guard let data = text.replacingOccurrences(of: "\n", with: lineEnd).data(using: encoding) else {
          throw Failure("\(name) cannot be written so")
        }
        return Data(mark) + data
      }
    }
  }

  static let writings: [Writing] = [
    Writing(testDescription: "UTF-8", declared: "UTF-8", encoding: .utf8),
    Writing(testDescription: "UTF-8 without declaration", declared: nil, encoding: .utf8),
    Writing(testDescription: "UTF-8 with a mark", declared: "", encoding: .utf8, mark: [0xef, 0xbb, 0xbf]),
    Writing(testDescription: "UTF-8 with CRLF", declared: "UTF-8", encoding: .utf8, lineEnd: "\r\n"),
    Writing(
      testDescription: "UTF-16 little", declared: "UTF-16", encoding: .utf16LittleEndian, mark: [0xff, 0xfe]),
    Writing(testDescription: "UTF-16 big", declared: "UTF-16", encoding: .utf16BigEndian, mark: [0xfe, 0xff]),
    Writing(testDescription: "UTF-16 undeclared", declared: nil, encoding: .utf16LittleEndian, mark: [0xff, 0xfe]),
    Writing(testDescription: "UTF-16 little without a mark", declared: "UTF-16", encoding: .utf16LittleEndian),
    Writing(testDescription: "UTF-16 big without a mark", declared: "UTF-16", encoding: .utf16BigEndian),
    Writing(
      testDescription: "UTF-16 with CRLF", declared: "UTF-16", encoding: .utf16LittleEndian, mark: [0xff, 0xfe],
      lineEnd: "\r\n"),
    Writing(testDescription: "windows-1251", declared: "windows-1251", encoding: .windowsCP1251),
    Writing(
      testDescription: "windows-1251 with CRLF", declared: "WINDOWS-1251", encoding: .windowsCP1251, lineEnd: "\r\n"),
    Writing(testDescription: "ISO-8859-1", declared: "ISO-8859-1", encoding: .isoLatin1, name: "Café Zürich"),
  ]

  @Test(arguments: writings)
  func `an inventory is read in every encoding, bare and compressed`(writing: Writing) async throws {
    let bytes = try writing.bytes
    try await withFolder { folder in
      let file = folder.appending(path: "a.xml")
      try bytes.write(to: file)
      var files = [file.path]
      for (tool, arguments, suffix) in [("gzip", ["-k"], "gz"), ("zstd", ["-qk"], "zst")] {
        guard let tool = Command.tool(tool) else { continue }
        #expect(try await Command.run(tool, arguments + [file.path], in: folder).code == 0)
        files.append("\(file.path).\(suffix)")
      }
      for file in files {
        let outcome = try await Self.imported(file, in: folder)
        #expect(outcome.code == 0, "\(file): \(outcome.errors)")
        let assets = try outcome.object().objects("files").flatMap { try $0.objects("assets") }
        #expect(assets.map { $0.text("name") } == [writing.name])
      }
    }
  }

  @Test func `ISO-8859-5 is read`() async throws {
    // Foundation cannot write it: the letters are 0xB2 and the ones after it, from the standard's table.
    let head =
      "<?xml version=\"1.0\" encoding=\"ISO-8859-5\"?><inventory xmlns=\"urn:vezha:inventory:1\"><asset id=\"1\" name=\""
    let tail = "\"><host>www.site.example</host></asset></inventory>"
    try await withFolder { folder in
      let file = folder.appending(path: "a.xml")
      try (Data(head.utf8) + Data([0xb2, 0xd5, 0xd6, 0xd0]) + Data(tail.utf8)).write(to: file)
      let outcome = try await Self.imported(file.path, in: folder)
      let assets = try outcome.object().objects("files").flatMap { try $0.objects("assets") }
      #expect(assets.map { $0.text("name") } == ["Вежа"])
    }
  }

  @Test(arguments: ["EBCDIC-CP-US", "x-unheard-of", "Shift_JIS"])
  func `an encoding that cannot be read is a clear error`(encoding: String) async throws {
    try await withFolder { folder in
      let file = folder.appending(path: "a.xml")
      try Invented.write("<?xml version=\"1.0\" encoding=\"\(encoding)\"?><inventory/>", to: file)
      let outcome = try await Self.imported(file.path, in: folder)
      #expect(outcome.code == 65)
      #expect(outcome.errors.contains("a.xml:1:"), "\(outcome.errors)")
      #expect(outcome.errors.contains("encoding"), "\(outcome.errors)")
    }
  }

  @Test(.enabled(if: Command.tool("zstd") != nil && Command.tool("gzip") != nil, "zstd or gzip is not installed"))
  func `a file that expands too far is refused`() async throws {
    try await withFolder { folder in
      let file = folder.appending(path: "a.xml")
      let comments = String(repeating: "<!-- nothing -->", count: 2 << 20)
      try Invented.write("<inventory xmlns=\"urn:vezha:inventory:1\">\(comments)</inventory>", to: file)
      for (name, suffix) in [("gzip", "gz"), ("zstd", "zst")] {
        let tool = try #require(Command.tool(name))
        #expect(try await Command.run(tool, ["-k", file.path], in: folder).code == 0)
        let outcome = try await Self.imported("\(file.path).\(suffix)", in: folder)
        #expect(outcome.code == 65)
        #expect(outcome.errors.contains("expands to more than 200 times its size"), "\(outcome.errors)")
      }
      #expect(try await Self.imported(file.path, in: folder).code == 0)
    }
  }

  private static func imported(_ file: String, in folder: URL) async throws -> Command.Outcome {
    try await Command.run(["import", "--dry-run", "--format", "json", "--source", "x", file], in: folder)
  }
}
