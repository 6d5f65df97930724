import Crypto
import Foundation

/// A file read and sealed, before it is matched.
struct OpenedFile: Sendable {
  /// What a file holds.
  enum Content: Sendable {
    case rows(RecordedListings, DocumentSummary)
    /// Not read yet: it has more rows than should be kept.
    case bytes([UInt8])
  }

  /// The file as the user named it.
  var path: String
  var content: Content
  var format: any DocumentFormat.Type
  /// The document so far: what matching counts is missing.
  var document: Document
  var digest: [UInt8]
  var hasOwnTime: Bool
  var sealed: [UInt8]?

  /// Whether the same bytes give the same rows in a series.
  func isOpened(as format: any DocumentFormat.Type, in series: String) -> Bool {
    self.format == format && document.series == series
  }
}

/// Reads, seals and matches single files; shared by all cores.
struct DocumentReading: Sendable {
  let pipeline: Pipeline
  let request: ReceiveRequest
  let settings: Settings
  let known: KnownPublications
  let salt: [UInt8]
  let suffixes: PublicSuffixes
  /// Whether originals are sealed; false where nothing is written.
  var seals = true

  /// What opening a file gave: the file, or what came of it if there is nothing to match.
  enum Opening: Sendable {
    case file(OpenedFile)
    case done(PreparedFile)
  }

  /// Reads, hashes and seals files on all cores: all that needs no inventory.
  ///
  /// Publishers repeat their lists unchanged. Files of one size are opened one after the other, so that the same bytes
  /// are read and sealed once.
  func open(all files: [String]) async throws -> [Opening] {
    var opened = [Opening?](repeating: nil, count: files.count)
    let groups = Dictionary(grouping: files.indices) { FileStatus.size(files[$0]) }.values.sorted {
      $0[0] < $1[0]
    }
    try await inOrder(
      groups, weight: { FileStatus.size(files[$0[0]]) }, { group in zip(group, openAlike(group.map { files[$0] })) },
      { results in for (number, opening) in results { opened[number] = opening } })
    return opened.compactMap { $0 }
  }

  private func openAlike(_ paths: [String]) -> [Opening] {
    var openings: [Opening] = []
    var opened: [OpenedFile] = []
    for path in paths {
      do throws(ReadError) {
        let opening = try read(path, after: opened)
        if paths.count > 1, case .file(let file) = opening { opened.append(file) }
        openings.append(opening)
      } catch {
        openings.append(.done(PreparedFile(outcome: ReceivedFile(path: path, refusal: error))))
      }
    }
    return openings
  }

  /// Matches opened files on all cores against what they can touch of an inventory.
  func match(all opened: [Opening], _ loaded: LoadedInventory) async throws -> [PreparedFile] {
    var names = ListedNames()
    var formats = Set<String>()
    for case .file(let file) in opened {
      formats.insert(file.format.id)
      switch file.content {
      case .rows(let listings, _):
        names.insert(
          listings, suffixes,
          mayImitate: Pipeline.mayImitate(settings.series(file.document.series, format: file.format.id), file.format))
      case .bytes: names = .everything
      }
    }
    let index = MatchIndex(
      inventory: loaded.inventory, settings: settings, suffixes: suffixes, near: names, warnings: pipeline.warningLists,
      software: try pipeline.software(loaded, formats: formats))
    var prepared: [PreparedFile] = []
    // Before the next batch is opened.
    try await inOrder(opened, priority: .high, { match($0, index) }, { prepared.append($0) })
    return prepared
  }

  /// - Parameter opened: files that may hold the same bytes.
  private func read(_ path: String, after opened: [OpenedFile]) throws(ReadError) -> Opening {
    let input = InputFile(path: path)
    let bytes = try input.bytes()
    let stated = request.series ?? pipeline.workspace.series(of: path)
    let format = try DocumentReader.format(
      of: bytes.span, in: settings.series(stated ?? ""), file: path)
    var notes: [String] = []
    let key = stated ?? format.defaultSeries
    if stated == nil { notes.append("no series is configured for it; taken as \(key)") }
    // A report may list victims or attackers; only its series can say.
    if format.role == nil, !settings.series.contains(where: { $0.key == key }) {
      notes.append("nobody stated its role: read as \(settings.series(key).role.rawValue)")
    }
    let series = settings.series(key, format: format.id)
    let time = PublicationTime(
      path: path, name: input.baseName, series: series, given: request.published, now: pipeline.now,
      content: { format.published(bytes.span) }, isOfEvents: format.isDatedByEvents)
    let digest = Array(SHA256.hash(data: bytes))
    let isKept = seals && series.keepsOriginals
    let isAwaited = isKept && known.awaitsBytes(series: key, sha256: digest, published: time.published)
    if !isAwaited, known.contains(series: key, sha256: digest, published: time.published, hasOwnTime: time.isOwn) {
      return .done(PreparedFile(outcome: ReceivedFile(path: path, isKnown: true)))
    }
    if let note = time.note { notes.append(note) }
    let document = Document(
      number: 0, series: key, sha256: hexadecimal(digest), file: input.baseName, format: format.id,
      bytes: bytes.count, published: time.published, known: pipeline.now, listings: 0, subjects: 0,
      skipped: 0,
      tlp: max(series.tlp, request.tlp ?? .clear), note: notes.joined(separator: "; "))
    if var same = opened.first(where: { $0.digest == digest && $0.isOpened(as: format, in: key) }) {
      (same.path, same.document, same.hasOwnTime) = (path, document, time.isOwn)
      return .file(same)
    }
    let sealed = isKept ? try Zstandard.compress(bytes.span) : nil
    return .file(
      OpenedFile(
        path: path, content: try content(bytes, of: series, format, path), format: format, document: document,
        digest: digest, hasOwnTime: time.isOwn, sealed: sealed))
  }

  private func content(
    _ bytes: [UInt8], of series: Series, _ format: any DocumentFormat.Type, _ path: String
  ) throws(ReadError) -> OpenedFile.Content {
    guard bytes.count <= Self.largeDocument else { return .bytes(bytes) }
    let sink = RecordedListings.Sink()
    do throws(ReadError) {
      let summary = try format.read(bytes.span, of: series, into: sink)
      try Self.check(summary, of: series)
      return .rows(sink.listings, summary)
    } catch {
      throw error.named(path)
    }
  }

  /// Refuses a whole list of which no entry could be read: it would show that everything is absent.
  private static func check(_ summary: DocumentSummary, of series: Series) throws(ReadError) {
    guard series.kind == .snapshot, summary.rows > 0, summary.listings == 0 else { return }
    throw ReadError(
      .unknownFormat, reason: "none of its \(summary.rows) entries names anything; taken as a list it would be empty")
  }

  /// Above so many bytes the rows are not kept but matched as they are read.
  private static let largeDocument = 4 << 20

  private func match(_ opening: Opening, _ index: MatchIndex) -> PreparedFile {
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
    let matcher = pipeline.matcher(of: document, in: series, opened.format, index, salt: salt)
    let summary: DocumentSummary
    let problems: Problems
    switch opened.content {
    case .rows(let listings, let read):
      listings.forEach { matcher.row($0, subject: $1, listed: $2) }
      (summary, problems) = (read, listings.problems)
    case .bytes(let bytes):
      do throws(ReadError) {
        summary = try opened.format.read(bytes.span, of: series, into: matcher)
        try Self.check(summary, of: series)
      } catch {
        throw error.named(opened.path)
      }
      problems = matcher.problems
    }
    document.tlp = max(document.tlp, summary.tlp ?? .clear)
    if let note = summary.note { document.note += (document.note.isEmpty ? "" : "; ") + note }
    document.listings = matcher.listings
    document.subjects = matcher.subjects
    document.skipped = problems.count
    let sightings = matcher.sightings()
    return PreparedFile(
      outcome: ReceivedFile(path: opened.path, document: document, sightings: sightings, problems: problems),
      received: ReceivedDocument(
        document: document, sha256: opened.digest, version: opened.format.version, hasOwnTime: opened.hasOwnTime,
        sealed: opened.sealed, sightings: sightings, couplings: matcher.learnedCouplings()))
  }
}
