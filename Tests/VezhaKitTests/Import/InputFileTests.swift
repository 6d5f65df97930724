import Foundation
import Testing

@testable import VezhaKit

@Suite struct InputFileTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/documents")

  private func temporary(_ name: String, _ bytes: [UInt8]) throws -> String {
    let url = try TemporaryFolder.make().appending(path: name)
    try Data(bytes).write(to: url)
    return url.path
  }

  @Test func `the fixtures give their subjects`() throws {
    let expected = [
      "text/plain/list.txt": [
        "192.0.2.1", "198.51.100.2", "2001:db8::25", "203.0.113.0/28", "mail.example.net", "www.example.org",
      ],
      "text/defanged/list.txt": ["192.0.2.7", "portal.example.org", "vpn.example.net"],
    ]
    for (name, subjects) in expected {
      let bytes = try InputFile(path: Self.fixtures.appending(path: name).path).bytes()
      #expect(try readDocument(bytes).0.subjects.sorted() == subjects, "\(name)")
    }
  }

  // `printf 'example.org\n' | gzip -n`, twice in a row: members may be joined.
  private static let gzip: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x4b, 0xad, 0x48, 0xcc, 0x2d, 0xc8, 0x49,
    0xd5, 0xcb,
    0x2f, 0x4a, 0xe7, 0x02, 0x00, 0xe4, 0x90, 0x1b, 0x24, 0x0c, 0x00, 0x00, 0x00,
  ]

  @Test func `gzip and zstd files are expanded whatever they are called`() throws {
    let text = Array("example.org\n".utf8)
    let twice = try temporary("list.txt", Self.gzip + Self.gzip + [0, 0])
    #expect(try InputFile(path: twice).bytes() == text + text)
    let sealed = try Zstandard.compress([UInt8](repeating: 0x61, count: 100_000).span)
    #expect(try InputFile(path: temporary("list.zst", sealed)).bytes().count == 100_000)
    #expect(try InputFile(path: temporary("plain", text)).bytes() == text)
  }

  @Test func `a sealed original opens to the same bytes`() throws {
    for bytes in [[], Array("example.org\n".utf8), (0..<70_000).map { UInt8($0 % 251) }] as [[UInt8]] {
      let sealed = try Zstandard.compress(bytes.span)
      #expect(try Zstandard.decompress(sealed.span) == bytes)
    }
    let sealed = try Zstandard.compress([UInt8](repeating: 0, count: 4096).span)
    let large = #expect(throws: ReadError.self) { try Zstandard.decompress(sealed.span, maximumBytes: 4095) }
    #expect(large?.code == .limit)
    let cut = #expect(throws: ReadError.self) {
      try Zstandard.decompress(sealed.span.extracting(droppingLast: 3))
    }
    #expect(cut?.code == .malformed)
  }

  @Test func `what cannot be read says why`() throws {
    let cases: [(String, ReadError.Code, String)] = [
      ("no/such/file", .unreadable, "no such file or directory"), ("/", .unreadable, "is a folder"),
      (try temporary("empty", []), .empty, "the file is empty"),
      (try temporary("cut.gz", Array(Self.gzip.dropLast(9))), .truncated, "compressed data end early"),
      (
        try temporary("bad.gz", Array(Self.gzip.prefix(10)) + [0xff, 0xff, 0xff]), .malformed,
        "damaged compressed data"
      ),
      (
        try temporary("bomb.zst", try Zstandard.compress([UInt8](repeating: 0, count: 8 << 20).span)), .limit,
        "expands to more than 200 times its size"
      ),
    ]
    for (path, code, reason) in cases {
      let error = #expect(throws: ReadError.self) { try InputFile(path: path).bytes() }
      #expect(error?.code == code, "\(path)")
      #expect(error?.reason == reason)
      #expect(error?.file == path)
    }
  }

  @Test func `chunks give the same bytes as the whole`() throws {
    let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let file = InputFile(path: try temporary("large", bytes))
    var joined: [UInt8] = []
    try file.chunks { (piece) throws(ReadError) in
      for index in 0..<piece.count { joined.append(piece[index]) }
    }
    #expect(joined == bytes)
    #expect(InputFile(path: "a/b/list.json").baseName == "list.json")
  }
}
