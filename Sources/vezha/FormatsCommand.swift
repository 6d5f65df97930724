import ArgumentParser
import VezhaKit

struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "Every format that is read, with what is taken from it.",
    discussion: """
      A format is told by its content, never by a file's name. UTF-8, UTF-16, ISO-8859-1 and -5, windows-1251, for lists
      also KOI8-U; `.gz` and `.zst` of each.

      EXAMPLES
        vezha formats
        vezha formats --format json
      """)

  @Option(help: "table, json or csv.")
  var format = OutputFormat.table

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let all = [("inventory", FormatList.inventories), ("document", FormatList.documents)]
    switch format {
    case .table:
      for (kind, notices) in all {
        var table = Table([kind, "id", "what is taken from it"])
        for notice in notices { table.add([notice.title, notice.id, notice.takes]) }
        for line in table.lines { try global.console.print(line) }
        try global.console.print()
      }
    case .csv:
      var text = CSVText()
      text.row(["kind", "id", "title", "takes"])
      for (kind, notices) in all { for notice in notices { text.row([kind, notice.id, notice.title, notice.takes]) } }
      try global.console.write(text.bytes)
    case .json:
      var json = JSONText()
      json.object { json in
        json.key("schema")
        json.string("vezha.formats/1")
        json.key("formats")
        json.array(all.flatMap { kind, notices in notices.map { (kind, $0) } }) { json, entry in
          json.object { json in
            for (key, value) in [
              ("kind", entry.0), ("id", entry.1.id), ("title", entry.1.title), ("takes", entry.1.takes),
            ] as [(StaticString, String)] {
              json.key(key)
              json.string(value)
            }
          }
        }
      }
      try global.console.write(json.finished())
    }
  }
}
