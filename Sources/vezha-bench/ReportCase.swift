import CFloor
import Foundation
import VezhaKit

/// Large reports of scanners and agents, made and imported.
enum ReportCase {
  /// How many bytes a report is to have.
  static let bytes = 1 << 30
  /// How many machines a folder of agents' files has.
  static let machines = 20_000

  /// Writes a report of a kind, about 1 GiB, or the folder of agents' files.
  static func make(_ kind: String, directory: String) throws -> String? {
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let files = BenchFiles(directory)
    switch kind {
    case "nessus":
      return try grown(kind) { unsafe floor_write_nessus(files.path("nessus.xml"), VezhaBench.seed, $0) }
    case "qualys":
      return try grown(kind) { unsafe floor_write_qualys(files.path("qualys.xml"), VezhaBench.seed, $0) }
    case "glpi":
      let folder = files.path("glpi")
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      var size = 0
      for number in 0..<machines {
        let path = "\(folder)/\(String(format: "%05d", number)).xml"
        let written = unsafe floor_write_glpi(path, VezhaBench.seed, Int64(number))
        guard written > 0 else { throw BenchError(description: "cannot write \(path)") }
        size += Int(written)
      }
      return "make-glpi files=\(machines) bytes=\(size)"
    default: return nil
    }
  }

  /// A file of the wanted size: a small one tells how many hosts that takes.
  private static func grown(_ kind: String, _ write: (_ hosts: Int64) -> Int64) throws -> String {
    let small = write(1000)
    guard small > 0 else { throw BenchError(description: "cannot write the \(kind) report") }
    let hosts = Int64(bytes) * 1000 / small
    let size = write(hosts)
    guard size > 0 else { throw BenchError(description: "cannot write the \(kind) report") }
    return "make-\(kind) hosts=\(hosts) bytes=\(size)"
  }

  /// The reading half of the floor over the agents' files: one bare pass each.
  static func saxOfFolder(_ folder: String) async throws -> String {
    let paths = try paths(of: folder)
    var bytes = 0
    let (figures, failed) = await Figures.measure {
      paths.count { path in
        var counts = floor_counts()
        let code = unsafe floor_sax(path, &counts)
        bytes += Int(counts.bytes)
        return code != 0
      }
    }
    guard failed == 0 else { throw BenchError(description: "libxml2 refuses \(failed) files of \(folder)") }
    return figures.line("sax-glpi", [("files", paths.count), ("bytes", bytes)])
  }

  /// The product: all files of a folder as one edition.
  static func importFolder(_ folder: String, directory: String) async throws -> String {
    try await ImportCase.run(directory: directory, scans: try paths(of: folder), name: "import-glpi")
  }

  private static func paths(of folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".xml") }.sorted()
      .map { "\(folder)/\($0)" }
  }
}
