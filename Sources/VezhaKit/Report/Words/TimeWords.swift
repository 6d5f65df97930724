// Times: days are those of UTC; moments are the reader's, with UTC beside.
extension Words {
  private func month(_ number: Int) -> String {
    let months = say(
      en: [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
      ],
      uk: [
        "січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня",
        "листопада", "грудня",
      ])
    return months.indices.contains(number - 1) ? months[number - 1] : ""
  }

  private func weekday(_ day: Day) -> String {
    switch day.weekday {
    case 1: say(en: "Monday", uk: "понеділок")
    case 2: say(en: "Tuesday", uk: "вівторок")
    case 3: say(en: "Wednesday", uk: "середа")
    case 4: say(en: "Thursday", uk: "четвер")
    case 5: say(en: "Friday", uk: "п’ятниця")
    case 6: say(en: "Saturday", uk: "субота")
    default: say(en: "Sunday", uk: "неділя")
    }
  }

  private func shortWeekday(_ day: Day) -> String {
    let short = ["пн", "вт", "ср", "чт", "пт", "сб", "нд"]
    let index = day.weekday - 1
    return say(en: String(weekday(day).prefix(3)), uk: short.indices.contains(index) ? short[index] : "")
  }

  /// `19 November 2026`, `19 листопада 2026 року`.
  func date(_ day: Day) -> String {
    let (year, month, number) = day.calendar
    return say(en: "\(number) \(self.month(month)) \(year)", uk: "\(number) \(self.month(month)) \(year) року")
  }

  /// `19 Nov`, `19.11`.
  func shortDate(_ day: Day) -> String {
    let (_, month, number) = day.calendar
    return say(
      en: "\(number) \(self.month(month).prefix(3))", uk: "\(padded(Int64(number), 2)).\(padded(Int64(month), 2))")
  }

  /// `Thursday 19 November`, `четвер, 19 листопада`.
  func dayOfWeek(_ day: Day) -> String {
    say(
      en: "\(weekday(day)) \(day.calendar.day) \(month(day.calendar.month))",
      uk: "\(weekday(day)), \(day.calendar.day) \(month(day.calendar.month))")
  }

  /// `by Thursday 19 November`, `до четверга, 19 листопада`.
  func due(_ day: Day) -> String {
    let genitive = ["понеділка", "вівторка", "середи", "четверга", "п’ятниці", "суботи", "неділі"]
    let index = day.weekday - 1
    return say(
      en: "by \(dayOfWeek(day))",
      uk:
        "до \(genitive.indices.contains(index) ? genitive[index] : ""), \(day.calendar.day) \(month(day.calendar.month))"
    )
  }

  private func clock(_ instant: Instant) -> String { String(instant.minuteText.suffix(5)) }

  /// `19 Nov, 07:05`; in a zone `19 Nov, 09:05 (07:05 UTC)`.
  func moment(_ instant: Instant) -> String {
    beside(instant) { "\(shortDate($0.day)), \(clock($0))" }
  }

  /// `19 November 2026, 07:05`; in a zone `19 November 2026, 09:05 (07:05 UTC)`.
  func longMoment(_ instant: Instant) -> String {
    beside(instant) { "\(date($0.day)), \(clock($0))" }
  }

  /// `Thursday 19 November, 07:05 UTC`; in a zone `Thursday 19 November, 09:05 (07:05 UTC)`.
  func weekdayMoment(_ instant: Instant) -> String {
    let text = beside(instant) { "\(dayOfWeek($0.day)), \(clock($0))" }
    return zone == nil ? "\(text) UTC" : text
  }

  /// `2026-11-19 07:05`; in a zone `2026-11-19 09:05 (07:05 UTC)`.
  func minute(_ instant: Instant) -> String { beside(instant, \.minuteText) }

  /// The moment on the reader's clock, and on that of UTC where the two differ.
  func clocks(_ instant: Instant) -> (own: Instant, utc: String?) {
    guard let zone else { return (instant, nil) }
    let own = zone.local(instant)
    return (own, "\(own.day == instant.day ? clock(instant) : instant.minuteText) UTC")
  }

  private func beside(_ instant: Instant, _ text: (Instant) -> String) -> String {
    guard let zone else { return text(instant) }
    let own = zone.local(instant)
    return "\(text(own)) (\(own.day == instant.day ? clock(instant) : text(instant)) UTC)"
  }

  /// Whose times the texts show.
  var timesAre: String {
    guard let zone else { return say(en: "Times are UTC.", uk: "Час — UTC.") }
    return say(
      en: "Times are those of \(zone.name), with UTC beside.", uk: "Час — \(zone.name), поруч UTC.")
  }

  func since(_ instant: Instant) -> String { say(en: "since \(moment(instant))", uk: "з \(moment(instant))") }

  func dayLetter(_ day: Day, of days: Int) -> String {
    days <= 7
      ? say(en: String(weekday(day).prefix(1)), uk: shortWeekday(day))
      : (day.calendar.day % 5 == 0 ? String(day.calendar.day) : "")
  }

  func stripDay(_ day: Day, named: Int, published: Int) -> String {
    let name = "\(shortWeekday(day)) \(day.calendar.day)"
    return published == 0
      ? say(en: "\(name) nothing published", uk: "\(name) нічого не опубліковано")
      : say(en: "\(name) \(named) of \(published)", uk: "\(name) \(named) з \(published)")
  }
}
