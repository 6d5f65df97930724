/// Incident reports in IODEF: version 1 (RFC 5070) and 2 (RFC 7970).
///
/// Systems of category `target` are what was attacked; `source` and the like are who attacked. Contacts, histories and
/// descriptions are passed over: the mailboxes in them are those of the people who write to each other.
public enum IODEFReport: DocumentFormat {
  /// `iodef`.
  public static let id = "iodef"
  /// What it is called.
  public static let title = "IODEF 1 and 2 incident report"
  /// What is taken from it.
  public static let takes = "attacked systems, attacking systems, ports, times; restriction as TLP"
  /// First version.
  public static let version = 1
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

  private struct System {
    var role: Role
    var subjects: [(text: String, line: Int)] = []
    var ports: [UInt16] = []
    var transport: Transport?
    var time: Instant?
  }

  private var time: Instant?
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
      time = nil
      writer.mark(Self.mark(element.lowercased("restriction")))
      return .children
    case "System":
      system = System(role: Self.role(element.lowercased("category")))
      writer.summary.rows += 1
      return .children
    case "Service":
      switch element.integer("ip-protocol") ?? element.integer("ip_protocol") {
      case 1: system?.transport = .icmp
      case 6: system?.transport = .tcp
      case 17: system?.transport = .udp
      default: break
      }
      return .children
    case "Address", "NodeName", "Name", "Port", "Portlist", "DateTime", "StartTime":
      return system == nil ? .skip : .text
    case "ReportTime", "GenerationTime": return .text
    case "Contact", "RelatedActivity", "History", "Method", "AdditionalData", "Description", "Counter": return .skip
    default: return .children
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    switch element.name {
    case "ReportTime", "GenerationTime":
      time = time ?? Instant(element.text)
      firstTime = firstTime ?? time
    case "DateTime", "StartTime":
      if let known = system?.time ?? Instant(element.text) { system?.time = known }
    case "Address", "NodeName", "Name":
      if !element.text.isEmpty { system?.subjects.append((element.text, element.line)) }
    case "Port", "Portlist":
      system?.ports += element.text.split(separator: ",").compactMap { UInt16($0) }
    case "System":
      if let system { list(system) }
      system = nil
    default: break
    }
  }

  private func list(_ system: System) {
    for (text, line) in system.subjects {
      for port in system.ports.isEmpty ? [nil] : system.ports.prefix(64).map(Optional.some) {
        var row = ListingRow(subjectKind: .host, place: .line(line, column: 1))
        row.role = system.role
        row.threat = system.role == .malicious ? nil : .intrusion
        row.time = system.time ?? time
        row.port = port
        row.transport = system.transport
        writer.network(text.utf8.span, row)
      }
    }
  }

  /// RFC 7970 section 3.17: who is attacked, and who takes part in the attack.
  private static func role(_ category: String) -> Role {
    switch category {
    case "source", "intermediate", "watchlist-source": .malicious
    case "watchlist-target": .target
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
