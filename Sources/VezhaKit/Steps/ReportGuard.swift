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
  /// The only files that were looked at when it was made; nil for any.
  private let files: Set<ReportFile>?

  /// A guard over everybody's names, hosts and addresses; the team that writes may be named to all.
  ///
  /// - Parameter files: the only files that it will be asked about, if they are few: what cannot stand in them is then
  ///   left out.
  public init(
    _ known: KnownHistory, cert: CERTContact = CERTContact(), timeZone: LocalTimeZone? = nil,
    onlyFor files: [ReportFile]? = nil
  ) {
    self.known = known
    self.files = files.map { Set($0) }
    open = Set(known.settings.publicSuffixes + known.settings.constituency)
      .union([cert.name, Self.domain(cert.email)] + [timeZone?.name].compactMap(\.self))
    let inventory = known.loaded.inventory
    var own = [Set<String>](repeating: [], count: inventory.organizations.count)
    var hosts: [String] = []
    let tokens = files.map(TokenHashes.init)
    let bytes = inventory.identifiers.bytes
    let values = bytes.span
    for number in inventory.identifiers.indices {
      let kind = inventory.identifiers.kind(number)
      guard kind != .mac, kind != .nativeID else { continue }
      let value = values.extracting(inventory.identifiers.place(number))
      if let tokens, kind != .url, !tokens.mayHold(value) { continue }
      // What identifies nobody betrays nobody.
      if Identifier.unmatchableReason(kind, value, documentationSpace: known.settings.documentationAddresses) != nil {
        continue
      }
      let text = inventory.identifiers[number].value
      guard let host = kind == .url ? Identifier.urlHost(text) : text else { continue }
      own[inventory.owner(of: inventory.identifiers.holder(number))].insert(host)
      hosts.append(host)
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
    var exempt = allowed(facts.organizations.map(\.organization.key))
    for finding in facts.exposure.findings + facts.previous.findings + facts.exposure.suppressed {
      exempt.insert(finding.subject.value)
      for evidence in finding.evidence { exempt.formUnion([evidence.listed, evidence.identifier]) }
    }
    return leak(in: files, exempt: exempt)
  }

  /// The same for a message about names that an organization was told before, whosever they are by now.
  public func leak(in files: [ReportFile], toldTo organization: String, of names: [String]) -> String? {
    leak(in: files, exempt: allowed([organization]).union(names))
  }

  private func leak(in files: [ReportFile], exempt: Set<String>) -> String? {
    if let known = self.files, let unknown = files.first(where: { !known.contains($0) }) {
      return "\(unknown.name) is none of the files that the guard was made for"
    }
    let leaks = check.leaks(in: files, exempt: exempt, limit: 3)
    guard !leaks.isEmpty else { return nil }
    return leaks.map { "\($0.file) line \($0.line) holds \($0.value)" }.joined(separator: ", ")
  }

  /// What readers of these organizations may see whatever their findings are.
  private func allowed(_ organizations: [String]) -> Set<String> {
    let inventory = known.loaded.inventory
    var exempt = open
    for key in organizations {
      guard let number = inventory.number(of: key) else { continue }
      exempt.formUnion(own[number])
      for parent in parents(of: number) {
        let organization = inventory.organizations[parent]
        exempt.formUnion((organization.names + organization.aliases).map(\.text))
      }
    }
    return exempt
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
