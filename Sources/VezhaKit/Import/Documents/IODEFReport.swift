/// Incident reports in IODEF: version 1 (RFC 5070) and 2 (RFC 7970).
///
/// Systems of category `target` are what was attacked; `source` and the like, and what `IndicatorData` says to look for, are
/// who attacked. `sensor` and `infrastructure` only saw it. Contacts, name servers, histories and descriptions are passed
/// over: the mailboxes in them are those of the people who write to each other.
public enum IODEFReport: DocumentFormat {
  /// `iodef`.
  public static let id = "iodef"
  /// What it is called.
  public static let title = "IODEF 1 and 2 incident report"
  /// What is taken from it.
  public static let takes = "attacked systems, attacking systems, ports, times; restriction as TLP"
  /// Raised when the same bytes give other rows.
  public static let version = 2
  /// Each report adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// A CSIRT reports what happened.
  public static let role: Role? = .confirmed

  /// Whether the root element is that of IODEF, also inside an Atom entry (RFC 8322).
  public static func recognises(head: Span<UInt8>) -> Bool {
    let text = TextDecoding.head(head)
    guard TextShape(head: text.span) == .markup else { return false }
    for index in 0..<text.count where text[index] == UInt8(ascii: "I") || text[index] == UInt8(ascii: "u") {
      if starts(text.span, at: index, "IODEF-Document") || starts(text.span, at: index, "urn:ietf:params:xml:ns:iodef-")
      {
        return true
      }
    }
    return false
  }

  /// When the first incident was reported.
  public static func published(_ bytes: Span<UInt8>) -> Instant? {
    let handler = IODEFHandler(IgnoredListings())
    _ = try? handler.read(bytes)
    return handler.firstTime
  }

  /// Reads a report.
  /// - Throws: what XML that is not well-formed throws, with its place; nothing of it is kept.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    let handler = IODEFHandler(sink)
    try handler.read(bytes)
    return handler.writer.summary
  }
}

/// Takes rows and keeps nothing.
private final class IgnoredListings: ListingSink {
  func row(_ row: ListingRow, subject: Span<UInt8>, listed: Span<UInt8>) {}
  func skipped(_ problem: @autoclosure () -> Problem) {}
}

/// Gathers each system until it ends: its ports stand after its addresses.
private final class IODEFHandler: XMLHandler {
  var writer: ListingWriter
  private(set) var firstTime: Instant?

  private struct Service {
    var transport: Transport?
    var ports: [UInt16] = []
  }

  private struct System {
    /// Nil if it takes no part.
    var role: Role?
    var subjects: [(text: String, line: Int)] = []
    var services: [Service] = []
    var time: Instant?
  }

  /// When an incident or one of its events was reported, detected, and began.
  private struct Times {
    var reported: Instant?
    var detected: Instant?
    var started: Instant?
  }

  private var incident = Times()
  /// Of the events that stand open, the innermost last.
  private var events: [Times] = []
  private var indicator: Times?
  private var system: System?

  init(_ sink: any ListingSink) { writer = ListingWriter(sink) }

  func read(_ bytes: Span<UInt8>) throws(ReadError) {
    let stream = try XMLStream { [self] (_: borrowing XMLElement) throws(ReadError) -> any XMLHandler in self }
    try stream.feed(array(bytes))
    try stream.finish()
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "Incident":
      (incident, events, indicator, system) = (Times(), [], nil, nil)
      writer.mark(Self.mark(element.lowercased("restriction")))
      return .children
    case "EventData":
      events.append(Times())
      return .children
    case "Indicator":
      indicator = Times()
      return .children
    case "Observable":
      // What is to be looked for stands in it with or without a system around it.
      system = System(role: .malicious)
      writer.summary.rows += 1
      return .children
    case "System":
      let category = element.lowercased("category")
      if indicator == nil || system == nil { writer.summary.rows += 1 }
      system = System(role: indicator != nil && category.isEmpty ? .malicious : Self.role(category))
      return .children
    case "Service":
      system?.services.append(Service(transport: Self.transport(element)))
      return .children
    case "BulkObservable":
      let kind = element.lowercased("type")
      return Self.bulkKinds.contains(kind) ? .children : .skip
    case "Address" where ["mac", "asn", "atm", "vm"].contains(element.lowercased("category")): return .skip
    case "Address", "NodeName", "Name", "Port", "Portlist", "DateTime", "BulkObservableList":
      return system == nil ? .skip : .text
    case "ReportTime", "GenerationTime", "StartTime", "DetectTime": return .text
    case "Contact", "RelatedActivity", "History", "Method", "AdditionalData", "Description", "Counter", "NameServers",
      "DomainContacts", "AlternativeIndicatorID", "ServiceName", "ApplicationHeader":
      return .skip
    default: return .children
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    switch element.name {
    case "ReportTime", "GenerationTime": note(element, \.reported)
    case "DetectTime": note(element, \.detected)
    case "StartTime": note(element, \.started)
    case "DateTime":
      if let known = system?.time ?? Instant(element.text) { system?.time = known }
    case "Address", "NodeName", "Name":
      if !element.text.isEmpty { system?.subjects.append((element.text, element.line)) }
    case "BulkObservableList":
      // The end stands on the last of its lines.
      let lines = element.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (number, line) in lines.enumerated() where line.contains(where: { !$0.isWhitespace }) {
        system?.subjects.append((String(line), max(1, element.line - (lines.count - 1 - number))))
      }
    case "Port", "Portlist":
      // Of version 1, where a service may have no element of its own.
      guard var services = system?.services else { break }
      if services.isEmpty { services.append(Service()) }
      services[services.count - 1].ports += Self.ports(element.text)
      system?.services = services
    case "System", "Observable":
      if let system { list(system) }
      system = nil
    case "EventData": _ = events.popLast()
    case "Indicator": indicator = nil
    default: break
    }
  }

  /// Keeps a time where it belongs: to the system, the indicator, the event or the incident.
  private func note(_ element: borrowing XMLElementEnd, _ part: WritableKeyPath<Times, Instant?>) {
    guard let time = Instant(element.text) else { return }
    if part == \.reported, events.isEmpty { firstTime = firstTime ?? time }
    if let known = system {
      if part == \.started, known.time == nil { system?.time = time }
    } else if indicator != nil {
      indicator?[keyPath: part] = time
    } else if let last = events.indices.last {
      if events[last][keyPath: part] == nil { events[last][keyPath: part] = time }
    } else if incident[keyPath: part] == nil {
      incident[keyPath: part] = time
    }
  }

  /// When it happened to a system: as the system says, else the innermost event or the incident.
  private var time: Instant? {
    let around = [indicator].compactMap { $0 } + events.reversed() + [incident]
    return system?.time ?? around.lazy.compactMap { $0.started ?? $0.detected }.first
      ?? around.lazy.compactMap(\.reported).first
  }

  private func list(_ system: System) {
    guard let role = system.role else { return }
    let time = self.time
    for (text, line) in system.subjects {
      for service in system.services.isEmpty ? [Service()] : system.services {
        for port in service.ports.isEmpty ? [nil] : service.ports.map(Optional.some) {
          var row = ListingRow(subjectKind: .host, role: role, time: time, place: .line(line, column: 1))
          row.threat = role == .malicious ? nil : .intrusion
          row.port = port
          row.transport = service.transport
          writer.network(text.utf8.span, row)
        }
      }
    }
  }

  private static func transport(_ service: borrowing XMLElement) -> Transport? {
    switch service.integer("ip-protocol") ?? service.integer("ip_protocol") {
    case 1: .icmp
    case 6: .tcp
    case 17: .udp
    default: nil
    }
  }

  /// Ports of a list such as `60-61,80`; none where it has more than tell anything.
  private static func ports(_ text: String) -> [UInt16] {
    var ports: [UInt16] = []
    for part in text.split(separator: ",") {
      let ends = part.split(separator: "-").map { UInt16($0.filter { !$0.isWhitespace }) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last else { continue }
      if last - first < 64 { ports += first...last }
    }
    return ports.count <= 64 ? ports.filter { $0 > 0 } : []
  }

  /// RFC 7970 section 3.29.3.1: what a list of observables may hold that is a subject here.
  private static let bulkKinds: Set<String> = [
    "ipv4-addr", "ipv6-addr", "ipv4-net", "ipv6-net", "ipv4-net-mask", "ipv6-net-mask", "domain-name", "fqdn", "url",
    "site-uri", "email-address", "email", "e-mail",
  ]

  /// RFC 7970 section 3.17: who is attacked, and who takes part in the attack; nil for what only saw it.
  private static func role(_ category: String) -> Role? {
    switch category {
    case "source", "intermediate", "watchlist-source": .malicious
    case "watchlist-target": .target
    case "sensor", "infrastructure": nil
    default: .confirmed
    }
  }

  /// RFC 7970 section 3.3.1: `amber` and the like are TLP; of the older words the strictest reading.
  private static func mark(_ restriction: String) -> TLP? {
    switch restriction {
    case "white", "public": .clear
    case "green", "partner": .green
    case "amber", "need-to-know": .amber
    case "private": .amberStrict
    case "red": .red
    default: nil
    }
  }
}
