public import ArgumentParser
import Crypto
import VezhaKit

struct AnswerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: "Write down what an organization replied to an alert.",
    discussion: """
      up, slow, down, not-ours, provider-informed or text. `down` confirms an incident and `up` refutes it, each with
      its author, as `vezha decide` would.

      EXAMPLES
        vezha answer 2026-W47-03 minfin --as down --host www.minfin.gov.example --by olena
        vezha answer 2026-W47-03 minfin --as text --text "provider switched the filter on at 09:40"
        vezha answer --from answers.csv      (message, organization, answer; host, text, by, at)
      """)

  @Argument(help: "Label of the message.")
  var message: String?

  @Argument(help: "Key of the organization.")
  var organization: String?

  @Option(name: .customLong("as"), help: "up, slow, down, not-ours, provider-informed or text.")
  var state: Answer.State?

  @Option(help: "The name it is about; else all of the message.")
  var host = ""

  @Option(help: "In its own words.")
  var text = ""

  @Option(name: .customLong("by"), help: "Who writes it down; else the user of the operating system.")
  var author: String?

  @Option(name: .customLong("at"), help: "When it came (UTC); else now.", transform: { try TimeArgument.read($0) })
  var time: Instant?

  @Option(help: "A table of answers.", completion: .file(extensions: ["csv"]))
  var from: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if from == nil && (message == nil || organization == nil || state == nil) {
      throw ValidationError("give MESSAGE, ORGANIZATION and --as, or --from FILE")
    }
    if from != nil && message != nil { throw ValidationError("give a message or --from FILE") }
  }

  func run() async throws {
    let pipeline = try global.open(.writing)
    let known = try await pipeline.history()
    let defaults = AnswerList.Defaults(author: author ?? SystemUser.name, time: time ?? pipeline.now)
    var answers: [Answer] = []
    var decisions: [Decision] = []
    var inputs: [String] = []
    if let from {
      let bytes = try InputFile(path: from).bytes()
      inputs = ["\(hexadecimal(SHA256.hash(data: bytes))) \(InputFile(path: from).baseName)"]
      var refused = 0
      do throws(ReadError) {
        for row in try AnswerList.read(bytes.span, defaults: defaults) {
          do {
            decisions += try pipeline.decisions(of: row.answer, known)
            answers.append(row.answer)
          } catch let error as DecisionError {
            refused += 1
            if refused <= 20 { global.console.error("\(from):\(row.line): \(error.reason)") }
          } catch {
            throw ReadError(.malformed, file: from, line: row.line, reason: "\(error)")
          }
        }
      } catch {
        var error = error
        error.file = from
        throw error
      }
      guard refused == 0 else { throw Exit.badData("\(from): \(refused) rows cannot be taken; nothing was written") }
    } else if let message, let organization, let state {
      let answer = Answer(
        message: message, organization: organization, subject: host, state: state, text: text,
        author: defaults.author, time: defaults.time)
      decisions = try pipeline.decisions(of: answer, known)
      answers = [answer]
    }
    try pipeline.ledger.addAnswers(answers, known: pipeline.now, inputs: inputs)
    let decided = try pipeline.ledger.addDecisions(decisions, known: pipeline.now, inputs: inputs, command: "answer")
    try global.console.print("\(answers.count) answers written, \(decided) decisions of them")
    for answer in answers where answer.state == .notOurs {
      global.console.note(
        "\(answer.organization) says that \(answer.subject.isEmpty ? "a name of \(answer.message)" : answer.subject) is not theirs: correct the inventory, or vezha assign"
      )
    }
  }
}

extension Answer.State: ExpressibleByArgument {}
