/// Organization (by position), subject, role and time: what one sighting is about.
struct GatherKey: Hashable, Comparable {
  var organization: Int
  var subject: Subject
  var role: Role
  /// The listing's own time; nil where it is the document's.
  var time: Instant?

  static func < (left: GatherKey, right: GatherKey) -> Bool {
    if left.organization != right.organization { return left.organization < right.organization }
    if left.subject != right.subject { return left.subject < right.subject }
    return (left.role.rawValue, left.time?.microseconds ?? .min)
      < (right.role.rawValue, right.time?.microseconds ?? .min)
  }
}

/// The rows of one document on one subject, folded as they come.
struct Gathering {
  private struct EvidenceKey: Hashable {
    var rule: Rule
    var identifier: Int
    var zone: String
    var address: Address?
    var asset: Int?
    var certainty: Certainty?
  }

  private struct EvidenceValue {
    var listed: String
    var place: Place
    var rows: Int
  }

  private struct ServiceKey: Hashable {
    var transport: Transport?
    var port: UInt16?
  }

  private var rows = 0
  private var threat: Threat?
  private var advisory: Advisory?
  private var isInInventory = false
  private var evidence: [EvidenceKey: EvidenceValue] = [:]
  private var services: [ServiceKey: Int] = [:]
  private var attacks: [AttackKind: Int] = [:]
  private var paths: [PathClass: Int] = [:]
  private var foreign: Set<UInt64> = []
  private var moreAssets = 0

  /// Adds a row; `rule` replaces the rule of every claim (`shared-address`).
  mutating func add(
    _ claims: [Claim], _ row: ListingRow, listed: String, isInInventory: Bool, as rule: Rule?,
    foreign: UInt64?, moreAssets: Int
  ) {
    rows += 1
    self.moreAssets = max(self.moreAssets, moreAssets)
    threat = threat ?? row.threat
    if let product = row.product { advisory = Advisory(product).stricter(than: advisory) }
    self.isInInventory = self.isInInventory || isInInventory
    for claim in claims {
      let key = EvidenceKey(
        rule: rule ?? claim.rule, identifier: claim.identifier, zone: claim.zone, address: claim.address,
        asset: claim.asset, certainty: claim.certainty)
      let written = claim.address.flatMap { row.subjectKind == .host ? $0.description : nil } ?? listed
      evidence[key, default: EvidenceValue(listed: written, place: row.place, rows: 0)].rows += 1
    }
    if row.transport != nil || row.port != nil {
      services[ServiceKey(transport: row.transport, port: row.port), default: 0] += 1
    }
    if let attack = row.attack { attacks[attack, default: 0] += 1 }
    if let path = row.path { paths[path, default: 0] += 1 }
    if let foreign { self.foreign.insert(foreign) }
  }

  /// The finished sighting, with everything in a fixed order.
  func sighting(document: Int, organization: String, key: GatherKey, index: MatchIndex) -> Sighting {
    let inventory = index.inventory
    let entries = evidence.map { key, value in
      var reference: AssetReference?
      var identifier = key.zone
      if key.identifier >= 0 {
        let held = inventory.identifiers[key.identifier]
        identifier = held.value
        if case .asset(let number) = held.holder { reference = inventory.assets[number].reference }
      } else if let asset = key.asset {
        reference = inventory.assets[asset].reference
      }
      return SightingEvidence(
        rule: key.rule, asset: reference, identifier: identifier, listed: value.listed,
        location: value.place.text, rows: value.rows, address: key.address?.description, certainty: key.certainty)
    }
    return Sighting(
      document: document, organization: organization, role: key.role, subject: key.subject,
      time: key.time, threat: threat, advisory: advisory, rows: rows, inInventory: isInInventory,
      evidence: entries.sorted(by: SightingEvidence.precedes),
      services: services.map { ListedService(transport: $0.key.transport, port: $0.key.port, rows: $0.value) }
        .sorted(by: ListedService.precedes),
      attacks: attacks, paths: paths, foreign: foreign.sorted(), moreAssets: moreAssets)
  }
}

extension SightingEvidence {
  /// Strongest rule first, then identifier and asset: the order in which evidence is written.
  static func precedes(_ left: SightingEvidence, _ right: SightingEvidence) -> Bool {
    if left.rule != right.rule { return left.rule < right.rule }
    if left.identifier != right.identifier { return left.identifier < right.identifier }
    if left.asset != right.asset {
      guard let leftAsset = left.asset, let rightAsset = right.asset else { return left.asset == nil }
      return leftAsset < rightAsset
    }
    return (left.address ?? "", left.location) < (right.address ?? "", right.location)
  }
}

extension ListedService {
  /// By transport, then port; what is not said comes first.
  static func precedes(_ left: ListedService, _ right: ListedService) -> Bool {
    let leftTransport = left.transport?.rawValue ?? ""
    let rightTransport = right.transport?.rawValue ?? ""
    return leftTransport == rightTransport
      ? Int(left.port ?? 0) < Int(right.port ?? 0) : leftTransport < rightTransport
  }
}
