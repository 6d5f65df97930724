import Foundation
import Testing

@testable import VezhaKit

@Suite struct STIXBundleTests {
  @Test func `each object says what it says, and no more`() throws {
    let (sink, summary) = try readDocument(documentFixture("stix/victims/bundle.json"))
    #expect(
      sink.lines == [
        "target name ministry of examples", "confirmed name example tax office", "refuted name example customs",
        "confirmed name example archive", "target name exampleland", "target host portal.gov.example",
        "malicious host evil.example", "malicious range 198.51.100.0/24", "malicious email-domain evil.example",
        "target email-domain gov.example", "malicious host c2.evil.example beside 203.0.113.7",
        "malicious address 203.0.113.8 port 8443", "malicious host a.evil.example port 443",
        "malicious host b.evil.example port 80", "target email-domain gov.example", "vulnerable cve CVE-2026-12345",
        "vulnerable cve CVE-2026-0001",
      ])
    #expect(summary.rows == 34)
    #expect(summary.listings == sink.rows.count)
    #expect(summary.tlp == .amberStrict)
    #expect(
      sink.problems.first.map { "\($0.location) \($0.reason)" } == [
        "/objects/30/pattern string is not closed in the pattern", "/objects/31/pattern single label",
      ])
  }

  @Test func `rows carry their own times and places`() throws {
    let (sink, _) = try readDocument(documentFixture("stix/victims/bundle.json"))
    #expect(
      sink.rows.prefix(3).map { "\($0.place) \($0.time ?? "-")" } == [
        "/objects/2/name 2026-11-02T10:00:00Z", "/objects/3/name 2026-11-05T06:00:00Z",
        "/objects/5/name 2026-11-04T00:00:00Z",
      ])
    let indicator = try #require(sink.rows.first { $0.subject == "c2.evil.example" })
    #expect(indicator.place == "/objects/25/pattern")
    #expect(indicator.time == "2026-11-03T07:00:00.500000Z")
    let bytes = try documentFixture("stix/victims/bundle.json")
    let published = STIXBundle.published(bytes.span)
    #expect(published?.description == "2026-11-05T00:00:00Z")
  }

  @Test func `observed data of 2.0 hold their observables themselves`() throws {
    let (sink, _) = try readDocument(documentFixture("stix/old/bundle.json"))
    #expect(
      sink.lines == [
        "malicious address 2001:db8::1", "malicious address 192.0.2.1", "malicious host old.example port 8080",
      ])
    #expect(sink.rows[1].time == "2026-01-03T04:05:06Z")
    #expect(sink.rows[1].place == "/objects/1/objects")
  }

  @Test(arguments: [
    #"{"type":"observed-data","id":"observed-data--0","last_observed":"2026-11-18T10:00:00Z","objects":{"0":{"type":"email-addr","value":"a@tax.example"},"1":{"type":"email-addr","value":"b@bad.example"},"2":{"type":"email-message","from_ref":"1","to_refs":["0"]}}}"#,
    #"{"type":"observed-data","id":"observed-data--0","last_observed":"2026-11-18T10:00:00Z","object_refs":["email-addr--0","email-addr--1","email-message--2"]},{"type":"email-addr","id":"email-addr--0","value":"a@tax.example"},{"type":"email-addr","id":"email-addr--1","value":"b@bad.example"},{"type":"email-message","id":"email-message--2","from_ref":"email-addr--1","to_refs":["email-addr--0"]}"#,
  ])
  func `who got an observed message is a target in both versions`(objects: String) throws {
    let (sink, _) = try readDocument(#"{"type":"bundle","id":"bundle--0","objects":[\#(objects)]}"#)
    #expect(sink.lines == ["target email-domain tax.example", "malicious email-domain bad.example"])
    #expect(sink.rows[1].time == "2026-11-18T10:00:00Z")
  }

  @Test func `what MISP exports as an attribute of its own says what MISP says`() throws {
    let objects = [
      ("target-machine", "Targeting data", "ws1.tax.example"), ("target-org", "Targeting data", "Tax Office"),
      ("text", "Other", "x.example"), ("email-dst", "Network activity", "a@bad.example"),
    ].map {
      #"{"type":"x-misp-attribute","id":"x--0","x_misp_type":"\#($0)","x_misp_category":"\#($1)","x_misp_value":"\#($2)"}"#
    }
    let (sink, _) = try readDocument(
      #"{"type":"bundle","id":"bundle--0","objects":[\#(objects.joined(separator: ","))]}"#)
    #expect(
      sink.lines == ["target host ws1.tax.example", "target name tax office", "malicious email-domain bad.example"])
  }

  @Test func `a bundle whose objects are no list is refused`() {
    #expect(throws: ReadError.self) { try readDocument(#"{"type":"bundle","id":"bundle--0","objects":"x"}"#) }
  }

  @Test func `a pattern of many comparisons is read once, not over and over`() throws {
    func seconds(_ count: Int) throws -> Double {
      let parts = (0..<count).map { "domain-name:value = 'h\($0).example'" }
      let text =
        #"{"type":"bundle","id":"bundle--0","objects":[{"type":"indicator","pattern_type":"stix","pattern":"[@]"}]}"#
      let bytes = Array(text.replacing("@", with: parts.joined(separator: " AND ")).utf8)
      let start = ContinuousClock.now
      let (sink, _) = try readDocument(bytes)
      #expect(sink.rows.count == count)
      return (ContinuousClock.now - start) / .seconds(1)
    }
    _ = try seconds(100)
    // Eight times as much takes some eight times as long; sixty-four times if each looked at all.
    let few = try min(seconds(1000), seconds(1000), seconds(1000))
    #expect(try min(seconds(8000), seconds(8000)) < few * 32)
  }

  @Test(arguments: [
    #"{"type":"bundle","id":"bundle--0","objects":[]}"#, #"{"type":"bundle","objects":null}"#,
    #"[{"type":"domain-name","id":"domain-name--0","value":"a.example"}]"#,
    #"{"objects":[{"id":"identity--0","type":"identity"}],"type":"bundle"}"#,
    #"{"type":"campaign","spec_version":"2.1","id":"campaign--0"}"#,
  ])
  func `bundles, lists and single objects are recognised`(text: String) throws {
    let head = Array(text.utf8)
    let isRecognised = STIXBundle.recognises(head: head.span)
    #expect(isRecognised)
    _ = try readDocument(text)
  }

  @Test(arguments: [
    #"{"objects":[{"type":"x"}]}"#, "type: bundle", #"{"type":"x","id":"y"}"#,
  ])
  func `other things are not`(text: String) {
    let head = Array(text.utf8)
    let isRecognised = STIXBundle.recognises(head: head.span)
    #expect(!isRecognised)
  }

  @Test func `values of the wrong type do no harm`() throws {
    let (sink, summary) = try readDocument(
      """
      {"type":"bundle","id":"bundle--0","objects":[1,null,"x",[],{},{"type":7},{"type":"indicator","pattern":3},
      {"type":"domain-name","value":{}},{"type":"sighting","where_sighted_refs":"x"},{"type":"identity","name":[]},
      {"type":"relationship","relationship_type":"targets","target_ref":4},{"type":"observed-data","objects":[1]},
      {"type":"marking-definition","definition":"tlp"},{"type":"vulnerability","external_references":{"a":1}}]}
      """)
    #expect(sink.rows.isEmpty)
    #expect(summary.rows == 14)
  }

  /// Every network value that an independent reader finds in the corpus is listed as malicious.
  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `real bundles give the values of their facts`() throws {
    var compared = 0
    for file in Corpus.files(under: "lists/stix", suffix: ".json") where !file.path.contains(".facts.") {
      let name = file.lastPathComponent
      let bytes = try [UInt8](Data(contentsOf: file))
      let head = bytes.span.extracting(first: min(bytes.count, 4096))
      guard STIXBundle.recognises(head: head) else {
        #expect(
          ["misp_indicators_test.json", "patterns_v21.cases.json", "pairs_misp_attributes_to_stix21.json"].contains(
            name))
        continue
      }
      let (sink, summary) = try readDocument(bytes, file: name)
      let facts = try #require(
        (Corpus.json(URL(filePath: file.path + ".facts.json")) as? [String: Any])?["facts"] as? [String: Any])
      let whole = try Corpus.json(file)
      let objects = ((whole as? [String: Any])?["objects"] ?? whole) as? [Any]
      #expect(summary.rows == objects?.count ?? 1, "\(name)")
      let values = (facts["sco_values"] as? [String: [String: Any]] ?? [:]).values.flatMap {
        $0["values"] as? [String] ?? []
      }
      let compares = (facts["pattern_comparisons"] as? [[String]] ?? []).filter {
        $0[1] == "="
          && ["domain-name:value", "url:value", "ipv4-addr:value", "network-traffic:dst_ref.value"].contains($0[0])
      }
      let listed = Set(sink.rows.map(\.listed))
      for value in values {
        // Of a mailbox only the domain is kept.
        let kept = value.split(separator: "@").last.map(String.init) ?? value
        #expect(listed.contains(kept), "\(name): \(value)")
      }
      for compare in compares {
        #expect(listed.contains(String(compare[2].dropFirst().dropLast())), "\(name): \(compare[2])")
      }
      for pair in facts["targets"] as? [[String]] ?? [] {
        #expect(sink.rows.contains { $0.role == .target && $0.listed == pair[1] }, "\(name): \(pair)")
      }
      #expect(sink.problems.count == 0, "\(name): \(sink.problems.first)")
      compared += 1
    }
    #expect(compared == 9)
  }
}
