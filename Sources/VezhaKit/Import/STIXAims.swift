/// What the objects of a STIX document say of others: who is targeted, sighted, impacted.
struct STIXAims {
  /// What is said of an object that others refer to.
  struct Aim {
    var role: Role
    var threat: Threat?
    var time: Instant?
  }

  /// Members of a message that refer to those to whom it went.
  static let recipientFields: [StaticString] = ["to_refs", "cc_refs", "bcc_refs"]

  private var byIdentifier: [String: Aim] = [:]
  private var incidents: [String: Role] = [:]
  private var impacts: [(incident: String, subject: Int, time: Instant?)] = []
  /// When observables were last observed.
  private var lastObserved: [String: Instant] = [:]
  /// Whole and part: what is aimed at the whole is aimed at the part.
  private var parts: [(whole: Int, part: Int)] = []

  /// What is said of the object with this identifier; nil if nothing is.
  func callAsFunction(_ tape: borrowing JSONTape, _ id: Int) -> Aim? {
    guard !byIdentifier.isEmpty, id > 0, let id = tape.text(id) else { return nil }
    return byIdentifier[id]
  }

  /// When the observable with this identifier was last observed; nil if nothing says.
  func observed(_ tape: borrowing JSONTape, _ id: Int) -> Instant? {
    guard !lastObserved.isEmpty, id > 0, let id = tape.text(id) else { return nil }
    return lastObserved[id]
  }

  /// Remembers what a relationship says.
  /// - Returns: where its markings stand, 0 for none.
  mutating func relationship(_ tape: borrowing JSONTape, _ object: Int) -> Int {
    var (kind, source, target, time, markings) = (0, 0, 0, 0, 0)
    var isRevoked = false
    var members = JSONWalk(tape, object)
    while let (name, value) = members.member(tape) {
      switch name {
      case "relationship_type": kind = value
      case "source_ref": source = value
      case "target_ref": target = value
      case "modified": time = value
      case "object_marking_refs": markings = value
      case "revoked": isRevoked = tape.bool(value) == true
      default: break
      }
    }
    if isRevoked { return markings }
    switch tape.name(kind) {
    case "targets", "impacts", "affects":
      if let text = tape.text(source), text.hasPrefix("incident--") {
        impacts.append((text, target, tape.time(time)))
      } else {
        aim(tape, at: target, Aim(role: .target, time: tape.time(time)))
      }
    case "compromises": aim(tape, at: target, Aim(role: .confirmed, threat: .intrusion, time: tape.time(time)))
    case "consists-of", "owns": parts.append((source, target))
    case "belongs-to": parts.append((target, source))
    default: break
    }
    return markings
  }

  /// Whoever gets a message is aimed at.
  mutating func message(_ tape: borrowing JSONTape, _ object: Int) {
    for field in Self.recipientFields {
      var refs = JSONWalk(tape, tape.member(field, of: object) ?? 0)
      while let ref = refs.element(tape) { aim(tape, at: ref, Aim(role: .target)) }
    }
  }

  /// An identity may say of itself that it is a victim.
  mutating func identity(_ tape: borrowing JSONTape, _ object: Int) {
    var roles = JSONWalk(tape, tape.member("roles", of: object) ?? 0)
    while let role = roles.element(tape) {
      if tape.string(role, is: "victim") || tape.string(role, is: "target"), let id = tape.member("id", of: object) {
        aim(tape, at: id, Aim(role: tape.string(role, is: "victim") ? .confirmed : .target))
      }
    }
  }

  /// Observed data of 2.1 refer to their observables.
  mutating func observation(_ tape: borrowing JSONTape, _ object: Int) {
    guard let refs = tape.member("object_refs", of: object),
      let time = tape.time(tape.member("last_observed", of: object) ?? 0)
    else { return }
    var walk = JSONWalk(tape, refs)
    while let ref = walk.element(tape) {
      guard let id = tape.text(ref) else { continue }
      lastObserved[id] = max(lastObserved[id] ?? time, time)
    }
  }

  /// Where something was sighted, it happened.
  mutating func sighting(_ tape: borrowing JSONTape, _ object: Int) {
    if let count = tape.member("count", of: object), tape.integer(count) == 0 { return }
    if let revoked = tape.member("revoked", of: object), tape.bool(revoked) == true { return }
    let time =
      tape.time(tape.member("last_seen", of: object) ?? 0)
      ?? tape.time(tape.member("modified", of: object) ?? 0)
    var refs = JSONWalk(tape, tape.member("where_sighted_refs", of: object) ?? 0)
    while let ref = refs.element(tape) { aim(tape, at: ref, Aim(role: .confirmed, time: time)) }
  }

  /// What the incident extension's `determination` makes of those it names.
  mutating func incident(_ tape: borrowing JSONTape, _ object: Int) {
    guard let id = tape.text(tape.member("id", of: object) ?? 0) else { return }
    var determination = tape.member("determination", of: object) ?? 0
    var extensions = JSONWalk(tape, tape.member("extensions", of: object) ?? 0)
    while let (_, content) = extensions.member(tape) {
      determination = tape.member("determination", of: content) ?? determination
    }
    switch tape.name(determination) {
    case "false-positive": incidents[id] = .refuted
    case "blocked", "failed-attempt", "suspected": incidents[id] = .target
    default: incidents[id] = .confirmed
    }
  }

  /// Follows incidents to what they hit and wholes to their parts, once all objects were looked at.
  mutating func settle(_ tape: borrowing JSONTape) {
    for impact in impacts {
      aim(tape, at: impact.subject, Aim(role: incidents[impact.incident] ?? .confirmed, time: impact.time))
    }
    guard !byIdentifier.isEmpty else { return }
    // Parts of parts are rare; four rounds reach what anybody writes.
    for _ in 0..<4 {
      let before = byIdentifier.count
      for (whole, part) in parts {
        if let whole = tape.text(whole), let found = byIdentifier[whole] { aim(tape, at: part, found) }
      }
      if byIdentifier.count == before { break }
    }
  }

  /// Remembers an aim; confirmed counts before refuted, and both before target.
  private mutating func aim(_ tape: borrowing JSONTape, at id: Int, _ aim: Aim) {
    guard let id = tape.text(id) else { return }
    if let known = byIdentifier[id], Self.weight(known.role) >= Self.weight(aim.role) {
      if let time = aim.time { byIdentifier[id]?.time = max(known.time ?? time, time) }
      return
    }
    byIdentifier[id] = aim
  }

  private static func weight(_ role: Role) -> Int {
    switch role {
    case .confirmed: 2
    case .refuted: 1
    default: 0
    }
  }
}
