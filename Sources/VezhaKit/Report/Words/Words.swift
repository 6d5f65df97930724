/// What people read, apart from method and advice.
///
/// Instance members, so that a second language can be chosen where `Words` is made and the compiler names every
/// text that lacks it.
struct Words: Sendable {
  /// BCP 47 language of the texts.
  let language = "en"

  // Numbers and times.

  func number(_ number: Int) -> String {
    let digits = Array(String(number.magnitude).utf8)
    var text = number < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }

  /// Name of an organization; what nobody registered has none of its own.
  func organization(_ key: String, _ name: String) -> String {
    key == Organization.unassigned ? "Nobody registered (unassigned)" : name
  }

  func count(_ count: Int, _ one: String, _ many: String) -> String {
    "\(number(count)) \(count == 1 ? one : many)"
  }

  func names(_ count: Int) -> String { self.count(count, "name", "names") }
  func documents(_ count: Int) -> String { self.count(count, "document", "documents") }
  func organizations(_ count: Int) -> String { self.count(count, "organization", "organizations") }

  func percent(_ part: Int, of whole: Int) -> String {
    whole <= 0 ? "–" : "\((part * 100 + whole / 2) / whole) %"
  }

  private func month(_ number: Int) -> String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November", "December",
    ]
    return months.indices.contains(number - 1) ? months[number - 1] : ""
  }

  private func weekday(_ day: Day) -> String {
    switch day.weekday {
    case 1: "Monday"
    case 2: "Tuesday"
    case 3: "Wednesday"
    case 4: "Thursday"
    case 5: "Friday"
    case 6: "Saturday"
    default: "Sunday"
    }
  }

  /// `19 November 2026`.
  func date(_ day: Day) -> String {
    let (year, month, number) = day.calendar
    return "\(number) \(self.month(month)) \(year)"
  }

  /// `19 Nov`.
  func shortDate(_ day: Day) -> String { "\(day.calendar.day) \(month(day.calendar.month).prefix(3))" }

  /// `Thursday 19 November`.
  func dayOfWeek(_ day: Day) -> String {
    "\(weekday(day)) \(day.calendar.day) \(month(day.calendar.month))"
  }

  func dayLetter(_ day: Day, of days: Int) -> String {
    days <= 7 ? String(weekday(day).prefix(1)) : (day.calendar.day % 5 == 0 ? String(day.calendar.day) : "")
  }

  func stripDay(_ day: Day, named: Int, published: Int) -> String {
    let name = "\(weekday(day).prefix(3)) \(day.calendar.day)"
    return published == 0 ? "\(name) nothing published" : "\(name) \(named) of \(published)"
  }

  /// `Week 47 of 2026, Monday 16 to Sunday 22 November, UTC`.
  func period(_ interval: Interval) -> String {
    let first = interval.from.day
    let last = (interval.to - TimeSpan(microseconds: 1)).day
    if let week = interval.week {
      let parts = week.description.split(separator: "W")
      let number = parts.last.flatMap { Int($0) } ?? 0
      let year = week.description.prefix(4)
      return "Week \(number) of \(year), \(dayOfWeek(first)) to \(dayOfWeek(last)), UTC"
    }
    return "\(interval.from.minuteText) to \(interval.to.minuteText), UTC"
  }

  /// `week` or `interval`.
  func unit(_ interval: Interval) -> String { interval.week == nil ? "interval" : "week" }

  /// Short name of an interval: `W47`, or its first day.
  func shortName(_ interval: Interval) -> String {
    interval.week.map { String($0.description.suffix(3)) } ?? shortDate(interval.from.day)
  }

  // Values.

  func state(_ state: FindingState, hours: Int) -> String {
    switch state {
    case .on: "on"
    case .off: "was, \(number(hours)) h"
    case .unknown: "unknown"
    }
  }

  func symbol(_ state: FindingState) -> String {
    switch state {
    case .on: "●"
    case .off: "○"
    case .unknown: "?"
    }
  }

  func priority(_ priority: Priority, review: Bool) -> String {
    let word: String
    switch priority {
    case .critical: word = "▲▲ critical"
    case .high: word = "▲ high"
    case .medium: word = "■ medium"
    case .low: word = "□ low"
    }
    return review ? word + ", to review" : word
  }

  func findingClass(_ value: FindingClass?) -> String {
    switch value {
    case .new: "new"
    case .returned: "returned"
    case .continuing: "continuing"
    case .notNamed: "not named"
    case .unknown: "unknown"
    case nil: "no history"
    }
  }

  func role(_ role: Role) -> String {
    switch role {
    case .target: "named as a target"
    case .claimed: "an attack or leak is claimed"
    case .confirmed: "an incident is confirmed"
    case .refuted: "a claim is refuted"
    case .malicious: "listed as attacker infrastructure"
    case .vulnerable: "listed as vulnerable"
    case .lookalike: "imitates us"
    }
  }

  func rule(_ rule: Rule) -> String {
    switch rule {
    case .hostExact: "the listed host is in the inventory"
    case .hostWWW: "the listed host is in the inventory but for www."
    case .hostBelow: "the listed host lies below a host or domain of the organization"
    case .hostAbove: "the listed host is the parent of a host of the organization"
    case .hostSameDomain: "the listed host shares its domain with hosts of this organization only"
    case .constituency: "the listed host lies in a government zone and nobody registered it"
    case .addressExact: "the listed address is in the inventory"
    case .addressInRange: "the listed address lies in a range of the organization"
    case .rangeOverAddress: "the listed range covers an address of the organization"
    case .sharedAddress: "foreign hosts were listed together with an address of the organization"
    }
  }

  func certainty(_ certainty: Certainty) -> String { certainty.rawValue }

  func ownPort(_ own: OwnPort) -> String {
    switch own {
    case .open: "open"
    case .closed: "not open"
    case .notScanned: "not scanned"
    }
  }

  func port(_ service: ListedService) -> String {
    switch (service.transport, service.port) {
    case (let transport?, let port?): "\(transport.rawValue)/\(port)"
    case (let transport?, nil): transport.rawValue
    case (nil, let port?): "port \(port)"
    case (nil, nil): "no port stated"
    }
  }

  func attack(_ kind: AttackKind) -> String {
    switch kind {
    case .http: "HTTP"
    case .http2: "HTTP/2"
    case .http3: "HTTP/3"
    case .slow: "slow connections"
    case .tcp: "TCP"
    case .syn: "SYN"
    case .udp: "UDP"
    case .icmp: "ICMP"
    case .other: "other"
    }
  }

  func path(_ path: PathClass) -> String {
    switch path {
    case .root: "start page"
    case .search: "search"
    case .login: "login"
    case .form: "forms"
    case .api: "API"
    case .file: "files"
    case .other: "other pages"
    }
  }

  // The history of a name.

  func ordinal(_ number: Int) -> String {
    let ending: String
    switch (number % 100, number % 10) {
    case (11...13, _): ending = "th"
    case (_, 1): ending = "st"
    case (_, 2): ending = "nd"
    case (_, 3): ending = "rd"
    default: ending = "th"
    }
    return "\(self.number(number))\(ending)"
  }

  func firstTime(_ began: Instant?) -> String {
    began.map { "first time since our records began on \(date($0.day))" } ?? "first time"
  }

  func times(_ number: Int, before: Int) -> String {
    number == 1 && before == 0 ? "first time in 26 weeks" : "\(ordinal(before + 1)) time in 26 weeks"
  }

  func lastDaysAgo(_ days: Int) -> String {
    days <= 0 ? "last less than a day earlier" : "last \(count(days, "day", "days")) earlier"
  }

  func ofWhichUnobserved(_ days: Int) -> String {
    "\(count(days, "day", "days")) of them without any document"
  }

  func since(_ instant: Instant) -> String { "since \(shortDate(instant.day)), \(clock(instant))" }

  func clock(_ instant: Instant) -> String { String(instant.minuteText.suffix(5)) }

  // Changes.

  func change(_ value: Int?, _ previous: Int?, _ unit: String) -> ReportDocument.Change {
    guard let value else { return .init(symbol: "?", words: "not known: nothing was published") }
    guard let previous else { return .init(symbol: "?", words: "the \(unit) before cannot be compared") }
    if value == previous { return .init(symbol: "=", words: "as many as the \(unit) before") }
    let difference = value - previous
    return difference > 0
      ? .init(symbol: "▲", words: "\(number(difference)) more than the \(unit) before")
      : .init(symbol: "▼", words: "\(number(-difference)) fewer than the \(unit) before")
  }

  func shortChange(_ value: Int, _ previous: Int?) -> ReportDocument.Change {
    guard let previous else { return .init(symbol: "?", words: "not known") }
    if value == previous { return .init(symbol: "=", words: "same") }
    let difference = value - previous
    return difference > 0
      ? .init(symbol: "▲", words: "\(number(difference)) more")
      : .init(symbol: "▼", words: "\(number(-difference)) fewer")
  }
}
