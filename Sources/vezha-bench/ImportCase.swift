import CFloor
import Foundation
import VezhaKit

/// A: what importing a large scan costs beside a bare SAX pass and bare inserts.
enum ImportCase {
  /// The floor's reading half.
  static func sax(_ scan: String) async throws -> String {
    var counts = floor_counts()
    let (figures, code) = await Figures.measure { unsafe floor_sax(scan, &counts) }
    guard code == 0 else { throw BenchError(description: "libxml2 error \(code) in \(scan)") }
    return figures.line(
      "sax",
      [
        ("bytes", Int(counts.bytes)), ("elements", Int(counts.elements)),
        ("attributes", Int(counts.attributes)),
      ])
  }

  /// The floor's writing half, into the tables that the product makes.
  static func insert(directory: String, hosts: Int, products: Int = 0, foreignKeys: Bool) async throws -> String {
    let workspace = try BenchFiles(directory).workspace("floor")
    _ = try Ledger(path: workspace.ledgerPath, mode: .writing)
    let (figures, rows) = await Figures.measure {
      unsafe floor_insert(workspace.ledgerPath, VezhaBench.seed, Int64(hosts), Int32(products), foreignKeys ? 1 : 0)
    }
    guard rows >= 0 else { throw BenchError(description: "SQLite error \(-rows)") }
    return figures.line("insert", [("rows", Int(rows)), ("bytes", size(workspace.ledgerPath))])
  }

  /// The product: `import` into an empty workspace.
  static func run(directory: String, scans: [String], name: String = "import") async throws -> String {
    let workspace = try BenchFiles(directory).workspace("import")
    let (figures, outcome) = try await Figures.measure {
      let ledger = try Ledger(path: workspace.ledgerPath, mode: .writing)
      let pipeline = Pipeline(workspace: workspace, ledger: ledger, now: .bench)
      return try await pipeline.importInventory(
        ImportRequest(source: "bench", files: scans), settings: .bench)
    }
    if let refusal = outcome.refusals.first { throw refusal }
    return figures.line(
      name, [("assets", outcome.changes?.added ?? 0), ("bytes", size(workspace.ledgerPath))])
  }

  private static func size(_ path: String) -> Int {
    ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0
  }
}
