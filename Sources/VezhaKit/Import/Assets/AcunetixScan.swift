/// Acunetix's XML export: root `ScanGroup`, one asset for each `Scan`, named by its `StartURL`.
///
/// The crawler's own start is a url too; the files it found and the items it reports are passed over.
final class AcunetixScan: AssetFormat {
  static let id = "acunetix"
  static let title = "Acunetix scan"
  static let takes = "sites: urls, hosts, banners, technologies"
  static let version = 2

  var output = InventoryOutput()
  private var asset: AssetBuilder?
  private var site: WebSite?
  private var banner = ""
  private var isReachable = true

  static func recognises(_ root: borrowing XMLElement) -> Bool { root.name == "ScanGroup" }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "ScanGroup":
      output.observed = ScannerTime.parse(element.text("ExportedOn"))
      return .children
    case "Scan":
      guard element.depth == 2 else { return .skip }
      asset = AssetBuilder(line: element.line)
      (site, banner, isReachable) = (nil, "", true)
      return .children
    case "Crawler":
      let start = element.text("StartUrl")
      if !start.isEmpty { add(site: start, line: element.line) }
      return .skip
    case "Name", "StartURL", "StartTime", "FinishTime", "Aborted", "Responsive", "WebServer", "Os":
      return element.depth == 3 ? .text : .skip
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    switch element.name {
    case "Scan": endScan()
    case "StartURL":
      let text = element.text
      if !text.isEmpty { add(site: text, line: element.line) }
    default: endField(element)
    }
  }

  func finish() {}

  private func endField(_ element: borrowing XMLElementEnd) {
    let text = element.text
    switch element.name {
    case "Name": asset?.name = text
    case "StartTime", "FinishTime":
      guard let time = ScannerTime.parse(text) else { return }
      asset?.observed = time
      output.observed = max(output.observed ?? time, time)
    case "Aborted":
      if text.lowercased() == "true" { output.incomplete = "a scan was aborted" }
    case "Responsive": isReachable = text.lowercased() != "false"
    case "WebServer": banner = text
    case "Os":
      let (name, release) = AssetBuilder.product(ofBanner: text)
      if !name.isEmpty {
        asset?.add(Product(name: name, version: release), line: element.line, to: &output)
      }
    default: break
    }
  }

  private func add(site text: String, line: Int) {
    let added = asset?.add(site: text, line: line, to: &output)
    if site == nil || site?.scheme.isEmpty == true { site = added ?? site }
  }

  private func endScan() {
    guard var builder = asset else { return }
    asset = nil
    let line = builder.record.line
    if isReachable, let site { builder.add(reached: site, banner: banner, line: line, to: &output) }
    builder.isWebSite()
    if let record = builder.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, "Scan", value: "", reason: "no start url")
    }
  }
}
