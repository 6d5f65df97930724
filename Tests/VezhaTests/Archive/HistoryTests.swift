import Foundation
import Testing

/// Invented histories with everything that rarely happens: empty lists, silences, returns, times exactly at a limit.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct HistoryTests {
  @Test(arguments: 1...8)
  func `Invented histories equal the brute-force reference`(_ seed: Int) async throws {
    try await withFolder { folder in
      var generator = SeededGenerator(seed: UInt64(seed))
      let hosts = (1...6).map { "www.site\($0).gov.example" }
      let world = ArchiveWorld(
        organizations: ["north", "south"],
        assets: hosts.enumerated().map { number, host in
          ArchiveWorld.Asset(
            id: "A\(number)", organization: number % 2 == 0 ? "north" : "south", hosts: [host],
            isScanned: number < 2)
        })
      try Invented.write(world.inventory(), to: folder.appending(path: "register.xml"))
      try Invented.write(ArchiveWorld.configuration, to: folder.appending(path: "vezha.yaml"))
      try FileManager.default.createDirectory(
        at: folder.appending(path: "lists"), withIntermediateDirectories: true)

      // Lists on whole hours, so that times fall exactly on the limits of 24 hours, 36 hours and 5 days.
      var documents: [ArchiveDocument] = []
      var time = WorldTime.seconds(2026, 3, 1, hour: 7)
      var named = Set<String>()
      for _ in 0..<70 {
        let isEmpty = Int.random(in: 0..<4, using: &generator) == 0
        if Int.random(in: 0..<3, using: &generator) == 0 { named = [] }
        for host in hosts where Int.random(in: 0..<4, using: &generator) == 0 {
          named.formSymmetricDifference([host])
        }
        let listed = isEmpty ? [] : named.sorted() + ["www.foreign.example"]
        let stamp = WorldTime.text(time).replacingOccurrences(of: ":", with: "-")
          .replacingOccurrences(of: "T", with: "_").dropLast()
        let file = "\(stamp)_DDoSia-target-list-full.json"
        try Invented.write(Invented.list(listed), to: folder.appending(path: "lists/\(file)"))
        documents.append(
          ArchiveDocument(
            file: file, published: time,
            rows: listed.map { ArchiveRow(host: $0, address: "", transport: "tcp", port: 443) }))
        let pauses = [1, 1, 2, 3, 6, 12, 23, 24, 25, 35, 36, 37, 48, 119, 120, 121]
        time += 3600 * (pauses.randomElement(using: &generator) ?? 1)
      }
      let last = documents[documents.count - 1].published
      _ = try await ArchiveTests.vezha(["receive", "lists"], in: folder, now: WorldTime.text(last + 60))
      _ = try await ArchiveTests.vezha(
        ["import", "register.xml"], in: folder, now: WorldTime.text(last + 120))
      let reference = ArchiveReference(world: world, documents: documents)

      var intervals: [(name: String, from: Int, to: Int)] = []
      for number in 0..<10 {
        let from = Int.random(in: documents[0].published / 3600..<last / 3600, using: &generator) * 3600
        let hours =
          [24, 48, 7 * 24, Int.random(in: 1...400, using: &generator)].randomElement(using: &generator) ?? 24
        intervals.append(("interval \(number)", from, from + hours * 3600))
      }
      let past = try await ArchiveTests.compare(
        reference, in: folder, weeks: intervals, now: last + 100 * WorldTime.day)
      // The present: an interval that is not over.
      var findings = past.findings
      for hours in [1, 23, 24, 25, 119, 120, 121, 300] {
        let present = try await ArchiveTests.compare(
          reference, in: folder, weeks: [("running", last - 3 * WorldTime.day, last + 20 * WorldTime.day)],
          now: last + hours * 3600)
        findings += present.findings
      }
      print("history \(seed): \(findings) findings compared: \(past.classes)")
      #expect(findings > 40)
    }
  }
}
