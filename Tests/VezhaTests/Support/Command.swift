import Foundation
import Synchronization

/// The built program, run from outside like any other program.
enum Command {
  /// `VEZHA_BINARY`, else the program beside the test bundle, else the one built last in `.build`.
  static let binary: URL? = {
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["VEZHA_BINARY"] { return URL(filePath: path) }
    let manager = FileManager.default
    var folder = URL(filePath: CommandLine.arguments.first ?? "/").resolvingSymlinksInPath()
    for _ in 0..<4 {
      folder.deleteLastPathComponent()
      let candidate = folder.appending(path: "vezha")
      if manager.isExecutableFile(atPath: candidate.path), !isFolder(candidate) { return candidate }
    }
    return ["release", "debug"].map { Repository.root.appending(path: ".build/\($0)/vezha") }
      .filter { manager.isExecutableFile(atPath: $0.path) }
      .max { built($0) < built($1) }
  }()

  /// What a finished run left behind.
  struct Outcome: Sendable {
    /// Its exit code, or the number of the signal that ended it.
    var code: Int32
    /// Whether a signal ended it.
    var signalled: Bool
    /// What it wrote to standard output.
    var output: Data
    /// What it wrote to standard error.
    var errors: String
    /// How long it ran.
    var duration: Duration
    /// Standard output as text.
    var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// Runs the program in a folder until it ends.
  static func run(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:], input: Data? = nil,
    output: String? = nil
  ) async throws -> Outcome {
    guard let binary else { throw Failure("vezha is not built; set VEZHA_BINARY") }
    return try await run(
      binary, arguments, in: folder, environment: environment, input: input, output: output)
  }

  /// Runs any program in a folder until it ends, or until it is killed after a while.
  ///
  /// Its streams are files, so that nothing ever waits for a reader.
  static func run(
    _ program: URL, _ arguments: [String], in folder: URL, environment: [String: String] = [:],
    input: Data? = nil, output: String? = nil, killedAfter delay: Duration? = nil
  ) async throws -> Outcome {
    try await withFolder { streams in
      let process = Process()
      process.executableURL = program
      process.arguments = arguments
      process.currentDirectoryURL = folder
      process.environment = ["PATH": "/usr/bin:/bin", "HOME": streams.path, "TZ": "UTC", "LANG": "C.UTF-8"]
        .merging(environment) { $1 }
      let outputFile = output.map { URL(filePath: $0) } ?? streams.appending(path: "output")
      let errorFile = streams.appending(path: "errors")
      if output == nil { try Data().write(to: outputFile) }
      try Data().write(to: errorFile)
      process.standardOutput = try FileHandle(forWritingTo: outputFile)
      process.standardError = try FileHandle(forWritingTo: errorFile)
      if let input {
        let inputFile = streams.appending(path: "input")
        try input.write(to: inputFile)
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
      } else {
        process.standardInput = FileHandle.nullDevice
      }
      let hasEnded = Ended()
      let start = ContinuousClock.now
      let end: (code: Int32, signalled: Bool, time: Duration) = try await withCheckedThrowingContinuation {
        continuation in
        process.terminationHandler = { ended in
          hasEnded.isSet.withLock { $0 = true }
          continuation.resume(
            returning: (
              ended.terminationStatus, ended.terminationReason == .uncaughtSignal, ContinuousClock.now - start
            ))
        }
        do {
          try process.run()
        } catch {
          process.terminationHandler = nil
          continuation.resume(throwing: error)
          return
        }
        guard let delay else { return }
        let identifier = process.processIdentifier
        // A thread of its own: the tests' own threads may be busy at the moment of the kill.
        Thread.detachNewThread {
          Thread.sleep(forTimeInterval: delay / .seconds(1))
          hasEnded.isSet.withLock { if !$0 { _ = kill(identifier, SIGKILL) } }
        }
      }
      return Outcome(
        code: end.code, signalled: end.signalled,
        output: output == nil ? try Data(contentsOf: outputFile) : Data(),
        errors: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self), duration: end.time)
    }
  }

  /// The path of an installed tool, or nil.
  static func tool(_ name: String) -> URL? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    return folders.map { URL(filePath: String($0)).appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  private static func isFolder(_ url: URL) -> Bool {
    (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
  }

  private static func built(_ url: URL) -> Date {
    (try? url.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate) ?? .distantPast
  }
}

/// Whether a process has ended, so that nobody kills a number that may already be another's.
private final class Ended: Sendable {
  let isSet = Mutex(false)
}

/// A test that cannot go on.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Gives a new folder to a body and removes it afterwards.
func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "vezha-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}
