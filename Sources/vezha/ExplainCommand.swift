import ArgumentParser
import VezhaKit

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Why a finding is one, or how a text would be read and matched.",
    discussion: """
      EXAMPLES
        vezha explain 3f2a9c0d4b5e6f708192
        vezha explain --text 'hxxps://www[.]minfin[.]gov[.]example/login'
      """)

  @Argument(help: "Id of a finding; its beginning is enough if it is the only one.")
  var finding: String?

  @Option(help: "A text, as an entry of a list.")
  var text: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if (finding == nil) == (text == nil) { throw ValidationError("give a finding's id, or --text") }
  }

  func run() async throws {
    let pipeline = try global.open(.reading)
    if let text { return try explain(try pipeline.explain(text: text)) }
    guard let finding else { return }
    let known = try await pipeline.history()
    try explain(try DecisionDesk(known, now: pipeline.now).finding(finding), known, now: pipeline.now)
  }

  private func explain(_ explanation: TextExplanation) throws {
    let console = global.console
    for problem in explanation.problems {
      try console.print("\"\(problem.value)\" (\(problem.field)): skipped, \(problem.reason)")
    }
    if explanation.verdicts.isEmpty && explanation.problems.isEmpty {
      try console.print("no subject was found in the text")
    }
    for verdict in explanation.verdicts {
      try console.print("written    \(verdict.listed)")
      try console.print("read as    \(verdict.subject.kind.rawValue) \(verdict.subject.value)")
      if let registrable = verdict.registrable { try console.print("domain     \(registrable) (registrable)") }
      if let warning = verdict.warning {
        let effect =
          verdict.subject.kind == .host
          ? "imitates nobody" : warning.hides ? "hidden where it stands alone" : "only a possible sign"
        try console.print("known to   warning list \(warning.key): \(effect)")
      }
      if verdict.sightings.isEmpty { try console.print("matches    nothing of ours") }
      for sighting in verdict.sightings {
        try console.print("matches    \(sighting.organization)")
        for evidence in sighting.evidence {
          let asset = evidence.asset.map { "asset \($0.key) of \($0.source)" } ?? Self.holder(evidence, sighting)
          try console.print(
            "           \(evidence.rule.rawValue) (\(evidence.rule.certainty.rawValue)): \(evidence.identifier), \(asset)"
          )
        }
      }
    }
  }

  /// What an identifier is that no asset has.
  private static func holder(_ evidence: SightingEvidence, _ sighting: Sighting) -> String {
    switch evidence.rule {
    case .constituency: "a zone of the constituency"
    case .lookalikeHost: "imitated"
    default: sighting.organization == Organization.unassigned ? "nobody's" : "the organization's own"
    }
  }

  private func explain(_ found: (id: String, key: FindingKey), _ known: KnownHistory, now: Instant) throws {
    let console = global.console
    let sightings = known.history.sightings(ofFinding: found.id)
    guard let last = sightings.last else { return }
    let interval = ISOWeek(containing: last).interval
    let scope = ExposureScope(organizations: [found.key.organization], series: [found.key.series])
    let exposure = try known.exposure(over: interval, now: now, scope: scope)
    guard let finding = (exposure.findings + exposure.suppressed).first(where: { $0.id == found.id }) else { return }
    try console.print("finding      \(finding.id)")
    try console.print("organization \(finding.organizationName) (\(finding.organization))")
    try console.print(
      "subject      \(finding.subject.kind.rawValue) \(finding.subject.value), \(finding.role.rawValue) in \(finding.series)"
    )
    try console.print("in inventory \(finding.inInventory ? "yes" : "no")")
    try console.print("seen         \(sightings.count) documents, \(finding.firstSeen) to \(finding.lastSeen)")
    for (number, episode) in known.history.episodes(ofFinding: found.id, before: max(now, last + .days(1))).enumerated()
    {
      let end = episode.offSince.map { "off since \($0)" } ?? "no later document shows its absence"
      try console.print(
        "episode \(number + 1)    \(episode.start) to \(episode.lastSeen), \(episode.documents) documents, \(episode.rows) rows; \(end)"
      )
    }
    let assets = finding.assets.map { "\($0.key) (\($0.criticality?.rawValue ?? "no criticality"))" }
    try console.print(
      "assets       \(assets.isEmpty ? "none" : assets.joined(separator: ", "))\(finding.otherAssets > 0 ? ", and \(finding.otherAssets) more" : "")"
    )
    try console.print(
      "priority     impact \(finding.impact.rawValue) (role \((finding.roleDecided ?? finding.role).rawValue), criticality) with certainty \(finding.certainty.rawValue) gives \(finding.priority.rawValue)\(finding.protection == nil || finding.hasFailedDefence ? "" : ", one step lower: a defence is in place")\(finding.hasFailedDefence ? ", raised: back although a defence is in place" : "")\(finding.needsReview ? ", needs review" : "")"
    )
    if let decision = finding.decision {
      try console.print(
        "decision     \(decision.verdict.rawValue) by \(decision.author) on \(decision.decided.minuteText)\(decision.until.map { ", until \($0.minuteText)" } ?? ""): \(decision.reason)\(finding.suppressedBy == nil ? "" : " (hides it)")"
      )
    }
    if finding.decision == nil, let hiding = finding.suppressedBy { try console.print("hidden by    \(hiding)") }
    try console.print("evidence of \(interval.title):")
    var shown = 0
    var document: DocumentReference?
    for evidence in finding.evidence {
      if evidence.document != document {
        shown += 1
        guard shown <= 20 else { continue }
        document = evidence.document
        try console.print(
          "  \(evidence.document.published) \(evidence.document.file) (\(evidence.document.sha256.prefix(16)))")
      }
      guard shown <= 20 else { continue }
      let asset = evidence.asset.map { ", asset \($0)" } ?? ""
      try console.print(
        "    \(evidence.location) \"\(evidence.listed)\" in \(evidence.rows) rows: \(evidence.rule.rawValue) (\(evidence.certainty.rawValue)) \(evidence.identifier)\(asset)"
      )
      for note in evidence.guards { try console.print("      guard: \(note), so it is only a possible sign") }
    }
    if finding.documents > 20 { try console.print("  and \(finding.documents - 20) more documents") }
  }
}
