/// The ports of one host in a report of findings, where every finding names its port again.
///
/// A port of which a finding speaks is one that answered, so it is open. One port is one service, whatever the number
/// of findings; the first that knows the service's name gives it.
struct ObservedPorts {
  /// Most CPE names of one port; a file with more is damaged or hostile.
  static let maximumNames = 1000

  private struct Place: Hashable {
    var transport: String
    var port: Int
  }

  private var positions: [Place: Int] = [:]
  private(set) var services: [Service] = []

  /// Adds what one finding says of a port.
  mutating func add(_ service: Service) {
    let place = Place(transport: service.transport, port: service.port)
    guard let position = positions[place] else {
      // One above the limit lets the builder see and count that there were too many.
      guard services.count <= AssetBuilder.maximumParts else { return }
      positions[place] = services.count
      services.append(service)
      return
    }
    if services[position].name.isEmpty { services[position].name = service.name }
    for cpe in service.cpe
    where services[position].cpe.count < Self.maximumNames && !services[position].cpe.contains(cpe) {
      services[position].cpe.append(cpe)
    }
  }
}

/// Where a finding was made, as Nessus v1 and OpenVAS write it: `80/tcp`, `http (80/tcp)` or `general/tcp`.
enum FindingPlace {
  case port(Service)
  /// The host as a whole.
  case host

  /// Reads the text, or nil if it is neither.
  init?(_ given: String) {
    let text = trimmedXML(given)
    var name = Substring()
    var place = text[...]
    if text.hasSuffix(")"), let open = text.lastIndex(of: "(") {
      name = text[..<open]
      while name.last == " " { name.removeLast() }
      place = text[text.index(after: open)...].dropLast()
    }
    let parts = place.split(separator: "/", omittingEmptySubsequences: false)
    if parts.first == "general" || place == "package" {
      self = .host
      return
    }
    guard parts.count == 2, !parts[1].isEmpty, let port = UInt16(parts[0]) else { return nil }
    // Port 0 is what both scanners write for the host as a whole.
    guard port > 0 else {
      self = .host
      return
    }
    self = .port(Service(transport: parts[1].lowercased(), port: Int(port), name: String(name)))
  }
}
