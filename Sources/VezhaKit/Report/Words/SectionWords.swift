// Headings, leads, captions and the sentences of empty tables.
extension Words {
  var actNowTitle: String { "Act now" }
  var actNowLead: Prose {
    "At most ten lines, the most urgent first. Names of one organization that came up together are one line."
  }
  func actNowEmpty(_ isBlind: Bool) -> String {
    isBlind
      ? "Nothing can be said: nothing was published, so we were blind."
      : "Nothing asks for action at once: no name is on a list now, and nothing urgent came up."
  }
  func moreNames(_ count: Int) -> String { "and \(number(count)) more" }
  var whyLabel: String { "Why" }
  var whatLabel: String { "Do" }
  var byWord: String { "by" }

  func whyOn(_ series: [String], _ start: Instant, on: Int, of all: Int) -> Prose {
    let lists = "\(series.joined(separator: " and ")) \(series.count == 1 ? "list" : "lists")"
    let share = on == all ? "" : "\(number(on)) of \(number(all)) "
    return "\(share)on the newest \(lists), \(since(start))"
  }
  func whyOff(_ series: String, _ last: Instant) -> Prose {
    "named in \(series) until \(shortDate(last.day)), \(clock(last)), gone from its newest list"
  }
  func whyUnknown(_ series: String, _ last: Instant) -> Prose {
    "last named in \(series) on \(shortDate(last.day)); the series has been silent since"
  }
  func whyNew(_ count: Int) -> Prose { "\(number(count)) for the first time" }
  func whyReturned(_ count: Int, _ days: Int) -> Prose {
    "\(number(count)) back after up to \(self.count(days, "day", "days"))"
  }
  func whyAgain(_ times: Int) -> Prose { "named up to \(count(times, "time", "times")) before in 26 weeks" }
  func whyOpen(_ ports: [String]) -> Prose {
    "\(strong: "our own scan shows open, listed and not web: \(ports.joined(separator: ", "))")"
  }
  func whyPorts(_ ports: [String], more: Int) -> Prose {
    "ports \(ports.joined(separator: ", "))\(more > 0 ? " \(moreNames(more))" : "")"
  }
  func whyUnregistered(_ count: Int) -> Prose { "\(names(count)) not in the inventory" }
  var whyDefenceFailed: Prose { "\(strong: "back although a defence is in place, and an incident is confirmed")" }
  var whyInProgress: Prose { "somebody works on it" }
  var whyReview: Prose { "to be confirmed by an analyst first" }

  var onNowTitle: String { "On the list now" }
  func onNowLead(_ unit: String) -> Prose {
    """
    Every name of this \(unit). \(strong: "● on"): the newest list names it. \(strong: "○ was"): named this \(unit), \
    with the hours it stayed, and absent from a later list. \(strong: "? unknown"): last seen on the list, and \
    nothing was published since. Tall marks: named; short marks: published without it; no mark: nothing published.
    """
  }
  func onNowCaption(_ unit: String) -> String { "Names of this \(unit), those on the list now first" }
  func onNowEmpty(_ isBlind: Bool) -> String {
    isBlind
      ? "Not known: nothing was published, and no name was on a list before."
      : "No name of ours was on any list."
  }

  var changesTitle: String { "Changes by class" }
  var changesLead: Prose {
    "Each name stands in exactly one class. How often a name came before tells more than that it is new today."
  }
  func changesCaption(_ value: FindingClass) -> String {
    switch value {
    case .new: "New: never seen before in our records"
    case .returned: "Returned: seen in earlier episodes, absent, and back"
    case .continuing: "Continuing: named already before the first day"
    case .notNamed: "No longer named: named the time before, absence was shown since"
    case .unknown: "Unknown: on the list when the series last spoke"
    }
  }
  func changesEmpty(_ value: FindingClass, _ isBlind: Bool) -> String {
    if isBlind && value != .unknown { return "Not known: nothing was published." }
    switch value {
    case .new: return "No name came for the first time."
    case .returned: return "No name came back."
    case .continuing: return "No name stayed from before."
    case .notNamed: return "No name has left."
    case .unknown: return "No name is unknown: every series that named one spoke again."
    }
  }
  func returnRates(_ rates: ReportFacts.ReturnRates) -> Prose {
    """
    \(strong: "Gone is not safe.") Of \(names(rates.left)) that left a list in the 52 weeks before, \
    \(strong: percent(rates.within28Days, of: rates.left)) (\(number(rates.within28Days))) were back within 28 days \
    and \(strong: percent(rates.within84Days, of: rates.left)) (\(number(rates.within84Days))) within 84.
    """
  }
  var noReturnRates: Prose {
    "\(strong: "Gone is not safe.") Names come back, often after months. Our records are too short to say how often."
  }

  var organizationsTitle: String { "By organization and by sector" }
  func organizationsLead(_ unit: String) -> Prose {
    "Most names first. The change compares with the \(unit) before; an old scan means that ports and names may have moved."
  }
  var organizationsCaption: String { "Organizations with names in this report" }
  var organizationsEmpty: String { "No organization is concerned." }
  var sectorsCaption: String { "Sectors with names in this report" }
  var sectorsEmpty: String { "No sector is concerned." }
  var noSector: String { "no sector stated" }
  var total: String { "Total" }
  func scanAge(_ days: Int?) -> String {
    guard let days else { return "never scanned" }
    let text = count(max(0, days), "day", "days")
    return days > 90 ? "⚠ \(text)" : text
  }

  var incidentsTitle: String { "Incidents: claimed, confirmed, refuted" }
  var incidentsLead: Prose {
    "What others say has happened. A claim is a claim until somebody confirms or refutes it."
  }
  var incidentsCaption: String { "Claims, confirmations and refutations" }
  var incidentsEmpty: String { "No claim, confirmation or refutation is known." }

  var reviewTitle: String { "Review queue" }
  var reviewLead: Prose { "Possible matches that a person must judge before anybody is told." }
  var reviewCaption: String { "Findings to review" }
  var reviewEmpty: String { "Nothing waits for review." }

  var unregisteredTitle: String { "Not in your inventory" }
  var unregisteredLead: Prose {
    """
    Listed hosts that are ours by their domain, yet no asset carries them. Whoever publishes the list knows a \
    system that the inventory does not: add it, or find out what it is.
    """
  }
  var unregisteredCaption: String { "Listed hosts that no asset carries" }
  var unregisteredEmpty: String { "Every listed name is in the inventory." }

  var portsTitle: String { "Listed ports against our own scan" }
  var portsLead: Prose {
    """
    What is listed and open, and is not the web, comes first: remote access, mail, name and file services that the \
    world can reach and that attackers have written down.
    """
  }
  var portsCaption: String { "Listed ports and what our own scan shows" }
  var portsEmpty: String { "No listed name comes with a port." }
  func portVerdict(_ own: OwnPort, isWeb: Bool) -> String {
    switch (own, isWeb) {
    case (.open, false): "▲ listed and open, not web"
    case (.open, true): "■ listed and open, web"
    case (.notScanned, _): "? listed, not scanned by us"
    case (.closed, _): "□ listed, not open in our scan"
    }
  }

  var adviceTitle: String { "What to do about it" }
  var adviceLead: Prose { "Once for each kind of threat seen, with the ports and kinds that the lists name." }
  var adviceEmpty: Prose { "No kind of threat was seen." }

  var sourcesTitle: String { "Source health" }
  var sourcesLead: Prose {
    "How much of the world we saw, by series. What a silent series would say is unknown, not zero."
  }
  var sourcesCaption: String { "Series and their documents" }
  var sourcesEmpty: String { "No series is known." }
  func seriesHealth(_ facts: ReportFacts.SeriesFacts, days: Int, to end: Instant) -> String {
    if facts.coverage.documents == 0 { return "✕ silent: blind here" }
    if let newest = facts.newest, end - newest > facts.series.silentAfter {
      return "✕ silent since \(shortDate(newest.day))"
    }
    return facts.coverage.days < days ? "◐ days without a document" : "● every day"
  }

  var findingsTitle: String { "Findings with evidence" }
  var findingsLead: Prose {
    "Every finding with the rule that tied it to us and the documents that name it. Open a line to read on."
  }
  var findingsEmpty: String { "There is no finding." }
  func moreInFile(_ hidden: Int, of all: Int, _ file: String) -> String {
    "\(number(hidden)) of \(number(all)) are not shown on this page. All of them stand in \(file)."
  }
  var evidenceCaption: String { "Evidence, one row per rule, identifier and spelling" }
  var detailLabels:
    (
      series: String, role: String, seen: String, history: String, counts: String, assets: String,
      ports: String, kinds: String, id: String, severity: String, decision: String
    )
  {
    (
      "Series", "Listed as", "Seen", "History", "In this report", "Assets", "Ports", "Kinds", "Finding",
      "Weight", "Decision"
    )
  }
  func decided(_ decision: Decision) -> Prose {
    "\(strong: verdict(decision.verdict)), by \(decision.author) on \(date(decision.decided.day))\(decision.until.map { ", until \(date($0.day))" } ?? ""): \(decision.reason)"
  }
  var ownZone: String { "own domain or range of the organization, no asset" }
  func detailCounts(_ documents: Int, _ rows: Int) -> String {
    "\(self.documents(documents)), \(count(rows, "row", "rows"))"
  }
  func evidenceLine(
    rule: Rule, certainty: Certainty, identifier: String, listed: String, documents: Int, rows: Int,
    from: Instant,
    to: Instant, file: String, location: String, hash: String
  ) -> Prose {
    let span = documents == 1 ? "on \(from.minuteText)" : "from \(from.minuteText) to \(to.minuteText)"
    return """
      \(strong: self.rule(rule)) (\(certainty.rawValue)): \(host: identifier), listed as \(host: listed), in \
      \(self.documents(documents)) \(span), \(count(rows, "row", "rows")). First at \(location) of \(file), SHA-256 \(String(hash.prefix(16)))…
      """
  }

  var decisionsCaption: String { "Decisions in force, those that lapse within 30 days first" }
  var decisionsEmpty: String { "No decision is in force." }
  func verdict(_ verdict: Verdict) -> String {
    switch verdict {
    case .falsePositive: "false positive"
    case .accepted: "risk accepted"
    case .protected: "protected"
    case .inProgress: "in progress"
    case .confirmed: "confirmed"
    case .refuted: "refuted"
    }
  }
  func scope(_ decision: Decision) -> String {
    switch decision.scope {
    case .finding: "this finding in \(decision.series)"
    case .subject: "the name in every series"
    case .rule: "evidence by \(decision.rule?.rawValue ?? "")"
    }
  }
  func lapses(_ days: Int) -> String { days <= 0 ? "at the end" : "\(count(days, "day", "days")) later" }
  var suppressedTitle: String { "Decisions and what they hide" }
  var suppressedLead: Prose {
    "What analysts decided, and what was found and is not counted above for that reason. Nothing vanishes: what hides a finding stands beside it."
  }
  var suppressedCaption: String { "Suppressed findings" }
  var suppressedEmpty: String { "Nothing is suppressed." }

  var inventoryTitle: String { "Inventory: changes, age, gaps" }
  var inventoryLead: Prose { "This report can only be as good as the inventory it rests on." }
  var editionsCaption: String { "Newest edition of each source" }
  var editionsEmpty: String { "No inventory has been imported." }
  var gapsCaption: String { "Organizations without a contact, or without a scan within 90 days" }
  var gapsEmpty: String { "Every organization has a contact and a scan within 90 days." }
  var unmatchableCaption: String { "Identifiers that can never match" }
  var unmatchableEmpty: String { "Every identifier can match." }
  func unassigned(_ count: Int) -> Prose {
    "\(strong: self.count(count, "asset belongs", "assets belong")) to no organization: nobody would be told."
  }
  var gapNoContact: String { "no contact" }
  var gapNoScan: String { "no asset imported" }
  func gapOldScan(_ days: Int) -> String { "scan is \(count(days, "day", "days")) old" }
  var complete: String { "complete" }
  var incomplete: String { "incomplete: retires nothing" }
}
