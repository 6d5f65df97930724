/// A letter of paragraphs and lists, as Markdown and as the text of a mail: what needs no page of its own.
struct Letter: Sendable {
  /// Its TLP mark, with that of an exercise.
  var mark: String
  /// Its first line.
  var title: String
  /// Headings, paragraphs and lists in order.
  var blocks: [ReportDocument.Block]

  /// The letter as Markdown; hosts defanged.
  func markdown(_ words: Words) -> [UInt8] {
    var text = MarkdownText(words: words)
    text.write(self)
    return Array(text.text.utf8)
  }

  /// The letter as plain text; hosts defanged.
  var plainText: String {
    var parts = [mark, title]
    for block in blocks {
      switch block {
      case .heading(let title): parts.append(title)
      case .paragraph(let prose): parts.append(prose.defanged)
      case .list(let items): parts.append(items.map { "- \($0.defanged)" }.joined(separator: "\n"))
      case .table, .actions, .advice, .details, .terms: break
      }
    }
    return (parts + [mark]).joined(separator: "\n\n") + "\n"
  }
}
