/// CycloneDX XML, versions 1.0 to 1.7: root `bom` in `http://cyclonedx.org/schema/bom/…`.
///
/// The BOM is one asset: what `metadata/component` names, with every component as a product. Its key is that
/// component's group and name without the version, so that an update does not make another asset; else the serial
/// number. A BOM that has neither (1.0 has no place for them) goes to one asset for all such BOMs of a source.
/// Each service with endpoints is an asset of its own, owned by its provider: a service may be somebody else's.
/// What a component was made from (`pedigree`), tools, licences, contacts and references are passed over.
final class CycloneDXBOM: AssetFormat {
  static let id = "cyclonedx"
  static let title = "CycloneDX 1.0 to 1.7"
  static let takes = "products with version, CPE, purl; endpoints of services"
  static let version = 1
  /// Key of the asset of BOMs that name nothing.
  static let unnamedKey = "bom without a name"

  var output = InventoryOutput()
  private var bom = AssetBuilder(line: 1)
  private var namespace = ""
  private var serial = ""
  private var isMetadata = false
  /// The components and services that are open, the innermost last.
  private var parts: [Part] = []

  /// A component or a service that is being read.
  private struct Part {
    var isService: Bool
    var isSubject: Bool
    var depth: Int
    var line: Int
    var group = ""
    var name = ""
    var version = ""
    var cpe = ""
    var purl = ""
    var provider = ""
    var endpoints: [(text: String, line: Int)] = []

    var fullName: String { group.isEmpty ? name : "\(group)/\(name)" }
  }

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "bom" && root.namespaceText.hasPrefix("http://cyclonedx.org/schema/bom/")
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    if element.depth == 1 {
      namespace = element.namespaceText
      serial = trimmedXML(element.text("serialNumber"))
      bom = AssetBuilder(line: element.line)
      return .children
    }
    switch element.name {
    case "metadata", "components", "services", "component", "service", "timestamp", "group", "name",
      "version",
      "cpe", "purl", "provider", "endpoints", "endpoint":
      // Elements of other namespaces may stand anywhere, under any name.
      return element.namespaceText == namespace ? startKnown(element) : .skip
    default: return .skip
    }
  }

  private func startKnown(_ element: borrowing XMLElement) -> XMLInterest {
    // How far below the open part, or below the root.
    let below = element.depth - (parts.last?.depth ?? 1)
    switch element.name {
    case "metadata":
      guard element.depth == 2 else { return .skip }
      isMetadata = true
      return .children
    case "components": return below == 1 && parts.last?.isService != true ? .children : .skip
    case "services": return below == 1 && parts.last?.isService != false ? .children : .skip
    case "component", "service":
      guard below == 2, parts.count < 64 else { return .skip }
      let isSubject = isMetadata && parts.isEmpty
      parts.append(
        Part(
          isService: element.name == "service", isSubject: isSubject, depth: element.depth,
          line: element.line,
          provider: parts.last?.provider ?? ""))
      return .children
    case "timestamp": return isMetadata && element.depth == 3 ? .text : .skip
    case "group", "version": return !parts.isEmpty && below == 1 ? .text : .skip
    case "name": return !parts.isEmpty && below <= 2 ? .text : .skip
    case "cpe", "purl": return parts.last?.isService == false && below == 1 ? .text : .skip
    case "provider", "endpoints": return parts.last?.isService == true && below == 1 ? .children : .skip
    case "endpoint": return parts.last?.isService == true && below == 2 ? .text : .skip
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    guard let part = parts.last else {
      switch element.name {
      case "metadata": isMetadata = false
      case "timestamp": output.observed = Instant(element.text)
      default: break
      }
      return
    }
    if element.depth == part.depth {
      parts.removeLast()
      part.isService ? endService(part) : endComponent(part)
      return
    }
    set(element)
  }

  func finish() {
    if bom.record.products.isEmpty, bom.name.isEmpty { return }
    if !bom.record.identifiers.contains(where: { $0.kind == .nativeID }) {
      if serial.isEmpty {
        output.skip(
          line: bom.record.line, "bom", value: "",
          reason:
            "neither a component nor a serial number names the BOM; all such BOMs of a source are one asset")
      }
      bom.add(.nativeID, given: serial.isEmpty ? Self.unnamedKey : serial, line: bom.record.line, to: &output)
    }
    bom.observed = output.observed
    if let record = bom.finished() { output.records.append(.asset(record)) }
    bom = AssetBuilder(line: 1)
  }

  private func set(_ element: borrowing XMLElementEnd) {
    let index = parts.count - 1
    let text = element.text
    switch element.name {
    case "group": parts[index].group = text
    case "name":
      if element.depth == parts[index].depth + 1 {
        parts[index].name = text
      } else {
        parts[index].provider = text
      }
    case "version": parts[index].version = text
    case "cpe": parts[index].cpe = checked(text, "cpe:", "cpe", line: element.line)
    case "purl": parts[index].purl = checked(text, "pkg:", "purl", line: element.line)
    case "endpoint":
      if parts[index].endpoints.count < 10_000 { parts[index].endpoints.append((text, element.line)) }
    default: break
    }
  }

  /// The text if it begins as it must, else nothing, counted; an empty one is nothing.
  private func checked(_ text: String, _ prefix: String, _ field: String, line: Int) -> String {
    if text.isEmpty || text.lowercased().hasPrefix(prefix) { return text }
    output.skip(line: line, field, value: text, reason: "does not begin with \(prefix)")
    return ""
  }

  private func endComponent(_ part: Part) {
    if part.isSubject {
      bom.name = part.name
      if !part.name.isEmpty { bom.add(.nativeID, given: part.fullName, line: part.line, to: &output) }
    }
    guard !part.name.isEmpty || !part.cpe.isEmpty || !part.purl.isEmpty else {
      return output.skip(line: part.line, "component", value: "", reason: "neither name nor cpe nor purl")
    }
    bom.add(
      Product(name: part.name, version: part.version, cpe: part.cpe, purl: part.purl), line: part.line,
      to: &output)
  }

  private func endService(_ part: Part) {
    guard !part.endpoints.isEmpty else { return }
    var builder = AssetBuilder(line: part.line)
    builder.name = part.name
    builder.kind = .service
    builder.observed = output.observed
    builder.organization = part.provider.isEmpty ? nil : part.provider
    for (text, line) in part.endpoints {
      guard let site = WebSite(text) else {
        output.skip(line: line, "endpoint", value: "", reason: "no URL with a host")
        continue
      }
      builder.add(.url, given: site.url, line: line, to: &output)
    }
    if !part.name.isEmpty {
      builder.add(.nativeID, given: "service \(part.fullName)", line: part.line, to: &output)
      builder.add(Product(name: part.name, version: part.version), line: part.line, to: &output)
    }
    if let record = builder.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: part.line, "service", value: "", reason: "neither name nor endpoint")
    }
  }
}
