import Foundation
import Testing

@testable import VezhaKit

/// The tests of ioc-finder and iocextract, read as data: texts and what both take out of them.
///
/// `PublishedCasesTests` has their tables of cases. Where we judge otherwise, `differences` says why; each must show.
@Suite struct ExtractorPeerTests {
  /// A step of a published test: a value given a name, or an assertion as text.
  private struct Step: Decodable {
    var set: String?
    var value: Value?
    var code: String?
    var assert: String?

    enum Value: Decodable {
      case text(String)
      case list([String])

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
          self = .text(text)
        } else {
          self = .list((try? container.decode([String].self)) ?? [])
        }
      }

      var text: String? { if case .text(let text) = self { text } else { nil } }
      var list: [String] { if case .list(let list) = self { list } else { [] } }
    }
  }

  private struct Published: Decodable {
    var test: String
    var steps: [Step]

    /// The list of that name.
    func list(_ name: String) -> [String] { steps.first { $0.set == name }?.value?.list ?? [] }
  }

  private func published(_ name: String) throws -> [String: Published] {
    let url = try #require(Corpus.root).appending(path: "lists/ioc-extract/\(name).asserts.json")
    let tests = try JSONDecoder().decode([Published].self, from: Data(contentsOf: url))
    return Dictionary(tests.map { ($0.test, $0) }) { first, _ in first }
  }

  /// What stands between the first two quotes of one kind at or after a place, and what follows.
  private func quoted(_ text: Substring) -> (String, Substring)? {
    guard let start = text.firstIndex(where: { $0 == "'" || $0 == "\"" }) else { return nil }
    let rest = text[text.index(after: start)...]
    guard let end = rest.firstIndex(of: text[start]) else { return nil }
    return (String(rest[..<end]), rest[rest.index(after: end)...])
  }

  private func canonical(_ text: String) -> String {
    if let address = Address(text) { return address.description }
    if let range = AddressRange.parse(Array(text.utf8).span)?.range { return range.description }
    if text.uppercased().hasPrefix("CVE-") { return text.uppercased() }
    if let at = text.lastIndex(of: "@"), !text.contains("://") {
      return "@" + canonical(String(text[text.index(after: at)...]))
    }
    let host = Subjects.ofURLs([text]).first ?? text
    return HostName(host)?.canonical ?? host
  }

  /// Subjects of a text without ports.
  private func found(_ text: String) -> Set<String> {
    var extractor = SubjectExtractor()
    var found: Set<String> = []
    extractor.forEach(in: Array(text.utf8).span) { value, subject, _ in
      switch value.kind {
      case .host, .cve, .name: found.insert(string(subject))
      case .emailDomain: found.insert("@" + string(subject))
      case .address: found.insert(value.address?.description ?? "?")
      case .range: found.insert(value.range?.description ?? "?")
      }
    }
    return found
  }

  private static let inAddress = "no domain that can be matched: an address in brackets"
  /// Test, then the value that it expects and we do not list.
  static let differences: [String: String] = [
    "test_ipv6_parsing ::1": "loopback identifies nobody, and code is full of it",
    "test_simple_email_address_parsing test@[192.168.0.1]": inAddress,
  ]

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `what ioc-finder asserts holds`() throws {
    let kinds: Set<String> = [
      "domains", "ipv4s", "ipv6s", "ipv4_cidrs", "cves", "email_addresses", "email_addresses_complete", "urls",
    ]
    var compared = 0
    var shown: Set<String> = []
    for (name, test) in try published("ioc-finder_test_ioc_finder") {
      var text: String?
      var isPlain = false
      for step in test.steps {
        if step.set == "s" { text = step.value?.text }
        // Options of its own change what it finds.
        if step.set == "iocs" { isPlain = step.code == "find_iocs(s)" }
        guard isPlain, let text, let assertion = step.assert, let (value, rest) = quoted(assertion[...]),
          let (kind, _) = quoted(rest), kinds.contains(kind), assertion.hasPrefix("'")
        else { continue }
        let isAbsent = rest.hasPrefix(" not in")
        compared += 1
        if found(text).contains(canonical(value)) == isAbsent { shown.insert("\(name) \(value)") }
      }
    }
    #expect(compared >= 25)
    #expect(shown.subtracting(Self.differences.keys) == [])
    #expect(Set(Self.differences.keys).subtracting(shown) == [], "differences that no test shows")
  }

  /// Ways of writing that iocextract takes and we do not, with the reason.
  static let unread: [String: String] = [
    "a.a": "`a` is no ending", "a[.]a": "`a` is no ending", "example": "a single label is nobody's",
    "example .com": "a blank without a bracket ends the name",
    "http:// example .com /test": "a blank without a bracket ends the name",
    "hxxp://exampledot]com/test": halfDot, "hxxp://example[dotcom/test": halfDot,
  ]

  /// Spellings of mailboxes that both of us read otherwise.
  private static let mailboxes: [String: String] = [
    "@a.co": "a domain after `@` alone is one of mailboxes: `all of @example.org`",
    "a@127.0.0.1": "the address is the subject, and this one identifies nobody",
    "myuser@example[.]com[.]tld": unknown, "myuser@example(.)com[.tld": unknown, "myuser@example[.]com.tld": unknown,
  ]
  private static let halfDot = "`dot` with one bracket may end or begin a word: `example[dotcom`"
  private static let unknown = "`tld` is no ending"

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `what iocextract asserts of addresses holds`() throws {
    let tests = try published("iocextract_tests_a")
    let plain: (String) -> String = { text in String(text.filter { !"[]()".contains($0) }) }
    let contexts = ["%", "  %  ", "\t%\t", "\n%\n", "words %  words", "attack on % today"]
    for name in ["test_ipv4_extract", "test_ipv6_extract", "test_refang_ipv4"] {
      let test = try #require(tests[name])
      #expect(!test.list("content_list").isEmpty)
      for content in test.list("content_list") {
        for context in contexts {
          let text = context.replacing("%", with: content)
          #expect(found(text) == [canonical(plain(content))], "\(name) \(text)")
        }
      }
      for content in test.list("invalid_list") { #expect(found(content) == [], "\(name) \(content)") }
    }
  }

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `what iocextract asserts of mailboxes holds`() throws {
    let test = try #require(try published("iocextract_tests_a")["test_email_extract"])
    for content in test.list("partial_list") {
      #expect(found(content).contains { $0.hasPrefix("@example.com") }, "\(content)")
    }
    for content in test.list("invalid_list") where Self.mailboxes[content] == nil {
      #expect(!found(content).contains { $0.hasPrefix("@") }, "\(content)")
    }
    // Of its list of spellings it passes over the ones that it does not read itself; these we must read.
    for content in test.list("content_list") where !content.contains(" ") && content.contains("@") {
      guard Self.mailboxes[content] == nil else { continue }
      let domain = String(content.split(separator: "@")[1].filter { !"[]()".contains($0) })
      #expect(found(content) == ["@" + canonical(domain)], "\(content)")
    }
  }

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `what iocextract asserts of URLs holds`() throws {
    let tests = try published("iocextract_tests_a")
    let urls = try #require(tests["test_url_extract"])
    var shown: Set<String> = []
    var compared = 0
    for domain in urls.list("domain_list") {
      for scheme in urls.list("prepend_list") {
        for rest in urls.list("append_list") {
          let expected = canonical(String(domain.filter { !"[]".contains($0) }))
          compared += 1
          guard !found(scheme + domain + rest).contains(expected) else { continue }
          let reasons = [scheme, domain].filter { Self.unread[$0] != nil }
          #expect(!reasons.isEmpty, "\(scheme)\(domain)\(rest): \(found(scheme + domain + rest))")
          shown.formUnion(reasons)
        }
      }
    }
    #expect(compared == 1536)
    for content in try #require(tests["test_refang_data"]).list("content_list") {
      guard !found(content).contains("example.com") else { continue }
      #expect(Self.unread[content] != nil, "\(content): \(found(content))")
      shown.insert(content)
    }
    for step in try #require(tests["test_url_extraction_handles_punctuation"]).steps {
      guard let (text, _) = quoted((step.assert ?? "")[...]) else { continue }
      #expect(found(text) == ["example.com"], "\(text)")
    }
    for end in try #require(tests["test_url_extraction_end_punctuation"]).list("end_punctuation") {
      #expect(found("https://example.com" + end) == ["example.com"], "\(end)")
      #expect(found("https://example.com/a" + end + "b") == ["example.com"], "\(end)")
    }
    #expect(Set(Self.unread.keys).subtracting(shown) == [], "differences that no test shows")
  }
}
