import ArgumentParser
import Crypto
import Foundation
import VezhaKit

struct SentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sent", abstract: "Put on record that organizations were told.",
    discussion: """
      A message is named by its label (2026-W47-03, 2026-W47-03.1), by the JSON file of an alert, of a desk's notice or of
      a correction, or by the manifest.json of `report --each`. Where vezha.yaml says alert: release: true, a second person must --release a
      message before it can be sent.

      EXAMPLES
        vezha sent 2026-W47-03 --to duty --ticket 4711
        vezha sent Reports/2026-W47/manifest.json --by olena --at 2026-11-23T08:30:00Z
        vezha sent 2026-W47-03 --release --by petro
      """)

  @Argument(help: "Labels of messages, alert JSON files, or a manifest.json.")
  var messages: [String]

  @Flag(help: "Release it for sending.")
  var release = false

  @Option(name: .customLong("to"), help: "Role of the contact it went to: owner, operator, hosting, duty ...")
  var role = ""

  @Option(help: "Number in another system.")
  var ticket = ""

  @Option(name: .customLong("by"), help: "Who; else the user of the operating system.")
  var author: String?

  @Option(name: .customLong("at"), help: "When (UTC); else now.", transform: { try TimeArgument.read($0) })
  var time: Instant?

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let pipeline = try global.open(.writing)
    let author = author ?? SystemUser.name
    let alerts = try pipeline.ledger.alerts()
    let present = try pipeline.ledger.notices()
    var notices: [Notice] = []
    var inputs: [String] = []
    for name in messages {
      let targets: [(message: String, organization: String, role: String)]
      if name.hasSuffix(".json") {
        let bytes = try InputFile(path: name).bytes()
        inputs.append("\(hexadecimal(SHA256.hash(data: bytes))) \(InputFile(path: name).baseName)")
        targets = try Self.read(bytes, from: name)
      } else {
        targets = alerts.filter { $0.label == name }.map { ($0.label, $0.organization, "") }
        guard !targets.isEmpty else {
          throw Exit.noInput("no message has the label \(name); `vezha alert --list` shows them")
        }
      }
      for (message, organization, roleInFile) in targets {
        if !release, pipeline.workspace.configuration.alert.needsRelease,
          alerts.contains(where: { $0.label == message })
        {
          let releases = present.filter {
            $0.message == message && $0.organization == organization && $0.stage == .released
          }
          guard !releases.isEmpty else {
            throw Exit.usage(
              "\(message): a second person must release it first: vezha sent \(message) --release --by NAME")
          }
          guard releases.contains(where: { $0.author != author }) else {
            throw Exit.usage("\(message): who released it cannot send it as well")
          }
        }
        notices.append(
          Notice(
            message: message, organization: organization, stage: release ? .released : .sent,
            role: role.isEmpty ? roleInFile : role,
            ticket: ticket, author: author, time: time ?? pipeline.now))
      }
    }
    let added = try pipeline.ledger.addNotices(notices, known: pipeline.now, inputs: inputs)
    for notice in notices.prefix(20) {
      try global.console.print(
        "\(notice.message)  \(notice.organization)  \(notice.stage.rawValue)  \(notice.time.minuteText)")
    }
    if notices.count > 20 { try global.console.print("and \(notices.count - 20) more") }
    try global.console.print(
      "\(added) notices written\(added < notices.count ? ", \(notices.count - added) known already" : "")")
    global.console.note("next: vezha answer, or vezha status --overdue 2h")
  }

  /// The messages that a file of ours names.
  private static func read(_ bytes: [UInt8], from file: String) throws
    -> [(message: String, organization: String, role: String)]
  {
    struct Message: Decodable {
      var message: String
      var organization: Body.Key
      var role: String
    }
    struct Body: Decodable {
      struct Key: Decodable { var key: String }
      struct Span: Decodable {
        var from: String
        var to: String
      }
      var schema: String
      var message: String?
      var organization: Key?
      var organizations: [Key]?
      var messages: [Message]?
      var interval: Span?
    }
    guard let body = try? JSONDecoder().decode(Body.self, from: Data(bytes)) else {
      throw Exit.badData("\(file): is no alert, notice, correction or manifest of ours")
    }
    switch body.schema {
    case "vezha.alert/1", "vezha.correction/1":
      if let message = body.message, let organization = body.organization { return [(message, organization.key, "")] }
    case "vezha.desk/1":
      if let messages = body.messages { return messages.map { ($0.message, $0.organization.key, $0.role) } }
    default: break
    }
    guard body.schema == "vezha.manifest/1", let span = body.interval, let from = Instant(span.from),
      let to = Instant(span.to)
    else { throw Exit.badData("\(file): is no alert, notice, correction or manifest of ours") }
    return (body.organizations ?? []).map { (Interval(from: from, to: to).title, $0.key, "") }
  }
}
