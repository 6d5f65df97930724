/// Why the ledger could not do what it was asked.
public struct LedgerError: Error, Hashable, Sendable {
  /// What kind of failure this is.
  public enum Code: String, Sendable {
    /// There is no ledger where one is needed.
    case missing
    /// The file is no ledger, is damaged, or a newer version wrote it.
    case badData
    /// Another process holds it.
    case busy
    /// It cannot be created.
    case cannotCreate
    /// It cannot be written.
    case readOnly
    /// The disk is full or failing.
    case inputOutput
    /// The ledger holds something else than it should.
    case inconsistent
  }

  /// What kind of failure this is.
  public var code: Code
  /// Path of the ledger as the user named it.
  public var path: String
  /// One clause in lower case.
  public var reason: String

  /// A failure of a ledger.
  public init(_ code: Code, path: String, reason: String) {
    self.code = code
    self.path = path
    self.reason = reason
  }
}
