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

  @Test func `Twenty runs in as many places give one set of bytes`() async throws {
    let places = [
      ("UTC", "C"), ("Europe/Kyiv", "uk_UA.UTF-8"), ("America/St_Johns", "tr_TR.UTF-8"),
      ("Asia/Kathmandu", "ne_NP.UTF-8"),
      ("Pacific/Apia", "sm_WS"), ("Africa/Casablanca", "ar_MA.UTF-8"), ("Asia/Tehran", "fa_IR.UTF-8"),
      ("Asia/Bangkok", "th_TH.UTF-8"), ("Asia/Tokyo", "ja_JP.eucJP"), ("Australia/Lord_Howe", "en_AU.UTF-8"),
      ("Europe/Berlin", "de_DE.UTF-8"), ("Europe/Vilnius", "lt_LT.UTF-8"), ("America/New_York", "en_US.UTF-8"),
      ("Antarctica/Troll", "nb_NO.UTF-8"), ("Asia/Kolkata", "hi_IN.UTF-8"), ("Europe/Istanbul", "az_AZ.UTF-8"),
      ("Etc/GMT+12", "POSIX"), ("Pacific/Kiritimati", "he_IL.UTF-8"), ("EST5EDT", "zh_CN.GB18030"),
      (":/no/such/zone", "xx_XX"),
    ]
    try await withFolder { folder in
      try Invented.workspace(in: folder, assets: 12, lists: 6)
      let now = ["--now", "2026-11-23T06:00:00Z"]
      let zoned = try String(contentsOf: folder.appending(path: "register.xml"), encoding: .utf8)
        .replacing("key=\"south\"", with: "key=\"south\" language=\"uk\" timezone=\"Europe/Kyiv\"")
      try Invented.write(zoned, to: folder.appending(path: "register.xml"))
      for command in [["import", "register.xml"], ["receive", "lists"]] {
        #expect(try await Command.run(command + now, in: folder).code == 0)
      }
      let ledger = try Data(contentsOf: folder.appending(path: "ledger.sqlite"))
      // Every run in a workspace of its own: each goes on record.
      let runs = try await withThrowingTaskGroup(of: [String: Data].self) { group in
        for (place, (zone, locale)) in places.enumerated() {
          group.addTask {
            let own = folder.appending(path: "run\(place)")
            try FileManager.default.createDirectory(at: own, withIntermediateDirectories: false)
            try Invented.write(Invented.configuration, to: own.appending(path: "vezha.yaml"))
            try ledger.write(to: own.appending(path: "ledger.sqlite"))
            let outcome = try await Command.run(
              [
                "report", "--week", "2026-W47", "--each", "--mail", "--lang", "en,uk", "--output", "out", "--format",
                "html,csv,json,md,ndjson,stix,misp",
              ] + now, in: own, environment: ["TZ": zone, "LANG": locale, "LC_ALL": locale])
            #expect(outcome.code == 0, "\(outcome.errors)")
            return try Self.files(under: own.appending(path: "out"))
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(runs.count == 20)
      let first = try #require(runs.first)
      #expect(first.count > 60)
      for run in runs where run != first {
        Issue.record("different: \(first.keys.filter { run[$0] != first[$0] }.sorted())")
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
