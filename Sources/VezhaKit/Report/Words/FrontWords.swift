// The first page and what it opens with.
extension Words {
  var kicker: String { "Vezha · weekly target-exposure report" }
  var wholeGovernment: String { "Whole government" }

  func documentTitle(_ scope: String, _ interval: Interval, _ tlp: TLP) -> String {
    "TLP:\(tlp.rawValue) · \(scope) · \(interval.title) · Vezha exposure report"
  }

  func coverage(_ documents: Int, series: Int, days: Int, of all: Int) -> Prose {
    """
    We read \(strong: self.documents(documents)) of \(count(series, "series", "series")), published on \
    \(strong: "\(days) of \(count(all, "day", "days"))").
    """
  }

  func blind(_ unit: String) -> Prose {
    """
    \(strong: "We were blind this \(unit): nothing was published in any series we follow.") That is not good \
    news and not bad news. Numbers of this \(unit) are not known; they are not zero.
    """
  }

  var noSeries: Prose { "No series is configured, so nothing can be said about exposure yet." }

  func silentSeries(_ keys: [String], _ unit: String) -> Prose {
    "Nothing came from \(keys.joined(separator: ", ")) this \(unit): there we were blind."
  }

  func recordsBegan(_ instant: Instant?) -> Prose {
    instant.map { "Our records began on \(date($0.day))." } ?? "Our records hold no document yet."
  }

  func headline(names count: Int, listings: Int, organizations: Int?, on: Int, new: Int) -> Prose {
    guard count > 0 else { return "No name of ours was on any list we read." }
    let who = organizations.map { " of \(self.organizations($0))" } ?? ""
    return """
      \(names(count))\(who) stood on published target lists\(listings > count ? " (\(number(listings)) listings: a name in two series counts in each)" : ""). \(on > 0 ? "\(number(on)) \(on == 1 ? "is" : "are") on the newest list now" : "None is on the newest list now"); \
      \(new > 0 ? "\(number(new)) had never been listed before" : "none is listed for the first time").
      """
  }

  func headlineBlind(unknown: Int) -> Prose {
    unknown > 0
      ? "\(names(unknown)) stood on the lists when we last saw them. Whether they still do, nobody knows."
      : "No name of ours stood on the lists when we last saw them."
  }

  func cardLabel(_ id: String, _ unit: String) -> String {
    switch id {
    case "named": "listings this \(unit)"
    case "organizations": "organizations concerned"
    case "not_in_inventory": "not in your inventory"
    case "on": "on the list now"
    case "new": "new"
    case "returned": "returned"
    case "continuing": "continuing"
    default: "no longer named"
    }
  }

  func cardUnknown(_ count: Int) -> String { "and \(number(count)) unknown" }
  var cardNotAllClear: String { "no all-clear" }

  func cardNote(days: Int, previousDays: Int, of all: Int, _ unit: String) -> String {
    """
    Compare with care: this \(unit) has documents on \(days) of \(all) days, the \(unit) before on \(previousDays). \
    More days seen means more names seen.
    """
  }

  // The trend.

  func trendTitle(_ count: Int, _ unit: String) -> String { "Listings, last \(count) \(unit)s" }

  func trendSummary(_ bars: Int, blind: Int, highest: Int, _ unit: String) -> String {
    guard bars > 0 else { return "There is no earlier \(unit) to show." }
    let sight =
      blind == 0
      ? "Something was published in each of the \(count(bars, unit, unit + "s"))."
      : "In \(number(blind)) of \(count(bars, unit, unit + "s")) nothing was published: those are hatched and marked blind, not zero."
    return "\(sight) The highest number is \(number(highest))."
  }

  var trendNumbers: String { "The numbers of this picture" }
  var legendNew: String { "new" }
  var legendReturned: String { "returned" }
  var legendContinuing: String { "continuing" }
  var legendBlind: String { "blind: nothing published" }
  var blindShort: String { "blind" }
  var beforeShort: String { "no records yet" }
  func beforeRecords(_ began: Instant?) -> String {
    began.map { "our records began on \(date($0.day))" } ?? "no records yet"
  }

  // For readers without technical training.

  func plainMeaningTitle(_ named: Int) -> String { named > 0 ? "What has happened" : "What we know" }

  func plainMeaning(named: Int, on: Int, unknown: Int, isBlind: Bool, _ unit: String) -> [Prose] {
    if isBlind {
      return [
        "The sources we follow published nothing this \(unit), so we cannot say whether you are named.",
        unknown > 0
          ? "When they last spoke, \(strong: names(unknown)) of yours \(unknown == 1 ? "was" : "were") on their lists."
          : "When they last spoke, none of your names was on their lists.",
      ]
    }
    if named == 0 {
      return ["None of your names was on the lists we read this \(unit). See above how many lists that were."]
    }
    return [
      """
      \(strong: names(named)) of yours stood on lists of targets that attackers published this \(unit). \
      \(stillThere(on, of: named))
      """,
      """
      \(strong: "This is not a break-in.") Such lists tell volunteers which addresses to flood with requests, so \
      that a website becomes slow or cannot be reached. Nobody has checked whether your sites are down, and \
      nothing here was tested against your systems.
      """,
    ]
  }

  private func stillThere(_ on: Int, of named: Int) -> String {
    if on == 0 { return "None stood on the newest list." }
    if on == named { return named == 1 ? "It still stands there." : "All of them still stand there." }
    return "\(number(on)) of them still \(on == 1 ? "stands" : "stand") there."
  }

  var plainTodayTitle: String { "What to do today" }

  var plainToday: [Prose] {
    [
      "Open each of your sites named below as a visitor would, and note the time and what you see.",
      "Tell whoever runs your website or your network: the names, ports and times below are for them.",
      "Have the telephone number of your hosting provider and of your national CERT at hand.",
    ]
  }

  var plainNotTitle: String { "What not to do" }

  var plainNot: [Prose] {
    [
      "Do not answer those who publish such lists, and do not announce that you are named.",
      "Do not switch a site off only because it is listed, and do not read silence as the end of it.",
    ]
  }
}
