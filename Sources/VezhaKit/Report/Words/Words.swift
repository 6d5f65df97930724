/// What people read, in one language; method, sections and advice are extensions in files of their own.
///
/// TLP marks, codes, keys and column ids are never translated and stand elsewhere.
struct Words: Sendable {
  /// The language of the texts.
  let language: Language
  /// Whether they speak to the one organization that they are about: what is ours is then yours.
  let isToOwner: Bool
  /// Whether nothing is known of the interval because all that was published in it was purged.
  let isPurged: Bool
  /// Zone of the reader's clocks, which UTC then stands beside; nil where all times are UTC.
  let zone: LocalTimeZone?

  init(_ language: Language, isToOwner: Bool = false, isPurged: Bool = false, zone: LocalTimeZone? = nil) {
    self.language = language
    self.isToOwner = isToOwner
    self.isPurged = isPurged
    self.zone = zone?.isUTC == true ? nil : zone
  }

  /// Why nothing is known of an interval: nothing was published, or it was purged.
  var whyBlind: String {
    isPurged
      ? say(en: "what was published was purged", uk: "опубліковане вилучено з наших записів")
      : say(en: "nothing was published", uk: "нічого не опубліковано")
  }

  /// One of two texts: of what is ours, or of what is yours.
  func whose(_ ours: String, _ yours: String) -> String { isToOwner ? yours : ours }

  /// The text in this language.
  func say<Text>(en: @autoclosure () -> Text, uk: @autoclosure () -> Text) -> Text {
    language.say(en: en(), uk: uk())
  }

  // Numbers.

  func number(_ number: Int) -> String {
    let digits = Array(String(number.magnitude).utf8)
    var text = number < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += say(en: ",", uk: "\u{a0}") }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }

  /// `3 names`, `3 ресурси`.
  func count(_ count: Int, _ noun: Noun) -> String { "\(number(count)) \(language.form(noun, for: count))" }

  func names(_ count: Int) -> String { self.count(count, .name) }
  func documents(_ count: Int) -> String { self.count(count, .document) }
  func organizations(_ count: Int) -> String { self.count(count, .organization) }

  func percent(_ part: Int, of whole: Int) -> String {
    whole <= 0 ? "–" : "\((part * 100 + whole / 2) / whole) %"
  }

  /// Name of an organization; what nobody registered has none of its own.
  func organization(_ key: String, _ name: String) -> String {
    key == Organization.unassigned
      ? say(en: "Nobody registered (unassigned)", uk: "Ніхто не зареєстрував (unassigned)") : name
  }

  /// The name of an organization in this language, else its first.
  func name(of organization: Organization) -> String {
    let own = organization.names.first { $0.language.prefix(2) == language.rawValue }?.text
    return self.organization(organization.key, own ?? organization.displayName)
  }

  func listed(_ texts: [String], _ limit: Int) -> String {
    let shown = texts.prefix(limit).joined(separator: ", ")
    return texts.count > limit ? "\(shown) \(moreNames(texts.count - limit))" : shown
  }

  func moreNames(_ count: Int) -> String { say(en: "and \(number(count)) more", uk: "і ще \(number(count))") }

  // Intervals.

  /// `Week 47 of 2026, Monday 16 to Sunday 22 November, UTC`.
  func period(_ interval: Interval) -> String {
    let first = interval.from.day
    let last = (interval.to - TimeSpan(microseconds: 1)).day
    if let week = interval.week {
      let parts = week.description.split(separator: "W")
      let number = parts.last.flatMap { Int($0) } ?? 0
      let year = week.description.prefix(4)
      return say(
        en: "Week \(number) of \(year), \(dayOfWeek(first)) to \(dayOfWeek(last)), UTC",
        uk: "\(number)-й тиждень \(year) року: \(dayOfWeek(first)) – \(dayOfWeek(last)), UTC")
    }
    if interval.from == first.start, interval.to == last.advanced(by: 1).start {
      return say(en: "\(date(first)) to \(date(last)), UTC", uk: "\(date(first)) – \(date(last)), UTC")
    }
    return say(
      en: "\(interval.from.minuteText) to \(interval.to.minuteText), UTC",
      uk: "\(interval.from.minuteText) – \(interval.to.minuteText), UTC")
  }

  /// Short name of an interval: `W47`, or its first day.
  func shortName(_ interval: Interval) -> String {
    interval.week.map { say(en: String($0.description.suffix(3)), uk: "т.\u{a0}" + $0.description.suffix(2)) }
      ?? shortDate(interval.from.day)
  }

  /// `this week`, `цього тижня`.
  func this(_ unit: Unit) -> String {
    switch unit {
    case .week: say(en: "this week", uk: "цього тижня")
    case .month: say(en: "this month", uk: "цього місяця")
    case .quarter: say(en: "this quarter", uk: "цього кварталу")
    case .year: say(en: "this year", uk: "цього року")
    case .interval: say(en: "in this interval", uk: "за цей період")
    }
  }

  /// `the week before`, `попереднього тижня`.
  func before(_ unit: Unit) -> String {
    switch unit {
    case .week: say(en: "the week before", uk: "попереднього тижня")
    case .month: say(en: "the month before", uk: "попереднього місяця")
    case .quarter: say(en: "the quarter before", uk: "попереднього кварталу")
    case .year: say(en: "the year before", uk: "попереднього року")
    case .interval: say(en: "the interval before", uk: "за попередній період")
    }
  }

  /// `Цього тижня` out of `цього тижня`.
  func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

/// What kind of interval a report covers, for sentences.
enum Unit: Hashable, Sendable {
  case week, month, quarter, year, interval

  /// The unit that an interval is exactly one of.
  init(_ interval: Interval) {
    let first = interval.from.day
    let end = interval.to.day
    let (year, month, day) = first.calendar
    let (lastYear, lastMonth, lastDay) = end.calendar
    let months = (lastYear - year) * 12 + lastMonth - month
    if interval.week != nil {
      self = .week
    } else if interval.from == first.start, interval.to == end.start, day == 1, lastDay == 1 {
      switch (months, month) {
      case (1, _): self = .month
      case (3, 1), (3, 4), (3, 7), (3, 10): self = .quarter
      case (12, 1): self = .year
      default: self = .interval
      }
    } else {
      self = .interval
    }
  }

  /// The unit as it is counted.
  var noun: Noun {
    switch self {
    case .week: .week
    case .month: .month
    case .quarter: .quarter
    case .year: .year
    case .interval: .interval
    }
  }
}
