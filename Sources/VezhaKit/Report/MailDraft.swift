/// A mail that an analyst's own mailer sends: RFC 5322 with MIME (RFC 2045 to 2047, 2183, 2231), ASCII bytes, CRLF.
public struct MailDraft: Sendable {
  /// Whom it comes from, or nil: then the mailer fills it in.
  public var from: MailAddress?
  /// Whom it goes to.
  public var to: [MailAddress]
  /// Its subject.
  public var subject: String
  /// Its text.
  public var text: String
  /// What is attached, in order.
  public var attachments: [ReportFile]
  /// When it was made.
  public var date: Instant
  /// What makes it this mail and no other: its Message-ID is made of it.
  public var identity: String

  /// A mail draft.
  public init(
    from: MailAddress?, to: [MailAddress], subject: String, text: String, attachments: [ReportFile], date: Instant,
    identity: String
  ) {
    self.from = from
    self.to = to
    self.subject = subject
    self.text = text
    self.attachments = attachments
    self.date = date
    self.identity = identity
  }

  /// The draft as a file.
  ///
  /// The same draft gives the same bytes. `X-Unsent` makes mailers open it as a draft.
  public var bytes: [UInt8] {
    let id = StableUUID.text(StableUUID.vezha, "mail \(identity)")
    let boundary = "vezha-\(id)"
    var lines: [String] = []
    if let from { lines += Self.folded("From", [from.encoded]) }
    lines += to.isEmpty ? ["To: undisclosed-recipients:;"] : Self.folded("To", to.map(\.encoded))
    lines += ["Subject: \(Self.encodedWords(subject))"]
    lines += ["Date: \(Self.date(date))", "Message-ID: <\(id)@vezha.invalid>", "X-Unsent: 1", "MIME-Version: 1.0"]
    lines += ["Content-Type: multipart/mixed; boundary=\"\(boundary)\"", "", "--\(boundary)"]
    lines += ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", ""]
    lines += Self.base64Lines(Array(VisibleText.lines(text).joined(separator: "\r\n").utf8))
    for file in attachments {
      lines += ["--\(boundary)", "Content-Type: \(Self.type(file.name))"]
      // Names of files are ours: letters, digits, dots and dashes.
      lines += ["Content-Disposition: attachment; filename=\"\(file.name)\"", "Content-Transfer-Encoding: base64", ""]
      lines += Self.base64Lines(file.bytes)
    }
    lines += ["--\(boundary)--", ""]
    return Array(lines.joined(separator: "\r\n").utf8)
  }

  /// What a reader sees of it without its attachments, as a text that can be searched: the draft's own bytes are encoded.
  public var readable: ReportFile {
    let people = ([from].compactMap(\.self) + to).map { "\($0.name) <\($0.address)>" }
    let lines = people + [subject, text]
    return ReportFile(name: ReportWriter.mailName, bytes: Array(lines.joined(separator: "\n").utf8))
  }

  private static func type(_ name: String) -> String {
    switch name.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "csv": "text/csv; charset=utf-8"
    case "json": "application/json"
    case "md": "text/markdown; charset=utf-8"
    default: "application/octet-stream"
    }
  }

  /// A header of several values, one a line.
  private static func folded(_ name: String, _ values: [String]) -> [String] {
    ["\(name): \(values.joined(separator: ",\r\n "))"]
  }

  /// RFC 5322 section 3.3.
  private static func date(_ instant: Instant) -> String {
    let day = instant.day
    let (year, month, number) = day.calendar
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let seconds = (instant - day.start).microseconds / 1_000_000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
    let weekday = days.indices.contains(day.weekday - 1) ? days[day.weekday - 1] : "Mon"
    let name = months.indices.contains(month - 1) ? months[month - 1] : "Jan"
    return "\(weekday), \(padded(Int64(number), 2)) \(name) \(padded(Int64(year), 4)) \(clock) +0000"
  }

  /// RFC 2047: encoded words of at most 75 characters, cut between characters, where the text is not plain ASCII.
  static func encodedWords(_ text: String) -> String {
    let visible = VisibleText.marked(text)
    let isPlain =
      visible.utf8.count <= 60 && visible.utf8.allSatisfy { (0x20...0x7e).contains($0) } && !visible.contains("=?")
    guard !isPlain else { return visible }
    var words: [String] = []
    var word: [UInt8] = []
    for scalar in visible.unicodeScalars {
      let bytes = Array(UTF8.encode(scalar) ?? .init())
      if word.count + bytes.count > 42 {
        words.append("=?utf-8?B?\(Base64.text(word))?=")
        word = []
      }
      word += bytes
    }
    words.append("=?utf-8?B?\(Base64.text(word))?=")
    return words.joined(separator: "\r\n ")
  }

  private static func base64Lines(_ bytes: [UInt8]) -> [String] {
    stride(from: 0, to: bytes.count, by: 57).map { Base64.text(bytes[$0..<min($0 + 57, bytes.count)]) }
  }
}

/// Whom a mail goes to.
public struct MailAddress: Hashable, Sendable {
  /// Name for people, or empty.
  public var name: String
  /// `desk@agency.example`.
  public var address: String

  /// Somebody; nil where the address could break a header or name somebody else.
  public init?(name: String = "", address: String) {
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    let isPlain = address.utf8.allSatisfy { byte in
      (0x21...0x7e).contains(byte) && !"\"(),:;<>[\\]".utf8.contains(byte)
    }
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), isPlain, address.utf8.count <= 254 else { return nil }
    self.name = name
    self.address = address
  }

  var encoded: String {
    guard !name.isEmpty else { return address }
    let isAtoms = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x20, 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d: true
      default: false
      }
    }
    return "\(isAtoms ? name : Self.words(name)) <\(address)>"
  }

  /// As encoded words even where ASCII: nothing of a name may be read as syntax.
  private static func words(_ name: String) -> String {
    let encoded = MailDraft.encodedWords(name)
    return encoded.hasPrefix("=?") ? encoded : "=?utf-8?B?\(Base64.text(Array(VisibleText.marked(name).utf8)))?="
  }
}

/// Base64 of RFC 4648 section 4.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func text(_ bytes: some Collection<UInt8>) -> String {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    var bits: UInt32 = 0
    var count = 0
    func put(_ digits: Int) {
      for index in 0..<4 {
        result.append(
          index < digits ? alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
      }
    }
    for byte in bytes {
      bits |= UInt32(byte) << UInt32(16 - 8 * count)
      count += 1
      if count == 3 {
        put(4)
        bits = 0
        count = 0
      }
    }
    if count > 0 { put(count + 1) }
    return String(decoding: result, as: UTF8.self)
  }
}
