// Puts a finding together from its timeline, its class and the sightings that are shown.

extension ExposureHistory {
  /// Assets of the strongest rule among the evidence.
  func assetNumbers(of detailed: [(Timeline.Point, Sighting)]) -> Set<Int> {
    let strongest = detailed.flatMap { $0.1.evidence.map(\.rule) }.min()
    var numbers = Set<Int>()
    for (_, sighting) in detailed {
      for entry in sighting.evidence where entry.rule == strongest {
        if let reference = entry.asset, let number = assetNumber(reference) { numbers.insert(number) }
      }
    }
    return numbers
  }

  func finding(
    _ timeline: Timeline, _ classification: Classification, _ detailed: [(Timeline.Point, Sighting)],
    assets assetNumbers: Set<Int>, _ applied: AppliedDecisions, hiddenBy hiding: Decision?,
    _ warning: WarningList?, withClass: Bool
  ) -> Finding {
    let key = timeline.key
    let evidence = evidence(detailed, of: key)
    let organization = inventory.number(of: key.organization).map { inventory.organizations[$0] }
    let criticalities = assetNumbers.compactMap { inventory.criticality(ofAsset: $0) }
    let criticality = criticalities.max() ?? (assetNumbers.isEmpty ? organization?.criticality : nil)
    let certainty = evidence.map(\.certainty).max() ?? .possible
    let decided = applied.truth?.verdict.role
    let impact = Urgency.impact(
      role: decided ?? key.role, criticality: criticality,
      threat: detailed.lazy.compactMap(\.1.threat).first { $0 == .leak || $0 == .intrusion },
      isExploited: detailed.contains { $0.1.advisory?.isExploited == true })
    let isByLikeness =
      !evidence.isEmpty && evidence.allSatisfy { $0.rule == .organizationName || $0.rule == .lookalikeHost }
    // Who confirms an incident has judged the match.
    let judged = decided == .confirmed ? max(certainty, .strong) : certainty
    let inside = timeline.points[classification.seen]
    var attacks: [AttackKind: Int] = [:]
    var paths: [PathClass: Int] = [:]
    var listed: [ListedService] = []
    var foreign = Set<UInt64>()
    for (_, sighting) in detailed {
      attacks.merge(sighting.attacks) { $0 + $1 }
      paths.merge(sighting.paths) { $0 + $1 }
      listed += sighting.services
      foreign.formUnion(sighting.foreign)
    }
    var made = Finding(
      id: Self.id(of: key), organization: key.organization,
      organizationName: organization?.displayName ?? key.organization, series: key.series, role: key.role,
      roleDecided: decided, subject: key.subject, impact: impact, certainty: certainty,
      priority: Urgency.priority(
        impact: impact, certainty: judged, isProtected: applied.handling?.verdict == .protected),
      needsReview: Urgency.needsReview(impact: impact, certainty: judged, isByLikeness: isByLikeness),
      findingClass: withClass ? classification.findingClass : nil, state: classification.state,
      absentDays: classification.absentDays, unobservedDays: classification.unobservedDays,
      episode: classification.episode, episodes: classification.episodes, firstSeen: timeline.first,
      lastSeen: timeline.last, documents: Set(inside.map(\.document)).count, rows: inside.reduce(0) { $0 + $1.rows },
      inInventory: key.subject.kind != .host || detailed.contains { $0.1.inInventory },
      assets: assetNumbers.map { number in
        AssetSummary(
          key: inventory.assets[number].reference.key, name: inventory.assets[number].name,
          criticality: inventory.criticality(ofAsset: number))
      }.sorted { ($0.key, $0.name) < ($1.key, $1.name) },
      evidence: evidence, services: folded(listed), attacks: attacks, paths: paths,
      advisory: detailed.lazy.compactMap(\.1.advisory).reduce(nil) { $1.stricter(than: $0) },
      foreignHosts: foreign.count,
      decision: applied.shown(hiddenBy: hiding),
      protection: applied.handling.flatMap { $0.verdict == .protected ? $0 : nil },
      suppressedBy: hiding?.verdict.rawValue ?? warning.map { "warning list: \($0.key)" },
      sightings: inside.map(\.published))
    made.otherAssets =
      Set(detailed.flatMap { $0.1.evidence.compactMap(\.asset) }).count - assetNumbers.count
      + (detailed.map(\.1.moreAssets).max() ?? 0)
    return made
  }

  private func evidence(_ detailed: [(Timeline.Point, Sighting)], of key: FindingKey) -> [Evidence] {
    detailed.flatMap { point, sighting -> [Evidence] in
      guard let document = document(point.document) else { return [] }
      return sighting.evidence.map { entry in
        let (certainty, guards) = certainty(of: entry, of: key)
        return Evidence(
          rule: entry.rule, certainty: certainty, asset: entry.asset?.key, identifier: entry.identifier,
          listed: entry.listed, document: document.reference, location: entry.location, rows: entry.rows,
          guards: guards)
      }
    }
  }

  private func folded(_ services: [ListedService]) -> [Finding.FindingService] {
    struct Key: Hashable {
      var transport: Transport?
      var port: UInt16?
    }
    var rows: [Key: Int] = [:]
    for service in services {
      rows[Key(transport: service.transport, port: service.port), default: 0] += service.rows
    }
    return rows.map { ListedService(transport: $0.key.transport, port: $0.key.port, rows: $0.value) }
      .sorted(by: ListedService.precedes)
      .map { Finding.FindingService(listed: $0, ours: .notScanned) }
  }

  /// Says of each listed port whether our own scan shows it open on one of the finding's assets.
  static func join(_ ports: [Service], to finding: inout Finding) {
    guard !ports.isEmpty else { return }
    for index in finding.services.indices {
      let listed = finding.services[index].listed
      guard let port = listed.port else { continue }
      let same = ports.filter {
        $0.port == Int(port) && (listed.transport == nil || listed.transport?.rawValue == $0.transport)
      }
      if same.contains(where: { $0.state == "open" }) {
        finding.services[index].ours = .open
      } else if !same.isEmpty {
        finding.services[index].ours = .closed
      }
    }
  }
}
