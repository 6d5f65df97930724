import Foundation

@testable import VezhaKit

/// The bytes of an invented document, by its path below `Tests/Fixtures/documents`.
func documentFixture(_ path: String) throws -> [UInt8] {
  let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return try [UInt8](Data(contentsOf: tests.appending(path: "Fixtures/documents/\(path)")))
}

extension CollectingSink {
  /// Each row in one line: role, subject, what stands beside it.
  var lines: [String] {
    rows.map { row in
      var line = "\(row.role?.rawValue ?? "-") \(row.kind.rawValue) \(row.subject)"
      if row.kind == .host, let address = row.address { line += " beside \(address)" }
      if let port = row.port { line += " port \(port)" }
      return line
    }
  }

  /// Subjects by role and kind, however often and where they stand.
  var statements: Set<String> { Set(rows.map { "\($0.role?.rawValue ?? "-") \($0.kind.rawValue) \($0.subject)" }) }
}
