import Foundation

extension Pipeline {
  /// Name of the export's schema (`Reports/schema/vezha.export.md` describes it).
  static let exportSchema = "vezha.export/1"

  /// Writes the whole ledger as lines of JSON.
  ///
  /// - Parameters:
  ///   - withOriginals: whether the sealed bytes of documents are among it.
  ///   - take: takes a finished line with its line feed.
  /// - Returns: how many rows were written.
  public func export(withOriginals: Bool, take: ([UInt8]) throws -> Void) throws -> Int {
    var count = 0
    try ledger.forEachRow(
      withOriginals: withOriginals,
      begin: { entries, head in
        var header = JSONText(isCompact: true)
        header.object {
          $0.key("schema")
          $0.string(Self.exportSchema)
          $0.key("entries")
          $0.integer(entries)
          $0.key("chain_head")
          $0.string(hexadecimal(head))
          $0.key("originals")
          $0.boolean(withOriginals)
        }
        try take(header.finished())
      },
      { table, row in
        count += 1
        var line = JSONText(isCompact: true)
        line.object { json in
          json.key("table")
          json.string(table)
          json.key("row")
          json.array(row.enumerated()) { json, value in
            switch value.element {
            case .null: json.string(nil)
            case .integer(let number): json.integer(number)
            case .text(let text): json.string(text)
            case .blob(let bytes):
              // Of an original the sealed bytes come last.
              let leavesOut = !withOriginals && table == "original" && value.offset == row.count - 1
              json.string(leavesOut ? "" : Base64.text(bytes))
            }
          }
        }
        try take(line.finished())
      })
    return count
  }
}

/// What loading an export did.
public struct LoadOutcome: Sendable {
  /// Whether the ledger was empty, so that it is now the one exported.
  public var isWhole = false
  /// Rows of the export.
  public var rows = 0
  /// Documents that were new.
  public var documents = 0
  /// Decisions that were new.
  public var decisions = 0
  /// Decisions withdrawn there that were not withdrawn here.
  public var withdrawals = 0
  /// Inventory sources that were new.
  public var sources = 0
  /// Newer editions of sources that were here already.
  public var editions = 0
  /// Assignments by hand that were new.
  public var assignments = 0
  /// Messages of alerts that were new.
  public var messages = 0
  /// What differs or was not taken, one sentence each.
  public var differences: [String] = []
}

extension Pipeline {
  /// Loads an export into this ledger.
  ///
  /// An empty ledger takes all of it, as it was; another takes what it lacks.
  ///
  /// - Throws: `ReadError` with the line for what is no export of ours; nothing of it is kept.
  public func load(_ bytes: [UInt8], file: String) async throws -> LoadOutcome {
    let export = try ExportLines(bytes, file: file, blobs: try ledger.blobColumns())
    var outcome = LoadOutcome(rows: export.rows.count)
    let last = export.rows(of: "entry").last.map { hexadecimal($0.bytes("digest")) }
    guard last == export.head || last == nil && export.head.allSatisfy({ $0 == "0" }) else {
      throw Self.wrongHead(file)
    }
    if try ledger.head().sequence == 0 {
      try ledger.fill(export.rows, lacksOriginals: !export.hasOriginals, at: now)
      outcome.isWhole = true
      outcome.documents = try ledger.documents().count
      outcome.decisions = try ledger.decisions().count
    } else {
      try merge(export, file: file, &outcome)
    }
    try await refresh()
    return outcome
  }

  private static func wrongHead(_ file: String) -> LedgerError {
    LedgerError(.badData, path: file, reason: "its rows do not give the chain head that its first line names")
  }

  private func merge(_ export: ExportLines, file: String, _ outcome: inout LoadOutcome) throws {
    // Only what verifies as a ledger of its own is taken.
    let other = try Ledger()
    try other.fill(export.rows, lacksOriginals: !export.hasOriginals, at: now)
    let settings = try ledger.settings()
    let known = try ledger.knownPublications()
    let mine = Dictionary(
      try ledger.documents().map { ("\($0.series) \($0.sha256) \($0.published)", $0) },
      uniquingKeysWith: { first, _ in first })
    var originals: [Int: [UInt8]] = [:]
    for row in export.rows(of: "original") { originals[row.int("id")] = row.bytes("sealed") }
    var received: [ReceivedDocument] = []
    var unreadable = 0
    for row in export.rows(of: "document") {
      let document = row.document
      let digest = row.bytes("sha256")
      let isAwaited = known.awaitsBytes(series: document.series, sha256: digest, published: document.published)
      if let same = mine["\(document.series) \(document.sha256) \(document.published)"] {
        if same.subjects != document.subjects || same.skipped != document.skipped {
          outcome.differences.append(
            "\(document.file): read differently there and here (\(document.subjects) and \(same.subjects) subjects)")
        }
        guard isAwaited else { continue }
      }
      guard let sealed = originals[row.int("original")], !sealed.isEmpty else {
        if !isAwaited { unreadable += 1 }
        continue
      }
      received.append(
        ReceivedDocument(
          document: document, sha256: digest, version: row.int("version"), hasOwnTime: true, sealed: sealed,
          sightings: [], couplings: []))
    }
    if unreadable > 0 {
      outcome.differences.append("\(unreadable) documents came without their bytes and cannot be matched here")
    }
    if !received.isEmpty {
      outcome.documents = try ledger.addDocuments(
        received, known: now, settings: settings, matched: -1, command: "load"
      ).added
    }
    try join(other, &outcome)
  }
}

/// An export read and checked line by line.
struct ExportLines {
  /// One row with its columns.
  struct Row {
    var columns: [String]
    var values: [LedgerValue]

    private func value(_ column: String) -> LedgerValue {
      columns.firstIndex(of: column).map { values[$0] } ?? .null
    }

    func int(_ column: String) -> Int { if case .integer(let number) = value(column) { number } else { 0 } }
    func text(_ column: String) -> String { if case .text(let text) = value(column) { text } else { "" } }
    func bytes(_ column: String) -> [UInt8] { if case .blob(let bytes) = value(column) { bytes } else { [] } }
    func instantOrNil(_ column: String) -> Instant? {
      if case .integer(let number) = value(column) { Instant(microseconds: Int64(number)) } else { nil }
    }

    var document: Document {
      Document(
        number: 0, series: text("series"), sha256: hexadecimal(bytes("sha256")), file: text("name"),
        format: text("format"), bytes: int("size"), published: instantOrNil("published") ?? Instant(microseconds: 0),
        known: Instant(microseconds: 0), listings: int("listings"), subjects: int("subjects"), skipped: int("skipped"),
        tlp: TLP(rawValue: text("tlp")) ?? .red, note: text("note"))
    }
  }

  /// Head of the facts chain, lower-case hexadecimal.
  let head: String
  /// Whether sealed bytes are among it.
  let hasOriginals: Bool
  /// All rows in their order.
  private(set) var rows: [(table: String, row: [LedgerValue])] = []

  private struct Header: Decodable {
    var schema: String
    var chain_head: String
    var originals: Bool
  }

  /// - Parameter blobs: columns of each table that hold bytes.
  init(_ bytes: [UInt8], file: String, blobs: [String: Set<Int>]) throws(ReadError) {
    var lines = bytes.split(separator: 0x0a).makeIterator()
    guard let first = lines.next(), let header = try? JSONDecoder().decode(Header.self, from: Data(first)),
      header.schema == Pipeline.exportSchema
    else { throw ReadError(.unknownFormat, file: file, line: 1, column: 1, reason: "this is no export of a ledger") }
    head = header.chain_head
    hasOriginals = header.originals
    var number = 1
    while let line = lines.next() {
      number += 1
      guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
        let table = object["table"] as? String, let values = object["row"] as? [Any], let binary = blobs[table],
        LedgerExport.tables.contains(where: { $0.name == table && $0.columns.count == values.count })
      else { throw ReadError(.malformed, file: file, line: number, column: 1, reason: "this is no row of a ledger") }
      var row: [LedgerValue] = []
      for (column, value) in values.enumerated() {
        switch value {
        case let text as String where binary.contains(column):
          guard let data = Data(base64Encoded: text) else {
            throw ReadError(.malformed, file: file, line: number, column: 1, reason: "value \(column + 1) is no base64")
          }
          row.append(.blob([UInt8](data)))
        case let text as String: row.append(.text(text))
        case is NSNull: row.append(.null)
        default:
          if let number = Self.whole(value) {
            row.append(.integer(number))
            continue
          }
          throw ReadError(
            .malformed, file: file, line: number, column: 1, reason: "value \(column + 1) is neither text nor number")
        }
      }
      rows.append((table, row))
    }
  }

  /// A whole number; Foundation reads some negative ones of 19 digits as decimals.
  private static func whole(_ value: Any) -> Int? {
    value as? Int ?? (value as? NSDecimalNumber).flatMap { Int($0.stringValue) }
  }

  func rows(of table: String) -> [Row] {
    let columns = LedgerExport.tables.first { $0.name == table }?.columns ?? []
    return rows.filter { $0.table == table }.map { Row(columns: columns, values: $0.row) }
  }
}
