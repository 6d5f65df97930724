/// What one reading of a document gave, besides the rows that went to the sink.
public struct DocumentSummary: Hashable, Sendable {
  /// Records or lines that were looked at.
  public var rows: Int
  /// Rows handed to the sink.
  public var listings: Int
  /// The mark that the content states; the stricter of it and the series' counts.
  public var tlp: TLP?
  /// What the user should know about how the bytes were read, or nil.
  public var note: String?

  /// A summary of one reading.
  public init(rows: Int = 0, listings: Int = 0, tlp: TLP? = nil, note: String? = nil) {
    self.rows = rows
    self.listings = listings
    self.tlp = tlp
    self.note = note
  }
}

/// A format of lists or reports: one file under `Documents/` and one line in `DocumentReader.formats`.
public protocol DocumentFormat: Sendable {
  /// Stable short name.
  static var id: String { get }
  /// What people call it.
  static var title: String { get }
  /// What is taken from it, in a few words.
  static var takes: String { get }
  /// Raised when the same bytes give other rows, so that sealed originals are read again.
  static var version: Int { get }
  /// Whether each document is the whole list.
  static var seriesKind: SeriesKind { get }
  /// Key of the series of files that name none.
  static var defaultSeries: String { get }
  /// What the format says of its subjects where a row says nothing else; nil if only the series can.
  static var role: Role? { get }
  /// Whether a text begins like this format.
  static func recognises(head: Span<UInt8>) -> Bool
  /// When the document was published, where its content states it; looked at only where that may count.
  static func published(_ bytes: Span<UInt8>) -> Instant?
  /// Whether `published` is only told from the newest event that the document holds.
  static var isDatedByEvents: Bool { get }
  /// Reads a whole document and pushes its rows.
  static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary
}

extension DocumentFormat {
  /// The format's own id.
  public static var defaultSeries: String { id }
  /// Most formats state no time of their own.
  public static func published(_ bytes: Span<UInt8>) -> Instant? { nil }
  /// Most that state a time state that of the document.
  public static var isDatedByEvents: Bool { false }

  /// The newest time that a row states: a document was not published before what it tells of.
  static func newestEvent(_ bytes: Span<UInt8>) -> Instant? {
    let sink = NewestTime()
    guard (try? read(bytes, of: Series(key: id), into: sink)) != nil else { return nil }
    return sink.time
  }
}

/// Remembers the newest time of the rows, and nothing else.
private final class NewestTime: ListingSink {
  private(set) var time: Instant?

  func row(_ row: ListingRow, subject: Span<UInt8>, listed: Span<UInt8>) {
    if let stated = row.time { time = max(time ?? stated, stated) }
  }

  func skipped(_ problem: @autoclosure () -> Problem) {}
}

/// Finds the format of a document by its content and reads it.
public enum DocumentReader {
  /// All formats, the more particular first; text is the last resort.
  public static let formats: [any DocumentFormat.Type] = [
    DDoSiaJSON.self, SiteList.self, TelegramJSON.self,
    VictimPosts.self, STIXBundle.self, MISPEvent.self, CSAFAdvisory.self, KnownExploitedJSON.self,
    KnownExploitedCSV.self, XARFReport.self, N6Events.self, IntelMQEvents.self, IODEFReport.self,
    ShadowserverReport.self,
    IntelMQTable.self, ZoneHTable.self, ZoneHFeed.self, AvailabilityLog.self,
    DDoSiaCSV.self, AdblockList.self, HostsFile.self, TelegramHTML.self, WebPage.self,
    ColumnTable.self, RecordsJSON.self, PlainText.self, RunningText.self,
  ]

  /// How many bytes decide about the format.
  static let headBytes = 4096

  /// The format of a content in a series.
  /// - Throws: `.empty`, or `.unknownFormat` with what it looks like.
  public static func format(
    of bytes: Span<UInt8>, in series: Series, file: String
  ) throws(ReadError) -> any DocumentFormat.Type {
    guard bytes.count > 0 else { throw ReadError(.empty, file: file, reason: "the file is empty") }
    let head = bytes.extracting(first: min(bytes.count, headBytes))
    // Whoever says where the values stand means just that.
    if series.fields != nil {
      switch TextShape(head: head) {
      case .json: return RecordsJSON.self
      case .text: return ColumnTable.self
      case .markup, .binary: break
      }
    }
    for format in formats where format.recognises(head: head) { return format }
    throw ReadError(.unknownFormat, file: file, reason: unknownReason(head))
  }

  /// Reads a document in whatever format it is.
  /// - Throws: `.unknownFormat` and what the format's reader throws, with the file's name.
  public static func read(
    file: String, bytes: Span<UInt8>, of series: Series, sink: any ListingSink
  ) throws(ReadError) -> (format: any DocumentFormat.Type, summary: DocumentSummary) {
    let format = try format(of: bytes, in: series, file: file)
    do throws(ReadError) {
      return (format, try format.read(bytes, of: series, into: sink))
    } catch {
      throw error.named(file)
    }
  }

  private static func unknownReason(_ head: Span<UInt8>) -> String {
    switch TextShape(head: head) {
    case .json: "JSON of no known list or report format"
    case .markup: "XML or HTML of no known list or report format"
    case .binary: "binary data, not a list or report"
    case .text: "no known list or report format"
    }
  }
}

/// What the beginning of a content looks like.
enum TextShape {
  case json, markup, text, binary

  init(head: Span<UInt8>) {
    if TextEncoding(head: head) != .utf8 {
      self = .text
      return
    }
    var controls = 0
    for index in 0..<head.count {
      if head[index] == 0 {
        self = .binary
        return
      }
      if head[index] < 0x20, !isSpace(head[index]), head[index] != 0x1b { controls += 1 }
    }
    guard controls * 20 <= head.count else {
      self = .binary
      return
    }
    var start = hasByteOrderMark(head) ? 3 : 0
    while start < head.count, isSpace(head[start]) { start += 1 }
    var second = start + 1
    while second < head.count, isSpace(head[second]) { second += 1 }
    guard start < head.count else {
      self = .text
      return
    }
    switch head[start] {
    case UInt8(ascii: "{"): self = .json
    case UInt8(ascii: "["):
      // `[2001:db8::1]:443` and `[.]` are text.
      let next = second < head.count ? head[second] : UInt8(ascii: "]")
      self =
        [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "]")].contains(next)
        ? .json : .text
    case UInt8(ascii: "<"): self = .markup
    default: self = .text
    }
  }
}

/// How a text is encoded, as its first bytes say.
enum TextEncoding {
  case utf8, utf16LittleEndian, utf16BigEndian

  init(head: Span<UInt8>) {
    self = .utf8
    guard head.count >= 2 else { return }
    if head[0] == 0xff, head[1] == 0xfe { self = .utf16LittleEndian }
    if head[0] == 0xfe, head[1] == 0xff { self = .utf16BigEndian }
  }
}
