/// Who owns an asset: organizations by key, name and alias, and by their own domains and ranges.
public struct OwnerIndex: Sendable {
  /// Each key with the key of the organization that it means.
  private var keys: [String: String] = [:]
  /// Keys by name or alias without case, punctuation and repeated blanks; nil where several share one.
  private var names: [String: String?] = [:]
  private var domains: [String: Set<String>] = [:]
  private var ranges = RangeIndex([])
  private var rangeOwners: [String] = []

  /// An index over the keys, names, aliases, domains and ranges of organizations.
  public init(organizations: [Organization]) {
    var list: [(range: AddressRange, identifier: Int)] = []
    for organization in organizations {
      for domain in organization.domains { domains[domain.canonical, default: []].insert(organization.key) }
      for range in organization.ranges {
        list.append((range.range, rangeOwners.count))
        rangeOwners.append(organization.key)
      }
    }
    ranges = RangeIndex(list)
    insertNames(organizations)
  }

  /// Takes in keys and names.
  ///
  /// A registry's extract has organizations of which it knows nothing but a handle and a name. Such a bare one whose
  /// name is that of a registered one is the registered one.
  private mutating func insertNames(_ organizations: [Organization]) {
    func names(_ organization: Organization) -> Set<String> {
      Set((organization.names + organization.aliases).map { Self.folded($0.text) }).subtracting([""])
    }
    func isBare(_ organization: Organization) -> Bool {
      organization.domains.isEmpty && organization.ranges.isEmpty && organization.contacts.isEmpty
    }
    for organization in organizations where !isBare(organization) {
      keys[organization.key] = organization.key
      for name in names(organization) {
        self.names[name] = self.names[name] == nil ? organization.key : .some(nil)
      }
    }
    let registered = self.names
    for organization in organizations where isBare(organization) {
      let meant = Set(names(organization).compactMap { registered[$0] ?? nil })
      if meant.count == 1, let meant = meant.first {
        keys[organization.key] = meant
        continue
      }
      keys[organization.key] = organization.key
      for name in names(organization) where registered[name] == nil {
        self.names[name] = self.names[name] == nil ? organization.key : .some(nil)
      }
    }
    for organization in organizations {
      for former in organization.formerKeys where keys[former] == nil { keys[former] = keys[organization.key] }
    }
  }

  /// Decides an owner: the one named (by key, name or alias), else the one organization whose domain, else whose range, most
  /// specifically holds an identifier, else the default, else nobody.
  ///
  /// O(labels + log ranges) per identifier.
  public func decide(
    named: String?, identifiers: [Identifier], defaultOrganization: String?
  ) -> (organization: String, reason: String) {
    if let named, !named.isEmpty { return (key(of: named), OwnerReason.named) }
    if let owner = byDomain(identifiers) ?? byRange(identifiers) { return owner }
    if let defaultOrganization { return (defaultOrganization, OwnerReason.byDefault) }
    return (Organization.unassigned, OwnerReason.nobody)
  }

  /// The key of an organization that a file names; the text itself where nobody registered it or several share it.
  private func key(of named: String) -> String {
    if let key = keys[named] { return key }
    return (names[Self.folded(named)] ?? nil) ?? named
  }

  /// A name without case, punctuation and repeated blanks.
  private static func folded(_ name: String) -> String {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }

  private func byDomain(_ identifiers: [Identifier]) -> (organization: String, reason: String)? {
    guard !domains.isEmpty else { return nil }
    var best: (domain: Substring, owners: Set<String>)?
    for identifier in identifiers {
      let host: String?
      switch identifier.kind {
      case .host, .domain, .emailDomain: host = identifier.value
      case .url: host = Identifier.urlHost(identifier.value)
      default: host = nil
      }
      guard let host else { continue }
      var rest = Substring(host)
      while true {
        if let owners = domains[String(rest)] {
          if let current = best {
            if rest.utf8.count > current.domain.utf8.count {
              best = (rest, owners)
            } else if rest.utf8.count == current.domain.utf8.count {
              best?.owners.formUnion(owners)
            }
          } else {
            best = (rest, owners)
          }
          break
        }
        guard let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")) else { break }
        rest = rest[rest.utf8.index(after: dot)...]
      }
    }
    guard let best, best.owners.count == 1, let owner = best.owners.first else { return nil }
    return (owner, "its domain \(best.domain)")
  }

  private func byRange(_ identifiers: [Identifier]) -> (organization: String, reason: String)? {
    guard !ranges.isEmpty else { return nil }
    var best: (range: AddressRange, owners: Set<String>)?
    for identifier in identifiers {
      let range: AddressRange?
      switch identifier.kind {
      case .address: range = Address(identifier.value).flatMap { AddressRange($0, $0) }
      case .range: range = AddressRange.parse(identifier.value.utf8.span)?.range
      default: range = nil
      }
      guard let range else { continue }
      ranges.overlapping(range) { held, number in
        guard held.contains(range) else { return }
        let size = held.upper.bits - held.lower.bits
        let owner = rangeOwners[number]
        if let current = best {
          let currentSize = current.range.upper.bits - current.range.lower.bits
          if size < currentSize {
            best = (held, [owner])
          } else if size == currentSize {
            best?.owners.insert(owner)
          }
        } else {
          best = (held, [owner])
        }
      }
    }
    guard let best, best.owners.count == 1, let owner = best.owners.first else { return nil }
    return (owner, "its range \(best.range)")
  }
}
