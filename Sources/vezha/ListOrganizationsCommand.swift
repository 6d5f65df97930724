import ArgumentParser
import VezhaKit

struct ListOrganizationsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Organizations with what they own and what is missing about them.",
    discussion: """
      --check lists only organizations with something wrong: no contact or none verified within a year, no criticality
      default, an unknown parent, a domain, name or range that another one claims as well.

      EXAMPLES
        vezha organizations
        vezha organizations --check
        vezha organizations --format json
      """)

  @Flag(help: "Only those with something wrong.")
  var check = false

  @Option(help: "table, json or csv.")
  var format = OutputFormat.table

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let pipeline = try global.open(.reading)
    let states = pipeline.organizationStates(try await pipeline.history()).filter {
      !check || !$0.gaps.isEmpty
    }
    switch format {
    case .table:
      var table = Table(["organization", "name", "sector", "assets", "findings", "wrong"], rightAligned: [3, 4])
      for state in states { table.add(row(state)) }
      if states.isEmpty { return try global.console.print(check ? "nothing is wrong" : "no organizations") }
      for line in table.lines { try global.console.print(line) }
    case .csv:
      var text = CSVText()
      text.row(["organization", "name", "sector", "assets", "findings", "wrong"])
      for state in states { text.row(row(state)) }
      try global.console.write(text.bytes)
    case .json: try global.console.write(json(states))
    }
  }

  private func row(_ state: OrganizationState) -> [String] {
    [
      state.organization.key, state.organization.displayName, state.organization.sector, String(state.assets),
      String(state.findings), state.gaps.joined(separator: "; "),
    ]
  }

  private func json(_ states: [OrganizationState]) -> [UInt8] {
    var json = JSONText()
    json.object {
      $0.key("schema")
      $0.string("vezha.organizations/1")
      $0.key("organizations")
      $0.array(states) { json, state in
        json.object {
          $0.key("key")
          $0.string(state.organization.key)
          $0.key("name")
          $0.string(state.organization.displayName)
          $0.key("sector")
          $0.string(state.organization.sector)
          $0.key("parent")
          $0.string(state.organization.parent)
          $0.key("language")
          $0.string(state.organization.language)
          $0.key("timezone")
          $0.string(state.organization.timeZone?.name)
          $0.key("criticality")
          $0.string(state.organization.criticality?.rawValue)
          $0.key("contacts")
          $0.integer(state.organization.contacts.count)
          $0.key("assets")
          $0.integer(state.assets)
          $0.key("findings")
          $0.integer(state.findings)
          $0.key("wrong")
          $0.array(state.gaps) { $0.string($1) }
        }
      }
    }
    return json.finished()
  }
}
