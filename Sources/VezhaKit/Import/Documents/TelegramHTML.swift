/// Exports of Telegram Desktop as web pages: `messages.html`, `messages2.html` and so on, each a document of its own.
///
/// A message is dated by the title of its date (`28.07.2020 01:47:03 UTC+05:00`; old versions write no zone, read as UTC
/// with a note) and means what its words say, as in `TelegramJSON`.
public enum TelegramHTML: DocumentFormat {
  /// `telegram-html`.
  public static let id = "telegram-html"
  /// What it is called.
  public static let title = "Telegram Desktop export, HTML"
  /// What is taken from it.
  public static let takes = "targets and claims of each message, dated"
  /// Since pieces of keys in running text are no hosts.
  public static let version = 3
  /// Each page adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// What a message names without claiming anything.
  public static let role: Role? = .target

  /// Whether the text is a page of such an export.
  public static func recognises(head: Span<UInt8>) -> Bool {
    guard WebPage.recognises(head: head) else { return false }
    let text = string(head)
    return text.contains("Exported Data")
      || (text.contains("class=\"page_wrap\"") && text.contains("class=\"history\""))
  }

  /// When the newest message was written.
  public static func published(_ bytes: Span<UInt8>) -> Instant? {
    let page = TelegramPage(MessageClaims(nil), nil)
    do throws(ReadError) {
      try HTMLStream.read(bytes, page)
    } catch {
      return nil
    }
    return page.newest
  }

  /// Reads all messages of a page.
  /// - Throws: `.limit` if it is nested too deep.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    try TextDecoding.withUTF8(bytes) { text, note throws(ReadError) in
      let page = TelegramPage(MessageClaims(series.words), sink)
      try HTMLStream.read(text, page)
      page.finish()
      var summary = page.summary
      if page.zoneless > 0 {
        summary.note =
          "\(page.zoneless) \(page.zoneless == 1 ? "message" : "messages") with a time without zone, read as UTC"
      } else {
        summary.note = note
      }
      return summary
    }
  }
}

/// Gathers the messages of a page.
private final class TelegramPage: HTMLHandler {
  private(set) var summary = DocumentSummary()
  private(set) var newest: Instant?
  private(set) var zoneless = 0
  private let claims: MessageClaims
  private var listings: TextListings?
  /// One entry for each element that is open: what its class makes of it.
  private var open: [Part] = []
  private var message: Message?

  private enum Part {
    case message, text, other
  }

  private struct Message {
    var id: String
    var line: Int
    var time: Instant?
    var hasZone = true
    var text: [UInt8] = []
    var links: [[UInt8]] = []
  }

  init(_ claims: MessageClaims, _ sink: (any ListingSink)?) {
    self.claims = claims
    listings = sink.map { TextListings($0) }
  }

  func start(_ name: String, _ attributes: [String: String], line: Int) {
    let classes = (attributes["class"] ?? "").split(separator: " ")
    var part = Part.other
    if name == "div", classes.contains("message") {
      finish()
      if classes.contains("default") { message = Message(id: attributes["id"] ?? "", line: line) }
      part = .message
    } else if name == "div", classes.contains("text") {
      part = .text
    } else if classes.contains("date"), classes.contains("details"), message != nil, message?.time == nil,
      let title = attributes["title"], let (time, hasZone) = TelegramTime.read(title)
    {
      message?.time = time
      message?.hasZone = hasZone
      newest = max(newest ?? time, time)
    }
    if isInText {
      if name == "br" { message?.text.append(UInt8(ascii: "\n")) }
      if name == "a", let link = attributes["href"], link.contains("://") { message?.links.append(Array(link.utf8)) }
    }
    // These have no end tag.
    if !["br", "img", "meta", "link", "hr", "input"].contains(name) { open.append(part) }
  }

  func end(_ name: String) {
    guard !["br", "img", "meta", "link", "hr", "input"].contains(name) else { return }
    if let part = open.popLast(), case .message = part { finish() }
  }

  func text(_ text: Span<UInt8>, line: Int) {
    guard isInText else { return }
    unsafe text.withUnsafeBufferPointer { unsafe message?.text.append(contentsOf: $0) }
  }

  private var isInText: Bool {
    message != nil && open.contains { if case .text = $0 { true } else { false } }
  }

  /// Lists what the message names.
  func finish() {
    guard let done = message else { return }
    message = nil
    summary.rows += 1
    guard listings != nil, !done.text.isEmpty || !done.links.isEmpty else { return }
    var row = ListingRow(subjectKind: .host, place: .path(done.id.isEmpty ? "\(done.line):1" : "#\(done.id)"))
    row.time = done.time
    (row.role, row.threat) = claims.meaning(of: MessageClaims.joined(done.text, done.links))
    let place = row.place
    let before = summary.listings
    for text in [done.text] + done.links {
      summary.listings +=
        listings?.list(
          text.span, row, place: { _ in place }, accepts: { $0.kind != .host || !MessageClaims.isMessenger($1) }) ?? 0
    }
    if summary.listings > before, !done.hasZone { zoneless += 1 }
  }
}

/// Times as Telegram Desktop writes them: `28.07.2020 01:47:03 UTC+05:00`.
enum TelegramTime {
  /// A time, and whether its zone is stated; without one it is read as UTC.
  static func read(_ text: String) -> (Instant, Bool)? {
    var reader = DigitReader(text)
    guard let day = reader.digits(2), reader.skip("."), let month = reader.digits(2), reader.skip("."),
      let year = reader.digits(4), reader.skip(" "), let hour = reader.digits(2), reader.skip(":"),
      let minute = reader.digits(2), reader.skip(":"), let second = reader.digits(2),
      let local = Instant(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    else { return nil }
    guard reader.skip(" "), reader.skip("U"), reader.skip("T"), reader.skip("C") else { return (local, false) }
    guard let sign = reader.sign(), let hours = reader.digits(2), reader.skip(":"), let minutes = reader.digits(2)
    else {
      return (local, true)
    }
    return (local - TimeSpan(microseconds: Int64(sign * (hours * 60 + minutes)) * 60_000_000), true)
  }
}
