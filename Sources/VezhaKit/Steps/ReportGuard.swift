/// The last door before an organization's report leaves.
///
/// Made once for all reports of an interval.
public struct ReportGuard: Sendable {
  private let known: KnownHistory
  private let check: LeakCheck
  /// What every reader may see: public zones, the team that writes, and the name of a time zone.
  private let open: Set<String>
  /// What each organization may see, by its position.
  private let own: [Set<String>]

  /// A guard over everybody's names, hosts and addresses; the team that writes may be named to all.
  public init(_ known: KnownHistory, cert: CERTContact = CERTContact(), timeZone: LocalTimeZone? = nil) {
    self.known = known
    open = Set(known.settings.publicSuffixes + known.settings.constituency)
      .union([cert.name, Self.domain(cert.email)] + [timeZone?.name].compactMap(\.self))
    let inventory = known.loaded.inventory
    var own = [Set<String>](repeating: [], count: inventory.organizations.count)
    var hosts: [String] = []
    for identifier in inventory.identifiers {
      let value = identifier.kind == .url ? Identifier.urlHost(identifier.value) : identifier.value
      guard let value, identifier.kind != .mac, identifier.kind != .nativeID else { continue }
      // What identifies nobody betrays nobody.
      let named = Identifier(kind: identifier.kind, value: identifier.value, given: "")
      if named.unmatchableReason(documentationSpace: known.settings.documentationAddresses) != nil { continue }
      own[inventory.owner(of: identifier.holder)].insert(value)
      hosts.append(value)
    }
    var names: [String] = []
    for (number, organization) in inventory.organizations.enumerated() {
      let all = (organization.names + organization.aliases).map(\.text)
      own[number].formUnion(all)
      // Whom an organization itself names as its contact it may see named, wherever that desk belongs.
      own[number].formUnion(organization.contacts.flatMap { [$0.name, Self.domain($0.email)] })
      // A city may be the name of a body, and stand in that of a zone.
      if let zone = organization.timeZone { own[number].insert(zone.name) }
      names += all
    }
    self.own = own
    check = LeakCheck(hosts: hosts, names: names)
  }

  /// Says what in the finished files only others may know: the first leaks as text, or nil.
  ///
  /// The text is for the analyst, never for the organization.
  public func leak(in files: [ReportFile], of facts: ReportFacts) -> String? {
    let inventory = known.loaded.inventory
    var exempt = open
    for key in facts.organizations.map(\.organization.key) {
      guard let number = inventory.number(of: key) else { continue }
      exempt.formUnion(own[number])
      for parent in parents(of: number) {
        let organization = inventory.organizations[parent]
        exempt.formUnion((organization.names + organization.aliases).map(\.text))
      }
    }
    for finding in facts.exposure.findings + facts.previous.findings + facts.exposure.suppressed {
      exempt.insert(finding.subject.value)
      for evidence in finding.evidence { exempt.formUnion([evidence.listed, evidence.identifier]) }
    }
    let leaks = check.leaks(in: files, exempt: exempt, limit: 3)
    guard !leaks.isEmpty else { return nil }
    return leaks.map { "\($0.file) line \($0.line) holds \($0.value)" }.joined(separator: ", ")
  }

  /// What stands after the `@` of a mail address.
  private static func domain(_ email: String) -> String { String(email.split(separator: "@").last ?? "") }

  /// Organizations above one, at any height; a circle ends.
  private func parents(of number: Int) -> [Int] {
    var found: [Int] = []
    var current = number
    while let key = known.loaded.inventory.organizations[current].parent,
      let parent = known.loaded.inventory.number(of: key), parent != number, !found.contains(parent)
    {
      found.append(parent)
      current = parent
    }
    return found
  }
}
