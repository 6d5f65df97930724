import Foundation
import VezhaKit

/// Results on standard output, checked; everything else on standard error, made harmless.
struct Console: Sendable {
  /// Standard output could not take all of it.
  struct WriteError: Error {
    var code: Int32

    var reason: String {
      switch code {
      case ENOSPC: "no space left on the device"
      case EPIPE: "the reader has closed it"
      default: "cannot be written (system error \(code))"
      }
    }
  }

  /// How much is said on standard error.
  enum Loudness: Int, Sendable { case quiet, normal, verbose }

  var loudness = Loudness.normal
  static let standard = Console()

  /// Whether standard error is a terminal.
  static var errorIsTerminal: Bool { isatty(2) == 1 }

  /// Writes a result.
  func write(_ bytes: [UInt8]) throws {
    var offset = 0
    while offset < bytes.count {
      let start = offset
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Foundation.write(1, buffer.baseAddress?.advanced(by: start), buffer.count - start)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw WriteError(code: errno)
      }
      offset += count
    }
  }

  /// Writes a line of a result; controls of input become marks.
  func print(_ line: String = "") throws {
    try write(
      Array(
        (line.split(separator: "\n", omittingEmptySubsequences: false)
          .map { VisibleText.marked(String($0)) }.joined(separator: "\n") + "\n").utf8))
  }

  /// Tells what happened or what to do next.
  func note(_ text: String) {
    if loudness != .quiet { say(text) }
  }

  /// Tells what only somebody who asked wants to know.
  func detail(_ text: String) {
    if loudness == .verbose { say(text) }
  }

  /// Tells what went wrong; always.
  func error(_ text: String) { say("vezha: \(text)") }

  private func say(_ text: String) {
    FileHandle.standardError.write(Data((VisibleText.marked(text) + "\n").utf8))
  }

  /// A progress line that overwrites itself, only on a terminal.
  func progress(_ done: Int, of total: Int, _ what: String) {
    guard loudness != .quiet, Self.errorIsTerminal, total > 20, done % 16 == 0 || done == total else { return }
    let end = done == total ? "\r\u{1b}[K" : ""
    FileHandle.standardError.write(Data("\r\(done) of \(total) \(what)\u{1b}[K\(end)".utf8))
  }
}
