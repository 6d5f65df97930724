import Foundation
import Testing

@testable import VezhaKit

/// Half a year of real lists in steps of 15 minutes, for a government of eight organizations: every message that is
/// written, against a reference that shares no code with the product.
@Suite(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
struct AlertReplayTests {
  /// The archive, as files and as the reference sees it.
  struct Archive: Sendable {
    var files: [(published: Int, path: String)]
    var hosts: [Set<String>]
    var isEmpty: [Bool]

    static let shared = Task { try Archive() }

    private init() throws {
      let root = try #require(Corpus.root)
      let folder = try TemporaryFolder.make()
      let tar = Process()
      tar.executableURL = URL(filePath: "/usr/bin/env")
      tar.arguments = [
        "tar", "--zstd", "-xf", root.appending(path: "lists/ddosia-archive/2024-01-to-06.tar.zst").path, "-C",
        folder.path,
      ]
      try tar.run()
      tar.waitUntilExit()
      files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }.map {
        name in
        let digits = (name as NSString).lastPathComponent.prefix(19)
        let time = try #require(Instant("\(digits.prefix(10))T\(digits.suffix(8).replacing("-", with: ":"))Z"))
        return (Int(time.microseconds / 1_000_000), folder.appending(path: name).path)
      }.sorted { $0 < $1 }
      (hosts, isEmpty) = ([], [])
      for file in files {
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: file.path)))
        let targets = (object as? [String: Any])?["targets"] as? [[String: Any]] ?? []
        let named = targets.compactMap {
          ($0["host"] as? String)?.lowercased().split(separator: "/").first.map(String.init)
        }
        hosts.append(Set(named))
        isEmpty.append(targets.isEmpty)
      }
    }
  }

  /// Eight organizations of one government, with all their hosts that were ever listed; every ninth is critical.
  struct Government {
    let owners: [String: String]
    let urgent: Set<String>
    let lists: [AlertReference.List]

    init(_ archive: Archive) throws {
      var listings: [String: Int] = [:]
      func owner(_ host: String) -> String? {
        host.hasSuffix(".gov.ua") ? host.split(separator: ".").suffix(3).first.map(String.init) : nil
      }
      for host in archive.hosts.joined() { if let owner = owner(host) { listings[owner, default: 0] += 1 } }
      let chosen = Set(listings.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.prefix(8).map(\.key))
      guard chosen.count == 8 else { throw CocoaError(.fileReadCorruptFile) }
      let owned = Dictionary(
        uniqueKeysWithValues: Set(archive.hosts.joined()).compactMap { host in
          owner(host).flatMap { chosen.contains($0) ? (host, $0) : nil }
        })
      owners = owned
      urgent = Set(owned.keys.sorted().enumerated().filter { $0.offset % 9 == 0 }.map(\.element))
      lists = zip(archive.files, zip(archive.hosts, archive.isEmpty)).map { file, said in
        AlertReference.List(
          published: file.published, names: said.0.intersection(owned.keys), isEmpty: said.1)
      }
    }

    var records: [InventoryRecord] {
      owners.sorted { $0.key < $1.key }.map { host, owner in
        var record = AssetRecord(
          key: host, name: "", organization: owner,
          identifiers: [Identifier.canonical(.host, given: host).identifier].compactMap(\.self))
        if urgent.contains(host) { record.criticality = .critical }
        return .asset(record)
      }
    }
  }

  /// The product, tick after tick: receives what was published, and writes what is due.
  private struct Desk {
    let world: World
    let archive: Archive
    var received = 0
    var known: KnownHistory?

    init(_ government: Government, _ archive: Archive, from first: Int) async throws {
      world = try World(series: [Series(key: "ddosia", published: .fileName)])
      self.archive = archive
      world.now = Instant(seconds: Int64(first - 3600))
      try await world.importing(government.records, observed: "2023-12-01T00:00:00Z")
    }

    mutating func tick(_ time: Int) async throws -> [AlertMessage] {
      world.now = Instant(seconds: Int64(time))
      let end = archive.files.firstIndex { $0.published > time } ?? archive.files.count
      if end > received {
        _ = try await world.pipeline.receive(
          ReceiveRequest(files: archive.files[received..<end].map(\.path), series: "ddosia"), settings: world.settings)
        received = end
        known = nil
      }
      if known == nil { known = try await world.pipeline.history() }
      guard let known else { return [] }
      let due = try world.pipeline.dueAlerts(known).map(\.message)
      try world.ledger.addAlerts(due, known: world.now)
      // Twice writes nothing.
      if !due.isEmpty {
        let again = try world.pipeline.dueAlerts(known)
        #expect(again.isEmpty)
      }
      return due
    }
  }

  private static func line(_ message: AlertMessage, _ names: [String: String]) -> AlertReference.Message {
    AlertReference.Message(
      written: Int(message.written.microseconds / 1_000_000), organization: message.organization, label: message.label,
      kind: message.kind.rawValue,
      told: message.told.map { "\(names[$0.finding] ?? $0.finding) \($0.start.microseconds / 1_000_000)" }.sorted())
  }

  @Test func `half a year of real lists in steps of 15 minutes is told as the reference tells it`() async throws {
    let archive = try await Archive.shared.value
    let government = try Government(archive)
    let first = archive.files[0].published / 900 * 900
    let last = (archive.files.last?.published ?? 0) + 3 * 86_400
    var reference = AlertReference(lists: government.lists, owners: government.owners, urgent: government.urgent)
    var desk = try await Desk(government, archive, from: first)
    var names: [String: String] = [:]
    for (host, owner) in government.owners {
      names[
        ExposureHistory.id(
          of: FindingKey(
            organization: owner, series: "ddosia", role: .target, subject: Subject(kind: .host, value: host)))] = host
    }
    var written: [AlertMessage] = []
    var isIdle = false
    var lastWrote = false
    for time in stride(from: first, through: last, by: 900) {
      // Between lists nothing can happen while nothing is open and nothing waits.
      let hasList = archive.files.contains { $0.published > time - 900 && $0.published <= time }
      if isIdle && !hasList { continue }
      let expected = reference.tick(time)
      isIdle = reference.isIdle
      defer { lastWrote = !expected.isEmpty }
      // The product is asked where something happens, just after, and every two hours: what it wrote too early or too
      // late would show all the same.
      guard hasList || !expected.isEmpty || lastWrote || time / 900 % 8 == 0 else { continue }
      let due = try await desk.tick(time)
      #expect(due.map { Self.line($0, names) } == expected, "\(WorldClock.text(time))")
      guard due.map({ Self.line($0, names) }) == expected else { return }
      written += due
    }
    let lines = written.map { Self.line($0, names) }
    let kinds = Dictionary(grouping: lines, by: \.kind).mapValues(\.count)
    print("alerts of half a year: \(kinds.sorted { $0.key < $1.key }), \(lines.flatMap(\.told).count) names told")
    // What was absent for the gap, or never seen, and came on a list is told within the hold and the day's limit.
    let told = Dictionary(
      lines.flatMap { line in line.told.map { ($0, line.written) } }, uniquingKeysWith: { first, _ in first })
    var appearances = 0
    for (host, _) in government.owners {
      var before: Int?
      for list in government.lists where list.names.contains(host) {
        defer { before = list.published }
        if let before, list.published - before <= AlertReference.gap { continue }
        // Absence must have been shown between.
        if let before,
          !government.lists.contains(where: {
            $0.published > before && $0.published < list.published && !$0.isEmpty && !$0.names.contains(host)
          })
        {
          continue
        }
        appearances += 1
        let time = try #require(
          told["\(host) \(list.published)"], "\(host) at \(WorldClock.text(list.published)) was never told")
        #expect(time - list.published <= 86_400 + 3600 + 900)
      }
    }
    #expect(appearances > 100 && (kinds["closing"] ?? 0) > 10 && (kinds["update"] ?? 0) > 5)
    for (day, messages) in Dictionary(grouping: lines, by: { "\($0.organization) \($0.written / 86_400)" }) {
      #expect(messages.count <= 3, "\(day)")
    }
    // From any point on, a second replay that knows what was told by then writes the same.
    for part in [0.31, 0.83] {
      let point = first + Int(part * Double(last - first)) / 900 * 900
      let end = point + 3 * 86_400
      var again = try await Desk(government, archive, from: first)
      try again.world.ledger.addAlerts(
        written.filter { $0.written <= Instant(seconds: Int64(point)) }, known: Instant(seconds: Int64(point)))
      var repeated: [AlertMessage] = []
      for time in stride(from: point + 900, through: end, by: 900) {
        repeated += try await again.tick(time)
      }
      let range = Instant(seconds: Int64(point + 900))...Instant(seconds: Int64(end))
      #expect(repeated == written.filter { range.contains($0.written) })
    }
  }
}

/// Times for messages of tests.
private enum WorldClock {
  static func text(_ time: Int) -> String { Instant(seconds: Int64(time)).description }
}
