/// XCCDF 1.1 and 1.2 test results, alone or inside the benchmark they were made with.
///
/// Each `TestResult` is one machine; several of one machine have the same key and are one asset. The benchmark itself,
/// most of the bytes, is skipped. `identity` (who ran the test) is a user and `organization` whoever tested, not the
/// owner: neither is kept. `target-id-ref` is an id inside another file and no key.
final class XCCDFResults: AssetFormat {
  static let id = "xccdf-results"
  static let title = "XCCDF 1.1 and 1.2 results"
  static let takes = "targets: names, addresses, MACs, platforms"
  static let version = 2

  var output = InventoryOutput()
  private var result: XCCDFTestResult?
  private var hasResult = false

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    (root.name == "Benchmark" || root.name == "TestResult") && XCCDFTestResult.isXCCDF(root)
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    if result != nil { return result?.start(element, to: &output) ?? .skip }
    if element.name == "TestResult" {
      hasResult = true
      result = XCCDFTestResult(element)
      return .children
    }
    return element.depth == 1 ? .children : .skip
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    guard let open = result else { return }
    guard element.depth == open.depth else {
      result?.end(element, to: &output)
      return
    }
    result = nil
    let line = open.asset.record.line
    if let time = open.asset.observed { output.observed = max(output.observed ?? time, time) }
    if let record = open.asset.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, "TestResult", value: "", reason: "nothing identifies the target")
    }
  }

  func finish() {
    if !hasResult { output.incomplete = "the benchmark has no TestResult: it was not run on anything" }
  }
}

/// One `TestResult` element while it is read; ARF holds it too.
struct XCCDFTestResult {
  /// Depth of the element itself.
  let depth: Int
  private(set) var asset: AssetBuilder
  /// The ARF asset that was tested, where the result names one.
  private(set) var reference: String?
  private var fact = ""
  private var system = Product()

  init(_ element: borrowing XMLElement) {
    depth = element.depth
    asset = AssetBuilder(line: element.line)
    asset.observed = Instant(asIfUTC: element.text("end-time")) ?? Instant(asIfUTC: element.text("start-time"))
  }

  static func isXCCDF(_ element: borrowing XMLElement) -> Bool {
    element.isIn("http://checklists.nist.gov/xccdf/1.2") || element.isIn("http://checklists.nist.gov/xccdf/1.1")
  }

  mutating func start(_ element: borrowing XMLElement, to output: inout InventoryOutput) -> XMLInterest {
    switch element.name {
    case "target", "target-address": return .text
    case "target-facts": return .children
    case "fact":
      fact = element.text("name")
      return .text
    case "platform":
      let name = element.text("idref")
      if name.hasPrefix("cpe:") { asset.add(Product(cpe: name), line: element.line, to: &output) }
      return .skip
    case "target-id-ref":
      if reference == nil, element.has("name") { reference = element.text("name") }
      return .skip
    default: return .skip
    }
  }

  mutating func end(_ element: borrowing XMLElementEnd, to output: inout InventoryOutput) {
    switch element.name {
    case "target-facts":
      if !system.name.isEmpty { asset.add(system, line: element.line, to: &output) }
      system = Product()
    case "target": add(.host, element, to: &output)
    // The type is a plain string, and tools put names and whole URLs there.
    case "target-address": asset.add(target: element.text, line: element.line, to: &output)
    case "fact": endFact(element, to: &output)
    default: break
    }
  }

  /// Facts of OpenSCAP (`urn:xccdf:fact:...`) and of DISA's SCC (`urn:scap:fact:...`); the last word says what it is.
  private mutating func endFact(_ element: borrowing XMLElementEnd, to output: inout InventoryOutput) {
    guard fact.hasPrefix("urn:xccdf:fact:") || fact.hasPrefix("urn:scap:fact:") else { return }
    switch fact.split(separator: ":").last?.lowercased() {
    case "fqdn", "host_name": add(.host, element, to: &output)
    case "ipv4", "ipv6": add(.address, element, to: &output)
    case "mac": add(.mac, element, to: &output)
    case "os_name": system.name = element.text
    case "os_version": system.version = element.text
    default: break
    }
  }

  private mutating func add(
    _ kind: IdentifierKind, _ element: borrowing XMLElementEnd, to output: inout InventoryOutput
  ) {
    let text = element.text
    if text.isEmpty { return }
    if kind == .host, asset.name.isEmpty { asset.name = text }
    asset.add(kind, given: text, line: element.line, to: &output)
  }
}
