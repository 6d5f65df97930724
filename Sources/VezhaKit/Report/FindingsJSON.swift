/// Findings as JSON, schema `vezha.findings/1`: what `findings`, `check`, `diff` and the report share.
///
/// Every key is always present, in this order.
public enum FindingsJSON {
  /// The document of an interval.
  public static func bytes(_ exposure: Exposure) -> [UInt8] {
    var json = JSONText()
    json.object {
      $0.key("schema")
      $0.string("vezha.findings/1")
      members(&$0, exposure)
    }
    return json.finished()
  }

  /// Everything of an interval after the schema's name.
  static func members(_ json: inout JSONText, _ exposure: Exposure) {
    json.key("interval")
    interval(&json, exposure.interval)
    json.key("as_known")
    json.instant(exposure.asKnown)
    json.key("records_began")
    json.instant(exposure.recordsBegan)
    json.key("coverage")
    coverage(&json, exposure.coverage)
    json.key("findings")
    json.array(exposure.findings, finding)
    json.key("suppressed")
    json.array(exposure.suppressed, finding)
    json.key("totals")
    totals(&json, exposure)
  }

  static func interval(_ json: inout JSONText, _ interval: Interval) {
    json.object {
      $0.key("from")
      $0.instant(interval.from)
      $0.key("to")
      $0.instant(interval.to)
    }
  }

  static func coverage(_ json: inout JSONText, _ coverage: [Coverage]) {
    json.array(coverage) { json, entry in
      json.object {
        $0.key("series")
        $0.string(entry.series)
        $0.key("documents")
        $0.integer(entry.documents)
        $0.key("days")
        $0.integer(entry.days)
      }
    }
  }

  /// Sums over `findings`; `suppressed` counts those apart.
  static func totals(_ json: inout JSONText, _ exposure: Exposure) {
    let findings = exposure.findings
    var organizations: [String: Int] = [:]
    for finding in findings { organizations[finding.organization, default: 0] += 1 }
    func count(_ include: (Finding) -> Bool) -> Int { findings.reduce(0) { include($1) ? $0 + 1 : $0 } }
    json.object { json in
      json.key("findings")
      json.integer(findings.count)
      json.key("suppressed")
      json.integer(exposure.suppressed.count)
      json.key("needs_review")
      json.integer(count(\.needsReview))
      json.key("by_class")
      json.object {
        $0.key("new")
        $0.integer(count { $0.findingClass == .new })
        $0.key("returned")
        $0.integer(count { $0.findingClass == .returned })
        $0.key("continuing")
        $0.integer(count { $0.findingClass == .continuing })
        $0.key("not_named")
        $0.integer(count { $0.findingClass == .notNamed })
        $0.key("unknown")
        $0.integer(count { $0.findingClass == .unknown })
      }
      json.key("by_state")
      json.object {
        $0.key("on")
        $0.integer(count { $0.state == .on })
        $0.key("off")
        $0.integer(count { $0.state == .off })
        $0.key("unknown")
        $0.integer(count { $0.state == .unknown })
      }
      json.key("by_priority")
      json.object {
        $0.key("critical")
        $0.integer(count { $0.priority == .critical })
        $0.key("high")
        $0.integer(count { $0.priority == .high })
        $0.key("medium")
        $0.integer(count { $0.priority == .medium })
        $0.key("low")
        $0.integer(count { $0.priority == .low })
      }
      json.key("by_organization")
      json.array(organizations.sorted { $0.key < $1.key }) { json, entry in
        json.object {
          $0.key("key")
          $0.string(entry.key)
          $0.key("findings")
          $0.integer(entry.value)
        }
      }
    }
  }
}
