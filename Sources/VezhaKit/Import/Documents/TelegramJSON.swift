/// Exports of Telegram Desktop as JSON: one chat (`messages`) or all (`chats.list[].messages`, `left_chats`).
///
/// Each message is dated and names targets, or claims, by its words (`MessageClaims`). Links are read where they lead, not
/// only as they are shown; links to checks of reachability and to Telegram itself stay text and are no subjects.
public enum TelegramJSON: DocumentFormat {
  /// `telegram-json`.
  public static let id = "telegram-json"
  /// What it is called.
  public static let title = "Telegram Desktop export, JSON"
  /// What is taken from it.
  public static let takes = "targets and claims of each message, dated; check links are never opened"
  /// Since pieces of keys in running text are no hosts.
  public static let version = 3
  /// Each message adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// What a message names without claiming anything.
  public static let role: Role? = .target

  /// Whether the text is the export of a chat or of all chats.
  public static func recognises(head: Span<UInt8>) -> Bool {
    let shape = JSONHead(head)
    if shape.has("chats.list") || shape.has("left_chats.list") || shape.has("personal_information") { return true }
    guard shape.has("type", "id", "messages") else { return false }
    // Saved messages are a chat without a name.
    return shape.has("name") || shape["type"] == "saved_messages" || shape.has("messages.date_unixtime")
  }

  /// When the newest message was written.
  public static func published(_ bytes: Span<UInt8>) -> Instant? {
    do throws(ReadError) {
      return try withTape(bytes) { tape, _ in
        var newest: Instant?
        forEachMessage(tape) { message, _ in
          if let time = TelegramMessage.time(tape, message)?.instant { newest = max(newest ?? time, time) }
        }
        return newest
      }
    } catch {
      return nil
    }
  }

  /// Reads all messages.
  /// - Throws: what JSON that is none throws; `.unknownFormat` if there is no list of messages.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    try withTape(bytes) { tape, isMended throws(ReadError) in
      var reader = TelegramMessage(MessageClaims(series.words), sink)
      guard forEachMessage(tape, { reader.read(tape, $0, $1) }) else {
        throw ReadError(.unknownFormat, reason: "an export without messages")
      }
      var summary = reader.summary
      if isMended {
        summary.note = [summary.note, "escapes that are no JSON were mended"].compactMap { $0 }.joined(separator: "; ")
      }
      return summary
    }
  }

  /// Parses an export; one with `\xNN` escapes is mended first.
  private static func withTape<Result>(
    _ bytes: Span<UInt8>, _ body: (borrowing JSONTape, Bool) throws(ReadError) -> Result
  ) throws(ReadError) -> Result {
    let refusal: ReadError
    do throws(ReadError) {
      let tape = try JSONTape(bytes)
      return try body(tape, false)
    } catch {
      refusal = error
    }
    guard refusal.code == .malformed, let mended = ControlEscapes.mended(bytes) else { throw refusal }
    let tape = try JSONTape(mended.span)
    return try body(tape, true)
  }

  /// Visits every message with the pointer to it.
  /// - Returns: whether there was any list of messages.
  @discardableResult
  private static func forEachMessage(_ tape: borrowing JSONTape, _ body: (Int, String) -> Void) -> Bool {
    if let messages = tape.member("messages", of: tape.root) {
      forEach(tape, messages, "/messages", body)
      return tape.kind(messages) == .array
    }
    var hasList = false
    for (name, key) in [
      ("chats", tape.member("chats", of: tape.root)), ("left_chats", tape.member("left_chats", of: tape.root)),
    ] {
      guard let key, let list = tape.member("list", of: key) else { continue }
      hasList = true
      forEach(tape, list, "/\(name)/list") { chat, pointer in
        if let messages = tape.member("messages", of: chat) { forEach(tape, messages, pointer + "/messages", body) }
      }
    }
    return hasList
  }

  private static func forEach(_ tape: borrowing JSONTape, _ array: Int, _ prefix: String, _ body: (Int, String) -> Void)
  {
    guard tape.kind(array) == .array else { return }
    var walk = JSONWalk(tape, array)
    while true {
      let number = walk.index
      guard let element = walk.element(tape) else { return }
      body(element, "\(prefix)/\(number)")
    }
  }
}

/// Reads the messages of an export one after the other.
struct TelegramMessage {
  private let claims: MessageClaims
  private let sink: any ListingSink
  private var listings: TextListings
  private var text: [UInt8] = []
  private var links: [[UInt8]] = []
  private var (edited, forwarded, zoneless, undated) = (0, 0, 0, 0)
  private var counts = DocumentSummary()

  init(_ claims: MessageClaims, _ sink: any ListingSink) {
    self.claims = claims
    self.sink = sink
    listings = TextListings(sink)
  }

  /// What was read, with a note about messages that are not what they seem.
  var summary: DocumentSummary {
    var summary = counts
    let notes = [
      (edited, "edited after they were written: dated by when they were written"),
      (forwarded, "forwarded: dated by when they were forwarded"),
      (zoneless, "with a time without zone, read as UTC"), (undated, "without time"),
    ]
    let texts = notes.filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? "message" : "messages") \($0.1)" }
    if !texts.isEmpty { summary.note = texts.joined(separator: "; ") }
    return summary
  }

  /// When a message was written, and whether its zone is known.
  static func time(_ tape: borrowing JSONTape, _ message: Int) -> (instant: Instant, hasZone: Bool)? {
    if let seconds = tape.member("date_unixtime", of: message).flatMap({ tape.epochSeconds($0) }) {
      return (seconds, true)
    }
    guard let date = tape.member("date", of: message).flatMap({ tape.text($0) }), let time = Instant(asIfUTC: date)
    else {
      return nil
    }
    return (time, false)
  }

  /// Reads a message that people wrote; notices of the service are no messages.
  mutating func read(_ tape: borrowing JSONTape, _ message: Int, _ pointer: String) {
    guard tape.member("type", of: message).map({ tape.string($0, is: "message") }) ?? true else { return }
    counts.rows += 1
    text.removeAll(keepingCapacity: true)
    links.removeAll(keepingCapacity: true)
    if let value = tape.member("text", of: message) { gather(tape, value) }
    if text.isEmpty, let entities = tape.member("text_entities", of: message) { gather(tape, entities) }
    guard !text.isEmpty || !links.isEmpty else { return }
    var row = ListingRow(subjectKind: .host, place: .path(pointer + "/text"))
    let time = Self.time(tape, message)
    row.time = time?.instant
    (row.role, row.threat) = claims.meaning(of: MessageClaims.joined(text, links))
    let place = row.place
    let accepts: (ListedValue, Span<UInt8>) -> Bool = { $0.kind != .host || !MessageClaims.isMessenger($1) }
    let written = text
    var count = listings.list(written.span, row, place: { _ in place }, accepts: accepts)
    for link in links { count += listings.list(link.span, row, place: { _ in place }, accepts: accepts) }
    counts.listings += count
    guard count > 0 else { return }
    if tape.member("edited_unixtime", of: message) != nil || tape.member("edited", of: message) != nil { edited += 1 }
    if tape.member("forwarded_from", of: message) != nil { forwarded += 1 }
    if time == nil { undated += 1 } else if time?.hasZone == false { zoneless += 1 }
  }

  /// Joins the pieces of a text, since an entity may cut a name, and keeps where links lead.
  private mutating func gather(_ tape: borrowing JSONTape, _ value: Int) {
    switch tape.kind(value) {
    case .string:
      if let bytes = tape.withString(value, { array($0) }) { text += bytes }
    case .array:
      var walk = JSONWalk(tape, value)
      while let piece = walk.element(tape) { gather(tape, piece) }
    case .object:
      if let shown = tape.member("text", of: value) { gather(tape, shown) }
      if let link = tape.member("href", of: value), let bytes = tape.withString(link, { array($0) }) {
        links.append(bytes)
      }
    default: break
    }
  }
}
