/// Lists what a STIX pattern names: hosts, addresses, ranges, URLs and mail domains that a property must equal.
///
/// Nothing is listed of negated comparisons and of `LIKE` and `MATCHES`, whose values are no names. In one pair of
/// brackets without `OR`, a single name and the addresses it resolves to are coupled, and a port belongs to its address.
struct STIXPatternListings {
  private var pattern = STIXPattern()
  private var value: [UInt8] = []

  /// What a property holds.
  private enum Meaning {
    case host, resolved, address, source, sender, recipient, none
  }

  /// What is said of all values of a pattern.
  struct Origin {
    var threat: Threat?
    var time: Instant?
    var place: Place
  }

  /// Lists the values of a pattern.
  mutating func read(_ text: Span<UInt8>, _ origin: Origin, into writer: inout ListingWriter) {
    do throws(STIXPattern.Failure) {
      try pattern.read(text)
    } catch {
      writer.skip(origin.place, field: "pattern", text, error.reason)
      return
    }
    let comparisons = pattern.comparisons
    var first = 0
    while first < comparisons.count {
      var end = first + 1
      while end < comparisons.count, comparisons[end].observation == comparisons[first].observation { end += 1 }
      list(text, comparisons[first..<end], origin, into: &writer)
      first = end
    }
  }

  /// The single name with which addresses are coupled; nil if there is no such name.
  private static func resolvedHost(
    _ text: Span<UInt8>, _ comparisons: ArraySlice<STIXPattern.Comparison>
  ) -> STIXPattern.Comparison? {
    let hosts = comparisons.filter { meaning(text, $0) == .host }
    guard let host = hosts.first, hosts.count == 1 else { return nil }
    return comparisons.contains { meaning(text, $0) == .resolved } ? host : nil
  }

  private static func meaning(_ text: Span<UInt8>, _ found: STIXPattern.Comparison) -> Meaning {
    guard isListed(found) else { return .none }
    func isPath(_ name: StaticString) -> Bool { STIXPattern.isPath(text, found.path, name) }
    func isType(_ name: StaticString) -> Bool { isText(text, found.type, name) }
    if isType("domain-name") {
      return isPath("value") ? .host : isPath("resolves_to_refs.value") ? .resolved : .none
    }
    if isType("ipv4-addr") || isType("ipv6-addr") || isType("url") { return isPath("value") ? .address : .none }
    if isType("network-traffic") {
      return isPath("dst_ref.value") ? .address : isPath("src_ref.value") ? .source : .none
    }
    if isType("email-addr") { return isPath("value") ? .sender : .none }
    if isType("email-message") {
      if isPath("from_ref.value") || isPath("sender_ref.value") || isPath("additional_header_fields.reply_to") {
        return .sender
      }
      return isPath("to_refs.value") || isPath("cc_refs.value") || isPath("bcc_refs.value") ? .recipient : .none
    }
    return .none
  }

  private mutating func list(
    _ text: Span<UInt8>, _ comparisons: ArraySlice<STIXPattern.Comparison>, _ origin: Origin,
    into writer: inout ListingWriter
  ) {
    let isTogether = comparisons.first?.isAlternative == false
    let host = isTogether && comparisons.count > 1 ? Self.resolvedHost(text, comparisons) : nil
    // Looked up once: a pattern may have as many comparisons as it likes.
    let ports =
      isTogether ? (Self.port(text, comparisons, "dst_port"), Self.port(text, comparisons, "src_port")) : (nil, nil)
    for found in comparisons {
      let meaning = Self.meaning(text, found)
      guard meaning != .none else { continue }
      var (named, address, port) = (found, Address?.none, UInt16?.none)
      switch meaning {
      case .host:
        if host != nil { continue }
        port = ports.0
      case .address: port = ports.0
      case .source: port = ports.1
      case .resolved:
        guard let host else { break }
        address = withValue(text, found) { Address($0) }
        // What is no single address stands for itself.
        if address != nil { named = host }
      case .sender, .recipient, .none: break
      }
      let (beside, service) = (address, port)
      withValue(text, named) { value in
        // Made where it is handed on, for a row is large.
        let row = ListingRow(
          subjectKind: .host, address: beside, port: service, role: meaning == .recipient ? .target : .malicious,
          threat: origin.threat, time: origin.time, place: origin.place)
        if meaning == .sender || meaning == .recipient {
          writer.mailbox(value, row, field: "pattern")
        } else {
          writer.network(value, row, field: "pattern")
        }
      }
    }
  }

  /// Hands over a value with its escapes undone.
  private mutating func withValue<Result>(
    _ text: Span<UInt8>, _ found: STIXPattern.Comparison, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    guard found.isEscaped else { return body(text.extracting(found.value)) }
    STIXPattern.unescape(text, found.value, into: &value)
    let plain = value
    return body(plain.span)
  }

  /// Whether the comparison says that a property has exactly this value, or an address of this range.
  private static func isListed(_ found: STIXPattern.Comparison) -> Bool {
    !found.isNegated && found.isPlain && (found.comparison == .equal || found.comparison == .isSubset)
  }

  private static func port(
    _ text: Span<UInt8>, _ comparisons: ArraySlice<STIXPattern.Comparison>, _ name: StaticString
  ) -> UInt16? {
    for found in comparisons
    where isListed(found) && STIXPattern.isPath(text, found.path, name) {
      return readPort(text.extracting(found.value))
    }
    return nil
  }
}
