/// A MISP event: our own systems as targeting data, never as indicators, not published, for the own organization only.
///
/// One event for each reader and interval: what becomes known later (`--as-known`) has the same UUIDs with a newer
/// `timestamp`, so that an instance updates the event it has instead of holding two of the same week.
enum MISPReport: ReportFormat {
  static let id = "misp"

  static func files(for document: ReportDocument) -> [ReportFile] {
    let facts = document.facts
    let known = facts.exposure.asKnown ?? facts.exposure.interval.to
    // Attributes of two events are never one, or an instance would refuse the second event.
    let event = document.options.identity("misp \(facts.exposure.interval.title) \(facts.scope.key)")
    var json = JSONText()
    json.object {
      $0.key("Event")
      $0.object {
        $0.key("uuid")
        $0.string(StableUUID.text(StableUUID.vezha, event))
        $0.key("info")
        $0.string(
          "\(document.options.isExercise ? "EXERCISE: " : "")Vezha \(facts.exposure.interval.title): \(document.front.title)"
        )
        $0.key("date")
        $0.string(facts.exposure.interval.from.day.description)
        $0.key("timestamp")
        $0.string(String(known.microseconds / 1_000_000))
        $0.key("published")
        $0.boolean(false)
        $0.key("analysis")
        $0.string("2")
        $0.key("threat_level_id")
        $0.string(threatLevel(facts.exposure.findings))
        $0.key("distribution")
        $0.string("0")
        $0.key("Tag")
        $0.array(tags(document)) { json, name in
          json.object {
            $0.key("name")
            $0.string(name)
          }
        }
        $0.key("Attribute")
        $0.array(facts.exposure.findings) { attribute(&$0, $1, known, of: event) }
      }
    }
    return [ReportFile(name: "report.misp.json", bytes: json.finished())]
  }

  private static func tags(_ document: ReportDocument) -> [String] {
    ["tlp:\(document.facts.tlp.rawValue.lowercased())", "vezha:exposure"]
      + (document.options.isExercise ? ["exercise:generic=\"comcheck\""] : [])
  }

  /// 1 high, 2 medium, 3 low, 4 undefined.
  private static func threatLevel(_ findings: [Finding]) -> String {
    switch findings.filter(\.isNamed).map(\.priority).max() {
    case .critical, .high: "1"
    case .medium: "2"
    case .low: "3"
    case nil: "4"
    }
  }

  /// Category and type of MISP's core format for what a subject is.
  private static func kind(_ finding: Finding) -> (category: String, type: String) {
    switch (finding.role, finding.subject.kind) {
    case (_, .cve): ("External analysis", "vulnerability")
    case (.malicious, .host), (.lookalike, .host): ("Network activity", "hostname")
    case (.malicious, .address): ("Network activity", "ip-dst")
    case (_, .name): ("Targeting data", "target-org")
    default: ("Targeting data", "target-machine")
    }
  }

  private static func attribute(_ json: inout JSONText, _ finding: Finding, _ known: Instant, of event: String) {
    let kind = kind(finding)
    json.object {
      $0.key("uuid")
      $0.string(StableUUID.text(StableUUID.vezha, "\(event) \(finding.id)"))
      $0.key("category")
      $0.string(kind.category)
      $0.key("type")
      $0.string(kind.type)
      $0.key("value")
      $0.string(finding.subject.value)
      $0.key("to_ids")
      $0.boolean(false)
      $0.key("disable_correlation")
      $0.boolean(false)
      $0.key("distribution")
      $0.string("5")
      $0.key("comment")
      $0.string(
        "\(finding.organizationName); \(finding.series), \(finding.role.rawValue), \(finding.findingClass?.rawValue ?? "no class"), \(finding.state.rawValue), priority \(finding.priority.rawValue), finding \(finding.id)"
      )
      $0.key("timestamp")
      $0.string(String(known.microseconds / 1_000_000))
      $0.key("first_seen")
      $0.instant(finding.firstSeen)
      $0.key("last_seen")
      $0.instant(finding.lastSeen)
    }
  }
}
