import CFloor
import Foundation
import VezhaKit

/// F: bundles of STIX and events of MISP, as partners send them, against simdjson's own pass over the same bytes.
enum JSONCase {
  private static let rounds = 7
  private static let objects = 24_000

  /// Writes a bundle or an event; the same seed gives the same bytes.
  static func make(_ kind: String, file: String) throws -> String {
    var random = VezhaBench.seed
    func next(_ limit: Int) -> Int {
      // Knuth's MMIX generator.
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((random >> 33) % UInt64(limit))
    }
    func identifier(_ number: Int) -> String {
      let digits = String(number, radix: 16)
      return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    }
    let object = kind == "stix" ? stix : misp
    var text = kind == "stix" ? #"{"type":"bundle","id":"bundle--\#(identifier(0))","objects":["# : event
    for number in 1...objects {
      if number > 1 { text += "," }
      text += object(number, identifier(number), next)
    }
    text += kind == "stix" ? "]}" : "]}}"
    try Data(text.utf8).write(to: URL(filePath: file))
    return "\(kind) objects=\(objects) bytes=\(text.utf8.count)"
  }

  private static let event =
    #"{"Event":{"id":"1","info":"Invented","date":"2026-11-18","published":true,"threat_level_id":"2","analysis":"2","timestamp":"1795000000","Orgc":{"id":"1","name":"csirt.example","uuid":"00000000-0000-4000-8000-000000000000"},"Tag":[{"name":"tlp:amber"}],"Attribute":["#

  /// Indicators, observables, and the sightings and relationships between them.
  private static func stix(_ number: Int, _ id: String, _ next: (Int) -> Int) -> String {
    let created = #""spec_version":"2.1","created":"2026-11-18T07:05:12.000Z","modified":"2026-11-18T07:05:12.000Z""#
    switch number % 4 {
    case 0:
      return
        #"{"type":"relationship","id":"relationship--\#(id)",\#(created),"relationship_type":"indicates","source_ref":"indicator--\#(id)","target_ref":"malware--\#(id)","description":"\#(prose(next))"}"#
    case 1:
      return
        #"{"type":"domain-name","spec_version":"2.1","id":"domain-name--\#(id)","value":"h\#(next(1_000_000)).bad.example","resolves_to_refs":["ipv4-addr--\#(id)"]}"#
    case 2:
      return
        #"{"type":"malware","id":"malware--\#(id)",\#(created),"name":"Invented \#(number)","is_family":false,"malware_types":["bot"],"description":"\#(prose(next)) \#(prose(next))","external_references":[{"source_name":"csirt.example","url":"https://csirt.example/reports/\#(number)","external_id":"R\#(number)"}]}"#
    default:
      return
        #"{"type":"indicator","id":"indicator--\#(id)",\#(created),"name":"A host","description":"\#(prose(next))","indicator_types":["malicious-activity"],"pattern":"[domain-name:value = 'h\#(next(1_000_000)).bad.example' OR ipv4-addr:value = '203.0.113.\#(next(256))']","pattern_type":"stix","pattern_version":"2.1","valid_from":"2026-11-18T07:05:12Z","object_marking_refs":["marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"],"external_references":[{"source_name":"csirt.example","url":"https://csirt.example/reports/\#(number)"}]}"#
    }
  }

  /// Attributes with all the members that a MISP server writes; two in three are hashes and files.
  private static func misp(_ number: Int, _ id: String, _ next: (Int) -> Int) -> String {
    let (type, category, value): (String, String, String) =
      switch number % 9 {
      case 0: ("domain", "Network activity", "h\(next(1_000_000)).bad.example")
      case 1: ("ip-dst", "Network activity", "203.0.113.\(next(256))")
      case 2: ("url", "Network activity", "http://h\(next(1_000_000)).bad.example/x/\(next(1000))")
      case 3, 4: ("filename", "Payload delivery", "invented-\(next(1_000_000)).doc")
      default:
        (
          "sha256", "Payload delivery",
          String(repeating: String(next(1_000_000) + 1_000_000), count: 10).prefix(64) + ""
        )
      }
    return
      #"{"id":"\#(number)","type":"\#(type)","category":"\#(category)","to_ids":true,"uuid":"\#(id)","event_id":"1","distribution":"5","timestamp":"\#(1_795_000_000 + number)","comment":"\#(prose(next))","sharing_group_id":"0","deleted":false,"disable_correlation":false,"object_id":"0","object_relation":null,"first_seen":null,"last_seen":null,"value":"\#(value)","Galaxy":[],"ShadowAttribute":[],"Tag":[{"id":"7","name":"invented:kind=\"\#(number % 7)\"","colour":"ffffff","exportable":true}]}"#
  }

  private static func prose(_ next: (Int) -> Int) -> String {
    let words = [
      "the", "host", "was", "seen", "in", "mails", "to", "ministries", "служба", "повідомила", "про", "атаку", "and",
      "answers", "on", "a", "port", "that", "nobody", "uses", "according", "to", "an", "invented", "report",
    ]
    return (0..<(20 + next(24))).map { _ in words[next(words.count)] }.joined(separator: " ")
  }

  /// The floor: simdjson alone.
  static func floor(file: String) throws -> String {
    let nanoseconds = unsafe floor_json(file, Int32(rounds))
    guard nanoseconds > 0 else { throw BenchError(description: "\(file) is no JSON") }
    return "json-floor wall=" + String(format: "%.4f", Double(nanoseconds) / 1e9)
  }

  /// The product: reading the document as the format that its content tells, the best of as many rounds.
  static func run(file: String) throws -> String {
    let bytes = try InputFile(path: file).bytes()
    var best = Duration.seconds(3600)
    var listings = 0
    var format = ""
    for _ in 0..<rounds {
      let sink = CountingSink()
      let start = ContinuousClock.now
      let read = try DocumentReader.read(file: file, bytes: bytes.span, of: Series(key: "bundle"), sink: sink)
      best = min(best, ContinuousClock.now - start)
      (listings, format) = (sink.count, read.format.id)
    }
    let seconds = best / .seconds(1)
    return "json format=\(format) bytes=\(bytes.count) listings=\(listings) wall=" + String(format: "%.4f", seconds)
      + " megabytes-per-second=\(Int(Double(bytes.count) / 1e6 / seconds))"
  }

  private final class CountingSink: ListingSink {
    var count = 0

    func row(_ row: ListingRow, subject: Span<UInt8>, listed: Span<UInt8>) { count += 1 }
    func skipped(_ problem: @autoclosure () -> Problem) {}
  }
}
