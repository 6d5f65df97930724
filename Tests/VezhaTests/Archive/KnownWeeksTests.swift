import Foundation
import Testing

/// Twenty-six weeks of real lists, lived week by week: what was reported then is what `--as-known` reports at the end.
@Suite(
  .enabled(if: Corpus.archive != nil, "the archive of real lists is absent: set VEZHA_CORPUS"),
  .enabled(if: Command.binary != nil, "vezha is not built"), .serialized)
struct KnownWeeksTests {
  /// When the report of a week is made: Monday at six.
  private static func monday(after week: (name: String, from: Int, to: Int)) -> Int { week.to + 6 * 3600 }

  /// The report's files with their bytes.
  private static func report(
    _ week: String, into name: String, in folder: URL, now: Int, _ more: [String] = []
  ) async throws -> [String: Data] {
    _ = try await ArchiveTests.vezha(
      ["report", "--week", week, "--format", "html,csv,json,md", "--output", name] + more, in: folder,
      now: WorldTime.text(now))
    let output = folder.appending(path: name)
    var files: [String: Data] = [:]
    for file in try FileManager.default.subpathsOfDirectory(atPath: output.path) {
      files[file] = FileManager.default.contents(atPath: output.appending(path: file).path)
    }
    return files
  }

  @Test func `reports of 26 weeks made then equal those made at the end as known then`() async throws {
    try await withFolder { folder in
      let (world, lists) = try await ArchiveTests.workspace(in: folder)
      var time = lists.documents[0].published - 86_400
      func run(_ arguments: [String]) async throws -> Command.Outcome {
        time += 60
        return try await ArchiveTests.vezha(arguments, in: folder, now: WorldTime.text(time))
      }
      _ = try await run(["import", "register.xml", "--source", "register"])
      var made: [(week: String, known: Int, files: [String: Data])] = []
      var decisions = 0
      var received = 0
      for number in 1...26 {
        let week = WorldTime.week(2024, number)
        time = Self.monday(after: week) - 5 * 3600
        // Every fifth list comes a week late, under another name and from another folder.
        let due = lists.documents.enumerated().filter { position, document in
          let late = position % 5 == 0 ? 7 * WorldTime.day : 0
          return document.published + late >= week.from && document.published + late < week.to
        }
        for (position, document) in due where position % 5 == 0 {
          let other = folder.appending(path: "late/\(number)")
          try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
          try FileManager.default.copyItem(
            at: lists.folder.appending(path: document.file),
            to: other.appending(path: "\(document.file.prefix(19))_late.json"))
        }
        let files = due.filter { $0.offset % 5 != 0 }.map { lists.folder.appending(path: $0.element.file).path }
        let late = due.contains { $0.offset % 5 == 0 } ? [folder.appending(path: "late/\(number)").path] : []
        if !(files + late).isEmpty { _ = try await run(["receive", "--series", "ddosia"] + late + files) }
        received += due.count
        // The same again under other names adds nothing.
        if number % 6 == 0, let first = files.first { _ = try await run(["receive", "--series", "ddosia", first]) }
        switch number {
        case 5:
          try Data(world.inventory().utf8).write(to: folder.appending(path: "renamed.xml"))
          _ = try await run(["import", "renamed.xml", "--source", "register"])
        case 9, 18:
          // An inventory that lost some systems and gave some to another organization.
          var other = world
          other.assets = world.assets.enumerated().filter { $0.offset % (number == 9 ? 7 : 5) != 0 }.map(\.element)
          if number == 18, let from = other.assets.firstIndex(where: { $0.organization == "state" }) {
            other.assets[from].organization = "cities"
          }
          let stamp = WorldTime.text(time)
          try Data(
            other.inventory().replacing("2024-01-01T00:00:00Z", with: stamp).utf8
          ).write(to: folder.appending(path: "register.xml"))
          _ = try await run(["import", "register.xml", "--source", "register"])
        case 13:
          _ = try await run(["backup", "ledger.backup"])
        case 14:
          // The disk died after the backup: the ledger comes back from it, and what was received since, again.
          let before = try await run(["verify"]).text
          _ = try await run(["backup", "before.backup"])
          try FileManager.default.removeItem(at: folder.appending(path: "ledger.sqlite"))
          _ = try await run(["restore", "before.backup"])
          #expect(try await run(["verify"]).text.split(separator: "\n").first == before.split(separator: "\n").first)
        default: break
        }
        let found = try await run(["findings", "--week", week.name, "--format", "json"]).object()
        let ids = try found.objects("findings").map { $0.text("id") }.sorted()
        let verdicts = ["false-positive", "protected", "confirmed", "accepted", "refuted", "in-progress"]
        for id in ids.prefix(2) {
          _ = try await run([
            "decide", id, "--as", verdicts[decisions % verdicts.count], "--reason", "week \(number)", "--author", "ann",
            "--scope", decisions % 3 == 2 ? "subject" : "finding",
          ])
          decisions += 1
        }
        if number % 7 == 0 {
          let listed = try await run(["decisions", "--format", "json"]).object().objects("decisions")
          if let oldest = listed.first(where: { $0.text("withdrawn") == "null" }) {
            _ = try await run(["decisions", "--withdraw", oldest.text("id"), "--reason", "wrong", "--author", "ann"])
          }
        }
        let known = Self.monday(after: week)
        made.append(
          (week.name, known, try await Self.report(week.name, into: "then/\(week.name)", in: folder, now: known)))
      }
      let end = time + 100 * WorldTime.day
      var differing: [String] = []
      for entry in made {
        let again = try await Self.report(
          entry.week, into: "again/\(entry.week)", in: folder, now: end, ["--as-known", WorldTime.text(entry.known)])
        #expect(Set(again.keys) == Set(entry.files.keys))
        for (name, bytes) in entry.files where again[name] != bytes { differing.append("\(entry.week)/\(name)") }
      }
      #expect(differing.isEmpty, "\(differing)")
      #expect(made.allSatisfy { $0.files["report.html"] != nil && $0.files["report.json"] != nil })
      #expect(decisions > 20 && received > 700)
      print(
        "26 weeks: \(received) lists, \(decisions) decisions, \(made.reduce(0) { $0 + $1.files.count }) files of reports compared"
      )
      _ = try await run(["verify"])
    }
  }
}
