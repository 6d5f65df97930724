import VezhaKit

/// Findings as table, JSON or CSV: shared by `findings`, `check` and `diff`.
struct FindingsOutput {
  var exposure: Exposure
  /// Whether what something hides is what was asked for.
  var showsSuppressed = false
  var format: OutputFormat
  var console: Console

  func write() throws {
    if exposure.purged > 0 {
      console.note(
        "note: \(exposure.purged) documents of the interval were purged and cannot be read again; what they named is not known"
      )
    }
    switch format {
    case .json: try console.write(FindingsJSON.bytes(exposure))
    case .csv: try console.write(FindingsCSV.bytes(showsSuppressed ? exposure.suppressed : exposure.findings))
    case .table: try table()
    }
  }

  private func table() throws {
    let interval = exposure.interval
    try console.print("\(interval.title): \(interval.from.minuteText) to \(interval.to.minuteText) UTC")
    let coverage = exposure.coverage.map { "\($0.series) \($0.documents) documents on \($0.days) days" }
    if exposure.coverage.allSatisfy({ $0.documents == 0 }) {
      try console.print(
        "coverage: \(exposure.purged > 0 ? "all that was published was purged" : "nothing was published or received"); what is on the lists is not known"
      )
    } else {
      try console.print("coverage: \(coverage.joined(separator: "; "))")
    }
    if showsSuppressed { return try suppressedTable() }
    guard !exposure.findings.isEmpty else {
      let isBlind = exposure.coverage.allSatisfy { $0.documents == 0 }
      try console.print(isBlind && exposure.purged > 0 ? "findings are not known" : "no findings")
      return try suppressed()
    }
    let hasDecisions = exposure.findings.contains { $0.decision != nil }
    var table = Table(
      ["priority", "state", "class", "organization", "subject", "certainty", "first seen", "last seen", "id"]
        + (hasDecisions ? ["decided"] : []))
    for finding in exposure.findings {
      table.add(
        [
          finding.priority.rawValue, Self.mark(finding.state), Self.text(finding), finding.organization,
          finding.subject.value + (finding.inInventory ? "" : " (not in inventory)"), finding.certainty.rawValue,
          finding.firstSeen.minuteText, finding.lastSeen.minuteText, finding.id,
        ] + (hasDecisions ? [finding.decision?.verdict.rawValue ?? "-"] : []))
    }
    for line in table.lines { try console.print(line) }
    let organizations = Set(exposure.findings.map(\.organization)).count
    try console.print("\(exposure.findings.count) findings of \(organizations) organizations")
    try suppressed()
  }

  private func suppressedTable() throws {
    guard !exposure.suppressed.isEmpty else { return try console.print("nothing is hidden") }
    var table = Table(["hidden by", "until", "author", "class", "organization", "subject", "id", "reason"])
    for finding in exposure.suppressed {
      table.add([
        finding.suppressedBy ?? "", finding.decision?.until?.minuteText ?? "", finding.decision?.author ?? "",
        Self.text(finding), finding.organization, finding.subject.value, finding.id, finding.decision?.reason ?? "",
      ])
    }
    for line in table.lines { try console.print(line) }
    try console.print("\(exposure.suppressed.count) findings are hidden: \(Self.counts(exposure.suppressed))")
  }

  private func suppressed() throws {
    if !exposure.suppressed.isEmpty {
      try console.print(
        "\(exposure.suppressed.count) more are hidden (\(Self.counts(exposure.suppressed))); `vezha findings --suppressed` shows them and why"
      )
    }
  }

  /// `accepted 2, warning list: cloudflare 14`.
  private static func counts(_ findings: [Finding]) -> String {
    Dictionary(grouping: findings) { $0.suppressedBy ?? "" }.mapValues(\.count).sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }

  private static func mark(_ state: FindingState) -> String {
    switch state {
    case .on: "● on"
    case .off: "○ off"
    case .unknown: "? unknown"
    }
  }

  private static func text(_ finding: Finding) -> String {
    guard let findingClass = finding.findingClass else { return "-" }
    guard findingClass == .returned, let days = finding.absentDays else { return findingClass.rawValue }
    return "returned after \(days) d"
  }
}
