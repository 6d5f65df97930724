/// Events of IntelMQ as JSON: a list, one event, or one on each line; names with dots, or objects in objects.
public enum IntelMQEvents: DocumentFormat {
  /// `intelmq`.
  public static let id = "intelmq"
  /// What it is called.
  public static let title = "IntelMQ events, JSON"
  /// What is taken from it.
  public static let takes = "both sides of an event in the role of its classification, ports, times, TLP; no raw data"
  /// First version.
  public static let version = 1
  /// Each document adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// Most types are of infected and attacking systems.
  public static let role: Role? = .malicious

  /// Where the values of an event stand: flat, or a member of a member.
  private static let places:
    [(flat: StaticString, outer: StaticString, inner: StaticString, field: AbuseEvents.Field)] =
      [
        ("classification.type", "classification", "type", .type), ("time.source", "time", "source", .time),
        ("time.observation", "time", "observation", .observed), ("source.ip", "source", "ip", .address),
        ("source.network", "source", "network", .network), ("source.fqdn", "source", "fqdn", .host),
        ("source.reverse_dns", "source", "reverse_dns", .reverse), ("source.url", "source", "url", .url),
        ("source.account", "source", "account", .account), ("source.port", "source", "port", .port),
        ("destination.ip", "destination", "ip", .otherAddress),
        ("destination.network", "destination", "network", .otherNetwork),
        ("destination.fqdn", "destination", "fqdn", .otherHost),
        ("destination.reverse_dns", "destination", "reverse_dns", .otherReverse),
        ("destination.url", "destination", "url", .otherURL),
        ("destination.account", "destination", "account", .otherAccount),
        ("destination.port", "destination", "port", .otherPort),
        ("protocol.transport", "protocol", "transport", .transport),
        ("event_description.target", "event_description", "target", .brand), ("tlp", "tlp", "", .tlp),
      ]

  /// Whether the first record has members that only events of IntelMQ have.
  public static func recognises(head: Span<UInt8>) -> Bool {
    let shape = JSONHead(head)
    return shape.has("classification.type") || shape.has("feed.name", "time.observation")
  }

  /// The time of the newest event: the document states none of its own.
  public static func published(_ bytes: Span<UInt8>) -> Instant? { newestEvent(bytes) }

  /// Yes.
  public static var isDatedByEvents: Bool { true }

  /// Reads all events.
  /// - Throws: what JSON that is none throws.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    try AbuseEvents.read(bytes, into: sink, list)
  }

  private static func list(
    _ tape: borrowing JSONTape, _ event: Int, _ position: JSONRecords.Position,
    _ events: inout AbuseEvents
  ) {
    var values: [AbuseEvents.Value] = []
    var type = ""
    for (flat, outer, inner, field) in places {
      let direct = tape.member(flat, of: event)
      let value = direct ?? tape.member(outer, of: event).flatMap { tape.member(inner, of: $0) }
      guard let value, let text = tape.scalar(value) else { continue }
      if field == .type { type = String(decoding: text, as: UTF8.self) }
      let place = direct == nil ? position.place(outer, inner) : position.place(flat)
      values.append(AbuseEvents.Value(field: field, text: text, place: place))
    }
    guard let meaning = AbuseMeaning(intelMQ: type) else {
      return events.writer.skip(position.place("classification.type"), field: "type", type, "a test")
    }
    events.list(values, meaning)
  }
}
