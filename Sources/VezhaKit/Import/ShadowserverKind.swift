/// A kind of report of the Shadowserver Foundation: what its columns say of the systems in them.
///
/// After the pages of its reports (shadowserver.org/what-we-do/network-reporting), where each column is described.
struct ShadowserverKind {
  /// Systems that a row names.
  struct Side {
    /// Columns of addresses, names and URLs.
    var subjects: [String]
    var port: String?
    var role: Role
    var threat: Threat?
  }

  /// Columns that a report of this kind has, all of them.
  var columns: [String]
  /// Columns of which it has at least one; none if that does not matter.
  var anyColumn: [String] = []
  /// What the infection or tag of a row holds, in small letters; nil if that does not matter.
  var mark: String?
  /// What its rows name.
  var sides: [Side]

  /// Whether a report with these columns may be of this kind.
  func fits(_ header: CSVColumns) -> Bool {
    columns.allSatisfy { header.index($0) != nil }
      && (anyColumn.isEmpty || anyColumn.contains { header.index($0) != nil })
  }

  /// Whether a row with these marks may be of this kind.
  func fits(_ marks: [String]) -> Bool { mark.map { mark in marks.contains { $0.contains(mark) } } ?? true }

  private static let source = ["src_ip", "src_hostname"]
  private static let own = ["ip", "hostname"]

  /// All kinds; the first that fits a row counts.
  static let all: [ShadowserverKind] = [
    // Reflectors answer to the address that an attacker forged: the source of the requests is who is flooded.
    ShadowserverKind(
      columns: ["src_ip"], mark: "ddos-amplification",
      sides: [Side(subjects: source, port: "src_port", role: .confirmed, threat: .ddos)]),
    // An attack with both its ends.
    ShadowserverKind(
      columns: ["src_ip", "dst_ip", "attack"],
      sides: [
        Side(subjects: ["dst_ip", "dst_hostname"], port: "dst_port", role: .confirmed, threat: .ddos),
        Side(subjects: source, port: "src_port", role: .malicious, threat: .ddos),
      ]),
    // Attempts that a honeypot or a darknet saw.
    ShadowserverKind(
      columns: ["src_ip"], mark: "brute",
      sides: [Side(subjects: source, port: "src_port", role: .malicious, threat: .scan)]),
    ShadowserverKind(
      columns: ["src_ip"], mark: "scan",
      sides: [Side(subjects: source, port: "src_port", role: .malicious, threat: .scan)]),
    ShadowserverKind(
      columns: ["src_ip"], sides: [Side(subjects: source, port: "src_port", role: .malicious, threat: .malware)]),
    // The page from which infected visitors came.
    ShadowserverKind(
      columns: ["http_referer_ip"],
      sides: [
        Side(
          subjects: ["http_referer_ip", "http_referer_hostname", "http_referer"], port: "http_referer_port",
          role: .malicious,
          threat: .malware)
      ]),
    // What malware asked a resolver for.
    ShadowserverKind(
      columns: ["md5hash", "request", "response"],
      sides: [Side(subjects: ["request"], role: .malicious, threat: .malware)]),
    // Pages that spread malware, or that malware fetched; else those that imitate.
    ShadowserverKind(
      columns: ["url", "host", "ip"], anyColumn: ["sha256", "md5", "md5hash"],
      sides: [Side(subjects: ["ip", "url"], role: .malicious, threat: .malware)]),
    ShadowserverKind(
      columns: ["url", "host", "ip", "source"],
      sides: [Side(subjects: ["ip", "url"], role: .malicious, threat: .phishing)]),
    ShadowserverKind(columns: ["ip", "reason"], sides: [Side(subjects: own, role: .malicious)]),
    // Sites that somebody broke into.
    ShadowserverKind(
      columns: ["ip", "http_host", "category"],
      sides: [Side(subjects: own + ["http_host"], port: "port", role: .malicious, threat: .malware)]),
    ShadowserverKind(
      columns: ["ip"],
      anyColumn: [
        "infection", "family", "malware", "cc_ip", "cc_dns", "attack", "sinkhole", "botnet", "md5hash", "http_host",
      ],
      sides: [Side(subjects: own, port: "port", role: .malicious, threat: .malware)]),
    ShadowserverKind(
      columns: ["ip"], sides: [Side(subjects: own, port: "port", role: .vulnerable, threat: .vulnerability)]),
  ]
}
