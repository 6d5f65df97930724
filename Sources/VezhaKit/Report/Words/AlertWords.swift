// Alerts.
extension Words {
  func alertKicker(_ label: String) -> String { say(en: "Vezha · alert \(label)", uk: "Вежа · сповіщення \(label)") }
  func alertWritten(_ time: Instant) -> String {
    let when = weekdayMoment(time)
    return say(en: "Written on \(when)", uk: "Складено: \(when)")
  }
  func alertHeadline(_ alert: AlertFacts, names count: Int, on: Int) -> Prose {
    switch alert.message.kind {
    case .first:
      say(
        en:
          "\(strong: "\(names(count)) of yours came on a published target list.") \(number(on)) on the newest list now.",
        uk:
          "\(strong: "У списку цілей з’явилося: \(names(count)) вашої організації.") Зараз у найновішому списку: \(number(on))."
      )
    case .update:
      say(
        en:
          "\(strong: "\(names(count)) more of yours came on a list.") \(number(on)) of this wave on the newest list now.",
        uk:
          "\(strong: "До списку додано ще \(names(count)) вашої організації.") Зараз у найновішому списку з цієї хвилі: \(number(on))."
      )
    case .closing: alertClosed(told: alert.told, withdrawn: alert.withdrawn)
    }
  }
  /// Why an alert is closed: its names went, or they are not what they were taken for.
  private func alertClosed(told: Int, withdrawn: Int) -> Prose {
    if withdrawn == 0 {
      return say(
        en:
          "\(strong: "All names of this wave have been off the lists for a while.") They may come back; this alert is closed.",
        uk:
          "\(strong: "Усіх назв цієї хвилі вже певний час немає у списках.") Вони можуть повернутися; це сповіщення закрито."
      )
    }
    if withdrawn >= told {
      return say(
        en:
          "\(strong: "This alert is withdrawn.") What it told of was judged a false alarm, or is none of your systems by our inventory of today.",
        uk:
          "\(strong: "Це сповіщення відкликано.") Те, про що ми повідомляли, визнано хибною тривогою або за нашим нинішнім реєстром не є вашим ресурсом."
      )
    }
    return say(
      en:
        "\(strong: "This alert is closed.") Some of its names were judged a false alarm or are none of your systems by our inventory of today; the others have been off the lists for a while.",
      uk:
        "\(strong: "Це сповіщення закрито.") Частину назв визнано хибною тривогою або за нашим нинішнім реєстром вони не ваші; решти вже певний час немає у списках."
    )
  }
  var alertMeaningTitle: String { say(en: "What this means", uk: "Що це означає") }
  var alertMeaning: [Prose] {
    [
      say(
        en: """
          A listing is an intention. \(strong: "Nobody has checked whether your site is down"), and being listed is not a \
          break-in.
          """,
        uk: """
          Список — це намір. \(strong: "Ніхто не перевіряв, чи працює ваш сайт"), і бути у списку — не означає бути зламаним.
          """)
    ]
  }
  var alertDoTitle: String { say(en: "Do now", uk: "Зробіть зараз") }
  func alertDo(phone: String) -> [Prose] {
    [
      say(
        en: "Open each name as a visitor would; write down the time and what you see.",
        uk: "Відкрийте кожну назву як відвідувач; запишіть час і що бачите."),
      say(
        en: "Tell your hosting provider the names and ports below, and ask for its filter.",
        uk: "Передайте хостинг-провайдеру назви й порти нижче та попросіть увімкнути фільтр."),
      say(
        en: "Close to the outside what is open and not meant for everybody.",
        uk: "Закрийте ззовні те, що відкрито й не призначено для всіх."),
      phone.isEmpty
        ? say(en: "If a site fails, call your CERT.", uk: "Якщо сайт не відповідає, телефонуйте до CERT.")
        : say(en: "If a site fails, call \(phone).", uk: "Якщо сайт не відповідає, телефонуйте \(phone)."),
    ]
  }
  var alertAnswerTitle: String { say(en: "Answer us", uk: "Дайте відповідь") }
  func alertAnswer(_ label: String, _ cert: CERTContact) -> [Prose] {
    let to = [cert.email, cert.phone].filter { !$0.isEmpty }.joined(separator: ", ")
    return [
      say(
        en:
          "Name this alert (\(label)) and one word for each name: up, slow, down, not ours.\(to.isEmpty ? "" : " To: \(to)")",
        uk:
          "Назвіть це сповіщення (\(label)) і одне слово для кожної назви: up (працює), slow (повільно), down (не працює), not ours (не наше).\(to.isEmpty ? "" : " Кому: \(to)")"
      )
    ]
  }
  var alertNamesTitle: String { say(en: "Your names", uk: "Ваші назви") }
  func alertNamesLead(_ scanned: Instant?) -> Prose {
    guard let scanned else {
      return say(
        en: "No scan of ours tells which of the ports are open.",
        uk: "Немає сканування, яке показало б, які порти відкриті.")
    }
    return say(
      en: "Whether a port is open is from our own scan of \(date(scanned.day)).",
      uk: "Чи відкритий порт, відомо з нашого сканування: \(date(scanned.day)).")
  }
  var alertNamesCaption: String { say(en: "Names of this alert", uk: "Назви цього сповіщення") }
  var alertNamesEmpty: String { say(en: "None is listed any more.", uk: "Жодної вже немає у списках.") }
  func alertTold(_ isNew: Bool) -> String {
    isNew ? say(en: "in this message", uk: "у цьому повідомленні") : say(en: "earlier", uk: "раніше")
  }
  var columnTold: String { say(en: "Told", uk: "Повідомлено") }
  var columnSince: String { say(en: "Since", uk: "Відколи") }
  var columnKinds: String { say(en: "Kinds", uk: "Види") }
  var columnPortsOurs: String { say(en: "Listed ports (our scan)", uk: "Названі порти (наше сканування)") }
  var alertContextTitle: String { say(en: "This list", uk: "Цей список") }
  func alertWave(_ wave: AlertFacts.Wave, organizations: Int?) -> Prose {
    let when = moment(wave.published)
    return say(
      en: """
        Of \(names(wave.names)) on the newest \(wave.series) list (\(when)) \(number(wave.ours)) are the government's\
        \(organizations.map { ", of \(self.organizations($0))" } ?? "").
        """,
      uk: """
        У найновішому списку \(wave.series) (\(when)) \(names(wave.names)), з них державних: \(number(wave.ours))\
        \(organizations.map { " (\(self.organizations($0)))" } ?? "").
        """)
  }
  func alertStays(_ series: String, half: Int, most: Int, of count: Int) -> Prose {
    say(
      en:
        "Names on \(series) usually stay at most \(self.count(half, .hour)), nine of ten at most \(self.count(most, .hour)) (\(self.count(count, .time))).",
      uk:
        "Назви в \(series) зазвичай тримаються до \(number(half)) год, дев’ять із десяти — до \(number(most)) год (випадків: \(number(count)))."
    )
  }
  func alertHours(_ series: String, _ hours: [String]) -> Prose {
    say(
      en: "\(series) lists change mostly in the hours \(hours.joined(separator: ", ")) UTC.",
      uk: "Списки \(series) змінюються переважно о \(hours.joined(separator: ", ")) год UTC.")
  }
  func alertSubject(_ label: String, _ kind: AlertKind) -> String {
    switch kind {
    case .first:
      say(en: "Alert \(label): your systems on a target list", uk: "Сповіщення \(label): ваші системи у списку цілей")
    case .update: say(en: "Alert \(label): more of your systems", uk: "Сповіщення \(label): ще ваші системи")
    case .closing: say(en: "Alert \(label): closed", uk: "Сповіщення \(label): закрито")
    }
  }
}
