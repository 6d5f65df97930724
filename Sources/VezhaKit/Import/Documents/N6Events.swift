/// Events of n6, the exchange of CERT Polska: JSON of its API, a list or one event on each line.
public enum N6Events: DocumentFormat {
  /// `n6`.
  public static let id = "n6"
  /// What it is called.
  public static let title = "n6 events, JSON"
  /// What is taken from it.
  public static let takes = "hosts and addresses in the role of their category, ports, times; restriction as TLP"
  /// First version.
  public static let version = 1
  /// Each document adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// Most categories are of infected and attacking systems.
  public static let role: Role? = .malicious

  /// Whether the first event has a category of n6 beside what every event has.
  public static func recognises(head: Span<UInt8>) -> Bool {
    let shape = JSONHead(head)
    return shape.has("source") && (shape.has("confidence") || shape.has("restriction"))
      && shape["category"].flatMap { AbuseMeaning(n6: $0) } != nil
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
    let category = tape.member("category", of: event).flatMap { tape.text($0) } ?? ""
    guard var meaning = AbuseMeaning(n6: category) else {
      return events.writer.skip(position.place("category"), field: "category", category, "no category of n6")
    }
    if meaning.source == .claimed, tape.member("confidence", of: event).map({ tape.string($0, is: "high") }) == true {
      meaning.source = .confirmed
    }
    var values: [AbuseEvents.Value] = []
    func add(_ field: AbuseEvents.Field, _ value: Int, _ place: Place) {
      if let text = tape.scalar(value) { values.append(AbuseEvents.Value(field: field, text: text, place: place)) }
    }
    // Of two systems that talk, the port and, where the other one commands, the names are the other's.
    let isTalk = meaning.destination != nil
    let isCommanded = meaning.destination == .malicious
    var members = JSONWalk(tape, event)
    while let (name, value) = members.member(tape) {
      switch name {
      case "fqdn": add(isCommanded ? .otherHost : .host, value, position.place("fqdn"))
      case "url": add(isCommanded ? .otherURL : .url, value, position.place("url"))
      case "ip_network": add(.network, value, position.place("ip_network"))
      case "email": add(.account, value, position.place("email"))
      case "dip": add(.otherAddress, value, position.place("dip"))
      case "proto": add(.transport, value, position.place("proto"))
      case "time": add(.time, value, position.place("time"))
      case "target": add(.brand, value, position.place("target"))
      case "dport": add(isTalk ? .otherPort : .port, value, position.place("dport"))
      case "sport": if isTalk { add(.port, value, position.place("sport")) }
      case "restriction": events.writer.mark(mark(tape.text(value) ?? ""))
      case "address":
        var addresses = JSONWalk(tape, value)
        while let address = addresses.element(tape) {
          if let ip = tape.member("ip", of: address) { add(.address, ip, position.place("address")) }
        }
      default: break
      }
    }
    events.list(values, meaning)
  }

  /// Who may see an event: everybody, those whom it concerns, or only the CERT.
  private static func mark(_ restriction: String) -> TLP? {
    switch restriction {
    case "public": .clear
    case "need-to-know": .amber
    case "internal": .red
    default: nil
    }
  }
}

extension JSONTape {
  /// The text of a string or whole number; nil for anything else.
  func scalar(_ position: Int) -> [UInt8]? {
    withString(position) { array($0) } ?? integer(position).map { Array(String($0).utf8) }
  }
}
