/// A pfSense configuration backup: what it says of addresses and names, and nothing else of it.
///
/// A backup holds certificates' keys, password hashes and VPN secrets. Read are only `system/hostname` and `domain`,
/// `interfaces`, `aliases`, the static maps of `dhcpd` and `dhcpdv6`, and the host overrides of `unbound` and `dnsmasq`;
/// of these no description, which people fill with names of people. Each member of an alias is a system of its own, so
/// that an alias that lists others does not merge them. Port aliases hold no system, URL aliases are lists to fetch from
/// somebody else, and a name that is sent to nowhere is a blocked one: they are left out.
final class PfSenseConfig: AssetFormat {
  static let id = "pfsense"
  static let title = "pfSense configuration"
  static let takes = "aliases, interfaces, static maps, DNS overrides, and nothing else of the backup"
  static let version = 2

  var output = InventoryOutput()
  private var section: Section = .none
  private var firewall = AssetBuilder(line: 1)
  private var host = ""
  private var domain = ""
  private var item = Item()
  /// Depth of the item that is being read, 0 outside.
  private var itemDepth = 0

  private enum Section { case none, system, interfaces, aliases, dhcp, dns }

  /// An interface, alias, static map or override while it is read.
  private struct Item {
    var line = 0
    var name = ""
    var type = ""
    var domain = ""
    var addresses: [String] = []
    /// Of an interface: address and length of the prefix, of IPv4 and of IPv6.
    var ipv4 = (address: "", prefix: "")
    var ipv6 = (address: "", prefix: "")
    var mac = ""
    var hasGateway = false
    /// Further names of an override.
    var others: [(host: String, domain: String)] = []
  }

  static func recognises(_ root: borrowing XMLElement) -> Bool { root.name == "pfsense" && root.isIn("") }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.depth {
    case 1:
      firewall = AssetBuilder(line: element.line)
      return .children
    case 2:
      section = Self.section(element.name)
      return section == .none ? .skip : .children
    case 3:
      if section == .system { return element.name == "hostname" || element.name == "domain" ? .text : .skip }
      if section == .dhcp { return .children }
      let isItem = section == .interfaces || element.name == (section == .aliases ? "alias" : "hosts")
      return isItem ? startItem(element) : .skip
    case 4 where section == .dhcp: return element.name == "staticmap" ? startItem(element) : .skip
    default: return itemDepth == 0 ? .skip : startPart(element)
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    if element.depth == 1 { return endFirewall() }
    if element.depth == 2 {
      section = .none
    } else if section == .system {
      if element.name == "hostname" { host = element.text } else { domain = element.text }
    } else if element.depth == itemDepth {
      itemDepth = 0
      endItem(element.line)
    } else if itemDepth > 0 {
      endPart(element)
    }
  }

  func finish() {}

  private static func section(_ name: XMLName) -> Section {
    switch name {
    case "system": .system
    case "interfaces": .interfaces
    case "aliases": .aliases
    case "dhcpd", "dhcpdv6": .dhcp
    case "unbound", "dnsmasq": .dns
    default: .none
    }
  }

  // MARK: items

  private func startItem(_ element: borrowing XMLElement) -> XMLInterest {
    item = Item()
    item.line = element.line
    // An interface without a description goes by its element: `lan`, `opt1`.
    if section == .interfaces {
      item.name = element.nameText
      item.hasGateway = element.name == "wan"
    }
    itemDepth = element.depth
    return .children
  }

  private func startPart(_ element: borrowing XMLElement) -> XMLInterest {
    switch (section, element.name) {
    case (.interfaces, "ipaddr"), (.interfaces, "ipaddrv6"), (.interfaces, "subnet"), (.interfaces, "subnetv6"),
      (.interfaces, "gateway"), (.interfaces, "gatewayv6"), (.aliases, "name"), (.aliases, "type"),
      (.aliases, "address"), (.dhcp, "mac"), (.dhcp, "ipaddr"), (.dhcp, "ipaddrv6"), (.dhcp, "hostname"),
      (.dhcp, "domain"), (.dns, "host"), (.dns, "domain"), (.dns, "ip"):
      return .text
    case (.dns, "aliases"): return .children
    case (.dns, "item"):
      item.others.append(("", ""))
      return .children
    default: return .skip
    }
  }

  private func endPart(_ element: borrowing XMLElementEnd) {
    let text = element.text
    if text.isEmpty { return }
    switch element.name {
    case "host" where element.depth > itemDepth + 1, "domain" where element.depth > itemDepth + 1:
      guard let last = item.others.indices.last else { return }
      if element.name == "host" { item.others[last].host = text } else { item.others[last].domain = text }
    case "name", "host", "hostname": item.name = text
    case "domain": item.domain = text
    case "type": item.type = text.lowercased()
    case "mac": item.mac = text
    case "gateway", "gatewayv6": item.hasGateway = true
    case "subnet": item.ipv4.prefix = text
    case "subnetv6": item.ipv6.prefix = text
    case "ipaddr" where section == .interfaces: item.ipv4.address = text
    case "ipaddrv6" where section == .interfaces: item.ipv6.address = text
    case "ipaddr", "ipaddrv6", "ip", "address":
      let parts = text.split { $0 == " " || $0 == "," || $0 == "\n" || $0 == "\t" }
      item.addresses.append(contentsOf: parts.map(String.init))
    default: break
    }
  }

  private func endItem(_ line: Int) {
    switch section {
    case .interfaces: endInterface()
    case .aliases: endAlias()
    case .dhcp: endStaticMap()
    case .dns: endOverride()
    case .none, .system: break
    }
  }

  /// An address is the firewall's; the network behind it is ours unless it leads to a provider.
  ///
  /// `ipaddr` may also say how the address is got: `dhcp`, `pppoe`, `track6`.
  private func endInterface() {
    for (address, prefix) in [item.ipv4, item.ipv6] where Address(address) != nil {
      firewall.add(.address, given: address, line: item.line, to: &output)
      guard !item.hasGateway, let range = AddressRange.parse("\(address)/\(prefix)".utf8.span)?.range,
        range.lower != range.upper
      else { continue }
      var network = AssetBuilder(line: item.line)
      network.kind = .network
      network.name = item.name
      network.add(.range, given: range.description, line: item.line, to: &output)
      emit(network)
    }
  }

  private func endAlias() {
    guard item.type == "host" || item.type == "network" else { return }
    for member in item.addresses {
      let isBlock = Address(member) == nil && isRange(member)
      let isNumber = isBlock || Address(member) != nil
      // Without a dot it is the name of another alias, which stands elsewhere.
      guard isNumber || member.contains(".") else { continue }
      var asset = AssetBuilder(line: item.line)
      asset.name = item.name
      // In an alias of networks `192.0.2.5/24` is the network, in one of hosts the host.
      let kind: IdentifierKind = isBlock && item.type == "network" ? .range : isNumber ? .address : .host
      asset.add(kind, given: member, line: item.line, to: &output)
      if asset.record.identifiers.contains(where: { $0.kind == .range }) { asset.kind = .network }
      emit(asset)
    }
  }

  private func endStaticMap() {
    var asset = AssetBuilder(line: item.line)
    asset.name = item.name
    if !item.name.isEmpty {
      asset.add(.host, given: joined(item.name, item.domain), line: item.line, to: &output)
    }
    for address in item.addresses { asset.add(.address, given: address, line: item.line, to: &output) }
    if !item.mac.isEmpty { asset.add(.mac, given: item.mac, line: item.line, to: &output) }
    emit(asset)
  }

  private func endOverride() {
    let nowhere = item.addresses.contains {
      let reason = Address($0)?.unmatchableReason(documentationSpace: true)
      return reason == "unspecified" || reason == "loopback"
    }
    guard !nowhere else {
      return output.skip(
        line: item.line, "hosts", value: joined(item.name, item.domain), reason: "sent to nowhere: a blocked name")
    }
    var asset = AssetBuilder(line: item.line)
    for name in [joined(item.name, item.domain)] + item.others.map({ joined($0.host, $0.domain) })
    where !name.isEmpty {
      asset.add(.host, given: name, line: item.line, to: &output)
    }
    for address in item.addresses { asset.add(.address, given: address, line: item.line, to: &output) }
    emit(asset)
  }

  private func endFirewall() {
    if !host.isEmpty { firewall.add(.host, given: joined(host, domain), line: firewall.record.line, to: &output) }
    firewall.name = host
    firewall.kind = .network
    emit(firewall)
    firewall = AssetBuilder(line: 1)
  }

  private func emit(_ builder: consuming AssetBuilder) {
    let line = builder.record.line
    if let record = builder.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, "pfsense", value: "", reason: "nothing identifies it")
    }
  }

  private func joined(_ host: String, _ domain: String) -> String {
    if host.isEmpty || domain.isEmpty { return host + domain }
    return "\(host).\(domain)"
  }

  /// Whether a member that is no address is meant as a block: `a/n`, `a-b`, digits and dots only.
  private func isRange(_ text: String) -> Bool {
    if text.contains("/") || text.contains(":") { return true }
    return !text.utf8.contains { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
  }
}
