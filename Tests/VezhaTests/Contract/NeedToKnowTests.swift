import Foundation
import Testing

@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct NeedToKnowTests {
  /// Words of a text: runs of letters, digits, dots, hyphens and colons, with dots undone that were defanged.
  static func words(_ text: String) -> Set<String> {
    let plain = text.replacingOccurrences(of: "[.]", with: ".").replacingOccurrences(of: "[:]", with: ":")
      .lowercased()
    let words = plain.split {
      !($0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == ":")
    }
    return Set(words.map { String($0).trimmingCharacters(in: CharacterSet(charactersIn: ".:-")) })
  }

  /// Hosts of the sample lists, in plain form, straight from their records.
  static func listedHosts(in folder: URL) throws -> Set<String> {
    var hosts: Set<String> = []
    let lists = folder.appending(path: "Inventory/lists/ddosia")
    for name in try FileManager.default.contentsOfDirectory(atPath: lists.path) {
      let object =
        try JSONSerialization.jsonObject(with: Data(contentsOf: lists.appending(path: name))) as? JSONObject
      for record in object?["targets"] as? [JSONObject] ?? [] {
        hosts.insert(ArchiveLists.canonicalHost(record["host"] as? String ?? ""))
      }
    }
    return hosts
  }

  @Test func `No organization's report names a host or address of another`() async throws {
    try await withFolder { folder in
      try await JSONContractTests.sample(in: folder)
      let outcome = try await Command.run(["assets", "--format", "json"] + JSONContractTests.now, in: folder)
      var values: [String: Set<String>] = [:]
      for asset in try outcome.object().objects("assets") {
        for identifier in try asset.objects("identifiers")
        where ["host", "address"].contains(identifier.text("kind")) {
          values[asset.text("organization"), default: []].insert(identifier.text("value"))
        }
      }
      #expect(values.count > 10)
      var searched = 0
      for (organization, own) in values {
        let report = folder.appending(path: "Reports/2026-W47/\(organization)")
        guard FileManager.default.fileExists(atPath: report.path) else { continue }
        let foreign = values.filter { $0.key != organization }.values.reduce(into: Set()) { $0.formUnion($1) }
          .subtracting(own)
        for (file, bytes) in try DeterminismTests.files(under: report) {
          searched += 1
          let found = Self.words(String(decoding: bytes, as: UTF8.self)).intersection(foreign)
          #expect(found == [], "\(organization)/\(file)")
        }
      }
      #expect(searched > 20)
    }
  }

  @Test func `A file named after one organization is not named to another`() async throws {
    try await withFolder { folder in
      try Invented.workspace(in: folder, lists: 0)
      let list = folder.appending(path: "2026-11-17_07-00-00_www.site1.gov.example.txt")
      try Invented.write("www.site0.gov.example\n", to: list)
      _ = try await KillTests.succeed(["import", "register.xml"], in: folder)
      _ = try await KillTests.succeed(["receive", list.path, "--series", "forum"], in: folder)
      _ = try await KillTests.succeed(["report", "--week", "2026-W47", "--each"], in: folder)
      var searched = 0
      for (file, bytes) in try DeterminismTests.files(under: folder.appending(path: "Reports/2026-W47/north")) {
        searched += 1
        #expect(!String(decoding: bytes, as: UTF8.self).contains("site1"), "\(file)")
      }
      #expect(searched > 3)
    }
  }

  @Test(.enabled(if: Command.tool("sqlite3") != nil, "the sqlite3 command is not installed"))
  func `Nothing that is written names a target that is not ours`() async throws {
    try await withFolder { folder in
      try await JSONContractTests.sample(in: folder)
      // Foreign is what shares its last two labels with nothing in the inventory.
      func family(_ host: String) -> String { host.split(separator: ".").suffix(2).joined(separator: ".") }
      let assets = try await Command.run(["assets", "--format", "json"] + JSONContractTests.now, in: folder)
        .object()
      let ours = Set(
        try assets.objects("assets").flatMap { try $0.objects("identifiers") }.map {
          family($0.text("value"))
        })
      let foreign = try Self.listedHosts(in: folder).filter {
        $0.contains { $0.isLetter } && $0.contains(".") && !ours.contains(family($0))
      }
      #expect(foreign.count > 10)
      for (file, bytes) in try DeterminismTests.files(under: folder.appending(path: "Reports")) {
        let found = Self.words(String(decoding: bytes, as: UTF8.self)).intersection(foreign)
        #expect(found == [], "Reports/\(file)")
      }
      for arguments in [
        ["findings", "--week", "2026-W47"], ["findings", "--week", "2026-W47", "--format", "json"],
        ["findings", "--week", "2026-W47", "--format", "csv"],
        ["assets"], ["status"], ["series", "--format", "json"],
        ["findings", "--week", "2026-W47", "--suppressed", "--format", "json"],
      ] {
        let outcome = try await Command.run(arguments + JSONContractTests.now, in: folder)
        #expect(outcome.code == 0)
        #expect(Self.words(outcome.text + outcome.errors).intersection(foreign) == [], "\(arguments)")
      }
      // The ledger, without the sealed originals.
      let ledger = folder.appending(path: "ledger.sqlite")
      let dump = try await LedgerDamageTests.sqlite(
        ledger, "UPDATE original SET sealed = x''; VACUUM; SELECT 1")
      #expect(dump.contains("1"))
      let bytes = try Data(contentsOf: ledger)
      let found = foreign.filter { bytes.firstRange(of: Data($0.utf8)) != nil }
      #expect(found.sorted() == [], "in the ledger")
    }
  }

  @Test func `No attack parameter of a list leaves the sealed original`() async throws {
    try await withFolder { folder in
      try Invented.workspace(in: folder, lists: 0)
      let secret = "zqxj9parameter"
      let record = """
        {"targets":[{"target_id":"\(secret)a","request_id":"\(secret)b","host":"www.site1.gov.example","ip":"","type":"http","method":"GET",
        "port":443,"use_ssl":true,"path":"/login/\(secret)c?q=$_1","body":{"type":"str","value":"\(secret)d"},
        "headers":[{"name":"X","value":"\(secret)e"}]}],"randoms":[{"name":"\(secret)f","id":"1","digit":true,"upper":false,"lower":true,"min":1,"max":9}]}
        """
      try Invented.write(
        record, to: folder.appending(path: "lists/2026-11-18_07-00-00_DDoSia-target-list-full.json"))
      _ = try await KillTests.succeed(["run"], in: folder)
      _ = try await KillTests.succeed(
        ["report", "--week", "2026-W47", "--each", "--output", "out"], in: folder)
      let found = try await KillTests.succeed(
        ["findings", "--week", "2026-W47", "--format", "json"], in: folder)
      #expect(found.text.contains("www.site1.gov.example") && !found.text.contains(secret))
      for (file, bytes) in try DeterminismTests.files(under: folder.appending(path: "out")) {
        #expect(bytes.firstRange(of: Data(secret.utf8)) == nil, "\(file)")
      }
    }
  }
}
