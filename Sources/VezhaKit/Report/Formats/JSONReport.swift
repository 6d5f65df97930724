/// The report as JSON, schema `vezha.report/1`: the findings of `vezha.findings/1` with all that a report adds.
enum JSONReport: ReportFormat {
  static let id = "json"

  static func files(for document: ReportDocument) -> [ReportFile] {
    let facts = document.facts
    var json = JSONText(room: facts.exposure.findings.count << 12)
    json.object {
      $0.key("schema")
      $0.string("vezha.report/1")
      $0.key("tlp")
      $0.string("TLP:\(facts.tlp.rawValue)")
      $0.key("exercise")
      $0.boolean(document.options.isExercise)
      $0.key("scope")
      scope(&$0, facts.scope)
      $0.key("rules_version")
      $0.string(facts.rulesVersion)
      $0.key("chain_head")
      $0.string(facts.chainHead)
      FindingsJSON.members(&$0, facts.exposure)
      $0.key("previous")
      $0.object {
        $0.key("interval")
        FindingsJSON.interval(&$0, facts.previous.interval)
        $0.key("coverage")
        FindingsJSON.coverage(&$0, facts.previous.coverage)
        $0.key("totals")
        FindingsJSON.totals(&$0, facts.previous)
      }
      $0.key("card")
      $0.array(document.front.card, number)
      $0.key("trend")
      $0.array(facts.trend, point)
      $0.key("act_now")
      $0.array(actions(document), action)
      $0.key("history")
      $0.array(facts.exposure.findings) { json, finding in
        json.object {
          $0.key("finding")
          $0.string(finding.id)
          $0.key("times_before")
          $0.integer(facts.timesBefore[finding.id] ?? 0)
        }
      }
      $0.key("return_rates")
      rates(&$0, facts.returnRates)
      $0.key("decisions")
      $0.array(facts.decisions) { json, entry in
        json.object {
          $0.key("finding")
          $0.string(entry.decision.finding)
          $0.key("organization")
          $0.string(entry.decision.organization)
          $0.key("series")
          $0.string(entry.decision.series)
          $0.key("subject")
          $0.string(entry.decision.subject.value)
          $0.key("findings")
          $0.integer(entry.findings)
          $0.key("decision")
          FindingsJSON.decision(&$0, entry.decision)
        }
      }
      inventory(&$0, facts)
      sources(&$0, facts)
    }
    return [ReportFile(name: "report.json", bytes: json.finished())]
  }

  private static func actions(_ document: ReportDocument) -> [ReportDocument.Action] {
    document.sections.flatMap(\.blocks).flatMap { block -> [ReportDocument.Action] in
      if case .actions(let actions, _) = block { actions } else { [] }
    }
  }

  private static func scope(_ json: inout JSONText, _ scope: ReportFacts.Scope) {
    json.object {
      switch scope {
      case .government:
        $0.key("kind")
        $0.string("government")
        $0.key("key")
        $0.string(nil)
        $0.key("children")
        $0.array { _ in }
      case .organization(let key, let children):
        $0.key("kind")
        $0.string("organization")
        $0.key("key")
        $0.string(key)
        $0.key("children")
        $0.array(children) { $0.string($1) }
      case .sector(let name, let members):
        $0.key("kind")
        $0.string("sector")
        $0.key("key")
        $0.string(name)
        $0.key("children")
        $0.array(members) { $0.string($1) }
      }
    }
  }

  private static func number(_ json: inout JSONText, _ number: ReportDocument.CardNumber) {
    json.object {
      $0.key("id")
      $0.string(number.id)
      $0.key("value")
      $0.integer(number.value)
      $0.key("previous")
      $0.integer(number.previous)
    }
  }

  private static func point(_ json: inout JSONText, _ point: ReportFacts.TrendPoint) {
    let isBlind = point.documents == 0
    json.object {
      $0.key("interval")
      FindingsJSON.interval(&$0, point.interval)
      $0.key("documents")
      $0.integer(point.documents)
      // Without documents nothing is known, and nothing is not zero.
      $0.key("named")
      $0.integer(isBlind ? nil : point.named)
      $0.key("new")
      $0.integer(isBlind ? nil : point.new)
      $0.key("returned")
      $0.integer(isBlind ? nil : point.returned)
    }
  }

  private static func action(_ json: inout JSONText, _ action: ReportDocument.Action) {
    json.object {
      $0.key("rank")
      $0.integer(action.rank)
      $0.key("priority")
      $0.string(action.priority.rawValue)
      $0.key("organization")
      FindingsJSON.organization(&$0, action.organization, action.organizationName)
      $0.key("subjects")
      $0.array(action.subjects) { $0.string($1) }
      $0.key("findings")
      $0.array(action.findings) { $0.string($1) }
      $0.key("why")
      $0.string(action.why.plain)
      $0.key("what")
      $0.string(action.what.plain)
      $0.key("due")
      $0.string(action.due.description)
    }
  }

  private static func rates(_ json: inout JSONText, _ rates: ReportFacts.ReturnRates?) {
    guard let rates else {
      json.string(nil)
      return
    }
    json.object {
      $0.key("left")
      $0.integer(rates.left)
      $0.key("within_28_days")
      $0.integer(rates.within28Days)
      $0.key("within_84_days")
      $0.integer(rates.within84Days)
    }
  }

  private static func inventory(_ json: inout JSONText, _ facts: ReportFacts) {
    json.key("organizations")
    json.array(facts.organizations) { json, entry in
      let own = facts.exposure.findings.filter { $0.organization == entry.organization.key }
      json.object {
        $0.key("key")
        $0.string(entry.organization.key)
        $0.key("name")
        $0.string(entry.organization.displayName)
        $0.key("sector")
        $0.string(entry.organization.sector.isEmpty ? nil : entry.organization.sector)
        $0.key("parent")
        $0.string(entry.organization.parent)
        $0.key("assets")
        $0.integer(entry.assets)
        $0.key("scanned")
        $0.instant(entry.scanned)
        $0.key("has_contact")
        $0.boolean(!entry.organization.contacts.isEmpty)
        $0.key("findings")
        $0.integer(own.count)
        $0.key("named")
        $0.integer(own.filter(\.isNamed).count)
        $0.key("on")
        $0.integer(own.filter { $0.state == .on }.count)
      }
    }
    let isGovernment = facts.scope == .government
    json.key("editions")
    json.array(facts.editions) { json, edition in
      json.object {
        $0.key("source")
        $0.string(edition.source)
        $0.key("observed")
        $0.instant(edition.observed)
        $0.key("complete")
        $0.boolean(edition.complete)
        $0.key("assets")
        $0.integer(isGovernment ? edition.assets : nil)
        $0.key("added")
        $0.integer(isGovernment ? edition.added : nil)
        $0.key("changed")
        $0.integer(isGovernment ? edition.changed : nil)
        $0.key("retired")
        $0.integer(isGovernment ? edition.retired : nil)
      }
    }
    json.key("unassigned_assets")
    json.integer(isGovernment ? facts.unassignedAssets : nil)
    json.key("unmatchable")
    json.array(facts.unmatchable) { json, entry in
      json.object {
        $0.key("reason")
        $0.string(entry.reason)
        $0.key("count")
        $0.integer(entry.count)
      }
    }
  }

  private static func sources(_ json: inout JSONText, _ facts: ReportFacts) {
    json.key("series")
    json.array(facts.series) { json, entry in
      json.object {
        $0.key("key")
        $0.string(entry.series.key)
        $0.key("publisher")
        $0.string(entry.series.publisher.isEmpty ? nil : entry.series.publisher)
        $0.key("kind")
        $0.string(entry.series.kind.rawValue)
        $0.key("role")
        $0.string(entry.series.role.rawValue)
        $0.key("tlp")
        $0.string("TLP:\(entry.series.tlp.rawValue)")
        $0.key("documents")
        $0.integer(entry.coverage.documents)
        $0.key("days")
        $0.integer(entry.coverage.days)
        $0.key("newest")
        $0.instant(entry.newest)
        $0.key("listings")
        $0.integer(entry.listings)
        $0.key("skipped")
        $0.integer(entry.skipped)
        $0.key("fewest_subjects")
        $0.integer(entry.subjects?.lowerBound)
        $0.key("most_subjects")
        $0.integer(entry.subjects?.upperBound)
      }
    }
    json.key("documents")
    json.array(facts.documents) { json, document in
      json.object {
        $0.key("series")
        $0.string(document.series)
        $0.key("file")
        $0.string(document.file)
        $0.key("sha256")
        $0.string(document.sha256)
        $0.key("format")
        $0.string(document.format)
        $0.key("published")
        $0.instant(document.published)
        $0.key("received")
        $0.instant(document.known)
        $0.key("bytes")
        $0.integer(document.bytes)
        $0.key("listings")
        $0.integer(document.listings)
        $0.key("subjects")
        $0.integer(document.subjects)
        $0.key("skipped")
        $0.integer(document.skipped)
        $0.key("tlp")
        $0.string("TLP:\(document.tlp.rawValue)")
        $0.key("note")
        $0.string(document.note.isEmpty ? nil : document.note)
      }
    }
  }
}
