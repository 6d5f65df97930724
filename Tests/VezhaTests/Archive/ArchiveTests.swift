import Foundation
import Testing

@Suite(
  .enabled(if: Corpus.archive != nil, "the archive of real lists is absent: set VEZHA_CORPUS"),
  .enabled(if: Command.binary != nil, "vezha is not built"), .serialized)
struct ArchiveTests {
  static let now = "2024-07-20T12:00:00Z"

  /// A workspace with the inventory of the chosen hosts; nothing imported yet.
  static func workspace(in folder: URL) async throws -> (world: ArchiveWorld, lists: ArchiveLists) {
    let lists = try await ArchiveLists.shared.value
    let world = try ArchiveWorld(lists.documents)
    try Data(world.inventory().utf8).write(to: folder.appending(path: "register.xml"))
    try Data(ArchiveWorld.configuration.utf8).write(to: folder.appending(path: "vezha.yaml"))
    return (world, lists)
  }

  static func vezha(_ arguments: String..., in folder: URL) async throws -> Command.Outcome {
    try await vezha(arguments, in: folder)
  }

  static func vezha(_ arguments: [String], in folder: URL, now: String = now) async throws -> Command.Outcome {
    let outcome = try await Command.run(arguments + ["--now", now], in: folder)
    guard outcome.code == 0 else {
      throw Failure("vezha \(arguments.prefix(3)) ended with \(outcome.code): \(outcome.errors.suffix(500))")
    }
    return outcome
  }

  @Test func `The rules choose sixty real hosts in six organizations`() async throws {
    try await withFolder { folder in
      let (world, lists) = try await Self.workspace(in: folder)
      let listed = Set(lists.documents.flatMap(\.rows).map(\.host))
      #expect(lists.documents.count == 742)
      #expect(Set(lists.documents.map(\.published)).count == 742, "no two lists have the same time")
      #expect(world.chosen.count == 60 && world.chosen.isSubset(of: listed))
      #expect(Set(world.assets.map(\.organization)).count == 6)
    }
  }

  @Test func `Every week of half a year equals the brute-force reference`() async throws {
    try await withFolder { folder in
      let (world, lists) = try await Self.workspace(in: folder)
      _ = try await Self.vezha("import", "register.xml", in: folder)
      let files = lists.documents.map { lists.folder.appending(path: $0.file).path }
      _ = try await Self.vezha(["receive", "--series", "ddosia"] + files, in: folder)
      let reference = ArchiveReference(world: world, documents: lists.documents)
      let figures = try await Self.compare(
        reference, in: folder, weeks: (1...30).map { WorldTime.week(2024, $0) })
      let owners = Dictionary(grouping: reference.subjects.keys, by: \.organization).mapValues(\.count)
      print("archive: subjects by organization \(owners.sorted { $0.key < $1.key })")
      print(
        "archive: certainties \(Dictionary(grouping: reference.subjects.values, by: \.certainty).mapValues(\.count))"
      )
      print("archive: \(figures.weeks) weeks, \(figures.findings) findings compared: \(figures.classes)")
      #expect(figures.classes.keys.sorted() == ["continuing", "new", "not-named", "returned", "unknown"])
    }
  }

  @Test func `Empty lists show absence only after a day without another`() async throws {
    try await withFolder { folder in
      let (world, lists) = try await Self.workspace(in: folder)
      // The lists of February and March, and empty ones where it matters: in the long gap, shortly before the
      // next list, twice within a day, and at the end.
      let from = WorldTime.seconds(2024, 2, 1)
      let to = WorldTime.seconds(2024, 4, 1)
      var documents = lists.documents.filter { $0.published >= from && $0.published < to }
      let empty = try #require(lists.documents.first { $0.rows.isEmpty })
      let bytes = try Data(contentsOf: lists.folder.appending(path: empty.file))
      var files = documents.map { lists.folder.appending(path: $0.file).path }
      for stamp in [
        "2024-02-10_23-30-00", "2024-02-28_10-00-00", "2024-02-28_18-00-00", "2024-03-03_23-00-00",
        "2024-03-31_20-00-00",
      ] {
        let file = "\(stamp)_DDoSia-target-list-full.json"
        try bytes.write(to: folder.appending(path: file))
        files.append(file)
        documents.append(
          ArchiveDocument(file: file, published: try ArchiveLists.fileTime(file), rows: []))
      }
      documents.sort { $0.published < $1.published }
      _ = try await Self.vezha("import", "register.xml", in: folder)
      _ = try await Self.vezha(["receive", "--series", "ddosia"] + files, in: folder)
      let reference = ArchiveReference(world: world, documents: documents)
      let figures = try await Self.compare(
        reference, in: folder, weeks: (5...16).map { WorldTime.week(2024, $0) })
      print("empty lists: \(figures.weeks) weeks, \(figures.findings) findings compared: \(figures.classes)")
    }
  }

  @Test func `The order of import and of files changes no finding`() async throws {
    let lists = try await ArchiveLists.shared.value
    let files = lists.documents.map { lists.folder.appending(path: $0.file).path }
    var generator = SeededGenerator(seed: 7)
    let shuffled = files.shuffled(using: &generator)
    let orders: [(name: String, steps: [[String]])] = [
      (
        "sorted, after the import", [["import", "register.xml"], ["receive", "--series", "ddosia"] + files]
      ),
      (
        "reversed, before the import",
        [["receive", "--series", "ddosia"] + files.reversed(), ["import", "register.xml"]]
      ),
      (
        "shuffled, in three calls around the import",
        [
          ["receive", "--series", "ddosia"] + shuffled[..<200],
          ["receive", "--series", "ddosia"] + shuffled[200..<500], ["import", "register.xml"],
          ["receive", "--series", "ddosia"] + shuffled[500...],
        ]
      ),
      (
        "the whole folder",
        [["receive", "--series", "ddosia", lists.folder.path], ["import", "register.xml"]]
      ),
    ]
    var expected: [String] = []
    for order in orders {
      try await withFolder { folder in
        _ = try await Self.workspace(in: folder)
        for step in order.steps { _ = try await Self.vezha(step, in: folder) }
        var found: [String] = []
        for interval in [
          ["--week", "2024-W03"], ["--week", "2024-W10"], ["--from", "2024-01-01", "--to", "2024-07-15"],
        ] {
          let outcome = try await Self.vezha(["findings", "--format", "json"] + interval, in: folder)
          found.append(try canonicalJSON(outcome.object(), without: ["as_known", "known"]))
        }
        if expected.isEmpty { expected = found }
        for (index, pair) in zip(expected, found).enumerated() where pair.0 != pair.1 {
          let first = zip(pair.0.split(separator: "\n"), pair.1.split(separator: "\n")).first { $0 != $1 }
          Issue.record("\(order.name): interval \(index) differs: \(String(describing: first))")
        }
      }
    }
  }

  // MARK: Comparing

  struct Figures {
    var weeks = 0
    var findings = 0
    var classes: [String: Int] = [:]
  }

  static func compare(
    _ reference: ArchiveReference, in folder: URL, weeks: [(name: String, from: Int, to: Int)],
    now: Int? = nil
  ) async throws -> Figures {
    var figures = Figures()
    var identities: [String: ArchiveReference.Key] = [:]
    var differences: [String: [String]] = [:]
    for week in weeks {
      let interval = ["--from", WorldTime.text(week.from), "--to", WorldTime.text(week.to)]
      let asked = week.name.contains("-W") ? ["--week", week.name] : interval
      let outcome = try await vezha(
        ["findings", "--format", "json"] + asked, in: folder, now: now.map(WorldTime.text) ?? Self.now)
      let found = try outcome.object()
      let printed = try found.object("interval")
      #expect(
        printed.text("from") == WorldTime.text(week.from) && printed.text("to") == WorldTime.text(week.to))
      let coverage = try found.objects("coverage").map {
        "\($0.text("series")) \($0.text("documents")) \($0.text("days"))"
      }
      if coverage != [reference.coverage(from: week.from, to: week.to)] {
        differences["coverage", default: []].append(
          "\(week.name): \(coverage), expected \(reference.coverage(from: week.from, to: week.to))")
      }
      if found.text("records_began") != WorldTime.text(reference.documents[0].published) {
        differences["records_began", default: []].append("\(week.name): \(found.text("records_began"))")
      }
      let expected = reference.findings(from: week.from, to: week.to, now: now ?? .max)
      var seen: [ArchiveReference.Key: [String: String]] = [:]
      for finding in try found.objects("findings") + found.objects("suppressed") {
        let key = ArchiveReference.Key(
          organization: try finding.object("organization").text("key"), subject: finding.text("subject"))
        if seen[key] != nil { differences["twice", default: []].append("\(week.name) \(key)") }
        seen[key] = try fields(of: finding)
        let id = finding.text("id")
        if let other = identities[id], other != key { differences["id", default: []].append("\(id) \(key)") }
        identities[id] = key
      }
      figures.weeks += 1
      for (key, fields) in expected {
        figures.findings += 1
        figures.classes[fields["class"] ?? "", default: 0] += 1
        let place = "\(week.name) \(key.organization) \(key.subject)"
        guard let actual = seen.removeValue(forKey: key) else {
          differences["missing \(fields["class"] ?? "")", default: []].append(place)
          continue
        }
        for (name, value) in fields where actual[name] != value {
          differences[name, default: []].append(
            "\(place) (\(fields["class"] ?? "")): \(actual[name] ?? "nothing"), expected \(value)")
        }
      }
      for (key, fields) in seen {
        differences["not expected", default: []].append(
          "\(week.name) \(key.organization) \(key.subject) \(fields["class"] ?? "")")
      }
    }
    for (name, places) in differences.sorted(by: { $0.key < $1.key }) {
      Issue.record(
        "\(name): \(places.count) differ, such as\n    \(places.sorted().prefix(4).joined(separator: "\n    "))"
      )
    }
    #expect(Set(identities.values).count == identities.count, "an id never changes")
    return figures
  }

  /// A finding of the program as the fields of the reference.
  static func fields(of finding: JSONObject) throws -> [String: String] {
    var fields: [String: String] = [:]
    for name in [
      "class", "state", "absent_days", "unobserved_days", "episode", "first_seen", "last_seen", "documents",
      "rows", "certainty",
    ] {
      fields[name] = finding.text(name)
    }
    fields["in_inventory"] = finding.truth("in_inventory")
    fields["episodes"] = try finding.objects("episodes")
      .map { "\($0.text("start"))..\($0.text("last_seen"))..\($0.text("off_since"))" }
      .joined(separator: " ")
    let services = try finding.objects("services")
    fields["services"] = services.map { "\($0.text("transport"))/\($0.text("port"))=\($0.text("rows"))" }
      .sorted().joined(separator: " ")
    fields["ours"] = services.filter { $0.text("ours") != "not-scanned" }
      .map { "\($0.text("transport"))/\($0.text("port"))=\($0.text("ours"))" }
      .sorted().joined(separator: " ")
    fields["evidence"] = Set(try finding.objects("evidence").map { try $0.object("document").text("file") })
      .sorted().joined(separator: " ")
    return fields
  }
}

/// A small fixed generator: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
