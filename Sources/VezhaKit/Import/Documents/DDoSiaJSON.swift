/// Target lists of the DDoSia tool: `{"targets": [...] or null, "randoms": [...]}`, keys in any order.
///
/// Collectors wrap them (`{"date": ..., "stats": ..., "targets": [...]}`, `{"data": {"targets": [...]}}`), or keep the bare
/// list; some add when they saw each row (`detected_at`).
/// Of a row only host, address, port, kind of flood and the class of the path are looked at; request templates are
/// parsed past.
public enum DDoSiaJSON: DocumentFormat {
  /// `ddosia-json`.
  public static let id = "ddosia-json"
  /// What it is called.
  public static let title = "DDoSia target list, JSON"
  /// What is taken from it.
  public static let takes = "hosts with their addresses, ports, kinds; never paths or bodies"
  /// Raised when the same bytes give other rows.
  public static let version = 2
  /// Each file is the whole list of a moment.
  public static let seriesKind = SeriesKind.snapshot
  /// The lists name targets.
  public static let role: Role? = .target

  /// Whether the text is a JSON object that begins with one of the two keys, or holds such rows elsewhere.
  public static func recognises(head: Span<UInt8>) -> Bool {
    guard TextShape(head: head) == .json else { return false }
    var index = hasByteOrderMark(head) ? 3 : 0
    while index < head.count, isSpace(head[index]) || head[index] == UInt8(ascii: "{") { index += 1 }
    if starts(head, at: index, "\"targets\"") { return !namesTexts(head, from: index + 9) }
    if starts(head, at: index, "\"randoms\"") { return true }
    let shape = JSONHead(head)
    if shape.has("targets", "randoms") || shape.has("targets", "stats") { return shape.strings(in: "targets").isEmpty }
    return shape.has("targets.host") || shape.hasAnywhere("targets.host")
      || shape.isArray && shape.has("host") && (shape.has("target_id") || shape.has("request_id"))
  }

  /// Whether the list of a member begins with a text: then it is no list of rows.
  private static func namesTexts(_ head: Span<UInt8>, from start: Int) -> Bool {
    var index = start
    while index < head.count, isSpace(head[index]) || head[index] == UInt8(ascii: ":") { index += 1 }
    guard index < head.count, head[index] == UInt8(ascii: "[") else { return false }
    index += 1
    while index < head.count, isSpace(head[index]) { index += 1 }
    return index < head.count && head[index] == UInt8(ascii: "\"")
  }

  /// When the newest row was seen, where the collector says; else the day it states.
  public static func published(_ bytes: Span<UInt8>) -> Instant? {
    let shape = JSONHead(bytes.extracting(first: min(bytes.count, DocumentReader.headBytes)))
    guard shape.has("date") || shape.hasAnywhere("detected_at"), let tape = try? JSONTape(bytes) else { return nil }
    var newest: Instant?
    var rows = JSONWalk(tape, targets(tape)?.position ?? 0)
    while let row = rows.element(tape) {
      guard let time = tape.member("detected_at", of: row).flatMap({ tape.text($0) }).flatMap({ Instant(asIfUTC: $0) })
      else { continue }
      newest = max(newest ?? time, time)
    }
    return newest ?? tape.member("date", of: tape.root).flatMap { tape.text($0) }.flatMap { Instant(asIfUTC: $0) }
  }

  /// Where the rows stand, and the pointer to them; nil if there is no place for any.
  private static func targets(_ tape: borrowing JSONTape) -> (position: Int, pointer: String)? {
    if tape.kind(tape.root) == .array { return (tape.root, "") }
    if let targets = tape.member("targets", of: tape.root) { return (targets, "/targets") }
    guard tape.kind(tape.root) == .object else { return nil }
    let members = tape.inside(tape.root)
    var key = members.lowerBound
    while key < members.upperBound {
      if let targets = tape.member("targets", of: key + 1) { return (targets, "/\(tape.text(key) ?? "")/targets") }
      key = tape.next(key + 1)
    }
    return nil
  }

  /// Reads a list.
  /// - Throws: what JSON that is none throws; `.unknownFormat` if `targets` is no list of objects.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    let tape = try JSONTape(bytes)
    guard let (targets, pointer) = targets(tape) else {
      throw ReadError(.unknownFormat, reason: "a JSON object without `targets`")
    }
    var summary = DocumentSummary()
    // The list is null when it is empty at that moment.
    if tape.kind(targets) == .null { return summary }
    guard tape.kind(targets) == .array else {
      throw ReadError(.unknownFormat, reason: "`targets` is no list")
    }
    let elements = tape.inside(targets)
    var row = Row(pointer: pointer)
    var hasObject = false
    var position = elements.lowerBound
    while position < elements.upperBound {
      if tape.kind(position) == .object {
        hasObject = true
        if row.read(tape, position, number: summary.rows, into: sink) { summary.listings += 1 }
      } else {
        let place = "\(pointer)/\(summary.rows)"
        sink.skipped(Problem(location: place, field: "target", value: "", reason: "no JSON object"))
      }
      summary.rows += 1
      position = tape.next(position)
    }
    guard hasObject || summary.rows == 0 else {
      throw ReadError(.unknownFormat, reason: "`targets` holds no objects")
    }
    return summary
  }

  /// Reads rows one after the other into one buffer.
  private struct Row {
    /// The pointer to the list of rows.
    let pointer: String
    var host: [UInt8] = []
    var refanged: [UInt8] = []
    /// The subject of the row before as written, and what it is; its host is still in the buffer.
    private var lastText: [UInt8] = []
    private var lastValue: ListedValue?

    init(pointer: String) { self.pointer = pointer }

    /// Where a member of a row stands; nearly all lists are `/targets`.
    private func place(_ number: Int, _ member: StaticString) -> Place {
      pointer == "/targets" ? .pointer("/targets/", number, member) : .path("\(pointer)/\(number)\(member)")
    }

    /// The values of a row that are looked at; 0 where absent.
    private struct Fields {
      var host = 0
      var address = 0
      var type = 0
      var method = 0
      var port = 0
      var path = 0
      var time = 0
      /// Behind the number of the row, where the host stands.
      var hostPlace: StaticString = "/host"

      init(_ tape: borrowing JSONTape, _ object: Int) {
        var members = JSONWalk(tape, object)
        while let (name, value) = members.member(tape) {
          switch name {
          case "host": (host, hostPlace) = (value, "/host")
          case "ip": address = value
          case "type": type = value
          case "method": method = value
          case "port": port = value
          case "path": path = value
          case "detected_at": time = value
          case "url": if host == 0 { (host, hostPlace) = (value, "/url") }
          default: break
          }
        }
      }
    }

    private enum Outcome {
      case listing, skipped, absent
    }

    /// Pushes one row.
    /// - Returns: whether it named a subject.
    mutating func read(
      _ tape: borrowing JSONTape, _ object: Int, number: Int, into sink: any ListingSink
    ) -> Bool {
      let fields = Fields(tape, object)
      var row = ListingRow(subjectKind: .host, place: place(number, fields.hostPlace))
      (row.transport, row.attack) = flood(tape, fields)
      row.port = port(tape, fields.port, number, sink)
      row.path = path(tape, fields)
      row.address = address(tape, fields.address, number, sink)
      if fields.time > 0 { row.time = tape.text(fields.time).flatMap { Instant(asIfUTC: $0) } }
      let evidence = row.address
      let outcome = tape.withString(fields.host) { written -> Outcome in
        let place = trimmed(written, 0..<written.count)
        guard !place.isEmpty else { return .absent }
        do throws(HostName.Rejection) {
          let value = try subject(written.extracting(place))
          row.subjectKind = value.kind
          row.range = value.range
          row.port = row.port ?? value.port
          row.address = value.kind == .address ? value.address : evidence
          // The buffer is empty unless the subject is a host.
          sink.row(row, subject: host.span, listed: written)
          return .listing
        } catch {
          let reason = error.reason
          sink.skipped(
            Problem(
              location: "\(pointer)/\(number)/host", field: "host", value: string(written), reason: reason))
          return .skipped
        }
      }
      if let outcome, outcome != .absent { return outcome == .listing }
      guard let evidence else {
        sink.skipped(
          Problem(
            location: "\(pointer)/\(number)", field: "host", value: "", reason: "neither host nor address"))
        return false
      }
      row.subjectKind = .address
      row.address = evidence
      row.place = place(number, "/ip")
      _ = tape.withString(fields.address) { written in sink.row(row, subject: Span(), listed: written) }
      return true
    }

    /// The subject of a row.
    ///
    /// A host is named by many rows one after the other, so the last one is kept.
    private mutating func subject(_ text: Span<UInt8>) throws(HostName.Rejection) -> ListedValue {
      if let lastValue, isLast(text) { return lastValue }
      lastValue = nil
      let value = try readSubject(text)
      lastText.removeAll(keepingCapacity: true)
      unsafe text.withUnsafeBufferPointer { unsafe lastText.append(contentsOf: $0) }
      lastValue = value
      return value
    }

    private func isLast(_ text: Span<UInt8>) -> Bool {
      guard text.count == lastText.count else { return false }
      for index in 0..<text.count where text[index] != lastText[index] { return false }
      return true
    }

    private mutating func readSubject(_ text: Span<UInt8>) throws(HostName.Rejection) -> ListedValue {
      for index in 0..<text.count where Refang.isSign(text[index]) {
        Refang.refang(text, into: &refanged)
        let plain = refanged
        return try ListedValue(plain.span, host: &host)
      }
      return try ListedValue(text, host: &host)
    }

    /// The address beside the host; special ones identify nobody and are no evidence.
    private func address(
      _ tape: borrowing JSONTape, _ position: Int, _ number: Int, _ sink: any ListingSink
    ) -> Address? {
      let found: Address?? = tape.withString(position) { written in
        let text = written.extracting(trimmed(written, 0..<written.count))
        guard text.count > 0 else { return nil }
        if let address = Address(text) {
          return address.unmatchableReason(documentationSpace: true) == nil ? address : nil
        }
        sink.skipped(
          Problem(
            location: "\(pointer)/\(number)/ip", field: "address", value: string(written), reason: "no address")
        )
        return nil
      }
      return found ?? nil
    }

    private func port(
      _ tape: borrowing JSONTape, _ position: Int, _ number: Int, _ sink: any ListingSink
    ) -> UInt16? {
      guard position > 0, tape.kind(position) != .null else { return nil }
      let written = tape.integer(position)
      let digits: UInt16?? = tape.withString(position) { readPort($0) }
      if let value = written.flatMap({ UInt16(exactly: $0) }) ?? digits ?? nil, value > 0 { return value }
      let text = written.map(String.init) ?? tape.text(position) ?? ""
      sink.skipped(
        Problem(
          location: "\(pointer)/\(number)/port", field: "port", value: text, reason: "not from 1 to 65535"))
      return nil
    }

    private func flood(_ tape: borrowing JSONTape, _ fields: Fields) -> (Transport?, AttackKind?) {
      tape.withString(fields.method) { method in
        tape.withString(fields.type) { Flood.meaning(type: $0, method: method) }
          ?? Flood.meaning(type: Span(), method: method)
      } ?? tape.withString(fields.type) { Flood.meaning(type: $0, method: Span()) } ?? (nil, nil)
    }

    private func path(_ tape: borrowing JSONTape, _ fields: Fields) -> PathClass? {
      guard let found = tape.withString(fields.path, { PathClass(path: $0) }) else { return nil }
      // A template that posts is a form, unless the path tells more.
      guard found != .login, found != .search,
        tape.withString(fields.method, { Flood.isWord($0, "post") }) == true
      else {
        return found
      }
      return .form
    }
  }
}
