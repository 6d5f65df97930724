import Foundation
import Testing

@testable import VezhaKit

/// What CERT Polska (n6) and IntelMQ expect of their own inputs, as both publish it with their parsers.
@Suite struct PeerExpectationTests {
  /// One event that a peer expects.
  typealias Event = [String: Any]

  // MARK: n6

  /// One input of a parser of n6.
  struct N6Case {
    var source: String
    var input: String
    /// Nil where the parser refuses the input.
    var expected: [Event]?
    var constants: Event
  }

  private static func n6(_ name: String) throws -> [N6Case] {
    let root = try #require(Corpus.root)
    let cases = try #require(
      try Corpus.json(root.appending(path: "lists/n6-expected/\(name).cases.json")) as? [Event])
    return cases.compactMap { one in
      (one["input"] as? String).map {
        N6Case(
          source: one["source"] as? String ?? "", input: $0, expected: one["expected"] as? [Event],
          constants: one["constant_items"] as? Event ?? [:])
      }
    }
  }

  /// Hosts, addresses and blocks of an event of n6.
  private static func subjects(n6 event: Event) -> Set<String> {
    var texts = Subjects.ofURLs([event["url"] as? String].compactMap { $0 })
    texts += [event["fqdn"] as? String, event["dip"] as? String].compactMap { $0 }
    if let network = event["ip_network"] as? String {
      texts.append(network)
    } else {
      texts += (event["address"] as? [Event] ?? []).compactMap { $0["ip"] as? String }
    }
    return Set(texts.map(canonical))
  }

  private static func canonical(_ text: String) -> String {
    if let address = Address(text) { return address.description }
    if let range = AddressRange.parse(Array(text.utf8).span)?.range { return range.description }
    return HostName(text)?.canonical ?? text
  }

  /// Lists that are read as text: what they name is in no format of its own.
  static let texts: [(name: String, cases: Int, differences: [String: String])] = [
    ("n6_cert_pl", 2, [:]), ("n6_dataplane", 2, [:]), ("n6_manual", 2, [:]), ("n6_openphish", 2, [:]),
    (
      "n6_spamhaus", 3,
      ["example1.com", "example2.com", "example3.com", "1.1.1.2", "2.2.2.3", "3.3.3.4"].reduce(into: [:]) {
        $0[$1] = "in a list each line names what it begins with; further columns need a header or settings"
      }
    ),
    ("n6_abuse_ch", 4, [:]),
  ]

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"), arguments: texts)
  func `what n6 takes from lists is found in them`(name: String, cases: Int, differences: [String: String]) throws {
    var compared = 0
    var shown: Set<String> = []
    for one in try Self.n6(name) {
      // JSON of abuse.ch is read through field paths, as its users would.
      let isJSON = one.input.contains("\"url_id\"")
      guard let expected = one.expected, !expected.isEmpty else { continue }
      var series = Series(key: "x", role: .malicious)
      if isJSON { series.fields = FieldPaths(places: [.subject: ["url"], .time: ["dateadded"]]) }
      let wanted = expected.reduce(into: Set<String>()) { $0.formUnion(Self.subjects(n6: $1)) }
      guard !wanted.isEmpty else { continue }
      let (sink, _) = try readDocument(one.input, of: series)
      let missing = wanted.subtracting(sink.subjects)
      #expect(missing.filter { differences[$0] == nil } == [], "\(one.source): \(sink.rows.map(\.subject))")
      shown.formUnion(missing)
      compared += 1
    }
    #expect(compared >= cases && Set(differences.keys).isSubset(of: shown))
  }

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `Shadowserver reports give the events that n6 expects`() throws {
    var compared = 0
    for one in try Self.n6("n6_shadowserver_a") {
      guard let expected = one.expected else {
        #expect(throws: ReadError.self, "\(one.source)") { try readDocument(one.input) }
        continue
      }
      let (sink, _): (CollectingSink, DocumentSummary)
      do throws(ReadError) {
        (sink, _) = try readDocument(one.input)
      } catch {
        // The last quote of two inputs is not closed: a file that was cut is refused whole, with its place.
        #expect(["shadowserver.ntp-version", "shadowserver.snmp"].contains(one.source), "\(one.source)")
        #expect(error.code == .truncated && error.line == 2, "\(one.source): \(error)")
        continue
      }
      for event in expected {
        let category = (event["category"] ?? one.constants["category"]) as? String ?? ""
        let role = AbuseMeaning(n6: category)?.source
        let time = (event["time"] as? String).flatMap { Instant(asIfUTC: $0) }?.description
        for address in event["address"] as? [Event] ?? [] {
          let ip = address["ip"] as? String ?? ""
          let rows = sink.rows.filter { $0.subject == ip && $0.time == time }
          #expect(!rows.isEmpty, "\(one.source): \(ip) at \(time ?? "-")")
          #expect(rows.allSatisfy { ($0.role ?? .vulnerable) == role }, "\(one.source): \(ip) \(category)")
          if let port = event["dport"] as? Int {
            #expect(rows.contains { $0.port.map(Int.init) == port }, "\(one.source): \(ip) port \(port)")
          }
          // n6 adds it by the type of the report where the row states none.
          if let transport = event["proto"] as? String {
            #expect(
              rows.allSatisfy { $0.transport == nil || $0.transport?.rawValue == transport },
              "\(one.source): \(ip) \(transport)")
          }
        }
        compared += 1
      }
    }
    #expect(compared >= 60)
  }

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `a list and the events that n6 makes of it name the same targets`() throws {
    for one in try Self.n6("n6_withaname") {
      let raw = try #require(
        try JSONSerialization.jsonObject(with: Data(one.input.utf8)) as? [String: String])
      let table = try readDocument(try #require(raw["csv_file"])).0
      let events = try #require(one.expected).map { event in
        event.merging(one.constants) { own, _ in own }.merging(["source": one.source]) { own, _ in own }
      }
      let (sink, _) = try readDocument([UInt8](JSONSerialization.data(withJSONObject: events)))
      func lines(_ sink: CollectingSink) -> [String] {
        sink.rows.map {
          "\($0.role ?? .target) \($0.subject) \($0.address ?? "") \($0.port ?? 0) \($0.transport?.rawValue ?? "")"
        }
      }
      #expect(lines(sink) == lines(table) && !sink.rows.isEmpty)
      #expect(sink.rows.allSatisfy { $0.time == "\(raw["datetime"] ?? "")Z" })
    }
  }

  /// The events themselves, as the API of n6 gives them.
  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `events of n6 name all that they hold`() throws {
    var compared = 0
    for (name, _, _) in Self.texts + [("n6_shadowserver_a", 0, [:]), ("n6_withaname", 0, [:])] {
      for one in try Self.n6(name) {
        let events = (one.expected ?? []).map { event in
          event.merging(one.constants) { own, _ in own }.merging(["source": "peer.\(name)", "confidence": "low"]) {
            own, _ in own
          }.filter { $0.key != "$base" }
        }.filter { $0["category"] is String }
        guard !events.isEmpty else { continue }
        let bytes = try [UInt8](JSONSerialization.data(withJSONObject: events))
        #expect(try DocumentReader.format(of: bytes.span, in: Series(key: "x"), file: name).id == "n6")
        let (sink, summary) = try readDocument(bytes)
        let named = sink.subjects.union(sink.rows.compactMap(\.address))
        for event in events {
          var wanted = Self.subjects(n6: event)
          // Beside an address the block around it says nothing more.
          if event["address"] != nil, event["ip_network"] != nil {
            wanted = Set((event["address"] as? [Event] ?? []).compactMap { $0["ip"] as? String })
          }
          #expect(wanted.isSubset(of: named), "\(name) \(event)")
        }
        #expect(summary.rows == events.count)
        compared += events.count
      }
    }
    #expect(compared >= 90)
  }

  // MARK: IntelMQ

  /// All events that IntelMQ expects of an input, found by their members.
  private static func intelMQ(_ path: String) throws -> [Event] {
    var events: [Event] = []
    func collect(_ value: Any) {
      if let object = value as? Event {
        if object["__type"] as? String == "Event" || object["classification.type"] is String {
          events.append(object)
        } else {
          for key in object.keys.sorted() { if let inner = object[key] { collect(inner) } }
        }
      } else if let list = value as? [Any] {
        for inner in list { collect(inner) }
      }
    }
    collect(try Corpus.json(try #require(Corpus.root).appending(path: "lists/\(path)")))
    return events
  }

  /// Hosts, addresses and, where there is neither, blocks of both sides of an event.
  private static func subjects(intelMQ event: Event) -> Set<String> {
    var texts = Subjects.ofURLs(["source.url", "destination.url"].compactMap { event[$0] as? String })
    texts += ["source.ip", "source.fqdn", "destination.ip", "destination.fqdn"].compactMap { event[$0] as? String }
    if texts.isEmpty { texts = [event["source.network"] as? String].compactMap { $0 } }
    return Set(texts.filter { !$0.hasPrefix("<expr") }.map(canonical))
  }

  /// Inputs of IntelMQ's parsers with the role that a series of them would have, and subjects that we do not list.
  struct Feed: Sendable, CustomTestStringConvertible {
    var expected: String
    var files: [String]
    var series = Series(key: "feed", kind: .stream, role: .malicious)
    /// Subjects that IntelMQ expects and we do not list, with the reason.
    var differences: [String: String] = [:]
    var testDescription: String { expected }
  }

  private static let elsewhere = "of an input that is not published as a file"

  static let feeds: [Feed] = [
    Feed(
      expected: "feeds/intelmq_bambenek",
      files: ["c2-dommasterlist.txt", "c2-ipmasterlist.txt", "dga-feed.txt"].map { "feeds/intelmq_bambenek_\($0)" }),
    Feed(expected: "feeds/intelmq_cert_eu", files: ["feeds/intelmq_cert_eu_example.csv"]),
    Feed(expected: "feeds/intelmq_cymru", files: ["feeds/intelmq_cymru_infected_20171031.txt"]),
    Feed(
      expected: "feeds/intelmq_dataplane", files: ["feeds/intelmq_dataplane_sshclient.txt"],
      differences: ["170.239.104.183": elsewhere, "117.21.224.121": elsewhere, "1.2.3.4": elsewhere]),
    Feed(expected: "feeds/intelmq_dshield", files: ["feeds/intelmq_dshield_block.txt"]),
    Feed(expected: "feeds/intelmq_dyn", files: ["feeds/intelmq_dyn_ponmocup-infected-domains-CIF-latest.txt"]),
    Feed(
      expected: "feeds/intelmq_generic",
      files: ["sample_report", "compose_fields", "invalid_sample_report", "multivalue_columns"].map {
        "feeds/intelmq_generic_\($0).csv"
      }),
    Feed(
      expected: "feeds/intelmq_hibp", files: ["feeds/intelmq_hibp_breach_real.json"],
      series: Series(
        key: "leaks", kind: .stream, role: .confirmed,
        fields: FieldPaths(places: [.host: ["Domain"], .mailbox: ["DomainEmails"], .time: ["Breach.AddedDate"]]))),
    Feed(
      expected: "feeds/intelmq_html_table",
      files: ["feeds/intelmq_html_table_feodotracker.html", "feeds/intelmq_html_table_html_table.data"]),
    Feed(expected: "feeds/intelmq_malwarepatrol", files: ["feeds/intelmq_malwarepatrol_getfile"]),
    Feed(expected: "feeds/intelmq_spamhaus", files: ["feeds/intelmq_spamhaus_drop.txt"]),
    Feed(
      expected: "feeds/intelmq_twitter", files: ["feeds/intelmq_twitter_tweet.txt"],
      differences: [
        "karlos.net": "broken by blanks and brackets, `http]]://karlos .net/`: no writer of lists does this",
        "ghzz.com": "a comma ends a clause more often than it hides a dot",
      ]),
    Feed(
      expected: "shadowserver/intelmq_shadowserver", files: ["shadowserver/intelmq_shadowserver_testdata_test_smb.csv"]),
    Feed(expected: "misp/intelmq_misp", files: ["misp/intelmq_misp_misp_event.json"]),
    Feed(
      expected: "defacement/intelmq_zoneh",
      files: ["accepted", "pending"].map { "defacement/intelmq_zoneh_defacement_\($0).csv" }),
  ]

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"), arguments: feeds)
  func `what IntelMQ takes from its inputs is found in them`(feed: Feed) throws {
    let root = try #require(Corpus.root)
    var found: Set<String> = []
    var times: Set<String> = []
    for file in feed.files {
      let bytes = try [UInt8](Data(contentsOf: root.appending(path: "lists/\(file)")))
      let (sink, _) = try readDocument(bytes, file: file, of: feed.series)
      found.formUnion(sink.subjects.union(sink.rows.compactMap(\.address)))
      times.formUnion(sink.rows.compactMap(\.time))
    }
    let events = try Self.intelMQ("\(feed.expected).expected.json")
    let wanted = events.reduce(into: Set<String>()) { $0.formUnion(Self.subjects(intelMQ: $1)) }
    #expect(!wanted.isEmpty)
    #expect(Set(feed.differences.keys) == wanted.subtracting(found))
    // Where rows have times of their own, they are the ones that IntelMQ reads.
    let stated = Set(events.compactMap { ($0["time.source"] as? String).flatMap { Instant($0) }?.description })
    if !times.isEmpty { #expect(stated.isSubset(of: times)) }
  }

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `IntelMQ events as JSON, nested JSON and a table name the same`() throws {
    let files = Corpus.files(under: "lists", suffix: ".expected.json").map(\.path).filter { $0.contains("intelmq_") }
    var compared = 0
    for file in files {
      let name = String(file.split(separator: "/").suffix(2).joined(separator: "/"))
      for event in try Self.intelMQ(name) {
        // What is no literal in the published test is not known.
        let event = event.filter { ($0.value is String || $0.value is Int) && !"\($0.value)".hasPrefix("<") }
        guard event["classification.type"] is String, event["classification.type"] as? String != "test" else {
          continue
        }
        let flat = try [UInt8](JSONSerialization.data(withJSONObject: [event]))
        let nested = try [UInt8](JSONSerialization.data(withJSONObject: Self.nested(event)))
        let keys = event.keys.filter { $0.contains(".") || $0 == "tlp" }.sorted()
        let table =
          keys.joined(separator: ";") + "\n"
          + keys.map { "\"\(event[$0] ?? "")\"".replacing("\n", with: " ") }.joined(separator: ";") + "\n"
        let (json, _) = try readDocument(flat)
        #expect(try DocumentReader.format(of: nested.span, in: Series(key: "x"), file: name).id == "intelmq")
        #expect(try readDocument(nested).0.lines == json.lines, "\(name)")
        let wanted = Self.subjects(intelMQ: event)
        let hasColumn = keys.contains {
          ["source.ip", "source.fqdn", "source.url", "source.network", "source.account"].contains($0)
        }
        if hasColumn { #expect(try readDocument(table).0.lines == json.lines, "\(name) \(table)") }
        let meaning = AbuseMeaning(intelMQ: event["classification.type"] as? String ?? "")
        for subject in wanted where meaning?.destination != nil || !"\(event)".contains("destination") {
          #expect(
            json.subjects.contains(subject) || json.rows.contains { $0.address == subject }
              || HostName(subject) == nil && Address(subject) == nil && !subject.contains("/"), "\(name): \(subject)")
        }
        #expect(json.rows.allSatisfy { $0.role != nil })
        compared += 1
      }
    }
    #expect(compared >= 40)
  }

  private static func nested(_ event: Event) -> Event {
    var outer: Event = [:]
    for (key, value) in event {
      let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
      if parts.count == 2 {
        var inner = outer[parts[0]] as? Event ?? [:]
        inner[parts[1]] = value
        outer[parts[0]] = inner
      } else if !(outer[key] is Event) {
        outer[key] = value
      }
    }
    return outer
  }
}
