/// Whether each document is the whole list or adds to it.
public enum SeriesKind: String, Sendable, CaseIterable, Codable {
  case snapshot, stream
}

/// Where a document's published time comes from.
public enum PublishedSource: String, Sendable, CaseIterable, Codable {
  case fileName = "file-name"
  case content, modified
}

/// Traffic Light Protocol 2.0 of FIRST; never translated.
public enum TLP: String, Sendable, CaseIterable, Comparable, Codable {
  case clear = "CLEAR"
  case green = "GREEN"
  case amber = "AMBER"
  case amberStrict = "AMBER+STRICT"
  case red = "RED"

  /// Position on the scale, 0 (CLEAR) to 4 (RED).
  public var rank: Int {
    switch self {
    case .clear: 0
    case .green: 1
    case .amber: 2
    case .amberStrict: 3
    case .red: 4
    }
  }

  /// Marks order from CLEAR to RED.
  public static func < (left: TLP, right: TLP) -> Bool { left.rank < right.rank }

  /// Reads a mark in any case, with or without `TLP:`; `WHITE` is CLEAR.
  public init?(reading text: String) {
    var name = text.uppercased()
    if name.hasPrefix("TLP:") { name.removeFirst(4) }
    if name == "WHITE" { name = "CLEAR" }
    self.init(rawValue: name)
  }
}

/// How far a source is to be trusted (NATO STANAG 2511, the Admiralty code), A the most.
public enum Reliability: String, Sendable, CaseIterable, Codable {
  case a = "A"
  case b = "B"
  case c = "C"
  case d = "D"
  case e = "E"
  case f = "F"
}

/// What of a document's rows is matched.
public enum Matching: String, Sendable, CaseIterable, Codable {
  /// Everything.
  case all
  /// What goes by name: hosts, mail domains, organizations, products.
  case hosts
  /// Addresses and ranges, and products; the address beside a host as itself.
  case addresses
}

/// A stream of documents by one publisher, as configured.
public struct Series: Hashable, Sendable, Codable {
  /// Stable short key, for example `ddosia`.
  public var key: String
  /// Who publishes it, or empty.
  public var publisher: String
  /// Whether each document is the whole list.
  public var kind: SeriesKind
  /// True where nobody stated the kind, so that the format of the documents decides (`resolved`).
  public var kindFollowsFormat: Bool?
  /// How far apart sightings must lie to be two episodes.
  ///
  /// 36 hours unless configured.
  public var gap: TimeSpan
  /// After which silence the state is unknown.
  ///
  /// 5 days unless configured.
  public var silentAfter: TimeSpan
  /// How long a stream's listing stays current.
  ///
  /// 30 days unless configured.
  public var currentFor: TimeSpan
  /// What its documents say of a subject.
  public var role: Role
  /// True where somebody stated the role; nil where it is only the default.
  public var isRoleStated: Bool?
  /// Its mark; AMBER+STRICT unless configured.
  public var tlp: TLP
  /// Whether originals are kept (`all`) or only what hit (`matches`).
  public var keepsOriginals: Bool
  /// Where published times come from.
  ///
  /// Nil means the file's name if it has one, else the content's, else the file's own time with a note.
  public var published: PublishedSource?
  /// How far the publisher is to be trusted; nil where nobody stated it.
  public var reliability: Reliability?
  /// Where the values stand in JSON or in a table; nil where the format knows.
  public var fields: FieldPaths?
  /// Words that make a message a claim; nil for the ones that are built in.
  public var words: ClaimWords?
  /// What of its documents is matched; nil for everything.
  public var matching: Matching?

  /// A series with the defaults of the design.
  public init(
    key: String, publisher: String = "", kind: SeriesKind = .snapshot, gap: TimeSpan = .hours(36),
    silentAfter: TimeSpan = .days(5), currentFor: TimeSpan = .days(30), role: Role = .target,
    tlp: TLP = .amberStrict, keepsOriginals: Bool = true, published: PublishedSource? = nil,
    reliability: Reliability? = nil, fields: FieldPaths? = nil, words: ClaimWords? = nil
  ) {
    self.key = key
    self.publisher = publisher
    self.kind = kind
    self.gap = gap
    self.silentAfter = silentAfter
    self.currentFor = currentFor
    self.role = role
    self.tlp = tlp
    self.keepsOriginals = keepsOriginals
    self.published = published
    self.reliability = reliability
    self.fields = fields
    self.words = words
  }

  /// Ids of the formats of which each document is the whole list.
  ///
  /// The registry of formats says the same.
  public static let snapshotFormats: Set<String> = [
    "ddosia-json", "ddosia-csv", "json-list", "text", "hosts", "adblock", "site-list", "kev-json", "kev-csv",
  ]

  /// The series with its kind decided by the format of its documents, where nobody stated it.
  public func resolved(format: String?) -> Series {
    guard kindFollowsFormat == true, let format else { return self }
    var series = self
    series.kind = Self.snapshotFormats.contains(format) ? .snapshot : .stream
    return series
  }
}

extension TimeSpan: Codable {
  /// Decodes whole microseconds.
  public init(from decoder: any Decoder) throws {
    self.init(microseconds: try decoder.singleValueContainer().decode(Int64.self))
  }

  /// Encodes whole microseconds.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(microseconds)
  }
}
