import ArgumentParser
import VezhaKit

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "What the ledger holds, what is missing, what to do next.",
    discussion: """
      EXAMPLES
        vezha status
        vezha status --format json
        vezha status --overdue 2h          messages sent and not answered for so long
      """)

  @Option(help: "table or json.")
  var format = OutputFormat.table

  @Option(
    help: "Only messages sent and not answered for so long, for example 2h.",
    transform: { text in
      guard let span = TimeSpan(text) else { throw ValidationError("\(text) is no length of time; write 2h or 90m") }
      return span
    })
  var overdue: TimeSpan?

  @OptionGroup var global: GlobalOptions

  private struct Status {
    var head: (sequence: Int, known: Instant?, digest: String)
    var inventory: Inventory
    var documents: Int
    var editions: [EditionRecord]
    var unmatchable: [(reason: String, count: Int)]
    var suffixes: [(domain: String, organizations: [String])]
    var isFresh: Bool
    var series: [SeriesHealth]
    var warnings: [WarningListUse]

    var live: Int { inventory.assets.filter { !$0.isRetired }.count }
    var unassigned: Int {
      let number = inventory.number(of: Organization.unassigned)
      return inventory.assets.filter { $0.owner == number && !$0.isRetired }.count
    }
  }

  func run() async throws {
    let pipeline = try global.open(.reading)
    if let overdue {
      let late = try pipeline.noticeStates(try await pipeline.history()).filter { state in
        state.message.kind != .closing && state.answers.isEmpty
          && state.sent.map { $0 + overdue <= pipeline.now } ?? false
      }
      return try NoticeOutput(states: late, console: global.console).write(format)
    }
    let status = Status(
      head: try pipeline.ledger.head(), inventory: try pipeline.ledger.inventory().inventory,
      documents: try pipeline.ledger.documents().count, editions: try pipeline.ledger.newestEditions(),
      unmatchable: try pipeline.unmatchable(), suffixes: try pipeline.proposedSuffixes(),
      isFresh: try pipeline.hasFreshSightings(), series: try pipeline.seriesHealth(),
      warnings: try pipeline.warningListUse())
    switch format {
    case .table: try table(status, pipeline)
    case .json: try global.console.write(json(status, pipeline))
    case .csv: throw Exit.usage("status writes a table or JSON, not CSV")
    }
  }

  private func table(_ status: Status, _ pipeline: Pipeline) throws {
    let console = global.console
    try console.print("ledger: \(pipeline.workspace.ledgerPath), \(status.head.sequence) entries")
    try console.print(
      "  newest fact known \(status.head.known?.description ?? "never"), chain head \(status.head.digest.prefix(16))")
    try console.print(
      "organizations: \(status.inventory.organizations.count - 1); assets: \(status.live) (\(status.unassigned) unassigned); documents: \(status.documents)"
    )
    var sources = Table(["source", "assets", "observed", "age", "edition"], rightAligned: [1, 3])
    for edition in status.editions {
      sources.add([
        edition.source, String(edition.assets), edition.observed.minuteText,
        "\(max(0, (pipeline.now - edition.observed).wholeDays)) d", edition.isComplete ? "complete" : "incomplete",
      ])
    }
    for line in sources.lines { try console.print(line) }
    for health in status.series {
      for sign in health.alarms { try console.print("series \(health.series.key): \(sign.text)") }
    }
    for entry in status.unmatchable {
      try console.print("never matched: \(entry.count) identifiers (\(entry.reason))")
    }
    for use in status.warnings { try console.print(Self.line(use)) }
    for proposal in status.suffixes {
      try console.print(
        "proposal: public-suffixes: [\(proposal.domain)], under which \(proposal.organizations.count) organizations own assets"
      )
    }
    if !status.isFresh {
      console.note("note: the next `vezha run`, `import` or `receive` will match the documents anew")
    }
  }

  private static func line(_ use: WarningListUse) -> String {
    let list = use.list
    var line = "warning list \(list.key): \(list.values) values (\(list.kind.rawValue))"
    if list.problems.count > 0 { line += ", \(list.problems.count) unusable" }
    if !list.isAsked { return line + ", speaks of neither hosts nor addresses" }
    if use.hidden > 0 { line += "; hides \(use.hidden) addresses named of ours" }
    if use.doubted > 0 { line += "; makes \(use.doubted) addresses named of ours only possible signs" }
    return line
  }

  private func json(_ status: Status, _ pipeline: Pipeline) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.key("schema")
      json.string("vezha.status/1")
      json.key("ledger")
      json.string(pipeline.workspace.ledgerPath)
      json.key("entries")
      json.integer(status.head.sequence)
      json.key("as_known")
      json.instant(status.head.known)
      json.key("chain_head")
      json.string(status.head.digest)
      for (key, value) in [
        ("organizations", status.inventory.organizations.count - 1), ("assets", status.live),
        ("unassigned_assets", status.unassigned), ("documents", status.documents),
      ] as [(StaticString, Int)] {
        json.key(key)
        json.integer(value)
      }
      json.key("sources")
      json.array(status.editions) { json, edition in
        json.object { json in
          json.key("key")
          json.string(edition.source)
          json.key("observed")
          json.instant(edition.observed)
          json.key("assets")
          json.integer(edition.assets)
          json.key("complete")
          json.boolean(edition.isComplete)
          json.key("note")
          json.string(edition.note.isEmpty ? nil : edition.note)
        }
      }
      json.key("unmatchable")
      json.array(status.unmatchable) { json, entry in
        json.object { json in
          json.key("reason")
          json.string(entry.reason)
          json.key("count")
          json.integer(entry.count)
        }
      }
      json.key("warning_lists")
      json.array(status.warnings) { json, use in
        json.object { json in
          json.key("key")
          json.string(use.list.key)
          json.key("name")
          json.string(use.list.name)
          json.key("type")
          json.string(use.list.kind.rawValue)
          json.key("hides")
          json.boolean(use.list.hides)
          for (key, value) in [
            ("values", use.list.values), ("unusable", use.list.problems.count), ("hidden", use.hidden),
            ("doubted", use.doubted),
          ] as [(StaticString, Int)] {
            json.key(key)
            json.integer(value)
          }
        }
      }
      json.key("series_alarms")
      json.array(status.series.flatMap { health in health.alarms.map { (health.series.key, $0) } }) { json, alarm in
        json.object { json in
          json.key("series")
          json.string(alarm.0)
          json.key("sign")
          json.string(alarm.1.id)
          json.key("text")
          json.string(alarm.1.text)
        }
      }
      json.key("proposed_suffixes")
      json.array(status.suffixes) { json, proposal in json.string(proposal.domain) }
      json.key("sightings_fresh")
      json.boolean(status.isFresh)
    }
    return json.finished()
  }
}
