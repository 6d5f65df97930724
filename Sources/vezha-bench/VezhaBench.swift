import CFloor
import Foundation
import VezhaKit

/// Measures one case per process and prints one line of figures; `scripts/bench` puts the lines together.
@main
struct VezhaBench {
  /// All invented data comes from this.
  static let seed: UInt64 = 0x5645_5a48_4121

  static let usage = """
    usage: vezha-bench make DIR [HOSTS]          invented scans, hosts and a list
           vezha-bench make-report DIR KIND      nessus.xml or qualys.xml of 1 GiB, or glpi/ with 20,000 files
           vezha-bench ledger DIR LISTS          a workspace with 100,000 assets, some of them named by the lists
           vezha-bench sax SCAN                  floor: the bare pass of libxml2's SAX2 push parser
           vezha-bench insert DIR HOSTS on|off   floor: the same rows, foreign keys on or off
           vezha-bench insert-glpi DIR           floor: the rows of the 20,000 files
           vezha-bench sax-folder FOLDER         floor: the same over every XML file of a folder
           vezha-bench import DIR SCAN           ours
           vezha-bench import-folder DIR FOLDER  ours, all files of a folder as one edition
           vezha-bench receive DIR LISTS         ours
           vezha-bench match HOSTS LIST          ours
           vezha-bench make-text FILE [LINES]    invented free text, one line in twenty with a subject
           vezha-bench text FILE                 ours
           vezha-bench make-json FILE KIND       an invented stix or misp bundle of some 20 MB
           vezha-bench json-floor FILE           floor: simdjson's own pass
           vezha-bench json FILE                 ours
           vezha-bench index [PART]              a million identifiers and a million lines, with their floor; or a
                                                 hundredth, a tenth of both: 100, 10
           vezha-bench alert-ledger DIR          a workspace with two years of lists
           vezha-bench alert DIR                 a new list, from the file to the drafts of its alerts
           vezha-bench small DIR                 one small list against 100,000 assets
    See Sources/vezha-bench/README.md.

    """

  static func main() async {
    Memory.keepFreedBuffers()
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      guard let line = try await run(arguments) else {
        FileHandle.standardError.write(Data(usage.utf8))
        exit(64)
      }
      print(line)
    } catch {
      FileHandle.standardError.write(Data("vezha-bench: \(error)\n".utf8))
      exit(1)
    }
  }

  /// Runs one case; nil if there is none of that name.
  private static func run(_ arguments: [String]) async throws -> String? {
    switch (arguments.first, arguments.count) {
    case ("make", 2): try BenchFiles(arguments[1]).make(hosts: 200_000)
    case ("make", 3): try BenchFiles(arguments[1]).make(hosts: Int(arguments[2]) ?? 200_000)
    case ("ledger", 3): try await ReceiveCase.prepare(directory: arguments[1], lists: arguments[2])
    case ("sax", 2): try await ImportCase.sax(arguments[1])
    case ("insert", 4):
      try await ImportCase.insert(
        directory: arguments[1], hosts: Int(arguments[2]) ?? 0, foreignKeys: arguments[3] != "off")
    case ("insert-glpi", 2):
      try await ImportCase.insert(
        directory: arguments[1], hosts: ReportCase.machines, products: 61, foreignKeys: true)
    case ("make-report", 3): try ReportCase.make(arguments[2], directory: arguments[1])
    case ("sax-folder", 2): try await ReportCase.saxOfFolder(arguments[1])
    case ("import-folder", 3): try await ReportCase.importFolder(arguments[2], directory: arguments[1])
    case ("import", 3): try await ImportCase.run(directory: arguments[1], scans: [arguments[2]])
    case ("receive", 3): try await ReceiveCase.run(directory: arguments[1], lists: arguments[2])
    case ("match", 3): try await MatchCase.run(hosts: arguments[1], list: arguments[2])
    case ("make-text", 2): try TextCase.make(file: arguments[1], lines: 1_000_000)
    case ("make-text", 3): try TextCase.make(file: arguments[1], lines: Int(arguments[2]) ?? 1_000_000)
    case ("text", 2): try await TextCase.run(file: arguments[1])
    case ("make-json", 3): try JSONCase.make(arguments[2], file: arguments[1])
    case ("json-floor", 2): try JSONCase.floor(file: arguments[1])
    case ("json", 2): try JSONCase.run(file: arguments[1])
    case ("index", 1): try await IndexCase().run()
    case ("index", 2): try await IndexCase(part: Int(arguments[1]) ?? 1).run()
    case ("alert-ledger", 2): try await AlertCase.prepare(directory: arguments[1])
    case ("alert", 2): try await AlertCase.run(directory: arguments[1])
    case ("small", 2): try await SmallCase.run(directory: arguments[1])
    default: nil
    }
  }
}

/// Something the bench needs and does not have.
struct BenchError: Error, CustomStringConvertible {
  var description: String
}

extension Settings {
  /// What all cases run under: the invented hosts lie in a public suffix that is ours.
  static let bench = Settings(
    publicSuffixes: ["gov.example"], constituency: ["gov.example"],
    series: [Series(key: "ddosia", publisher: "NoName057(16)", published: .fileName)])
}

extension Instant {
  /// Known time of everything: no case looks at the clock for what it writes.
  static let bench = Instant(seconds: 1_790_000_000)
}
