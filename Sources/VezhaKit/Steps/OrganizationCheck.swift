/// An organization with what the ledger holds of it, and what is wrong with it.
public struct OrganizationState: Sendable {
  /// The organization.
  public var organization: Organization
  /// Assets it owns, retired ones not counted.
  public var assets: Int
  /// Findings of all that is known.
  public var findings: Int
  /// What is missing or contradicts itself, one clause each.
  public var gaps: [String]
}

extension Pipeline {
  /// All organizations with what is wrong with them, ordered by key.
  public func organizationStates(_ known: KnownHistory) -> [OrganizationState] {
    let inventory = known.loaded.inventory
    var assets = [Int](repeating: 0, count: inventory.organizations.count)
    for asset in inventory.assets where !asset.isRetired { assets[asset.owner] += 1 }
    let findings = Dictionary(known.history.keys().map { ($0.key.organization, 1) }, uniquingKeysWith: +)
    let gaps = gaps(inventory.organizations)
    return inventory.organizations.enumerated().map { number, organization in
      OrganizationState(
        organization: organization, assets: assets[number], findings: findings[organization.key] ?? 0,
        gaps: gaps[organization.key] ?? [])
    }
  }

  private func gaps(_ organizations: [Organization]) -> [String: [String]] {
    let keys = Set(organizations.map(\.key))
    var gaps: [String: [String]] = [:]
    for organization in organizations where organization.key != Organization.unassigned {
      var own: [String] = []
      if organization.names.isEmpty { own.append("no name") }
      if !organization.contacts.contains(where: { !$0.email.isEmpty || !$0.phone.isEmpty }) {
        own.append("no contact that can be reached")
      } else if ReportWriter.recipients(of: organization).isEmpty {
        own.append("no owner or duty contact with a mail address: its drafts name no recipient")
      }
      let old = organization.contacts.filter { contact in
        Instant(contact.verified).map { $0 + .days(365) < now } ?? true
      }
      if !organization.contacts.isEmpty, old.count == organization.contacts.count {
        own.append("no contact verified within a year")
      }
      if organization.criticality == nil { own.append("no criticality default") }
      if let parent = organization.parent, !keys.contains(parent) { own.append("unknown parent \(parent)") }
      if let circle = circle(from: organization, organizations) {
        own.append("parents go round in a circle: \(circle)")
      }
      gaps[organization.key] = own
    }
    for (key, gap) in foreignMailboxes(organizations) { gaps[key, default: []].append(gap) }
    for (left, right, what) in overlaps(organizations) {
      gaps[left, default: []].append("\(what), also claimed by \(right)")
      gaps[right, default: []].append("\(what), also claimed by \(left)")
    }
    return gaps.mapValues { $0.sorted() }
  }

  /// Owners and duty desks whose mailbox lies in the domain of a body that is not above them: their mail may go to
  /// somebody else.
  ///
  /// Operators, hosting desks and those above do belong elsewhere.
  private func foreignMailboxes(_ organizations: [Organization]) -> [(key: String, gap: String)] {
    var owners: [String: String] = [:]
    for organization in organizations {
      for domain in organization.domains { owners[domain.canonical] = organization.key }
    }
    let parents = Dictionary(organizations.map { ($0.key, $0.parent) }, uniquingKeysWith: { first, _ in first })
    var found: [(String, String)] = []
    for organization in organizations {
      let above = Set(sequence(first: organization.key) { parents[$0] ?? nil }.prefix(organizations.count))
      for contact in organization.contacts where ["owner", "duty"].contains(contact.role) {
        var labels = contact.email.lowercased().split(separator: "@").last?.split(separator: ".") ?? []
        // The nearest domain that anybody claims decides.
        while !labels.isEmpty, owners[labels.joined(separator: ".")] == nil { labels.removeFirst() }
        let domain = labels.joined(separator: ".")
        guard let owner = owners[domain], !above.contains(owner) else { continue }
        found.append(
          (organization.key, "mailbox of its \(contact.role) contact lies in \(domain), a domain of \(owner)"))
      }
    }
    return found
  }

  private func circle(from organization: Organization, _ organizations: [Organization]) -> String? {
    let parents = Dictionary(organizations.map { ($0.key, $0.parent) }, uniquingKeysWith: { first, _ in first })
    var way = [organization.key]
    while let parent = parents[way[way.count - 1]] ?? nil {
      if parent == organization.key { return (way + [parent]).joined(separator: " < ") }
      if way.contains(parent) { return nil }
      way.append(parent)
    }
    return nil
  }

  /// The same domain, name or overlapping range at two organizations that are not above each other.
  private func overlaps(_ organizations: [Organization]) -> [(String, String, String)] {
    var found: [(String, String, String)] = []
    var domains: [String: String] = [:]
    var names: [String: String] = [:]
    var ranges: [(range: AddressRange, key: String)] = []
    for organization in organizations {
      for domain in organization.domains {
        if let other = domains[domain.canonical], other != organization.key {
          found.append((other, organization.key, "domain \(domain.canonical)"))
        }
        domains[domain.canonical] = organization.key
      }
      for name in Set((organization.names + organization.aliases).map { $0.text.lowercased() }).sorted() {
        if let other = names[name], other != organization.key {
          found.append((other, organization.key, "name \(name)"))
        }
        names[name] = organization.key
      }
      ranges += organization.ranges.map { ($0.range, organization.key) }
    }
    // Nested ranges are how parents and children share space; only what crosses or equals contradicts.
    ranges.sort { ($0.range.lower, $1.range.upper) < ($1.range.lower, $0.range.upper) }
    for (index, entry) in ranges.enumerated() {
      for other in ranges[(index + 1)...] where other.key != entry.key {
        guard other.range.lower <= entry.range.upper else { break }
        let isSame = other.range == entry.range
        let crosses = other.range.upper > entry.range.upper && other.range.lower > entry.range.lower
        if isSame || crosses { found.append((entry.key, other.key, "range \(other.range)")) }
      }
    }
    return found
  }
}
