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

  /// Where the single name stands with which addresses are coupled; nil if there is no such name.
  private static func resolvedHost(
    _ text: Span<UInt8>, _ comparisons: ArraySlice<STIXPattern.Comparison>
  ) -> Range<Int>? {
    let hosts = comparisons.filter { meaning(text, $0) == .host }
    guard let host = hosts.first, hosts.count == 1 else { return nil }
    return comparisons.contains { meaning(text, $0) == .resolved } ? host.value : nil
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
    for found in comparisons {
      let meaning = Self.meaning(text, found)
      guard meaning != .none else { continue }
      var row = ListingRow(
        subjectKind: .host, role: .malicious, threat: origin.threat, time: origin.time, place: origin.place)
      STIXPattern.unescape(text, found.value, into: &value)
      switch meaning {
      case .host:
        if host != nil { continue }
        row.port = isTogether ? port(text, comparisons, "dst_port") : nil
      case .address: row.port = isTogether ? port(text, comparisons, "dst_port") : nil
      case .source: row.port = isTogether ? port(text, comparisons, "src_port") : nil
      case .resolved:
        guard let host else { break }
        row.address = Address(value.span)
        // What is no single address stands for itself.
        if row.address != nil { STIXPattern.unescape(text, host, into: &value) }
      case .recipient: row.role = .target
      case .sender, .none: break
      }
      if meaning == .sender || meaning == .recipient {
        writer.mailbox(value.span, consume row, field: "pattern")
      } else {
        writer.network(value.span, consume row, field: "pattern")
      }
    }
  }

  /// Whether the comparison says that a property has exactly this value, or an address of this range.
  private static func isListed(_ found: STIXPattern.Comparison) -> Bool {
    !found.isNegated && found.isPlain && (found.comparison == .equal || found.comparison == .isSubset)
  }

  private func port(
    _ text: Span<UInt8>, _ comparisons: ArraySlice<STIXPattern.Comparison>, _ name: StaticString
  ) -> UInt16? {
    for found in comparisons
    where Self.isListed(found) && STIXPattern.isPath(text, found.path, name) {
      return readPort(text.extracting(found.value))
    }
    return nil
  }
}
