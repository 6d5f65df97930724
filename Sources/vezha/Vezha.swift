import ArgumentParser
import Foundation
import VezhaKit

@main
struct Vezha: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vezha",
    abstract: "Which of our systems are named on published target lists, since when, and what to do.",
    discussion: """
      Vezha matches a government's asset inventory against target lists, keeps the history, and writes the weekly
      exposure report. It never touches a network.

      EXAMPLES
        vezha init                         begin a workspace in this folder
        vezha import scan.xml --source perimeter
        vezha receive lists/               a folder stands for its files
        vezha findings                     the week of the newest document
        vezha report --each                the last complete week, and one for each organization
        vezha run                          all of it, as vezha.yaml says

      EXIT CODES
        0 done; 2 --fail-on was met; 1 other failure; 64 usage; 65 bad data or a refused file; 66 no input;
        73 cannot create; 74 input or output; 75 ledger busy; 77 permission; 78 configuration
      """,
    version: "0.1.0 (\(RulesVersion.text))",
    subcommands: [
      InitCommand.self, ImportCommand.self, ReceiveCommand.self, RunCommand.self, CheckCommand.self,
      DiffCommand.self, FindingsCommand.self, AssetsCommand.self, OrganizationsCommand.self, SeriesCommand.self,
      StatusCommand.self,
      FormatsCommand.self, ExplainCommand.self, DecideCommand.self, DecisionsCommand.self, TriageCommand.self,
      HistoryCommand.self, ChangesCommand.self, AssignCommand.self,
      AlertCommand.self, SentCommand.self, AnswerCommand.self, HandoverCommand.self,
      ReportCommand.self, VerifyCommand.self, BackupCommand.self, RestoreCommand.self, PurgeCommand.self,
      ExportCommand.self, LoadCommand.self,
    ])

  static func main() async {
    // A file size limit must end as an error that is reported, not as a death.
    signal(SIGXFSZ, SIG_IGN)
    umask(0o077)
    Memory.keepFreedBuffers()
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      let failure = Failure(error)
      switch failure.kind {
      case .ours(let message):
        if !message.isEmpty { Console.standard.error(message) }
        Foundation.exit(failure.exitCode)
      case .parser(let error): exit(withError: error)
      }
    }
  }
}
