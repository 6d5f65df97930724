extension Pipeline {
  /// The last door before an organization's report leaves: says what in the finished files only others may know.
  ///
  /// - Returns: the first leaks as text, or nil. The text is for the analyst, never for the organization.
  public func leak(in files: [ReportFile], of facts: ReportFacts, known: KnownHistory) -> String? {
    let inventory = known.loaded.inventory
    let own = Set(facts.organizations.map(\.organization.key))
    var exempt = Set(known.settings.publicSuffixes + known.settings.constituency)
    var hosts: [String] = []
    for identifier in inventory.identifiers {
      let value = identifier.kind == .url ? Identifier.urlHost(identifier.value) : identifier.value
      guard let value, identifier.kind != .mac, identifier.kind != .nativeID else { continue }
      // What identifies nobody betrays nobody.
      let named = Identifier(kind: identifier.kind, value: identifier.value, given: "")
      if named.unmatchableReason(documentationSpace: known.settings.documentationAddresses) != nil { continue }
      if own.contains(inventory.organizations[inventory.owner(of: identifier.holder)].key) {
        exempt.insert(value)
      } else {
        hosts.append(value)
      }
    }
    for finding in facts.exposure.findings + facts.previous.findings + facts.exposure.suppressed {
      exempt.insert(finding.subject.value)
      for evidence in finding.evidence { exempt.formUnion([evidence.listed, evidence.identifier]) }
    }
    var names: [String] = []
    for organization in inventory.organizations {
      let all = (organization.names + organization.aliases).map(\.text)
      if own.contains(organization.key) || Self.isAbove(organization.key, own, inventory) {
        exempt.formUnion(all)
      } else {
        names += all
      }
    }
    let leaks = LeakCheck(hosts: hosts, names: names, exempt: exempt).leaks(in: files, limit: 3)
    guard !leaks.isEmpty else { return nil }
    return leaks.map { "\($0.file) line \($0.line) holds \($0.value)" }.joined(separator: ", ")
  }

  /// Whether a key is a parent, at any height, of one of the others.
  private static func isAbove(_ key: String, _ others: Set<String>, _ inventory: Inventory) -> Bool {
    others.contains { other in
      var current: String? = other
      var steps = 0
      while let here = current, steps < 32 {
        current = inventory.number(of: here).flatMap { inventory.organizations[$0].parent }
        if current == key { return true }
        steps += 1
      }
      return false
    }
  }
}
