import Foundation
import Testing

@testable import VezhaKit

/// The published expectations of other extractors: where they contradict our policy, a table says which and why.
@Suite struct PublishedCasesTests {
  /// One case of ioc-finder.
  struct FinderCase: Sendable, CustomTestStringConvertible {
    var id: String
    var input: String
    /// Domains, addresses, blocks and CVEs that it expects.
    var expected: Set<String>
    var testDescription: String { id }
  }

  static let finderCases: [FinderCase] = {
    guard let root = Corpus.root,
      let groups = try? Corpus.json(root.appending(path: "lists/ioc-extract/ioc-finder.cases.json")) as? [String: Any]
    else { return [] }
    return groups.keys.sorted().flatMap { group in
      (groups[group] as? [[String: Any]] ?? []).compactMap { one in
        guard let id = one["id"] as? String, let input = one["input"] as? String,
          let expected = one["expected"] as? [String: Any], group != "tlp_labels"
        else { return nil }
        let kinds = ["domains", "ipv4s", "ipv6s", "ipv4_cidrs", "cves"]
        let values = kinds.flatMap { expected[$0] as? [String] ?? [] }
        return values.isEmpty ? nil : FinderCase(id: id, input: input, expected: Set(values.map(canonical)))
      }
    }
  }()

  private static func canonical(_ text: String) -> String {
    if let address = Address(text) { return address.description }
    if let range = AddressRange.parse(Array(text.utf8).span)?.range { return range.description }
    return HostName(text)?.canonical ?? text.uppercased()
  }

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `what ioc-finder expects is found`() {
    #expect(Self.finderCases.count == 15)
    var shown: Set<String> = []
    for one in Self.finderCases {
      var extractor = SubjectExtractor()
      var found: Set<String> = []
      extractor.forEach(in: Array(one.input.utf8).span) { value, subject, _ in
        switch value.kind {
        case .host, .cve, .name, .emailDomain: found.insert(string(subject))
        case .address: found.insert(value.address?.description ?? "")
        case .range: found.insert(value.range?.description ?? "")
        }
      }
      let missing = one.expected.subtracting(found)
      let unexplained = missing.filter { Self.finderDifferences["\(one.id) \($0)"] == nil }
      #expect(unexplained.isEmpty, "\(one.id)")
      for value in missing { shown.insert("\(one.id) \(value)") }
    }
    #expect(Set(Self.finderDifferences.keys).subtracting(shown).isEmpty, "differences that no case shows")
  }

  /// Case and value that ioc-finder expects and we do not list, with the reason.
  static let finderDifferences: [String: String] = [
    "domain-issue_104__domains_read_from_percent_encoded_url_query_params uniddloos.zddfdd.org": inQuery,
    "domain-issue_104__domains_read_from_percent_encoded_url_query_params freasdfuewriter.com": inQuery,
    "domain-issue_104__domains_read_from_percent_encoded_url_query_params cba0019_file_00002_pdf.zip":
      "the name of a file in a path",
    "domain-issue_104__domains_read_from_percent_encoded_url_query_params__with_options_false uniddloos.zddfdd.org":
      inQuery,
    "domain-issue_104__domains_read_from_percent_encoded_url_query_params__with_options_false freasdfuewriter.com":
      inQuery,
    "domain-issue_104__domains_read_from_percent_encoded_url_query_params__with_options_false cba0019_file_00002_pdf.zip":
      "the name of a file in a path",
    "domain-issue_104__domains_read_from_percent_encoded_url_query_params__with_options_false_2 uniddloos.zddfdd.org":
      inQuery,
    "domain-issue_104__domains_read_from_percent_encoded_url_query_params__with_options_false_2 freasdfuewriter.com":
      inQuery,
    "domain-issue_104__domains_read_from_percent_encoded_url_query_params__with_options_false_2 cba0019_file_00002_pdf.zip":
      "the name of a file in a path",
    "domain-percent_encoding_not_unquoted_if_not_in_url 2ffreasdfuewriter.com":
      "`%2F` is a slash, ioc-finder takes its digits for letters",
    "url_cidr_1 1.1.1.1": "the block is listed, not also its first address",
    "ipv4_cidr1_1 1.2.3.4": "the blocks are listed, not also their first address",
    "ipv6_1 ::1": "loopback identifies nobody, and code is full of it",
  ]
  private static let inQuery = "what a query holds is a parameter of the attack, no listing"

  /// Reports of which the same publisher also gives a MISP event.
  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `a report in prose names the hosts and addresses of its MISP event`() throws {
    let root = try #require(Corpus.root)
    let facts = try #require(
      try Corpus.json(root.appending(path: "lists/osint-text/_sequence.facts.json")) as? [String: Any])
    let pairs = try #require(
      ((facts["facts"] ?? facts) as? [String: Any])?["misp_event_vs_report_text"] as? [String: [String: Any]])
    #expect(pairs.count == 7)
    var compared = 0
    var shown: Set<String> = []
    for pair in pairs.keys {
      let names = pair.components(separatedBy: " ~ ")
      func read(_ folder: String, _ name: String) throws -> Set<String> {
        let (sink, _) = try readDocument([UInt8](Data(contentsOf: root.appending(path: "lists/\(folder)/\(name)"))))
        return Set(
          sink.rows.filter { ($0.kind == .host || $0.kind == .address) && $0.role ?? .malicious == .malicious }.map(
            \.subject))
      }
      let (report, event) = (try read("osint-text", names[0]), try read("misp", names[1]))
      // The reports go on where the events end: they name more.
      shown.formUnion(event.subtracting(report))
      compared += event.intersection(report).count
    }
    #expect(compared > 80)
    #expect(shown == Set(Self.twinDifferences.keys))
  }

  /// What only the event names, with the reason.
  static let twinDifferences: [String: String] = ["71.15.110.25": "the report leaves it out"]

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `what iocextract calls valid is found, what it calls invalid is not`() throws {
    let folder = try #require(Corpus.root).appending(path: "lists/ioc-extract")
    func lines(_ name: String) throws -> [String] {
      try String(decoding: Data(contentsOf: folder.appending(path: name)), as: UTF8.self).split(separator: "\n").map(
        String.init)
    }
    let found = Set(extracted(try lines("iocextract_input.txt").joined(separator: "\n")))
    let unmet = try lines("iocextract_valid.txt").filter { valid in
      let subjects = extracted(valid)
      // Hashes are no subjects here.
      let isHash = [32, 40, 64, 128].contains(valid.count) && valid.allSatisfy(\.isHexDigit)
      return !isHash && Self.iocextractDifferences[valid] == nil
        && (subjects.isEmpty || !found.isSuperset(of: subjects))
    }
    #expect(unmet == [])
    for invalid in try lines("iocextract_invalid.txt") where Self.iocextractDifferences[invalid] == nil {
      #expect(extracted(invalid).isEmpty, "\(invalid)")
    }
  }

  /// Texts of iocextract that we judge otherwise, with the reason.
  static let iocextractDifferences: [String: String] = [
    "http://example,com/": "a comma ends a clause more often than it hides a dot; ioc-finder agrees with us",
    "456-7890": "part of a telephone number", "100.20.30.0/24": "blocks are subjects here, iocextract knows none",
  ]
}
