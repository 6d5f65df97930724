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

  /// Lists the values of a pattern.
  mutating func read(_ text: Span<UInt8>, _ row: ListingRow, into writer: inout ListingWriter) {
    do throws(STIXPattern.Failure) {
      try pattern.read(text)
    } catch {
      writer.skip(row.place, field: "pattern", text, error.reason)
      return
    }
    let comparisons = pattern.comparisons
    var first = 0
    while first < comparisons.count {
      var end = first + 1
      while end < comparisons.count, comparisons[end].observation == comparisons[first].observation { end += 1 }
      list(text, comparisons[first..<end], row, into: &writer)
      first = end
    }
  }

  private static func meaning(_ text: Span<UInt8>, _ found: STIXPattern.Comparison) -> Meaning {
    func isPath(_ name: StaticString) -> Bool { STIXPattern.isPath(text, found.path, name) }
    func isType(_ name: String) -> Bool {
      found.type.count == name.utf8.count && starts(text, at: found.type.lowerBound, name)
    }
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
    _ text: Span<UInt8>, _ comparisons: ArraySlice<STIXPattern.Comparison>, _ row: ListingRow,
    into writer: inout ListingWriter
  ) {
    let isTogether = comparisons.first?.isAlternative == false
    let meanings = comparisons.map { Self.isListed($0) ? Self.meaning(text, $0) : .none }
    let coupled = isTogether && meanings.count { $0 == .host } == 1 && meanings.contains(.resolved)
    let host = coupled ? zip(comparisons, meanings).first { $0.1 == .host }?.0 : nil
    // Looked up once: a pattern may have as many comparisons as it likes.
    let port = isTogether ? self.port(text, comparisons, "dst_port") : nil
    let sourcePort = isTogether ? self.port(text, comparisons, "src_port") : nil
    for (found, meaning) in zip(comparisons, meanings) where meaning != .none {
      var row = row
      STIXPattern.unescape(text, found.value, into: &value)
      switch meaning {
      case .host:
        if coupled { continue }
        row.port = port
      case .address: row.port = port
      case .source: row.port = sourcePort
      case .resolved:
        guard let host else { break }
        row.address = Address(value.span)
        // What is no single address stands for itself.
        if row.address != nil { STIXPattern.unescape(text, host.value, into: &value) }
      case .recipient: row.role = .target
      case .sender, .none: break
      }
      if meaning == .sender || meaning == .recipient {
        writer.mailbox(value.span, row, field: "pattern")
      } else {
        writer.network(value.span, row, field: "pattern")
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
