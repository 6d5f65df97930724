/// Abuse reports in X-ARF 3 and 4: who received one is told what its own system does to others.
///
/// `source_identifier` is the abusive system, `url` and `domain` the content on it, `destination_ip` the victim. Version 3
/// has `Report.SourceIp`, `SourceUrl`, `DestinationIp`, or an object `Report.Source`. Several reports may stand in a list.
public enum XARFReport: DocumentFormat {
  /// `xarf`.
  public static let id = "xarf"
  /// What it is called.
  public static let title = "X-ARF 3 and 4 abuse report, JSON"
  /// What is taken from it.
  public static let takes = "the abusive system and its victim, port, protocol, time; no evidence"
  /// Raised when the same bytes give other rows.
  public static let version = 2
  /// Each report adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// What abuses is an attacker's or taken over.
  public static let role: Role? = .malicious

  /// Whether the text is a report of either version.
  public static func recognises(head: Span<UInt8>) -> Bool {
    let shape = JSONHead(head)
    return shape.has("xarf_version") || shape.has("Version", "ReporterInfo") || shape.has("Report.ReportType")
  }

  /// When the newest report was made.
  public static func published(_ bytes: Span<UInt8>) -> Instant? {
    guard let tape = try? JSONTape(bytes) else { return nil }
    var newest: Instant?
    forEachReport(tape) { report, _ in
      if let time = time(tape, report) { newest = max(newest ?? time, time) }
    }
    return newest
  }

  private static func time(_ tape: borrowing JSONTape, _ report: Int) -> Instant? {
    if let time = tape.member("timestamp", of: report) { return tape.time(time) }
    guard let inner = tape.member("Report", of: report), let date = tape.member("Date", of: inner) else { return nil }
    return tape.time(date)
  }

  /// Visits every report with the pointer to it.
  private static func forEachReport(_ tape: borrowing JSONTape, _ body: (_ report: Int, _ pointer: String) -> Void) {
    guard tape.kind(tape.root) == .array else { return body(tape.root, "") }
    var walk = JSONWalk(tape, tape.root)
    while true {
      let number = walk.index
      guard let report = walk.element(tape) else { return }
      body(report, "/\(number)")
    }
  }

  /// Reads one report or a list of them.
  /// - Throws: what JSON that is none throws; `.unknownFormat` if nothing in it is a report.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    let tape = try JSONTape(bytes)
    var writer = ListingWriter(sink)
    var count = 0
    forEachReport(tape) { report, pointer in
      writer.summary.rows += 1
      guard
        tape.member("Report", of: report) != nil || tape.member("xarf_version", of: report) != nil
          || tape.member("source_identifier", of: report) != nil
      else {
        return writer.skip(.path(pointer.isEmpty ? "/" : pointer), field: "report", "", "no X-ARF report")
      }
      count += 1
      list(tape, report, pointer, &writer)
    }
    guard count > 0 || tape.kind(tape.root) == .array && writer.summary.rows == 0 else {
      throw ReadError(.unknownFormat, reason: "JSON that holds no X-ARF report")
    }
    return writer.summary
  }

  /// Lists what one report names.
  private static func list(
    _ tape: borrowing JSONTape, _ report: Int, _ pointer: String, _ writer: inout ListingWriter
  ) {
    if let tlp = tape.member("tlp", of: report) { writer.mark(tape.text(tlp).flatMap { TLP(reading: $0) }) }
    let inner = tape.member("Report", of: report)
    let (root, path) = (inner ?? report, inner == nil ? pointer : pointer + "/Report")
    let transport =
      (tape.member("protocol", of: root) ?? tape.member("Protocol", of: root)).flatMap { tape.text($0) } ?? ""
    var row = ListingRow(subjectKind: .host, time: time(tape, report), place: .path(path))
    row.threat = threat(tape, root)
    row.transport = Transport(rawValue: transport.lowercased())
    var listed: Set<String> = []
    func add(_ names: [StaticString], of object: Int, _ path: String, port: StaticString?, role: Role? = nil) {
      for name in names {
        guard let text = tape.member(name, of: object).flatMap({ tape.text($0) }), listed.insert(text).inserted else {
          continue
        }
        var row = row
        row.role = role
        row.place = .path("\(path)/\(name)")
        row.port = port.flatMap { tape.member($0, of: object) }.flatMap { tape.port($0) }
        writer.network(text.utf8.span, row, field: "\(name)")
      }
    }
    add(["source_identifier"], of: root, path, port: "source_port")
    add(["SourceIp", "SourceIP"], of: root, path, port: "SourcePort")
    add(["url", "domain", "SourceUrl", "SourceDomain", "Url", "Domain"], of: root, path, port: nil)
    if let source = tape.member("Source", of: root) {
      add(["IP", "Domain", "Url", "URL"], of: source, path + "/Source", port: "Port")
    }
    add(["destination_ip"], of: root, path, port: "destination_port", role: .confirmed)
    add(["DestinationIp", "DestinationIP"], of: root, path, port: "DestinationPort", role: .confirmed)
    add(["target_url"], of: root, path, port: nil, role: .confirmed)
    // Whom the content imitates.
    for name in ["target_brand", "affected_brand", "impersonated_entity"] as [StaticString] {
      guard let text = tape.member(name, of: root).flatMap({ tape.text($0) }) else { continue }
      row.role = .target
      row.transport = nil
      row.place = .path("\(path)/\(name)")
      writer.name(text.utf8.span, row)
    }
  }

  private static func threat(_ tape: borrowing JSONTape, _ report: Int) -> Threat? {
    let type =
      (tape.member("type", of: report) ?? tape.member("ReportType", of: report)).flatMap { tape.text($0) }?.lowercased()
      ?? ""
    return switch type {
    case "ddos", "dos": .ddos
    case "port-scan", "port_scan", "portscan", "scan", "sql-injection", "sql_injection", "scraping", "login-attack",
      "login_attack", "loginattack":
      .scan
    case "phishing", "fraud", "brand-infringement", "brand_infringement": .phishing
    case "malware", "infected-host", "botnet", "infected_host": .malware
    case "misconfiguration", "open": .vulnerability
    case "remote-compromise", "remote_compromise": .intrusion
    default: nil
    }
  }
}
