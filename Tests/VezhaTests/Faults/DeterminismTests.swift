import Foundation
import Testing

@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct DeterminismTests {
  @Test func `The sample report is the same bytes twice, in any zone and language`() async throws {
    try await withFolder { folder in
      try Repository.copySample(to: folder)
      let now = ["--now", "2026-11-23T06:00:00Z"]
      let run = try await Command.run(["run"] + now, in: folder)
      #expect(run.code == 0, "\(run.errors)")
      var expected: [String: Data] = [:]
      for (name, environment) in [
        ("first", ["TZ": "UTC", "LANG": "C.UTF-8"]), ("second", ["TZ": "Asia/Tokyo", "LANG": "uk_UA.UTF-8"]),
        ("third", ["TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8"]),
      ] {
        let outcome = try await Command.run(
          ["report", "--week", "2026-W47", "--each", "--output", name] + now, in: folder,
          environment: environment)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let files = try Self.files(under: folder.appending(path: name))
        #expect(files.count > 3)
        if expected.isEmpty { expected = files }
        #expect(files.keys.sorted() == expected.keys.sorted())
        for (file, bytes) in files where expected[file] != bytes { Issue.record("\(name): \(file) differs") }
      }
    }
  }

  @Test func `A second run changes nothing`() async throws {
    try await withFolder { folder in
      try Repository.copySample(to: folder)
      let now = ["--now", "2026-11-23T06:00:00Z"]
      #expect(try await Command.run(["run"] + now, in: folder).code == 0)
      let reports = try Self.files(under: folder.appending(path: "Reports"))
      let ledger = try Data(contentsOf: folder.appending(path: "ledger.sqlite"))
      #expect(try await Command.run(["run"] + now, in: folder).code == 0)
      #expect(try Self.files(under: folder.appending(path: "Reports")) == reports)
      #expect(try Data(contentsOf: folder.appending(path: "ledger.sqlite")) == ledger)
    }
  }

  static func files(under folder: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let url = folder.appending(path: name)
      if (try url.resourceValues(forKeys: [.isRegularFileKey])).isRegularFile == true {
        files[name] = try Data(contentsOf: url)
      }
    }
    return files
  }
}
