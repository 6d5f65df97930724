import CLedger
import GRDB

/// A prepared statement bound and stepped without intermediate values: the ledger's hot path.
///
/// The only place in the ledger that touches SQLite's own pointers.
final class FactStatement {
  private let statement: Statement
  private let db: Database

  /// Prepares SQL; keep the statement inside the database access it was made in.
  init(_ db: Database, _ sql: String) throws {
    self.db = db
    statement = try db.makeStatement(sql: sql)
  }

  private var pointer: UnsafeMutableRawPointer { unsafe UnsafeMutableRawPointer(statement.sqliteStatement) }

  /// Binds text at a 1-based position; nil binds NULL.
  func bind(_ index: Int32, _ text: String?) {
    guard var text else {
      _ = unsafe cledger_bind_null(pointer, index)
      return
    }
    text.withUTF8 { bytes in
      _ = unsafe bytes.withMemoryRebound(to: CChar.self) {
        unsafe cledger_bind_text(pointer, index, $0.baseAddress, $0.count)
      }
    }
  }

  /// Binds an integer; nil binds NULL.
  func bind(_ index: Int32, _ value: Int?) {
    if let value {
      _ = unsafe cledger_bind_int(pointer, index, Int64(value))
    } else {
      _ = unsafe cledger_bind_null(pointer, index)
    }
  }

  /// Binds bytes.
  func bind(_ index: Int32, _ bytes: [UInt8]) {
    _ = unsafe bytes.withUnsafeBytes { unsafe cledger_bind_blob(pointer, index, $0.baseAddress, $0.count) }
  }

  /// Steps once and makes ready for the next run.
  func run() throws {
    defer { unsafe cledger_reset(pointer) }
    try check(unsafe cledger_step(pointer))
  }

  /// Runs an insert and returns the new row's id.
  func insert() throws -> Int {
    try run()
    return lastRow
  }

  /// Runs an insert that may be ignored; nil if it was.
  func insertOrIgnore() throws -> Int? {
    try run()
    return db.changesCount > 0 ? lastRow : nil
  }

  private var lastRow: Int { Int(db.lastInsertedRowID) }

  /// Calls the body for each row.
  func forEach(_ body: (FactStatement) throws -> Void) throws {
    defer { unsafe cledger_reset(pointer) }
    while true {
      let code = unsafe cledger_step(pointer)
      if code == 1 {
        try body(self)
      } else {
        try check(code)
        return
      }
    }
  }

  private func check(_ code: Int32) throws {
    if code < 0 {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: -code), message: db.lastErrorMessage, sql: statement.sql)
    }
  }

  /// Column (from 0) as integer; NULL is 0.
  func int(_ column: Int32) -> Int { Int(unsafe cledger_column_int(pointer, column)) }

  /// Column as integer, or nil for NULL.
  func intOrNil(_ column: Int32) -> Int? { isNull(column) ? nil : int(column) }

  /// Whether a column is NULL.
  func isNull(_ column: Int32) -> Bool { type(column) == 5 }

  /// 1 integer, 3 text, 4 blob, 5 NULL.
  func type(_ column: Int32) -> Int32 { unsafe cledger_column_type(pointer, column) }

  /// Calls the body with a column's bytes.
  func withBytes<R>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    var length = 0
    let start = unsafe cledger_column_bytes(pointer, column, &length)
    return unsafe body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : length))
  }

  /// Calls the body with a column's bytes; NULL has none.
  func withSpan(_ column: Int32, _ body: (Span<UInt8>) -> Void) {
    unsafe withBytes(column) { bytes in unsafe body(bytes.bindMemory(to: UInt8.self).span) }
  }

  /// Column as text; NULL is empty.
  func text(_ column: Int32) -> String {
    unsafe withBytes(column) { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// Column as text, or nil for NULL.
  func textOrNil(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  /// Whether a column is this text.
  func isText(_ column: Int32, _ text: String) -> Bool {
    let expected = text.utf8.span
    return unsafe withBytes(column) { bytes in
      guard bytes.count == expected.count else { return false }
      for index in 0..<expected.count where unsafe bytes[index] != expected[index] { return false }
      return true
    }
  }

  /// Column as one of few words; nil for NULL and for any other text.
  func word<Word>(_ column: Int32, _ table: WordTable<Word>) -> Word? {
    unsafe withBytes(column) { unsafe table.find($0) }
  }

  /// Column as bytes.
  func bytes(_ column: Int32) -> [UInt8] { unsafe withBytes(column) { unsafe Array($0) } }
}

/// The words of a column that has few, found without making a text of each row.
struct WordTable<Word: CaseIterable & RawRepresentable<String>> {
  private let words: [(bytes: [UInt8], word: Word)] = Word.allCases.map { (Array($0.rawValue.utf8), $0) }

  /// The word of these bytes, or nil.
  func find(_ bytes: UnsafeRawBufferPointer) -> Word? {
    for entry in words where entry.bytes.count == bytes.count {
      if unsafe entry.bytes.elementsEqual(bytes) { return entry.word }
    }
    return nil
  }
}
