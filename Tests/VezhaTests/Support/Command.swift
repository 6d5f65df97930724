import Foundation

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

  /// Runs any program in a folder until it ends.
  ///
  /// Its streams are files, so that nothing ever waits for a reader.
  static func run(
    _ program: URL, _ arguments: [String], in folder: URL, environment: [String: String] = [:],
    input: Data? = nil, output: String? = nil, started: (@Sendable (Int32) -> Void)? = nil
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
      let end: (Int32, Bool) = try await withCheckedThrowingContinuation { continuation in
        process.terminationHandler = { ended in
          continuation.resume(
            returning: (ended.terminationStatus, ended.terminationReason == .uncaughtSignal))
        }
        do {
          try process.run()
          started?(process.processIdentifier)
        } catch {
          process.terminationHandler = nil
          continuation.resume(throwing: error)
        }
      }
      return Outcome(
        code: end.0, signalled: end.1,
        output: output == nil ? try Data(contentsOf: outputFile) : Data(),
        errors: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self))
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
