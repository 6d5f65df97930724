/// Nikto's XML output: root `niktoscan` or `niktoscans`, scans nested to any depth; one asset for each `scandetails`.
///
/// `item` is what was probed, not what is ours; the names in `ssl` are hearsay of a certificate. Both are passed over.
final class NiktoScan: AssetFormat {
  static let id = "nikto"
  static let title = "Nikto scan"
  static let takes = "sites: urls, hosts, addresses, ports, banners"
  static let version = 1

  var output = InventoryOutput()
  private var asset: AssetBuilder?

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "niktoscan" || root.name == "niktoscans"
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "niktoscan", "niktoscans": return .children
    case "scandetails":
      startTarget(element)
      return .children
    case "statistics":
      // The end of the scan, where it came to one.
      if let time = ScannerTime.parse(element.text("endtime")) { see(time) }
      return .skip
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    guard element.name == "scandetails", var builder = asset else { return }
    asset = nil
    let line = builder.record.line
    builder.isWebSite()
    if let record = builder.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, "scandetails", value: "", reason: "no address and no name")
    }
  }

  func finish() {}

  private func startTarget(_ element: borrowing XMLElement) {
    let line = element.line
    var builder = AssetBuilder(line: line)
    builder.add(nameOrAddress: element.text("targethostname"), line: line, to: &output)
    builder.add(nameOrAddress: element.text("targetip"), line: line, to: &output)
    var name = ""
    for field in [element.text("sitename"), element.text("siteip")] where !field.isEmpty {
      // Without a scheme (old versions) the field repeats what is known already.
      guard let site = WebSite(field), !site.scheme.isEmpty else { continue }
      if name.isEmpty { name = site.scheme }
      builder.add(.url, given: site.url, line: line, to: &output)
    }
    if let port = element.integer("targetport"), (1...65_535).contains(port) {
      let (product, release) = AssetBuilder.product(ofBanner: element.text("targetbanner"))
      builder.add(
        Service(transport: "tcp", port: port, name: name, product: product, version: release), line: line,
        to: &output)
    } else if element.has("targetport") {
      output.skip(
        line: line, "port", value: element.text("targetport"), reason: "no port number from 1 to 65535")
    }
    asset = builder
    if let time = ScannerTime.parse(element.text("starttime")) { see(time) }
  }

  /// The target was seen then, and the file is as young as its youngest target.
  private func see(_ time: Instant) {
    asset?.observed = time
    output.observed = max(output.observed ?? time, time)
  }
}
