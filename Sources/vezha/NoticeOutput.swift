import VezhaKit

/// Messages with what became of them.
struct NoticeOutput {
  var states: [NoticeState]
  var console: Console

  func write(_ format: OutputFormat) throws {
    switch format {
    case .json: try console.write(json())
    case .csv: throw Exit.usage("this writes a table or JSON, not CSV")
    case .table:
      var table = Table(["message", "organization", "kind", "written", "names", "sent", "answer"], rightAligned: [4])
      for state in states {
        table.add([
          state.message.label, state.message.organization, state.message.kind.rawValue,
          state.message.written.minuteText,
          String(Set(state.message.told.map(\.finding)).count), state.sent?.minuteText ?? "",
          state.answers.map(\.state.rawValue).joined(separator: ", "),
        ])
      }
      if states.isEmpty { return try console.print("no messages") }
      for line in table.lines { try console.print(line) }
    }
  }

  private func json() -> [UInt8] {
    var json = JSONText()
    json.object {
      $0.key("schema")
      $0.string("vezha.notices/1")
      $0.key("messages")
      $0.array(states) { json, state in
        json.object {
          $0.key("message")
          $0.string(state.message.label)
          $0.key("organization")
          $0.string(state.message.organization)
          $0.key("kind")
          $0.string(state.message.kind.rawValue)
          $0.key("written")
          $0.instant(state.message.written)
          $0.key("findings")
          $0.array(state.message.told) { $0.string($1.finding) }
          $0.key("notices")
          $0.array(state.notices) { json, notice in
            json.object {
              $0.key("stage")
              $0.string(notice.stage.rawValue)
              $0.key("role")
              $0.string(notice.role)
              $0.key("ticket")
              $0.string(notice.ticket)
              $0.key("by")
              $0.string(notice.author)
              $0.key("at")
              $0.instant(notice.time)
            }
          }
          $0.key("answers")
          $0.array(state.answers) { json, answer in
            json.object {
              $0.key("answer")
              $0.string(answer.state.rawValue)
              $0.key("host")
              $0.string(answer.subject)
              $0.key("text")
              $0.string(answer.text)
              $0.key("by")
              $0.string(answer.author)
              $0.key("at")
              $0.instant(answer.time)
            }
          }
        }
      }
    }
    return json.finished()
  }
}
