/// The XML that GLPI Agent, FusionInventory and OCS agents send: a computer, a network device, or what a discovery
/// found.
///
/// One file is one computer, whose id is the agent's `DEVICEID`. In files about devices `DEVICEID` is the agent that
/// looked, so a device is its serial number, else its name or address. What a device sees in `CONNECTIONS` are its
/// neighbours, guests in `VIRTUALMACHINES` are machines of their own, and a network card's subnet is not the machine's.
/// Licence keys, users, processes, environment and SSH keys lie in elements that are not read.
final class GLPIInventory: AssetFormat {
  static let id = "glpi-inventory"
  static let title = "GLPI, FusionInventory, OCS"
  static let takes =
    "computers, network devices, discovery: names, addresses, MACs, software; what lies in CONNECTION is somebody else"
  static let version = 2

  var output = InventoryOutput()
  private var section: Section = .none
  /// The computer that the file is about, from the first section that tells of one.
  private var computer: AssetBuilder?
  /// The device that is being read.
  private var device: AssetBuilder?
  /// Values of the section that is being read, by what they mean.
  private var product = Product()
  private var names = MachineNames()
  private var isTag = false
  private var tag = ""
  private var serial = ""
  private var maker = ""
  private var agent: (id: String, line: Int)?
  private var line = 0

  /// The part of the file whose leaves are being read.
  private enum Section { case none, accessLog, account, hardware, system, network, software, device, firmware }

  /// What a machine calls itself, from several places of which any may be missing.
  private struct MachineNames {
    var name = ""
    var qualified = ""
    var domain = ""
    var system = Product()
    var legacySystem = Product()
    var uuid = ""
  }

  static func recognises(_ root: borrowing XMLElement) -> Bool { root.name == "REQUEST" && root.isIn("") }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.depth {
    case 1:
      line = element.line
      return .children
    case 2:
      if element.name == "CONTENT" { return .children }
      return element.name == "DEVICEID" ? .text : .skip
    case 3: return startSection(element)
    default: return section == .none ? .skip : startLeaf(element.name)
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    switch element.depth {
    case 1: endComputer()
    case 2:
      if element.name == "DEVICEID" { agent = (element.text, element.line) }
    case 3: endSection(element)
    default:
      switch section {
      case .none: break
      case .accessLog: if let time = Instant(asIfUTC: element.text) { setObserved(time) }
      case .account: endAccount(element)
      case .hardware: endHardware(element)
      case .system: endSystem(element)
      case .network: endNetwork(element)
      case .software: endSoftware(element)
      case .device, .firmware: endDevicePart(element)
      }
    }
  }

  func finish() {}

  // MARK: sections

  private func startSection(_ element: borrowing XMLElement) -> XMLInterest {
    switch element.name {
    case "ACCESSLOG": section = .accessLog
    case "ACCOUNTINFO":
      section = .account
      isTag = false
      tag = ""
    case "HARDWARE": section = .hardware
    case "OPERATINGSYSTEM": section = .system
    case "NETWORKS": section = .network
    case "SOFTWARES":
      section = .software
      product = Product()
    case "DEVICE":
      section = .device
      device = AssetBuilder(line: element.line)
      names = MachineNames()
      serial = ""
      maker = ""
      product = Product()
      return .children
    default: return .skip
    }
    if computer == nil { computer = AssetBuilder(line: line) }
    return .children
  }

  private func startLeaf(_ name: XMLName) -> XMLInterest {
    switch section {
    case .none: .skip
    case .accessLog: name == "LOGDATE" ? .text : .skip
    case .account: name == "KEYNAME" || name == "KEYVALUE" ? .text : .skip
    case .hardware:
      switch name {
      case "NAME", "IPADDR", "UUID", "OSNAME", "OSVERSION", "CHASSIS_TYPE": .text
      default: .skip
      }
    case .system:
      switch name {
      case "FQDN", "DNS_DOMAIN", "FULL_NAME", "NAME", "VERSION", "KERNEL_VERSION": .text
      default: .skip
      }
    case .network: name == "IPADDRESS" || name == "IPADDRESS6" || name == "MACADDR" ? .text : .skip
    case .software: name == "NAME" || name == "VERSION" || name == "GUID" ? .text : .skip
    case .firmware: name == "NAME" || name == "VERSION" || name == "MANUFACTURER" ? .text : .skip
    case .device:
      switch name {
      case "INFO", "IPS", "PORTS", "PORT": .children
      case "FIRMWARES": startFirmware()
      case "NAME", "DNSHOSTNAME", "SNMPHOSTNAME", "NETBIOSNAME", "IP", "MAC", "SERIAL", "TYPE", "ENTITY",
        "MANUFACTURER", "MODEL", "FIRMWARE":
        .text
      default: .skip
      }
    }
  }

  private func startFirmware() -> XMLInterest {
    section = .firmware
    firmware = (Product(), "")
    return .children
  }

  private func endSection(_ element: borrowing XMLElementEnd) {
    switch section {
    case .account:
      if isTag, !tag.isEmpty { computer?.organization = tag }
    case .software:
      // A part without a name is an entry of the registry that says nothing.
      if !product.name.isEmpty { computer?.add(product, line: element.line, to: &output) }
    case .device: endDevice(element.line)
    default: break
    }
    section = .none
  }

  // MARK: computer

  private func setObserved(_ time: Instant) {
    computer?.observed = time
    output.observed = time
  }

  private func endAccount(_ element: borrowing XMLElementEnd) {
    if element.name == "KEYNAME" { isTag = element.text.uppercased() == "TAG" } else { tag = element.text }
  }

  private func endHardware(_ element: borrowing XMLElementEnd) {
    let text = element.text
    switch element.name {
    case "NAME": names.name = text
    case "UUID": names.uuid = text
    case "OSNAME": names.legacySystem.name = text
    case "OSVERSION": names.legacySystem.version = text
    case "CHASSIS_TYPE": computer?.kind = Self.kind(ofChassis: text)
    case "IPADDR":
      // Several addresses are joined by `/`, so a block can never be meant.
      for part in text.split(separator: "/") {
        computer?.add(.address, given: trimmedXML(String(part)), line: element.line, to: &output)
      }
    default: break
    }
  }

  private func endSystem(_ element: borrowing XMLElementEnd) {
    let text = element.text
    switch element.name {
    case "FQDN": names.qualified = text
    case "DNS_DOMAIN": names.domain = text
    case "FULL_NAME": names.system.name = text
    case "NAME": if names.system.name.isEmpty { names.system.name = text }
    case "VERSION": if !text.isEmpty { names.system.version = text }
    case "KERNEL_VERSION": if names.system.version.isEmpty { names.system.version = text }
    default: break
    }
  }

  private func endNetwork(_ element: borrowing XMLElementEnd) {
    let text = element.text
    if text.isEmpty { return }
    let kind: IdentifierKind = element.name == "MACADDR" ? .mac : .address
    computer?.add(kind, given: text, line: element.line, to: &output)
  }

  private func endSoftware(_ element: borrowing XMLElementEnd) {
    switch element.name {
    case "NAME": if !element.text.isEmpty { product.name = element.text }
    case "GUID": if product.name.isEmpty { product.name = element.text }
    default: product.version = element.text
    }
  }

  private func endComputer() {
    guard var builder = computer else { return }
    computer = nil
    if let agent, !agent.id.isEmpty {
      builder.add(.nativeID, given: agent.id, line: agent.line, to: &output)
    } else if Self.isTelling(names.uuid) {
      builder.add(.nativeID, given: names.uuid, line: line, to: &output)
    }
    builder.name = names.name
    if !names.qualified.isEmpty {
      builder.add(.host, given: names.qualified, line: line, to: &output)
    } else if !names.name.isEmpty, !names.domain.isEmpty, !names.name.contains(".") {
      builder.add(.host, given: "\(names.name).\(names.domain)", line: line, to: &output)
    }
    // With a blank it is a name for people, as macOS has it.
    if !names.name.isEmpty, !names.name.contains(" ") {
      builder.add(.host, given: names.name, line: line, to: &output)
    }
    let system = names.system.name.isEmpty ? names.legacySystem : names.system
    if !system.name.isEmpty { builder.add(system, line: line, to: &output) }
    if system.name.lowercased().contains("server") { builder.kind = .server }
    emit(builder, field: "REQUEST")
  }

  // MARK: device

  /// A part of a device with firmware of its own, and who made it.
  private var firmware: (product: Product, maker: String) = (Product(), "")

  private func endDevicePart(_ element: borrowing XMLElementEnd) {
    let text = element.text
    if section == .firmware { return endFirmwarePart(element, text) }
    guard !text.isEmpty else { return }
    switch element.name {
    case "NAME", "SNMPHOSTNAME", "DNSHOSTNAME", "NETBIOSNAME":
      if names.name.isEmpty || element.name == "NAME" { names.name = text }
      device?.add(.host, given: text, line: element.line, to: &output)
    case "IP": device?.add(.address, given: text, line: element.line, to: &output)
    case "MAC": device?.add(.mac, given: text, line: element.line, to: &output)
    case "SERIAL": serial = text
    case "MANUFACTURER": maker = text
    case "MODEL": product.name = text
    case "FIRMWARE": product.version = text
    case "TYPE": device?.kind = Self.kind(ofDevice: text)
    // A number is that of an entity in GLPI's own tree, which is not in the file; 0 is the root of the tree.
    case "ENTITY": if Int(text) == nil { device?.organization = text }
    default: break
    }
  }

  private func endFirmwarePart(_ element: borrowing XMLElementEnd, _ text: String) {
    switch element.name {
    case "NAME": firmware.product.name = text
    case "VERSION": firmware.product.version = text
    case "MANUFACTURER": firmware.maker = text
    case "FIRMWARES":
      section = .device
      if !firmware.product.name.isEmpty {
        device?.add(Self.named(firmware.product, by: firmware.maker), line: element.line, to: &output)
      }
    default: break
    }
  }

  private func endDevice(_ line: Int) {
    guard var builder = device else { return }
    device = nil
    builder.name = names.name
    if Self.isTelling(serial) { builder.add(.nativeID, given: serial, line: line, to: &output) }
    if !product.name.isEmpty { builder.add(Self.named(product, by: maker), line: line, to: &output) }
    emit(builder, field: "DEVICE")
  }

  private func emit(_ builder: consuming AssetBuilder, field: String) {
    let line = builder.record.line
    if let record = builder.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, field, value: "", reason: "nothing identifies it")
    }
  }

  // MARK: values

  /// A model with the maker before it, unless it says that itself.
  private static func named(_ product: Product, by maker: String) -> Product {
    guard !maker.isEmpty, !product.name.lowercased().hasPrefix(maker.lowercased()) else { return product }
    return Product(name: "\(maker) \(product.name)", version: product.version)
  }

  /// Whether a serial number or UUID can tell two machines apart; firmware often holds one digit repeated.
  private static func isTelling(_ text: String) -> Bool {
    var seen: Set<UInt8> = []
    var hasDigit = false
    for byte in text.utf8 where byte != UInt8(ascii: "-") && byte != UInt8(ascii: " ") {
      seen.insert(byte)
      if byte >= 0x30, byte <= 0x39 { hasDigit = true }
    }
    return seen.count >= 3 && hasDigit && text.utf8.count >= 4
  }

  /// What the SMBIOS chassis type tells (DMTF DSP0134, table "System Enclosure or Chassis Types").
  private static func kind(ofChassis text: String) -> AssetKind? {
    let chassis = text.lowercased()
    for word in ["server", "rack", "blade"] where chassis.contains(word) { return .server }
    for word in ["notebook", "laptop", "desktop", "portable", "all in one", "tablet", "convertible", "hand held"]
    where chassis.contains(word) {
      return .workstation
    }
    return nil
  }

  private static func kind(ofDevice type: String) -> AssetKind? {
    switch type.uppercased() {
    case "NETWORKING": .network
    case "PRINTER", "STORAGE", "POWER", "PHONE", "VIDEO", "KVM": .other
    default: nil
    }
  }
}
