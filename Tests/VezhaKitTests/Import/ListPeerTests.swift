import Foundation
import Testing

@testable import VezhaKit

/// Published vectors about entries of lists: URLs of the Web Platform Tests, odd addresses, rules of AdGuard's compiler.
@Suite struct ListPeerTests {
  /// How an entry reads: host and port, or nil.
  private func entry(_ text: String) -> (host: String, port: UInt16?)? {
    var buffer: [UInt8] = []
    let bytes = Array(text.utf8)
    guard let value = try? ListedValue(bytes.span, host: &buffer) else { return nil }
    switch value.kind {
    case .host: return (String(decoding: buffer, as: UTF8.self), value.port)
    case .address: return (value.address?.description ?? "", value.port)
    default: return nil
    }
  }

  /// Where a list and a browser rightly read a URL otherwise.
  enum Difference: String, CaseIterable {
    case nobody = "a single label, an empty name or a name that no resolver takes is nobody's"
    case shortAddress = "short, octal and hexadecimal addresses are refused: a browser computes them"
    case encoded = "a percent sign in a host is no character of a name; browsers decode it"
    case blank = "a browser drops tabs, line ends and blanks inside a URL; in a list they end the entry"
    case lenient = "a browser refuses the URL for what follows the host; a list still names the host"
  }

  private func difference(_ input: String, expected: String?, actual: String?) -> Difference? {
    let rest = input.range(of: ":").map { input[$0.upperBound...] } ?? input[...]
    if input.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7f || $0.value == 0xa0 }) {
      return .blank
    }
    if rest.contains("%") { return .encoded }
    if let expected {
      let bare = expected.hasSuffix(".") ? String(expected.dropLast()) : expected
      if HostName(bare) == nil, Address(bare) == nil { return .nobody }
      if Address(bare) != nil, actual != bare { return .shortAddress }
      return nil
    }
    return actual == nil ? nil : .lenient
  }

  /// Without two slashes and with a base of its own scheme, a URL is a path below the base.
  private func isRelative(_ input: String, to base: String?) -> Bool {
    let scheme = input.lowercased().prefix { $0 != ":" } + ":"
    let slashes = input.dropFirst(scheme.count).prefix { $0 == "/" || $0 == "\\" }.count
    return slashes == 0 || slashes == 1 && base?.hasPrefix(scheme) == true
  }

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `the host of a URL is the one that the Web Platform Tests expect`() throws {
    let url = try #require(Corpus.root).appending(path: "lists/url-idna/urltestdata.json")
    // Half of a surrogate pair, which no UTF-8 text can hold, is read as U+FFFD.
    let halves = #/(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}/#
    let text = try String(contentsOf: url, encoding: .utf8).replacing(halves) { $0.output.1 ?? "\\ufffd" }
    let rows = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Any])
    var compared = 0
    var shown: [Difference: Int] = [:]
    for case let row as [String: Any] in rows {
      guard let input = row["input"] as? String,
        ["http:", "https:", "ftp:", "ws:", "wss:"].contains(where: { input.lowercased().hasPrefix($0) }),
        // Relative to a base of the same scheme it is another URL.
        !isRelative(input, to: row["base"] as? String)
      else { continue }
      let expected = (row["hostname"] as? String).map { String($0.filter { !"[]".contains($0) }) }
      let actual = entry(input)
      compared += 1
      if actual?.host == expected {
        if let port = row["port"] as? String, let number = UInt16(port) { #expect(actual?.port == number, "\(input)") }
        continue
      }
      guard let reason = difference(input, expected: expected, actual: actual?.host) else {
        Issue.record("\(input) -> \(actual?.host ?? "nil"), not \(expected ?? "nil")")
        continue
      }
      shown[reason, default: 0] += 1
    }
    #expect(compared > 250)
    #expect(shown.count == Difference.allCases.count, "\(shown)")
  }

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `an address that only some programs read is none`() throws {
    let url = try #require(Corpus.root).appending(path: "lists/ip/ioc-finder_odd_ipv4.json")
    let cases = try #require(try Corpus.json(url) as? [[String: Any]])
    for one in cases {
      let input = one["input"] as? String ?? ""
      // Octal, hexadecimal and short forms mean different addresses to different programs.
      let parts = input.split(separator: ".", omittingEmptySubsequences: false)
      let isQuad =
        parts.count == 4 && parts.allSatisfy { UInt8($0) != nil && ($0.count == 1 || !$0.hasPrefix("0")) }
      #expect((Address(input) != nil) == isQuad, "\(input)")
      if !isQuad { #expect(entry(input)?.host != one["expected_ipv4"] as? String, "\(input)") }
    }
    #expect(cases.count >= 15)
  }

  /// What AdGuard's compiler of host lists calls a rule of a hosts file or a bare domain names a host to us.
  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `lines of a hosts file are told as AdGuard tells them`() throws {
    let url = try #require(Corpus.root).appending(path: "lists/hosts-adblock/hostlistcompiler.cases.json")
    let cases = try #require(try Corpus.json(url) as? [[String: Any]])
    var compared = 0
    for one in cases {
      guard let input = one["input"] as? String, let expected = one["expected"] as? Bool,
        let function = one["fn"] as? String
      else { continue }
      let sink = CollectingSink()
      switch function {
      case "isEtcHostsRule":
        _ = try? HostsFile.read(Array(input.utf8).span, of: Series(key: "x"), into: sink)
        // Names of the own machine are none.
        let isOwn = input.contains("localhost") || input.contains("ip6-")
        #expect(sink.rows.isEmpty != (expected && !isOwn), "\(input): \(sink.subjects)")
      case "isJustDomain":
        _ = try? PlainText.read(Array(input.utf8).span, of: Series(key: "x"), into: sink)
        #expect(sink.rows.contains { $0.subject == input.lowercased() } == expected, "\(input): \(sink.subjects)")
      default: continue
      }
      compared += 1
    }
    #expect(compared >= 10)
  }
}
