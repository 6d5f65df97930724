/// The elements that Nmap and masscan share: `nmaprun/host` with addresses, names, ports and a guess of the system.
///
/// Every `host` element with an address or a name is an asset, hosts that were down included: they were in our scan,
/// so they are in our inventory, and a list may name them while they are down. `hosthint` is no host: the host
/// follows. Only `hostnames/hostname` gives names; what a service or a script says of itself is hearsay.
class NmapRun {
  var output = InventoryOutput()
  private var started: Instant?
  private var asset: AssetBuilder?
  private var service: Service?
  private var hasEnd = false

  required init() {}

  /// What the scanner's service name means; Masscan has a say in this.
  func serviceName(_ name: String) -> String { name }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    switch element.name {
    case "port": return startPort(element)
    case "state":
      if service != nil { service?.state = element.lowercased("state") }
      return .skip
    case "service": return startService(element)
    case "address": return startAddress(element)
    case "hostname":
      if asset != nil, let name = element.string("name"), !name.isEmpty {
        asset?.add(.host, given: name, line: element.line, to: &output)
      }
      return .skip
    case "cpe": return asset == nil ? .skip : .text
    case "ports", "hostnames", "os", "osmatch", "osclass": return asset == nil ? .skip : .children
    case "host":
      guard element.depth == 2 else { return .skip }
      var builder = AssetBuilder(line: element.line)
      builder.observed = seconds(element, "endtime") ?? seconds(element, "starttime") ?? started
      asset = builder
      return .children
    case "runstats":
      hasEnd = true
      return .children
    case "finished":
      if element.depth == 3 {
        if let time = seconds(element, "time") { output.observed = time }
        if element.matches("exit", "error") { output.incomplete = "the scanner stopped with an error" }
      }
      return .skip
    case "nmaprun":
      guard element.depth == 1 else { return .skip }
      started = seconds(element, "start")
      output.observed = started
      return .children
    default: return .skip
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    switch element.name {
    case "port":
      if let service { asset?.add(service, line: element.line, to: &output) }
      service = nil
    case "cpe":
      let cpe = element.text
      if cpe.isEmpty { return }
      if service != nil {
        service?.cpe.append(cpe)
      } else {
        asset?.add(Product(cpe: cpe), line: element.line, to: &output)
      }
    case "host":
      guard element.depth == 2, let builder = asset else { return }
      asset = nil
      let line = builder.record.line
      if let record = builder.finished() {
        output.records.append(.asset(record))
      } else {
        output.skip(line: line, "host", value: "", reason: "no address and no name")
      }
    default: break
    }
  }

  func finish() {
    if !hasEnd, output.incomplete == nil { output.incomplete = "the scan has no runstats: it did not end" }
  }

  private func startPort(_ element: borrowing XMLElement) -> XMLInterest {
    guard asset != nil else { return .skip }
    let number = element.integer("portid")
    guard let number, number <= 65_535 else {
      output.skip(
        line: element.line, "port", value: element.text("portid"), reason: "no port number from 0 to 65535")
      return .skip
    }
    service = Service(transport: element.lowercased("protocol"), port: number)
    return .children
  }

  private func startService(_ element: borrowing XMLElement) -> XMLInterest {
    guard service != nil else { return .skip }
    service?.name = serviceName(element.text("name"))
    if let product = element.string("product") { service?.product = product }
    if let version = element.string("version") { service?.version = version }
    return .children
  }

  private func startAddress(_ element: borrowing XMLElement) -> XMLInterest {
    guard asset != nil else { return .skip }
    let given = element.text("addr")
    let kind: IdentifierKind = element.matches("addrtype", "mac") ? .mac : .address
    asset?.add(kind, given: given, line: element.line, to: &output)
    return .skip
  }

  /// A time in seconds since 1970.
  private func seconds(_ element: borrowing XMLElement, _ name: StaticString) -> Instant? {
    guard let seconds = element.integer(name), seconds > 0, seconds < 253_402_300_800 else { return nil }
    return Instant(seconds: Int64(seconds))
  }
}
