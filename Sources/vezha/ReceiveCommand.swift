import ArgumentParser
import VezhaKit

struct ReceiveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receive",
    abstract: "Receive what is published: target lists and reports; the format is told by content.",
    discussion: """
      EXAMPLES
        vezha receive lists/2026-11-18_07-05-12_list.json --series ddosia
        vezha receive lists/ --published 2026-11-18T07:05:00Z
      """)

  @Argument(help: "Files or folders; - is standard input.", completion: .file())
  var files: [String]

  @Option(help: "Key of the series; else the configured one, else the format's own name.")
  var series: String?

  @Option(
    help: "Published time (UTC) of files that state none.", transform: { try TimeArgument.read($0) })
  var published: Instant?

  @Option(
    help: "Mark of the files, if it is stricter than their series': RED, AMBER+STRICT, AMBER, GREEN, CLEAR.",
    transform: { text in
      guard let tlp = TLP(reading: text) else { throw ValidationError("\(text) is no TLP mark") }
      return tlp
    })
  var tlp: TLP?

  @Option(help: "table or json.")
  var format = OutputFormat.table

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let paths = try Paths.expanded(files)
    let pipeline = try global.open(.writing)
    let settings = pipeline.workspace.configuration.settings
    if let series, !settings.series.contains(where: { $0.key == series }) {
      let isNew = try !pipeline.ledger.documents().contains { $0.series == series }
      if isNew { global.console.note("note: the series \(series) is not configured; it is created with the defaults") }
    }
    let received = try await pipeline.receive(
      ReceiveRequest(files: paths, series: series, published: published, tlp: tlp), settings: settings,
      progress: { global.console.progress($0, of: paths.count, "files") })
    try ReceiveOutput(files: received, console: global.console).write(format)
    let refusals = received.compactMap(\.refusal)
    if !refusals.isEmpty {
      let codes = Set(refusals.map { Failure.exitCode($0) })
      throw Exit(code: codes.count == 1 ? codes.first ?? 65 : 65)
    }
  }
}

/// Paths of the command line.
enum Paths {
  /// Every path, a folder standing for its files; a folder without files is an error.
  static func expanded(_ paths: [String]) throws -> [String] {
    var files: [String] = []
    for path in paths {
      let found = FilePattern.expand(path)
      guard !found.isEmpty else { throw Exit.noInput("\(path): the folder holds no file") }
      files += found
    }
    return files
  }
}

/// What came of receiving, for people and for scripts.
struct ReceiveOutput {
  var files: [ReceivedFile]
  var console: Console

  func write(_ format: OutputFormat) throws {
    for refusal in files.compactMap(\.refusal) { console.error("\(refusal.message); the file was refused whole") }
    switch format {
    case .json: try console.write(json())
    case .csv: throw Exit.usage("receive writes a table or JSON, not CSV")
    case .table: try table()
    }
  }

  private func table() throws {
    let new = files.filter { $0.document != nil }
    let known = files.filter(\.isKnown).count
    let listings = new.reduce(0) { $0 + ($1.document?.listings ?? 0) }
    let ours = Set(new.flatMap(\.sightings).map { [$0.organization, $0.subject.value] })
    let organizations = Set(new.flatMap(\.sightings).map(\.organization))
    try console.print(
      "\(new.count) new documents (\(known) known already, \(files.count - new.count - known) refused): \(listings) rows, \(ours.count) subjects of ours in \(organizations.count) organizations"
    )
    var notes: [String: Int] = [:]
    for file in new {
      for note in file.document?.note.split(separator: ";") ?? [] { notes[note.trimmed, default: 0] += 1 }
    }
    for (note, count) in notes.sorted(by: { $0.key < $1.key }) { console.note("note: \(count) documents: \(note)") }
    let skipped = new.filter { $0.problems.count > 0 }
    for file in skipped.prefix(10) {
      for problem in file.problems.first.prefix(console.loudness == .verbose ? Problems.kept : 3) {
        let place = problem.location.isEmpty ? "\(problem.line)" : problem.location
        console.note("  \(file.path):\(place): \(problem.field) \"\(problem.value)\": \(problem.reason)")
      }
    }
    let total = skipped.reduce(0) { $0 + $1.problems.count }
    if total > 0 { try console.print("\(total) values skipped in \(skipped.count) documents") }
    if !new.isEmpty { console.note("next: vezha findings, or vezha report") }
  }

  private func json() -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.key("schema")
      json.string("vezha.receive/1")
      json.key("files")
      json.array(files) { json, file in self.file(&json, file) }
    }
    return json.finished()
  }

  private func file(_ json: inout JSONText, _ file: ReceivedFile) {
    let document = file.document
    json.object { json in
      for (key, value) in [
        ("file", file.path), ("sha256", document?.sha256), ("series", document?.series),
        ("format", document?.format), ("published", document?.published.description),
        ("tlp", document?.tlp.rawValue), ("note", document?.note.isEmpty ?? true ? nil : document?.note),
        ("refused", file.refusal?.message),
      ] as [(StaticString, String?)] {
        json.key(key)
        json.string(value)
      }
      json.key("known")
      json.boolean(file.isKnown)
      for (key, value) in [
        ("listings", document?.listings), ("subjects", document?.subjects),
        ("ours", document == nil ? nil : file.sightings.count), ("skipped", document?.skipped),
      ] as [(StaticString, Int?)] {
        json.key(key)
        json.integer(value)
      }
      json.key("problems")
      json.array(file.problems.first) { json, problem in
        json.object { json in
          json.key("line")
          json.integer(problem.line)
          json.key("location")
          json.string(problem.location.isEmpty ? nil : problem.location)
          json.key("field")
          json.string(problem.field)
          json.key("value")
          json.string(problem.value)
          json.key("reason")
          json.string(problem.reason)
        }
      }
    }
  }
}

extension Substring {
  /// Without spaces at both ends.
  var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
