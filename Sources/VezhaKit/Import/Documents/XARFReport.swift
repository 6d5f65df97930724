/// Abuse reports in X-ARF 3 and 4: who received one is told what its own system does to others.
///
/// `source_identifier` (3: `Report.Source`) is the abusive system, `destination_ip` the victim.
public enum XARFReport: DocumentFormat {
  /// `xarf`.
  public static let id = "xarf"
  /// What it is called.
  public static let title = "X-ARF 3 and 4 abuse report, JSON"
  /// What is taken from it.
  public static let takes = "the abusive system and its victim, port, protocol, time; no evidence"
  /// First version.
  public static let version = 1
  /// Each report adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// What abuses is an attacker's or taken over.
  public static let role: Role? = .malicious

  /// Whether the text is a report of either version.
  public static func recognises(head: Span<UInt8>) -> Bool {
    let shape = JSONHead(head)
    return shape.has("xarf_version") || shape.has("Version", "ReporterInfo") && !shape.isArray
      || shape.has("Report.ReportType")
  }

  /// When it was made.
  public static func published(_ bytes: Span<UInt8>) -> Instant? {
    guard let tape = try? JSONTape(bytes) else { return nil }
    if let time = tape.member("timestamp", of: tape.root) { return tape.time(time) }
    guard let report = tape.member("Report", of: tape.root), let date = tape.member("Date", of: report) else {
      return nil
    }
    return tape.time(date)
  }

  /// Reads a report.
  /// - Throws: what JSON that is none throws.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    let tape = try JSONTape(bytes)
    var writer = ListingWriter(sink)
    writer.summary.rows = 1
    if let tlp = tape.member("tlp", of: tape.root) { writer.mark(tape.text(tlp).flatMap { TLP(reading: $0) }) }
    let root = tape.member("Report", of: tape.root) ?? tape.root
    func row(_ place: String, port: StaticString, of object: Int) -> ListingRow {
      var row = ListingRow(subjectKind: .host, place: .path(place))
      row.time = published(bytes)
      row.threat = threat(tape, root)
      if let value = tape.member(port, of: object).flatMap({ tape.integer($0) }) { row.port = UInt16(exactly: value) }
      let transport = tape.member("protocol", of: root).flatMap { tape.text($0) } ?? ""
      row.transport = Transport(rawValue: transport.lowercased())
      return row
    }
    if let source = tape.member("source_identifier", of: root) {
      let row = row("/source_identifier", port: "source_port", of: root)
      tape.withString(source) { _ = writer.network($0, row, field: "source_identifier") }
    }
    if let source = tape.member("Source", of: root) {
      for name in ["IP", "Domain", "Url", "URL"] as [StaticString] {
        guard let value = tape.member(name, of: source) else { continue }
        let row = row("/Report/Source/\(name)", port: "Port", of: source)
        tape.withString(value) { _ = writer.network($0, row, field: "Source") }
      }
    }
    for name in ["destination_ip", "DestinationIp"] as [StaticString] {
      guard let victim = tape.member(name, of: root) else { continue }
      var row = row("/\(name)", port: "destination_port", of: root)
      row.role = .confirmed
      tape.withString(victim) { _ = writer.network($0, row, field: "destination") }
    }
    return writer.summary
  }

  private static func threat(_ tape: borrowing JSONTape, _ report: Int) -> Threat? {
    let type =
      (tape.member("type", of: report) ?? tape.member("ReportType", of: report)).flatMap { tape.text($0) }?.lowercased()
      ?? ""
    return switch type {
    case "ddos": .ddos
    case "port-scan", "port_scan", "scan", "sql-injection", "scraping", "login-attack": .scan
    case "phishing", "fraud", "brand-infringement": .phishing
    case "malware", "infected-host", "botnet", "infected_host": .malware
    case "misconfiguration", "open": .vulnerability
    case "remote-compromise", "remote_compromise": .intrusion
    default: nil
    }
  }
}
