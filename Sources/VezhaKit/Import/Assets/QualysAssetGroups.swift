/// Qualys' groups of assets, from its interface `asset/group`: `ASSET_GROUP_LIST_OUTPUT`.
///
/// A group is one asset, with its id as the key, its addresses, ranges and names as identifiers, and Qualys' word for
/// its business impact as criticality. Hosts themselves come from the other exports. The group's owner is a user and
/// is passed over like its comments.
final class QualysAssetGroups: AssetFormat {
  static let id = "qualys-asset-groups"
  static let title = "Qualys asset groups"
  static let takes = "groups: addresses, ranges, names, business impact"
  static let version = 1

  var output = InventoryOutput()
  private var asset: AssetBuilder?
  private var isWarning = false

  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "ASSET_GROUP_LIST_OUTPUT" && root.isIn("")
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "ASSET_GROUP_LIST_OUTPUT", "RESPONSE", "ASSET_GROUP_LIST": return .children
    case "DATETIME": return .text
    case "ASSET_GROUP":
      var builder = AssetBuilder(line: element.line)
      builder.observed = output.observed
      asset = builder
      return .children
    case "ID", "TITLE", "BUSINESS_IMPACT", "IP", "IP_RANGE", "DNS", "NETBIOS": return asset == nil ? .skip : .text
    case "IP_SET", "DNS_LIST", "NETBIOS_LIST": return asset == nil ? .skip : .children
    case "WARNING":
      isWarning = true
      return .children
    case "URL":
      if isWarning { output.incomplete = "Qualys cut the list: the file has an address for the rest" }
      return .skip
    case "ID_SET":
      output.incomplete = "the list has ids of groups and nothing else of them"
      return .skip
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    let text = element.text
    let line = element.line
    switch element.name {
    case "ASSET_GROUP": return endGroup()
    case "WARNING": isWarning = false
    default: if text.isEmpty { return }
    }
    switch element.name {
    case "DATETIME": output.observed = Instant(text)
    case "ID": asset?.add(.nativeID, given: text, line: line, to: &output)
    case "TITLE": asset?.name = text
    case "IP": asset?.add(.address, given: text, line: line, to: &output)
    case "IP_RANGE": asset?.add(.range, given: text, line: line, to: &output)
    case "DNS": asset?.add(target: text, line: line, to: &output)
    case "NETBIOS": asset?.add(.host, given: text, line: line, to: &output)
    case "BUSINESS_IMPACT":
      guard let criticality = Criticality(words: text) else {
        return output.skip(line: line, "BUSINESS_IMPACT", value: text, reason: "not on the scale of criticality")
      }
      asset?.criticality = criticality
    default: break
    }
  }

  func finish() {}

  private func endGroup() {
    guard let builder = asset else { return }
    asset = nil
    let line = builder.record.line
    if let record = builder.finished() {
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, "ASSET_GROUP", value: "", reason: "no id, no address and no name")
    }
  }
}
