// For readers without technical training: no rule names, no hashes, no jargon.
extension Words {
  func plainMeaningTitle(_ named: Int) -> String {
    named > 0 ? say(en: "What has happened", uk: "Що сталося") : say(en: "What we know", uk: "Що відомо")
  }

  func plainMeaning(named: Int, on: Int, unknown: Int, isBlind: Bool, _ unit: Unit) -> [Prose] {
    if isPurged, unknown == 0 { return [purgedMeaning(unit)] }
    if isBlind {
      return [
        isPurged
          ? purgedMeaning(unit)
          : say(
            en: "The sources we follow published nothing \(this(unit)), so we cannot say whether you are named.",
            uk:
              "\(capital(this(unit))) джерела, за якими ми стежимо, нічого не опублікували, тож ми не знаємо, чи вас названо."
          ),
        unknown > 0
          ? say(
            en:
              "When they last spoke, \(strong: names(unknown)) of yours \(unknown == 1 ? "was" : "were") on their lists.",
            uk: "В останніх відомих нам списках було \(strong: "\(names(unknown))") вашої організації.")
          : say(
            en: "When they last spoke, none of your names was on their lists.",
            uk: "В останніх відомих нам списках ваших ресурсів не було."),
      ]
    }
    if named == 0 {
      return [
        say(
          en: "None of your names was on the lists we read \(this(unit)). See above how many lists that were.",
          uk:
            "\(capital(this(unit))) у списках, які ми опрацювали, ваших ресурсів не було. Скільки це списків, сказано вище."
        )
      ]
    }
    return [
      say(
        en: """
          \(strong: names(named)) of yours stood on lists of targets that attackers published \(this(unit)). \
          \(stillThere(on, of: named))
          """,
        uk: """
          \(capital(this(unit))) зловмисники опублікували списки цілей, у яких є \(strong: names(named)) вашої організації. \
          \(stillThere(on, of: named))
          """),
      say(
        en: """
          \(strong: "This is not a break-in.") Such lists tell volunteers which addresses to flood with requests, so that \
          a website becomes slow or cannot be reached. Nobody has checked whether your sites are down, and nothing here \
          was tested against your systems.
          """,
        uk: """
          \(strong: "Це не злам.") Такі списки вказують добровольцям, які адреси завалювати запитами, щоб вебсайт \
          працював повільно або став недоступним. Ніхто не перевіряв, чи працюють ваші сайти, і ваших систем ми не \
          торкалися.
          """),
    ]
  }

  private func purgedMeaning(_ unit: Unit) -> Prose {
    say(
      en: "What was published \(this(unit)) was purged from our records, so we cannot say whether you were named.",
      uk: "Опубліковане \(this(unit)) вилучено з наших записів, тож ми не знаємо, чи вас було названо.")
  }

  private func stillThere(_ on: Int, of named: Int) -> String {
    if on == 0 {
      return say(en: "None stood on the newest list.", uk: "У найновішому списку немає жодного з них.")
    }
    if on == named {
      return named == 1
        ? say(en: "It still stands there.", uk: "Він є там і зараз.")
        : say(en: "All of them still stand there.", uk: "Усі вони є там і зараз.")
    }
    return say(
      en: "\(number(on)) of them still \(on == 1 ? "stands" : "stand") there.",
      uk: "З них і зараз там: \(number(on)).")
  }

  var plainTodayTitle: String { say(en: "What to do today", uk: "Що зробити сьогодні") }

  func plainToday(phone: String) -> [Prose] {
    [
      say(
        en: "Open each of your sites named here as a visitor would, and note the time and what you see.",
        uk: "Відкрийте кожен названий тут сайт так, як це робить відвідувач, і запишіть час та що ви побачили."),
      say(
        en: "Give the letter below to whoever runs your website or your network, usually your hosting provider.",
        uk: "Передайте наведений нижче лист тим, хто обслуговує ваш сайт або мережу, зазвичай це хостинг-провайдер."),
      phone.isEmpty
        ? say(
          en: "If a site does not answer, tell your national CERT.",
          uk: "Якщо сайт не відповідає, повідомте національну команду реагування (CERT).")
        : say(
          en: "If a site does not answer, call the CERT: \(strong: phone).",
          uk: "Якщо сайт не відповідає, телефонуйте до CERT: \(strong: phone)."),
    ]
  }

  var plainNotTitle: String { say(en: "What not to do", uk: "Чого не робити") }

  var plainNot: [Prose] {
    [
      say(
        en: "Do not answer those who publish such lists, and do not announce that you are named.",
        uk: "Не відповідайте тим, хто публікує такі списки, і не оголошуйте, що вас названо."),
      say(
        en: "Do not switch a site off only because it is listed, and do not read silence as the end of it.",
        uk: "Не вимикайте сайт лише через те, що він у списку, і не вважайте тишу кінцем загрози."),
    ]
  }

  // The letter to the hosting provider.

  var letterTitle: String { say(en: "Letter to your hosting provider", uk: "Лист до вашого хостинг-провайдера") }
  var letterLead: Prose {
    say(
      en: "Ready to copy. It holds nothing but your own names.",
      uk: "Можна копіювати як є. У ньому немає нічого, крім ваших власних ресурсів.")
  }
  func letterGreeting(_ organization: String) -> [Prose] {
    [
      say(en: "Dear colleagues,", uk: "Шановні колеги,"),
      say(
        en: """
          systems of \(organization) that you host or connect stand on target lists that a group publishes for denial of \
          service attacks. This is no break-in, and we do not know of an outage. We ask you to be ready.
          """,
        uk: """
          ресурси організації «\(organization)», які ви розміщуєте або підключаєте, названо у списках цілей, що їх \
          публікують для атак на відмову в обслуговуванні. Це не злам, і про збої нам не відомо. Просимо вас \
          підготуватися.
          """),
    ]
  }
  var letterNames: String {
    guard let zone else { return say(en: "What is listed (all times UTC):", uk: "Що названо (час UTC):") }
    return say(
      en: "What is listed (times of \(zone.name), UTC beside):", uk: "Що названо (час \(zone.name), поруч UTC):")
  }
  func letterLine(host: String, addresses: [String], ports: [String], since instant: Instant) -> Prose {
    var parts: [Prose] = ["\(host: host)"]
    if !addresses.isEmpty {
      parts.append(say(en: "address ", uk: "адреса ") + Prose.hosts(addresses, limit: 4, more: moreNames))
    }
    if !ports.isEmpty {
      let ports = listed(ports, 8)
      parts.append(say(en: "ports \(ports)", uk: "порти \(ports)"))
    }
    parts.append(Prose(say(en: "since \(longMoment(instant))", uk: "з \(longMoment(instant))")))
    return .joined(parts, separator: "; ")
  }
  var letterAsk: String { say(en: "We ask you:", uk: "Просимо:") }
  var letterAsks: [Prose] {
    [
      say(
        en:
          "Tell us which filter against floods you can switch on for these names, how long that takes, and whom we call at night.",
        uk:
          "повідомити, який захист від таких атак ви можете ввімкнути для цих ресурсів, скільки часу це займе і кому телефонувати вночі;"
      ),
      say(
        en: "Check that the servers behind a protection service take traffic only from that service.",
        uk: "перевірити, що сервери за сервісом захисту приймають трафік лише від нього;"),
      say(
        en: "Block what these systems do not need from the outside, and tell us before you change anything else.",
        uk: "заблокувати ззовні те, що цим системам не потрібно, і попередити нас перед будь-якими іншими змінами;"),
      say(
        en: "Keep the logs of these systems for 30 days, and tell us at once if one of them fails.",
        uk: "зберігати журнали цих систем 30 днів і негайно повідомити нас, якщо якась із них відмовить."),
    ]
  }
  func letterClose(_ organization: String, phone: String) -> [Prose] {
    [
      phone.isEmpty
        ? say(
          en: "The source is the national CERT's weekly report on published target lists.",
          uk: "Джерело: щотижневий звіт національного CERT про опубліковані списки цілей.")
        : say(
          en: "The source is the national CERT's weekly report on published target lists; its telephone is \(phone).",
          uk: "Джерело: щотижневий звіт національного CERT про опубліковані списки цілей; телефон CERT: \(phone)."),
      say(en: "With thanks, \(organization)", uk: "З повагою, \(organization)"),
    ]
  }
}
