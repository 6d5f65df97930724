import Foundation

extension ArchiveWorld {
  /// Endings under which every next label is a domain of its own.
  private static let plainEndings = ["fi", "ch", "de", "se", "dk", "si", "lu", "sk", "lt", "cz"]

  /// 300 real hosts in 30 organizations, each asset with all addresses that lists name beside its host: most of them
  /// are not the organization's own.
  ///
  /// The hosts of one registrable domain belong to one organization, but for six domains that two share.
  static func large(_ lists: [ArchiveDocument]) -> ArchiveWorld {
    var world = ArchiveWorld(organizations: (0..<30).map { "org-\($0)" })
    var frequency: [String: Int] = [:]
    var addresses: [String: Set<String>] = [:]
    for list in lists {
      for row in list.rows where row.host != row.address {
        frequency[row.host, default: 0] += 1
        if !row.address.isEmpty { addresses[row.host, default: []].insert(row.address) }
      }
    }
    let chosen = frequency.keys.filter { host in
      plainEndings.contains { host.hasSuffix("." + $0) } && registrable(host) != nil
    }.sorted { (-(frequency[$0] ?? 0), $0) < (-(frequency[$1] ?? 0), $1) }.prefix(300)
    let domains = Dictionary(grouping: chosen) { registrable($0) ?? "" }.sorted { $0.key < $1.key }
    let shared = Set(domains.filter { $0.value.count >= 2 }.map(\.key).prefix(6))
    for (number, domain) in domains.enumerated() {
      for (index, host) in domain.value.sorted().enumerated() {
        let owner = shared.contains(domain.key) && index % 2 == 1 ? number + 1 : number
        world.assets.append(
          Asset(
            id: host, organization: "org-\(owner % 30)", hosts: [host],
            addresses: (addresses[host] ?? []).sorted()))
      }
    }
    world.chosen = Set(chosen)
    return world
  }
}

/// Who is named over all lists, worked out row by row from the text of the design.
struct OwnerReference {
  /// How sure a finding is, by what ties it.
  enum Tie: Equatable {
    case name(certainty: String)
    /// By address only, which foreign domains share or not.
    case address(isShared: Bool)
  }

  let rules: ArchiveReference
  private(set) var findings: [ArchiveReference.Key: Tie] = [:]

  /// - Parameter warnings: what they know says nothing of whose a host is.
  init(world: ArchiveWorld, documents: [ArchiveDocument], warnings: [PlainWarningList]) {
    rules = ArchiveReference(world: world, documents: [])
    var names: [String: [String: String]] = [:]
    var owners: [String: Set<String>] = [:]
    var byAddress: [ArchiveReference.Key: Set<String>] = [:]
    /// For each organization and address: whether a foreign domain stands beside it.
    var isShared: Set<ArchiveReference.Key> = []
    for row in documents.flatMap(\.rows) {
      let named = names[row.host] ?? rules.hostOwners(row.host)
      names[row.host] = named
      let held = owners[row.address] ?? rules.addressOwners(row.address)
      owners[row.address] = held
      for organization in held where row.host != row.address {
        let domain = ArchiveWorld.registrable(row.host)
        let isOwn = world.assets.contains { asset in
          asset.organization == organization
            && asset.hosts.contains { $0 == domain || $0.hasSuffix("." + (domain ?? " ")) }
        }
        if !isOwn { isShared.insert(.init(organization: organization, subject: row.address)) }
      }
      if named["unassigned"] != nil, warnings.contains(where: { $0.knows(row.address) }) {
        findings[.init(organization: "unassigned", subject: row.host)] = .name(certainty: "strong")
      } else if named.isEmpty || (named["unassigned"] != nil && !held.isEmpty) {
        let subject = named.isEmpty ? row.address : row.host
        for organization in held {
          byAddress[.init(organization: organization, subject: subject), default: []].insert(row.address)
        }
      } else {
        for (organization, certainty) in named {
          findings[.init(organization: organization, subject: row.host)] = .name(certainty: certainty)
        }
      }
    }
    for (key, addresses) in byAddress {
      findings[key] = .address(
        isShared: addresses.allSatisfy { isShared.contains(.init(organization: key.organization, subject: $0)) })
    }
  }
}

/// IPv4 ranges of a warning list, compared number by number.
struct PlainWarningList {
  let key: String
  private let blocks: [(base: UInt32, bits: UInt32)]

  /// All lists of a folder that speak of addresses, in the order of their names.
  static func all(in folder: URL) throws -> [PlainWarningList] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().compactMap { file in
      let data = try Data(contentsOf: folder.appending(path: file))
      guard let list = try JSONSerialization.jsonObject(with: data) as? JSONObject,
        (list["matching_attributes"] as? [String] ?? []).contains("ip-dst"), list["type"] as? String == "cidr"
      else { return nil }
      let blocks = (list["list"] as? [String] ?? []).compactMap { text -> (base: UInt32, bits: UInt32)? in
        let parts = text.split(separator: "/")
        guard let address = number(String(parts[0])) else { return nil }
        let length = parts.count > 1 ? UInt32(parts[1]) ?? 32 : 32
        // What is wider than /8 is not believed.
        return length < 8 ? nil : (address, 32 - length)
      }
      return PlainWarningList(key: file.replacingOccurrences(of: ".list.json", with: ""), blocks: blocks)
    }
  }

  private init(key: String, blocks: [(base: UInt32, bits: UInt32)]) {
    self.key = key
    self.blocks = blocks
  }

  private static func number(_ text: String) -> UInt32? {
    let parts = text.split(separator: ".").compactMap { UInt32($0) }
    return parts.count == 4 ? parts.reduce(0) { $0 << 8 | $1 } : nil
  }

  func knows(_ address: String) -> Bool {
    guard let number = Self.number(address) else { return false }
    return blocks.contains { $0.bits >= 32 || number >> $0.bits == $0.base >> $0.bits }
  }
}
