/// Turns the fields of structured reports into listings: refangs, canonicalises, counts, and skips what is none.
///
/// Readers say with a row what a field means (role, time, threat, port, place); the subject is filled in here.
struct ListingWriter {
  private let sink: any ListingSink
  private var subject: [UInt8] = []
  private var refanged: [UInt8] = []
  /// What was read so far.
  var summary = DocumentSummary()

  /// A writer into a sink.
  init(_ sink: any ListingSink) { self.sink = sink }

  /// Raises the document's mark to one that stands in it.
  mutating func mark(_ tlp: TLP?) {
    guard let tlp else { return }
    summary.tlp = max(summary.tlp ?? tlp, tlp)
  }

  /// Lists a host, address, range or URL; nothing if the text is blank.
  ///
  /// What the row states of port, transport and path counts before what the text implies.
  /// - Returns: whether it was listed.
  @discardableResult
  mutating func network(_ written: Span<UInt8>, _ row: consuming ListingRow, field: String = "host") -> Bool {
    let range = trimmed(written, 0..<written.count)
    guard !range.isEmpty else { return false }
    let text = written.extracting(range)
    do throws(HostName.Rejection) {
      let value = try listedValue(text)
      row.subjectKind = value.kind
      row.range = value.range
      if value.kind != .host { row.address = value.address }
      row.port = row.port ?? value.port
      row.transport = row.transport ?? value.transport
      row.path = row.path ?? value.path
      // The buffer is empty unless the subject is a host.
      sink.row(row, subject: subject.span, listed: text)
      summary.listings += 1
      return true
    } catch {
      skip(row.place, field: field, text, error.reason)
      return false
    }
  }

  private mutating func listedValue(_ text: Span<UInt8>) throws(HostName.Rejection) -> ListedValue {
    if let value = ListedValue(plain: text, host: &subject) { return value }
    for index in 0..<text.count where Refang.isSign(text[index]) {
      Refang.refang(text, into: &refanged)
      let plain = refanged
      return try ListedValue(plain.span, host: &subject)
    }
    return try ListedValue(text, host: &subject)
  }

  /// Lists an address that is known already.
  mutating func address(_ address: Address, _ row: ListingRow, listed: Span<UInt8>) {
    var row = row
    row.subjectKind = .address
    row.address = address
    sink.row(row, subject: Span(), listed: listed)
    summary.listings += 1
  }

  /// Lists the domain of a mailbox; what stands before its `@` goes no further.
  mutating func mailbox(_ written: Span<UInt8>, _ row: consuming ListingRow, field: String = "mailbox") {
    let range = trimmed(written, 0..<written.count)
    guard !range.isEmpty else { return }
    var text = written.extracting(range)
    refanged.removeAll(keepingCapacity: true)
    for index in 0..<text.count where Refang.isSign(text[index]) {
      Refang.refang(text, into: &refanged)
      break
    }
    let plain = refanged
    if !plain.isEmpty { text = plain.span }
    var start = text.count
    while start > 0, text[start - 1] != UInt8(ascii: "@") { start -= 1 }
    // `Name <user@example.org>`
    var end = start
    while end < text.count, text[end] != UInt8(ascii: ">"), !isSpace(text[end]) { end += 1 }
    let domain = text.extracting(start..<end)
    guard start > 0 else { return skip(row.place, field: field, text, "no mailbox") }
    do throws(HostName.Rejection) {
      _ = try HostName.canonicalise(domain, into: &subject)
      row.subjectKind = .emailDomain
      sink.row(row, subject: subject.span, listed: domain)
      summary.listings += 1
    } catch {
      skip(row.place, field: field, domain, error.reason)
    }
  }

  /// Lists an organization or person by name; nothing if the text is blank.
  mutating func name(_ written: Span<UInt8>, _ row: ListingRow) {
    let range = trimmed(written, 0..<written.count)
    guard !range.isEmpty else { return }
    let text = written.extracting(range)
    subject = Array(string(text).lowercased().utf8)
    guard !subject.isEmpty else { return skip(row.place, field: "name", text, "no name") }
    var row = row
    row.subjectKind = .name
    sink.row(row, subject: subject.span, listed: text)
    summary.listings += 1
  }

  /// Lists a vulnerability by its CVE number.
  mutating func vulnerability(_ written: Span<UInt8>, _ row: ListingRow) {
    let range = trimmed(written, 0..<written.count)
    let text = written.extracting(range)
    guard Self.isCVE(text) else { return skip(row.place, field: "cve", text, "no CVE number") }
    subject.removeAll(keepingCapacity: true)
    for index in 0..<text.count {
      let byte = text[index]
      subject.append(byte >= UInt8(ascii: "a") ? byte & 0xdf : byte)
    }
    var row = row
    row.subjectKind = .cve
    sink.row(row, subject: subject.span, listed: text)
    summary.listings += 1
  }

  /// Whether a text is a CVE number: `CVE-`, four digits, a hyphen, four to nineteen digits; in any case.
  static func isCVE(_ text: Span<UInt8>) -> Bool {
    guard (13...28).contains(text.count), starts(text, at: 0, "cve-"), text[8] == UInt8(ascii: "-") else {
      return false
    }
    for index in 4..<text.count where index != 8 {
      guard text[index] >= UInt8(ascii: "0"), text[index] <= UInt8(ascii: "9") else { return false }
    }
    return true
  }

  /// Counts and lists a value that is none.
  func skip(_ place: Place, field: String, _ value: Span<UInt8>, _ reason: String) {
    sink.skipped(Self.problem(place, field, string(value.extracting(first: min(value.count, 200))), reason))
  }

  /// Counts and lists a value that is none.
  func skip(_ place: Place, field: String, _ value: String, _ reason: String) {
    sink.skipped(Self.problem(place, field, value, reason))
  }

  private static func problem(_ place: Place, _ field: String, _ value: String, _ reason: String) -> Problem {
    if case .line(let line, _) = place { return Problem(line: line, field: field, value: value, reason: reason) }
    return Problem(location: place.text, field: field, value: value, reason: reason)
  }
}
