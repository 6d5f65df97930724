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
  /// Receives documents: reads and matches them side by side, and writes them in bounded transactions, each one
  /// entry of the facts chain. After a kill every file is in wholly or not at all.
  ///
  /// - Parameter progress: called with the number of files done.
  public func receive(
    _ request: ReceiveRequest, settings: Settings, progress: ((Int) -> Void)? = nil
  ) async throws -> [ReceivedFile] {
    guard !request.files.isEmpty else { return [] }
    let head = try ledger.head()
    var sequence = head.sequence
    let loaded = try ledger.inventory(asKnown: head.known)
    var known = try ledger.knownPublications()
    let reading = DocumentReading(
      pipeline: self, request: request, settings: settings, index: try index(loaded, settings), known: known,
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
    try await inOrder(request.files, { reading.prepare($0) }) { prepared in
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

  /// Runs a piece of work for each element on all cores and hands the results on in the elements' order.
  func inOrder<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ work: @escaping @Sendable (Element) -> Result, _ take: (Result) throws -> Void
  ) async throws {
    let width = max(2, ProcessInfo.processInfo.activeProcessorCount) * 4
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var waiting: [Int: Result] = [:]
      var next = 0
      var started = 0
      func start() {
        guard started < elements.count else { return }
        let number = started
        let element = elements[number]
        started += 1
        group.addTask { (number, work(element)) }
      }
      for _ in 0..<width { start() }
      while let (number, result) = try await group.next() {
        waiting[number] = result
        while let ready = waiting.removeValue(forKey: next) {
          try take(ready)
          next += 1
          // Not before: a slow element must not let all others pile up behind it.
          start()
        }
      }
    }
  }
}

/// Reads, matches and seals single files; shared by all cores.
struct DocumentReading: Sendable {
  let pipeline: Pipeline
  let request: ReceiveRequest
  let settings: Settings
  let index: MatchIndex
  let known: KnownPublications
  let salt: [UInt8]
  /// Whether originals are sealed; false where nothing is written.
  var seals = true

  func prepare(_ path: String) -> PreparedFile {
    do throws(ReadError) {
      return try read(path)
    } catch {
      return PreparedFile(outcome: ReceivedFile(path: path, refusal: error))
    }
  }

  private func read(_ path: String) throws(ReadError) -> PreparedFile {
    let input = InputFile(path: path)
    let bytes = try input.bytes()
    let format = try DocumentReader.format(of: bytes.span, file: path)
    var notes: [String] = []
    let key: String
    if let series = request.series ?? pipeline.workspace.series(of: path) {
      key = series
    } else {
      key = format.defaultSeries
      notes.append("no series is configured for it; taken as \(key)")
    }
    let series = settings.series(key)
    let time = PublicationTime(path: path, name: input.baseName, series: series, given: request.published)
    let digest = Array(SHA256.hash(data: bytes))
    var outcome = ReceivedFile(path: path)
    let (published, hasOwnTime) = (time.published, time.isOwn)
    if known.contains(series: key, sha256: digest, published: published, hasOwnTime: hasOwnTime) {
      outcome.isKnown = true
      return PreparedFile(outcome: outcome)
    }
    let matcher = DocumentMatcher(
      index: index, document: 0, role: format.role ?? series.role, published: published, salt: salt)
    let (_, summary) = try DocumentReader.read(file: path, bytes: bytes.span, sink: matcher)
    if let note = time.note { notes.append(note) }
    if let note = summary.note { notes.append(note) }
    let document = Document(
      number: 0, series: key, sha256: hexadecimal(digest), file: input.baseName, format: format.id,
      bytes: bytes.count, published: published, known: pipeline.now, listings: matcher.listings,
      subjects: matcher.subjects, skipped: matcher.problems.count, tlp: max(series.tlp, request.tlp ?? .clear),
      note: notes.joined(separator: "; "))
    outcome.document = document
    outcome.sightings = matcher.sightings()
    outcome.problems = matcher.problems
    let sealed = seals && series.keepsOriginals ? try Zstandard.compress(bytes.span) : nil
    return PreparedFile(
      outcome: outcome,
      received: ReceivedDocument(
        document: document, sha256: digest, version: format.version, hasOwnTime: hasOwnTime, sealed: sealed,
        sightings: outcome.sightings, couplings: matcher.learnedCouplings()))
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

  init(path: String, name: String, series: Series, given: Instant?) {
    let inName = PublishedTime.inFileName(name)
    switch series.published {
    case .fileName: (published, isOwn, note) = Self.first(inName, given, path)
    case .modified:
      (published, isOwn, note) = given.map { ($0, true, nil) } ?? (Self.modified(path), false, nil)
    case .content, nil: (published, isOwn, note) = Self.first(given, inName, path)
    }
  }

  private static func first(_ first: Instant?, _ second: Instant?, _ path: String) -> (Instant, Bool, String?) {
    if let time = first ?? second { return (time, true, nil) }
    return (modified(path), false, "its name states no time; published taken from the file's own time")
  }

  /// When the file was last changed; the epoch for what is no file.
  private static func modified(_ path: String) -> Instant {
    let date = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
    return Instant(seconds: Int64(exactly: (date?.timeIntervalSince1970 ?? 0).rounded(.down)) ?? 0)
  }
}
