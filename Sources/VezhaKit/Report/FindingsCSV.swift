/// Findings as comma-separated values, for the report and for commands: one row per finding, canonical hosts.
public enum FindingsCSV {
  /// Headers in order; stable.
  public static let columns = [
    "id", "organization", "organization_name", "series", "role", "role_decided", "subject", "subject_kind",
    "class",
    "state", "priority", "impact", "certainty", "needs_review", "in_inventory", "first_seen", "last_seen",
    "absent_days", "unobserved_days", "episode", "documents", "rows", "criticality", "assets", "other_assets", "rules",
    "identifiers",
    "ports", "open_ports", "kinds", "paths", "foreign_hosts", "suppressed_by", "decision",
    "decided_by", "decided_until", "reason",
  ]

  /// The findings with a header row; a mark adds the column `tlp`.
  public static func bytes(_ findings: [Finding], mark: String? = nil, isRaw: Bool = false) -> [UInt8] {
    var text = CSVText(isRaw: isRaw)
    if let mark { text.header(columns, mark: mark, isEmpty: findings.isEmpty) } else { text.row(columns) }
    for finding in findings { text.row(row(finding) + (mark.map { [$0] } ?? [])) }
    return text.bytes
  }

  private static func row(_ finding: Finding) -> [String] {
    let open = finding.services.filter { $0.ours == .open }
    return [
      finding.id, finding.organization, finding.organizationName, finding.series, finding.role.rawValue,
      finding.roleDecided?.rawValue ?? "", finding.subject.value, finding.subject.kind.rawValue,
      finding.findingClass?.rawValue ?? "", finding.state.rawValue, finding.priority.rawValue,
      finding.impact.rawValue, finding.certainty.rawValue, String(finding.needsReview),
      String(finding.inInventory),
      finding.firstSeen.description, finding.lastSeen.description, number(finding.absentDays),
      number(finding.unobservedDays), String(finding.episode), String(finding.documents),
      String(finding.rows),
      finding.assets.compactMap(\.criticality).max()?.rawValue ?? "", joined(finding.assets.map(\.key)),
      String(finding.otherAssets),
      joined(Set(finding.evidence.map(\.rule)).sorted().map(\.rawValue)),
      joined(Set(finding.evidence.map(\.identifier)).sorted()),
      joined(finding.services.map { port($0.listed) }),
      joined(open.map { port($0.listed) }),
      joined(AttackKind.allCases.filter { finding.attacks[$0] != nil }.map(\.rawValue)),
      joined(PathClass.allCases.filter { finding.paths[$0] != nil }.map(\.rawValue)),
      String(finding.foreignHosts), finding.suppressedBy ?? "",
      finding.decision?.verdict.rawValue ?? "", finding.decision?.author ?? "",
      finding.decision?.until?.description ?? "", finding.decision?.reason ?? "",
    ]
  }

  private static func number(_ number: Int?) -> String { number.map { String($0) } ?? "" }

  private static func joined(_ texts: [String]) -> String { texts.joined(separator: "; ") }

  private static func port(_ service: ListedService) -> String {
    "\(service.transport?.rawValue ?? "any")/\(service.port.map { String($0) } ?? "any")"
  }
}
