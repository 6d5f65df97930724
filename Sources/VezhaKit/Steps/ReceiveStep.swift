/// What to receive.
public struct ReceiveRequest: Sendable {
  /// Files, in any order.
  public var files: [String]
  /// Series for all of them, or nil to tell by file and format.
  public var series: String?
  /// Published time for files that have none of their own, or nil.
  public var published: Instant?
  /// Mark that raises each file's, or nil.
  public var tlp: TLP?

  /// What to receive.
  public init(files: [String], series: String? = nil, published: Instant? = nil, tlp: TLP? = nil) {
    self.files = files
    self.series = series
    self.published = published
    self.tlp = tlp
  }
}

/// What came of one file.
public struct ReceivedFile: Sendable {
  /// The file as the user named it.
  public var path: String
  /// The document, or nil if the file was refused.
  public var document: Document?
  /// Whether it was known already.
  public var isKnown = false
  /// What it says of ours.
  public var sightings: [Sighting] = []
  /// What was skipped.
  public var problems = Problems()
  /// Why it was refused, or nil.
  public var refusal: ReadError?
}

/// A file read, matched and sealed.
struct PreparedFile: Sendable {
  var outcome: ReceivedFile
  var received: ReceivedDocument?
}

extension Pipeline {
  /// Receives documents.
  ///
  /// Batch by batch: while one is matched and written in one transaction (one entry of the facts chain), the next is
  /// read, hashed and sealed. After a kill every file is in wholly or not at all.
  ///
  /// - Parameter progress: called with the number of files done.
  public func receive(
    _ request: ReceiveRequest, settings: Settings, progress: ((Int) -> Void)? = nil
  ) async throws -> [ReceivedFile] {
    var batches = ReceiveBatches(request.files)
    guard let first = batches.next() else { return [] }
    if try ledger.head().sequence == 0 { try await refresh() }
    let head = try ledger.head()
    var sequence = head.sequence
    var known = try ledger.knownPublications()
    let reading = DocumentReading(
      pipeline: self, request: request, settings: settings, known: known, salt: try ledger.salt(),
      suffixes: try suffixes(settings))
    var outcomes: [ReceivedFile] = []
    // The inventory is loaded while the first batch is opened.
    var opening: Task<[DocumentReading.Opening], any Error>? = Task { try await reading.open(all: first) }
    let loaded = try ledger.inventory(asKnown: head.known)
    while let opened = try await opening?.value {
      opening = batches.next().map { files in Task { try await reading.open(all: files) } }
      var received: [ReceivedDocument] = []
      for prepared in try await reading.match(all: opened, loaded) {
        guard let document = prepared.received else {
          outcomes.append(prepared.outcome)
          continue
        }
        let (series, published) = (document.document.series, document.document.published)
        if known.contains(
          series: series, sha256: document.sha256, published: published, hasOwnTime: document.hasOwnTime)
        {
          // An earlier file of this call was the same.
          outcomes.append(ReceivedFile(path: prepared.outcome.path, isKnown: true))
        } else {
          known.insert(series: series, sha256: document.sha256, published: published)
          received.append(document)
          outcomes.append(prepared.outcome)
        }
      }
      if !received.isEmpty {
        let written = try ledger.addDocuments(received, known: now, settings: settings, matched: sequence)
        // Once another process has written between, the rest cannot be called fresh either.
        if written.added > 0, written.sequence == sequence + 1 { sequence += 1 }
      }
      progress?(outcomes.count)
    }
    try await refresh()
    return outcomes
  }
}

/// Cuts the files of a call into batches: memory stays bounded, at most a second of work is lost to a kill, and syncing
/// does not dominate.
struct ReceiveBatches: Sequence, IteratorProtocol {
  private static let maximumCount = 512
  /// In bytes of files.
  private static let maximumWeight = 48 << 20

  private var rest: ArraySlice<String>

  init(_ files: [String]) { rest = files[...] }

  /// The files of the next batch; nil after the last.
  mutating func next() -> [String]? {
    var count = 0
    var weight = 0
    for file in rest.prefix(Self.maximumCount) where weight < Self.maximumWeight {
      weight += FileStatus.size(file)
      count += 1
    }
    defer { rest = rest.dropFirst(count) }
    return count == 0 ? nil : Array(rest.prefix(count))
  }
}

/// Where a document's published time comes from (design 2, `published` of a series).
struct PublicationTime {
  /// The published time.
  let published: Instant
  /// Whether it is the document's own time, not the file's.
  let isOwn: Bool
  /// What the user should know, or nil.
  let note: String?

  /// - Parameters:
  ///   - content: the time that the content states; asked only where it may count.
  ///   - isOfEvents: whether that is only the newest time of what the content tells of.
  init(
    path: String, name: String, series: Series, given: Instant?, now: Instant, content: () -> Instant? = { nil },
    isOfEvents: Bool = false
  ) {
    let later = now + Self.tolerance
    func past(_ time: Instant?) -> Instant? { time.flatMap { $0 <= later ? $0 : nil } }
    let named = PublishedTime.inFileName(name)
    let inName = past(named)
    var inContent: Instant?
    func ask() -> Instant? {
      inContent = past(content())
      return inContent
    }
    let stated: Instant? =
      switch series.published {
      case .fileName: inName ?? given ?? ask()
      case .content: given ?? ask() ?? inName
      case .modified: given
      case nil: given ?? inName ?? ask()
      }
    published = stated ?? Self.modified(path, now)
    isOwn = stated != nil
    if let named, inName == nil, stated == nil {
      note = "its name states \(named), which is to come; published taken from the file's own time"
    } else if inContent != nil, isOfEvents {
      note = "it states no time of its own; published taken from the newest event in it"
    } else {
      note =
        stated == nil && series.published != .modified
        ? "neither its name nor its content states a time; published taken from the file's own time" : nil
    }
  }

  /// How far ahead of our clock a time may be: clocks differ, and names may state local time.
  private static let tolerance: TimeSpan = .days(1)

  /// When the file was last changed; now for what is no file, such as standard input.
  private static func modified(_ path: String, _ now: Instant) -> Instant {
    FileStatus.modified(path).map { Instant(seconds: $0) } ?? now
  }
}
