/// Something that happened to a finding.
public struct HistoryEvent: Hashable, Sendable {
  /// When: published or observed for lists and inventory, else when it was done.
  public var time: Instant
  /// `listed`, `last seen`, `off`, `decided`, `withdrawn`, `alert`, `sent`, `answer`, `identifier`, `owner`,
  /// `key` (the organization was renamed or merged).
  public var kind: String
  /// What, in words.
  public var text: String
}

extension Pipeline {
  /// Everything that is known of a finding, in the order of time.
  public func events(of found: (id: String, key: FindingKey), _ known: KnownHistory) throws -> [HistoryEvent] {
    var events: [HistoryEvent] = []
    func add(_ time: Instant, _ kind: String, _ text: String) {
      events.append(HistoryEvent(time: time, kind: kind, text: text))
    }
    let episodes = known.history.episodes(ofFinding: found.id, before: known.history.silenceMeasured(at: now))
    for (number, episode) in episodes.enumerated() {
      add(episode.start, "listed", "episode \(number + 1) begins in \(found.key.series)")
      add(episode.lastSeen, "last seen", "episode \(number + 1): \(episode.documents) documents, \(episode.rows) rows")
      if let off = episode.offSince { add(off, "off", "the first document of \(found.key.series) without it") }
    }
    for decision in known.decisions where Self.covers(decision, found) {
      let until = decision.until.map { ", until \($0.minuteText)" } ?? ""
      add(decision.decided, "decided", "\(decision.verdict.rawValue) by \(decision.author)\(until): \(decision.reason)")
      if let withdrawal = decision.withdrawal {
        add(withdrawal.time, "withdrawn", "\(decision.verdict.rawValue) by \(withdrawal.author): \(withdrawal.reason)")
      }
    }
    for state in try noticeStates(known)
    where state.message.organization == found.key.organization
      && state.message.told.contains(where: { $0.finding == found.id })
    {
      add(state.message.written, "alert", "\(state.message.label) tells \(found.key.organization)")
      for notice in state.notices {
        let detail = [notice.role, notice.ticket].filter { !$0.isEmpty }.joined(separator: ", ")
        add(
          notice.time, notice.stage.rawValue,
          "\(notice.message) by \(notice.author)\(detail.isEmpty ? "" : " (\(detail))")")
      }
      for answer in state.answers where answer.subject.isEmpty || answer.subject == found.key.subject.value {
        add(
          answer.time, "answer",
          "\(answer.state.rawValue) by \(answer.author)\(answer.text.isEmpty ? "" : ": \(answer.text)")")
      }
    }
    for asset in try assets(of: found.key, known) {
      let (identifiers, owners) = try ledger.history(of: asset)
      for span in identifiers where span.identifier.value == found.key.subject.value {
        add(span.since, "identifier", "\(asset.source): asset \(asset.key) has \(span.identifier.value)")
        if let until = span.until {
          add(until, "identifier", "\(asset.source): asset \(asset.key) no longer has \(span.identifier.value)")
        }
      }
      for owner in owners {
        add(owner.known, "owner", "asset \(asset.key) belongs to \(owner.organization) (\(owner.reason))")
      }
    }
    for change in try ledger.keyChanges(asKnown: known.asKnown)
    where known.loaded.inventory.currentKey(change.former) == found.key.organization {
      add(change.time, "key", "\(change.former) is \(change.key) now, by \(change.author): \(change.reason)")
    }
    let order = [
      "key", "identifier", "owner", "off", "listed", "last seen", "alert", "released", "sent", "answer", "decided",
      "withdrawn",
    ]
    func rank(_ event: HistoryEvent) -> Int { order.firstIndex(of: event.kind) ?? order.count }
    return events.sorted { ($0.time, rank($0), $0.text) < ($1.time, rank($1), $1.text) }
  }

  private static func covers(_ decision: Decision, _ found: (id: String, key: FindingKey)) -> Bool {
    decision.scope == .finding
      ? decision.finding == found.id
      : decision.organization == found.key.organization && decision.subject == found.key.subject
  }

  /// Assets that the evidence of a finding names.
  private func assets(of key: FindingKey, _ known: KnownHistory) throws -> [AssetReference] {
    let documents = known.history.documents(naming: key)
    let matching = try known.sightings(of: documents).filter {
      $0.organization == key.organization && $0.role == key.role && $0.subject == key.subject
    }
    return Set(matching.flatMap { $0.evidence.compactMap(\.asset) }).sorted()
  }
}
