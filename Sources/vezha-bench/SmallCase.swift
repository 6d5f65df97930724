import Foundation
import VezhaKit

/// G: one list of 20 hosts in 200 rows against 100,000 assets, from opening the ledger to the findings of its week.
enum SmallCase {
  static func run(directory: String) async throws -> String {
    let files = BenchFiles(directory)
    let workspace = try files.workspace("small")
    do {
      let pipeline = Pipeline(
        workspace: workspace, ledger: try Ledger(path: workspace.ledgerPath, mode: .writing), now: .bench)
      let outcome = try await pipeline.importInventory(
        ImportRequest(source: "scan", files: [files.path("scan-half.xml")]), settings: .bench)
      if let refusal = outcome.refusals.first { throw refusal }
    }
    let list = files.path("small.json")
    try Data(Self.list(try hosts(files)).utf8).write(to: URL(filePath: list))
    let (figures, counts) = try await Figures.measure {
      let pipeline = Pipeline(
        workspace: workspace, ledger: try Ledger(path: workspace.ledgerPath, mode: .writing), now: .bench)
      let received = try await pipeline.receive(
        ReceiveRequest(files: [list], series: "ddosia", published: .bench), settings: .bench)
      if let refusal = received.lazy.compactMap(\.refusal).first { throw refusal }
      let known = try await pipeline.history()
      let week = ISOWeek(containing: .bench).interval
      let exposure = try known.exposure(over: week, now: .bench)
      return (rows: received.reduce(0) { $0 + ($1.document?.listings ?? 0) }, findings: exposure.findings.count)
    }
    return figures.line("small", [("rows", counts.rows), ("findings", counts.findings)])
  }

  /// Ten hosts of the inventory and ten of nobody.
  private static func hosts(_ files: BenchFiles) throws -> [String] {
    let lines = try InputFile(path: files.path("hosts.txt")).bytes().split(separator: UInt8(ascii: "\n"), maxSplits: 10)
    return lines.prefix(10).map { String(decoding: $0, as: UTF8.self) }
      + (0..<10).map { "www.h\($0).elsewhere.example" }
  }

  private static func list(_ hosts: [String]) -> String {
    let rows = hosts.flatMap { host in
      (0..<10).map {
        "{\"host\":\"\(host)\",\"ip\":\"198.51.100.\($0)\",\"port\":\(440 + $0),\"type\":\"http\",\"method\":\"GET\"}"
      }
    }
    return "{\"targets\":[\(rows.joined(separator: ","))],\"randoms\":[]}"
  }
}
