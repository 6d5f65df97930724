/// Lists what the events of an abuse feed name: the side that an event is about, and the other one.
struct AbuseEvents {
  /// What a field of an event holds.
  enum Field {
    case address, network, host, reverse, url, account, port
    case otherAddress, otherNetwork, otherHost, otherReverse, otherURL, otherAccount, otherPort
    case type, time, observed, tlp, transport, brand
  }

  /// A value of an event.
  struct Value {
    var field: Field
    var text: [UInt8]
    var place: Place

    /// Without white space around it.
    var string: String { String(decoding: text[trimmed(text.span, 0..<text.count)], as: UTF8.self) }
  }

  /// Lists and counts.
  var writer: ListingWriter

  /// Into a sink.
  init(_ sink: any ListingSink) { writer = ListingWriter(sink) }

  /// Reads all events of JSON, each by `list`.
  /// - Throws: what JSON that is none throws.
  static func read(
    _ bytes: Span<UInt8>, into sink: any ListingSink,
    _ list: (borrowing JSONTape, _ event: Int, JSONRecords.Position, inout AbuseEvents) -> Void
  ) throws(ReadError) -> DocumentSummary {
    var events = AbuseEvents(sink)
    var bad = 0
    try JSONRecords.forEach(bytes) { place, text, reason in
      bad += 1
      ListingWriter(sink).skip(place, field: "event", text, reason)
    } _: { tape, event, position in
      events.writer.summary.rows += 1
      list(tape, event, position, &events)
    }
    events.writer.summary.rows += bad
    return events.writer.summary
  }

  /// Lists what an event names, given what its type means.
  mutating func list(_ values: [Value], _ meaning: AbuseMeaning) {
    let values = values.filter { !$0.string.isEmpty && $0.string != "-" }
    var row = ListingRow(subjectKind: .host, place: .path("/"))
    row.threat = meaning.threat
    row.time = time(values)
    row.transport = Transport(rawValue: values.first { $0.field == .transport }?.string.lowercased() ?? "")
    for value in values where value.field == .tlp { writer.mark(TLP(reading: value.string)) }
    row.role = meaning.source
    list(
      Side(
        addresses: values.filter { $0.field == .address }, network: values.first { $0.field == .network },
        names: values.filter { $0.field == .host || $0.field == .reverse }, url: values.first { $0.field == .url },
        account: values.first { $0.field == .account }, port: values.first { $0.field == .port }), row,
      couples: meaning.couples)
    if let role = meaning.destination {
      row.role = role
      list(
        Side(
          addresses: values.filter { $0.field == .otherAddress }, network: values.first { $0.field == .otherNetwork },
          names: values.filter { $0.field == .otherHost || $0.field == .otherReverse },
          url: values.first { $0.field == .otherURL }, account: values.first { $0.field == .otherAccount },
          port: values.first { $0.field == .otherPort }), row, couples: false)
    }
    // Whose clients a page imitates.
    for value in values where value.field == .brand && !Self.vague.contains(value.string.lowercased()) {
      row.role = .target
      row.place = value.place
      (row.port, row.transport) = (nil, nil)
      writer.name(value.text.span, row)
    }
  }

  /// What feeds write where they know no organization.
  private static let vague: Set<String> = ["other", "unknown", "multiple", "various", "n/a", "none", "generic"]

  /// One side of an event.
  private struct Side {
    var addresses: [Value]
    var network: Value?
    var names: [Value]
    var url: Value?
    var account: Value?
    var port: Value?
  }

  private mutating func list(_ side: Side, _ row: ListingRow, couples: Bool) {
    var row = row
    row.port = side.port.flatMap { readPort($0.text.span) }
    let listed = writer.summary.listings
    let beside = couples ? side.addresses.compactMap { Address($0.text.span) } : []
    // A URL says more of a host than its bare name.
    var hosts: [Value] = []
    if let url = side.url { hosts.append(url) }
    let urlHost = side.url.flatMap { Self.host($0.text) }
    hosts += side.names.filter { Self.host($0.text) != urlHost || urlHost == nil }
    for host in hosts {
      var row = row
      row.place = host.place
      for address in beside.isEmpty ? [nil] : beside.map(Optional.some) {
        row.address = address
        writer.network(host.text.span, row)
      }
    }
    let hasHost = writer.summary.listings > listed
    row.address = nil
    if !hasHost || beside.isEmpty {
      for address in side.addresses {
        row.place = address.place
        writer.network(address.text.span, row, field: "address")
      }
    }
    // Beside an address or host it is only the announced block around it.
    if side.addresses.isEmpty, !hasHost, let network = side.network {
      row.place = network.place
      writer.network(network.text.span, row, field: "network")
    }
    if let account = side.account, account.text.contains(UInt8(ascii: "@")) {
      row.place = account.place
      (row.port, row.transport) = (nil, nil)
      writer.mailbox(account.text.span, row)
    }
  }

  /// The canonical host of a name or URL; nil if it is none.
  private static func host(_ text: [UInt8]) -> [UInt8]? {
    var host: [UInt8] = []
    let range = trimmed(text.span, 0..<text.count)
    guard let value = try? ListedValue(text.span.extracting(range), host: &host), value.kind == .host else {
      return nil
    }
    return host
  }

  /// When it happened; where nobody says, when it was seen.
  private func time(_ values: [Value]) -> Instant? {
    for field in [Field.time, .observed] {
      guard let value = values.first(where: { $0.field == field }) else { continue }
      if let time = Instant(tableText: value.string) { return time }
      writer.skip(value.place, field: "time", value.string, "no time")
    }
    return nil
  }
}
