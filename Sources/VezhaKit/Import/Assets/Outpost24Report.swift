/// Outpost24's XML report: root `main`; hosts in `hostlist`, their ports in `portlist`, more of both in `detaillist`.
///
/// The three lists give records of their own, which merge by what stands in `ip`, an address or a name: the host's own
/// name may stand in some lists only. A virtual host that a finding names is a name of the host; all else of a finding
/// is text and passed over.
final class Outpost24Report: AssetFormat {
  static let id = "outpost24"
  static let title = "Outpost24 report"
  static let takes = "hosts, addresses, open ports, platform"
  static let version = 2

  var output = InventoryOutput()
  private var asset: AssetBuilder?
  private var isFinding = false
  private var fields = Fields()
  private var port: (number: String, service: Service)?
  /// Minutes are enough; the report says once how far its clock is from Greenwich.
  private var zone = ""
  /// Names of the host list by what stands in `ip`, for lists that leave the name out.
  private var names: [String: String] = [:]

  private struct Fields {
    var address = ""
    var name = ""
    var platform = ""
    var virtualHost = ""
    var time = ""
  }

  /// The root's name says little: what stands below must too, which `start` checks.
  static func recognises(_ root: borrowing XMLElement) -> Bool {
    root.name == "main" && root.isIn("") && root.attributeCount == 0
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.depth {
    case 1: return .children
    case 2:
      switch element.name {
      case "hostlist", "portlist", "detaillist", "reportinfo": return .children
      case "report": return .skip
      default:
        let (line, column) = element.position
        throw ReadError(
          .unknownFormat, line: line, column: column,
          reason: "no report of Outpost24: `main` holds \(element.nameText)")
      }
    case 3:
      switch element.name {
      case "host", "portlist-host", "detail":
        asset = AssetBuilder(line: element.line)
        fields = Fields()
        isFinding = element.name == "detail"
        return .children
      case "reportdate", "timezone": return .text
      default: return .skip
      }
    default: return startField(element)
    }
  }

  private func startField(_ element: borrowing XMLElement) -> XMLInterest {
    guard asset != nil else { return .skip }
    switch element.name {
    case "portinfo":
      port = ("", Service(transport: "tcp", port: 0))
      return .children
    case "portnumber", "protocol", "service": return element.depth == 5 ? .text : .skip
    // The name of a finding is its title.
    case "name": return isFinding || element.depth != 4 ? .skip : .text
    case "ip", "hostname", "platform", "virtualhost", "end", "date", "completescan":
      return element.depth == 4 ? .text : .skip
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    switch element.name {
    case "host", "portlist-host", "detail": endHost()
    case "portinfo": endPort(line: element.line)
    default: endField(element)
    }
  }

  func finish() {}

  private func endField(_ element: borrowing XMLElementEnd) {
    let text = element.text
    switch element.name {
    case "ip": fields.address = text
    case "name", "hostname": fields.name = text
    case "platform": fields.platform = text
    case "virtualhost": fields.virtualHost = text
    case "end", "date": fields.time = text
    case "completescan":
      if text.lowercased() == "false" { output.incomplete = "the scan of a host did not end" }
    case "portnumber": port?.number = text
    case "protocol": port?.service.transport = text.isEmpty ? "tcp" : text.lowercased()
    case "service": port?.service.name = text
    case "timezone": zone = text
    case "reportdate": output.observed = ScannerTime.parse(text + " " + zone) ?? ScannerTime.parse(text)
    default: break
    }
  }

  private func endPort(line: Int) {
    guard let number = port?.number, var service = port?.service else { return }
    port = nil
    // A finding about the host as a whole has no port.
    if number.isEmpty || number == "0" || number == "-1" { return }
    guard let value = Int(number), (1...65_535).contains(value) else {
      return output.skip(line: line, "port", value: number, reason: "no port number from 1 to 65535")
    }
    service.port = value
    asset?.add(service, line: line, to: &output)
  }

  private func endHost() {
    guard var builder = asset else { return }
    asset = nil
    let line = builder.record.line
    var name = fields.name
    if name.isEmpty {
      name = names[fields.address] ?? ""
    } else if !fields.address.isEmpty {
      names[fields.address] = name
    }
    builder.add(nameOrAddress: name, line: line, to: &output)
    builder.add(nameOrAddress: fields.address, line: line, to: &output)
    if !fields.platform.isEmpty { builder.add(Product(name: fields.platform), line: line, to: &output) }
    builder.observed = ScannerTime.parse(fields.time + " " + zone) ?? ScannerTime.parse(fields.time)
    // Another name must not make another asset.
    let key = Address(fields.address)?.description ?? AssetBuilder.key(of: builder.record.identifiers)
    if Address(fields.virtualHost) == nil {
      builder.add(nameOrAddress: fields.virtualHost, line: line, to: &output)
    }
    if var record = builder.finished() {
      record.key = key ?? record.key
      output.records.append(.asset(record))
    } else {
      output.skip(line: line, "host", value: "", reason: "no address and no name")
    }
  }
}
