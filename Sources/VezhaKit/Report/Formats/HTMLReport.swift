/// One page that needs nothing else: no script, no external resource, a policy that forbids both.
enum HTMLReport: ReportFormat {
  static let id = "html"
  static let isForPeople = true

  static func files(for document: ReportDocument) -> [ReportFile] {
    var page = HTMLPage(document)
    page.write()
    return [ReportFile(name: "report.html", bytes: page.html.bytes)]
  }
}

/// The page while it is written; tables, pictures and findings are extensions in files of their own.
struct HTMLPage {
  var html = HTMLText()
  let document: ReportDocument
  let words: Words
  /// Tables written so far, for ids that are unique on the page.
  var tables = 0

  init(_ document: ReportDocument) {
    self.document = document
    words = document.words
  }

  mutating func write() {
    head()
    html.markup("<body>\n<a class=\"skip\" href=\"#main\">")
    html.text(words.skipLink)
    html.markup("</a>\n<div class=\"page\">\n")
    cover()
    html.markup("<main id=\"main\">\n")
    if document.front.card.isEmpty { headline() }
    plainWords()
    if !document.front.card.isEmpty {
      card()
      trend()
      contents()
    }
    for section in document.sections { self.section(section) }
    html.markup("</main>\n<footer>\n<p>")
    html.text("\(words.footerMark) · \(document.front.title) · \(document.title)")
    html.markup("</p>\n")
    mark()
    html.markup("</footer>\n</div>\n</body>\n</html>\n")
  }

  private mutating func head() {
    let facts = document.facts
    let sheet = Stylesheet(
      mark: "\(document.options.exerciseMark(words))TLP:\(facts.tlp.rawValue)", tlp: facts.tlp,
      title: document.title, words: words)
    html.markup("<!DOCTYPE html>\n<html")
    html.attribute("lang", words.language.rawValue)
    html.markup(">\n<head>\n<meta charset=\"utf-8\"/>\n<meta http-equiv=\"Content-Security-Policy\"")
    html.attribute(
      "content",
      "default-src 'none'; style-src \(sheet.source); base-uri 'none'; form-action 'none'")
    html.markup("/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
    html.markup("<meta name=\"color-scheme\" content=\"light dark\"/>\n")
    html.markup("<meta name=\"referrer\" content=\"no-referrer\"/>\n")
    html.element(
      "title",
      text: document.options.exerciseMark(words)
        + words.documentTitle(document.front.title, document.title, facts.tlp))
    html.markup("\n")
    html.styleSheet(sheet)
    html.markup("\n</head>\n")
  }

  private mutating func mark() {
    let tlp = document.facts.tlp
    switch tlp {
    case .red: html.markup("<div class=\"tlp tlp-red\">")
    case .amber, .amberStrict: html.markup("<div class=\"tlp tlp-amber\">")
    case .green: html.markup("<div class=\"tlp tlp-green\">")
    case .clear: html.markup("<div class=\"tlp tlp-clear\">")
    }
    html.element("span", text: "\(document.options.exerciseMark(words))TLP:\(tlp.rawValue)")
    html.markup("</div>\n")
  }

  private mutating func cover() {
    let front = document.front
    html.markup("<header class=\"cover\">\n")
    mark()
    html.element("p", "kicker", text: front.kicker)
    html.element("h1", text: front.title)
    html.element("p", "period", text: front.period)
    guard !front.coverage.isEmpty else { return html.markup("</header>\n") }
    html.markup(front.isBlind ? "\n<div class=\"coverage blind\">" : "\n<div class=\"coverage\">")
    for line in front.coverage { paragraph(line) }
    html.markup("</div>\n</header>\n")
  }

  private mutating func plainWords() {
    guard !document.front.plainWords.isEmpty else { return }
    html.markup("<div class=\"plain\">\n")
    for block in document.front.plainWords {
      html.markup("<div>")
      html.element("h2", text: block.title)
      if block.isList {
        list("", block.sentences)
      } else {
        for sentence in block.sentences { paragraph(sentence) }
      }
      html.markup("</div>\n")
    }
    html.markup("</div>\n")
  }

  /// What stands on top where there are no numbers.
  private mutating func headline() {
    html.markup("<div class=\"lead\">")
    paragraph(document.front.headline)
    html.markup("</div>\n")
  }

  private mutating func card() {
    html.markup("<section aria-labelledby=\"card\">\n<h2 class=\"quiet\" id=\"card\">")
    html.text(words.cardHeading)
    html.markup("</h2>\n<dl class=\"card\">\n")
    for (index, number) in document.front.card.enumerated() {
      html.markup("<div class=\"tile")
      if index == 0 { html.markup(" tile-wide") }
      if number.id == "on", (number.value ?? 0) > 0 { html.markup(" tile-on") }
      html.markup("\">")
      html.element("dt", text: number.label)
      if let value = number.value {
        html.element("dd", "value", text: words.number(value))
      } else {
        html.element("dd", "value value-none", text: number.change.symbol)
      }
      html.markup("<dd class=\"change\">")
      if number.value == nil { html.text(number.change.words) } else { change(number.change) }
      html.markup("</dd>")
      if index == 0 {
        html.markup("<dd class=\"headline\">")
        prose(document.front.headline)
        html.markup("</dd>")
      }
      if !number.note.isEmpty { html.element("dd", "note", text: number.note) }
      html.markup("</div>\n")
    }
    html.markup("</dl>\n")
    if !document.front.cardNote.isEmpty { html.element("p", "card-note", text: document.front.cardNote) }
    html.markup("</section>\n")
  }

  mutating func change(_ change: ReportDocument.Change) {
    html.markup("<span aria-hidden=\"true\">")
    html.text(change.symbol)
    html.markup("</span> ")
    html.text(change.words)
  }

  private mutating func contents() {
    html.markup("<nav class=\"toc\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">")
    html.text(words.contents)
    html.markup("</h2>\n<ol>\n")
    for section in document.sections {
      html.markup("<li>")
      link(section.title, to: section.id)
      html.markup("</li>\n")
    }
    html.markup("</ol>\n</nav>\n")
  }

  private mutating func section(_ section: ReportDocument.Section) {
    html.markup("<section class=\"section\"")
    html.attribute("id", section.id)
    html.attribute("aria-labelledby", "h-\(section.id)")
    html.markup(">\n")
    html.element("h2", id: "h-\(section.id)", text: section.title)
    if !section.lead.isEmpty {
      html.markup("\n<div class=\"lead\">")
      for line in section.lead { paragraph(line) }
      html.markup("</div>")
    }
    html.markup("\n")
    for block in section.blocks { self.block(block) }
    html.markup("</section>\n")
  }

  private mutating func block(_ block: ReportDocument.Block) {
    switch block {
    case .heading(let text): html.element("h3", text: text)
    case .paragraph(let prose): paragraph(prose)
    case .list(let items): list("prose", items)
    case .table(let table): self.table(table)
    case .actions(let actions, let empty): self.actions(actions, empty: empty)
    case .advice(let texts): advice(texts)
    case .details(let details, let total, let file): findings(details, total: total, file: file)
    case .terms(let terms): self.terms(terms)
    }
    html.markup("\n")
  }

  private mutating func list(_ class: StaticString, _ items: [Prose]) {
    html.markup("<ul class=\"")
    html.markup(`class`)
    html.markup("\">")
    for item in items {
      html.markup("<li>")
      prose(item)
      html.markup("</li>\n")
    }
    html.markup("</ul>\n")
  }

  private mutating func terms(_ terms: [(term: String, meaning: Prose)]) {
    html.markup("<dl class=\"terms\">\n")
    for entry in terms { pair(entry.term, entry.meaning) }
    html.markup("</dl>")
  }

  mutating func pair(_ name: String, _ value: Prose) {
    html.element("dt", text: name)
    html.markup("<dd>")
    prose(value)
    html.markup("</dd>\n")
  }

  mutating func paragraph(_ text: Prose) {
    html.markup("<p>")
    prose(text)
    html.markup("</p>\n")
  }

  mutating func prose(_ prose: Prose) {
    for run in prose.runs {
      switch run {
      case .text(let text): html.text(text)
      case .host(let host): self.host(host)
      case .strong(let text): html.element("strong", text: text)
      case .link(let label, let anchor): link(label, to: anchor)
      }
    }
  }

  /// A link to a place of this page; links to anything else do not exist.
  mutating func link(_ label: String, to anchor: String) {
    html.markup("<a")
    html.attribute("href", "#\(anchor)")
    html.markup(">")
    html.text(label)
    html.markup("</a>")
  }

  /// A host as no program turns into a link, with its U-label beside where that differs; addresses as they are.
  mutating func host(_ host: String) {
    html.markup("<span class=\"host\">")
    if HostText.isAddress(host) { html.text(host) } else { defanged(host) }
    html.markup("</span>")
    if let unicode = HostText.unicode(host) {
      html.markup(" <span class=\"ulabel\" lang=\"\">")
      defanged(unicode)
      html.markup("</span>")
    }
  }

  /// Long names may wrap after their dots.
  private mutating func defanged(_ host: String) {
    var rest = HostText.defanged(host)[...]
    var place = rest.startIndex
    while let bracket = rest.utf8[place...].firstIndex(of: UInt8(ascii: "[")) {
      place = rest.utf8.index(after: bracket)
      guard rest.utf8[bracket...].starts(with: "[.]".utf8) else { continue }
      place = rest.utf8.index(bracket, offsetBy: 3)
      html.text(String(rest[..<place]))
      html.markup("<wbr/>")
      rest = rest[place...]
    }
    html.text(String(rest))
  }
}
