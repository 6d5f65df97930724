import Foundation
import Testing

@testable import VezhaKit

@Suite struct HostNameTests {
  @Test(arguments: [
    ("Example.ORG", "example.org"), ("example.org.", "example.org"), ("  example.org\t", "example.org"),
    ("*.example.org", "example.org"), ("_dmarc.example.org", "_dmarc.example.org"),
    ("r3---sn-x.example.org", "r3---sn-x.example.org"), ("-x.example.org", "-x.example.org"),
    ("міністерство.example", "xn--b1afuehkfcgd7sb.example"), ("faß.example", "xn--fa-hia.example"),
    ("XN--FA-HIA.example", "xn--fa-hia.example"), ("例え。example", "xn--r8jz45g.example"),
    ("ｅｘａｍｐｌｅ.org", "example.org"), ("exa\u{200B}mple.org", "example.org"),
    ("123.example.org", "123.example.org"),
  ])
  func `a name is folded to lower-case A-labels`(text: String, expected: String) throws {
    let name = try HostName(text.utf8.span)
    #expect(name.canonical == expected)
    #expect(name.isWildcard == text.hasPrefix("*."))
  }

  @Test(
    arguments: [
      ("", HostName.Rejection.empty), (".", .empty), ("localhost", .singleLabel), ("example..org", .badLabel),
      (".example.org", .badLabel), ("example.org..", .badLabel), ("192.0.2.1", .numericLastLabel),
      ("host.0x7f", .numericLastLabel), ("a b.example", .badCharacter), ("a/b.example", .badCharacter),
      ("exa$mple.org", .badCharacter), ("(unknown)", .badCharacter), ("=", .badCharacter),
      ("a.*.example", .badCharacter),
      ("xn--a.example", .badLabel), ("xn--.example", .badLabel), ("\u{202E}gro.example", .badLabel),
      ("１９２.0.2.１", .numericLastLabel), ("℅.example", .badCharacter),
      ("\(String(repeating: "a", count: 64)).example", .tooLong),
      (String(repeating: "abcdefg.", count: 32) + "example", .tooLong),
      (String(repeating: "я", count: 600), .tooLong),
      ("a\u{0}b.example", .badCharacter),
    ] as [(String, HostName.Rejection)])
  func `what is no name is refused with its reason`(text: String, expected: HostName.Rejection) {
    #expect(throws: expected) { _ = try HostName(text.utf8.span) }
  }

  @Test func `wrong UTF-8 is a bad label`() {
    let bytes: [UInt8] = [0x61, 0xff, 0x2e, 0x62, 0x63]
    #expect(throws: HostName.Rejection.badLabel) { _ = try HostName(bytes.span) }
  }

  /// Where ICU 72 (Unicode 15.0) and our rules differ from the vectors (Unicode 16 and the URL Standard), and why.
  enum Difference: String, CaseIterable {
    case unvalidatedALabel = "the URL Standard leaves ASCII A-labels unchecked; we check them"
    case structure =
      "empty labels, lengths, numeric ends and characters outside a-z 0-9 - _ are refused by us"
    case unicode151 =
      "Unicode 15.1 changed U+1E9E and the mapping of ASCII-with-U+0338; ICU 72 has the old data"
    case newerUnicode = "refused or mapped by newer Unicode data only"
  }

  // Web Platform Tests, url/resources.
  @Test(
    .enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"),
    arguments: [("toascii.json", 87), ("IdnaTestV2.json", 2671)])
  func `IDNA agrees with the Web Platform Tests`(file: String, count: Int) throws {
    let root = try #require(Corpus.root)
    let rows = try vectors(root.appending(path: "lists/url-idna/\(file)"))
    // A-labels that a U-label yields are good ones; ours must take them in ASCII form too.
    let valid = Set(
      rows.compactMap { row -> String? in
        guard let row = row as? [String: Any], let input = row["input"] as? String,
          input.contains(where: { !$0.isASCII }), let output = row["output"] as? String
        else { return nil }
        return folded(input) == output ? output : nil
      })
    var compared = 0
    for case let row as [String: Any] in rows {
      guard let input = row["input"] as? String else { continue }
      compared += 1
      let expected = row["output"] as? String
      let actual = folded(input)
      if actual == expected { continue }
      if Self.difference(input: input, expected: expected, actual: actual, valid: valid) == nil {
        Issue.record(
          "\(input.unicodeScalars.map { String($0.value, radix: 16) }) \(input) -> \(actual ?? "nil"), not \(expected ?? "nil")"
        )
      }
    }
    #expect(compared == count)
  }

  /// The rows of a file; lone surrogates, which no UTF-8 text can hold, are read as U+FFFD.
  private func vectors(_ url: URL) throws -> [Any] {
    let lone = #/\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])/#
    let text = try String(contentsOf: url, encoding: .utf8).replacing(lone, with: "\\ufffd")
    return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Any])
  }

  private func folded(_ text: String) -> String? {
    var buffer: [UInt8] = []
    do throws(HostName.Rejection) {
      _ = try HostName.canonicalise(text.utf8.span, into: &buffer)
    } catch {
      guard error == .singleLabel else { return nil }
    }
    return String(decoding: buffer, as: UTF8.self)
  }

  private static func difference(
    input: String, expected: String?, actual: String?, valid: Set<String>
  ) -> Difference? {
    if let expected {
      let name = expected.hasSuffix(".") ? String(expected.dropLast()) : expected
      if name == actual { return .structure }
      let labels = name.split(separator: ".", omittingEmptySubsequences: false)
      let isPlain = name.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-_.".utf8.contains($0) }
      let last = labels.last ?? ""
      if actual == nil,
        !isPlain || name.utf8.count > 253 || last.allSatisfy(\.isNumber) || last.hasPrefix("0x")
          || labels.contains(where: { $0.isEmpty || $0.utf8.count > 63 })
      {
        return .structure
      }
      if actual == nil, input.utf8.allSatisfy({ $0 < 0x80 }), input.lowercased().contains("xn--"),
        !valid.contains(name)
      {
        return .unvalidatedALabel
      }
    }
    let scalars = input.unicodeScalars
    if scalars.contains(where: { ["\u{1E9E}", "\u{0338}", "\u{2260}", "\u{226E}", "\u{226F}"].contains($0) }) {
      return .unicode151
    }
    // Unicode 16 lifted IDNA's ban of letters whose case pair came late, of some fillers and controls, and of
    // corrected ideographs; extension J is newer still.
    let lifted: [ClosedRange<UInt32>] = [
      0x4C0...0x4C0, 0x10A0...0x10CD, 0x115F...0x1160, 0x180E...0x180E, 0x206A...0x206F, 0x2183...0x2183,
      0xFFA0...0xFFA0, 0x2F868...0x2F9BF, 0x323B0...0x33479,
    ]
    if scalars.contains(where: { scalar in lifted.contains { $0.contains(scalar.value) } }) {
      return .newerUnicode
    }
    return nil
  }
}
