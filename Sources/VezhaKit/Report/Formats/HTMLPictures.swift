// Pictures of the page: the trend and the day strips. Sizes are whole numbers, so that they print the same everywhere.
extension HTMLPage {
  private static let left = 40
  private static let step = 27
  private static let plot = 150
  private static let top = 14

  mutating func trend() {
    let trend = document.front.trend
    html.markup("<figure class=\"trend\">\n")
    html.element("figcaption", text: trend.title)
    if !trend.bars.isEmpty {
      html.markup("<div class=\"scroll\" tabindex=\"0\" role=\"group\"")
      html.attribute("aria-label", trend.title)
      html.markup(">")
      picture(trend)
      html.markup("</div>\n<ul class=\"legend\">")
      legend("b-new", words.legendNew)
      legend("b-ret", words.legendReturned)
      legend("b-con", words.legendContinuing)
      if trend.bars.contains(where: \.isBlind) {
        html.markup(
          "<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect width=\"10\" height=\"10\" fill=\"url(#hatch)\"/></svg>"
        )
        html.text(words.legendBlind)
        html.markup("</li>")
      }
      html.markup("</ul>\n")
    }
    html.element("p", "card-note", text: trend.summary)
    if !trend.table.rows.isEmpty {
      html.markup("\n<details class=\"numbers\"><summary>")
      html.text(words.trendNumbers)
      html.markup("</summary>")
      table(trend.table)
      html.markup("</details>")
    }
    html.markup("\n</figure>\n")
  }

  private mutating func legend(_ class: StaticString, _ text: String) {
    html.markup(
      "<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect width=\"10\" height=\"10\" class=\"")
    html.markup(`class`)
    html.markup("\"/></svg>")
    html.text(text)
    html.markup("</li>")
  }

  private mutating func picture(_ trend: ReportDocument.Trend) {
    // Room for the numbers of the axis.
    let left = max(Self.left, 14 + 7 * words.number(trend.scale).count)
    let width = left + trend.bars.count * Self.step + 4
    let bottom = Self.top + Self.plot
    html.markup("<svg role=\"img\" aria-labelledby=\"trend-title trend-text\"")
    html.attribute("viewBox", "0 0 \(width) \(bottom + 24)")
    html.markup("><title id=\"trend-title\">")
    html.text(trend.title)
    html.markup("</title><desc id=\"trend-text\">")
    html.text(trend.summary)
    html.markup(
      "</desc><defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><path class=\"hatch\" d=\"M0 6L6 0M-1 1L1 -1M5 7L7 5\"/></pattern></defs>"
    )
    for part in 0...2 {
      let value = trend.scale * part / 2
      let y = bottom - Self.plot * part / 2
      line(part == 0 ? "base" : "axis", x: left - 4, y: y, width: width - left)
      if part != 1 || trend.scale % 2 == 0 {
        label(words.number(value), x: left - 10, y: y + 4, anchor: "end")
      }
    }
    // Every fourth label counted from the newest keeps room between them.
    func isNamed(_ index: Int) -> Bool { (trend.bars.count - 1 - index) % 4 == 0 }
    for (index, bar) in trend.bars.enumerated() {
      let x = left + index * Self.step
      if bar.isBeforeRecords {
        // Left empty: one text stands over all of them.
      } else if bar.isBlind {
        rectangle("", x: x + 3, y: Self.top, width: Self.step - 6, height: Self.plot)
        html.markup("<text text-anchor=\"middle\"")
        html.attribute(
          "transform", "translate(\(x + Self.step / 2 + 4) \(Self.top + Self.plot / 2)) rotate(-90)")
        html.markup(">")
        html.text(words.blindShort)
        html.markup("</text>")
      } else {
        var y = bottom
        for (name, value) in [("b-con", bar.continuing), ("b-ret", bar.returned), ("b-new", bar.new)]
          as [(StaticString, Int)]
        where value > 0 {
          let height = max(1, value * Self.plot / max(1, trend.scale))
          y -= height
          rectangle(name, x: x + 3, y: y, width: Self.step - 6, height: height > 3 ? height - 1 : height)
        }
        let amount = bar.continuing + bar.returned + bar.new
        // Wide numbers stand over the bars whose weeks are named: over all they would run into each other.
        if amount < 1000 || isNamed(index) {
          html.markup("<text class=\"amount\" text-anchor=\"middle\"")
          html.attribute("x", String(x + Self.step / 2))
          html.attribute("y", String(y - 4))
          html.markup(">")
          html.text(words.number(amount))
          html.markup("</text>")
        }
      }
      if isNamed(index) {
        label(bar.label, x: x + Self.step / 2, y: bottom + 18, anchor: "middle")
      }
    }
    let before = trend.bars.prefix { $0.isBeforeRecords }.count
    if !trend.beforeRecords.isEmpty {
      let x = before >= 8 ? left + before * Self.step / 2 : left
      label(
        trend.beforeRecords, x: x, y: Self.top + Self.plot / 2 - 8, anchor: before >= 8 ? "middle" : "start")
    }
    html.markup("</svg>")
  }

  private mutating func rectangle(_ class: StaticString, x: Int, y: Int, width: Int, height: Int) {
    html.markup("<rect")
    if `class`.utf8CodeUnitCount > 0 {
      html.markup(" class=\"")
      html.markup(`class`)
      html.markup("\"")
    } else {
      html.markup(" fill=\"url(#hatch)\"")
    }
    html.attribute("x", String(x))
    html.attribute("y", String(y))
    html.attribute("width", String(width))
    html.attribute("height", String(height))
    html.markup("/>")
  }

  private mutating func line(_ class: StaticString, x: Int, y: Int, width: Int) {
    html.markup("<path class=\"")
    html.markup(`class`)
    html.markup("\"")
    html.attribute("d", "M\(x) \(y)h\(width)")
    html.markup("/>")
  }

  private mutating func label(_ text: String, x: Int, y: Int, anchor: StaticString) {
    html.markup("<text text-anchor=\"")
    html.markup(anchor)
    html.markup("\"")
    html.attribute("x", String(x))
    html.attribute("y", String(y))
    html.markup(">")
    html.text(text)
    html.markup("</text>")
  }

  // A strip: days side by side, their slots as tall marks (named), short marks (published without it) or none.

  private static let slot = 5
  private static let dayGap = 4

  private static func dayWidth(_ perDay: Int) -> Int { perDay * slot + dayGap }

  mutating func stripHeader(_ letters: [String]) {
    let width = Self.dayWidth(letters.count <= 7 ? 4 : 1)
    html.markup("<svg class=\"strip\" aria-hidden=\"true\"")
    html.attribute("viewBox", "0 0 \(letters.count * width) 16")
    html.markup(">")
    for (index, letter) in letters.enumerated() where !letter.isEmpty {
      html.markup("<text y=\"12\"")
      html.attribute("x", String(index * width + (width - Self.dayGap) / 2))
      html.markup(">")
      html.text(letter)
      html.markup("</text>")
    }
    html.markup("</svg>")
  }

  mutating func strip(_ strip: DayStrip) {
    let width = Self.dayWidth(strip.perDay)
    let days = strip.perDay > 0 ? strip.slots.count / strip.perDay : 0
    var named = ""
    var absent = ""
    for (index, slot) in strip.slots.enumerated() {
      let x = index / strip.perDay * width + index % strip.perDay * Self.slot
      switch slot {
      case .named: named += "M\(x) 1h4v13h-4z"
      case .absent: absent += "M\(x) 11h4v3h-4z"
      case .blind: break
      }
    }
    html.markup("<svg class=\"strip\" role=\"img\"")
    html.attribute("aria-label", strip.words)
    html.attribute("viewBox", "0 0 \(max(1, days * width)) 16")
    html.markup(">")
    if !named.isEmpty {
      html.markup("<path class=\"d-on\"")
      html.attribute("d", named)
      html.markup("/>")
    }
    if !absent.isEmpty {
      html.markup("<path class=\"d-off\"")
      html.attribute("d", absent)
      html.markup("/>")
    }
    html.markup("</svg>")
  }
}
