/// What an attribute of a MISP object says of whom it names, where its own type does not tell.
///
/// | object | relation | role |
/// |---|---|---|
/// | `victim` | all | confirmed |
/// | `ddos` | `ip-dst`, `domain-dst`, `hostname-dst` | confirmed |
/// | `ddos` | `ip-src` and all else | malicious |
/// | `ddos-config` | `host`, `ip` | target |
/// | `ddos-claim` | `target` | claimed; `claim-validity` makes it confirmed or refuted |
/// | `ransomware-group-post` | `website`, `entity-name`, `title` | claimed |
/// | `target-system` | all | target |
struct MISPObjectMeaning {
  /// What the object says of the subject.
  var role: Role
  /// What happens to the subject.
  var threat: Threat?
  /// What the value is, where the attribute's type does not say; nil where it does.
  var value: MISPAttribute.Meaning?

  /// What is said by an attribute of an object; nil where its own type says it.
  init?(object: JSONName, relation: JSONName) {
    switch object {
    case "victim": self.init(.confirmed)
    case "target-system": self.init(.target)
    case "ddos":
      switch relation {
      case "ip-dst", "domain-dst", "hostname-dst": self.init(.confirmed, .ddos, .network)
      default: return nil
      }
    case "ddos-config":
      switch relation {
      case "host", "ip": self.init(.target, .ddos, .network)
      default: return nil
      }
    case "ddos-claim":
      guard relation == "target" else { return nil }
      self.init(.claimed, .ddos, .networkOrName)
    case "ransomware-group-post":
      switch relation {
      case "website": self.init(.claimed, .leak, .network)
      case "entity-name", "title": self.init(.claimed, .leak, .name)
      default: return nil
      }
    default: return nil
    }
  }

  private init(_ role: Role, _ threat: Threat? = nil, _ value: MISPAttribute.Meaning? = nil) {
    self.role = role
    self.threat = threat
    self.value = value
  }
}

/// A MISP object of one event: what it is, and what its attributes tell of each other.
struct MISPObject {
  /// What it is called in MISP's templates.
  private(set) var kind = JSONName()
  /// Position of its attributes, 0 where absent.
  private(set) var attributes = 0
  /// Whether it was deleted.
  private(set) var isDeleted = false
  /// Whether it may say of an attribute what the attribute's type does not say.
  private(set) var isTelling = false
  private var attackedPort: UInt16?
  private var attackingPort: UInt16?
  private var validity: Role?

  /// Looks at an object.
  init(_ tape: borrowing JSONTape, _ object: Int) {
    var members = JSONWalk(tape, object)
    while let (name, value) = members.member(tape) {
      switch name {
      case "name": kind = tape.name(value)
      case "Attribute": attributes = value
      case "deleted": isDeleted = tape.isTrue(value)
      default: break
      }
    }
    switch kind {
    case "victim", "target-system", "ransomware-group-post": isTelling = true
    case "ddos", "ddos-config", "ddos-claim":
      isTelling = true
      lookAround(tape)
    default: break
    }
  }

  /// Ports, and whether a claim was found to hold, stand beside the names.
  private mutating func lookAround(_ tape: borrowing JSONTape) {
    var walk = JSONWalk(tape, attributes)
    while let attribute = walk.element(tape) {
      guard let relation = tape.member("object_relation", of: attribute),
        let value = tape.member("value", of: attribute), !tape.isTrue(tape.member("deleted", of: attribute) ?? 0)
      else { continue }
      switch tape.name(relation) {
      case "port", "dst-port": attackedPort = tape.port(value)
      case "src-port": attackingPort = tape.port(value)
      case "claim-validity":
        if tape.string(value, is: "Valid") { validity = .confirmed }
        if tape.string(value, is: "Invalid") { validity = .refuted }
      default: break
      }
    }
  }

  /// Whether its one name and its addresses belong together.
  var isCoupled: Bool { kind == "domain-ip" || kind == "ddos-config" }

  /// What it says of an attribute's value, which it corrects where the type does not tell what it is.
  func apply(_ relation: JSONName, to attribute: inout MISPAttribute, _ row: inout ListingRow) {
    guard isTelling else { return }
    if let meaning = MISPObjectMeaning(object: kind, relation: relation) {
      row.role = meaning.role == .claimed ? validity ?? .claimed : meaning.role
      row.threat = meaning.threat
      row.port = attackedPort
      if let value = meaning.value { attribute.become(value) }
    } else {
      row.port = attackingPort
    }
  }
}
