import ArgumentParser
import Foundation
import VezhaKit

/// A command that ended with an exit code of its own, after it has said why.
struct Exit: Error {
  var code: Int32
  var message = ""

  /// `--fail-on` was met: an expected end, not an error.
  static let conditionMet = Exit(code: 2)
  /// Some files were refused; each has been named.
  static let refused = Exit(code: 65)

  static func usage(_ message: String) -> Exit { Exit(code: 64, message: message) }
  static func badData(_ message: String) -> Exit { Exit(code: 65, message: message) }
  static func noInput(_ message: String) -> Exit { Exit(code: 66, message: message) }
  static func cannotCreate(_ message: String) -> Exit { Exit(code: 73, message: message) }
}

/// What an error means at the end of a command: the one place that knows exit codes (sysexits).
struct Failure {
  enum Kind {
    case ours(String)
    case parser(any Error)
  }

  var kind: Kind
  var exitCode: Int32

  init(_ error: any Error) {
    switch error {
    case let exit as Exit: self.init(exit.message, exit.code)
    case let error as ReadError: self.init(error.message, Self.exitCode(error))
    case let error as LedgerError:
      self.init(error.path.isEmpty ? error.reason : "\(error.path): \(error.reason)", Self.exitCode(error))
    case let error as DecisionError: self.init(error.reason, error.isMissing ? 66 : 64)
    case let error as ConfigurationError: self.init(error.message, 78)
    case let error as OutputFiles.Failure: self.init("\(error.path): \(error.reason)", Self.exitCode(error.code))
    case let error as ReportError: self.init(error.message, 64)
    case let error as Console.WriteError:
      self.init("standard output: \(error.reason)", error.code == EPIPE ? 141 : 74)
    default:
      // What ArgumentParser throws has no public type; it knows its own texts and exit codes.
      self.init(kind: .parser(error), exitCode: 64)
    }
  }

  private init(kind: Kind, exitCode: Int32) {
    self.kind = kind
    self.exitCode = exitCode
  }

  private init(_ message: String, _ code: Int32) {
    kind = .ours(message)
    exitCode = code
  }

  static func exitCode(_ error: ReadError) -> Int32 {
    switch error.code {
    case .unreadable: error.reason.contains("ermission") ? 77 : 66
    default: 65
    }
  }

  private static func exitCode(_ error: LedgerError) -> Int32 {
    switch error.code {
    case .missing: 66
    case .badData, .inconsistent: 65
    case .busy: 75
    case .cannotCreate: 73
    case .readOnly: 77
    case .inputOutput: 74
    }
  }

  private static func exitCode(_ code: Int32) -> Int32 {
    switch code {
    case EACCES, EPERM, EROFS: 77
    case ENOSPC, EIO, EFBIG, EDQUOT: 74
    default: 73
    }
  }
}
