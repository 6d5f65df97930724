import VezhaKit

/// Findings as table, JSON or CSV: shared by `findings`, `check` and `diff`.
struct FindingsOutput {
  var exposure: Exposure
  var format: OutputFormat
  var console: Console

  func write() throws {
    switch format {
    case .json: try console.write(FindingsJSON.bytes(exposure))
    case .csv: try console.write(FindingsCSV.bytes(exposure.findings))
    case .table: try table()
    }
  }

  private func table() throws {
    let interval = exposure.interval
    try console.print("\(interval.title): \(interval.from.minuteText) to \(interval.to.minuteText) UTC")
    let coverage = exposure.coverage.map { "\($0.series) \($0.documents) documents on \($0.days) days" }
    if exposure.coverage.allSatisfy({ $0.documents == 0 }) {
      try console.print("coverage: nothing was published or received; what is on the lists is not known")
    } else {
      try console.print("coverage: \(coverage.joined(separator: "; "))")
    }
    guard !exposure.findings.isEmpty else {
      try console.print("no findings")
      return try suppressed()
    }
    var table = Table(
      ["priority", "state", "class", "organization", "subject", "certainty", "first seen", "last seen", "id"])
    for finding in exposure.findings {
      table.add([
        finding.priority.rawValue, Self.mark(finding.state), Self.text(finding), finding.organization,
        finding.subject.value + (finding.inInventory ? "" : " (not in inventory)"), finding.certainty.rawValue,
        finding.firstSeen.minuteText, finding.lastSeen.minuteText, finding.id,
      ])
    }
    for line in table.lines { try console.print(line) }
    let organizations = Set(exposure.findings.map(\.organization)).count
    try console.print("\(exposure.findings.count) findings of \(organizations) organizations")
    try suppressed()
  }

  private func suppressed() throws {
    if !exposure.suppressed.isEmpty {
      try console.print(
        "\(exposure.suppressed.count) more are hidden; `vezha findings --suppressed` shows them and why")
    }
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
