// Headings, leads, captions and the sentences of empty tables: what is named.
extension Words {
  var actNowTitle: String { say(en: "Act now", uk: "Невідкладні дії") }
  var actNowLead: Prose {
    say(
      en: "At most ten lines, the most urgent first. Names of one organization that came up together are one line.",
      uk:
        "Щонайбільше десять рядків, найневідкладніші перші. Ресурси однієї організації, що з’явилися разом, — один рядок."
    )
  }
  func actNowEmpty(_ isBlind: Bool) -> String {
    isBlind
      ? say(
        en: "Nothing can be said: \(whyBlind), so we were blind.",
        uk: isPurged
          ? "Сказати нічого не можна: \(whyBlind)."
          : "Сказати нічого не можна: публікацій не було, тож ми нічого не бачили.")
      : say(
        en: "Nothing asks for action at once: no name is on a list now, and nothing urgent came up.",
        uk: "Негайних дій не потрібно: зараз у списках немає жодного ресурсу, нічого термінового не з’явилося.")
  }
  var whyLabel: String { say(en: "Why", uk: "Чому") }
  var whatLabel: String { say(en: "Do", uk: "Дії") }

  func whyOn(_ series: [String], _ start: Instant, on: Int, of all: Int) -> Prose {
    let share =
      on == all ? "" : say(en: "\(number(on)) of \(number(all)) ", uk: "\(number(on)) із \(number(all)) ")
    return say(
      en: """
        \(share)on the newest \(series.joined(separator: " and ")) \(series.count == 1 ? "list" : "lists"), \(since(start))
        """,
      uk: """
        \(share)\(series.count == 1 ? "у найновішому списку" : "у найновіших списках") \(series.joined(separator: " і ")), \
        \(since(start))
        """)
  }
  func whyOff(_ series: String, _ last: Instant) -> Prose {
    say(
      en: "named in \(series) until \(moment(last)), gone from its newest list",
      uk: "у \(series) до \(moment(last)); у найновішому списку вже немає")
  }
  func whyUnknown(_ series: String, _ last: Instant) -> Prose {
    say(
      en: "last named in \(series) on \(shortDate(last.day)); the series has been silent since",
      uk: "востаннє у \(series) \(shortDate(last.day)); відтоді серія мовчить")
  }
  func whyNew(_ count: Int) -> Prose {
    say(en: "\(number(count)) for the first time", uk: "уперше: \(number(count))")
  }
  func whyReturned(_ count: Int, _ days: Int) -> Prose {
    say(
      en: "\(number(count)) back after up to \(self.count(days, .day))",
      uk: "повернулися: \(number(count)) (відсутність до \(number(days)) дн.)")
  }
  func whyAgain(_ times: Int) -> Prose {
    say(
      en: "named up to \(count(times, .time)) before in 26 weeks",
      uk: "раніше за 26 тижнів: до \(number(times)) разів")
  }
  func whyOpen(_ ports: [String]) -> Prose {
    let ports = ports.joined(separator: ", ")
    return say(
      en: "\(strong: "our own scan shows open, listed and not web: \(ports)")",
      uk: "\(strong: "названо, і за нашим скануванням відкрито, не веб: \(ports)")")
  }
  func whyPorts(_ ports: [String], more: Int) -> Prose {
    let rest = more > 0 ? " \(moreNames(more))" : ""
    return say(
      en: "ports \(ports.joined(separator: ", "))\(rest)", uk: "порти \(ports.joined(separator: ", "))\(rest)")
  }
  func whyUnregistered(_ count: Int) -> Prose {
    say(en: "\(names(count)) not in the inventory", uk: "немає в реєстрі активів: \(number(count))")
  }
  var whyDefenceFailed: Prose {
    say(
      en: "\(strong: "back although a defence is in place, and an incident is confirmed")",
      uk: "\(strong: "знову у списку попри захист, і інцидент підтверджено")")
  }
  var whyInProgress: Prose { say(en: "somebody works on it", uk: "над цим працюють") }
  var whyReview: Prose { say(en: "to be confirmed by an analyst first", uk: "спершу має підтвердити аналітик") }

  var onNowTitle: String { say(en: "On the list now", uk: "Зараз у списку") }
  func onNowLead(_ unit: Unit) -> Prose {
    say(
      en: """
        Every name \(this(unit)). \(strong: "● on"): the newest list names it. \(strong: "○ was"): named \(this(unit)), \
        with the hours it stayed, and absent from a later list. \(strong: "? unknown"): last seen on the list, and \
        nothing was published since. Tall marks: named; short marks: published without it; no mark: nothing published.
        """,
      uk: """
        Усі ресурси, названі \(this(unit)). \(strong: "● у списку"): є в найновішому списку. \(strong: "○ був"): названий \
        \(this(unit)), пробув стільки-то годин і зник із пізнішого списку. \(strong: "? невідомо"): востаннє був у списку, \
        а відтоді нічого не публікували. Висока позначка: названо; низька: опубліковано без нього; порожньо: публікацій \
        не було.
        """)
  }
  func onNowCaption(_ unit: Unit) -> String {
    say(
      en: "Names \(this(unit)), those on the list now first",
      uk: "Ресурси, названі \(this(unit)); спершу ті, що зараз у списку")
  }
  func onNowEmpty(_ isBlind: Bool) -> String {
    isBlind
      ? say(
        en: isPurged
          ? "Not known: \(whyBlind)." : "Not known: nothing was published, and no name was on a list before.",
        uk: isPurged
          ? "Невідомо: \(whyBlind)." : "Невідомо: публікацій не було, а до того жоден ресурс у списках не стояв.")
      : say(
        en: "\(whose("No name of ours", "None of your names")) was on any list.",
        uk: "\(whose("Наших", "Ваших")) ресурсів у списках не було.")
  }

  var changesTitle: String { say(en: "Changes by class", uk: "Зміни за класами") }
  var changesLead: Prose {
    say(
      en: "Each name stands in exactly one class. How often a name came before tells more than that it is new today.",
      uk:
        "Кожен ресурс належить рівно до одного класу. Скільки разів його називали раніше, важливіше за те, що він новий."
    )
  }
  func changesCaption(_ value: FindingClass) -> String {
    switch value {
    case .new: say(en: "New: never seen before in our records", uk: "Нові: у наших записах раніше не траплялися")
    case .returned:
      say(
        en: "Returned: seen in earlier episodes, absent, and back",
        uk: "Повернулися: були раніше, зникали і з’явилися знову")
    case .continuing:
      say(en: "Continuing: named already before the first day", uk: "Тривають: названі ще до першого дня звіту")
    case .notNamed:
      say(
        en: "No longer named: named the time before, absence was shown since",
        uk: "Більше не названі: були минулого разу, відтоді списки їх не містять")
    case .unknown:
      say(
        en: "Unknown: on the list when the series last spoke",
        uk: "Невідомо: були у списку, коли серія публікувалася востаннє")
    }
  }
  func changesEmpty(_ value: FindingClass, _ isBlind: Bool) -> String {
    if isBlind && value != .unknown {
      return say(en: "Not known: \(whyBlind).", uk: "Невідомо: \(whyBlind).")
    }
    switch value {
    case .new: return say(en: "No name came for the first time.", uk: "Нових ресурсів немає.")
    case .returned: return say(en: "No name came back.", uk: "Жоден ресурс не повернувся.")
    case .continuing:
      return say(en: "No name stayed from before.", uk: "Жоден ресурс не залишився з попереднього разу.")
    case .notNamed: return say(en: "No name has left.", uk: "Жоден ресурс не зник зі списків.")
    case .unknown:
      return say(
        en: "No name is unknown: every series that named one spoke again.",
        uk: "Невідомих немає: кожна серія, що когось називала, публікувалася знову.")
    }
  }
  func returnRates(_ rates: ReportFacts.ReturnRates) -> Prose {
    let soon = percent(rates.within28Days, of: rates.left)
    let later = percent(rates.within84Days, of: rates.left)
    return say(
      en: """
        \(strong: "Gone is not safe.") Of \(names(rates.left)) that left a list in the 52 weeks before, \(strong: soon) \
        (\(number(rates.within28Days))) were back within 28 days and \(strong: later) (\(number(rates.within84Days))) \
        within 84.
        """,
      uk: """
        \(strong: "Зник — не означає в безпеці.") За попередні 52 тижні зі списків зникало \(names(rates.left)); із них \
        \(strong: soon) (\(number(rates.within28Days))) повернулися протягом 28 днів і \(strong: later) \
        (\(number(rates.within84Days))) — протягом 84.
        """)
  }
  var noReturnRates: Prose {
    say(
      en: """
        \(strong: "Gone is not safe.") Names come back, often after months. Our records are too short to say how often.
        """,
      uk: """
        \(strong: "Зник — не означає в безпеці.") Ресурси повертаються у списки, часто через місяці. Наших записів замало, \
        щоб сказати, як часто.
        """)
  }

  var organizationsTitle: String { say(en: "By organization and by sector", uk: "За організаціями та галузями") }
  func organizationsLead(_ unit: Unit) -> Prose {
    say(
      en:
        "Most names first. The change compares with \(before(unit)); an old scan means that ports and names may have moved.",
      uk: """
        Спершу ті, у кого найбільше ресурсів. Зміна — порівняно з тим, що було \(before(unit)); давнє сканування означає, \
        що порти й імена могли змінитися.
        """)
  }
  var organizationsCaption: String {
    say(en: "Organizations with names in this report", uk: "Організації, чиї ресурси є в цьому звіті")
  }
  var organizationsEmpty: String { say(en: "No organization is concerned.", uk: "Жодної організації не названо.") }
  var sectorsCaption: String { say(en: "Sectors with names in this report", uk: "Галузі, чиї ресурси є в цьому звіті") }
  var sectorsEmpty: String { say(en: "No sector is concerned.", uk: "Жодної галузі не названо.") }
  var noSector: String { say(en: "no sector stated", uk: "галузь не вказано") }
  var total: String { say(en: "Total", uk: "Разом") }
  func scanAge(_ days: Int?) -> String {
    guard let days else { return say(en: "never scanned", uk: "не сканували") }
    let text = count(max(0, days), .day)
    return days > 90 ? "⚠ \(text)" : text
  }
}
