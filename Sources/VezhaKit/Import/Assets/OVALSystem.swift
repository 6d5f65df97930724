/// OVAL 5 system characteristics, alone or inside OVAL results: one asset for each `oval_system_characteristics`.
///
/// The system is known by its own name and interfaces. Packages that were found (`rpminfo_item`, `dpkginfo_item`) are its
/// products; what else was collected (files, accounts, variables, registry) is not kept.
final class OVALSystem: AssetFormat {
  static let id = "oval"
  static let title = "OVAL system characteristics and results"
  static let takes = "the system: names, interfaces, operating system"
  static let version = 2

  var output = InventoryOutput()
  private var asset: AssetBuilder?
  /// Depth of the `oval_system_characteristics` that is being read.
  private var depth = 0
  private var system = Product()
  private var package = (name: "", version: "", release: "")
  private var made: Instant?

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    switch root.name {
    case "oval_system_characteristics":
      root.isIn("http://oval.mitre.org/XMLSchema/oval-system-characteristics-5")
    case "oval_results": root.isIn("http://oval.mitre.org/XMLSchema/oval-results-5")
    default: false
    }
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "oval_results", "results", "system", "generator": return .children
    case "timestamp": return .text
    case "oval_system_characteristics":
      asset = AssetBuilder(line: element.line)
      depth = element.depth
      system = Product()
      return .children
    case "system_info", "interfaces", "interface", "system_data": return asset == nil ? .skip : .children
    case "rpminfo_item", "dpkginfo_item":
      package = ("", "", "")
      // The status is absent where the package exists.
      guard asset != nil, !element.has("status") || element.matches("status", "exists") else { return .skip }
      return .children
    case "os_name", "os_version", "primary_host_name", "ip_address", "mac_address", "name", "version", "release":
      return asset == nil ? .skip : .text
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    switch element.name {
    case "timestamp": endTimestamp(element)
    case "os_name": system.name = element.text
    case "os_version": system.version = element.text
    case "primary_host_name":
      asset?.name = element.text
      add(.host, element.text, element.line)
    case "ip_address":
      // Some tools write the prefix length too; the address is the machine's, the network is not.
      add(.address, String(element.text.prefix { $0 != "/" }), element.line)
    case "mac_address": add(.mac, element.text, element.line)
    case "name": package.name = element.text
    case "version": package.version = element.text
    case "release": package.release = element.text
    case "rpminfo_item", "dpkginfo_item":
      if !package.name.isEmpty {
        let release = package.release.isEmpty ? "" : "-\(package.release)"
        asset?.add(Product(name: package.name, version: package.version + release), line: element.line, to: &output)
      }
    case "system_info":
      if !system.name.isEmpty { asset?.add(system, line: element.line, to: &output) }
    case "oval_system_characteristics" where element.depth == depth: endSystem()
    default: break
    }
  }

  func finish() {}

  private func add(_ kind: IdentifierKind, _ text: String, _ line: Int) {
    if !text.isEmpty { asset?.add(kind, given: text, line: line, to: &output) }
  }

  /// The collection's own time is the asset's; the file's is the latest of all.
  private func endTimestamp(_ element: borrowing XMLElementEnd) {
    guard let time = Instant(asIfUTC: element.text) else { return }
    asset?.observed = time
    output.observed = max(output.observed ?? time, time)
  }

  private func endSystem() {
    guard let builder = asset else { return }
    asset = nil
    let line = builder.record.line
    if let record = builder.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, "system_info", value: "", reason: "nothing identifies the system")
    }
  }
}
