import Foundation
import Testing

@testable import VezhaKit

@Suite struct STIXPatternTests {
  /// Type, path, operator and value of each comparison; values after undoing escapes.
  private func comparisons(_ text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    var pattern = STIXPattern()
    try pattern.read(bytes.span)
    return pattern.comparisons.map { found in
      var value: [UInt8] = []
      STIXPattern.unescape(bytes.span, found.value, into: &value)
      func written(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
      let negation = found.isNegated ? "NOT " : ""
      return "\(written(found.type)) \(written(found.path)) \(negation)\(found.comparison) "
        + String(decoding: value, as: UTF8.self)
    }
  }

  @Test(
    arguments: [
      ("[domain-name:value = 'gov.example']", ["domain-name value equal gov.example"]),
      ("[a:b='x\\'y\\\\z']", ["a b equal x'y\\z"]),
      (
        "[url:value IN ('http://a.example', 'http://b.example')]",
        ["url value equal http://a.example", "url value equal http://b.example"]
      ),
      ("[ipv4-addr:value NOT ISSUBSET '192.0.2.0/24']", ["ipv4-addr value NOT isSubset 192.0.2.0/24"]),
      (
        "([network-traffic:dst_ref.value = '192.0.2.1' AND network-traffic:dst_port = 443]"
          + " FOLLOWEDBY [EXISTS file:name]) WITHIN 300 SECONDS",
        ["network-traffic dst_ref.value equal 192.0.2.1", "network-traffic dst_port equal 443", "file name exists "]
      ),
      ("[a:b[*].'c-d'[-1] != 2.5]", ["a b[*].'c-d'[-1] notEqual 2.5"]),
    ] as [(String, [String])])
  func `a pattern is taken apart`(text: String, expected: [String]) throws {
    #expect(try comparisons(text) == expected)
  }

  @Test func `brackets keep their comparisons together unless they hold an alternative`() throws {
    let bytes = Array("[a:b=1 AND (a:c=2 OR a:d=3)] AND [a:e=4 AND a:f=5]".utf8)
    var pattern = STIXPattern()
    try pattern.read(bytes.span)
    #expect(pattern.comparisons.map(\.observation) == [0, 0, 0, 1, 1])
    #expect(pattern.comparisons.map(\.isAlternative) == [true, true, true, false, false])
  }

  @Test(arguments: [
    ("dst_ref.value", true), ("dst_ref[0].value", true), ("dst_ref[*].'value'", true), ("dst_ref.values", false),
    ("dst_ref", false), ("dst_ref.valu", false),
  ])
  func `a path compares without its indexes and quotes`(path: String, matches: Bool) {
    let bytes = Array(path.utf8)
    let isPath = STIXPattern.isPath(bytes.span, 0..<bytes.count, "dst_ref.value")
    #expect(isPath == matches)
  }

  @Test func `nesting is bounded`() {
    let deep = String(repeating: "(", count: 100_000) + "[a:b=1]"
    #expect(throws: STIXPattern.Failure.self) { try comparisons(deep) }
    #expect(throws: STIXPattern.Failure.self) { try comparisons("[" + deep) }
  }

  @Test(arguments: ["", "[", "[a", "[a:", "[a:b", "[a:b=", "[a:b='", "[a:b='\\", "[a:b=t'", "[a:b=1", "[a:b=1]]"])
  func `a pattern that ends early or too late is refused`(text: String) {
    #expect(throws: STIXPattern.Failure.self) { try comparisons(text) }
  }

  /// OASIS' own pass and fail lists, as `cti-pattern-validator` publishes them.
  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `the grammar agrees with the lists of OASIS`() throws {
    let root = try #require(Corpus.root)
    let cases = try #require(
      Corpus.json(root.appending(path: "lists/stix/patterns_v21.cases.json")) as? [String: [Any]])
    let passes = ["PASS_CASES", "TIMESTAMP_PASS_CASES"].flatMap { cases[$0] as? [String] ?? [] }
    let fails = ["FAIL_CASES", "TIMESTAMP_FAIL_CASES"].flatMap { (cases[$0] as? [[String]] ?? []).map { $0[0] } }
    #expect(passes.count == 37 && fails.count == 27)
    for pattern in passes { #expect(throws: Never.self, "\(pattern)") { try comparisons(pattern) } }
    // Whether a hash is as long as its name says is no rule of the grammar.
    for pattern in fails where !pattern.contains("'f00'") {
      #expect(throws: STIXPattern.Failure.self, "\(pattern)") { try comparisons(pattern) }
    }
    let lines = try String(
      contentsOf: root.appending(path: "lists/stix/patterns_v21_spec_examples.txt"), encoding: .utf8)
    let examples = lines.split(separator: "\n").map(String.init)
    #expect(examples.count == 23)
    for pattern in examples { #expect(throws: Never.self, "\(pattern)") { try comparisons(pattern) } }
  }
}
