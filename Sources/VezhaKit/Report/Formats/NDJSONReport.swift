/// One finding a line, in the field names of the Elastic Common Schema 8.11 where it has one and under `vezha.` else.
enum NDJSONReport: ReportFormat {
  static let id = "ndjson"

  static func files(for document: ReportDocument) -> [ReportFile] {
    let exposure = document.facts.exposure
    var bytes: [UInt8] = []
    for finding in exposure.findings + exposure.suppressed { bytes += line(finding, document) }
    return [ReportFile(name: "findings.ndjson", bytes: bytes)]
  }

  private static func line(_ finding: Finding, _ document: ReportDocument) -> [UInt8] {
    let facts = document.facts
    var json = JSONText(isCompact: true)
    json.object {
      $0.key("@timestamp")
      $0.instant(finding.lastSeen)
      $0.key("ecs.version")
      $0.string("8.11.0")
      $0.key("event.kind")
      $0.string("alert")
      $0.key("event.module")
      $0.string("vezha")
      $0.key("event.dataset")
      $0.string("vezha.finding")
      $0.key("event.id")
      $0.string("\(finding.id)-\(facts.exposure.interval.title)")
      $0.key("event.start")
      $0.instant(finding.firstSeen)
      $0.key("event.end")
      $0.instant(finding.lastSeen)
      $0.key("event.severity")
      $0.integer(finding.priority.rank + 1)
      $0.key("organization.id")
      $0.string(finding.organization)
      $0.key("organization.name")
      $0.string(finding.organizationName)
      $0.key("destination.domain")
      $0.string(finding.subject.kind == .host ? finding.subject.value : nil)
      $0.key("destination.ip")
      $0.string(finding.subject.kind == .address ? finding.subject.value : nil)
      $0.key("vulnerability.id")
      $0.string(finding.subject.kind == .cve ? finding.subject.value : nil)
      $0.key("threat.feed.name")
      $0.string(finding.series)
      $0.key("rule.name")
      $0.array(Set(finding.evidence.map(\.rule.rawValue)).sorted()) { $0.string($1) }
      $0.key("tags")
      $0.array(["TLP:\(facts.tlp.rawValue)"] + (document.options.isExercise ? ["EXERCISE"] : [])) { $0.string($1) }
      $0.key("vezha.finding")
      FindingsJSON.finding(&$0, finding)
    }
    return json.finished()
  }
}
