// Headings, leads, captions and the sentences of empty tables: what asks for a look, and what all rests on.
extension Words {
  var incidentsTitle: String {
    say(en: "Incidents: claimed, confirmed, refuted", uk: "Інциденти: заявлені, підтверджені, спростовані")
  }
  var incidentsLead: Prose {
    say(
      en: "What others say has happened. A claim is a claim until somebody confirms or refutes it.",
      uk: "Про що повідомляють інші. Заява лишається заявою, доки її не підтвердять або не спростують.")
  }
  var incidentsCaption: String {
    say(en: "Claims, confirmations and refutations", uk: "Заяви, підтвердження та спростування")
  }
  var incidentsEmpty: String {
    say(en: "No claim, confirmation or refutation is known.", uk: "Заяв, підтверджень чи спростувань немає.")
  }

  var hostileTitle: String { say(en: "Malicious and look-alike", uk: "Зловмисна інфраструктура та імітації") }
  var hostileLead: Prose {
    say(
      en: """
        \(whose("Our own systems", "Your systems")) that others list as attacker infrastructure, and foreign names that \
        imitate \(whose("ours", "yours")).
        """,
      uk: """
        \(whose("Наші", "Ваші")) системи, які інші вважають інфраструктурою зловмисників, та чужі імена, що імітують \
        \(whose("наші", "ваші")).
        """)
  }
  var maliciousCaption: String {
    say(
      en: "Own systems listed as attacker infrastructure", uk: "Власні системи в переліках інфраструктури зловмисників")
  }
  var maliciousEmpty: String {
    say(
      en: "\(whose("No system of ours", "None of your systems")) is listed as attacker infrastructure.",
      uk: "\(whose("Наших", "Ваших")) систем у таких переліках немає.")
  }
  var lookalikeCaption: String {
    say(en: "Names that imitate \(whose("ours", "yours"))", uk: "Імена, що імітують \(whose("наші", "ваші"))")
  }
  var lookalikeEmpty: String {
    say(
      en: "No name that imitates \(whose("ours", "yours")) is known.",
      uk: "Імен, що імітують \(whose("наші", "ваші")), не відомо.")
  }
  var vulnerableTitle: String { say(en: "Known exploited products", uk: "Продукти з відомими вразливостями") }
  var vulnerableLead: Prose {
    say(
      en: """
        Products that \(whose("we", "you")) run and that advisories name. These are not target listings and are counted \
        apart.
        """,
      uk: """
        Продукти, які \(whose("ми використовуємо", "ви використовуєте")) і які названо в бюлетенях безпеки. Це не списки \
        цілей, їх рахують окремо.
        """)
  }
  var vulnerableCaption: String {
    say(
      en: "Advisories that concern \(whose("our", "your")) products",
      uk: "Бюлетені, що стосуються \(whose("наших", "ваших")) продуктів")
  }
  var vulnerableEmpty: String {
    say(
      en: "No advisory we read names a product of \(whose("ours", "yours")).",
      uk: "Жоден з опрацьованих бюлетенів не стосується \(whose("наших", "ваших")) продуктів.")
  }

  var reviewTitle: String { say(en: "Review queue", uk: "На розгляд аналітика") }
  var reviewLead: Prose {
    say(
      en: "Possible matches that a person must judge before anybody is told.",
      uk: "Можливі збіги: перш ніж когось повідомляти, їх має оцінити людина.")
  }
  var reviewCaption: String { say(en: "Findings to review", uk: "Виявлення на розгляд") }
  var reviewEmpty: String { say(en: "Nothing waits for review.", uk: "На розгляд нічого не чекає.") }

  var unregisteredTitle: String { say(en: "Not in your inventory", uk: "Немає у вашому реєстрі активів") }
  var unregisteredLead: Prose {
    say(
      en: """
        Listed hosts that are ours by their domain, yet no asset carries them. Whoever publishes the list knows a system \
        that the inventory does not: add it, or find out what it is.
        """,
      uk: """
        Названі вузли, які за доменом наші, але в реєстрі активів їх немає. Автор списку знає систему, про яку не знає \
        реєстр: додайте її або з’ясуйте, що це.
        """)
  }
  var unregisteredCaption: String {
    say(en: "Listed hosts that no asset carries", uk: "Названі вузли, яких немає в реєстрі")
  }
  var unregisteredEmpty: String {
    say(en: "Every listed name is in the inventory.", uk: "Усі названі ресурси є в реєстрі активів.")
  }

  var portsTitle: String { say(en: "Listed ports against our own scan", uk: "Названі порти та наше сканування") }
  var portsLead: Prose {
    say(
      en: """
        What is listed and open, and is not the web, comes first: remote access, mail, name and file services that the \
        world can reach and that attackers have written down.
        """,
      uk: """
        Спершу те, що названо, відкрито і не є вебом: віддалений доступ, пошта, служби імен та файлів, доступні всім і вже \
        відомі зловмисникам.
        """)
  }
  var portsCaption: String {
    say(en: "Listed ports and what our own scan shows", uk: "Названі порти та результати нашого сканування")
  }
  var portsEmpty: String { say(en: "No listed name comes with a port.", uk: "Портів у списках не вказано.") }
  func portVerdict(_ own: OwnPort, isWeb: Bool) -> String {
    switch (own, isWeb) {
    case (.open, false): say(en: "▲ listed and open, not web", uk: "▲ названо й відкрито, не веб")
    case (.open, true): say(en: "■ listed and open, web", uk: "■ названо й відкрито, веб")
    case (.notScanned, _): say(en: "? listed, not scanned by us", uk: "? названо, ми не сканували")
    case (.closed, _): say(en: "□ listed, not open in our scan", uk: "□ названо, у нас не відкрито")
    }
  }

  var adviceTitle: String { say(en: "What to do about it", uk: "Що з цим робити") }
  var adviceLead: Prose {
    say(
      en: "Once for each kind of threat seen, with the ports and kinds that the lists name.",
      uk: "По одному разу для кожного виду загрози, з портами й видами атак, які вказано у списках.")
  }
  var adviceEmpty: Prose { say(en: "No kind of threat was seen.", uk: "Загроз не виявлено.") }

  var sourcesTitle: String { say(en: "Source health", uk: "Стан джерел") }
  var sourcesLead: Prose {
    say(
      en: "How much of the world we saw, by series. What a silent series would say is unknown, not zero.",
      uk: "Скільки ми бачили, за серіями. Що сказала б серія, яка мовчить, — невідомо, а не нуль.")
  }
  var sourcesCaption: String { say(en: "Series and their documents", uk: "Серії та їхні документи") }
  var sourcesEmpty: String { say(en: "No series is known.", uk: "Жодної серії немає.") }
  func seriesHealth(_ health: SeriesRating) -> String {
    switch health {
    case .blind: say(en: "✕ silent: blind here", uk: "✕ мовчить: даних немає")
    case .silentSince(let day): say(en: "✕ silent since \(shortDate(day))", uk: "✕ мовчить з \(shortDate(day))")
    case .halfSize(let day):
      say(
        en: "◐ below half of its usual size on \(shortDate(day))",
        uk: "◐ менше половини звичайного розміру \(shortDate(day))")
    case .otherFormat(let format): say(en: "◐ another format: \(format)", uk: "◐ інший формат: \(format)")
    case .daysMissing: say(en: "◐ days without a document", uk: "◐ є дні без документів")
    case .everyDay: say(en: "● every day", uk: "● щодня")
    }
  }

  var findingsTitle: String { say(en: "Findings with evidence", uk: "Виявлення з доказами") }
  var findingsLead: Prose {
    say(
      en: "Every finding with the rule that tied it to us and the documents that name it. Open a line to read on.",
      uk: "Кожне виявлення з правилом, за яким його пов’язано з нами, і документами, де його названо. Розгорніть рядок."
    )
  }
  var findingsEmpty: String { say(en: "There is no finding.", uk: "Виявлень немає.") }
  func moreInFile(_ hidden: Int, of all: Int, _ file: String) -> String {
    say(
      en: "\(number(hidden)) of \(number(all)) are not shown on this page. All of them stand in \(file).",
      uk: "На цій сторінці не показано \(number(hidden)) із \(number(all)). Усі вони є у файлі \(file).")
  }
  var evidenceCaption: String {
    say(
      en: "Evidence, one row per rule, identifier and spelling",
      uk: "Докази: рядок на правило, ідентифікатор і написання")
  }
  var detailLabels:
    (
      series: String, role: String, seen: String, history: String, counts: String, assets: String, ports: String,
      kinds: String, id: String, severity: String, decision: String
    )
  {
    say(
      en: (
        "Series", "Listed as", "Seen", "History", "In this report", "Assets", "Ports", "Kinds", "Finding", "Weight",
        "Decision"
      ),
      uk: (
        "серія", "Названо як", "Видно", "Історія", "У цьому звіті", "Активи", "Порти", "Види", "Виявлення", "Вага",
        "Рішення"
      ))
  }
  func detailSeverity(_ impact: Impact, _ certainty: Certainty) -> Prose {
    say(
      en: "\(self.impact(impact)) impact, \(self.certainty(certainty)) match",
      uk: "вплив \(self.impact(impact)), збіг \(self.certainty(certainty))")
  }
  func decided(_ decision: Decision) -> Prose {
    let until = decision.until.map { date($0.day) }
    return say(
      en: """
        \(strong: verdict(decision.verdict)), by \(decision.author) on \(date(decision.decided.day))\(until.map { ", until \($0)" } ?? ""): \
        \(decision.reason)
        """,
      uk: """
        \(strong: verdict(decision.verdict)), \(decision.author), \(date(decision.decided.day))\(until.map { ", до \($0)" } ?? ""): \
        \(decision.reason)
        """)
  }
  func span(_ from: String, _ to: String) -> Prose { say(en: "\(from) to \(to)", uk: "\(from) – \(to)") }
  var ownZone: String {
    say(
      en: "own domain or range of the organization, no asset",
      uk: "власний домен або діапазон організації, активу немає")
  }
  func detailCounts(_ documents: Int, _ rows: Int) -> String { "\(self.documents(documents)), \(count(rows, .row))" }
  func evidenceLine(
    rule: Rule, certainty: Certainty, identifier: String, listed: String, documents: Int, rows: Int,
    from: Instant, to: Instant, file: String, location: String, hash: String
  ) -> Prose {
    let short = String(hash.prefix(16))
    let all = self.documents(documents)
    return say(
      en: """
        \(strong: self.rule(rule)) (\(self.certainty(certainty))): \(host: identifier), listed as \(host: listed), in \(all) \
        \(documents == 1 ? "on \(minute(from))" : "from \(minute(from)) to \(minute(to))"), \(count(rows, .row)). \
        First at \(location) of \(file), SHA-256 \(short)…
        """,
      uk: """
        \(strong: self.rule(rule)) (\(self.certainty(certainty))): \(host: identifier), названо як \(host: listed); \(all) \
        \(documents == 1 ? "(\(minute(from)))" : "(\(minute(from)) – \(minute(to)))"), \(count(rows, .row)). \
        Уперше: \(location) у \(file), SHA-256 \(short)…
        """)
  }

  var decisionsCaption: String {
    say(
      en: "Decisions in force, those that lapse within 30 days first",
      uk: "Чинні рішення; спершу ті, що втратять чинність за 30 днів")
  }
  var decisionsEmpty: String { say(en: "No decision is in force.", uk: "Чинних рішень немає.") }
  /// What hides a finding: a verdict's code, or a warning list with its key.
  func hiddenBy(_ code: String) -> String {
    if let verdict = Verdict(rawValue: code) { return self.verdict(verdict) }
    let parts = code.split(separator: ":", maxSplits: 1)
    guard parts.first == "warning list" else { return code }
    return say(en: code, uk: "список застережень:\(parts.last ?? "")")
  }
  func verdict(_ verdict: Verdict) -> String {
    switch verdict {
    case .falsePositive: say(en: "false positive", uk: "хибний збіг")
    case .accepted: say(en: "risk accepted", uk: "ризик прийнято")
    case .protected: say(en: "protected", uk: "захищено")
    case .inProgress: say(en: "in progress", uk: "у роботі")
    case .confirmed: say(en: "confirmed", uk: "підтверджено")
    case .refuted: say(en: "refuted", uk: "спростовано")
    }
  }
  func scope(_ decision: Decision) -> String {
    switch decision.scope {
    case .finding: say(en: "this finding in \(decision.series)", uk: "це виявлення в \(decision.series)")
    case .subject: say(en: "the name in every series", uk: "ресурс у всіх серіях")
    case .rule:
      say(en: "evidence by \(decision.rule?.rawValue ?? "")", uk: "докази за правилом \(decision.rule?.rawValue ?? "")")
    }
  }
  func lapses(_ days: Int) -> String {
    days <= 0
      ? say(en: "at the end", uk: "наприкінці")
      : say(en: "\(count(days, .day)) later", uk: "за \(count(days, .day))")
  }

  var suppressedTitle: String { say(en: "What is hidden, and by what", uk: "Що приховано і чим") }
  var suppressedLead: Prose {
    say(
      en: """
        What analysts decided, and what was found and is not counted above because a decision or a warning list says so. \
        Nothing vanishes: what hides a finding stands beside it.
        """,
      uk: """
        Що вирішили аналітики і що виявлено, але вище не враховано через рішення або список застережень. Ніщо не зникає: \
        поруч указано, що саме приховує виявлення.
        """)
  }
  var suppressedCaption: String { say(en: "Suppressed findings", uk: "Приховані виявлення") }
  var hiddenByCaption: String { say(en: "What hides how many", uk: "Що приховує скільки виявлень") }
  var suppressedEmpty: String { say(en: "Nothing is suppressed.", uk: "Нічого не приховано.") }

  var inventoryTitle: String { say(en: "Inventory: changes, age, gaps", uk: "Реєстр активів: зміни, вік, прогалини") }
  var inventoryLead: Prose {
    say(
      en: "This report can only be as good as the inventory it rests on.",
      uk: "Звіт не може бути кращим за реєстр активів, на якому він ґрунтується.")
  }
  var editionsCaption: String { say(en: "Newest edition of each source", uk: "Найновіша редакція кожного джерела") }
  var editionsEmpty: String { say(en: "No inventory has been imported.", uk: "Реєстр активів не імпортовано.") }
  var gapsCaption: String {
    say(
      en: "Organizations without a contact, or without a scan within 90 days",
      uk: "Організації без контактної особи або без сканування за 90 днів")
  }
  var gapsEmpty: String {
    say(
      en: "Every organization has a contact and a scan within 90 days.",
      uk: "Кожна організація має контакт і сканування за останні 90 днів.")
  }
  var unmatchableCaption: String {
    say(en: "Identifiers that can never match", uk: "Ідентифікатори, що ніколи не збігаються")
  }
  var unmatchableEmpty: String {
    say(en: "Every identifier can match.", uk: "Усі ідентифікатори придатні для порівняння.")
  }
  func unassigned(_ count: Int) -> Prose {
    say(
      en: """
        \(strong: "\(self.count(count, .asset)) \(count == 1 ? "belongs" : "belong")") to no organization: nobody would be told.
        """,
      uk: "\(strong: "Активи без організації: \(number(count)).") Повідомити про них нікого.")
  }
  var gapNoContact: String { say(en: "no contact", uk: "немає контакту") }
  var gapNoScan: String { say(en: "no asset imported", uk: "активів не імпортовано") }
  func gapOldScan(_ days: Int) -> String {
    say(en: "scan is \(count(days, .day)) old", uk: "скануванню \(count(days, .day))")
  }
  var complete: String { say(en: "complete", uk: "повна") }
  var incomplete: String { say(en: "incomplete: retires nothing", uk: "неповна: нічого не вилучає") }
}
