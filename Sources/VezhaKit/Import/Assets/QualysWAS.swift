/// Reports of Qualys' web application scanner: `WAS_SCAN_REPORT`, `WAS_WEBAPP_REPORT` and their kin.
///
/// An asset is a web application of the appendix, with Qualys' number as its native id. All of `RESULTS` is passed
/// over: what stands there are requests with their attack parameters, and the addresses of findings lie under that of
/// the application. So are `OWNER` and `USER_INFO`, which are people. The owner is the company of the header.
final class QualysWAS: AssetFormat {
  static let id = "qualys-was"
  static let title = "Qualys WAS"
  static let takes = "web applications: urls"
  static let version = 1

  var output = InventoryOutput()
  private var organization: String?
  private var asset: AssetBuilder?
  private var isFound = false

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    guard root.isIn("") else { return false }
    let name = root.nameText
    return name.hasPrefix("WAS_") && name.hasSuffix("_REPORT")
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    if asset != nil {
      switch element.name {
      case "ID", "NAME", "URL", "OPERATING_SYSTEM": return .text
      default: return .skip
      }
    }
    switch element.name {
    case "WEBAPP", "WEB_APPLICATION":
      var builder = AssetBuilder(line: element.line)
      builder.organization = organization
      builder.observed = output.observed
      builder.kind = .web
      asset = builder
      return .children
    case "HEADER", "COMPANY_INFO", "APPENDIX", "WEBAPP_LIST", "WEB_APPLICATION_LIST": return .children
    case "GENERATION_DATETIME": return .text
    case "NAME": return element.depth == 4 ? .text : .skip
    default: return element.depth == 1 ? .children : .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    let text = element.text
    let line = element.line
    switch element.name {
    case "WEBAPP", "WEB_APPLICATION": endApplication()
    case "GENERATION_DATETIME":
      output.observed = Instant(twelveHours: text) ?? Instant(text)
      if output.observed == nil {
        output.skip(line: line, "GENERATION_DATETIME", value: text, reason: "no time")
      }
    case "NAME":
      if asset == nil { organization = text.isEmpty ? nil : text } else { asset?.name = text }
    case "ID": if !text.isEmpty { asset?.add(.nativeID, given: text, line: line, to: &output) }
    case "URL": if !text.isEmpty { asset?.add(target: text, line: line, to: &output) }
    case "OPERATING_SYSTEM": if !text.isEmpty { asset?.add(Product(name: text), line: line, to: &output) }
    default: break
    }
  }

  func finish() {
    // Only a salvaged file ends inside an application; its address is worth keeping.
    endApplication()
    if !isFound, output.incomplete == nil { output.incomplete = "the report describes no web application" }
  }

  /// An application of which only the name or the number is told cannot be found on any list.
  private func endApplication() {
    guard let builder = asset else { return }
    asset = nil
    guard builder.record.identifiers.contains(where: { $0.kind != .nativeID }) else {
      return output.skip(
        line: builder.record.line, "WEBAPP", value: builder.name, reason: "no address of the application")
    }
    isFound = true
    if let record = builder.finished() { output.records.append(.asset(record)) }
  }
}
