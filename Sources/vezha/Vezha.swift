import ArgumentParser

@main
struct Vezha: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "vezha")
}
