// The letter that an organization passes on to whoever runs its site or network.
extension SectionMaker {
  /// At most so many names stand in the letter, the most urgent first.
  private static let letterNames = 20

  /// The letter; nil where nothing of the organization is on a list.
  func letter() -> Section? {
    let listed = all.filter { $0.role == .target && ($0.state != .off || $0.findingClass != .notNamed) }
    guard !isGovernment, !listed.isEmpty else { return nil }
    var lines = listed.prefix(Self.letterNames).map { finding in
      words.letterLine(
        host: finding.subject.value, addresses: finding.ownAddresses, ports: finding.listedPorts,
        since: finding.episodes.last?.start ?? finding.firstSeen)
    }
    if listed.count > Self.letterNames { lines.append(Prose(words.moreNames(listed.count - Self.letterNames))) }
    var blocks = words.letterGreeting(scopeName).map(ReportDocument.Block.paragraph)
    blocks += [
      .paragraph(Prose(words.letterNames)), .list(lines), .paragraph(Prose(words.letterAsk)), .list(words.letterAsks),
    ]
    blocks += words.letterClose(scopeName, phone: options.cert.phone).map(ReportDocument.Block.paragraph)
    return Section(id: "letter", title: words.letterTitle, lead: [words.letterLead], blocks: blocks)
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
      service.listed.port.map { "\(service.listed.transport?.rawValue ?? "tcp")/\($0)" }
    }
  }
}
