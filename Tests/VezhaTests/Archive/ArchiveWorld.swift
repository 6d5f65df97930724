import Foundation

/// An inventory of real hosts, chosen from the archive by rules: no host stands in the repository.
struct ArchiveWorld {
  /// One protected system.
  struct Asset {
    var id: String
    var organization: String
    /// Canonical names.
    var hosts: [String]
    var addresses: [String] = []
    /// Whether the host is given as a url.
    var asURL = false
    /// Port 443 open and port 80 closed, as our scan found.
    var isScanned = false
  }

  var organizations: [String]
  var assets: [Asset] = []
  /// Zones that are an organization's own.
  var ownDomains: [(name: String, organization: String)] = []
  /// Ranges that are an organization's own: the first three numbers of their addresses.
  var ownRanges: [(prefix: String, organization: String)] = []
  /// Hosts that were chosen because the lists name them.
  var chosen: Set<String> = []

  /// Public suffixes of the zones in which hosts are chosen; the longest counts.
  ///
  /// `gov.md` is none by the list and stands in the configuration.
  static let suffixes: Set<String> = [
    "gov.example", "ua", "gov.ua", "md", "gov.md", "pl", "gov.pl", "um.gov.pl", "lt", "gov.lt", "cz", "fi", "ch", "de",
    "se", "dk", "si", "lu", "sk",
  ]

  /// The registrable domain of a host in those zones, else nil.
  static func registrable(_ host: String) -> String? {
    let labels = host.split(separator: ".").map(String.init)
    for start in labels.indices.dropLast()
    where suffixes.contains(labels[(start + 1)...].joined(separator: ".")) {
      return suffixes.contains(host) ? nil : labels[start...].joined(separator: ".")
    }
    return nil
  }
}

extension ArchiveWorld {
  /// Chooses hosts by rules.
  init(_ lists: [ArchiveDocument]) throws {
    self.init(organizations: ["shared-a", "shared-b", "zone", "deep", "state", "cities"])
    var frequency: [String: Int] = [:]
    var hostsOfAddress: [String: Set<String>] = [:]
    var addressesOfHost: [String: Set<String>] = [:]
    for list in lists {
      for host in Set(list.rows.map(\.host)) { frequency[host, default: 0] += 1 }
      for row in list.rows where row.host != row.address {
        hostsOfAddress[row.address, default: []].insert(row.host)
        addressesOfHost[row.host, default: []].insert(row.address)
      }
    }
    /// Hosts under a suffix, the most frequent first.
    func hosts(under suffix: String) -> [String] {
      frequency.keys.filter { $0.hasSuffix("." + suffix) && Self.registrable($0) != nil }
        .sorted { (-(frequency[$0] ?? 0), $0) < (-(frequency[$1] ?? 0), $1) }
    }
    var groups: [String: [String]] = [:]
    for host in hosts(under: "gov.ua") { groups[Self.registrable(host) ?? "", default: []].append(host) }
    let families = groups.sorted { (-$0.value.count, $0.key) < (-$1.value.count, $1.key) }.prefix(4)
    guard families.count == 4, families.allSatisfy({ $0.value.count >= 4 }) else {
      throw Failure("the archive lacks families of hosts")
    }
    // Two organizations under one registrable domain; the rest of its hosts belongs to nobody.
    let (root, family) = families[0]
    for (index, host) in family.filter({ $0 != root && $0 != "www." + root }).prefix(6).enumerated() {
      add(host, to: index % 2 == 0 ? "shared-a" : "shared-b")
    }
    // An own domain, with few of its hosts in the inventory.
    ownDomains.append((families[1].key, "zone"))
    for host in families[1].value.prefix(2) { add(host, to: "zone") }
    // Systems that lie below a listed host, and systems that share only the registrable domain.
    let parent = families[2].value.min { ($0.count, $0) < ($1.count, $1) } ?? ""
    assets.append(Asset(id: "deep-below", organization: "deep", hosts: ["desk.office." + parent]))
    assets.append(Asset(id: "deep-beside", organization: "deep", hosts: ["none." + families[3].key]))
    chosen.formUnion([parent] + families[3].value.prefix(1))
    // Twins with and without www., names under a configured suffix.
    for host in hosts(under: "gov.pl").prefix(9) { add(host, to: "state", twin: true) }
    for host in hosts(under: "gov.md").prefix(8) { add(host, to: "state") }
    // The most frequent, and those listed once.
    let lithuanian = hosts(under: "lt")
    let czech = hosts(under: "cz")
    for host in czech.prefix(10) { add(host, to: "cities") }
    for host in czech.filter({ frequency[$0] == 1 }).prefix(9) { add(host, to: "cities") }
    for host in lithuanian.prefix(60 - chosen.count) { add(host, to: "cities") }
    // Addresses: those with many foreign hosts, one with two tenants, a range, those of our own hosts.
    let shared = hostsOfAddress.filter { !$0.key.isEmpty }
      .sorted { (-$0.value.count, $0.key) < (-$1.value.count, $1.key) }.map(\.key)
    assets.append(Asset(id: "front-1", organization: "cities", hosts: [], addresses: [shared[0]]))
    assets.append(Asset(id: "front-2", organization: "cities", hosts: [], addresses: [shared[2]]))
    assets.append(Asset(id: "front-3", organization: "state", hosts: [], addresses: [shared[2]]))
    ownRanges.append((shared[4].split(separator: ".").prefix(3).joined(separator: ".") + ".", "zone"))
    for index in assets.indices where assets[index].organization == "cities" && index % 3 == 0 {
      for host in assets[index].hosts {
        assets[index].addresses = (addressesOfHost[host] ?? []).sorted()
      }
    }
    // Hosts that are themselves an address.
    let literals = Set(
      lists.flatMap(\.rows).map(\.host).filter { $0.allSatisfy { $0.isNumber || $0 == "." } })
    for literal in literals.sorted().prefix(1) {
      assets.append(Asset(id: "literal", organization: "deep", hosts: [], addresses: [literal]))
    }
  }

  private mutating func add(_ host: String, to organization: String, twin: Bool = false) {
    chosen.insert(host)
    let name = !twin ? host : host.hasPrefix("www.") ? String(host.dropFirst(4)) : "www." + host
    assets.append(
      Asset(
        id: "\(organization)-\(assets.count)", organization: organization,
        hosts: [Self.suffixes.contains(name) ? host : name], asURL: assets.count % 4 == 1,
        isScanned: assets.count % 5 == 0))
  }

  /// The organizations and assets as Vezha's inventory XML, hosts written as people write them.
  func inventory() -> String {
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    xml += "<inventory xmlns=\"urn:vezha:inventory:1\" observed=\"2024-01-01T00:00:00Z\">\n"
    for key in organizations {
      xml += "  <organization key=\"\(key)\">\n    <name lang=\"en\">The \(key) office</name>\n"
      for domain in ownDomains where domain.organization == key {
        xml += "    <domain>\(domain.name)</domain>\n"
      }
      for range in ownRanges where range.organization == key {
        xml += "    <range>\(range.prefix)0/24</range>\n"
      }
      xml += "  </organization>\n"
    }
    for (index, asset) in assets.enumerated() {
      xml += "  <asset id=\"\(asset.id)\" organization=\"\(asset.organization)\">\n"
      for host in asset.hosts {
        if asset.asURL {
          xml += "    <url>https://\(host):8443/start?a=1</url>\n"
        } else {
          xml += "    <host>\(index % 4 == 2 ? host.uppercased() + "." : host)</host>\n"
        }
      }
      for address in asset.addresses { xml += "    <address>\(address)</address>\n" }
      if asset.isScanned {
        xml += "    <service transport=\"tcp\" port=\"443\" state=\"open\"/>\n"
        xml += "    <service transport=\"tcp\" port=\"80\" state=\"closed\"/>\n"
      }
      xml += "  </asset>\n"
    }
    return xml + "</inventory>\n"
  }

  /// The workspace's configuration.
  static let configuration = """
    version: 1
    public-suffixes: [gov.md, gov.example]
    inventory:
      - source: register
        files: register.xml
    series:
      - key: ddosia
        kind: snapshot
        files: "lists/*.json"
        published: file-name
        silent-after: 5d
        gap: 36h
        role: target

    """
}
