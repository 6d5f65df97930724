/// Lists what one record names, given its values by field: a row of a table, or an object whose places are known.
///
/// A host is the subject and an address beside it evidence; every other value is a listing of its own.
struct RecordListings {
  /// A value of a record.
  struct Value {
    var field: FieldPaths.Field
    var text: [UInt8]
    var place: Place
  }

  /// Lists and counts.
  var writer: ListingWriter
  private var texts: TextListings

  /// Into a sink.
  init(_ sink: any ListingSink) {
    writer = ListingWriter(sink)
    texts = TextListings(sink)
  }

  /// Lists what a record names.
  mutating func list(_ values: [Value], _ row: ListingRow) {
    writer.summary.rows += 1
    let before = writer.summary.listings
    let values = values.filter { !$0.text.allSatisfy { isSpace($0) } && !Self.isMissing($0.text) }
    var row = row
    for value in values {
      switch value.field {
      case .time: row.time = row.time ?? time(value)
      case .port: row.port = row.port ?? port(value)
      case .transport: row.transport = row.transport ?? Transport(rawValue: Self.text(value).lowercased())
      default: break
      }
    }
    let hosts = values.filter { $0.field == .host }
    let addresses = values.filter { $0.field == .address }
    // One host beside one address: the pair that a list states.
    let pair = hosts.count == 1 && addresses.count == 1 ? addresses.first.flatMap { Address($0.text.span) } : nil
    for value in values {
      var row = row
      row.place = value.place
      switch value.field {
      case .host:
        row.address = pair
        writer.network(value.text.span, row)
      case .subject: writer.network(value.text.span, row, field: "subject")
      case .address:
        if pair == nil || writer.summary.listings == before { writer.network(value.text.span, row, field: "address") }
      case .name:
        for name in ListText.parts(value.text) where !Self.isMissing(name) { writer.name(name.span, row) }
      case .mailbox: writer.mailbox(value.text.span, row)
      case .cve: writer.vulnerability(value.text.span, row)
      case .text: writer.summary.listings += texts.list(value.text.span, row, place: { _ in value.place })
      case .time, .port, .transport: break
      }
    }
  }

  /// What tools write where they know nothing.
  private static func isMissing(_ text: [UInt8]) -> Bool {
    let words = ["-", "n/a", "na", "none", "null", "nan", "unknown", "not available", "not found"]
    let range = trimmed(text.span, 0..<text.count)
    return range.count <= 13 && words.contains(String(decoding: text[range], as: UTF8.self).lowercased())
  }

  private static func text(_ value: Value) -> String {
    String(decoding: value.text[trimmed(value.text.span, 0..<value.text.count)], as: UTF8.self)
  }

  /// RFC 3339 with or without zone, seconds or milliseconds since 1970.
  private func time(_ value: Value) -> Instant? {
    let text = Self.text(value)
    if let time = Instant(asIfUTC: text) { return time }
    if let number = decimal(text.utf8.span), number > 100_000_000 {
      return Instant(seconds: number > 100_000_000_000 ? number / 1000 : number)
    }
    writer.skip(value.place, field: "time", text, "no time")
    return nil
  }

  private func port(_ value: Value) -> UInt16? {
    if let port = readPort(value.text.span.extracting(trimmed(value.text.span, 0..<value.text.count))) { return port }
    writer.skip(value.place, field: "port", Self.text(value), "not from 1 to 65535")
    return nil
  }
}
