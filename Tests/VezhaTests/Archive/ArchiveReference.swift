/// What every week's findings must be, worked out the slow and simple way from the text of the design.
struct ArchiveReference {
  /// Who is told about what.
  struct Key: Hashable {
    var organization: String
    var subject: String
  }

  /// One list that names a subject: its place in the order of lists, and its records.
  struct Sighting {
    var document: Int
    var rows: [ArchiveRow]
  }

  /// A run of sightings.
  struct Episode {
    var sightings: [Sighting]
    var start: Int
    var lastSeen: Int
  }

  /// Everything about one subject over all lists.
  struct Subject {
    var certainty: String
    var inInventory: Bool
    /// State of our own ports by asset, for those that were scanned.
    var isScanned: Bool
    var episodes: [Episode]
    var sightings: [Sighting]
  }

  let world: ArchiveWorld
  let documents: [ArchiveDocument]
  var subjects: [Key: Subject] = [:]

  static let gap = 36 * 3600
  static let silence = 5 * WorldTime.day

  init(world: ArchiveWorld, documents: [ArchiveDocument]) {
    self.world = world
    self.documents = documents
    var claims: [String: [String: String]] = [:]
    var sightings: [Key: [Sighting]] = [:]
    var certainties: [Key: String] = [:]
    for (number, document) in documents.enumerated() {
      var rows: [Key: [ArchiveRow]] = [:]
      for row in document.rows {
        let owners = claims[row.host] ?? hostOwners(row.host)
        claims[row.host] = owners
        let byAddress = addressOwners(row.address)
        if owners.isEmpty {
          // A foreign host on an address of ours: the address is the subject. A listed address is one too.
          for organization in byAddress {
            let key = Key(organization: organization, subject: row.address)
            rows[key, default: []].append(row)
            certainties[key] = "by address"
          }
        } else if owners["unassigned"] != nil, !byAddress.isEmpty {
          // A host of a shared domain that no name rule gives to anybody: the owner of the address gets it.
          for organization in byAddress {
            let key = Key(organization: organization, subject: row.host)
            rows[key, default: []].append(row)
            certainties[key] = "by address"
          }
        } else {
          for (organization, certainty) in owners {
            let key = Key(organization: organization, subject: row.host)
            rows[key, default: []].append(row)
            certainties[key] = certainty
          }
        }
      }
      for (key, named) in rows { sightings[key, default: []].append(Sighting(document: number, rows: named)) }
    }
    for (key, seen) in sightings {
      subjects[key] = Subject(
        certainty: certainties[key] ?? "", inInventory: isInInventory(key.subject),
        isScanned: world.assets.contains { $0.isScanned && $0.hosts.contains(key.subject) },
        episodes: episodes(seen), sightings: seen)
    }
  }

  // MARK: Rules

  /// The organizations to which a listed host belongs by its name, with the certainty.
  ///
  /// Only the most specific identifier counts; equals share.
  func hostOwners(_ host: String) -> [String: String] {
    if isAddress(host) { return [:] }
    var best: [String: (rank: Int, certainty: String)] = [:]
    func claim(_ organization: String, _ rank: Int, _ certainty: String) {
      if rank > best[organization]?.rank ?? -1 { best[organization] = (rank, certainty) }
    }
    let names =
      world.assets.flatMap { asset in asset.hosts.map { (name: $0, organization: asset.organization) } }
      + world.ownDomains
    for (name, organization) in names {
      if host == name { claim(organization, 1002, "certain") }
      if host == "www." + name || name == "www." + host { claim(organization, 1001, "strong") }
      let bare = name.hasPrefix("www.") ? String(name.dropFirst(4)) : name
      for above in [name, bare] where host.hasSuffix("." + above) && !ArchiveWorld.suffixes.contains(above) {
        claim(organization, above.count, "strong")
      }
    }
    if best.isEmpty, let domain = ArchiveWorld.registrable(host) {
      let owners = Set(
        world.assets.filter { $0.hosts.contains { $0 == domain || $0.hasSuffix("." + domain) } }.map(
          \.organization))
      // Above one of ours or beside it, where nobody else owns anything under the registrable domain.
      if owners.count == 1, let owner = owners.first { return [owner: "strong"] }
      if owners.count > 1 { return ["unassigned": "strong"] }
    }
    // Equal and www. twin are equally specific.
    let top = best.values.map { min($0.rank, 1001) }.max() ?? -1
    return best.filter { min($0.value.rank, 1001) == top }.mapValues(\.certainty)
  }

  /// The organizations that own an address: by the address itself, else by range.
  func addressOwners(_ address: String) -> Set<String> {
    let exact = world.assets.filter { $0.addresses.contains(address) }.map(\.organization)
    if !exact.isEmpty { return Set(exact) }
    return Set(world.ownRanges.filter { address.hasPrefix($0.prefix) }.map(\.organization))
  }

  /// Whether an asset carries a host itself, in a url, or as its `www` twin.
  ///
  /// Addresses are always ours.
  func isInInventory(_ subject: String) -> Bool {
    isAddress(subject)
      || world.assets.contains {
        $0.hosts.contains(subject) || $0.hosts.contains("www." + subject)
          || $0.hosts.contains { "www." + $0 == subject }
      }
  }

  func isAddress(_ text: String) -> Bool { text.allSatisfy { $0.isNumber || $0 == "." } }

  // MARK: Episodes

  /// Whether a list without a subject shows its absence at a time: an empty list only after a day without
  /// another that is not empty.
  func showsAbsence(_ document: Int, at time: Int) -> Bool {
    let published = documents[document].published
    if published >= time { return false }
    if !documents[document].rows.isEmpty { return true }
    let end = published + WorldTime.day
    return end <= time
      && !documents.contains { $0.published > published && $0.published < end && !$0.rows.isEmpty }
  }

  /// The first list after one and before another that shows absence.
  func absence(after first: Int, before second: Int, at time: Int) -> Int? {
    (first + 1..<max(second, first + 1)).first { showsAbsence($0, at: time) }
  }

  func episodes(_ sightings: [Sighting]) -> [Episode] {
    var groups: [[Sighting]] = []
    for sighting in sightings {
      if let last = groups.last?.last {
        let apart = documents[sighting.document].published - documents[last.document].published
        let shown = absence(after: last.document, before: sighting.document, at: .max) != nil
        if !(apart > Self.gap && shown) {
          groups[groups.count - 1].append(sighting)
          continue
        }
      }
      groups.append([sighting])
    }
    return groups.map { group in
      Episode(
        sightings: group, start: documents[group[0].document].published,
        lastSeen: documents[group[group.count - 1].document].published)
    }
  }

  // MARK: A week

  /// The findings of an interval as printable fields.
  func findings(from: Int, to: Int, now: Int = .max) -> [Key: [String: String]] {
    var result: [Key: [String: String]] = [:]
    let time = min(to, now)
    for (key, subject) in subjects {
      let before = subject.sightings.filter { documents[$0.document].published < from }
      let within = subject.sightings.filter {
        documents[$0.document].published >= from && documents[$0.document].published < to
      }
      guard let last = within.last ?? before.last else { continue }
      let end = documents.firstIndex { $0.published >= to } ?? documents.count
      let off = absence(after: last.document, before: end, at: time) != nil
      var fields: [String: String] = [:]
      if within.isEmpty {
        let seenJustBefore = documents[last.document].published >= from - (to - from)
        if off && !seenJustBefore { continue }
        fields["class"] = off ? "not-named" : "unknown"
        fields["absent_days"] = "null"
        fields["unobserved_days"] = "null"
      } else {
        let number =
          subject.episodes.firstIndex { episode in
            episode.sightings.contains { $0.document == within[0].document }
          } ?? 0
        let episode = subject.episodes[number]
        fields["episode"] = "\(number + 1)"
        fields["class"] = episode.start < from ? "continuing" : number > 0 ? "returned" : "new"
        if fields["class"] == "returned" {
          let gone = subject.episodes[number - 1].lastSeen
          fields["absent_days"] = "\((episode.start - gone) / WorldTime.day)"
          fields["unobserved_days"] = "\(unobservedDays(after: gone, before: episode.start))"
        } else {
          fields["absent_days"] = "null"
          fields["unobserved_days"] = "null"
        }
      }
      let newest = documents[..<end].indices.last {
        !documents[$0].rows.isEmpty || showsAbsence($0, at: time)
      }
      let isSilent = time - (documents[..<end].last?.published ?? 0) > Self.silence
      fields["state"] = off ? "off" : newest == last.document && !isSilent ? "on" : "unknown"
      // Episodes with a sighting in the interval, as they stood at its end.
      var stood: [String] = []
      for episode in subject.episodes {
        let known = episode.sightings.map(\.document).filter { documents[$0].published < to }
        guard let newest = known.last, documents[newest].published >= from else { continue }
        let next = subject.sightings.first { $0.document > newest }?.document ?? end
        let gone = absence(after: newest, before: min(next, end), at: time).map { documents[$0].published }
        stood.append(
          [episode.start, documents[newest].published].map(WorldTime.text).joined(separator: "..") + ".."
            + (gone.map(WorldTime.text) ?? "null"))
      }
      fields["episodes"] = stood.joined(separator: " ")
      fields["first_seen"] = WorldTime.text(documents[subject.sightings[0].document].published)
      fields["last_seen"] = WorldTime.text(
        documents[subject.sightings[subject.sightings.count - 1].document].published)
      fields["documents"] = "\(within.count)"
      fields["rows"] = "\(within.map(\.rows.count).reduce(0, +))"
      fields["in_inventory"] = "\(subject.inInventory)"
      fields["certainty"] = subject.certainty == "by address" ? nil : subject.certainty
      var services: [String: Int] = [:]
      // Like the evidence: those of the interval, else those of the last list that named it.
      for row in (within.isEmpty ? [last] : within).flatMap(\.rows) {
        if let port = row.port { services["\(row.transport)/\(port)", default: 0] += 1 }
      }
      fields["services"] = services.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
      if subject.isScanned {
        fields["ours"] = services.keys.compactMap { service in
          service == "tcp/443" ? "tcp/443=open" : service == "tcp/80" ? "tcp/80=closed" : nil
        }.sorted().joined(separator: " ")
      }
      fields["evidence"] = (within.isEmpty ? [last] : within).map { documents[$0.document].file }
        .sorted().joined(separator: " ")
      result[key] = fields
    }
    return result
  }

  /// Days strictly between two times on which nothing was published.
  func unobservedDays(after first: Int, before second: Int) -> Int {
    let observed = Set(documents.map { $0.published / WorldTime.day })
    return (first / WorldTime.day + 1..<max(second / WorldTime.day, first / WorldTime.day + 1))
      .count { !observed.contains($0) }
  }

  /// How much was published in an interval.
  func coverage(from: Int, to: Int) -> String {
    let within = documents.filter { $0.published >= from && $0.published < to }
    return "ddosia \(within.count) \(Set(within.map { $0.published / WorldTime.day }).count)"
  }
}
