import Foundation
import Testing

@testable import VezhaKit

@Suite struct MISPEventTests {
  @Test func `each attribute says what its category and type say`() throws {
    let (sink, summary) = try readDocument(documentFixture("misp/targets/event.json"))
    #expect(
      sink.lines == [
        "target name ministry of examples", "target host ws1.gov.example", "target email-domain gov.example",
        "target email-domain mail.gov.example", "malicious email-domain evil.example",
        "malicious address 203.0.113.1 port 8443", "malicious host c2.evil.example beside 203.0.113.2",
        "malicious address 203.0.113.3 port 612", "malicious host evil.example port 443",
        "vulnerable cve CVE-2026-1234", "malicious range 198.51.100.0/25", "confirmed name example tax office",
        "confirmed host tax.gov.example", "malicious host pair.evil.example beside 203.0.113.4",
        "malicious host pair.evil.example beside 203.0.113.5", "malicious host two.evil.example port 53",
      ])
    #expect(summary.rows == 22)
    #expect(summary.tlp == .red)
    #expect(summary.note == "tagged as aimed at Exampleland, Government")
    #expect(
      sink.problems.first.map { "\($0.location) \($0.reason)" } == ["/response/0/Event/Attribute/12/value single label"]
    )
    let bytes = try documentFixture("misp/targets/event.json")
    let published = MISPEvent.published(bytes.span)
    #expect(published == Instant(seconds: 1_795_100_000))
  }

  @Test func `rows carry their own times and places`() throws {
    let (sink, _) = try readDocument(documentFixture("misp/targets/event.json"))
    #expect(sink.rows[0].place == "/response/0/Event/Attribute/0/value")
    #expect(sink.rows[0].time == Instant(seconds: 1_794_900_000).description)
    #expect(sink.rows[6].time == "2026-11-17T10:00:00Z")
    #expect(sink.rows[11].place == "/response/0/Event/Object/0/Attribute/0/value")
    #expect(sink.rows.last?.place == "/response/1/Event/Attribute/0/value")
  }

  @Test(arguments: [
    (#"{"Event":{"info":"x","Attribute":[@]}}"#, "/Event/Attribute/0/value"),
    (#"{"Event":{"info":"x","Object":[{"name":"y","Attribute":[@]}]}}"#, "/Event/Object/0/Attribute/0/value"),
    (#"{"response":[{"Event":{"Attribute":[@]}}]}"#, "/response/0/Event/Attribute/0/value"),
    (#"{"response":{"Attribute":[@]}}"#, "/response/Attribute/0/value"),
    (#"{"info":"x","Attribute":[@],"orgc_id":"1"}"#, "/Attribute/0/value"),
    (#"[{"Event":{"info":"x","Attribute":[@]}}]"#, "/0/Event/Attribute/0/value"),
    (#"[{"info":"x","Attribute":[@]}]"#, "/0/Attribute/0/value"), ("@", "/value"), ("[@]", "/0/value"),
  ])
  func `every wrapper is read`(wrapper: String, place: String) throws {
    let attribute = #"{"type":"domain","category":"Network activity","value":"a.example","to_ids":true}"#
    let (sink, summary) = try readDocument(wrapper.replacing("@", with: attribute))
    #expect(sink.rows.map(\.subject) == ["a.example"])
    #expect(sink.rows.map(\.place) == [place])
    #expect(summary.rows == 1)
  }

  @Test func `values of the wrong type do no harm`() throws {
    let (sink, _) = try readDocument(
      """
      {"Event":{"info":3,"Attribute":[1,null,{"type":"domain","value":4},{"type":[],"value":"x"},{"value":"a.example"}],
      "Object":[{"name":1,"Attribute":{}},7],"Tag":[{"name":5},3,{"Tag":null}],"EventTag":"x"}}
      """)
    #expect(sink.rows.isEmpty)
  }

  /// Every network value that an independent reader finds in the corpus is listed; mailboxes by their domain.
  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `real events give the values of their facts`() throws {
    var compared = 0
    let files =
      Corpus.files(under: "lists/misp", suffix: ".json")
      + Corpus.files(under: "lists/stix", suffix: "misp_indicators_test.json")
    for file in files where !file.path.contains(".facts.") && !file.path.contains(".expected.") {
      let name = file.lastPathComponent
      let bytes = try [UInt8](Data(contentsOf: file))
      // A list of sharing groups and a list of feeds are no events.
      if name == "pymisp_sharing_groups.json" || name.contains("feed") { continue }
      let (sink, summary) = try readDocument(bytes, file: name)
      let facts = try #require(
        (Corpus.json(URL(filePath: file.path + ".facts.json")) as? [String: Any])?["facts"] as? [String: Any])
      // The facts count nine copies of attributes that stand in references between objects.
      let copies = name == "pymisp_existing_event.json" ? 9 : 0
      #expect(summary.rows + copies == facts["attributes"] as? Int, "\(name)")
      let values = facts["values"] as? [String: [String: Any]] ?? [:]
      let subjects = Set(sink.rows.map(\.listed)).union(sink.rows.compactMap(\.address))
      for (type, content) in values where !["AS", "link"].contains(type) {
        for value in content["values"] as? [String] ?? [] where !Self.isReference(value, in: name) {
          for part in value.split(separator: "|") where !type.hasSuffix("|port") || part.contains(".") {
            let kept = part.split(separator: "@").last.map(String.init) ?? ""
            #expect(subjects.contains(kept) || subjects.contains(String(part)), "\(name) \(type): \(value)")
          }
        }
      }
      let marks = (facts["tags"] as? [String: Int] ?? [:]).keys.compactMap {
        $0.lowercased().hasPrefix("tlp") ? TLP(reading: $0) : nil
      }
      // The facts do not look into `EventTag`.
      #expect(summary.tlp == (name == "pymisp_search_index_result.json" ? .green : marks.max()), "\(name)")
      compared += 1
    }
    #expect(compared == 23)
  }

  /// URLs in *External analysis* that are not meant for detection point to reports.
  private static func isReference(_ value: String, in file: String) -> Bool {
    file.hasPrefix("pymisp") && value.contains("virustotal.com") || value.contains("www.welivesecurity.com")
  }

  /// MISP's own conversion of one event to STIX 2.0.
  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `an event and its STIX rendering say the same`() throws {
    let root = try #require(Corpus.root)
    func statements(_ name: String) throws -> Set<String> {
      try readDocument([UInt8](Data(contentsOf: root.appending(path: "lists/stix/\(name)")))).0.statements
    }
    let event = try statements("misp_indicators_test.json")
    let bundle = try statements("stix2_indicators_test.json")
    // The name server of a whois record: the rendering has it in an object of its own making.
    #expect(event.subtracting(bundle) == ["malicious host circl.lu"])
    #expect(bundle.subtracting(event) == [])
  }

  /// Attribute by attribute, as misp-stix publishes them.
  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `each attribute and its STIX 2_1 rendering say the same`() throws {
    let root = try #require(Corpus.root)
    let pairs = try #require(
      Corpus.json(root.appending(path: "lists/stix/pairs_misp_attributes_to_stix21.json")) as? [String: [String: Any]])
    var compared = 0
    for (name, pair) in pairs {
      func read(_ value: Any?) throws -> Set<String> {
        let data = try JSONSerialization.data(withJSONObject: value ?? [])
        return try readDocument([UInt8](data)).0.statements
      }
      guard let stix = pair["STIX"] as? [Any] else { continue }
      let attribute = try read(pair["MISP"])
      let rendering = try read(["type": "bundle", "id": "bundle--0", "objects": stix])
      switch name {
      // A reference; the rendering makes an indicator of it.
      case "link": #expect(attribute.isEmpty)
      // In the rendering the address stands alone too, as an observable.
      case "domain|ip": #expect(attribute.isSubset(of: rendering))
      default: #expect(attribute == rendering, "\(name)")
      }
      compared += attribute.isEmpty ? 0 : 1
    }
    #expect(compared >= 14)
  }
}
