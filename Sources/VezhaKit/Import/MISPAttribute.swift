/// One attribute of a MISP event: what it means and where its parts stand.
struct MISPAttribute {
  /// What the value is.
  enum Meaning {
    /// Host, address, range or URL.
    case network
    /// `host|address`.
    case nameAndAddress
    /// `host|port` or `address|port`.
    case withPort
    case mailbox, name, vulnerability
    /// A host or address if it reads as one, else a name.
    case networkOrName
    /// Nothing that is listed.
    case none
  }

  /// What the value is; `none` too where the attribute does not count.
  private(set) var meaning = Meaning.none
  /// Whether it names who is aimed at.
  private(set) var isTarget = false
  /// Position of the value, 0 where absent.
  private(set) var value = 0
  /// Position of the comment, 0 where absent.
  private(set) var comment = 0
  /// Position of the attribute's own tags, 0 where absent.
  private(set) var tags = 0
  /// Position of what it is to its object, 0 where absent or where the attribute does not count.
  private(set) var relation = 0
  private var changed = 0
  private var lastSeen = 0

  /// Looks at an attribute.
  init(_ tape: borrowing JSONTape, _ object: Int) {
    var (type, category, part) = (0, 0, 0)
    var (isDeleted, isForDetection) = (false, false)
    var members = JSONWalk(tape, object)
    while let (name, position) = members.member(tape) {
      switch name {
      case "type": type = position
      case "category": category = position
      case "value": value = position
      case "timestamp": changed = position
      case "comment": comment = position
      case "last_seen": lastSeen = position
      case "deleted": isDeleted = tape.isTrue(position)
      case "to_ids": isForDetection = tape.isTrue(position)
      case "Tag": tags = position
      case "object_relation": part = position
      default: break
      }
    }
    guard !isDeleted, value > 0, type > 0 else { return }
    relation = part
    classify(tape.name(type), category: tape.name(category), isForDetection: isForDetection)
  }

  /// An attribute of which only type and category are known.
  init(type: JSONName, category: JSONName, isForDetection: Bool) {
    classify(type, category: category, isForDetection: isForDetection)
  }

  private mutating func classify(_ type: JSONName, category: JSONName, isForDetection: Bool) {
    switch type {
    case "domain", "hostname", "url", "uri", "ip-src", "ip-dst":
      meaning = .network
    case "domain|ip": meaning = .nameAndAddress
    case "hostname|port", "ip-src|port", "ip-dst|port": meaning = .withPort
    case "email", "email-src", "email-reply-to": meaning = .mailbox
    case "email-dst":
      meaning = .mailbox
      // In network activity it is where stolen data go to, elsewhere who got the mail.
      isTarget = category != "Network activity"
    case "target-org", "target-external", "target-location", "target-user":
      (meaning, isTarget) = (.name, true)
    case "target-email": (meaning, isTarget) = (.mailbox, true)
    case "target-machine": (meaning, isTarget) = (.network, true)
    case "vulnerability": meaning = .vulnerability
    default: return
    }
    if category == "Targeting data" { isTarget = true }
    if category == "External analysis", !isForDetection, meaning != .vulnerability { meaning = .none }
  }

  /// Takes the value for what its object says it is.
  mutating func become(_ meaning: Meaning) { self.meaning = meaning }

  /// When it was last seen, else changed.
  func time(_ tape: borrowing JSONTape) -> Instant? { tape.time(lastSeen) ?? tape.epochSeconds(changed) }
}
