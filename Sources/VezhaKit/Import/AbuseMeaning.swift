/// What the type of an event in an abuse feed says of its two sides.
struct AbuseMeaning: Equatable {
  /// Role of the side that the event is about.
  var source: Role
  /// Role of the other side; nil where it means nothing.
  var destination: Role?
  /// What is said to happen.
  var threat: Threat?

  /// The meaning of a type or category.
  init(_ source: Role, to destination: Role? = nil, _ threat: Threat? = nil) {
    self.source = source
    self.destination = destination
    self.threat = threat
  }

  /// The meaning of a `classification.type` of IntelMQ (RSIT, and its names before version 3) or a type of CERT-EU.
  ///
  /// A type that is not known says what a block list says. Nil for tests.
  init?(intelMQ type: String) {
    let letters = type.utf8.filter { (0x61...0x7a).contains($0 | 0x20) || (0x30...0x39).contains($0) }
    switch String(decoding: letters, as: UTF8.self).lowercased() {
    case "test": return nil
    case "infectedsystem", "botnetdrone", "ransomware", "malware", "dgadomain":
      self.init(.malicious, to: .malicious, .malware)
    case "c2server", "cc", "malwareconfiguration", "malwaredistribution", "malwareurl", "exploiturl", "dropzone":
      self.init(.malicious, .malware)
    case "exploit", "bruteforce", "scanner", "idsalert": self.init(.malicious, to: .target, .scan)
    case "phishing", "masquerade", "socialengineering": self.init(.malicious, .phishing)
    case "spam", "spaminfrastructure": self.init(.malicious, to: .target)
    case "ddos", "dos", "ddosinfrastructure": self.init(.malicious, to: .target, .ddos)
    case "ddostarget": self.init(.target, .ddos)
    case "defacement", "unauthorisedinformationmodification": self.init(.confirmed, .defacement)
    case "systemcompromise", "compromised", "compromisedserver", "backdoor", "applicationcompromise",
      "privilegedaccountcompromise", "unprivilegedaccountcompromise", "unauthorisedinformationaccess":
      self.init(.confirmed, .intrusion)
    case "dataleak", "leak", "dataloss": self.init(.confirmed, .leak)
    case "outage", "sabotage": self.init(.confirmed, .outage)
    case "vulnerablesystem", "vulnerableservice", "vulnerableclient", "ddosamplifier", "informationdisclosure",
      "potentiallyunwantedaccessible", "weakcrypto", "misconfiguration":
      self.init(.vulnerable, .vulnerability)
    default: self.init(.malicious)
    }
  }

  /// The meaning of a category of n6; nil if it is none.
  init?(n6 category: String) {
    switch category {
    case "amplifier", "vulnerable": self.init(.vulnerable, .vulnerability)
    case "backdoor": self.init(.confirmed, .intrusion)
    case "bots", "dns-query": self.init(.malicious, to: .malicious, .malware)
    case "cnc", "malurl", "malware-action", "sandbox-url", "webinject": self.init(.malicious, .malware)
    // Whoever defaced a site told of it.
    case "deface": self.init(.claimed, .defacement)
    case "dos-attacker": self.init(.malicious, to: .target, .ddos)
    case "dos-victim": self.init(.target, .ddos)
    case "fraud", "phish", "scam": self.init(.malicious, .phishing)
    case "leak": self.init(.confirmed, .leak)
    case "scanning", "server-exploit": self.init(.malicious, to: .target, .scan)
    case "spam": self.init(.malicious, to: .target)
    case "flow", "flow-anomaly", "other", "proxy", "spam-url", "tor": self.init(.malicious)
    default: return nil
    }
  }

  /// Whether an address beside a host is evidence for it and no subject of its own.
  ///
  /// What is aimed at is the site; an infected system is known by each of its names.
  var couples: Bool { source == .target || source == .claimed || source == .confirmed }
}
