// Tables, actions, advice and findings of the page.
extension HTMLPage {
  mutating func table(_ table: ReportDocument.Table) {
    guard !table.isFileOnly else { return }
    guard !table.rows.isEmpty else {
      html.markup("<p class=\"empty\">")
      html.element("strong", text: "\(table.caption).")
      html.markup(" ")
      html.text(table.empty)
      html.markup("</p>")
      return
    }
    tables += 1
    let id = "t\(tables)-\(table.file)"
    html.markup("<div class=\"scroll\" tabindex=\"0\" role=\"region\"")
    html.attribute("aria-labelledby", id)
    html.markup(">\n<table>\n")
    html.element("caption", id: id, text: table.caption)
    html.markup("\n<thead>\n<tr>")
    for column in table.columns { header(column) }
    html.markup("</tr>\n</thead>\n<tbody>\n")
    for row in table.rows.prefix(ReportDocument.Table.pageRows) { self.row(row, table.columns) }
    html.markup("</tbody>\n")
    if let totals = table.totals {
      html.markup("<tfoot>\n")
      row(totals, table.columns)
      html.markup("</tfoot>\n")
    }
    html.markup("</table>\n</div>\n")
    more(table.rows.count, "\(table.file).csv")
  }

  private mutating func more(_ count: Int, _ file: String) {
    guard count > ReportDocument.Table.pageRows else { return }
    html.element("p", "more", text: words.moreInFile(count - ReportDocument.Table.pageRows, of: count, file))
  }

  private mutating func header(_ column: ReportDocument.Column) {
    guard let title = column.title else { return }
    switch column.alignment {
    case .leading: html.markup("<th scope=\"col\">")
    case .trailing: html.markup("<th scope=\"col\" class=\"num\">")
    case .strip(let letters):
      html.markup("<th scope=\"col\"><span class=\"quiet\">")
      html.text(title)
      html.markup("</span>")
      stripHeader(letters)
      html.markup("</th>")
      return
    }
    html.text(title)
    html.markup("</th>")
  }

  private mutating func row(_ cells: [ReportDocument.Cell], _ columns: [ReportDocument.Column]) {
    html.markup("<tr>")
    for (cell, column) in zip(cells, columns) where column.title != nil {
      if column.isRowHeader {
        html.markup("<th scope=\"row\">")
        self.cell(cell)
        html.markup("</th>")
        continue
      }
      switch cell {
      case _ where column.alignment == .trailing: html.markup("<td class=\"num\">")
      case .code: html.markup("<td class=\"code\">")
      case .time, .state, .priority, .change: html.markup("<td class=\"t\">")
      case .text(let text) where text.count <= 16: html.markup("<td class=\"t\">")
      case .word(_, let text) where text.count <= 16: html.markup("<td class=\"t\">")
      case .text(let text) where text.count > 20: html.markup("<td class=\"txt\">")
      case .word(_, let text) where text.count > 20: html.markup("<td class=\"txt\">")
      default: html.markup("<td>")
      }
      self.cell(cell)
      html.markup("</td>")
    }
    html.markup("</tr>\n")
  }

  private mutating func cell(_ cell: ReportDocument.Cell) {
    switch cell {
    case .none: break
    case .text(let text), .code(let text), .word(_, let text): html.text(text)
    case .number(let number): html.text(words.number(number))
    case .subject(let host, let anchor?):
      html.markup("<a")
      html.attribute("href", "#\(anchor)")
      html.markup(">")
      self.host(host)
      html.markup("</a>")
    case .subject(let host, nil): self.host(host)
    case .time(let instant): time(instant)
    case .state(let mark): state(mark)
    case .priority(let priority, let words): self.priority(priority, words)
    case .change(let change): self.change(change)
    case .strip(let strip): self.strip(strip)
    case .prose(let prose): self.prose(prose)
    }
  }

  private mutating func time(_ instant: Instant) {
    let (own, utc) = words.clocks(instant)
    html.text(own.minuteText)
    guard let utc else { return }
    html.markup(" ")
    html.element("span", "utc", text: utc)
  }

  private mutating func state(_ mark: ReportDocument.StateMark) {
    switch mark.state {
    case .on: html.markup("<span class=\"s-on\">")
    case .off: html.markup("<span class=\"s-off\">")
    case .unknown: html.markup("<span class=\"s-unknown\">")
    }
    html.markup("<span aria-hidden=\"true\">")
    html.text(mark.symbol)
    html.markup("</span> ")
    html.text(mark.words)
    html.markup("</span>")
  }

  private mutating func priority(_ priority: Priority, _ text: String) {
    switch priority {
    case .critical: html.element("span", "p-critical", text: text)
    case .high: html.element("span", "p-high", text: text)
    case .medium: html.element("span", "p-medium", text: text)
    case .low: html.element("span", "p-low", text: text)
    }
  }

  mutating func actions(_ actions: [ReportDocument.Action], empty: String) {
    guard !actions.isEmpty else {
      html.element("p", "empty", text: empty)
      return
    }
    html.markup("<ol class=\"actions\">\n")
    for action in actions {
      html.markup("<li>")
      html.element("span", "rank", text: String(action.rank))
      html.markup("<div>")
      html.element("p", "who", text: action.organizationName)
      html.markup("<p class=\"what\">")
      prose(action.headline)
      html.markup("</p>\n<dl class=\"pairs\">")
      pair(words.whyLabel, action.why)
      html.element("dt", text: words.whatLabel)
      html.markup("<dd>")
      prose(action.what)
      html.markup(" (")
      link(words.adviceWord, to: action.advice)
      html.markup(")</dd></dl></div>\n<p class=\"due\">")
      priority(action.priority, action.priorityWords)
      html.markup("<span>")
      html.text(action.dueWords)
      html.markup("</span></p></li>\n")
    }
    html.markup("</ol>")
  }

  mutating func advice(_ texts: [ReportDocument.AdviceText]) {
    for text in texts {
      html.markup("<div class=\"advice\"")
      html.attribute("id", text.id)
      html.markup("><div>")
      html.element("h3", text: text.title)
      html.markup("<p class=\"seen\">")
      prose(text.seen)
      html.markup("</p></div>\n<ul>")
      for step in text.steps { html.element("li", text: step) }
      html.markup("</ul></div>\n")
    }
  }

  mutating func findings(_ details: [ReportDocument.FindingDetail], total: Int, file: String) {
    for detail in details {
      html.markup("<details class=\"finding\"")
      html.attribute("id", detail.id)
      html.markup("><summary>")
      state(detail.state)
      html.markup("<strong>")
      host(detail.subject)
      html.markup("</strong>")
      if !detail.organization.isEmpty { html.element("span", text: detail.organization) }
      html.element("span", "tail", text: detail.summary)
      // The rest stands behind and not inside, so that a style sheet can show it on paper whether it is open or not.
      html.markup("</summary></details><div class=\"in\"><dl class=\"pairs\">")
      for fact in detail.facts { pair(fact.name, fact.value) }
      html.markup("</dl>")
      if !detail.evidence.isEmpty {
        html.markup("<ul>")
        for line in detail.evidence {
          html.markup("<li>")
          prose(line)
          html.markup("</li>")
        }
        html.markup("</ul>")
      }
      html.markup("</div>\n")
    }
    more(total, file)
  }
}
