/// Why a file was refused whole.
///
/// Nothing of a refused file is kept.
public struct ReadError: Error, Hashable, Sendable {
  /// What kind of refusal this is.
  public enum Code: String, Sendable {
    case unreadable, empty, unknownFormat, malformed, entityDeclaration, limit, encoding, truncated
  }

  /// What kind of refusal this is.
  public var code: Code
  /// The file as the user named it; filled in by whoever knows it.
  public var file: String
  /// 1-based line, 0 where there is none.
  public var line: Int
  /// 1-based column in bytes, 0 where there is none.
  public var column: Int
  /// One clause in lower case, without a stop.
  public var reason: String

  /// A refusal at a place.
  public init(_ code: Code, file: String = "", line: Int = 0, column: Int = 0, reason: String) {
    self.code = code
    self.file = file
    self.line = line
    self.column = column
    self.reason = reason
  }

  /// `file:line:column: reason`.
  public var message: String {
    line > 0 ? "\(file):\(line):\(max(1, column)): \(reason)" : "\(file): \(reason)"
  }
}

/// A record or value that was skipped; the import goes on.
public struct Problem: Hashable, Sendable {
  /// 1-based line, or 0 where the format has no lines.
  public var line: Int
  /// Place for formats without lines (JSON pointer); else empty.
  public var location: String
  /// Which field: `host`, `address`, `port` ...
  public var field: String
  /// What was written, cut to 200 bytes.
  ///
  /// Shown to people only through the escaping of the sink.
  public var value: String
  /// One clause in lower case.
  public var reason: String

  /// A skipped value at a place.
  public init(line: Int = 0, location: String = "", field: String, value: String, reason: String) {
    self.line = line
    self.location = location
    self.field = field
    self.value = String(value.prefix(200))
    self.reason = reason
  }
}

/// Skipped values of one file: all counted, the first hundred kept.
public struct Problems: Hashable, Sendable {
  /// How many are kept for listing.
  public static let kept = 100
  /// How many there were.
  public private(set) var count = 0
  /// The first hundred.
  public private(set) var first: [Problem] = []

  /// No problems yet.
  public init() {}

  /// Counts a problem and keeps it if it is among the first.
  public mutating func add(_ problem: Problem) {
    count += 1
    if first.count < Self.kept { first.append(problem) }
  }

  /// Whether another problem would still be kept, so that its text is worth making.
  public var wantsText: Bool { first.count < Self.kept }

  /// Counts a problem whose text nobody will see.
  public mutating func countOnly() { count += 1 }
}

extension ReadError {
  /// The same error with the name of the file it is about.
  func named(_ file: String) -> ReadError {
    var named = self
    named.file = file
    return named
  }
}
