import ArgumentParser
import VezhaKit

struct AssetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assets", abstract: "The inventory as it stands, also as Vezha inventory XML.",
    discussion: """
      EXAMPLES
        vezha assets --organization minfin
        vezha assets --format xml > inventory.xml
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv, xml
  }

  @Option(help: "Only assets of this organization.")
  var organization: String?

  @Option(help: "Only assets of this source.")
  var source: String?

  @Flag(help: "Also assets that their source no longer has.")
  var retired = false

  @Option(help: "table, json, csv or xml.")
  var format = Format.table

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let pipeline = try global.open(.reading)
    switch format {
    case .table: try table(pipeline)
    case .json: try json(pipeline)
    case .csv: try csv(pipeline)
    case .xml: try xml(pipeline)
    }
  }

  private func forEach(_ pipeline: Pipeline, _ body: (AssetListing) throws -> Void) throws {
    let organization = try currentOrganization(pipeline)
    try pipeline.ledger.forEachAsset { listing in
      guard retired || !listing.isRetired, source == nil || listing.source == source,
        organization == nil || listing.record.organization == organization
      else { return }
      try body(listing)
    }
  }

  /// The organization asked for, by the key it has now.
  private func currentOrganization(_ pipeline: Pipeline) throws -> String? {
    guard let organization else { return nil }
    return OrganizationKeys(try pipeline.ledger.keyChanges()).current(organization)
  }

  private func names(_ record: AssetRecord) -> String {
    record.identifiers.filter { $0.kind != .nativeID && $0.kind != .mac }.map(\.value).joined(separator: " ")
  }

  private func table(_ pipeline: Pipeline) throws {
    var table = Table(
      ["key", "organization", "source", "kind", "criticality", "open", "identifiers"], rightAligned: [5])
    var count = 0
    try forEach(pipeline) { listing in
      count += 1
      let record = listing.record
      table.add([
        record.key + (listing.isRetired ? " (retired)" : ""), record.organization ?? "", listing.source,
        record.kind?.rawValue ?? "", record.criticality?.rawValue ?? "",
        String(record.services.filter { $0.state == "open" }.count), names(record),
      ])
    }
    for line in table.lines { try global.console.print(line) }
    try global.console.print("\(count) assets")
  }

  private func json(_ pipeline: Pipeline) throws {
    var assets: [AssetListing] = []
    try forEach(pipeline) { assets.append($0) }
    var json = JSONText()
    json.object { json in
      json.key("schema")
      json.string("vezha.assets/1")
      json.key("tlp")
      json.string(mark(pipeline))
      json.key("assets")
      json.array(assets) { json, listing in
        AssetJSON.write(&json, listing.record) { json in
          json.key("source")
          json.string(listing.source)
          json.key("owner_reason")
          json.string(listing.ownerReason)
          json.key("kind")
          json.string(listing.record.kind?.rawValue)
          json.key("retired")
          json.boolean(listing.isRetired)
        }
      }
    }
    try global.console.write(json.finished())
  }

  private func csv(_ pipeline: Pipeline) throws {
    let mark = mark(pipeline)
    var rows: [[String]] = []
    try forEach(pipeline) { listing in
      let record = listing.record
      rows.append([
        record.key, record.name, record.organization ?? "", listing.ownerReason, listing.source,
        record.kind?.rawValue ?? "", record.criticality?.rawValue ?? "", listing.isRetired ? "true" : "false",
        names(record), mark,
      ])
    }
    var csv = CSVText()
    csv.header(
      ["key", "name", "organization", "owner_reason", "source", "kind", "criticality", "retired", "identifiers"],
      mark: mark, isEmpty: rows.isEmpty)
    for row in rows { csv.row(row) }
    try global.console.write(csv.bytes)
  }

  /// What every file of the inventory bears.
  private func mark(_ pipeline: Pipeline) -> String {
    "TLP:\(pipeline.workspace.configuration.report.tlp.rawValue)"
  }

  private func xml(_ pipeline: Pipeline) throws {
    let organization = try currentOrganization(pipeline)
    var writer = VezhaXMLWriter(tlp: pipeline.workspace.configuration.report.tlp)
    for held in try pipeline.ledger.organizations() where organization == nil || held.key == organization {
      writer.write(.organization(held))
    }
    try forEach(pipeline) { listing in
      var record = listing.record
      if record.organization == Organization.unassigned { record.organization = nil }
      writer.write(.asset(record))
      try global.console.write(writer.take())
    }
    try global.console.write(writer.take() + writer.takeEnd())
  }
}
