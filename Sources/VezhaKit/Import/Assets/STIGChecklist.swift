/// DISA STIG Viewer checklist (`.ckl`): one asset, and the guides it was checked against.
///
/// Several addresses stand in one element, a line each. `TARGET_KEY` names the guide's kind of target, not the asset, so
/// it is no key. The answers to the checks (`VULN`), comments and markings are not kept. What a guide is for is a product
/// of the asset.
final class STIGChecklist: AssetFormat {
  static let id = "stig-checklist"
  static let title = "STIG checklist"
  static let takes = "the asset: names, addresses, MACs"
  static let version = 2

  var output = InventoryOutput()
  private var asset = AssetBuilder(line: 1)
  private var role = ""
  private var area = ""
  private var isSite = false
  private var site: (text: String, line: Int) = ("", 0)
  private var guideField = ""
  private var guideText = ""

  static func recognises(_ root: borrowing XMLElement) -> Bool { root.name == "CHECKLIST" && root.isIn("") }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "CHECKLIST", "STIGS", "iSTIG", "STIG_INFO": return .children
    case "ASSET":
      asset = AssetBuilder(line: element.line)
      return .children
    case "SI_DATA":
      guideField = ""
      guideText = ""
      return .children
    case "HOST_NAME", "HOST_IP", "HOST_MAC", "HOST_FQDN", "ROLE", "TECH_AREA", "WEB_OR_DATABASE", "WEB_DB_SITE",
      "SID_NAME", "SID_DATA":
      return .text
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    switch element.name {
    case "HOST_NAME":
      asset.name = element.text
      addEach(.host, element)
    case "HOST_FQDN": addEach(.host, element)
    case "HOST_IP": addEach(.address, element)
    case "HOST_MAC": addEach(.mac, element)
    case "ROLE": role = element.text.lowercased()
    case "TECH_AREA": area = element.text.lowercased()
    case "WEB_OR_DATABASE": isSite = element.text.lowercased() == "true"
    case "WEB_DB_SITE": site = (element.text, element.line)
    case "SID_NAME": guideField = element.text.lowercased()
    case "SID_DATA": guideText = element.text
    case "SI_DATA":
      let name = Self.subject(ofGuide: guideText)
      if guideField == "title", !name.isEmpty {
        asset.add(Product(name: name), line: element.line, to: &output)
      }
    case "ASSET":
      // The site is named by hand: `Default Web Site`, or the name that visitors use.
      if isSite, site.text.contains("."), !site.text.contains(" ") {
        asset.add(site.text.contains("://") ? .url : .host, given: site.text, line: site.line, to: &output)
      }
      asset.kind = kind
    case "CHECKLIST" where element.depth == 1:
      let line = asset.record.line
      if let record = asset.finished() {
        output.records.append(.asset(record))
      } else {
        output.skip(line: line, "ASSET", value: "", reason: "nothing identifies it")
      }
      asset = AssetBuilder(line: line)
    default: break
    }
  }

  func finish() {}

  /// Adds the values of one element, which people separate by lines, blanks or commas.
  private func addEach(_ kind: IdentifierKind, _ element: borrowing XMLElementEnd) {
    for part in element.text.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ";" }) {
      asset.add(kind, given: String(part), line: element.line, to: &output)
    }
  }

  /// STIG Viewer's list of technology areas tells more than the role, but a domain controller is one in any area.
  private var kind: AssetKind? {
    if role == "domain controller" { return .identity }
    switch area {
    case "exchange server": return .mail
    case "domain name system (dns)": return .nameServer
    case "web review": return .web
    case "database review": return .database
    case "boundary security", "internal network", "network infrastructure": return .network
    default: break
    }
    switch role {
    case "workstation": return .workstation
    case "member server": return .server
    default: return nil
    }
  }

  /// `Cisco ASA Firewall Security Technical Implementation Guide` is about `Cisco ASA Firewall`.
  private static func subject(ofGuide title: String) -> String {
    var name = title[...]
    if let end = name.firstRange(of: " Security Technical Implementation Guide") { name = name[..<end.lowerBound] }
    if let end = name.firstRange(of: " STIG") { name = name[..<end.lowerBound] }
    return trimmedXML(String(name))
  }
}
