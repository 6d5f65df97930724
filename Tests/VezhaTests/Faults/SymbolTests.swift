import Foundation
import Testing

@Suite(
  .enabled(if: Command.tool("nm") != nil, "nm is not installed"),
  .enabled(if: Command.binary != nil, "vezha is not built"))
struct SymbolTests {
  /// Functions that reach a network or start a program.
  static let forbidden: Set<String> = [
    "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "send", "sendto", "sendmsg",
    "sendmmsg", "recv", "recvfrom", "recvmsg", "getaddrinfo", "getnameinfo", "gethostbyname",
    "gethostbyname_r",
    "gethostbyaddr", "res_query", "__res_query", "res_search", "__res_search", "execve", "execv", "execvp",
    "execvpe", "execl", "execlp", "execle", "fexecve", "posix_spawn", "posix_spawnp", "fork", "vfork",
    "clone",
    "system", "popen", "dlopen", "dlmopen", "ptrace", "syscall", "io_uring_setup", "curl_easy_init",
    "xmlNanoHTTPOpen", "xmlNanoHTTPFetch", "xmlParseFile", "xmlReadFile", "xmlCtxtReadFile",
    "sqlite3_load_extension",
  ]

  /// Parts of mangled names of Foundation's process and network types, and of modules that have them.
  static let forbiddenParts = [
    "10Foundation7ProcessC", "6NSTask", "10URLSession", "17FoundationNetworking", "12SocketPort", "7NetworkE",
    "11InputStream10Foundation", "CFSocket", "CFStreamCreatePair",
  ]

  /// Targets of this package whose objects are examined; dependencies are not ours.
  static let targets = ["VezhaKit", "vezha", "CXML", "CJSON", "CText", "CCompression", "CLedger"]

  @Test func `No object of ours refers to a network or process function`() async throws {
    let folder = try #require(Command.binary).resolvingSymlinksInPath().deletingLastPathComponent()
    for target in Self.targets {
      let objects = Self.objects(under: folder.appending(path: "\(target).build"))
      #expect(!objects.isEmpty, "no objects of \(target) beside the program")
      let found = try await Self.offences(in: objects)
      #expect(found == [], "\(target)")
    }
  }

  @Test(
    .enabled(if: Command.tool("cc") != nil, "cc is not installed"),
    arguments: [
      ("socket", "#include <sys/socket.h>\nint probe(void) { return socket(AF_INET, SOCK_STREAM, 0); }\n"),
      ("execve", "#include <unistd.h>\nint probe(char **a) { return execve(a[0], a, 0); }\n"),
      ("dlopen", "#include <dlfcn.h>\nvoid *probe(void) { return dlopen(\"x\", 1); }\n"),
    ])
  func `The gate finds a function that was added on purpose`(_ name: String, _ source: String) async throws {
    try await withFolder { folder in
      try Invented.write(source, to: folder.appending(path: "probe.c"))
      let cc = try #require(Command.tool("cc"))
      #expect(try await Command.run(cc, ["-c", "-o", "probe.o", "probe.c"], in: folder).code == 0)
      #expect(try await Self.offences(in: [folder.appending(path: "probe.o")]) == ["probe.o: \(name)"])
    }
  }

  @Test(.enabled(if: Command.tool("swiftc") != nil, "swiftc is not in PATH"))
  func `The gate finds Foundation's process type in Swift code`() async throws {
    try await withFolder { folder in
      let source = "import Foundation\npublic func probe() throws { try Process().run() }\n"
      try Invented.write(source, to: folder.appending(path: "probe.swift"))
      let swiftc = try #require(Command.tool("swiftc"))
      let built = try await Command.run(
        swiftc, ["-parse-as-library", "-c", "probe.swift", "-o", "probe.o"], in: folder)
      #expect(built.code == 0, "\(built.errors)")
      #expect(try await !Self.offences(in: [folder.appending(path: "probe.o")]).isEmpty)
    }
  }

  static func objects(under folder: URL) -> [URL] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".o") }.sorted().map { folder.appending(path: $0) }
  }

  /// Forbidden names that objects refer to and do not define themselves.
  static func offences(in objects: [URL]) async throws -> [String] {
    guard let nm = Command.tool("nm") else { throw Failure("nm is not installed") }
    var found: [String] = []
    for object in objects {
      let listing = try await Command.run(nm, ["-u", object.path], in: object.deletingLastPathComponent())
      guard listing.code == 0 else { throw Failure("nm: \(listing.errors)") }
      for line in listing.text.split(separator: "\n") {
        guard let symbol = line.split(separator: " ").last.map(String.init) else { continue }
        let plain = symbol.split(separator: "@").first.map(String.init) ?? symbol
        if forbidden.contains(plain) || forbiddenParts.contains(where: { plain.contains($0) }) {
          found.append("\(object.lastPathComponent): \(plain)")
        }
      }
    }
    return found
  }
}
