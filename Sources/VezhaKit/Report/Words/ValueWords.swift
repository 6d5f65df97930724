// Names of the values that tables show.
extension Words {
  func state(_ state: FindingState, hours: Int) -> String {
    switch state {
    case .on: say(en: "on", uk: "у списку")
    case .off where hours == 0: say(en: "was", uk: "був")
    case .off: say(en: "was, \(number(hours)) h", uk: "був, \(number(hours)) год")
    case .unknown: say(en: "unknown", uk: "невідомо")
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
    case .critical: word = say(en: "▲▲ critical", uk: "▲▲ критичний")
    case .high: word = say(en: "▲ high", uk: "▲ високий")
    case .medium: word = say(en: "■ medium", uk: "■ середній")
    case .low: word = say(en: "□ low", uk: "□ низький")
    }
    return review ? word + say(en: ", to review", uk: ", на розгляд") : word
  }

  func findingClass(_ value: FindingClass?) -> String {
    switch value {
    case .new: say(en: "new", uk: "новий")
    case .returned: say(en: "returned", uk: "повернувся")
    case .continuing: say(en: "continuing", uk: "триває")
    case .notNamed: say(en: "not named", uk: "не названий")
    case .unknown: say(en: "unknown", uk: "невідомо")
    case nil: say(en: "no history", uk: "без історії")
    }
  }

  func role(_ role: Role) -> String {
    switch role {
    case .target: say(en: "named as a target", uk: "названо ціллю")
    case .claimed: say(en: "an attack or leak is claimed", uk: "заявлено про атаку або витік")
    case .confirmed: say(en: "an incident is confirmed", uk: "інцидент підтверджено")
    case .refuted: say(en: "a claim is refuted", uk: "заяву спростовано")
    case .malicious: say(en: "listed as attacker infrastructure", uk: "у переліку інфраструктури зловмисників")
    case .vulnerable: say(en: "listed as vulnerable", uk: "у переліку вразливих")
    case .lookalike: say(en: "imitates us", uk: "імітує нас")
    }
  }

  func impact(_ impact: Impact) -> String {
    switch impact {
    case .severe: say(en: "severe", uk: "тяжкий")
    case .high: say(en: "high", uk: "високий")
    case .moderate: say(en: "moderate", uk: "помірний")
    case .low: say(en: "low", uk: "низький")
    }
  }

  func certainty(_ certainty: Certainty) -> String {
    switch certainty {
    case .certain: say(en: "certain", uk: "точний")
    case .strong: say(en: "strong", uk: "надійний")
    case .possible: say(en: "possible", uk: "можливий")
    }
  }

  func criticality(_ criticality: Criticality) -> String {
    switch criticality {
    case .critical: say(en: "critical", uk: "критична")
    case .high: say(en: "high", uk: "висока")
    case .moderate: say(en: "moderate", uk: "середня")
    case .low: say(en: "low", uk: "низька")
    }
  }

  func rule(_ rule: Rule) -> String {
    switch rule {
    case .hostExact: say(en: "the listed host is in the inventory", uk: "названий вузол є в реєстрі активів")
    case .hostWWW:
      say(en: "the listed host is in the inventory but for www.", uk: "названий вузол є в реєстрі, різниця лише в www.")
    case .hostBelow:
      say(
        en: "the listed host lies below a host or domain of the organization",
        uk: "названий вузол лежить нижче вузла або домену організації")
    case .hostAbove:
      say(
        en: "the listed host is the parent of a host of the organization",
        uk: "названий вузол є батьківським доменом вузла організації")
    case .hostSameDomain:
      say(
        en: "the listed host shares its domain with hosts of this organization only",
        uk: "названий вузол — у домені, де є вузли лише цієї організації")
    case .constituency:
      say(
        en: "the listed host lies in a government zone and nobody registered it",
        uk: "названий вузол лежить в урядовій зоні, але його ніхто не зареєстрував")
    case .addressExact: say(en: "the listed address is in the inventory", uk: "названа адреса є в реєстрі активів")
    case .addressInRange:
      say(
        en: "the listed address lies in a range of the organization",
        uk: "названа адреса належить до діапазону організації")
    case .rangeOverAddress:
      say(
        en: "the listed range covers an address of the organization", uk: "названий діапазон охоплює адресу організації"
      )
    case .sharedAddress:
      say(
        en: "foreign hosts were listed together with an address of the organization",
        uk: "разом з адресою організації названо чужі вузли")
    case .emailDomain:
      say(en: "a mailbox of the organization is listed", uk: "названо поштову скриньку організації")
    case .organizationName:
      say(en: "the listed name reads like the organization's", uk: "названо схожу на організацію назву")
    case .lookalikeHost:
      say(en: "the listed host imitates a host of the organization", uk: "названий вузол імітує вузол організації")
    case .product:
      say(en: "an advisory names a product that an asset runs", uk: "попередження називає продукт, який є на активі")
    }
  }

  func ownPort(_ own: OwnPort) -> String {
    switch own {
    case .open: say(en: "open", uk: "відкритий")
    case .closed: say(en: "not open", uk: "не відкритий")
    case .notScanned: say(en: "not scanned", uk: "не сканували")
    }
  }

  func port(_ service: ListedService) -> String {
    switch (service.transport, service.port) {
    case (.icmp, _): Transport.icmp.rawValue
    case (let transport?, let port?): "\(transport.rawValue)/\(port)"
    case (let transport?, nil): transport.rawValue
    case (nil, let port?): say(en: "port \(port)", uk: "порт \(port)")
    case (nil, nil): say(en: "no port stated", uk: "порт не вказано")
    }
  }

  func attack(_ kind: AttackKind) -> String {
    switch kind {
    case .http: "HTTP"
    case .http2: "HTTP/2"
    case .http3: "HTTP/3"
    case .slow: say(en: "slow connections", uk: "повільні з’єднання")
    case .tcp: "TCP"
    case .syn: "SYN"
    case .udp: "UDP"
    case .icmp: "ICMP"
    case .other: say(en: "other", uk: "інше")
    }
  }

  func path(_ path: PathClass) -> String {
    switch path {
    case .root: say(en: "start page", uk: "головна сторінка")
    case .search: say(en: "search", uk: "пошук")
    case .login: say(en: "login", uk: "вхід")
    case .form: say(en: "forms", uk: "форми")
    case .api: "API"
    case .file: say(en: "files", uk: "файли")
    case .other: say(en: "other pages", uk: "інші сторінки")
    }
  }

  /// What a TLP mark asks of its reader; the mark itself is never translated.
  func tlpMeaning(_ tlp: TLP) -> String {
    switch tlp {
    case .red: say(en: "for the eyes of its recipients only", uk: "лише для безпосередніх отримувачів")
    case .amberStrict: say(en: "within your organization only", uk: "лише в межах вашої організації")
    case .amber: say(en: "within your organization and its clients", uk: "в межах вашої організації та її клієнтів")
    case .green: say(en: "within the community, not in public", uk: "в межах спільноти, не публічно")
    case .clear: say(en: "may be published", uk: "можна оприлюднювати")
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
    return say(en: "\(self.number(number))\(ending)", uk: "\(self.number(number))-й")
  }

  func firstTime(_ began: Instant?) -> String {
    guard let began else { return say(en: "first time", uk: "уперше") }
    return say(
      en: "first time since our records began on \(date(began.day))",
      uk: "уперше від початку наших записів, \(date(began.day))")
  }

  func times(_ number: Int, before: Int) -> String {
    number == 1 && before == 0
      ? say(en: "first time in 26 weeks", uk: "уперше за 26 тижнів")
      : say(en: "\(ordinal(before + 1)) time in 26 weeks", uk: "\(ordinal(before + 1)) раз за 26 тижнів")
  }

  func lastDaysAgo(_ days: Int) -> String {
    days <= 0
      ? say(en: "last less than a day earlier", uk: "востаннє менш ніж за день до того")
      : say(en: "last \(count(days, .day)) earlier", uk: "востаннє за \(count(days, .day)) до того")
  }

  func ofWhichUnobserved(_ days: Int) -> String {
    say(
      en: "\(count(days, .day)) of them without any document",
      uk: "із них \(count(days, .day)) без жодного документа")
  }

  // Changes.

  func change(_ value: Int?, _ previous: Int?, _ unit: Unit) -> ReportDocument.Change {
    guard let value else {
      return .init(
        symbol: "?", words: say(en: "not known: \(whyBlind)", uk: "невідомо: \(whyBlind)"))
    }
    guard let previous else {
      return .init(
        symbol: "?",
        words: say(en: "\(before(unit)) cannot be compared", uk: "немає з чим порівняти: \(before(unit)) даних не було")
      )
    }
    let difference = value - previous
    let words: (symbol: String, text: String)
    if difference == 0 {
      words = ("=", say(en: "as many as \(before(unit))", uk: "стільки ж, скільки \(before(unit))"))
    } else if difference > 0 {
      words = (
        "▲",
        say(
          en: "\(number(difference)) more than \(before(unit))",
          uk: "на \(number(difference)) більше, ніж \(before(unit))")
      )
    } else {
      words = (
        "▼",
        say(
          en: "\(number(-difference)) fewer than \(before(unit))",
          uk: "на \(number(-difference)) менше, ніж \(before(unit))")
      )
    }
    return .init(symbol: words.symbol, words: words.text)
  }

  func shortChange(_ value: Int, _ previous: Int?) -> ReportDocument.Change {
    guard let previous else { return .init(symbol: "?", words: say(en: "not known", uk: "невідомо")) }
    let difference = value - previous
    if difference == 0 { return .init(symbol: "=", words: say(en: "same", uk: "без змін")) }
    return difference > 0
      ? .init(symbol: "▲", words: say(en: "\(number(difference)) more", uk: "на \(number(difference)) більше"))
      : .init(symbol: "▼", words: say(en: "\(number(-difference)) fewer", uk: "на \(number(-difference)) менше"))
  }
}
