/// What is wrong with a series, told from its documents alone.
public enum SeriesSign: Hashable, Sendable {
  /// Nothing was published for longer than its settings, or its own habit, allow.
  case silent(since: Instant?)
  /// A whole day's largest list was below half of what is usual on that weekday.
  case halfSize(day: Day, subjects: Int, usual: Int)
  /// Its documents have another format than before.
  case otherFormat(from: String, to: String, since: Instant)
  /// Fields of its documents came or went.
  case otherFields(missing: [String], new: [String], since: Instant)
  /// Documents with the same bytes as an earlier one, published at another time.
  case identical(Int)

  /// Stable short name.
  public var id: String {
    switch self {
    case .silent: "silent"
    case .halfSize: "half-size"
    case .otherFormat: "format"
    case .otherFields: "fields"
    case .identical: "identical"
    }
  }

  /// Whether somebody should look at it; identical documents are only worth knowing.
  public var isAlarming: Bool { id != "identical" }

  /// One clause in lower case.
  public var text: String {
    switch self {
    case .silent(let since):
      since.map { "silent since \($0.minuteText): what is listed now is not known" } ?? "nothing was received yet"
    case .halfSize(let day, let subjects, let usual):
      "\(subjects) subjects on \(day) are below half of the usual \(usual) of that weekday"
    case .otherFormat(let from, let to, let since): "format \(to) instead of \(from) since \(since.minuteText)"
    case .otherFields(let missing, let new, let since):
      "fields since \(since.minuteText): "
        + [("missing", missing), ("new", new)].filter { !$0.1.isEmpty }
        .map { "\($0.0) \($0.1.joined(separator: ", "))" }.joined(separator: "; ")
    case .identical(let count):
      count == 1 ? "1 document has the bytes of an earlier one" : "\(count) documents have the bytes of an earlier one"
    }
  }
}

/// A series with its documents and what is wrong with it.
public struct SeriesHealth: Sendable {
  /// The series, its kind decided.
  public var series: Series
  /// Its documents in order.
  public var documents: [Document]
  /// What is wrong, the worst first; none if all is well.
  public var signs: [SeriesSign]

  /// What its documents say of a subject where a row says nothing else: as their format does, else as configured.
  public var role: Role {
    guard let format = documents.last?.format else { return series.role }
    return DocumentReader.formats.first { $0.id == format }?.role ?? series.role
  }

  /// The signs that somebody should look at.
  public var alarms: [SeriesSign] { signs.filter(\.isAlarming) }

  /// So many earlier documents are looked at to tell what is usual.
  public static let compared = 8
  /// Below so many nothing is called usual.
  static let needed = 3

  /// The health of a series at a time.
  ///
  /// - Parameter fields: names of the fields of a document, nil where they cannot be told; asked of a few documents only.
  public init(
    series: Series, documents: [Document], now: Instant, fields: (Document) -> Set<String>? = { _ in nil }
  ) {
    let documents = documents.sorted(by: Document.precedes)
    self.series = series
    self.documents = documents
    signs = [
      Self.silence(series, documents, now), Self.size(series, documents, now), Self.format(documents),
      Self.fields(series, documents, fields), Self.copies(documents),
    ].compactMap { $0 }
  }

  /// A list is silent after its `silent-after`; a stream, which may be quiet for weeks, also needs three times its usual
  /// pause.
  private static func silence(_ series: Series, _ documents: [Document], _ now: Instant) -> SeriesSign? {
    guard let newest = documents.last?.published else { return series.kind == .snapshot ? .silent(since: nil) : nil }
    guard now - newest > series.silentAfter else { return nil }
    if series.kind == .stream {
      let times = documents.suffix(compared + 1).map(\.published)
      let pauses = zip(times.dropFirst(), times).map { $0 - $1 }.sorted()
      guard pauses.count >= needed else { return nil }
      let usual = pauses[pauses.count / 2]
      guard (now - newest).microseconds / 3 > usual.microseconds else { return nil }
    }
    return .silent(since: newest)
  }

  /// Lists are rebuilt in steps every morning, so a day counts by its largest list, and only once it is over.
  private static func size(_ series: Series, _ documents: [Document], _ now: Instant) -> SeriesSign? {
    guard series.kind == .snapshot else { return nil }
    var largest: [Day: Int] = [:]
    for document in documents {
      largest[document.published.day] = max(largest[document.published.day] ?? 0, document.subjects)
    }
    guard let last = largest.keys.filter({ $0 < now.day }).max(), let subjects = largest[last] else { return nil }
    var usual: [Int] = []
    for week in 1...compared {
      if let size = largest[Day(number: last.number - 7 * week)] { usual.append(size) }
    }
    guard usual.count >= needed else { return nil }
    let median = usual.sorted()[usual.count / 2]
    return subjects * 2 < median ? .halfSize(day: last, subjects: subjects, usual: median) : nil
  }

  private static func format(_ documents: [Document]) -> SeriesSign? {
    guard let newest = documents.last else { return nil }
    let since = documents.reversed().prefix { $0.format == newest.format }.last ?? newest
    let before = documents.filter { Document.precedes($0, since) }.suffix(compared)
    guard before.count >= needed, let old = before.last, before.allSatisfy({ $0.format == old.format }) else {
      return nil
    }
    // What has become usual is no news.
    guard documents.count - (documents.firstIndex { $0.number == since.number } ?? 0) <= compared else { return nil }
    return .otherFormat(from: old.format, to: newest.format, since: since.published)
  }

  /// Fields that every earlier document had and the newest has not; and, for lists and tables, that none of them had.
  private static func fields(
    _ series: Series, _ documents: [Document], _ names: (Document) -> Set<String>?
  ) -> SeriesSign? {
    let full = documents.filter { $0.listings > 0 }
    guard let newest = full.last, let now = names(newest) else { return nil }
    let before = full.dropLast().filter { $0.format == newest.format }.suffix(compared).compactMap { names($0) }
    guard before.count >= needed, let first = before.first else { return nil }
    let always = before.dropFirst().reduce(first) { $0.intersection($1) }
    let ever = before.reduce(into: Set<String>()) { $0.formUnion($1) }
    let missing = always.subtracting(now).sorted()
    let new = series.kind == .snapshot || newest.format == "table" ? now.subtracting(ever).sorted() : []
    guard !missing.isEmpty || !new.isEmpty else { return nil }
    return .otherFields(missing: missing, new: new, since: newest.published)
  }

  private static func copies(_ documents: [Document]) -> SeriesSign? {
    let count = documents.count - Set(documents.map(\.sha256)).count
    return count > 0 ? .identical(count) : nil
  }
}
