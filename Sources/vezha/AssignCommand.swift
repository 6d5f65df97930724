import ArgumentParser
import VezhaKit

struct AssignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "Register by hand what is ours and in nobody's inventory.",
    discussion: """
      The host, address, range or url becomes an asset of the organization, in a source of its own that no import
      touches. What was published of it earlier becomes the organization's too. Assigned again, it moves.

      EXAMPLES
        vezha findings --organization unassigned
        vezha assign portal.new.gov.example minfin
      """)

  @Argument(help: "A host, address, range or url.")
  var subject: String

  @Argument(help: "Key of the organization.")
  var organization: String

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let pipeline = try global.open(.writing)
    let settings = pipeline.workspace.configuration.settings
    let (identifier, reason) = Pipeline.assignable(subject, settings: settings)
    guard let identifier else { throw Exit.usage("\(subject): \(reason); nothing was assigned") }
    let inventory = try pipeline.ledger.inventory().inventory
    let organization = inventory.currentKey(organization)
    if inventory.number(of: organization) == nil {
      global.console.note(
        "note: the organization \(organization) is not registered; it is created with this key only")
    }
    let outcome = try await pipeline.assign(identifier, to: organization, settings: settings)
    let moved = outcome.before.map { $0 == organization ? "" : ", before of \($0)" } ?? ""
    try global.console.print(
      "\(outcome.asset) is an asset of \(organization) (source \(Pipeline.handSource)\(moved)); "
        + "\(outcome.findings.count) \(outcome.findings.count == 1 ? "finding rests" : "findings rest") on it")
    for id in outcome.findings { try global.console.print("  \(id)") }
    if !outcome.findings.isEmpty {
      global.console.note("`vezha findings --organization \(organization)` shows this week's")
    }
  }
}
