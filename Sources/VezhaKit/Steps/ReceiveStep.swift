import Crypto
import Foundation

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
  /// Reads and matches them side by side, and writes them in bounded transactions, each one
  /// entry of the facts chain. After a kill every file is in wholly or not at all.
  ///
  /// - Parameter progress: called with the number of files done.
  public func receive(
    _ request: ReceiveRequest, settings: Settings, progress: ((Int) -> Void)? = nil
  ) async throws -> [ReceivedFile] {
    guard !request.files.isEmpty else { return [] }
    let head = try ledger.head()
    var sequence = head.sequence
    var known = try ledger.knownPublications()
    let reading = DocumentReading(
      pipeline: self, request: request, settings: settings, known: known,
      salt: try ledger.salt())
    var outcomes: [ReceivedFile] = []
    var batch: [ReceivedDocument] = []
    var batchBytes = 0
    func write() throws {
      guard !batch.isEmpty else { return }
      let written = try ledger.addDocuments(batch, known: now, settings: settings, matched: sequence)
      // Once another process has written between, the rest cannot be called fresh either.
      if written.added > 0, written.sequence == sequence + 1 { sequence += 1 }
      batch.removeAll()
      batchBytes = 0
    }
    try await inOrder(
      request.files, weight: { FileStatus.size($0) },
      // Files are read, hashed and sealed while the inventory is loaded and arranged.
      shared: { try index(try ledger.inventory(asKnown: head.known), settings) },
      open: { reading.open($0) }, work: { reading.match($0, $1) }
    ) { prepared in
      if let received = prepared.received {
        let (series, published) = (received.document.series, received.document.published)
        if known.contains(
          series: series, sha256: received.sha256, published: published, hasOwnTime: received.hasOwnTime)
        {
          // An earlier file of this call was the same.
          outcomes.append(ReceivedFile(path: prepared.outcome.path, isKnown: true))
        } else {
          known.insert(series: series, sha256: received.sha256, published: published)
          batch.append(received)
          batchBytes += received.sealed?.count ?? 0
          outcomes.append(prepared.outcome)
        }
      } else {
        outcomes.append(prepared.outcome)
      }
      // Bounded: at most a second of work is lost to a kill, and syncing does not dominate.
      if batch.count >= 256 || batchBytes >= 16 << 20 { try write() }
      progress?(outcomes.count)
    }
    try write()
    if try !ledger.hasFreshSightings() { try await refresh() }
    return outcomes
  }
}

/// A file read and sealed, before it is matched.
struct OpenedFile: Sendable {
  /// The file as the user named it.
  var path: String
  var bytes: [UInt8]
  var format: any DocumentFormat.Type
  /// The document so far: what matching counts is missing.
  var document: Document
  var digest: [UInt8]
  var hasOwnTime: Bool
  var sealed: [UInt8]?
}

/// Reads, seals and matches single files; shared by all cores.
struct DocumentReading: Sendable {
  let pipeline: Pipeline
  let request: ReceiveRequest
  let settings: Settings
  let known: KnownPublications
  let salt: [UInt8]
  /// Whether originals are sealed; false where nothing is written.
  var seals = true

  /// What opening a file gave: the file, or what came of it if there is nothing to match.
  enum Opening: Sendable {
    case file(OpenedFile)
    case done(PreparedFile)
  }

  /// Reads and matches a file.
  func prepare(_ path: String, _ index: MatchIndex) -> PreparedFile { match(open(path), index) }

  /// Reads, hashes and seals a file: all that needs no inventory.
  func open(_ path: String) -> Opening {
    do throws(ReadError) {
      return try read(path)
    } catch {
      return .done(PreparedFile(outcome: ReceivedFile(path: path, refusal: error)))
    }
  }

  private func read(_ path: String) throws(ReadError) -> Opening {
    let input = InputFile(path: path)
    let bytes = try input.bytes()
    let stated = request.series ?? pipeline.workspace.series(of: path)
    let format = try DocumentReader.format(
      of: bytes.span, in: settings.series(stated ?? ""), file: path)
    var notes: [String] = []
    let key = stated ?? format.defaultSeries
    if stated == nil { notes.append("no series is configured for it; taken as \(key)") }
    let series = settings.series(key, format: format.id)
    let time = PublicationTime(
      path: path, name: input.baseName, series: series, given: request.published, now: pipeline.now,
      content: { format.published(bytes.span) })
    let digest = Array(SHA256.hash(data: bytes))
    if known.contains(series: key, sha256: digest, published: time.published, hasOwnTime: time.isOwn) {
      return .done(PreparedFile(outcome: ReceivedFile(path: path, isKnown: true)))
    }
    if let note = time.note { notes.append(note) }
    let document = Document(
      number: 0, series: key, sha256: hexadecimal(digest), file: input.baseName, format: format.id,
      bytes: bytes.count, published: time.published, known: pipeline.now, listings: 0, subjects: 0,
      skipped: 0,
      tlp: max(series.tlp, request.tlp ?? .clear), note: notes.joined(separator: "; "))
    let sealed = seals && series.keepsOriginals ? try Zstandard.compress(bytes.span) : nil
    return .file(
      OpenedFile(
        path: path, bytes: bytes, format: format, document: document, digest: digest, hasOwnTime: time.isOwn,
        sealed: sealed))
  }

  /// Matches an opened file.
  func match(_ opening: Opening, _ index: MatchIndex) -> PreparedFile {
    switch opening {
    case .done(let prepared): return prepared
    case .file(let opened):
      do throws(ReadError) {
        return try match(opened, index)
      } catch {
        return PreparedFile(outcome: ReceivedFile(path: opened.path, refusal: error))
      }
    }
  }

  private func match(_ opened: OpenedFile, _ index: MatchIndex) throws(ReadError) -> PreparedFile {
    var document = opened.document
    let series = settings.series(document.series, format: document.format)
    let (matcher, summary) = try pipeline.matched(
      opened.bytes.span, of: series, as: document, index, salt: salt)
    document.tlp = max(document.tlp, summary.tlp ?? .clear)
    if let note = summary.note { document.note += (document.note.isEmpty ? "" : "; ") + note }
    document.listings = matcher.listings
    document.subjects = matcher.subjects
    document.skipped = matcher.problems.count
    let sightings = matcher.sightings()
    return PreparedFile(
      outcome: ReceivedFile(
        path: opened.path, document: document, sightings: sightings, problems: matcher.problems),
      received: ReceivedDocument(
        document: document, sha256: opened.digest, version: opened.format.version,
        hasOwnTime: opened.hasOwnTime,
        sealed: opened.sealed, sightings: sightings, couplings: matcher.learnedCouplings()))
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

  /// - Parameter content: the time that the content states; asked only where it may count.
  init(
    path: String, name: String, series: Series, given: Instant?, now: Instant, content: () -> Instant? = { nil }
  ) {
    let inName = PublishedTime.inFileName(name)
    let stated: Instant? =
      switch series.published {
      case .fileName: inName ?? given ?? content()
      case .content: given ?? content() ?? inName
      case .modified: given
      case nil: given ?? inName ?? content()
      }
    published = stated ?? Self.modified(path, now)
    isOwn = stated != nil
    note =
      stated == nil && series.published != .modified
      ? "neither its name nor its content states a time; published taken from the file's own time" : nil
  }

  /// When the file was last changed; now for what is no file, such as standard input.
  private static func modified(_ path: String, _ now: Instant) -> Instant {
    FileStatus.modified(path).map { Instant(seconds: $0) } ?? now
  }
}
