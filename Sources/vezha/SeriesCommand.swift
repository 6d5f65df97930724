import ArgumentParser
import VezhaKit

struct SeriesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "series", abstract: "The streams of documents and their health.",
    discussion: """
      EXAMPLES
        vezha series
        vezha series ddosia
        vezha series --format json
      """)

  @Option(help: "table or json.")
  var format = OutputFormat.table

  @OptionGroup var global: GlobalOptions

  @Argument(help: "A series' key: its documents, one per line, the newest first.")
  var key: String?

  func run() async throws {
    let pipeline = try global.open(.reading)
    let all = try pipeline.seriesHealth()
    if let key {
      guard let health = all.first(where: { $0.series.key == key }) else { throw Exit.usage("no series \(key)") }
      guard format == .table else { throw Exit.usage("the documents of a series are written as a table") }
      return try documents(health)
    }
    switch format {
    case .table: try table(all)
    case .json: try global.console.write(json(all))
    case .csv: throw Exit.usage("series writes a table or JSON, not CSV")
    }
  }

  /// The documents of one series: what each gave, and what of it could not be used.
  private func documents(_ health: SeriesHealth) throws {
    var table = Table(["published", "file", "format", "rows", "subjects", "skipped", "note"], rightAligned: [3, 4, 5])
    for document in health.documents.reversed().prefix(50) {
      table.add([
        document.published.minuteText, document.file, document.format, String(document.listings),
        String(document.subjects), String(document.skipped), document.note,
      ])
    }
    for line in table.lines { try global.console.print(line) }
    if health.documents.count > 50 { try global.console.print("and \(health.documents.count - 50) older documents") }
    for sign in health.signs { try global.console.print("\(health.series.key): \(sign.text)") }
  }

  private func table(_ all: [SeriesHealth]) throws {
    var table = Table(
      ["series", "publisher", "kind", "role", "TLP", "documents", "rows", "skipped", "first", "newest", "health"],
      rightAligned: [5, 6, 7])
    for health in all {
      table.add([
        health.series.key, health.series.publisher, health.series.kind.rawValue, health.role.rawValue,
        health.series.tlp.rawValue, String(health.documents.count),
        String(health.documents.reduce(0) { $0 + $1.listings }), String(health.documents.reduce(0) { $0 + $1.skipped }),
        health.documents.first?.published.minuteText ?? "never", health.documents.last?.published.minuteText ?? "never",
        health.alarms.isEmpty ? "ok" : health.alarms.map(\.id).joined(separator: ", "),
      ])
    }
    for line in table.lines { try global.console.print(line) }
    for health in all {
      for sign in health.signs { try global.console.print("\(health.series.key): \(sign.text)") }
    }
    if all.isEmpty { try global.console.print("no series yet; receive a list or configure one in vezha.yaml") }
  }

  private func json(_ all: [SeriesHealth]) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.key("schema")
      json.string("vezha.series/1")
      json.key("series")
      json.array(all) { json, health in
        json.object { json in
          for (key, value) in [
            ("key", health.series.key), ("publisher", health.series.publisher.isEmpty ? nil : health.series.publisher),
            ("kind", health.series.kind.rawValue), ("role", health.role.rawValue),
            ("tlp", health.series.tlp.rawValue), ("first", health.documents.first?.published.description),
            ("newest", health.documents.last?.published.description),
          ] as [(StaticString, String?)] {
            json.key(key)
            json.string(value)
          }
          json.key("documents")
          json.integer(health.documents.count)
          json.key("rows")
          json.integer(health.documents.reduce(0) { $0 + $1.listings })
          json.key("skipped")
          json.integer(health.documents.reduce(0) { $0 + $1.skipped })
          json.key("silent")
          json.boolean(health.signs.contains { $0.id == "silent" })
          json.key("signs")
          json.array(health.signs) { json, sign in
            json.object { json in
              json.key("sign")
              json.string(sign.id)
              json.key("text")
              json.string(sign.text)
            }
          }
        }
      }
    }
    return json.finished()
  }
}
