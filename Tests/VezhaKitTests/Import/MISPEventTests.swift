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
    (#"{"Attribute":@}"#, "/Attribute/value"), (#"{"response":{"Attribute":@}}"#, "/response/Attribute/value"),
    (#"{"response":[{"Attribute":@}]}"#, "/response/0/Attribute/value"),
    (#"{"response":{"Event":{"info":"x","Attribute":[@]}}}"#, "/response/Event/Attribute/0/value"),
    (#"{"events":[{"Event":{"info":"x","Attribute":[@]}}]}"#, "/events/0/Event/Attribute/0/value"),
    (#"{"Object":{"name":"file","Attribute":[@]}}"#, "/Object/Attribute/0/value"),
  ])
  func `every wrapper is read`(wrapper: String, place: String) throws {
    let attribute = #"{"type":"domain","category":"Network activity","value":"a.example","to_ids":true}"#
    let (sink, summary) = try readDocument(wrapper.replacing("@", with: attribute))
    #expect(sink.rows.map(\.subject) == ["a.example"])
    #expect(sink.rows.map(\.place) == [place])
    #expect(summary.rows == 1)
  }

  /// Objects by template: relation, type, category and value of each attribute, and what they give.
  static let objects: [(name: String, attributes: [[String]], lines: [String])] = [
    (
      "ddos-config",
      [
        ["host", "hostname", "Network activity", "www.tax.example"], ["ip", "ip-dst", "Network activity", "192.0.2.1"],
        ["port", "port", "Network activity", "443"], ["ddos-tool", "text", "Other", "x"],
      ], ["target host www.tax.example beside 192.0.2.1 port 443 ddos"]
    ),
    (
      "ddos-config", [["ip", "ip-dst", "Network activity", "192.0.2.1"]], ["target address 192.0.2.1 ddos"]
    ),
    (
      "ddos",
      [
        ["domain-dst", "domain", "External analysis", "tax.example"],
        ["ip-dst", "ip-dst", "Network activity", "192.0.2.1"],
        ["ip-src", "ip-src", "Network activity", "198.51.100.7"], ["dst-port", "port", "Network activity", "80"],
        ["src-port", "port", "Network activity", "5353"],
      ],
      [
        "confirmed host tax.example port 80 ddos", "confirmed address 192.0.2.1 port 80 ddos",
        "malicious address 198.51.100.7 port 5353",
      ]
    ),
    (
      "ddos-claim",
      [["target", "text", "Other", "https://tax.example/x"], ["claim-validity", "text", "Other", "Valid"]],
      ["confirmed host tax.example port 443 ddos"]
    ),
    ("ddos-claim", [["target", "text", "Other", "Tax Office"]], ["claimed name tax office ddos"]),
    (
      "ddos-claim", [["claim-validity", "text", "Other", "Invalid"], ["target", "text", "Other", "tax.example"]],
      ["refuted host tax.example ddos"]
    ),
    (
      "ransomware-group-post",
      [
        ["title", "text", "Other", "Tax Office of Example"],
        ["website", "link", "External analysis", "https://tax.example/"],
        ["link", "link", "External analysis", "http://x.onion/1"], ["entity-name", "text", "Other", "Tax Office"],
      ],
      [
        "claimed name tax office of example leak", "claimed host tax.example port 443 leak",
        "claimed name tax office leak",
      ]
    ),
    (
      "target-system",
      [
        ["targeted_machine", "target-machine", "Targeting data", "ws1.tax.example"],
        ["targeted_ip_of_system", "ip-src", "Network activity", "192.0.2.9"],
      ], ["target host ws1.tax.example", "target address 192.0.2.9"]
    ),
    (
      "victim", [["ip-address", "ip-dst", "Network activity", "192.0.2.9"]], ["confirmed address 192.0.2.9"]
    ),
    (
      "network-connection", [["ip-dst", "ip-dst", "Network activity", "192.0.2.9"]], ["malicious address 192.0.2.9"]
    ),
  ]

  @Test(arguments: objects) func `an attribute of an object says what the object says of it`(
    name: String, attributes: [[String]], lines: [String]
  ) throws {
    let list = attributes.map { parts in
      #"{"object_relation":"\#(parts[0])","type":"\#(parts[1])","category":"\#(parts[2])","value":"\#(parts[3])","to_ids":false}"#
    }
    let (sink, summary) = try readDocument(
      #"{"Event":{"info":"x","Object":[{"name":"\#(name)","Attribute":[\#(list.joined(separator: ","))]}]}}"#)
    let found = zip(sink.lines, sink.rows).map { line, row in row.threat.map { "\(line) \($0.rawValue)" } ?? line }
    #expect(found == lines)
    #expect(summary.rows == attributes.count && sink.problems.count == 0)
  }

  @Test(arguments: [
    #"{"Event":3}"#, #"{"response":{"Event":{}}}"#, #"{"response":[{"Event":4}],"Event":{"info":"x"}}"#,
  ])
  func `a wrapper with nothing in it is refused`(text: String) throws {
    #expect(throws: ReadError.self) { try readDocument(text) }
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
