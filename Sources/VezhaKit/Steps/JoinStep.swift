// What another site's ledger has and this one lacks. Facts that cannot stand beside ours are not taken but told.

extension Pipeline {
  /// Takes the decisions, inventory sources, notices, answers and handovers of another ledger that are not here.
  ///
  /// Every edition of a source is read again in its order, so that what counts for which time is as it was there; the
  /// owners are decided by the organizations that are here. Each step takes only what lacks, so a load that was cut off
  /// is finished by the next one.
  func join(_ other: Ledger, _ outcome: inout LoadOutcome) throws {
    try joinDecisions(of: other, &outcome)
    try joinSources(of: other, &outcome)
    try joinKeys(of: other, &outcome)
    try compareSettings(of: other, &outcome)
    try joinMessages(of: other, &outcome)
  }

  private func joinDecisions(of other: Ledger, _ outcome: inout LoadOutcome) throws {
    (outcome.decisions, outcome.withdrawals) = try ledger.joinDecisions(try other.decisions(), known: now)
  }

  private func joinSources(of other: Ledger, _ outcome: inout LoadOutcome) throws {
    let settings = try ledger.settings()
    for source in try other.sources() {
      if source == Self.handSource {
        try joinAssignments(of: other, settings, &outcome)
        continue
      }
      let (ours, theirs) = (try ledger.editionKeys(of: source), try other.editionKeys(of: source))
      guard theirs.starts(with: ours) else {
        outcome.differences.append(
          ours.starts(with: theirs)
            ? "the inventory source \(source) has \(ours.count - theirs.count) newer editions here than there"
            : "the inventory source \(source) is another there and here; ours stays, import theirs under another name")
        continue
      }
      guard theirs.count > ours.count else { continue }
      try other.forEachEdition(of: source, after: ours.count) { edition in
        try add(edition, of: source, edition.records, settings)
      }
      if ours.isEmpty { outcome.sources += 1 } else { outcome.editions += theirs.count - ours.count }
    }
  }

  /// What was assigned by hand, name by name: every site has this source, each with its own names.
  private func joinAssignments(of other: Ledger, _ settings: Settings, _ outcome: inout LoadOutcome) throws {
    let (ours, theirs) = (try ledger.assignments(), try other.assignments())
    for (key, assigned) in theirs.sorted(by: { $0.key < $1.key }) {
      let known = ours[key] ?? []
      if assigned.map(\.key).starts(with: known.map(\.key)) {
        for assignment in assigned.dropFirst(known.count) {
          try add(assignment.edition, of: Self.handSource, [.asset(assignment.asset)], settings)
          outcome.assignments += 1
        }
      } else if !known.map(\.key).starts(with: assigned.map(\.key)),
        let mine = known.last?.asset.organization, let foreign = assigned.last?.asset.organization, mine != foreign
      {
        outcome.differences.append("\(key) is assigned to \(foreign) there and to \(mine) here; ours stays")
      }
    }
  }

  private func add(
    _ edition: StoredEdition, of source: String, _ records: [InventoryRecord], _ settings: Settings
  ) throws {
    let plan = EditionPlan(
      source: source, isOrganizations: edition.isOrganizations, defaultOrganization: edition.defaultOrganization,
      known: now, command: "load", retire: true, settings: settings)
    _ = try ledger.addEdition(plan, owners: { OwnerIndex(organizations: $0).decide }) { session in
      for (number, file) in edition.files.enumerated() {
        try session.file { emit in
          // The ledger keeps what the files said together.
          if number == 0 { for record in records { try emit(record) } }
          var file = file
          file.isComplete = edition.isComplete
          return file
        }
      }
    }
  }

  private func joinKeys(of other: Ledger, _ outcome: inout LoadOutcome) throws {
    let ours = OrganizationKeys(try ledger.keyChanges())
    for change in try other.keyChanges() where ours.current(change.former) != ours.current(change.key) {
      outcome.differences.append(
        "there the organization \(change.former) is \(change.key) (\(change.reason)); `vezha organizations` renames or merges it here"
      )
    }
  }

  /// Says where what is read by other settings there gives other findings here.
  private func compareSettings(of other: Ledger, _ outcome: inout LoadOutcome) throws {
    let (ours, theirs) = (try ledger.settings(), try other.settings())
    let formats = Dictionary(
      try other.documents().map { ($0.series, $0.format) }, uniquingKeysWith: { _, last in last })
    for key in Set(formats.keys).union(theirs.series.map(\.key)).sorted() {
      let differing = theirs.series(key, format: formats[key]).differences(from: ours.series(key, format: formats[key]))
      guard !differing.isEmpty else { continue }
      outcome.differences.append(
        "the series \(key) is set otherwise there and here (\(differing.joined(separator: "; "))): its findings and the decisions on them may differ; set it alike in vezha.yaml"
      )
    }
    for (name, there, here) in [
      ("constituency", theirs.constituency, ours.constituency),
      ("public-suffixes", theirs.publicSuffixes, ours.publicSuffixes),
    ] where there != here {
      let (missing, more) = (Set(there).subtracting(here).sorted(), Set(here).subtracting(there).sorted())
      outcome.differences.append(
        "\(name) differs: "
          + [("only there", missing), ("only here", more)].filter { !$0.1.isEmpty }
          .map { "\($0.1.joined(separator: ", ")) \($0.0)" }.joined(separator: "; "))
    }
    if theirs.documentationAddresses != ours.documentationAddresses {
      outcome.differences.append("documentation addresses count only \(ours.documentationAddresses ? "here" : "there")")
    }
  }

  private func joinMessages(of other: Ledger, _ outcome: inout LoadOutcome) throws {
    var joined = JoinedMessages(try ledger.alerts())
    for message in try other.alerts() { joined.take(message) }
    try ledger.addAlerts(joined.new, known: now)
    outcome.messages = joined.new.count
    for (theirs, ours) in joined.renamed {
      outcome.differences.append("the alert \(theirs) is another there and here; theirs is \(ours) here")
    }
    let notices = try other.notices().map { notice in
      var notice = notice
      notice.message = joined.label(notice.message)
      return notice
    }
    _ = try ledger.addNotices(notices, known: now)
    let answers = Set(try ledger.answers())
    try ledger.addAnswers(
      try other.answers().map { answer in
        var answer = answer
        answer.message = joined.label(answer.message)
        return answer
      }.filter { !answers.contains($0) }, known: now)
    let handovers = Set(try ledger.handovers())
    for handover in try other.handovers() where !handovers.contains(handover) {
      try ledger.addHandover(handover, known: now)
    }
  }
}

/// An identifier that was assigned by hand.
private struct Assignment {
  var asset: AssetRecord
  var edition: StoredEdition

  /// Which assignment it is, in every ledger that holds it.
  var key: [String] { [asset.organization ?? "", String(edition.observed.microseconds)] }
}

extension Ledger {
  /// What was assigned by hand, oldest first, by identifier.
  fileprivate func assignments() throws -> [String: [Assignment]] {
    var assignments: [String: [Assignment]] = [:]
    try forEachEdition(of: Pipeline.handSource, after: 0) { edition in
      // An edition has one asset; the others are what the source had before.
      for case .asset(let asset) in edition.records
      where edition.files.map(\.sha256) == [Pipeline.digest(assigning: asset.key, to: asset.organization ?? "")] {
        assignments[asset.key, default: []].append(Assignment(asset: asset, edition: edition))
      }
    }
    return assignments
  }
}
