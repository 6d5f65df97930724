/// Nexpose's older, simple export: `NeXposeSimpleXML/devices/device` with an address, a fingerprint and services.
///
/// The native id is the device's `id`, where it has one; else the key is the address. Vulnerabilities are passed over.
final class NexposeSimple: AssetFormat {
  static let id = "nexpose-simple"
  static let title = "Nexpose simple XML"
  static let takes = "hosts: addresses, open ports, products"
  static let version = 1

  var output = InventoryOutput()
  private var asset: AssetBuilder?
  private var service: Service?
  private var fingerprint = Fingerprint()

  private struct Fingerprint {
    var vendor = ""
    var product = ""
    var version = ""
    var description = ""

    /// The product's name; the free text where the parts are empty.
    var name: String {
      let name = NexposeProduct.name(vendor: vendor, product: product)
      return name.isEmpty ? description : name
    }
  }

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "NeXposeSimpleXML" && root.isIn("")
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "NeXposeSimpleXML", "devices", "services": return .children
    case "generated", "description", "vendor", "product", "version": return .text
    case "fingerprint":
      fingerprint = Fingerprint()
      return .children
    case "device":
      startDevice(element)
      return .children
    case "service": return asset == nil ? .skip : startService(element)
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    let line = element.line
    switch element.name {
    case "generated":
      output.observed = Instant(compact: element.text)
      if output.observed == nil {
        output.skip(line: line, "generated", value: element.text, reason: "no time such as 20131127T050242739")
      }
    case "description": fingerprint.description = element.text
    case "vendor": fingerprint.vendor = element.text
    case "product": fingerprint.product = element.text
    case "version": fingerprint.version = element.text
    case "fingerprint": endFingerprint(line: line)
    case "service":
      if let service { asset?.add(service, line: line, to: &output) }
      service = nil
    case "device": endDevice()
    default: break
    }
  }

  func finish() {}

  private func startDevice(_ element: borrowing XMLElement) {
    let line = element.line
    var builder = AssetBuilder(line: line)
    builder.observed = output.observed
    if let id = element.string("id"), !id.isEmpty { builder.add(.nativeID, given: id, line: line, to: &output) }
    builder.add(.address, given: element.text("address"), line: line, to: &output)
    asset = builder
  }

  private func startService(_ element: borrowing XMLElement) -> XMLInterest {
    let given = element.text("port")
    guard let port = UInt16(given), port > 0 else {
      output.skip(line: element.line, "port", value: given, reason: "no port number from 1 to 65535")
      return .skip
    }
    service = Service(transport: element.lowercased("protocol"), port: Int(port), name: element.text("name"))
    return .children
  }

  private func endFingerprint(line: Int) {
    guard !fingerprint.name.isEmpty else { return }
    if service == nil {
      asset?.add(Product(name: fingerprint.name, version: fingerprint.version), line: line, to: &output)
    } else {
      service?.product = fingerprint.name
      service?.version = fingerprint.version
    }
  }

  private func endDevice() {
    guard let builder = asset else { return }
    asset = nil
    let line = builder.record.line
    if let record = builder.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, "device", value: "", reason: "no address and no id")
    }
  }
}
