import ArgumentParser
import VezhaKit

struct SeriesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "series", abstract: "The streams of documents and their health.",
    discussion: """
      EXAMPLES
        vezha series
        vezha series --format json
      """)

  @Option(help: "table or json.")
  var format = OutputFormat.table

  @OptionGroup var global: GlobalOptions

  private struct Health {
    var series: Series
    var documents: [Document]
    var newest: Instant? { documents.map(\.published).max() }
    var oldest: Instant? { documents.map(\.published).min() }

    func isSilent(at now: Instant) -> Bool {
      series.kind == .snapshot && (newest.map { now - $0 > series.silentAfter } ?? true)
    }
  }

  func run() async throws {
    let pipeline = try global.open(.reading)
    let documents = Dictionary(grouping: try pipeline.ledger.documents(), by: \.series)
    let settings = try pipeline.ledger.settings()
    let keys = Set(documents.keys).union(settings.series.map(\.key)).sorted()
    let all = keys.map { key in
      let documents = documents[key] ?? []
      let newest = documents.max(by: { Document.precedes($0, $1) })
      return Health(series: settings.series(key, format: newest?.format), documents: documents)
    }
    switch format {
    case .table: try table(all, now: pipeline.now)
    case .json: try global.console.write(json(all, now: pipeline.now))
    case .csv: throw Exit.usage("series writes a table or JSON, not CSV")
    }
  }

  private func table(_ all: [Health], now: Instant) throws {
    var table = Table(
      ["series", "publisher", "kind", "role", "TLP", "documents", "rows", "skipped", "first", "newest", "health"],
      rightAligned: [5, 6, 7])
    for health in all {
      table.add([
        health.series.key, health.series.publisher, health.series.kind.rawValue, health.series.role.rawValue,
        health.series.tlp.rawValue, String(health.documents.count),
        String(health.documents.reduce(0) { $0 + $1.listings }), String(health.documents.reduce(0) { $0 + $1.skipped }),
        health.oldest?.minuteText ?? "never", health.newest?.minuteText ?? "never",
        health.isSilent(at: now) ? "silent: what is listed now is not known" : "ok",
      ])
    }
    for line in table.lines { try global.console.print(line) }
    if all.isEmpty { try global.console.print("no series yet; receive a list or configure one in vezha.yaml") }
  }

  private func json(_ all: [Health], now: Instant) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.key("schema")
      json.string("vezha.series/1")
      json.key("series")
      json.array(all) { json, health in
        json.object { json in
          for (key, value) in [
            ("key", health.series.key), ("publisher", health.series.publisher.isEmpty ? nil : health.series.publisher),
            ("kind", health.series.kind.rawValue), ("role", health.series.role.rawValue),
            ("tlp", health.series.tlp.rawValue), ("first", health.oldest?.description),
            ("newest", health.newest?.description),
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
          json.boolean(health.isSilent(at: now))
        }
      }
    }
    return json.finished()
  }
}
