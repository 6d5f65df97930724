import Foundation
import Testing

@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct TraceTests {
  @Test(.enabled(if: Command.tool("strace") != nil, "strace is not installed"))
  func `A whole run calls no network and starts no program`() async throws {
    try await withFolder { folder in
      try Repository.copySample(to: folder)
      let strace = try #require(Command.tool("strace"))
      let binary = try #require(Command.binary)
      let outcome = try await Command.run(
        strace,
        [
          "-f", "-qq", "-o", "trace.log", "-e", "trace=%network,execve,execveat", binary.path, "run", "--now",
          "2026-11-23T06:00:00Z",
        ],
        in: folder)
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(
        FileManager.default.fileExists(atPath: folder.appending(path: "Reports/2026-W47/report.html").path))
      let calls = Self.calls(try String(contentsOf: folder.appending(path: "trace.log"), encoding: .utf8))
      #expect(calls.count { $0.hasPrefix("exec") } == 1, "\(calls)")
      #expect(calls.filter { !$0.hasPrefix("exec") } == [])
    }
  }

  @Test(
    .enabled(if: Command.tool("strace") != nil && Command.tool("cc") != nil, "strace or cc is not installed"))
  func `The trace sees a network call where there is one`() async throws {
    try await withFolder { folder in
      try Invented.write(Self.socketProgram, to: folder.appending(path: "probe.c"))
      let cc = try #require(Command.tool("cc"))
      let strace = try #require(Command.tool("strace"))
      #expect(try await Command.run(cc, ["-o", "probe", "probe.c"], in: folder).code == 0)
      _ = try await Command.run(
        strace, ["-f", "-qq", "-o", "trace.log", "-e", "trace=%network,execve,execveat", "./probe"],
        in: folder)
      let calls = Self.calls(try String(contentsOf: folder.appending(path: "trace.log"), encoding: .utf8))
      #expect(calls.contains { $0.hasPrefix("socket(") })
    }
  }

  static let socketProgram = """
    #include <sys/socket.h>
    int main(void) { return socket(AF_INET, SOCK_STREAM, 0) < 0; }

    """

  /// System calls of a trace, without process numbers, signals and ends of processes.
  static func calls(_ trace: String) -> [String] {
    trace.split(separator: "\n").compactMap { line in
      guard let space = line.firstIndex(of: " ") else { return nil }
      let call = line[space...].drop { $0 == " " }
      // Of a call that another thread's cut in two the first part says all.
      return ["+++", "---", "<..."].contains { call.hasPrefix($0) } ? nil : String(call)
    }
  }
}
