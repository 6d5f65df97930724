import Foundation
import Testing

@testable import VezhaKit

@Suite struct JSONTapeTests {
  @Test func `values are found, read and skipped`() throws {
    let text = #"{"a":[1,{"x":[]},-2.5],"b":"прив\u0456т","c":true,"d":null,"e":18446744073709551615,"a":2}"#
    let tape = try JSONTape(text.utf8.span)
    let a = tape.member("a", of: tape.root) ?? 0
    var kinds: [JSONTape.Kind] = [tape.kind(a)]
    var position = tape.inside(a).lowerBound
    let first = tape.integer(position)
    while position < tape.inside(a).upperBound {
      kinds.append(tape.kind(position))
      position = tape.next(position)
    }
    #expect(kinds == [.array, .number, .object, .number])
    #expect(first == 1)
    let b = tape.member("b", of: tape.root) ?? 0
    let texts = (
      tape.text(b), tape.string(b, is: "привіт"), tape.string(b, is: "приві"), tape.withString(b) { $0.count }
    )
    #expect(texts == ("привіт", true, false, 12))
    let (c, d, e) = (
      tape.member("c", of: tape.root) ?? 0, tape.member("d", of: tape.root) ?? 0,
      tape.member("e", of: tape.root) ?? 0
    )
    let rest = (tape.bool(c), tape.kind(d), tape.integer(e))
    #expect(rest == (true, .null, nil))
    let absent = (tape.member("f", of: tape.root), tape.member("x", of: a), tape.kind(1_000_000))
    #expect(absent == (nil, nil, .null))
  }

  @Test(
    arguments: [
      // A key before a string, an empty one, a number, a container, and one that is escaped.
      #"{"type":"x"}"#, #"{"a":"","type":"x"}"#, #"{"type":1}"#, #"{"b":[],"type":{"type":"y"}}"#,
      #"{"\u0074ype":"x"}"#, #"{"typ":"e","type":null,"types":"x"}"#, "{\"\":\"\",\"type\":\"\"}",
    ])
  func `a key is told from all others, whatever its value is`(text: String) throws {
    let tape = try JSONTape(text.utf8.span)
    var named: [String] = []
    var members = JSONWalk(tape, tape.root)
    while let (name, value) = members.member(tape) {
      switch name {
      case "type": named.append(tape.text(value - 1) ?? "")
      case "typ", "types", "", "a", "b": break
      default: Issue.record("a key equals none of the names in \(text)")
      }
    }
    #expect(named == ["type"])
    let found = (tape.member("type", of: tape.root) != nil, tape.member("typo", of: tape.root))
    #expect(found == (true, nil))
  }

  @Test func `what follows a prefix is compared alone`() throws {
    let tape = try JSONTape(#"["kind--value","kind-","other--value",1]"#.utf8.span)
    var answers: [Bool] = []
    var walk = JSONWalk(tape, tape.root)
    while let element = walk.element(tape) { answers.append(tape.name(element, after: "kind--") == "value") }
    #expect(answers == [true, false, false, false])
  }

  @Test func `a text is read wherever on a page it ends`() throws {
    // Of ten thousand lengths some end so close to the end of a page that the text must be copied.
    for length in stride(from: 1, through: 10_000, by: 7) {
      let text = "[\"" + String(repeating: "x", count: length) + "\"]"
      let tape = try JSONTape(text.utf8.span)
      let count = tape.withString(tape.inside(tape.root).lowerBound) { $0.count }
      #expect(count == length)
    }
  }

  @Test func `two documents are read at once`() throws {
    let first = try JSONTape(#"{"a":1}"#.utf8.span)
    let second = try JSONTape(#"{"a":2}"#.utf8.span)
    let found = [
      first.integer(first.member("a", of: 1) ?? 0), second.integer(second.member("a", of: 1) ?? 0),
    ]
    #expect(found == [1, 2])
  }

  @Test(
    arguments: [
      ("", ReadError.Code.empty, 0, 0), (" \n", .empty, 0, 0), ("[1,]", .malformed, 1, 4),
      ("[1 2]", .malformed, 1, 4),
      ("{\"a\" 1}", .malformed, 1, 6), ("{a:1}", .malformed, 1, 2), ("[\n\"a\nb\"]", .malformed, 2, 3),
      ("[\"\\x0A\"]", .malformed, 1, 4), ("[01]", .malformed, 1, 2), ("[1.]", .malformed, 1, 4),
      ("[nul]", .malformed, 1, 5),
      ("[1", .truncated, 1, 3), ("{", .truncated, 1, 2), ("[\"a", .truncated, 1, 4),
      ("{\"a\":1}}", .malformed, 1, 8),
      ("[NaN]", .malformed, 1, 2), ("[1]\u{0}", .malformed, 1, 4),
    ] as [(String, ReadError.Code, Int, Int)])
  func `a broken text is refused with its place`(text: String, code: ReadError.Code, line: Int, column: Int) {
    let error = #expect(throws: ReadError.self) { _ = try JSONTape(text.utf8.span) }
    #expect(error?.code == code, "\(error?.reason ?? "")")
    #expect(error?.line == line && error?.column == column, "\(error?.line ?? 0):\(error?.column ?? 0)")
  }

  @Test(
    arguments: [
      (#"["\ud800.org","b"]"#, ["\u{fffd}.org", "b"]), (#"["\udc00\ud83d\ude00\ud83dx"]"#, ["\u{fffd}😀\u{fffd}x"]),
      (#"["a",1e400,-2E+999,"b"]"#, ["a", nil, nil, "b"]),
      (#"["a",12345678901234567890123,"\\ud800"]"#, ["a", nil, "\\ud800"]),
      (#"["\"1e400\"",18446744073709551616, 0.1234567890123456789012]"#, ["\"1e400\"", nil, nil]),
    ] as [(String, [String?])])
  func `a value that the parser cannot hold costs that value alone`(text: String, expected: [String?]) throws {
    let tape = try JSONTape(text.utf8.span)
    var values: [String?] = []
    var position = tape.inside(tape.root).lowerBound
    while position < tape.inside(tape.root).upperBound {
      values.append(tape.text(position))
      position = tape.next(position)
    }
    #expect(values == expected)
  }

  @Test func `wrong UTF-8 is refused with its place`() {
    let bytes: [UInt8] = Array("[\"a\",\n\"".utf8) + [0xc3, 0x28] + Array("\"]".utf8)
    let error = #expect(throws: ReadError.self) { _ = try JSONTape(bytes.span) }
    #expect(error == ReadError(.encoding, line: 2, column: 2, reason: "the text is not valid UTF-8"))
  }
}
