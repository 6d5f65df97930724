/// A received document as the ledger knows it.
public struct Document: Hashable, Sendable {
  /// Row number in the ledger, or position in memory.
  public var number: Int
  /// Key of its series.
  public var series: String
  /// SHA-256 of its bytes, lower-case hexadecimal.
  public var sha256: String
  /// Base name of its file.
  public var file: String
  /// Format id.
  public var format: String
  /// Size in bytes.
  public var bytes: Int
  /// When it was published.
  public var published: Instant
  /// When we received it.
  public var known: Instant
  /// Listings it has, ours or not.
  public var listings: Int
  /// Distinct subjects it has, ours or not.
  public var subjects: Int
  /// Values that were skipped.
  public var skipped: Int
  /// Its own mark, or its series'.
  public var tlp: TLP
  /// A note, for example that its time is the file's; or empty.
  public var note: String
  /// Whether its bytes and sightings were purged: that it was there is known, what it named is not.
  public var isPurged: Bool

  /// Formats that tell of weaknesses in products, and of nobody who is attacked.
  static let advisoryFormats: Set = ["kev-json", "kev-csv", "csaf"]

  /// Whether it tells of products alone.
  public var isAdvisory: Bool { Self.advisoryFormats.contains(format) }

  /// A received document; see the properties.
  public init(
    number: Int, series: String, sha256: String, file: String, format: String, bytes: Int, published: Instant,
    known: Instant, listings: Int, subjects: Int, skipped: Int, tlp: TLP, note: String = "",
    isPurged: Bool = false
  ) {
    self.number = number
    self.series = series
    self.sha256 = sha256
    self.file = file
    self.format = format
    self.bytes = bytes
    self.published = published
    self.known = known
    self.listings = listings
    self.subjects = subjects
    self.skipped = skipped
    self.tlp = tlp
    self.note = note
    self.isPurged = isPurged
  }

  /// As reports name it.
  public var reference: DocumentReference {
    DocumentReference(sha256: sha256, file: file, published: published)
  }

  /// Order of one series: by published time, equal times by hash.
  public static func precedes(_ left: Document, _ right: Document) -> Bool {
    left.published == right.published ? left.sha256 < right.sha256 : left.published < right.published
  }
}
