// One finding as JSON.
extension FindingsJSON {
  static func finding(_ json: inout JSONText, _ finding: Finding) {
    json.object {
      $0.key("id")
      $0.string(finding.id)
      $0.key("organization")
      organization(&$0, finding.organization, finding.organizationName)
      $0.key("series")
      $0.string(finding.series)
      $0.key("role")
      $0.string(finding.role.rawValue)
      $0.key("role_decided")
      $0.string(finding.roleDecided?.rawValue)
      $0.key("subject")
      $0.string(finding.subject.value)
      $0.key("subject_kind")
      $0.string(finding.subject.kind.rawValue)
      $0.key("impact")
      $0.string(finding.impact.rawValue)
      $0.key("certainty")
      $0.string(finding.certainty.rawValue)
      $0.key("priority")
      $0.string(finding.priority.rawValue)
      $0.key("needs_review")
      $0.boolean(finding.needsReview)
      $0.key("class")
      $0.string(finding.findingClass?.rawValue)
      $0.key("state")
      $0.string(finding.state.rawValue)
      $0.key("absent_days")
      $0.integer(finding.absentDays)
      $0.key("unobserved_days")
      $0.integer(finding.unobservedDays)
      $0.key("episode")
      $0.integer(finding.episode)
      $0.key("episodes")
      $0.array(finding.episodes, episode)
      $0.key("first_seen")
      $0.instant(finding.firstSeen)
      $0.key("last_seen")
      $0.instant(finding.lastSeen)
      $0.key("documents")
      $0.integer(finding.documents)
      $0.key("rows")
      $0.integer(finding.rows)
      $0.key("in_inventory")
      $0.boolean(finding.inInventory)
      $0.key("assets")
      $0.array(finding.assets, asset)
      $0.key("other_assets")
      $0.integer(finding.otherAssets)
      $0.key("evidence")
      $0.array(finding.evidence, evidence)
      $0.key("services")
      $0.array(finding.services, service)
      $0.key("decision")
      decision(&$0, finding.decision)
      $0.key("suppressed_by")
      $0.string(finding.suppressedBy)
    }
  }

  static func organization(_ json: inout JSONText, _ key: String, _ name: String) {
    json.object {
      $0.key("key")
      $0.string(key)
      $0.key("name")
      $0.string(name)
    }
  }

  /// A decision or null.
  static func decision(_ json: inout JSONText, _ decision: Decision?) {
    guard let decision else { return json.string(nil) }
    json.object {
      $0.key("id")
      $0.string(decision.id)
      $0.key("as")
      $0.string(decision.verdict.rawValue)
      $0.key("scope")
      $0.string(decision.scope.rawValue)
      $0.key("rule")
      $0.string(decision.rule?.rawValue)
      $0.key("reason")
      $0.string(decision.reason)
      $0.key("author")
      $0.string(decision.author)
      $0.key("decided")
      $0.instant(decision.decided)
      $0.key("until")
      $0.instant(decision.until)
    }
  }

  private static func episode(_ json: inout JSONText, _ episode: Episode) {
    json.object {
      $0.key("start")
      $0.instant(episode.start)
      $0.key("last_seen")
      $0.instant(episode.lastSeen)
      $0.key("off_since")
      $0.instant(episode.offSince)
    }
  }

  private static func asset(_ json: inout JSONText, _ asset: AssetSummary) {
    json.object {
      $0.key("key")
      $0.string(asset.key)
      $0.key("name")
      $0.string(asset.name)
      $0.key("criticality")
      $0.string(asset.criticality?.rawValue)
    }
  }

  private static func evidence(_ json: inout JSONText, _ evidence: Evidence) {
    json.object {
      $0.key("rule")
      $0.string(evidence.rule.rawValue)
      $0.key("certainty")
      $0.string(evidence.certainty.rawValue)
      $0.key("asset")
      $0.string(evidence.asset)
      $0.key("identifier")
      $0.string(evidence.identifier)
      $0.key("listed")
      $0.string(evidence.listed)
      $0.key("document")
      $0.object {
        $0.key("sha256")
        $0.string(evidence.document.sha256)
        $0.key("file")
        $0.string(evidence.document.file)
        $0.key("published")
        $0.instant(evidence.document.published)
      }
      $0.key("location")
      $0.string(evidence.location)
      $0.key("rows")
      $0.integer(evidence.rows)
    }
  }

  private static func service(_ json: inout JSONText, _ service: Finding.FindingService) {
    json.object {
      $0.key("transport")
      $0.string(service.listed.transport?.rawValue)
      $0.key("port")
      $0.integer(service.listed.port.map { Int($0) })
      $0.key("rows")
      $0.integer(service.listed.rows)
      $0.key("ours")
      $0.string(service.ours.rawValue)
    }
  }
}
