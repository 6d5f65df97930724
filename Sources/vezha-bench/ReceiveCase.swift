import Foundation
import VezhaKit

/// B: receiving a folder of real lists against an inventory of 100,000 assets.
enum ReceiveCase {
  /// Makes the workspace: invented hosts, and a few hundred that the lists name.
  static func prepare(directory: String, lists: String) async throws -> String {
    let files = BenchFiles(directory)
    let named = try namedHosts(lists)
    var xml = "<inventory xmlns=\"urn:vezha:inventory:1\" observed=\"2026-09-01T00:00:00Z\">\n"
    for (number, host) in named.enumerated() {
      xml +=
        "<asset id=\"named-\(number)\" organization=\"agency-\(number % 12)\"><host>\(host)</host></asset>\n"
    }
    try (xml + "</inventory>\n").write(toFile: files.path("named.xml"), atomically: false, encoding: .utf8)
    let workspace = try files.workspace("ready")
    let ledger = try Ledger(path: workspace.ledgerPath, mode: .writing)
    let pipeline = Pipeline(workspace: workspace, ledger: ledger, now: .bench)
    var assets = 0
    for (source, file) in [("named", "named.xml"), ("scan", "scan-half.xml")] {
      let outcome = try await pipeline.importInventory(
        ImportRequest(source: source, files: [files.path(file)]), settings: .bench)
      if let refusal = outcome.refusals.first { throw refusal }
      assets += outcome.changes?.added ?? 0
    }
    return "ledger assets=\(assets) named=\(named.count)"
  }

  /// The product: `receive` of all files, from opening the ledger to the last commit.
  static func run(directory: String, lists: String) async throws -> String {
    let files = BenchFiles(directory)
    let workspace = try files.workspace("receive")
    try FileManager.default.copyItem(atPath: files.path("ready/ledger.sqlite"), toPath: workspace.ledgerPath)
    // The copy must lie on the disk before the measured syncs, or they would pay for it.
    let copy = try FileHandle(forUpdating: URL(filePath: workspace.ledgerPath))
    try copy.synchronize()
    try copy.close()
    let paths = try BenchFiles.files(in: lists)
    let (figures, received) = try await Figures.measure {
      let ledger = try Ledger(path: workspace.ledgerPath, mode: .writing)
      let pipeline = Pipeline(workspace: workspace, ledger: ledger, now: .bench)
      return try await pipeline.receive(ReceiveRequest(files: paths, series: "ddosia"), settings: .bench)
    }
    if let refusal = received.lazy.compactMap(\.refusal).first { throw refusal }
    return figures.line(
      "receive",
      [
        ("files", paths.count), ("bytes", received.reduce(0) { $0 + ($1.document?.bytes ?? 0) }),
        ("rows", received.reduce(0) { $0 + ($1.document?.listings ?? 0) }),
        ("sightings", received.reduce(0) { $0 + $1.sightings.count }),
      ])
  }

  /// Every eighth of the hosts that the lists name, at most 500.
  private static func namedHosts(_ lists: String) throws -> [String] {
    let sink = HostSink()
    for path in try BenchFiles.files(in: lists) {
      let bytes = try InputFile(path: path).bytes()
      _ = try DocumentReader.read(file: path, bytes: bytes.span, of: Series(key: "list"), sink: sink)
    }
    let sorted = sink.hosts.sorted()
    return stride(from: 0, to: sorted.count, by: 8).prefix(500).map { sorted[$0] }
  }
}

/// Gathers the hosts of lists.
private final class HostSink: ListingSink {
  var hosts: Set<String> = []

  func row(_ row: ListingRow, subject: Span<UInt8>, listed: Span<UInt8>) {
    guard row.subjectKind == .host else { return }
    hosts.insert(unsafe subject.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) })
  }

  func skipped(_ problem: @autoclosure () -> Problem) {}
}
