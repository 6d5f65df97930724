// The letter that an organization passes on to whoever runs its site or network.
extension SectionMaker {
  /// At most so many names stand in the letter, the most urgent first.
  private static let letterNames = 20

  /// The letter; nil where nothing of the organization is on a list.
  func letter() -> Section? {
    let listed = all.filter { $0.role == .target && ($0.state != .off || $0.findingClass != .notNamed) }
    guard !isGovernment, !listed.isEmpty else { return nil }
    let lines = words.letterLines(listed, most: Self.letterNames)
    var blocks = words.letterGreeting(scopeName).map(ReportDocument.Block.paragraph)
    blocks += [
      .paragraph(Prose(words.letterNames)), .list(lines), .paragraph(Prose(words.letterAsk)), .list(words.letterAsks),
    ]
    blocks += words.letterClose(scopeName, phone: options.cert.phone).map(ReportDocument.Block.paragraph)
    return Section(id: "letter", title: words.letterTitle, lead: [words.letterLead], blocks: blocks)
  }
}

extension Words {
  /// One line for each name, however many lists name it, and how many more there are.
  func letterLines(_ findings: some Sequence<Finding>, most: Int) -> [Prose] {
    var entries: [(subject: Subject, addresses: [String], ports: [String], since: Instant)] = []
    var places: [Subject: Int] = [:]
    for finding in findings {
      let since = finding.episodes.last?.start ?? finding.firstSeen
      guard let place = places[finding.subject] else {
        places[finding.subject] = entries.count
        entries.append((finding.subject, finding.ownAddresses, finding.listedPorts, since))
        continue
      }
      entries[place].addresses += finding.ownAddresses.filter { !entries[place].addresses.contains($0) }
      entries[place].ports += finding.listedPorts.filter { !entries[place].ports.contains($0) }
      entries[place].since = min(entries[place].since, since)
    }
    let lines = entries.prefix(most).map {
      letterLine(host: $0.subject.value, addresses: $0.addresses, ports: $0.ports, since: $0.since)
    }
    return entries.count > most ? lines + [Prose(moreNames(entries.count - most))] : lines
  }
}

extension Finding {
  /// Addresses of ours on which the match rests, beside the subject itself.
  var ownAddresses: [String] {
    var seen: Set<String> = [subject.value]
    return evidence.filter(\.rule.isByAddress).map(\.identifier).filter { seen.insert($0).inserted }
  }

  /// Ports that the lists name, as `tcp/443`.
  var listedPorts: [String] {
    services.compactMap { service in
      // ICMP has no ports, whatever a list says.
      guard service.listed.transport != .icmp else { return nil }
      return service.listed.port.map { "\(service.listed.transport?.rawValue ?? "tcp")/\($0)" }
    }
  }
}
