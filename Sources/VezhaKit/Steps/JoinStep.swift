// What another site's ledger has and this one lacks. Facts that cannot stand beside ours are not taken but told.

extension Pipeline {
  /// Takes the inventory sources, notices, answers and handovers of another ledger that are not here.
  ///
  /// Every edition of a source is read again in its order, so that what counts for which time is as it was there; the
  /// owners are decided by the organizations that are here.
  func join(_ other: Ledger, _ outcome: inout LoadOutcome) throws {
    try joinSources(of: other, &outcome)
    try joinKeys(of: other, &outcome)
    try joinMessages(of: other, &outcome)
  }

  private func joinSources(of other: Ledger, _ outcome: inout LoadOutcome) throws {
    let settings = try ledger.settings()
    for source in try other.sources() {
      if try ledger.hasSource(source) {
        if try ledger.newestFiles(of: source) != other.newestFiles(of: source) {
          outcome.differences.append(
            "the inventory source \(source) is another there and here; ours stays, import theirs under another name")
        }
        continue
      }
      try other.forEachEdition(of: source) { edition in
        let plan = EditionPlan(
          source: source, isOrganizations: edition.isOrganizations,
          defaultOrganization: edition.defaultOrganization, known: now, command: "load", retire: true,
          settings: settings)
        _ = try ledger.addEdition(plan, owners: { OwnerIndex(organizations: $0).decide }) { session in
          for (number, file) in edition.files.enumerated() {
            try session.file { emit in
              // The ledger keeps what the files said together.
              if number == 0 { for record in edition.records { try emit(record) } }
              var file = file
              file.isComplete = edition.isComplete
              return file
            }
          }
        }
      }
      outcome.sources += 1
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

  private func joinMessages(of other: Ledger, _ outcome: inout LoadOutcome) throws {
    let ours = Dictionary(
      try ledger.alerts().map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
    var new: [AlertMessage] = []
    var foreign = Set<String>()
    for message in try other.alerts() {
      guard let mine = ours[message.label] else {
        new.append(message)
        continue
      }
      if mine != message {
        foreign.insert(message.label)
        outcome.differences.append("the alert \(message.label) is another there and here; ours stays, with its answers")
      }
    }
    // An update without the message it follows would belong to a wave of ours.
    let broken = Set(new.filter { $0.number > 0 && foreign.contains($0.alert) }.map(\.label))
    foreign.formUnion(broken)
    new.removeAll { broken.contains($0.label) }
    try ledger.addAlerts(new, known: now)
    outcome.messages = new.count
    _ = try ledger.addNotices(try other.notices().filter { !foreign.contains($0.message) }, known: now)
    let answers = Set(try ledger.answers())
    try ledger.addAnswers(
      try other.answers().filter { !foreign.contains($0.message) && !answers.contains($0) }, known: now)
    let handovers = Set(try ledger.handovers())
    for handover in try other.handovers() where !handovers.contains(handover) {
      try ledger.addHandover(handover, known: now)
    }
  }
}
