import Foundation
import Testing

@testable import VezhaKit

/// n6, IntelMQ, CERT-EU and Zone-H: invented documents.
@Suite struct AbuseFeedTests {
  private func read(
    _ fixture: String, as format: String
  ) throws -> (lines: [String], sink: CollectingSink, summary: DocumentSummary) {
    let bytes = try documentFixture(fixture)
    #expect(try DocumentReader.format(of: bytes.span, in: Series(key: "x"), file: "x").id == format)
    let (sink, summary) = try readDocument(bytes)
    let lines = sink.rows.map { row in
      var line = "\(row.role?.rawValue ?? "-") \(row.subject)"
      if row.kind == .host, let address = row.address { line += " beside \(address)" }
      if let port = row.port { line += " \(row.transport?.rawValue ?? "port") \(port)" }
      return "\(line) \(row.threat?.rawValue ?? "-") \(row.time?.dropFirst(8).dropLast(4) ?? "-")"
    }
    return (lines, sink, summary)
  }

  @Test func `an event of n6 says what its category says`() throws {
    let (lines, sink, summary) = try read("n6/invented/events.json", as: "n6")
    #expect(
      lines == [
        "target www.tax.gov.example beside 192.0.2.10 tcp 443 ddos 18T07:05",
        "target www.tax.gov.example beside 192.0.2.11 tcp 443 ddos 18T07:05",
        "malicious 198.51.100.7 tcp 49260 malware 18T08:00", "malicious c2.bad.example tcp 80 malware 18T08:00",
        "malicious 203.0.113.9 tcp 80 malware 18T08:00", "vulnerable 198.51.100.8 udp 123 vulnerability 18T09:00",
        "claimed old.tax.gov.example beside 192.0.2.12 defacement 18T10:00",
        "confirmed archive.tax.gov.example tcp 80 defacement 18T10:30",
        "malicious login-tax.example.net tcp 80 phishing 18T11:00", "target tax office phishing 18T11:00",
        "malicious 203.0.113.50 scan 18T12:00", "target 192.0.2.10 port 22 scan 18T12:00",
        "malicious 203.0.113.128/25 - -",
      ])
    #expect(sink.rows.first?.place == "/0/url")
    #expect(sink.rows.first?.path == .login)
    #expect(summary.tlp == .amber && summary.rows == 10)
    #expect(
      sink.problems.first.map { "\($0.location) \($0.reason)" } == [
        "/7/time no time", "/8/category no category of n6", "/9 no JSON object",
      ])
  }

  static let events = [
    "malicious host7.tax.gov.example tcp 49260 malware 18T08:00", "malicious 198.51.100.7 tcp 49260 malware 18T08:00",
    "malicious c2.bad.example tcp 80 malware 18T08:00", "malicious 203.0.113.9 tcp 80 malware 18T08:00",
    "vulnerable 198.51.100.8 udp 123 vulnerability 18T09:30",
    "malicious login-tax.example.net tcp 8443 phishing 18T09:00", "malicious 203.0.113.20 phishing 18T09:00",
    "target tax office phishing 18T09:00", "malicious 203.0.113.30 ddos 18T12:00",
    "target www.tax.gov.example port 443 ddos 18T12:00",
    "confirmed old.tax.gov.example beside 192.0.2.12 tcp 80 defacement 18T12:30",
    "confirmed tax.gov.example leak 18T13:00", "malicious 203.0.113.128/25 - 18T13:30",
  ]

  @Test func `an event of IntelMQ says what its type says of both sides`() throws {
    let (lines, sink, summary) = try read("intelmq/invented/events.jsonl", as: "intelmq")
    #expect(lines == Self.events)
    #expect(summary.tlp == .green && summary.rows == 9)
    #expect(sink.rows.first?.place == "1:1" && sink.problems.first.map(\.line) == [9, 10])
    // No mailbox is kept, only its domain.
    #expect(!sink.rows.contains { $0.listed.contains("someone") })
  }

  @Test func `as a table it says the same`() throws {
    let (lines, sink, summary) = try read("intelmq-csv/invented/events.csv", as: "intelmq-csv")
    #expect(lines == Self.events)
    #expect(summary.tlp == .green && summary.rows == 8 && sink.problems.first.map(\.reason) == ["a test"])
    #expect(sink.rows.first?.place == "2:89")
  }

  @Test func `CERT-EU names targets and sources by type`() throws {
    let (lines, _, summary) = try read("intelmq-csv/cert-eu/report.csv", as: "intelmq-csv")
    #expect(
      lines == [
        "malicious 198.51.100.7 tcp 49260 malware 18T03:13",
        "target www.tax.gov.example beside 192.0.2.10 port 443 ddos 18T04:00",
        "confirmed old.tax.gov.example beside 192.0.2.12 tcp 80 defacement 18T05:00",
        "malicious login-tax.example.net tcp 80 phishing 18T06:00", "malicious 203.0.113.20 phishing 18T06:00",
        "target tax office phishing 18T06:00",
      ])
    #expect(summary.tlp == .amber && summary.rows == 4)
  }

  static let names: [(type: String, meaning: AbuseMeaning?)] = [
    ("c2-server", AbuseMeaning(.malicious, .malware)), ("c&c", AbuseMeaning(.malicious, .malware)),
    ("Botnet Drone", AbuseMeaning(.malicious, to: .malicious, .malware)),
    ("malware url", AbuseMeaning(.malicious, .malware)), ("brute-force", AbuseMeaning(.malicious, to: .target, .scan)),
    ("ids alert", AbuseMeaning(.malicious, to: .target, .scan)),
    ("compromised server", AbuseMeaning(.confirmed, .intrusion)),
    ("vulnerable service", AbuseMeaning(.vulnerable, .vulnerability)),
    ("potentially-unwanted-accessible", AbuseMeaning(.vulnerable, .vulnerability)), ("test", nil),
    ("blacklist", AbuseMeaning(.malicious)), ("something new", AbuseMeaning(.malicious)),
    ("", AbuseMeaning(.malicious)),
  ]

  @Test(arguments: names)
  func `types of both generations and of CERT-EU are understood`(type: String, meaning: AbuseMeaning?) {
    #expect(AbuseMeaning(intelMQ: type) == meaning)
  }

  @Test(arguments: [
    #"{"category":"bots","confidence":"low"}"#, #"{"category":"malware","confidence":"low","source":"x"}"#,
    #"[{"time.observation":"2026-01-01T00:00:00Z","source.ip":"192.0.2.1"}]"#,
  ])
  func `JSON of others is no event`(text: String) {
    #expect(!N6Events.recognises(head: text.utf8.span) && !IntelMQEvents.recognises(head: text.utf8.span))
  }

  @Test func `an unknown category of n6 costs its event, not the file`() throws {
    let event = { (category: String, host: String) in
      #"{"id":"x","source":"a.b","restriction":"public","confidence":"low","category":"\#(category)","time":"2026-11-18T10:00:00Z","fqdn":"\#(host)"}"#
    }
    let text = "[\(event("exposed", "a.example")),\(event("dos-victim", "tax.example"))]"
    #expect(try DocumentReader.format(of: text.utf8.span, in: Series(key: "x"), file: "x").id == "n6")
    let (sink, summary) = try readDocument(text)
    #expect(sink.lines == ["target host tax.example"] && summary.rows == 2 && sink.problems.count == 1)
  }

  @Test func `what Zone-H accepted is confirmed, what it has not looked at is claimed`() throws {
    let accepted = try read("zone-h-csv/accepted/list.csv", as: "zone-h-csv")
    #expect(
      accepted.lines == [
        "confirmed old.tax.gov.example beside 192.0.2.12 tcp 80 defacement 16T11:56",
        "claimed www.town.example beside 198.51.100.4 tcp 443 defacement 16T12:00",
        "claimed 198.51.100.5 defacement -",
      ])
    #expect(accepted.sink.problems.first.map { "\($0.line) \($0.field)" } == ["4 time", "4 domain"])
    let pending = try read("zone-h-csv/pending/list.csv", as: "zone-h-csv")
    #expect(pending.lines == ["claimed www.tax.gov.example beside 192.0.2.10 tcp 443 defacement 18T08:12"])
  }

  @Test func `a feed of Zone-H names the site of each item at its time`() throws {
    let (lines, sink, summary) = try read("zone-h-rss/invented/feed.xml", as: "zone-h-rss")
    #expect(
      lines == [
        "claimed one.gov.example tcp 80 defacement 17T14:48", "claimed two.gov.example tcp 80 defacement 17T04:51",
        "claimed three.gov.example tcp 80 defacement 16T09:33", "claimed four.gov.example tcp 80 defacement -",
        "claimed five.gov.example defacement 13T22:54", "claimed six.gov.example tcp 21 defacement 10T23:50",
        "claimed seven.gov.example tcp 443 defacement 01T17:42", "claimed eight.gov.example defacement 19T18:37",
        // n6 refuses an address with one slash; we read it as it is meant.
        "claimed nine.gov.example tcp 80 defacement -",
      ])
    #expect(summary.rows == 13 && summary.listings == 9)
    // No page, no host, a character that no host has, no port, no time.
    #expect(sink.problems.first.map(\.line) == [11, 12, 13, 17, 19])
    #expect(sink.rows.first?.place == "6:1")
  }

  static let dates: [(text: String, time: String?)] = [
    ("Tue, 19 Jul 2016 14:48:17 +0000", "2016-07-19T14:48:17Z"), ("19 Jul 2016 14:48 GMT", "2016-07-19T14:48:00Z"),
    ("Sun, 15 Feb 2015 21:03:51 -1230", "2015-02-16T09:33:51Z"), ("1 Jan 99 00:00:00 PST", "1999-01-01T08:00:00Z"),
    ("29 Feb 2026 00:00:00 Z", nil), ("Tue, 19 Jul 2016", nil), ("19 Juli 2016 14:48 GMT", nil),
    ("19 Jul 2016 14:48 +25:00", nil), ("19 Jul 2016 99:48 UT", nil),
  ]

  @Test(arguments: dates) func `a date of a message is read as RFC 5322 says`(text: String, time: String?) {
    #expect(Instant(internetMessage: text)?.description == time)
  }
}
