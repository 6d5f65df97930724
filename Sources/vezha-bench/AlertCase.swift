import Foundation
import VezhaKit

/// I: a new list of 20 hosts, from the file to written drafts, with 100,000 assets and two years of three lists a day
/// in the ledger, and everything told that came on them.
enum AlertCase {
  private static let days = 730
  /// Hosts that the lists name, and the organizations that own them.
  private static let hosts = 600
  private static let organizations = 30
  /// Of them on a list at one time.
  private static let named = 10

  /// Makes the workspace.
  static func prepare(directory: String) async throws -> String {
    let files = BenchFiles(directory)
    let workspace = try files.workspace("watched", settings)
    try (inventory()).write(toFile: files.path("watched.xml"), atomically: false, encoding: .utf8)
    let lists = files.path("watched/lists")
    try FileManager.default.createDirectory(atPath: lists, withIntermediateDirectories: true)
    var paths: [String] = []
    for number in 0..<days * 3 {
      let path = "\(lists)/\(name(of: published(number)))"
      try list(number).write(toFile: path, atomically: false, encoding: .utf8)
      paths.append(path)
    }
    let pipeline = Pipeline(
      workspace: workspace, ledger: try Ledger(path: workspace.ledgerPath, mode: .writing), now: before)
    for (source, file) in [("watched", "watched.xml"), ("scan", "scan-half.xml")] {
      let outcome = try await pipeline.importInventory(
        ImportRequest(source: source, files: [files.path(file)]), settings: workspace.configuration.settings)
      if let refusal = outcome.refusals.first { throw refusal }
    }
    let received = try await pipeline.receive(
      ReceiveRequest(files: paths, series: "ddosia"), settings: workspace.configuration.settings)
    if let refusal = received.lazy.compactMap(\.refusal).first { throw refusal }
    let told = try tell(try await pipeline.history(), pipeline)
    return "alert-ledger lists=\(paths.count) sightings=\(received.reduce(0) { $0 + $1.sightings.count }) told=\(told)"
  }

  /// Writes down that everything was told on the day on which it came: one alert for each organization and day, and
  /// its closing note two days later.
  private static func tell(_ known: KnownHistory, _ pipeline: Pipeline) throws -> Int {
    let all = try known.exposure(over: Interval(from: published(0), to: before), now: before)
    var waves: [Instant: [String: [AlertMessage.Told]]] = [:]
    for finding in all.findings {
      for episode in finding.episodes {
        waves[episode.start.day.start, default: [:]][finding.organization, default: []].append(
          AlertMessage.Told(finding: finding.id, start: episode.start))
      }
    }
    var messages: [AlertMessage] = []
    for (number, (day, organizations)) in waves.sorted(by: { $0.key < $1.key }).enumerated() {
      for (place, (organization, told)) in organizations.sorted(by: { $0.key < $1.key }).enumerated() {
        for (part, kind) in [AlertKind.first, .closing].enumerated() {
          let written = day + .hours(part == 0 ? 12 : 60)
          if written > before { continue }
          messages.append(
            AlertMessage(
              alert: "wave-\(number)-\(place)", organization: organization, number: part, kind: kind,
              written: written, told: part == 0 ? told : []))
        }
      }
    }
    messages.sort { ($0.written, $0.alert) < ($1.written, $1.alert) }
    try pipeline.ledger.addAlerts(messages, known: pipeline.now)
    return messages.reduce(0) { $0 + $1.told.count }
  }

  /// The product: what `vezha run` does from a new file to the drafts of its alerts.
  static func run(directory: String) async throws -> String {
    let files = BenchFiles(directory)
    let workspace = try files.workspace("alerted", settings)
    try FileManager.default.copyItem(atPath: files.path("watched/ledger.sqlite"), toPath: workspace.ledgerPath)
    let copy = try FileHandle(forUpdating: URL(filePath: workspace.ledgerPath))
    try copy.synchronize()
    try copy.close()
    let path = workspace.path(name(of: published(days * 3)))
    try list(days * 3).write(toFile: path, atomically: false, encoding: .utf8)
    let (figures, counts) = try await Figures.measure {
      let pipeline = Pipeline(
        workspace: workspace, ledger: try Ledger(path: workspace.ledgerPath, mode: .writing), now: .bench)
      let received = try await pipeline.receive(
        ReceiveRequest(files: [path], series: "ddosia"), settings: workspace.configuration.settings)
      if let refusal = received.lazy.compactMap(\.refusal).first { throw refusal }
      return try await write(pipeline)
    }
    guard counts.alerts > 0 else { throw BenchError(description: "no alert was due") }
    return figures.line("alert", [("alerts", counts.alerts), ("files", counts.files)])
  }

  private static func write(_ pipeline: Pipeline) async throws -> (alerts: Int, files: Int) {
    let known = try await pipeline.history()
    let prepared = try pipeline.dueAlerts(known)
    let options = ReportOptions(languages: [.english, .ukrainian])
    let pages = try prepared.map { (alert: $0, files: try AlertWriter.files($0.facts, options: options)) }
    let guarding = ReportGuard(known, onlyFor: pages.flatMap(\.files))
    var count = 0
    for (alert, files) in pages {
      if let leak = guarding.leak(in: files, of: alert.facts) { throw BenchError(description: leak) }
      count += try OutputFiles.write(files, into: pipeline.workspace.path("Reports/alerts/\(alert.message.alert)"))
    }
    try pipeline.ledger.addAlerts(prepared.map(\.message), known: pipeline.now)
    return (prepared.count, count)
  }

  // MARK: Invented data

  private static let settings = """
    series:
      - key: ddosia
        publisher: NoName057(16)
        kind: snapshot
        published: file-name

    """

  /// When everything but the new list was received.
  private static var before: Instant { published(days * 3) - .hours(1) }

  /// Lists come at 7, 9 and 13 hours; the new one an hour before now.
  private static func published(_ number: Int) -> Instant {
    Instant.bench.day.start - .days(days) + .days(number / 3) + .hours([7, 9, 13][number % 3])
  }

  private static func name(of time: Instant) -> String {
    "\(time)".prefix(19).replacing("T", with: "_").replacing(":", with: "-") + "_list.json"
  }

  private static func host(_ number: Int) -> String { "www.s\(number).agency\(number % organizations).gov.example" }

  private static func inventory() -> String {
    var xml = "<inventory xmlns=\"urn:vezha:inventory:1\" observed=\"2024-09-01T00:00:00Z\">\n"
    for number in 0..<hosts {
      xml +=
        "<asset id=\"s\(number)\" organization=\"agency-\(number % organizations)\"><host>\(host(number))</host></asset>\n"
    }
    return xml + "</inventory>\n"
  }

  /// Ten hosts of ours, changing every day, and ten of nobody, each in ten rows.
  private static func list(_ number: Int) -> String {
    let day = number / 3
    let ours = (0..<named).map { host((day * 37 + $0 * 61) % hosts) }
    let rows = (ours + (0..<named).map { "www.h\($0 + day).elsewhere.example" }).flatMap { host in
      (0..<10).map {
        "{\"host\":\"\(host)\",\"ip\":\"198.51.100.\($0)\",\"port\":\(440 + $0),\"type\":\"http\",\"method\":\"GET\"}"
      }
    }
    return "{\"targets\":[\(rows.joined(separator: ","))],\"randoms\":[{\"id\":\"\(number)\"}]}"
  }
}
