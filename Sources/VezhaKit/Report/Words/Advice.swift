/// What to do about a kind of threat: one place, told once in a report, in our own words.
enum Advice: String, CaseIterable, Hashable, Sendable {
  case shared = "all"
  case http, slow, syn, udp, dns, unknownHost, sharedAddress, malicious, lookalike, vulnerable, claim, incident

  /// The kinds of threat a finding shows, the most telling first; `shared` where the lists say no more than a name.
  static func topics(of finding: Finding) -> [Advice] {
    var topics: [Advice] = []
    switch finding.roleDecided ?? finding.role {
    case .malicious: topics.append(.malicious)
    case .lookalike: topics.append(.lookalike)
    case .claimed: topics.append(.claim)
    case .confirmed: topics.append(.incident)
    case .vulnerable: topics.append(.vulnerable)
    case .refuted: return []
    case .target: break
    }
    if finding.evidence.contains(where: { $0.rule == .sharedAddress }) { topics.append(.sharedAddress) }
    let kinds = finding.attacks.keys
    let ports = finding.services.map(\.listed)
    if kinds.contains(where: { [.http, .http2, .http3].contains($0) }) || !finding.paths.isEmpty {
      topics.append(.http)
    }
    if kinds.contains(.slow) { topics.append(.slow) }
    if kinds.contains(where: { [.syn, .tcp].contains($0) }) { topics.append(.syn) }
    if kinds.contains(where: { [.udp, .icmp].contains($0) })
      || ports.contains(where: { $0.transport == .udp && $0.port != 53 })
    {
      topics.append(.udp)
    }
    if ports.contains(where: { $0.port == 53 || $0.port == 853 }) { topics.append(.dns) }
    if !finding.inInventory { topics.append(.unknownHost) }
    return topics.isEmpty ? [.shared] : topics
  }

  /// Whether a listed port belongs to this kind of threat.
  func concerns(_ service: ListedService) -> Bool {
    let isDNS = service.port == 53 || service.port == 853
    switch self {
    case .http, .slow, .syn:
      return service.transport != .udp && service.transport != .icmp && service.port != 53
    case .udp: return service.transport == .udp || service.transport == .icmp
    case .dns: return isDNS
    default: return service.port != nil || service.transport != nil
    }
  }

  /// Whether a listed kind of flood belongs to this kind of threat.
  func concerns(_ kind: AttackKind) -> Bool {
    switch self {
    case .http: [.http, .http2, .http3].contains(kind)
    case .slow: kind == .slow
    case .syn: [.syn, .tcp].contains(kind)
    case .udp, .dns: [.udp, .icmp].contains(kind)
    default: true
    }
  }

  /// Whether listed paths belong to this kind of threat.
  var concernsPaths: Bool {
    switch self {
    case .syn, .udp, .dns: false
    default: true
    }
  }

  /// Anchor of the advice in a document.
  var anchor: String { "advice-\(rawValue)" }
}
