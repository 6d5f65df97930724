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
  /// - Returns: its time, where it states one.
  @discardableResult
  mutating func list(_ values: [Value], _ row: ListingRow) -> Instant? {
    writer.summary.rows += 1
    let before = writer.summary.listings
    let values = values.filter { !$0.text.allSatisfy { isSpace($0) } && !Self.isMissing($0.text) }
    var row = row
    row.time = time(values.filter { $0.field == .time })
    for value in values {
      switch value.field {
      case .port: row.port = row.port ?? port(value)
      case .transport: row.transport = row.transport ?? Transport(rawValue: Self.text(value).lowercased())
      default: break
      }
    }
    let pair = self.pair(values)
    for value in values {
      var row = row
      row.place = value.place
      switch value.field {
      case .host, .subject:
        row.address = pair
        network(value, row, field: value.field == .host ? "host" : "subject")
      case .address:
        if pair == nil || writer.summary.listings == before { network(value, row, field: "address") }
      case .name:
        for name in ListText.parts(value.text) where !Self.isMissing(name) { writer.name(name.span, row) }
      case .mailbox: writer.mailbox(value.text.span, row)
      case .cve: writer.vulnerability(value.text.span, row)
      case .text: writer.summary.listings += texts.list(value.text.span, row, place: { _ in value.place })
      case .time, .port, .transport: break
      }
    }
    return row.time
  }

  /// Lists the system that attacked, which a row of a log of attacks names beside the one attacked.
  mutating func list(attacker text: [UInt8], at place: Place, _ time: Instant?) {
    guard !Self.isMissing(text) else { return }
    let row = ListingRow(subjectKind: .host, role: .malicious, time: time, place: place)
    network(Value(field: .address, text: text, place: place), row, field: "attacker")
  }

  /// One host beside one address: the pair that a list states; nil where there are more of either.
  private func pair(_ values: [Value]) -> Address? {
    let hosts = values.filter { $0.field == .host || $0.field == .subject }
    let addresses = values.filter { $0.field == .address }
    guard hosts.count == 1, addresses.count == 1, let address = addresses.first.flatMap({ Address(Self.text($0)) })
    else { return nil }
    return hosts.first.flatMap { Self.kind($0.text) } == .host ? address : nil
  }

  /// Lists all that a cell names: mostly one entry, else several with blanks, commas, semicolons or bars between.
  private mutating func network(_ value: Value, _ row: ListingRow, field: String) {
    let parts = ListText.entries(value.text)
    guard parts.count > 1 else {
      writer.network(value.text.span, row, field: field)
      return
    }
    if parts.allSatisfy({ Self.kind($0) != nil }) {
      for part in parts { writer.network(part.span, row, field: field) }
      return
    }
    // `Ministry of Examples (www.gov.example)`
    let count = texts.list(value.text.span, row, place: { _ in value.place })
    writer.summary.listings += count
    if count == 0 { writer.network(value.text.span, row, field: field) }
  }

  /// What an entry is; nil if it is none.
  private static func kind(_ text: [UInt8]) -> SubjectKind? {
    var host: [UInt8] = []
    var plain: [UInt8] = []
    Refang.refang(text.span.extracting(trimmed(text.span, 0..<text.count)), into: &plain)
    return try? ListedValue(plain.span, host: &host).kind
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

  /// The first time of a record, or its date and time of day if they stand apart.
  private func time(_ values: [Value]) -> Instant? {
    let texts = values.map { Self.text($0) }
    if texts.count >= 2, let time = Instant(tableDate: texts[0], texts[1]) { return time }
    for text in texts { if let time = Instant(tableText: text) { return time } }
    if let value = values.first { writer.skip(value.place, field: "time", Self.text(value), "no time") }
    return nil
  }

  private func port(_ value: Value) -> UInt16? {
    if let port = readPort(value.text.span.extracting(trimmed(value.text.span, 0..<value.text.count))) { return port }
    writer.skip(value.place, field: "port", Self.text(value), "not from 1 to 65535")
    return nil
  }
}
