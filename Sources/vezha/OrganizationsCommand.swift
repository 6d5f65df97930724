import ArgumentParser

struct OrganizationsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "organizations", abstract: "Who is protected and told: list, check, rename, merge.",
    discussion: """
      EXAMPLES
        vezha organizations                        the list
        vezha organizations list --check           what is missing or contradicts itself
        vezha organizations rename mof minfin --reason "new register"
        vezha organizations merge old-agency new-agency --reason "decree 17"
      """,
    subcommands: [
      ListOrganizationsCommand.self, RenameOrganizationCommand.self, MergeOrganizationsCommand.self,
    ],
    defaultSubcommand: ListOrganizationsCommand.self)
}
