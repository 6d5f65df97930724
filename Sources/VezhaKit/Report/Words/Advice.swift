/// What to do about a kind of threat: one place, told once in a report, in our own words.
enum Advice: String, CaseIterable, Hashable, Sendable {
  case shared = "all"
  case http, slow, syn, udp, dns, unknownHost, sharedAddress, malicious, lookalike, incident

  /// The kinds of threat a finding shows, the most telling first; `shared` where the lists say no more than a name.
  static func topics(of finding: Finding) -> [Advice] {
    var topics: [Advice] = []
    switch finding.roleDecided ?? finding.role {
    case .malicious: topics.append(.malicious)
    case .lookalike: topics.append(.lookalike)
    case .claimed, .confirmed, .vulnerable: topics.append(.incident)
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

extension Words {
  func adviceTitle(_ advice: Advice) -> String {
    switch advice {
    case .shared: "For every listed name"
    case .http: "Flood of web requests (HTTP, HTTP/2, HTTP/3)"
    case .slow: "Slow connections that are held open"
    case .syn: "Flood of connections (SYN, TCP)"
    case .udp: "Flood of packets (UDP, ICMP)"
    case .dns: "Name servers listed"
    case .unknownHost: "A host under our domain that nobody knows"
    case .sharedAddress: "Our address, listed with other people's hosts"
    case .malicious: "Our own system listed as attacker infrastructure"
    case .lookalike: "A name that imitates ours"
    case .incident: "A claim of an attack, a leak or a weakness"
    }
  }

  /// One clause for a line of `act now`.
  func adviceAction(_ advice: Advice) -> String {
    switch advice {
    case .shared: "open the site as a visitor would, tell its operator, and have the provider's filter ready"
    case .http: "put limits and a cache in front of the listed pages, and agree a filter with the provider"
    case .slow: "shorten header and body time-outs and limit connections per client at the front end"
    case .syn: "turn on SYN cookies, drop what need not be reached, and ask the provider to filter upstream"
    case .udp: "block UDP and ICMP that the service does not need, at the provider's edge"
    case .dns: "check the second name server, limit responses, and keep zone copies with another provider"
    case .unknownHost: "find who runs it, add it to the inventory or switch it off"
    case .sharedAddress: "ask who else uses this address and whether the provider can move you"
    case .malicious: "treat it as a possible break-in: isolate, keep logs, call the CERT"
    case .lookalike: "ask registrar and hosting provider to take it down, and warn your users"
    case .incident: "confirm or refute it with the CERT before anybody speaks about it"
    }
  }

  func checkOpen(_ ports: [String]) -> String {
    "decide whether \(listed(ports, 6)) must be reachable for everybody"
  }

  func adviceSteps(_ advice: Advice, paths: Set<PathClass>, ports: [String]) -> [String] {
    switch advice {
    case .shared:
      return [
        "Look at the site from outside your own network, and write down when and what you saw.",
        "Tell the operator and the hosting provider the names and ports below; ask which filter they can switch on and how long that takes.",
        "Make sure that the address behind a protection service is not known from old DNS records, mail headers or certificates, and that it takes traffic only from that service.",
        "Prepare a plain page without a database for the time of an attack, and a second way to reach the public.",
        "Keep logs for at least 30 days. If a site fails, note the time in UTC and report it to the CERT.",
      ]
    case .http:
      var steps = [
        "Limit requests per client and per session at the front end, more strictly for clients that keep no cookie.",
        "Serve what everybody may see from a cache, and ignore unknown query parameters when looking it up, so that random ones do not pass the cache.",
      ]
      if paths.contains(.search) || paths.contains(.api) {
        steps.append(
          "Search and API pages are listed: each request costs a database query. Cap their cost, cache frequent answers, and be ready to switch them off alone."
        )
      }
      if paths.contains(.login) || paths.contains(.form) {
        steps.append(
          "Login and form pages are listed: limit attempts, add a challenge before the expensive step, and keep staff access on another way in."
        )
      }
      if paths.contains(.file) {
        steps.append(
          "Files are listed: serve them from a cache or another host, and limit the rate of large ones.")
      }
      if paths.contains(.root) || paths.contains(.other) || paths.isEmpty {
        steps.append("Start pages are listed: they should be static for visitors who are not logged in.")
      }
      steps.append("Limit streams and resets per HTTP/2 connection, and keep the web server up to date.")
      return steps
    case .slow:
      return [
        "Set short time-outs for headers and bodies and a minimum data rate, at the outermost proxy.",
        "Limit connections per client; use a front end that takes a whole request before it troubles the application.",
      ]
    case .syn:
      return [
        "Turn on SYN cookies and raise the backlog on everything that accepts connections.",
        "Close what need not be open to the world; what must stay, let in from known networks only.",
        "A filled line can only be helped upstream: agree filtering or a scrubbing service with the provider now, with a telephone number.",
      ]
    case .udp:
      return [
        "Block UDP and ICMP at the provider's edge as far as the service does not need them; HTTP/3 can be switched off for a while.",
        "Check that no service of yours answers strangers with more than they asked (DNS, NTP, SNMP, memcached), so that you are not made a weapon.",
      ]
    case .dns:
      return [
        "Have name servers in at least two networks and with two providers, and test that the zone answers when one is gone.",
        "Turn on response rate limiting; do not resolve names for strangers on the same server.",
        "Choose times to live so that a copy in a cache outlives a morning.",
      ]
    case .unknownHost:
      return [
        "Ask the owner of the domain who runs the host. A forgotten system is the likeliest to be weak.",
        "Add it to the inventory with an owner and a criticality, or switch it off and remove its name.",
        "Compare all names of the zone with the inventory: where one is missing, others are.",
      ]
    case .sharedAddress:
      return [
        "The list may mean the other names. Yet a flood does not ask: your system shares the line.",
        "Ask the provider who else uses the address, whether you can be moved, and what happens to you when the neighbour is attacked.",
      ]
    case .malicious:
      return [
        "Take the system off the network without switching it off, and keep its memory, disk and logs.",
        "Call the CERT; change the credentials that were used on it from another machine.",
      ]
    case .lookalike:
      return [
        "Ask registrar and hosting provider to take it down, with a picture of what it shows.",
        "Warn users through the channels they already trust; block the name at your own resolver and mail gateway.",
      ]
    case .incident:
      return [
        "Do not contact whoever makes the claim. Compare what is shown with what you hold, and let the CERT judge.",
        "Prepare what you would say in public for the case that it is true, and for the case that it is not.",
      ]
    }
  }

  func adviceSeen(names: Int, ports: [String], kinds: [String], paths: [String]) -> Prose {
    var parts: [Prose] = ["\(strong: self.names(names))"]
    if !ports.isEmpty { parts.append("ports \(listed(ports, 12))") }
    if !kinds.isEmpty { parts.append("kinds \(kinds.joined(separator: ", "))") }
    if !paths.isEmpty { parts.append("aimed at \(paths.joined(separator: ", "))") }
    return "Seen: " + Prose.joined(parts, separator: "; ") + "."
  }

  func listed(_ texts: [String], _ limit: Int) -> String {
    let shown = texts.prefix(limit).joined(separator: ", ")
    return texts.count > limit ? "\(shown) \(moreNames(texts.count - limit))" : shown
  }
}
