import Testing

@testable import VezhaKit

/// A hostile document and how it must be refused.
struct Attack: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var bytes: [UInt8]
  var code: ReadError.Code

  init(_ name: String, _ bytes: [UInt8], _ code: ReadError.Code) {
    testDescription = name
    self.bytes = bytes
    self.code = code
  }

  init(_ name: String, _ text: String, _ code: ReadError.Code) { self.init(name, Array(text.utf8), code) }

  static let open = "<inventory xmlns=\"urn:vezha:inventory:1\">"
  static let close = "</inventory>"

  static let all: [Attack] = [
    Attack("internal entity", "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", .entityDeclaration),
    Attack("unused entity", "<!DOCTYPE a [<!ENTITY x \"y\">]>" + open + close, .entityDeclaration),
    Attack(
      "billion laughs", "<!DOCTYPE a [<!ENTITY x \"yy\"><!ENTITY z \"&x;&x;&x;\">]><a b=\"&z;\"/>",
      .entityDeclaration),
    Attack(
      "external entity", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>",
      .entityDeclaration),
    Attack("parameter entity", "<!DOCTYPE a [<!ENTITY % x \"y\">]><a/>", .entityDeclaration),
    Attack(
      "external parameter entity", "<!DOCTYPE a [<!ENTITY % x SYSTEM \"http://192.0.2.1/x\"> %x;]><a/>",
      .entityDeclaration),
    Attack("unparsed entity", "<!DOCTYPE a [<!ENTITY x SYSTEM \"y\" NDATA z>]><a/>", .entityDeclaration),
    Attack("parameter reference", "<!DOCTYPE a [ %x; ]><a/>", .entityDeclaration),
    Attack("undefined entity", open + "<asset name=\"&nbsp;\"/>" + close, .entityDeclaration),
    Attack(
      "undefined entity beside an external subset",
      "<!DOCTYPE inventory SYSTEM \"x.dtd\">" + open + "&nbsp;" + close,
      .entityDeclaration),
    Attack(
      "undefined entity in an attribute beside an external subset",
      "<!DOCTYPE inventory SYSTEM \"x.dtd\">" + open + "<asset name=\"&nbsp;\"/>" + close, .entityDeclaration),
    Attack(
      "UTF-7", "<?xml version=\"1.0\" encoding=\"UTF-7\"?>" + open + "+ADw-asset id=\"a\"/+AD4-" + close,
      .encoding),
    Attack("EBCDIC", [0x4c, 0x6f, 0xa7, 0x94, 0x93], .encoding),
    Attack("UCS-4", [0, 0, 0, 0x3c, 0, 0, 0, 0x61], .encoding),
    Attack("an encoding nobody knows", "<?xml version=\"1.0\" encoding=\"x-none\"?><a/>", .encoding),
    Attack("Shift_JIS", "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><a/>", .encoding),
    Attack("depth 129", open + String(repeating: "<name>", count: 128), .limit),
    Attack("depth 1,000,000", open + String(repeating: "<a>", count: 1_000_000), .limit),
    Attack(
      "1,000,000 attributes", open + "<asset " + numbered(1_000_000) { "a\($0)=\"\" " } + "/>" + close, .limit
    ),
    Attack("1,025 attributes", open + "<asset " + numbered(1025) { "a\($0)=\"\" " } + "/>" + close, .limit),
    Attack(
      "400,000 namespaces", open + "<asset " + numbered(400_000) { "xmlns:a\($0)=\"u\" " } + "/>" + close,
      .limit),
    Attack(
      "300 namespaces", open + "<asset " + numbered(300) { "xmlns:a\($0)=\"u\" " } + "/>" + close, .limit),
    Attack(
      "a huge attribute", open + "<asset id=\"" + String(repeating: "x", count: 2 << 20) + "\"/>" + close,
      .limit),
    Attack("a huge comment", open + "<!--" + String(repeating: "x", count: 2 << 20) + "-->" + close, .limit),
    Attack(
      "a huge text",
      open + "<asset><host>" + String(repeating: "x ", count: 1 << 20) + "</host></asset>" + close, .limit),
    Attack(
      "a huge document type",
      "<!DOCTYPE a [" + numbered(3000) { "<!--\($0)" + String(repeating: "-x", count: 50) + "-->\n" }
        + "]><a/>", .limit),
    Attack(
      "300 declarations", "<!DOCTYPE a [" + numbered(300) { "<!ELEMENT a\($0) ANY>" } + "]><a/>", .limit),
    Attack("truncated", open + "<asset id=\"a\"><host>a.example", .truncated),
    Attack("truncated in a tag", open + "<asset id=\"a", .truncated),
    Attack("two roots", open + close + open + close, .malformed),
    Attack("text after the end", open + close + "junk", .malformed),
    Attack("NUL after the end", open + close + "\0", .malformed),
    Attack("NUL in text", open + "<asset><host>a\0b</host></asset>" + close, .malformed),
    Attack("reference to a control character", open + "<asset name=\"&#1;\"/>" + close, .malformed),
    Attack("reference to NUL", open + "<asset name=\"&#0;\"/>" + close, .malformed),
    Attack("control character", open + "<asset name=\"\u{1}\"/>" + close, .malformed),
    Attack("attribute given twice", open + "<asset id=\"a\" id=\"b\"/>" + close, .malformed),
    Attack("undeclared prefix", open + "<x:asset/>" + close, .malformed),
    Attack(
      "wrong UTF-8 after 900 KB",
      Array((open + numbered(30_000) { "<asset id=\"a\($0)\"><host>h\($0).example</host></asset>\n" }).utf8)
        + [0xff, 0xfe] + Array(close.utf8), .malformed),
    Attack(
      "overlong UTF-8", Array((open + "<asset name=\"").utf8) + [0xc0, 0xaf] + Array(("\"/>" + close).utf8),
      .malformed),
    Attack("nothing", "", .empty),
    Attack("one byte", "<", .malformed),
    Attack("blanks", "   \n\n", .malformed),
    Attack("no XML", "host,address\nwww.example.org,192.0.2.1\n", .malformed),
    Attack("a web page", "<html><body/></html>", .unknownFormat),
    Attack("another namespace", "<inventory xmlns=\"urn:example:other\"/>", .unknownFormat),
    Attack("a name longer than a name can be", "<" + String(repeating: "n", count: 60_000) + "/>", .limit),
  ]

  private static func numbered(_ count: Int, _ piece: (Int) -> String) -> String {
    (0..<count).map(piece).joined()
  }
}

struct XMLAttackTests {
  @Test(.timeLimit(.minutes(1)), arguments: Attack.all)
  func `a hostile document is refused for the right reason, in pieces of any size`(attack: Attack) throws {
    for step in [65_536, 1 << 20] + (attack.bytes.count < 10_000 ? [1, 7] : []) {
      let error = try #require(throws: ReadError.self) { try readInventory(attack.bytes, step: step) }
      #expect(error.code == attack.code, "\(error.message)")
      #expect(
        error.reason.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f }, "no raw bytes of the file in a message")
      if attack.code != .empty { #expect(error.line > 0) }
    }
  }

  @Test func `a document type without entities is accepted and never fetched`() throws {
    let read = try readInventory(
      """
      <?xml version="1.0"?>
      <!DOCTYPE inventory SYSTEM "http://192.0.2.1/inventory.dtd" [
        <!ELEMENT inventory ANY>
        <!ATTLIST asset name CDATA "from the document type">
      ]>
      <inventory xmlns="urn:vezha:inventory:1"><asset id="a"/></inventory>
      """)
    #expect(read.assets.map(\.name) == [""], "defaults of the document type are not applied")
  }

  @Test func `depth 128 is accepted`() throws {
    let open = Attack.open + String(repeating: "<x:a xmlns:x=\"u\">", count: 127)
    let read = try readInventory(open + String(repeating: "</x:a>", count: 127) + Attack.close)
    #expect(read.records.isEmpty)
  }

  @Test func `line and column tell where a refusal happened`() throws {
    let error = try #require(throws: ReadError.self) { try readInventory("<a>\n  <b>\n  </c>\n</a>") }
    #expect(error.code == .unknownFormat)
    #expect((error.line, error.column) == (1, 1))
    let mismatch = try #require(throws: ReadError.self) {
      try readInventory("<nmaprun>\n  <host>\n  </c>\n</nmaprun>")
    }
    #expect(mismatch.code == .malformed)
    #expect(mismatch.line == 3)
    #expect(mismatch.message.hasPrefix("test.xml:3:"))
  }

  @Test(arguments: [true, false])
  func `salvage keeps what stands before the damage, and only on request`(salvage: Bool) throws {
    let text = Attack.open + "<asset id=\"a\"/><asset id=\"b\"/><asset id=\"c\""
    guard salvage else {
      #expect(throws: ReadError.self) { try readInventory(text) }
      return
    }
    let read = try readInventory(text, salvage: true)
    #expect(read.assets.map(\.key) == ["a", "b"])
    #expect(!read.summary.complete)
    #expect(read.summary.incompleteReason?.hasPrefix("salvaged up to line 1") == true)
    #expect(throws: ReadError.self) {
      try readInventory("<!DOCTYPE a [<!ENTITY x \"y\">]>" + text, salvage: true)
    }
  }

  @Test(arguments: [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#38;", "&"),
    ("&#x26;", "&"),
    ("&#60;", "<"), ("&#x41;", "A"), ("&amp;amp;", "&amp;"), ("&amp;#38;", "&#38;"),
    ("a&amp;b&#38;c", "a&b&c"),
    ("&#38;#38;", "&#38;"), ("&#1110;", "\u{456}"), ("\u{456}", "\u{456}"), ("&amp;&amp;", "&&"),
  ])
  func `references arrive undone in attributes and text`(written: String, meant: String) throws {
    for step in [1, 65_536] {
      let text =
        "\(Attack.open)<organization key=\"a\" sector=\"\(written)\"><name>\(written)</name></organization></inventory>"
      let read = try readInventory(text, step: step)
      #expect(read.organizations.first?.sector == meant)
      #expect(read.organizations.first?.names.first?.text == meant)
    }
  }

  @Test(arguments: [1, 5, 65_536])
  func `every encoding of the allow-list is read`(step: Int) throws {
    let body =
      "<inventory xmlns=\"urn:vezha:inventory:1\"><organization key=\"k\"><name>\u{406}\u{43c}\u{44f}</name></organization></inventory>"
    func name(_ bytes: [UInt8]) throws -> String? {
      try readInventory(bytes, step: step).organizations.first?.displayName
    }
    func header(_ encoding: String) -> String { "<?xml version=\"1.0\" encoding=\"\(encoding)\"?>\n" }
    func utf16(_ text: String, big: Bool) -> [UInt8] {
      text.utf16.flatMap { big ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
    }
    let expected = "\u{406}\u{43c}\u{44f}"
    #expect(try name(Array(body.utf8)) == expected)
    #expect(try name([0xef, 0xbb, 0xbf] + Array((header("utf-8") + body).utf8)) == expected)
    #expect(try name([0xff, 0xfe] + utf16(body, big: false)) == expected)
    #expect(try name([0xfe, 0xff] + utf16(header("UTF-16") + body, big: true)) == expected)
    #expect(try name(utf16(header("UTF-16") + body, big: false)) == expected)
    #expect(try name(utf16(body, big: false)) == expected)
    #expect(try name(utf16(body, big: true)) == expected)
    func replaced(_ encoding: String, _ letters: [UInt8]) -> [UInt8] {
      let parts = body.split(separator: expected).map { Array($0.utf8) }
      return Array(header(encoding).utf8) + parts[0] + letters + parts[1]
    }
    #expect(try name(replaced("windows-1251", [0xb2, 0xec, 0xff])) == expected)
    #expect(try name(replaced("ISO-8859-5", [0xa6, 0xdc, 0xef])) == expected)
    #expect(try name(replaced("ISO-8859-1", [0xe9, 0x61])) == "\u{e9}a")
    #expect(try name(replaced("ISO-8859-15", [0xa4, 0x61])) == "\u{20ac}a")
    #expect(try name(replaced("windows-1252", [0x80, 0xe9])) == "\u{20ac}\u{e9}")
    #expect(try name(replaced("US-ASCII", [0x61])) == "a")
  }
}
